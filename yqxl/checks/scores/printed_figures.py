"""报告数据: figures that a report prints, held against what the workbook has."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, is_number, round_half_up
from yqxl.checks.wording import quoted, shown
from yqxl.errors import ErrorValue
from yqxl.model.contract import COVER_SHEET, FORM, NAMED_CELLS, TRENDS, Table
from yqxl.model.contract.optional_sheets import PrintedFigure
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.headers import header_key
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject, check

CODE = "YQ-079"
REMEDY = (
    "请改报告或工作簿里的数；“单元格”写路径（资金/合计/实际支出、首页/总分）、编码（R07）"
    "或公式（=资金!F9）。"
)
TOTAL, GRADE = "总分", "等级"
#: what people call the total and the grade of the whole evaluation
ITEMS = {
    **dict.fromkeys(("总分", "总得分", "综合得分", "评价总分", "评价得分", "自评总分"), TOTAL),
    **dict.fromkeys(("等级", "评价等级", "自评等级"), GRADE),
}
#: the column of a row that a code alone means
_BY_CODE = {"rates": "result", "survey": "rate", "outputs": "completion", "indicators": "score"}


@check(code=CODE, level=Level.WARNING, title="报告里的数与工作簿不同")
def printed_figures(subject: Subject) -> Iterator[Finding]:
    """Printed figures that are other than the workbook's, or that lead to none of its cells."""
    for place, row in enumerate(subject.evaluation.printed_figures):
        if not row.item or row.printed in (None, ""):
            continue
        own = _own_value(subject.evaluation, subject.results, row)
        field, fault = "printed", ""
        if own is None:
            field = "ref"
            what = f"“单元格”写的{quoted(row.ref)}在工作簿中找不到" if row.ref else "没有写“单元格”"
            fault = f"{what}，没有核对"
        elif own == "" or isinstance(own, ErrorValue):
            fault = f"报告写 {shown(row.printed)}，工作簿还没有这个数"
        elif not _same(row.printed, own):
            fault = f"报告写 {shown(row.printed)}，工作簿是 {_said(own, row.printed)}"
        if fault:
            at = Place("printed_figures", place, field)
            message = f"报告数据{quoted(row.item)}：{fault}。"
            yield Finding(CODE, Level.WARNING, message, REMEDY, at)


def _own_value(evaluation: Evaluation, results: Results, row: PrintedFigure) -> Value:
    """Return what the workbook has for a printed figure; None where that is no cell of it."""
    ref = row.ref.strip()
    if not ref:
        ref = f"{COVER_SHEET}/{ITEMS.get(header_key(row.item), '')}"
    typed = _number(ref)
    if typed is not None:  # a formula of the person's own: what it gives
        return typed[0]
    sheet, _, rest = ref.replace("／", "/").partition("/")
    if not rest:
        return _of_code(evaluation, results, ref)
    if sheet == COVER_SHEET:
        return _on_cover(evaluation, results, rest)
    key, _, header = rest.rpartition("/")
    tables = (table for table in FORM if table.sheet == sheet)
    found = (_in_table(evaluation, results, table, key, header) for table in tables)
    return next((value for value in found if value is not None), None)


def _of_code(evaluation: Evaluation, results: Results, code: str) -> Value:
    for key, field in _BY_CODE.items():
        for place, row in enumerate(getattr(evaluation, key)):
            if code and row.code.lower() == code.lower():
                value: Value = getattr(getattr(results, key)[place], field)
                return value
    return None


def _on_cover(evaluation: Evaluation, results: Results, label: str) -> Value:
    if label == TOTAL:
        return results.score_total
    if label == GRADE:
        return results.grade
    field = next((cell.field for cell in NAMED_CELLS if cell.label == label), "")
    value: Value = getattr(evaluation.project, field, None)
    return "" if value is None and field else value


def _in_table(
    evaluation: Evaluation, results: Results, table: Table, key: str, header: str
) -> Value:
    """Return the value in a row and column of a table, of the first row with this key."""
    field = table.by_header.get(header_key(header))
    for place, row in enumerate(getattr(evaluation, table.key)):
        if str(getattr(row, table.key_column)).lower() != key.lower():
            continue
        if table is TRENDS and is_number(row.year) and f"{row.year:g}" == header:
            return "" if row.value is None else row.value
        if field is None:
            continue
        column = table.column(field)
        whole = row if column.typed else getattr(results, table.key)[place]
        value = column.value_in(whole) if column.typed else getattr(whole, field)
        return "" if value is None else value
    return None


def _number(text: Value) -> tuple[float, int] | None:
    """Return the number that a value is, and its decimals; 64.83% has four."""
    if is_number(text):
        text = f"{text:.15g}"
    if not isinstance(text, str):
        return None
    plain = text.strip().replace(",", "").replace("％", "%")
    digits = plain.removesuffix("%")
    try:
        found = float(digits)
    except ValueError:
        return None
    decimals = len(digits.partition(".")[2]) if "e" not in digits.lower() else 0
    return (found / 100, decimals + 2) if digits != plain else (found, decimals)


def _said(own: Value, printed: Value) -> str:
    """Return what the workbook has, with a few decimals more than the report."""
    if not is_number(own):
        return shown(own)
    _, decimals = _number(printed) or (0.0, 0)
    return shown(round_half_up(float(own), max(4, decimals)))  # type: ignore[arg-type]  # a number


def _same(printed: Value, own: Value) -> bool:
    """Return whether a report's figure is the workbook's, rounded as the report prints it."""
    said = _number(printed)
    if said is None or not is_number(own):
        return str(printed).strip() == str(own).strip()
    value, decimals = said
    return round_half_up(float(own), decimals) == round_half_up(value, decimals)  # type: ignore[arg-type]  # a number
