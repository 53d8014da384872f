"""Charts as a program draws them: no text lies on another, and no page cuts one."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from chart_variants import VARIANTS, regenerated
from documents.reports import examined
from libreoffice.office import Calc, outside_environment

from yqxl.catalog.chart_sheet import chart_sheet
from yqxl.documents.report.writing import composed
from yqxl.evaluation import evaluate

WORD = "{http://www.w3.org/1999/xhtml}word"
PAGE = "{http://www.w3.org/1999/xhtml}page"
#: a font's box is higher than its signs: on both sides by this share of it
LEADING = 0.16
#: boxes may touch so far [points]
TOUCH = 0.5


class Box(NamedTuple):
    """The box of a word on its page [points]."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def lies_on(self, other: Box) -> bool:
        """Return whether two texts share more than a line's edge."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > TOUCH and high > LEADING * (self.bottom - self.top + other.bottom - other.top)


def pages(pdf: Path) -> Iterator[list[Box]]:
    """Yield the words of each page."""
    said = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True).stdout
    # control characters of a font's private signs are no XML
    for page in ET.fromstring(re.sub(rb"[\x00-\x08\x0b-\x1f]", b"", said)).iter(PAGE):
        yield [
            Box(*(float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")),
                str(word.text))
            for word in page.iter(WORD)
        ]  # fmt: skip


def overlaps(boxes: list[Box]) -> list[tuple[str, str]]:
    return [(one.text, two.text) for one, two in combinations(boxes, 2) if one.lies_on(two)]


@pytest.mark.parametrize(
    ("left", "top", "expected"), [(0.0, 10.0, []), (40.0, 0.0, []), (20.0, 3.0, [("甲", "乙")])]
)
def test_texts_on_each_other_are_seen(
    left: float, top: float, expected: list[tuple[str, str]]
) -> None:
    boxes = [Box(0.0, 0.0, 40.0, 11.0, "甲"), Box(left, top, left + 40.0, top + 11.0, "乙")]
    assert overlaps(boxes) == expected


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name == "十四年" else pytest.mark.long) for name in VARIANTS],
)
def test_no_text_lies_on_another_and_no_page_cuts_a_chart(
    name: str, calc: Calc, tmp_path: Path
) -> None:
    evaluation = VARIANTS[name]
    with calc.open(regenerated(tmp_path, evaluation)) as document:
        document.save(tmp_path / "a.pdf")
    grid = chart_sheet(evaluation, evaluate(evaluation))
    lines = [
        ["".join(str(grid.rows[row][column].value).split()) for row, column in places]
        for places in ((chart.title, chart.footer) for chart in grid.charts)
    ]
    drawn = []
    for page in pages(tmp_path / "a.pdf"):
        said = "".join("".join(box.text for box in page).split())
        whole = [title for title, footer in lines if title in said and footer in said]
        if whole:
            assert overlaps(page) == []
            drawn += whole
    assert drawn == [title for title, _ in lines]


@pytest.mark.long
def test_no_text_lies_on_another_in_the_word_reports(calc: Calc, tmp_path: Path) -> None:
    assert calc  # its absence skips
    for name, evaluation in VARIANTS.items():
        (tmp_path / f"{name}.docx").write_bytes(composed(examined(evaluation)).data)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", tmp_path, *tmp_path.glob("*.docx")],
        check=True, capture_output=True, env=outside_environment(), timeout=300,
    )  # fmt: skip
    for name in VARIANTS:
        found = [overlaps(page) for page in pages(tmp_path / f"{name}.pdf")]
        assert found == [[]] * len(found), name
