"""The page in a real browser: the same bytes as the command line, and nothing leaves it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from yqxl.pipeline.examine import check_file

SOUND = ("model_case.xlsx", "udf.xlsm", "decorated.xlsx", "roster.xlsx", "contract_1.xlsx")
#: what the browser itself stands for: the way to the file, and how long it took
_OWN = ("input", "output", "file_bytes", "output_bytes", "seconds", "display")


def test_the_page_is_small_enough_to_hand_out(built_page: Path) -> None:
    assert built_page.stat().st_size <= 9_000_000


@pytest.mark.parametrize("name", SOUND)
def test_a_workbook_comes_out_with_the_bytes_of_the_command_line(
    name: str, seen: dict[str, Any]
) -> None:
    found = seen["files"][name]
    assert len(found["names"]) == 1
    assert found["same"]
    assert _plain(found["record"]) == _plain(seen["command_line"][name])


def test_hostile_files_come_out_as_from_the_command_line(seen: dict[str, Any]) -> None:
    hostile = sorted(set(seen["files"]) - set(SOUND))
    assert len(hostile) == 60
    different = [
        (name, _codes(seen["files"][name]["record"]), _codes(seen["command_line"][name]))
        for name in hostile
        if not seen["files"][name]["same"]
        or _plain(seen["files"][name]["record"]) != _plain(seen["command_line"][name])
    ]
    assert different == []


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in _OWN}


def _codes(record: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in record["findings"]]


def test_nothing_is_asked_of_any_network(seen: dict[str, Any]) -> None:
    # a data: address carries its bytes itself: Chromium's own page in a stopped frame has some
    allowed = ("file:", "blob:", "data:")
    for asked in (seen["requests"], seen["requests_of_probes"]):
        assert [address for address in asked if not address.startswith(allowed)] == []
    assert seen["log"] == []


def test_the_policy_stops_what_could_carry_data_away(seen: dict[str, Any]) -> None:
    probes = seen["probes"]
    assert {"img-src", "script-src-elem", "frame-src", "connect-src", "style-src-elem"} <= set(
        probes["stopped"]
    )
    assert probes["inline"] is False
    assert probes["eval"] == "EvalError"


@pytest.mark.parametrize("state", ["ready", "results", "limits"])
def test_axe_finds_nothing(state: str, seen: dict[str, Any]) -> None:
    assert seen["axe"][state] == []


def test_a_score_is_explained(seen: dict[str, Any]) -> None:
    assert seen["explained"][0].startswith("C102全市高中教师学科素养培训完成率")
    assert "2.18　[指标体系!" in "".join(seen["explained"])


@pytest.mark.parametrize(
    ("limit", "code"), [("time", "YQ-502"), ("memory", "YQ-503"), ("size", "YQ-104")]
)
def test_a_limit_costs_one_file_and_the_next_goes_on(
    limit: str, code: str, seen: dict[str, Any]
) -> None:
    assert seen["limits"][limit] == [[code], "ok"]


def test_a_person_can_cancel_and_go_on(seen: dict[str, Any]) -> None:
    states, total = seen["limits"]["cancel"]
    assert "已取消" in states
    assert total == 77.73


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("udf.xlsm", "udf_定稿.xlsx"),
        ("contract_1.xlsx", "contract_1_升级.xlsx"),
        ("model_case.xlsx", "model_case_自评表.xlsx"),
        ("空白工作簿.xlsx", "空白工作簿.xlsx"),
        ("data.json", "data.xlsx"),
    ],
)
def test_the_other_jobs_make_their_files(given: str, made: str, seen: dict[str, Any]) -> None:
    found = seen["jobs"][given]
    assert found["names"] == [made]
    assert found["display"]["lines"]
    book = load_workbook(Path(seen["folder"]) / "downloads" / made)
    assert book.worksheets


def test_other_peoples_tables_are_imported_but_for_the_old_format(seen: dict[str, Any]) -> None:
    made = seen["jobs"]["s02_national.docx"]
    (name,) = made["names"]
    outcome = check_file(str(Path(seen["folder"]) / "downloads" / name))
    assert outcome.total == 94.7
    refused = seen["jobs"]["s03_national.xls"]
    assert refused["names"] == []
    assert refused["display"]["tables"][0]["rows"][0][1] == "YQ-107"


def test_the_section_on_licences_has_texts_sources_and_changes(built_page: Path) -> None:
    text = built_page.read_text(encoding="utf-8")
    section = text[text.index("<summary>许可</summary>") : text.index("data-settings")]
    for said in ("Mozilla Public License Version 2.0", "PYTHON SOFTWARE FOUNDATION LICENSE",
                 "https://github.com/pyodide/pyodide", "pyodide.asm.mjs：去掉末行"):  # fmt: skip
        assert said in section


def test_all_files_come_home_in_one_archive(seen: dict[str, Any]) -> None:
    content = (Path(seen["folder"]) / "downloads" / "yqxl.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(
            name for job in seen["jobs"].values() for name in job["names"]
        )
