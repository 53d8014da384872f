"""Survey rosters as files, counted in chunks: CSV, Parquet, or the sheet 问卷明细.

Whatever the size, only a chunk of two columns stands in memory.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from yqxl.errors import InputRefusedError, UsageError, YqxlError
from yqxl.evaluation.reading.roster import (
    SEARCHED_ROWS,
    Tally,
    header_columns,
    header_missing,
    text_of,
)
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.roster import RosterCounts
from yqxl.pipeline.examine import isolated
from yqxl.workbook.roster.scan import scan_roster
from yqxl.workbook.scan.workbook import open_workbook

if TYPE_CHECKING:
    import pandas as pd

#: rows of a chunk; two columns of them take a few MB
CHUNK_ROWS = 100_000
_READ = 1 << 20
#: longer lines are no header
_LONGEST_LINE = 1 << 16
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
    header_line: int
    columns: tuple[int, int]


def count_file(path: Path) -> RosterCounts:
    """Return the counted answers of a roster.

    Raises:
        InputRefusedError: the file cannot be read, or has no columns 编码 and 选项.
        UsageError: the file is of another kind, or Parquet without pyarrow.
    """
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        result = next(iter(isolated(_count_workbook, [str(path)])))
        if isinstance(result, YqxlError):
            result.file = result.file or str(path)
            raise result
        return result
    if suffix in _PARQUET:
        return _count_parquet(path)
    if suffix in _TEXTS:
        return _count_text(path)
    raise UsageError(
        "YQ-440",
        f"明细 {path.name} 的扩展名不认识。",
        remedy="请给出 .csv、.parquet，或含“问卷明细”表的 .xlsx。",
    )


def _count_workbook(path: str) -> RosterCounts:
    with open_workbook(path) as workbook:
        counts = scan_roster(workbook)
        if not counts.counts and ROSTER_SHEET not in workbook.sheets:
            raise InputRefusedError(
                "YQ-216",
                "工作簿里没有“问卷明细”表。",
                remedy="请把明细所在的工作表命名为“问卷明细”，或另存为 CSV。",
                file=path,
            )
        return counts


def _count_text(path: Path) -> RosterCounts:
    form = text_form(path)
    tally = Tally(path.name, str(path))
    for chunk in _text_chunks(path, form):
        _add(tally, chunk)
    return tally.result()


def text_form(path: Path) -> TextForm:
    """Return how a text file is written.

    The encoding is told by a mark at its start, else UTF-8 if every byte of it is, else
    GB18030; the delimiter is the one that gives a header with both columns.
    """
    encoding = _encoding(path)
    with _opened(path, encoding) as file:
        lines = list(islice(_lines(file), SEARCHED_ROWS))
    for number, line in enumerate(lines):
        for delimiter in _DELIMITERS:
            fields = next(csv.reader([line], delimiter=delimiter), [])
            columns = header_columns(enumerate(fields))
            if columns is not None:
                return TextForm(encoding, delimiter, number, columns)
    raise header_missing(path.name, str(path))


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(_LONGEST_LINE):
        yield line


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


def _text_chunks(path: Path, form: TextForm) -> Iterator[pd.DataFrame]:
    import pandas as pd  # noqa: PLC0415 - only a survey needs it

    # pandas hands the columns over as they stand in the file
    order = [0, 1] if form.columns[0] < form.columns[1] else [1, 0]
    try:
        with pd.read_csv(
            path,
            sep=form.delimiter,
            encoding=form.encoding,
            header=0,
            skiprows=form.header_line,
            usecols=list(form.columns),
            dtype=str,
            na_filter=False,
            engine="c" if form.delimiter.isascii() else "python",
            chunksize=CHUNK_ROWS,
        ) as reader:
            for chunk in reader:
                yield chunk.iloc[:, order]
    except pd.errors.EmptyDataError:
        return
    except (pd.errors.ParserError, UnicodeDecodeError, ValueError) as error:
        raise InputRefusedError(
            "YQ-218",
            f"明细读到一半出错：{error}".strip(),
            remedy="请检查该行的引号和列数，改正后重试。",
            file=str(path),
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _add(tally: Tally, chunk: pd.DataFrame) -> None:
    """Count a chunk of two columns."""
    counts = chunk.fillna("").value_counts(sort=False)
    for pair, answers in zip(counts.index.tolist(), counts.tolist(), strict=True):
        tally.add(_text(pair[0]), _text(pair[1]), answers)


def _text(value: object) -> str:
    return value if isinstance(value, str) else text_of(value)  # type: ignore[arg-type]  # numbers


def _count_parquet(path: Path) -> RosterCounts:
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            "YQ-441",
            "读取 Parquet 需要 pyarrow，没有安装。",
            remedy="请执行 pip install 'yqxl[parquet]'，或改用 CSV。",
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
                frame = batch.to_pandas(strings_to_categorical=False)[wanted].astype(object)
                _add(tally, frame)
    except (ArrowException, OSError) as error:
        raise _unreadable(path, error) from error
    return tally.result()


def _unreadable(path: Path, error: Exception) -> InputRefusedError:
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return InputRefusedError(
        "YQ-219",
        f"明细读不了：{reason}。",
        remedy="请检查路径、权限和文件是否完好。",
        file=str(path),
    )
