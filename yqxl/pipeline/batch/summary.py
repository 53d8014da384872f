"""``--summary``: one row for each file of a batch, as a workbook, CSV or JSON.

Rows wait in a temporary SQLite database: which first-level indicators there are is
known only when the last file is done, and memory must not grow with the files.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from yqxl.arithmetic import round_half_up
from yqxl.errors import UsageError, shown_text
from yqxl.pipeline.batch.line import Line
from yqxl.pipeline.outcome import Outcome, undecodable
from yqxl.workbook.saving.saving import check_target, save

_STATUS = {"ok": "完成", "findings": "完成，有错误", "refused": "未处理", "failed": "未写出"}
#: JSON name and heading of each column; the levels stand after 得分率
_BEFORE = {
    "input": "文件", "status": "状态", "reason": "原因", "project": "名称", "year": "评价年度",
    "department": "主管部门", "total": "总分", "grade": "等级", "score_rate": "得分率",
}  # fmt: skip
_AFTER = {
    "previous_total": "上次总分", "change": "变动", "errors": "错误", "warnings": "警告",
    "notes": "提示", "seconds": "用时(秒)",
}  # fmt: skip
#: what makes a spreadsheet take a text of a CSV file for a formula (OWASP)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_FORMATS = (".xlsx", ".csv", ".json")


class Summary:
    """Takes outcomes and writes the summary at the end, however the batch ends."""

    def __init__(self, target: Path) -> None:
        """Check that the summary can be written, before any work.

        Raises:
            UsageError: the ending is none of .xlsx, .csv, .json.
            OutputFailedError: it cannot be written there.
        """
        if target.suffix.lower() not in _FORMATS:
            raise UsageError(
                "YQ-409",
                f"--summary {target} 的扩展名不对。",
                remedy=f"请写 {'、'.join(_FORMATS)} 之一。",
            )
        check_target(target)
        self._target = target
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.execute("begin")
        self._rows.execute("create table rows(number integer primary key, row text)")
        #: labels of first-level indicators, in the order in which they were met
        self._levels: dict[str, None] = {}

    def __enter__(self) -> Self:
        """Return the summary, to be written at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what has come, also of a batch that was interrupted."""
        writers = {".xlsx": self._workbook, ".csv": self._csv, ".json": self._json}
        save(self._target, writers[self._target.suffix.lower()], lambda _: None)
        self._rows.close()

    def add(self, outcome: Outcome) -> None:
        """Take note of one file."""
        line = Line.of(outcome)
        previous = outcome.previous_total
        known = previous is not None and line.total is not None
        row = {
            "input": shown_text(outcome.input),
            "file_bytes": undecodable(outcome.input),
            "status": line.status,
            "reason": line.reason,
            "project": line.project,
            "year": line.year,
            "department": line.department,
            "total": line.total,
            "grade": line.grade,
            "score_rate": line.score_rate,
            "levels": {label: score for label, score, _ in line.levels},
            "previous_total": previous,
            "change": round_half_up(line.total - previous, 2) if known else None,  # type: ignore[operator]  # both are known
            "errors": line.errors,
            "warnings": line.warnings,
            "notes": line.notes,
            "seconds": line.seconds,
        }
        self._levels |= dict.fromkeys(label for label, *_ in line.levels)
        self._rows.execute("insert into rows(row) values (?)", (json.dumps(row),))

    def _records(self) -> Iterator[dict[str, Any]]:
        for (row,) in self._rows.execute("select row from rows order by number"):
            yield json.loads(row)

    def _header(self) -> list[str]:
        return [*_BEFORE.values(), *self._levels, *_AFTER.values()]

    def _cells(self) -> Iterator[list[Any]]:
        for record in self._records():
            record["status"] = _STATUS[record["status"]]
            levels = [record["levels"].get(label) for label in self._levels]
            before, after = ([record[name] for name in names] for names in (_BEFORE, _AFTER))
            yield [*before, *levels, *after]

    def _json(self, file: BinaryIO) -> None:
        separator = b"["
        for record in self._records():
            text = json.dumps(record, ensure_ascii=False, allow_nan=False)
            file.write(separator + b"\n" + text.encode())
            separator = b","
        file.write(b"[]\n" if separator == b"[" else b"\n]\n")

    def _csv(self, file: BinaryIO) -> None:
        # Excel takes a CSV file for UTF-8 only with the mark in front
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        rows = csv.writer(text)
        rows.writerow(map(_inert, self._header()))
        rows.writerows(map(_inert, row) for row in self._cells())
        text.detach()

    def _workbook(self, file: BinaryIO) -> None:
        from openpyxl import Workbook  # noqa: PLC0415 - only this format needs it
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - likewise
        from openpyxl.styles import Font  # noqa: PLC0415 - likewise

        book = Workbook(write_only=True)
        sheet = book.create_sheet("汇总")
        sheet.freeze_panes = "B2"
        header = self._header()
        for number, title in enumerate(header):
            width = 40 if title in ("文件", "原因", "名称") else 14
            sheet.column_dimensions[_letters(number)].width = width

        def cell(value: Any, **look: Any) -> Any:  # noqa: ANN401 - openpyxl types no cells
            found = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                found.data_type = "s"  # a text that begins with = is no formula
            for name, what in look.items():
                setattr(found, name, what)
            return found

        sheet.append([cell(title, font=Font(bold=True)) for title in header])
        rate = header.index("得分率")
        for row in self._cells():
            cells = [cell(value) for value in row]
            cells[rate].number_format = "0.00%"
            sheet.append(cells)
        sheet.auto_filter.ref = f"A1:{_letters(len(header) - 1)}1"
        book.save(file)


def _letters(number: int) -> str:
    from yqxl.model.layout import column_letters  # noqa: PLC0415 - beside its one use

    return column_letters(number + 1)


def _inert(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula when it reads CSV.

    >>> _inert("=1+1"), _inert(-2.5)
    ("'=1+1", -2.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value
