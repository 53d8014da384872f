"""Conditional formats: what is missing, what is odd, and percents without idle zeros.

Classic rules only: extended ones are lost in several programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from yqxl import look
from yqxl.catalog import kind_by_number
from yqxl.catalog.rule_numbers import (
    beyond_cells,
    by_hand,
    cell_criteria,
    from_bands,
    is_any,
    numbers_of,
    value_criteria,
)
from yqxl.grid import Role
from yqxl.model.contract import COVER_SHEET, FORM, Column, Table, Type
from yqxl.model.imported_places import key_field
from yqxl.model.layout import Layout, TableLayout, cell_name, column_letters
from yqxl.model.results import PARAMETERS_USED
from yqxl.model.traits import KindTraits
from yqxl.workbook.template.layout import cells_on

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: ids of number formats in a conditional format; from 164 on they are ours
_FORMAT_IDS = {"0%": 9, "0.00%": 10, "0.0%": 190, "General": 0}
#: an execution rate below this is red, above 1 orange
_LOW_EXECUTION = "0.6"
_EXECUTION_COLUMNS = ("execution_arrived", "execution_budget")


def _marked(role: Role) -> DifferentialStyle:
    form = look.ROLES[role]
    fill = PatternFill(bgColor=Color(rgb=f"FF{form.paper}"), fill_type="solid")
    return DifferentialStyle(font=Font(color=f"FF{form.font.ink}"), fill=fill)


_BAD, _ODD, _GOOD = _marked(Role.ERROR), _marked(Role.WARNING), _marked(Role.GOOD)
_MISSING = DifferentialStyle(
    fill=PatternFill(bgColor=Color(rgb=f"FF{look.MISSING_PAPER}"), fill_type="solid")
)

_GUESSED = DifferentialStyle(
    fill=PatternFill(bgColor=Color(rgb=f"FF{look.GUESS_PAPER}"), fill_type="solid")
)


def _shown_as(code: str) -> DifferentialStyle:
    return DifferentialStyle(numFmt=NumberFormat(numFmtId=_FORMAT_IDS[code], formatCode=code))


_SHORT = tuple((_shown_as(code), digits) for code, digits in look.SHORT_PERCENTS)
_TWO_DECIMALS, _PLAIN = _shown_as(look.PERCENT), _shown_as(look.GENERAL)


@dataclass(frozen=True, slots=True)
class _Area:
    """A column's data rows, and how its formulas name cells of the first row."""

    place: TableLayout

    def ref(self, field: str) -> str:
        """Return the column's data rows."""
        letters = column_letters(self.place.columns[field])
        return f"{letters}{self.place.header_row + 1}:{letters}{self.place.last_row - 1}"

    def cell(self, field: str) -> str:
        """Return the cell of the first row, its column fixed."""
        return f"${column_letters(self.place.columns[field])}{self.place.header_row + 1}"


def _when(sheet: Worksheet, area: str, condition: str, style: DifferentialStyle) -> None:
    sheet.conditional_formatting.add(area, Rule("expression", dxf=style, formula=[condition]))


def highlight_table(sheet: Worksheet, table: Table, place: TableLayout) -> None:
    """Lay the conditional formats of a table over its data rows."""
    area = _Area(place)
    there = (one for one in table.every_column if one.field in place.columns)
    for column in there:
        if column.typed:
            _mark_missing(sheet, table, column, area)
        elif column.type is Type.COMPUTED:
            _mark_results(sheet, table, column, area)
        if column.shows == "percent":
            _trim_percent(sheet, column, area)
    if table.key == "indicators":
        _show_rates_as_percents(sheet, area)
        _mark_scores(sheet, area)


def _mark_missing(sheet: Worksheet, table: Table, column: Column, area: _Area) -> None:
    """Mark a required cell that is blank in a row that somebody has begun."""
    if not column.required:
        return
    if column.field == table.key_column:
        others = [other.field for other in table.columns if other.typed and other is not column]
        typed = ",".join(area.cell(field) for field in others)
        condition = f'AND({area.cell(column.field)}="",COUNTA({typed})>0)'
    else:
        other = f',{area.cell(column.unless)}=""' if column.unless in area.place.columns else ""
        if column.default in area.place.columns:
            other += f",NOT(ISNUMBER({area.cell(column.default)}))"
        condition = f'AND({area.cell(table.key_column)}<>"",{area.cell(column.field)}=""{other})'
    _when(sheet, area.ref(column.field), condition, _MISSING)


def _mark_results(sheet: Worksheet, table: Table, column: Column, area: _Area) -> None:
    cell = area.cell(column.field)
    if column.field in _EXECUTION_COLUMNS:
        low, high = f"{cell}<{_LOW_EXECUTION}", f"{cell}>1"
    elif (table.key, column.field) == ("rates", "result"):
        is_execution = f'{area.cell("kind")}="执行率",'
        low, high = f"{is_execution}{cell}<{_LOW_EXECUTION}", f"{is_execution}{cell}>1"
    else:
        low = high = ""
    _when(sheet, area.ref(column.field), f"ISERROR({cell})", _BAD)
    if low:
        _when(sheet, area.ref(column.field), f"AND(ISNUMBER({cell}),{low})", _BAD)
        _when(sheet, area.ref(column.field), f"AND(ISNUMBER({cell}),{high})", _ODD)
    if column.field == "check":
        _when(sheet, area.ref(column.field), f'{cell}<>""', _BAD)
    if column.field == "hint":
        _when(sheet, area.ref(column.field), f'ISNUMBER(FIND("←",{cell}))', _ODD)


def _trim_percent(sheet: Worksheet, column: Column, area: _Area) -> None:
    """Show 85% as 85% and 79.5% as 79.5%; a difference or a plain value is no percent."""
    cell, ref = area.cell(column.field), area.ref(column.field)
    number = f"ISNUMBER({cell})"
    if "formula_number" in area.place.columns and column.field != "cap":
        kind = area.cell("formula_number")
        plain = [one for one, traits in _kinds() if not traits.share]
        _when(sheet, ref, is_any(kind, plain), _PLAIN)
        number = f"{number},{_is_share(kind)}"
    _show_shortest(sheet, ref, cell, number)


def _kinds() -> list[tuple[int, KindTraits]]:
    return [(number, kind.traits) for number, kind in kind_by_number().items()]


def _is_share(cell: str) -> str:
    """Return the condition that a kind's value is a quotient, by its number."""
    shares = [number for number, traits in _kinds() if traits.share]
    others = [number for number, traits in _kinds() if not traits.share]
    # a comparison holds for a number that nobody declared, as it always has
    return f"{cell}<{others[0]}" if max(shares) < min(others) else is_any(cell, shares)


def _show_shortest(sheet: Worksheet, ref: str, cell: str, condition: str) -> None:
    for style, digits in _SHORT:
        same = f"ROUND({cell}*100,2)=ROUND({cell}*100,{digits})"
        _when(sheet, ref, f"AND({condition},{same})", style)


def _show_rates_as_percents(sheet: Worksheet, area: _Area) -> None:
    """Show a 取值 as a percent where its source is a rate or a satisfaction rate."""
    cell, value, ref = area.cell("result"), area.cell("value"), area.ref("result")
    found = f"INDEX(yq_r_no,MATCH({value},yq_r_code,0))"
    rate = f"IF(COUNTIF(yq_r_code,{value})=1,{_is_share(found)},COUNTIF(yq_s_code,{value})=1)"
    number = f"ISNUMBER({cell}),NOT(ISNUMBER({value})),{rate}"
    _show_shortest(sheet, ref, cell, number)
    _when(sheet, ref, f"AND({number})", _TWO_DECIMALS)


def _mark_scores(sheet: Worksheet, area: _Area) -> None:
    """Mark what the rule still needs and a score above its weight."""
    code, number, rule = area.cell("code"), area.cell("rule_number"), area.cell("rule")
    score, weight = area.cell("score"), area.cell("weight")
    above = f"AND(ISNUMBER({score}),ISNUMBER({weight}),{score}>{weight})"
    _when(sheet, area.ref("score"), above, _BAD)
    given_by = is_any(number, numbers_of(by_hand))
    by_person = f'OR(AND({rule}<>"",{given_by}),{beyond_cells(number)})'
    by_rule = ",".join(f"{number}{criterion}" for criterion in value_criteria())
    given, value = area.cell("given"), area.cell("value")
    _when(sheet, area.ref("given"), f'AND({code}<>"",{by_person},{given}="")', _MISSING)
    _when(sheet, area.ref("value"), f'AND({code}<>"",{by_rule},{value}="")', _MISSING)
    in_cells = ",".join(f"{number}{criterion}" for criterion in cell_criteria())
    for typed, used in PARAMETERS_USED.items():
        blank = f'{area.cell(typed)}="",NOT(ISNUMBER({area.cell(used)}))'
        _when(sheet, area.ref(typed), f'AND({code}<>"",{in_cells},{blank})', _MISSING)
    scheme, banded = area.cell("scheme"), is_any(number, numbers_of(from_bands))
    _when(sheet, area.ref("scheme"), f'AND({code}<>"",{banded},{scheme}="")', _MISSING)


def highlight_cover(sheet: Worksheet, layout: Layout) -> None:
    """Mark what 首页 lacks and the state of the evaluation."""
    for named, row, column in cells_on(layout, sheet.title):
        cell = cell_name(row, column)
        if named.required:
            _when(sheet, cell, f'{cell}=""', _MISSING)
    state, missing, total = (
        cell_name(*layout.named[field][1:]) for field in ("check_state", "missing", "total")
    )
    _when(sheet, state, f'LEFT({state},1)="有"', _BAD)
    _when(sheet, state, f'{state}="通过"', _GOOD)
    _when(sheet, state, f'LEFT({state},2)="通过"', _ODD)
    _when(sheet, missing, f"{missing}>0", _ODD)
    _when(sheet, missing, f"{missing}=0", _GOOD)
    _when(sheet, total, f"ISERROR({total})", _BAD)


def highlight_imports(sheets: Mapping[str, Worksheet], layout: Layout) -> None:
    """Mark each value that an import guessed until 导入核对 says that somebody looked at it.

    MATCH and INDEX, not COUNTIFS over two names: that format ends LibreOffice 7.4 when it
    exports to PDF.
    """
    listed = layout.tables["imports"]
    done, at = (_Area(listed).cell(field) for field in ("done", "at"))
    waiting = f'AND({at}<>"",{done}<>"是")'
    _when(sheets[listed.sheet], _Area(listed).ref("at"), waiting, _GUESSED)
    for table in FORM:
        place = layout.tables.get(table.key)
        if place is None:
            continue
        area = _Area(place)
        key = area.cell(key_field(table))
        for column in (one for one in table.typed if one.field in place.columns):
            path = f'"{table.sheet}/"&{key}&"/{column.header}"'
            _when(sheets[place.sheet], area.ref(column.field), _waiting(path), _GUESSED)
    for named, *where in cells_on(layout, COVER_SHEET):
        path = f'"{COVER_SHEET}/{named.label}"'
        _when(sheets[COVER_SHEET], cell_name(*where), _waiting(path), _GUESSED)


def _waiting(path: str) -> str:
    row = f"MATCH({path},yq_m_at,0)"
    return f'IF(ISNUMBER({row}),INDEX(yq_m_done,{row})<>"是",FALSE)'


def highlight_totals(sheet: Worksheet, layout: Layout) -> None:
    """Mark a weight total other than 100 and indicators without a score."""
    weight, unscored, total = (
        cell_name(*layout.named[field][1:]) for field in ("weight_total", "unscored", "score_total")
    )
    _when(sheet, weight, f"AND(ISNUMBER({weight}),{weight}<>0,{weight}<>100)", _BAD)
    _when(sheet, unscored, f"{unscored}>0", _ODD)
    _when(sheet, total, f"ISERROR({total})", _ODD)
