"""The sheet 填表指南 of a blank template: it looks like the sheets that it explains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yqxl import look
from yqxl.model.contract import GUIDE_SHEET
from yqxl.model.rows import Evaluation
from yqxl.tables.row_heights import text_lines
from yqxl.workbook.template.cells import cell_at, put_value
from yqxl.workbook.template.guide_text import (
    LEAD,
    PARTS,
    PURPOSE,
    STEPS,
    STEPS_HEADING,
    TITLE,
    Part,
    Sample,
    Step,
    outcome,
)
from yqxl.workbook.template.pages import InputSheet, set_up_page
from yqxl.workbook.template.styles import CENTERED, CellForm, Styles

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PAGE = InputSheet(GUIDE_SHEET, TITLE, (LEAD,), PURPOSE, look.TAB_BLUE, frozen="", title_rows="")
_FIRST = 2
_WIDTHS = (2.0, 14.0, 18.0, 18.0, 21.0, 21.0, 12.0, 11.0, 10.0, 20.0)
#: the first and last column of each text of a part
_PART_COLUMNS = ((2, 4), (5, 6), (7, 10))
_ROW_HEIGHT = look.LINE + look.AIR


def is_blank(evaluation: Evaluation) -> bool:
    """Return whether a workbook begins blank: who fills it in by hand is shown how."""
    return evaluation == Evaluation()


def write_guide(sheet: Worksheet, styles: Styles) -> None:
    """Write the guide into its sheet."""
    guide = _GuideWriter(sheet, styles)
    guide.line(TITLE, "yq_标题", look.TITLE_HEIGHT)
    guide.line(LEAD, "Explanatory Text", look.HINT_HEIGHT)
    guide.line(STEPS_HEADING, "yq_小标题", look.CAPTION_HEIGHT)
    for number, step in enumerate(STEPS, 1):
        guide.step(number, step)
    guide.line(outcome(), "yq_旁注", look.CAPTION_HEIGHT)
    for part in PARTS:
        guide.part(part)
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJ"[number]].width = width
    set_up_page(sheet, PAGE, len(_WIDTHS), guide.row - 1)


class _GuideWriter:
    """Writes one below the other; ``row`` is the next free row."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self._sheet = sheet
        self._styles = styles
        self.row = 1

    def line(self, text: str, form: str, height: float) -> None:
        """Write a text that runs on over the blank cells beside it."""
        self._styles.text(self._sheet, (self.row, _FIRST), text, form)
        self._end_row(height)

    def step(self, number: int, step: Step) -> None:
        """Write what to do on one sheet, the sheet filled in, and what is seen then."""
        self.line(f"{number} {step.heading}：{step.say}", "yq_小标题", look.CAPTION_HEIGHT)
        for place, sample in enumerate(step.samples):
            if place:
                self._end_row(look.AIR)
            self._sample(sample)
        self.line(f"→ {step.seen}", "yq_旁注", look.CAPTION_HEIGHT)

    def part(self, part: Part) -> None:
        """Write a table of texts."""
        self.row += 1
        self.line(part.heading, "yq_小标题", look.CAPTION_HEIGHT)
        self._texts(part.heads, "yq_表头")
        for texts in part.lines:
            self._texts(texts, "yq_正文")

    def _sample(self, sample: Sample) -> None:
        for column, (text, typed) in enumerate(
            zip(sample.heads, sample.typed, strict=True), _FIRST
        ):
            form = "yq_表头" if typed else "yq_公式表头"
            self._styles.text(self._sheet, (self.row, column), text, form)
        self._end_row(_ROW_HEIGHT)
        for values, texts in zip(sample.values, sample.rows, strict=True):
            for column, (value, text, typed) in enumerate(
                zip(values, texts, sample.typed, strict=True), _FIRST
            ):
                cell = cell_at(self._sheet, self.row, column)
                put_value(cell, value)
                self._styles.apply(cell, _form(text, typed=typed))
            self._end_row(_ROW_HEIGHT)

    def _texts(self, texts: Sequence[str], form: str) -> None:
        lines = 1
        for text, (first, last) in zip(texts, _PART_COLUMNS, strict=True):
            for column in range(first, last + 1):
                self._styles.apply(cell_at(self._sheet, self.row, column), CellForm(form))
            self._styles.text(self._sheet, (self.row, first), text, form)
            self._sheet.merge_cells(
                start_row=self.row, end_row=self.row, start_column=first, end_column=last
            )
            room = sum(_WIDTHS[first - 1 : last]) - look.INDENT_UNITS
            lines = max(lines, text_lines(text, room))
        self._end_row(lines * look.LINE + look.AIR)

    def _end_row(self, height: float) -> None:
        self._sheet.row_dimensions[self.row].height = height
        self.row += 1


def _form(text: str, *, typed: bool) -> CellForm:
    """Return the form of a cell of the example: numbers stay numbers, percentages short."""
    percent = text.endswith("%") and not typed
    format_code = look.SHORT_PERCENTS[0][0] if percent and "." not in text else look.GENERAL
    return CellForm("Input" if typed else "Calculation", format_code, CENTERED)
