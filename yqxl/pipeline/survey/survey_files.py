"""Survey rosters as files, counted in chunks: CSV, Parquet, or the sheet 问卷明细.

Whatever the size, only a chunk of two columns stands in memory.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from yqxl.errors import InputRefusedError, UsageError
from yqxl.evaluation.reading.roster import (
    SEARCHED_ROWS,
    Tally,
    header_columns,
    header_missing,
    text_of,
)
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.roster import RosterCounts
from yqxl.pipeline.isolation.confined import confined
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.system_reasons import system_reason
from yqxl.workbook.roster.scan import scan_roster
from yqxl.workbook.scan.workbook import open_workbook

#: rows of a chunk; two columns of them take a few MB
CHUNK_ROWS = 100_000
_READ = 1 << 20
_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")
_PARQUET = (".parquet", ".pq")
_DELIMITERS = (",", "\t", ";", "，", "|")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ENCODINGS = ("utf-8", "gb18030")


@dataclass(frozen=True)
class TextForm:
    """How a text file is written, and where its two columns stand (counted from 0)."""

    encoding: str
    delimiter: str
    #: number of the header among the records, counted from 0
    header: int
    columns: tuple[int, int]


def count_file(path: Path) -> RosterCounts:
    """Return the counted answers of a roster.

    Raises:
        InputRefusedError: the file cannot be read, or has no columns 编码 and 选项.
        UsageError: the file is of another kind, or Parquet without pyarrow.
    """
    suffix = path.suffix.lower()
    for count, suffixes in _READERS:
        if suffix in suffixes:
            return confined(path, count, path)
    raise UsageError(
        "YQ-440",
        f"明细 {path.name} 的扩展名不认识。",
        remedy="请给出 .csv、.parquet，或含“问卷明细”表的 .xlsx。",
    )


def _count_workbook(path: Path) -> RosterCounts:
    with open_workbook(path, bounds().limits) as workbook:
        counts = scan_roster(workbook)
        if not counts.counts and ROSTER_SHEET not in workbook.sheets:
            raise InputRefusedError(
                "YQ-216",
                "工作簿里没有“问卷明细”表。",
                remedy="请把明细所在的工作表命名为“问卷明细”，或另存为 CSV。",
                file=str(path),
            )
        return counts


def _count_text(path: Path) -> RosterCounts:
    """Count a text file record by record: a line break between quotes ends none."""
    form = text_form(path)
    tally = Tally(path.name, str(path))
    first, second = form.columns
    last = max(first, second)
    counts: Counter[tuple[str, str]] = Counter()
    with _opened(path, form.encoding) as file:
        for record in islice(_records(path, file, form.delimiter), form.header + 1, None):
            fields = record if len(record) > last else [*record, *[""] * (last + 1 - len(record))]
            counts[fields[first], fields[second]] += 1
            if len(counts) > CHUNK_ROWS:
                _add(tally, counts)
                counts.clear()
    _add(tally, counts)
    return tally.result()


def _add(tally: Tally, counts: Mapping[tuple[str, str], int]) -> None:
    for (code, option), answers in counts.items():
        tally.add(code, option, answers)


def text_form(path: Path) -> TextForm:
    """Return how a text file is written.

    The encoding is told by a mark at its start, else UTF-8 if every byte of it is, else
    GB18030; the delimiter is the one that gives a header with both columns.
    """
    encoding = _encoding(path)
    for delimiter in _DELIMITERS:
        with _opened(path, encoding) as file, suppress(InputRefusedError):
            for number, record in enumerate(islice(_records(path, file, delimiter), SEARCHED_ROWS)):
                columns = header_columns(enumerate(record))
                if columns is not None:
                    return TextForm(encoding, delimiter, number, columns)
    raise header_missing(path.name, str(path))


def _records(path: Path, file: TextIO, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        raise InputRefusedError(
            "YQ-218",
            f"明细读到第 {reader.line_num} 行出错：{system_reason(error)}。",
            remedy="请检查该行的引号和列数，改正后重试。",
            file=str(path),
        ) from error


def _opened(path: Path, encoding: str) -> TextIO:
    try:
        return path.open(encoding=encoding, newline="")
    except OSError as error:
        raise _unreadable(path, error) from error


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(4)
            for mark, encoding in _MARKS.items():
                if start.startswith(mark):
                    return encoding
            for encoding in _ENCODINGS:
                file.seek(0)
                decoder = codecs.getincrementaldecoder(encoding)()
                try:
                    while data := file.read(_READ):
                        decoder.decode(data)
                    decoder.decode(b"", final=True)
                except UnicodeDecodeError:
                    continue
                return encoding
    except OSError as error:
        raise _unreadable(path, error) from error
    raise InputRefusedError(
        "YQ-217",
        "文件的编码既不是 UTF-8 也不是 GB18030。",
        remedy="请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”。",
        file=str(path),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else text_of(value)  # type: ignore[arg-type]  # numbers, None


def _count_parquet(path: Path) -> RosterCounts:
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            "YQ-441",
            "读取 Parquet 需要 pyarrow，没有安装。",
            remedy="请执行 pip install pyarrow，或改用 CSV。",
        ) from error
    tally = Tally(path.name, str(path))
    try:
        with parquet.ParquetFile(path) as file:
            names: Sequence[str] = file.schema_arrow.names
            columns = header_columns(enumerate(names))
            if columns is None:
                raise header_missing(path.name, str(path))
            wanted = [names[column] for column in columns]
            for batch in file.iter_batches(batch_size=CHUNK_ROWS, columns=wanted):
                pairs = zip(*(batch.column(name).to_pylist() for name in wanted), strict=True)
                _add(tally, Counter((_text(code), _text(option)) for code, option in pairs))
    except MemoryError:
        raise  # Arrow has one of its own: the limit of the process was met
    except (ArrowException, OSError) as error:
        raise _unreadable(path, error) from error
    return tally.result()


def _unreadable(path: Path, error: Exception) -> InputRefusedError:
    return InputRefusedError(
        "YQ-219",
        f"明细读不了：{system_reason(error)}。",
        remedy="请检查路径、权限和文件是否完好。",
        file=str(path),
    )


#: who reads which files
_READERS = (
    (_count_workbook, _WORKBOOKS),
    (_count_parquet, _PARQUET),
    (_count_text, _TEXTS),
)
