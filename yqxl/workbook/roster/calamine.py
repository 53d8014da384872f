"""The sheet 问卷明细 by python-calamine: the slow way, for parts written in odd ways.

calamine lays all cells of a sheet out as a rectangle in memory, so the strict geometry
comes first and a sheet that would take too much is refused.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from yqxl.arithmetic import Value
from yqxl.errors import InputRefusedError
from yqxl.evaluation.reading.roster import counts_of
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.roster import RosterCounts
from yqxl.workbook.package.limits import MIB
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.scan.sheet_source import SheetSource
from yqxl.workbook.scan.workbook import ScannedWorkbook

#: a part larger than this, or a rectangle of more cells, would not stay within 400 MB
LARGEST_PART = 64 * MIB
LARGEST_BOX = 8_000_000

_Cell = str | float | int | bool | date | datetime | time | timedelta | None


def calamine_counts(workbook: ScannedWorkbook) -> RosterCounts:
    """Return the counted answers of the sheet 问卷明细.

    Raises:
        InputRefusedError: the sheet is malformed, or too large for this way.
    """
    package = workbook.package
    part = workbook.sheets[ROSTER_SHEET].part
    size = package.entries[part].size
    if size > LARGEST_PART:
        raise _too_large(workbook, f"展开后 {size:,} 字节，上限 {LARGEST_PART:,} 字节")
    extent = SheetSource(package, ROSTER_SHEET, part).extent
    package.forget(part)
    box = extent.last_row * extent.last_column
    if box > LARGEST_BOX:
        raise _too_large(workbook, f"区域 {box:,} 格，上限 {LARGEST_BOX:,} 格")
    try:
        sheet = CalamineWorkbook.from_path(workbook.file).get_sheet_by_name(ROSTER_SHEET)
    except CalamineError as error:
        found = f"{part}：{error}"
        raise Refusal.STRUCTURE.error(found, file=workbook.file, sheet=ROSTER_SHEET) from error
    epoch = datetime(1904, 1, 1) if workbook.date1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - sheets know no time zone
    rows = ([_value(cell, epoch) for cell in row] for row in sheet.iter_rows())
    return counts_of(rows, workbook.file)


def _value(cell: _Cell, epoch: datetime) -> Value:
    """Return the value as the scan gives it: a date is a number with a format."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, float | int):
        return float(cell)
    if isinstance(cell, timedelta):
        return cell / timedelta(days=1)
    if isinstance(cell, time):
        return timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second) / timedelta(1)
    moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
    return (moment - epoch) / timedelta(days=1)


def _too_large(workbook: ScannedWorkbook, found: str) -> InputRefusedError:
    return InputRefusedError(
        "YQ-214",
        f"明细表的写法少见，只能整表读入，而它太大（{found}）。",
        remedy="请在 Excel 或 WPS 中打开后另存为 .xlsx，或导出为 CSV 后用 yqxl survey。",
        file=workbook.file,
        sheet=ROSTER_SHEET,
    )
