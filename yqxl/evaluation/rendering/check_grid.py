"""The sheet 校验: the live checks as formulas, and what the last run found.

首页 looks at two cells of it: B2 counts the error checks that are offended, D2 the
warnings. What a run found is text and never a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from yqxl.arithmetic import Value
from yqxl.checks.no_indicators import is_idle
from yqxl.evaluation.formulas.named_formulas import BLOCKED, NEXT_CELL, NEXT_TEXT
from yqxl.evaluation.rendering.first_cells import first_cell
from yqxl.evaluation.rendering.next_step import NEXT_TEXT_COLUMN, Data, next_row
from yqxl.evaluation.verdicts import PASSED, Counts, Verdicts, verdicts
from yqxl.grid import Cell, Formula, Grid, Here, HereRange, Page, Role, Span
from yqxl.model.contract import CHECK_SHEET, CHECK_TABLE
from yqxl.model.findings import Finding, Level, repeated_text, repeats
from yqxl.model.layout import Layout
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import Check
from yqxl.tables.row_heights import row_heights

TABLE = CHECK_TABLE
LEVELS = {Level.ERROR: "错误", Level.WARNING: "警告", Level.NOTE: "提示"}
OFFENDED, BROKEN = "不符", "有误"
WITHHOLDING = "不给出总分和等级的原因"
NOTES = "另有提示 {} 条，不影响结果：用 yqxl check 查看。"
NO_FINDINGS = "本次检查未发现问题"
#: a new workbook: nobody has run anything over it
NOT_RUN = "yqxl 尚未运行；上面的检查不靠它，数据改动后自动更新。"
REWRITTEN = (
    "上面的检查是公式，数据改动后自动更新；以下各行是 yqxl 最近一次运行的发现，每次运行都会重写，"
    "请勿在本表填写。"
)
_FIRST_LIVE = 3
_LEVEL_COLUMN, _COUNT_COLUMN, _VERDICT_COLUMN = 1, 3, 4
_FIRST_COLUMN = 5
_COLUMNS = 6
_WIDTHS = (9.0, 8.0, 34.0, 46.0, 46.0, 16.0)
_ROLES = {Level.ERROR: Role.ERROR, Level.WARNING: Role.WARNING, Level.NOTE: Role.LABEL}
_BLANK = Cell(None, None, Role.BLANK)
_NOTHING = Cell(None, None, Role.LABEL)
_PAGE = Page(landscape=True, title_rows=_FIRST_LIVE)

Row = tuple[Cell, ...]


def _line(role: Role, *texts: str) -> Row:
    return tuple(Cell(text, None, role) for text in texts)


_TITLE = (Cell(CHECK_SHEET, None, Role.TITLE),) + (Cell(None, None, Role.TITLE),) * (_COLUMNS - 1)
_LIVE_HEADER = _line(Role.HEADER, "编号", "级别", "检查项", "发现数", "结论", "第一处")
_FOUND_HEADER = (*_line(Role.HEADER, "编号", "级别", "位置", "发现", "建议"), _BLANK)


def check_grid(
    evaluation: Evaluation,
    results: Results,
    findings: Sequence[Finding],
    layout: Layout,
    stamp: str = "",
    live: Counts | None = None,
) -> Grid:
    """Return the sheet 校验 for an evaluation; findings know their sheet and cell.

    Its cell ``yq_blocked`` counts the reasons why no total may be shown: those of the live
    checks, and those that only this run knows. ``stamp`` ties the sheet to its file
    (:mod:`yqxl.evaluation.rendering.stamp`). ``live`` is what the live checks count, where
    it is known already.
    """
    found = verdicts(evaluation, results, findings, live)
    data: Data = (evaluation, results, layout)
    live_rows = [
        (
            *_live_row(check, check.live.formula, count, _FIRST_LIVE + place),
            _first_cell(check, count, data, _FIRST_LIVE + place),
        )
        for place, (check, count) in enumerate(found.live)
        if check.live is not None
    ]
    own = _FIRST_LIVE + len(live_rows)
    blocked = _blocked_row(found, own)
    rows: list[Row] = [_TITLE, _counts(found, stamp), _LIVE_HEADER, *live_rows, blocked]
    rows.append(next_row(data, found, live_rows, own + 1))
    note = len(rows)
    rows += [_whole(Cell(REWRITTEN, None, Role.NOTE)), _FOUND_HEADER]
    spans = [
        Span(note - 1, NEXT_TEXT_COLUMN, 1, _FIRST_COLUMN - NEXT_TEXT_COLUMN),
        Span(note, 0, 1, _COLUMNS),
    ]
    idle = is_idle(evaluation)
    if idle:
        findings = ()
    told = [finding for finding in findings if finding.level is not Level.NOTE]
    rows += _finding_rows(told)
    if notes := len(findings) - len(told):
        spans.append(Span(len(rows), 0, 1, _COLUMNS))
        rows.append(_whole(Cell(NOTES.format(notes), None, Role.NOTE)))
    elif not findings:
        spans.append(Span(len(rows), 0, 1, _COLUMNS))
        nothing, role = (NOT_RUN, Role.NOTE) if idle else (NO_FINDINGS, Role.GOOD)
        rows.append(_whole(Cell(nothing, None, role)))
    heights = row_heights(rows, _WIDTHS, spans)
    names = (
        (BLOCKED, Here(own, _COUNT_COLUMN)),
        (NEXT_TEXT, Here(own + 1, NEXT_TEXT_COLUMN)),
        (NEXT_CELL, Here(own + 1, _FIRST_COLUMN)),
    )
    return Grid(TABLE, CHECK_SHEET, tuple(rows), _WIDTHS, tuple(spans), heights, _PAGE, names=names)


def _whole(cell: Cell) -> Row:
    """Return a row whose one text stands under all columns together."""
    return (cell,) + (Cell(None, None, cell.role),) * (_COLUMNS - 1)


def _counts(found: Verdicts, stamp: str) -> Row:
    cells: list[Cell] = []
    for label, level, more in (
        (OFFENDED, Level.ERROR, found.run_errors),
        ("提醒", Level.WARNING, 0),
    ):
        formula = _count_formula(level, len(found.live), more) if found.live else None
        cells.append(Cell(label, None, Role.TOTAL_LABEL))
        cells.append(Cell(float(found.offended(level) + more), formula, Role.TOTAL_NUMBER))
    return (*cells, Cell(stamp, None, Role.NOTE) if stamp else _BLANK, _BLANK)


@lru_cache(maxsize=64)
def _count_formula(level: Level, rows: int, more: int) -> Formula:
    """Return the count of offended live checks, and of ``more`` that only the run knows."""
    last = _FIRST_LIVE + rows - 1
    columns = (_LEVEL_COLUMN, _VERDICT_COLUMN)
    rest = f"+{more}" if more else ""
    return Formula(
        f'COUNTIFS({{0}},"{LEVELS[level]}",{{1}},"<>{PASSED}"){rest}',
        tuple(HereRange(Here(_FIRST_LIVE, column), Here(last, column)) for column in columns),
    )


def _blocked_row(found: Verdicts, number: int) -> Row:
    """Return the row that counts the reasons why no total may be shown."""
    rows = tuple(
        _FIRST_LIVE + place for place, (check, _) in enumerate(found.live) if check.withholds
    )
    verdict = PASSED if not found.reasons else OFFENDED
    return (
        Cell("—", None, Role.LABEL),
        Cell("总分", None, Role.LABEL),
        Cell(WITHHOLDING, None, Role.TEXT),
        Cell(float(found.reasons), _blocked_formula(rows, found.run_reasons), Role.NUMBER),
        Cell(verdict, _verdict_formula(number), _verdict_role(verdict, Level.ERROR)),
        _NOTHING,
    )


@lru_cache(maxsize=64)
def _blocked_formula(rows: tuple[int, ...], more: int) -> Formula:
    terms = [f'({{{place}}}<>"{PASSED}")' for place in range(len(rows))]
    refs = tuple(Here(row, _VERDICT_COLUMN) for row in rows)
    return Formula("+".join([*terms, str(more)]), refs)


def _live_row(check: Check, formula: Formula, count: Value, number: int) -> Row:
    verdict = _verdict(count)
    return (
        Cell(check.code, None, Role.LABEL),
        Cell(LEVELS[check.level], None, Role.LABEL),
        Cell(check.title, None, Role.TEXT),
        Cell(count, formula, Role.NUMBER),
        Cell(verdict, _verdict_formula(number), _verdict_role(verdict, check.level)),
    )


def _first_cell(check: Check, count: Value, data: Data, number: int) -> Cell:
    """Return the cell that says where to look first while a check counts anything."""
    counts = isinstance(count, float | int) and count != 0
    shown, formula = first_cell(check, *data, looked_for=counts)
    if formula is None:
        return _NOTHING
    text = f'IF({{{len(formula.refs)}}}=0,"",{formula.text})'
    refs = (*formula.refs, Here(number, _COUNT_COLUMN))
    return Cell(shown, Formula(f'IFERROR({text},"")', refs), Role.LABEL)


def _verdict(count: Value) -> str:
    if not isinstance(count, float | int):
        return BROKEN
    return OFFENDED if count else PASSED


def _verdict_role(verdict: str, level: Level) -> Role:
    if verdict == PASSED:
        return Role.GOOD
    return Role.ERROR if verdict == BROKEN else _ROLES[level]


@lru_cache(maxsize=256)
def _verdict_formula(row: int) -> Formula:
    return Formula(
        f'IF(ISNUMBER({{0}}),IF({{0}}=0,"{PASSED}","{OFFENDED}"),"{BROKEN}")',
        (Here(row, _COUNT_COLUMN),),
    )


def _finding_rows(findings: Sequence[Finding]) -> list[Row]:
    """Return a row for each finding; the same thing down a column is one row."""
    places = [(one.code, one.level.value, one.sheet, one.cell) for one in findings]
    return [
        _finding_row(findings[group[0]], repeated_text([findings[one].cell for one in group]))
        for group in repeats(places)
    ]


def _finding_row(finding: Finding, repeated: str) -> Row:
    place = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet
    return (
        Cell(finding.code, None, Role.LABEL),
        Cell(LEVELS[finding.level], None, _ROLES[finding.level]),
        Cell(place, None, Role.TEXT),
        Cell(finding.message + repeated, None, Role.TEXT),
        Cell(finding.remedy, None, Role.TEXT),
        _BLANK,
    )
