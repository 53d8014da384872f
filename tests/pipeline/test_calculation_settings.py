"""Settings of a workbook that change its figures are told, and left as they are."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from libreoffice.office import Calc
from pipeline.kept_answers import run

MODEL = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"


def _with_settings(target: Path, settings: str) -> Path:
    with zipfile.ZipFile(MODEL) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/workbook.xml":
                data, count = re.subn(rb"<calcPr[^>]*/>", f"<calcPr {settings}/>".encode(), data)
                assert count == 1
            made.writestr(name, data)
    return target


def _settings(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        found = re.search(r"<calcPr[^>]*/>", package.read("xl/workbook.xml").decode())
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("settings", "code", "total"),
    [
        ('fullPrecision="0"', "YQ-056", None),
        ('fullPrecision="false"', "YQ-056", None),
        ('calcMode="manual"', "YQ-057", 77.73),
        ('iterate="1" iterateCount="50"', "YQ-058", 77.73),
        ('fullPrecision="1" calcMode="auto" iterate="0"', None, 77.73),
    ],
)
def test_a_setting_is_told_and_stays(
    settings: str, code: str | None, total: float | None, tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    outcome = run(_with_settings(tmp_path / "in.xlsx", settings), target)
    assert outcome.total == total
    told = {one["code"] for one in outcome.findings} & {"YQ-056", "YQ-057", "YQ-058"}
    assert told == ({code} if code else set())
    assert all(part in _settings(target) for part in settings.split())


def test_the_sheet_shows_no_total_either(calc: Calc, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    run(_with_settings(tmp_path / "in.xlsx", 'fullPrecision="0"'), target)
    cover = calc.read(target)["首页"]
    assert any("未完成" in row for row in cover.rows)
    assert not any(77.73 in row for row in cover.rows)
