"""Wrong JSON: every fault once, in one sentence, with its path; and no other way out."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yqxl.errors import InputRefusedError
from yqxl.interchange.importing import evaluation_from, load
from yqxl.interchange.json_text import parsed
from yqxl.interchange.schema import evaluation_shape, json_schema

CASE = json.loads((Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json").read_bytes())


def refusal(content: bytes | str) -> str:
    with pytest.raises(InputRefusedError) as refused:
        evaluation_from(parsed(content if isinstance(content, bytes) else content.encode()))
    return f"{refused.value.code} {refused.value.message}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '{"outputs": [{"planned": %s}]}' % ("9" * 5000),
            "outputs[0].planned：应为单元格放得下的数字，实为太大的数",
        ),
        ('{"outputs": [{"planned": 1e999}]}', "outputs[0].planned：应为单元格放得下的数字"),
        ('{"outputs": [{"planned": NaN}]}', "outputs[0].planned：应为单元格放得下的数字，实为 NaN"),
        ('{"outputs": [{"planned": -Infinity}]}', "outputs[0].planned：应为单元格放得下的数字"),
        ('{"project": {"year": 1, "year": 2}}', "project.year：这个字段写了不止一次"),
        ('{"funds": [{"unit": "a", "unit": "a"}]}', "funds[0].unit：这个字段写了不止一次"),
        (json.dumps({"goals": [{"goal": "长" * 32768}]}), "goals[0].goal：文字有 32,768 字"),
        (json.dumps({"goals": [{"goal": "\U00020bb7" * 16384}]}), "goals[0].goal：文字有 16,384 字"),
        ('{"goals": [{"goal": "\\ud800"}]}', "goals[0].goal：文字里有无效字符"),
        (
            '{"survey": [{"code": "S01", "counts": {"满意": 1}, "satisfied": ["满 意"]}]}',
            "survey[0].satisfied：“满 意”不在 counts 的选项中",
        ),
        (
            '{"survey": [{"code": "S01", "counts": {"满意": 1}, "weights": {"很满意": 1}}]}',
            "survey[0].weights：“很满意”不在 counts 的选项中",
        ),
        ('{"survey": [{"counts": {"不 满意": []}}]}', 'survey[0].counts["不 满意"]：应为数字'),
        ('{"goals": [{"level1": 5}]}', "goals[0].level1：应为文字，实为数字 5"),
        ('{"funds": [{"total": 1}]}', "funds[0].total：应为 true 或 false，实为数字 1"),
        ('{"funds": {}}', "funds：应为列表，实为对象"),
        ("[]", "最外层：应为对象，实为列表"),
        ('{"bands": [{"scheme": "甲", "lower": []}]}', "bands[0].factor：缺少此字段"),
        ('{"schema": true}', "schema：应为版本 1，实为 true"),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_a_fault_is_told_once_with_its_path(content: str, sentence: str) -> None:
    message = refusal(content)
    assert message.startswith("YQ-203 数据不符合格式，共 1 处：")
    assert sentence in message


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"funds": [{"unit": "甲", "spent": 4', "第 1 行第 36 个字起读不懂，funds[0].spent 之内（到这里就断了）"),
        ('{"goals": [{"goal": "甲', "第 1 行第 21 个字起读不懂，goals[0].goal 之内（引号没有配对）"),
        ('{"a": 1,\n "b": 2,,}', "第 2 行第 9 个字起读不懂"),
        ('{"a": 1} {"b": 2}', "（结束之后还有内容）"),
        ('{"a": "1\n2"}', "（文字里有换行等控制字符）"),
        ("", "（文件是空的）"),
        (b"\xff\xfe{", "不是 UTF-8 编码的文本（第 1 个字节"),
        ("[" * 100_000, "一层套一层"),
    ],
    ids=["cut in a number", "cut in a text", "two commas", "two values", "line break", "empty", "UTF-16", "deep"],
)  # fmt: skip
def test_what_is_no_json_is_told_with_its_place(content: bytes | str, sentence: str) -> None:
    message = refusal(content)
    assert message.startswith("YQ-202")
    assert sentence in message
    assert not any(word in message for word in ("Expecting", "line", "column", "char"))


def test_a_byte_order_mark_is_no_fault() -> None:
    assert evaluation_from(parsed(b'\xef\xbb\xbf{"project": {"name": "x"}}')).project.name == "x"


def test_all_faults_are_told_or_counted() -> None:
    rows = [{"planned": True} for _ in range(68)]
    message = refusal(json.dumps({"outputs": rows}))
    assert message.count("应为数字") == 68
    message = refusal(json.dumps({"outputs": rows * 2}))
    assert "共 136 处" in message
    assert message.count("应为数字") == 100
    assert "其余 36 处从略" in message


def test_null_is_a_blank_everywhere() -> None:
    shape = evaluation_shape()
    blank = {"project": dict.fromkeys(json_schema()["properties"]["project"]["properties"])}
    assert not [*shape.faults(blank, "")]
    one = {"funds": [dict.fromkeys(json_schema()["properties"]["funds"]["items"]["properties"])]}
    assert evaluation_from(one).funds[0].total == ""


def test_the_schema_is_sound_and_takes_the_model_case() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(CASE)


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything in a JSON value, itself included."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


PLACES = places(CASE)


@given(
    st.sampled_from(PLACES),
    st.sampled_from([None, True, 3, 2.5, "文字", [], {}, [1], {"a": 1}, "长" * 40_000]),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_published_schema_and_the_check_agree(place: tuple[Any, ...], value: object) -> None:
    """What jsonschema refuses, the check refuses at the same path, and the reverse."""
    data: Any = copy.deepcopy(CASE)
    if place:
        at = data
        for key in place[:-1]:
            at = at[key]
        at[place[-1]] = value
    else:
        data = value
    refused = not jsonschema.Draft202012Validator(json_schema()).is_valid(data)
    faults = [
        fault for fault in evaluation_shape().faults(data, "") if "的选项中" not in fault[1]
    ]  # a relation between neighbours is beyond a schema
    assert bool(faults) == refused
    assert len(faults) == len(set(faults))


def test_a_file_is_named_in_its_refusal(tmp_path: Path) -> None:
    path = tmp_path / "数据.json"
    path.write_text('{"goal": 1}', encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        load(path)
    assert str(refused.value) == (
        f"{path}: 数据不符合格式，共 1 处：goal：没有这个字段。请用 yqxl schema 查看格式。 [YQ-203]"
    )


def test_a_list_of_projects_is_told_to_be_split(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('[{"schema": 1}, {"schema": 1}]', encoding="utf-8")
    with pytest.raises(InputRefusedError, match="JSON 是 2 个项目的列表") as refused:
        load(path)
    assert (refused.value.code, "yqxl rollup" in refused.value.remedy) == ("YQ-206", True)
