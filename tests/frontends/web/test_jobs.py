"""The jobs of the page, run by this Python: what they give, and what they refuse."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from yqxl.frontends.web import jobs
from yqxl.frontends.web.blanks import packed, unpacked
from yqxl.frontends.web.building import blank_workbooks
from yqxl.frontends.web.jobs import JOBS, run
from yqxl.frontends.web.limits import refusals

ROOT = Path(__file__).parents[3]
CASE = (ROOT / "workbooks" / "yangquan_2022.xlsx").read_bytes()
BLANK = (ROOT / "workbooks" / "template.xlsx").read_bytes()
UDF = (ROOT / "workbooks" / "template.xlsm").read_bytes()
EARLIER = (ROOT / "tests" / "cases" / "contract_1" / "yangquan_2022.xlsx").read_bytes()


def test_a_workbook_is_regenerated_and_shown() -> None:
    answer = run("regenerate", [("评价.xlsx", CASE)])
    shown = answer.record["display"]
    assert [name for name, _ in answer.files] == ["评价_再生成.xlsx"]
    assert (shown["state"], shown["total"], shown["grade"]) == ("完成", "77.73", "中")
    tables = {table["caption"]: table["rows"] for table in shown["tables"]}
    assert tables["一级指标得分"][1] == ["B政策实施", "30", "20.99", "69.97%"]
    assert [tables["比率"][6][place] for place in (0, 3)] == ["R07", "64.83%"]
    assert tables["问题"][0][:3] == ["警告", "YQ-053", "指标体系!E4"]


def test_a_blank_workbook_shows_no_figures_as_if_complete() -> None:
    shown = run("regenerate", [("空白.xlsx", BLANK)]).record["display"]
    assert shown["total"] == ""
    assert ["总分", "未完成"] in shown["figures"]


@pytest.mark.parametrize("job", ["regenerate", "freeze", "upgrade", "form", "explain"])
def test_what_is_no_workbook_is_refused_in_the_words_of_the_product(job: str) -> None:
    options = '{"form": "自评表", "kind": ".xlsx", "code": "C102"}'
    answer = run(job, [("a/b.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100)], options)
    assert [*answer.files] == []
    assert answer.record["status"] == "refused"
    assert answer.record["input"] == "a/b.et"
    assert [row[1] for row in answer.record["display"]["tables"][0]["rows"]] == [
        answer.record["findings"][0]["code"]
    ]


def test_a_workbook_with_functions_becomes_final() -> None:
    answer = run("freeze", [("底稿.xlsm", UDF)])
    assert [name for name, _ in answer.files] == ["底稿_定稿.xlsx"]
    assert "不含宏" in answer.record["display"]["lines"][0]


def test_an_earlier_workbook_is_upgraded() -> None:
    answer = run("upgrade", [("底稿.xlsx", EARLIER)])
    assert [name for name, _ in answer.files] == ["底稿_升级.xlsx"]
    assert "改为第" in answer.record["display"]["lines"][0]
    again = run("upgrade", [("底稿.xlsx", answer.files[0][1])])
    assert again.record["display"]["lines"][0].startswith("已经是现行")


@pytest.mark.parametrize(("kind", "inside"), [(".xlsx", "xl/workbook.xml"), (".docx", "word/")])
def test_a_form_is_filled(kind: str, inside: str) -> None:
    answer = run("form", [("评价.xlsx", CASE)], f'{{"form": "自评表", "kind": "{kind}"}}')
    ((name, content),) = answer.files
    assert name == f"评价_自评表{kind}"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert any(part.startswith(inside) for part in package.namelist())


def test_a_form_of_a_blank_workbook_says_that_its_total_is_missing() -> None:
    answer = run("form", [("空白.xlsx", BLANK)], '{"form": "自评表", "kind": ".docx"}')
    assert any("没有得分" in line for line in answer.record["display"]["lines"])


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def archive() -> bytes:
    """The blank workbooks that the build packs."""
    return packed(blank_workbooks())


@pytest.fixture
def blanks(archive: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the build puts beside the jobs, where they run in a page."""
    monkeypatch.setattr(jobs, "blank_bytes", lambda name: unpacked(archive, name))


@pytest.mark.usefixtures("blanks")
def test_new_workbooks_come_blank_from_json_and_from_other_peoples_tables() -> None:
    ((name, blank),) = run("blank", [("空白工作簿.xlsx", b"")]).files
    assert name == "空白工作簿.xlsx"
    assert parts_of(blank) == parts_of(BLANK)
    data = (ROOT / "workbooks" / "yangquan_2022.json").read_bytes()
    ((name, filled),) = run("new", [("阳泉.json", data)]).files
    assert name == "阳泉.xlsx"
    assert run("regenerate", [(name, filled)]).record["total"] == 77.73
    tables = ROOT / "tests" / "foreign_tables"
    source = tables / "s13_two_projects.docx"
    answer = run("import", [(source.name, source.read_bytes())])
    assert len(answer.files) == 2
    assert answer.record["display"]["lines"][0] == "认出 2 个项目。"
    assert any(
        one["caption"].startswith("认出的指标") for one in answer.record["display"]["tables"]
    )
    totals = [run("regenerate", [file]).record["total"] for file in answer.files]
    assert totals == [96.8, 98.0]


@pytest.mark.usefixtures("blanks")
@pytest.mark.parametrize(
    ("job", "name", "content", "code"),
    [
        ("new", "a.json", b'{"funds": [{"mileage": 3}]}', "YQ-203"),
        ("new", "a.json", b"{", "YQ-202"),
        ("import", "a.txt", "没有指标".encode(), "YQ-231"),
        ("import", "评价.xlsx", CASE, "YQ-232"),
    ],
)
def test_data_that_cannot_be_used_are_refused(
    job: str, name: str, content: bytes, code: str
) -> None:
    record = run(job, [(name, content)]).record
    assert [finding["code"] for finding in record["findings"]] == [code]


def test_a_score_is_explained() -> None:
    lines = run("explain", [("评价.xlsx", CASE)], '{"code": "C102"}').record["lines"]
    assert ["口径", "计划培训人数"] in lines


def test_an_archive_holds_files_of_the_same_name_beside_each_other() -> None:
    ((name, content),) = run("zip", [("a.xlsx", b"1"), ("a.xlsx", b"2"), ("b", b"3")]).files
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        held = {one: archive.read(one) for one in archive.namelist()}
    assert (name, held) == ("yqxl.zip", {"a.xlsx": b"1", "a (2).xlsx": b"2", "b": b"3"})


def test_names_that_no_folder_takes_are_taken() -> None:
    record = run("regenerate", [("长" * 300 + ".xlsx", CASE)]).record
    assert record["status"] == "ok"
    assert run("regenerate", [("..", CASE)]).record["status"] == "ok"


def test_every_job_has_a_label_and_every_refusal_is_a_sentence() -> None:
    assert all(job.label for job in JOBS.values())
    for record in refusals().values():
        (finding,) = record["findings"]
        assert finding["code"].startswith("YQ-")
        assert finding["message"]
        assert finding["remedy"]
        assert record["display"]["counts"]["error"] == 1
