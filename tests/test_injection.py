"""User text never becomes a formula, a link or an external reference in anything we write."""

from __future__ import annotations

import re
import zipfile
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from libreoffice.office import Calc

import yqxl
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[1] / "workbooks" / "yangquan_2022.json"
PAYLOADS = {
    "formula": "=1+1",
    "command": "=cmd|'/c calc'!A1",
    "array": "{=SUM(A1:A9)}",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "link": "https://evil.example/?x=1",
    "external": "='file:///etc/[passwd]x'!A1",
    "hyperlink": '=HYPERLINK("http://evil.example","点此")',
    "markup": '</t></is></c><c r="A1"><f>1+1</f></c>',
    "entities": "&lt;f&gt;&#x3D;1&amp;",
    "escape": "_x003D_1+1",
    "control": "a\x01b\x0bc",
    "bidirectional": "\u202e1+1=\u202c",
    "quote": '"&A1&"',
    "full width": "＝1+1",
    "webservice": '=WEBSERVICE("http://evil.example")',
}  # fmt: skip
#: texts that choose something must stay what they are, or there is nothing to look at
CHOOSING = {"code", "rule", "scheme", "kind", "level1", "must", "met", "total", "indicator", "unit"}
FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>(.*?)</(?:\w+:)?f>", re.DOTALL)


def poisoned(evaluation: Evaluation, payload: str) -> Evaluation:
    """Return the evaluation with the payload in every free text."""

    def poison(row: Any) -> Any:
        texts = {
            one.name: payload
            for one in fields(row)
            if isinstance(getattr(row, one.name), str) and one.name not in CHOOSING
        }
        return replace(row, **texts)

    rows = {
        one.name: tuple(poison(row) for row in getattr(evaluation, one.name))
        for one in fields(evaluation)
        if one.name in ("goals", "outputs", "survey", "costs", "trends", "indicators", "rates")
    }
    # sources and number cells can hold text as well
    rates = tuple(replace(row, numerator=payload, cap=payload) for row in rows["rates"])
    indicators = tuple(replace(row, p1=payload) for row in rows["indicators"])
    return replace(
        evaluation,
        project=poison(evaluation.project),
        **rows | {"rates": rates, "indicators": indicators},
    )


def written(evaluation: Evaluation, folder: Path) -> Path:
    create(evaluation, folder / "new.xlsx")
    outcome = regenerate(Task(str(folder / "new.xlsx"), str(folder / "done.xlsx")))
    assert outcome.output is not None, outcome
    return folder / "done.xlsx"


def formulas(path: Path) -> set[bytes]:
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return {text for name in sheets for text in FORMULA.findall(package.read(name))}


def parts(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package:
        return set(package.namelist())


def links(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as package:
        return [
            link
            for name in package.namelist() if name.endswith(".rels")
            for link in re.findall(rb'TargetMode="External"', package.read(name))
        ]  # fmt: skip


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(poisoned(load(CASE), "无害的文字"), tmp_path_factory.mktemp("harmless"))


def shapes(path: Path) -> set[bytes]:
    """Return the formulas without their numbers: row heights and rows may differ."""
    return {re.sub(rb"\d+", b"#", text) for text in formulas(path)}


@pytest.fixture(scope="module")
def wildcards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A label with a wildcard: its sums need a longer formula of ours."""
    return written(poisoned(load(CASE), "为什么?"), tmp_path_factory.mktemp("wildcards"))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_text_adds_no_formula_no_link_and_no_part(
    harmless: Path, wildcards: Path, tmp_path: Path, payload: str
) -> None:
    path = written(poisoned(load(CASE), payload), tmp_path)
    assert shapes(path) <= shapes(harmless) | shapes(wildcards)
    assert not [text for text in formulas(path) if b"evil" in text or b"cmd" in text]
    assert parts(path) == parts(harmless)
    assert links(path) == []


def test_calc_shows_the_payloads_as_the_texts_they_are(calc: Calc, tmp_path: Path) -> None:
    payload = PAYLOADS["hyperlink"]
    sheets = calc.read(written(poisoned(load(CASE), payload), tmp_path))
    goals = sheets["绩效目标"]
    assert payload in [value for row in goals.rows for value in row]
    assert payload not in goals.formulas.values()
    assert payload in [value for row in sheets["表1-1"].rows for value in row]


def test_payloads_come_back_as_data(tmp_path: Path) -> None:
    for number, payload in enumerate(PAYLOADS.values()):
        if any(ord(char) < 32 and char not in "\t\n" for char in payload):
            continue  # no cell can hold it as such
        path = tmp_path / f"{number}.xlsx"
        evaluation = load(CASE)
        goals = tuple(replace(goal, goal=payload) for goal in evaluation.goals)
        create(replace(evaluation, goals=goals), path)
        assert {goal["goal"] for goal in yqxl.read(path).data["goals"]} == {payload}
