"""Sources of values that lead nowhere: unknown codes, paths to no row, column or number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from yqxl.arithmetic import Value
from yqxl.checks.keys import value_codes
from yqxl.checks.wording import header, quoted
from yqxl.errors import ErrorValue
from yqxl.model.contract import COSTS, FUNDS, OUTPUTS, TRENDS, Column, Table
from yqxl.model.contract_version import follows_paths
from yqxl.model.dates import day_number
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.number_text import parse_number
from yqxl.model.rows import Evaluation
from yqxl.model.survey_groups import LONGEST_GROUPS, MOST_GROUPS, group_codes
from yqxl.registry import Subject, check

CODE = "YQ-046"
REMEDY = (
    "路径写作 资金/单位/列名、产出/编码/列名、成本标准/项目/列名 或 趋势/编码/年度，"
    "编码须在指标取值、满意度或产出中。"
)
_COST_COLUMNS = ("unit_price", "quantity", "amount")


class _Reached(NamedTuple):
    """A column that a path may name; ``column`` is None where it is no input."""

    values: Sequence[Value]
    column: Column | None = None


_Rows = tuple[Mapping[str, int], Mapping[str, _Reached]]


@check(code=CODE, level=Level.ERROR, title="取值来源找不到")
def unknown_sources(subject: Subject) -> Iterator[Finding]:
    """Sources of values that lead nowhere."""
    tables = _tables(subject)
    yield from _rates(subject, tables)
    yield from _indicators(subject, tables)


def _tables(subject: Subject) -> Mapping[str, _Rows]:
    """Return what a path can name, by sheet."""
    evaluation, results = subject.evaluation, subject.results
    tables = {
        table.sheet: _index(evaluation, table, headers, computed)
        for table, headers, computed in (
            (FUNDS, evaluation.fund_headers, results.funds),
            (OUTPUTS, evaluation.output_headers, results.outputs),
        )
    }
    if follows_paths(evaluation.contract):
        tables[COSTS.sheet] = _costs(subject)
        tables[TRENDS.sheet] = _trends(evaluation)
    return tables


def _costs(subject: Subject) -> _Rows:
    rows, results = subject.evaluation.costs, subject.results.costs
    by_key: dict[str, int] = {}
    for number, row in enumerate(rows):
        by_key.setdefault(row.item.lower(), number)
    columns = {}
    for column in map(COSTS.column, _COST_COLUMNS):
        own = rows if column.typed else results
        values = [getattr(row, column.field) for row in own]
        columns[column.header.lower()] = _Reached(values, column if column.typed else None)
    return by_key, columns


def _trends(evaluation: Evaluation) -> _Rows:
    """Return the series as rows, the years as columns; a year that stands twice is none."""
    codes = dict.fromkeys(row.code.lower() for row in evaluation.trends)
    by_key = {code: number for number, code in enumerate(codes)}
    columns: dict[str, _Reached] = {}
    for row in evaluation.trends:
        if isinstance(row.year, float | int):
            values: list[Value] = [None] * len(by_key)
            reached = columns.setdefault(f"{row.year:g}", _Reached(values))
            place = by_key[row.code.lower()]
            twice = reached.values[place] is not None
            cast("list[Value]", reached.values)[place] = ErrorValue.NA if twice else row.value
    return by_key, columns


def _rates(subject: Subject, tables: Mapping[str, _Rows]) -> Iterator[Finding]:
    for number, row in enumerate(subject.evaluation.rates):
        for field, source in (("numerator", row.numerator), ("denominator", row.denominator)):
            if not isinstance(source, str) or not source:
                continue
            fault = _fault(source, tables)
            if fault:
                fault += _misspelt(source)
                message = f"{row.code} 的{header('rates', field)}{quoted(source)}{fault}。"
                yield Finding(CODE, Level.ERROR, message, REMEDY, Place("rates", number, field))


def _index(
    evaluation: Evaluation, table: Table, headers: Sequence[str], computed: Sequence[object]
) -> _Rows:
    rows: Sequence[object] = getattr(evaluation, table.key)
    by_key: dict[str, int] = {}
    for number, row in enumerate(rows):
        by_key.setdefault(str(getattr(row, table.key_column)).lower(), number)
    columns: dict[str, _Reached] = {}
    for text, field in zip(headers, table.path_fields, strict=False):
        column = table.column(field)
        values = [column.value_in(row) for row in rows]
        columns.setdefault(text.lower(), _Reached(values, column))
    for one in evaluation.path_columns:
        if one.table != table.key:
            continue
        others = [getattr(row, one.field) for row in computed] if one.field else one.values
        columns.setdefault(one.header.lower(), _Reached(others))
    # an optional column that is not there has no header
    columns.pop("", None)
    return by_key, columns


def _fault(source: str, tables: Mapping[str, _Rows]) -> str:
    sheet, _, path = source.partition("/")
    key, slash, column = path.partition("/")
    table = tables.get(sheet)
    if table is None or not slash:
        # a number typed as text is told by the checks of number texts
        return "" if _spells_number(source) else "不是数字，也不是“资金/…”“产出/…”这样的路径"
    row, named = table[0].get(key.lower()), table[1].get(column.lower())
    if row is None or not key:
        return f"：{sheet}表没有{quoted(key)}这一行"
    if named is None:
        told = f"：{sheet}表没有{quoted(column)}这一列"
        alike = next((text for text in table[1] if "".join(text.split()) == column.lower()), None)
        return told if alike is None else f"{told}（表头里有换行或空格，请写成{quoted(column)}）"
    return _fault_of_cell(named, row)


def _misspelt(source: str) -> str:
    """Return what in the spelling of a path keeps it from being found.

    >>> _misspelt("产出／O01／实际值"), _misspelt("产出/ O02 /实际值"), _misspelt("产出/O9/实际值")
    ('（“／”是全角的，请改为半角 /）', '（“ O02 ”前后有空格，请删去）', '')
    """
    if "／" in source:
        return "（“／”是全角的，请改为半角 /）"
    if "\\" in source:
        return "（分隔号应为 /，不是 \\）"
    loose = next((part for part in source.split("/") if part != part.strip()), None)
    return "" if loose is None else f"（{quoted(loose)}前后有空格，请删去）"


def _fault_of_cell(reached: _Reached, row: int) -> str:
    column, value = reached.column, reached.values[row] if row < len(reached.values) else None
    # a required cell that is blank has a finding of its own
    if (value is None or value == "") and not (column and column.required):
        return "所指的单元格还空着"
    if isinstance(value, ErrorValue) and column is None:
        return f"所指的单元格是错误值 {value.value}"
    # what stands wrongly in a number column has a finding at its own cell
    if column and column.shows == "date":
        day = day_number(str(value))
        return "" if day is not None else f"所指的{quoted(str(value))}不是日期，日期要写到日"
    numeric = column.numeric if column else not isinstance(value, str)
    return "" if numeric else "所指的是文字列"


def _groups_fault(source: str, subject: Subject) -> str:
    """Return what is wrong with groups that are taken together: S01+S02."""
    pairs = zip(subject.evaluation.survey, subject.results.survey, strict=False)
    known = {row.code.lower(): group.rate for row, group in pairs if row.code}
    codes = group_codes(source)
    if not codes:
        return f"：一次最多合并 {MOST_GROUPS} 组，共 {LONGEST_GROUPS} 个字"
    for code in codes:
        if code not in known:
            return f"：满意度表没有{quoted(code.upper())}"
        if not isinstance(known[code], float):
            return f"：{quoted(code.upper())}还没有满意率"
    return "：编码重复" if len(set(codes)) < len(codes) else ""


def _spells_number(text: str) -> bool:
    return not text[0].isalpha() and parse_number(text) is not None


def _indicators(subject: Subject, tables: Mapping[str, _Rows]) -> Iterator[Finding]:
    codes = value_codes(subject.evaluation)
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for number, (row, result) in enumerate(pairs):
        source = row.value
        if not isinstance(source, str) or not source or source.lower() in codes:
            continue
        newer = follows_paths(subject.evaluation.contract)
        path = newer and ("/" in source or "+" in source)
        fault = ""
        if path:
            fault = _fault(source, tables) if "/" in source else _groups_fault(source, subject)
        if (fault or not path) and not _spells_number(source):
            used = result.traits.takes_value or isinstance(result.rule_number, ErrorValue)
            fault = fault or "不在指标取值、满意度或产出的编码中"
            message = f"{row.code} 的取值来源{quoted(source)}{fault}。"
            yield Finding(
                CODE,
                Level.ERROR if used else Level.WARNING,
                message,
                REMEDY,
                Place("indicators", number, "value"),
            )
