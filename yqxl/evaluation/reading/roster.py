"""The sheet 问卷明细: answers added up by 编码 and 选项, whatever way they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue, InputRefusedError
from yqxl.evaluation.reading.book import Book, BookSheet
from yqxl.evaluation.reading.tables import plain_number
from yqxl.model.contract import CLOSING_TEXT, ROSTER_SHEET, SURVEY_COUNTS
from yqxl.model.facts import Fact, FactKind
from yqxl.model.headers import header_key
from yqxl.model.roster import AnswerKey, RosterCounts

#: the header row stands among the first rows
SEARCHED_ROWS = 50
#: more different pairs than any questionnaire has: the columns are not what they say
MOST_PAIRS = 10_000

#: codes of a roster that is read but cannot be counted: the workbook itself is usable
_UNUSABLE = {"YQ-212", "YQ-213", "YQ-214"}


class Tally:
    """Adds up answers; texts lose their outer blanks, rows of blanks are no answers."""

    def __init__(self, place: str = ROSTER_SHEET, file: str = "") -> None:
        """Take where the answers stand, for messages."""
        self._place, self._file = place, file
        self._counts: Counter[AnswerKey] = Counter()

    def add(self, code: str, option: str, answers: int = 1) -> None:
        """Count answers.

        Raises:
            InputRefusedError: there are more different pairs than a questionnaire has.
        """
        pair = code.strip(), option.strip()
        if not any(pair) or CLOSING_TEXT in pair:
            return
        self._counts[pair] += answers
        if len(self._counts) > MOST_PAIRS:
            raise InputRefusedError(
                "YQ-213",
                f"“编码”“选项”两列有超过 {MOST_PAIRS:,} 种不同的内容，不像是选择题的明细。",
                remedy="请检查这两列的表头是否放错了列。",
                file=self._file,
                sheet=self._place,
            )

    def result(self) -> RosterCounts:
        """Return the counts, by code and option."""
        return RosterCounts(dict(sorted(self._counts.items())))


def header_missing(place: str, file: str) -> InputRefusedError:
    """Return the error of a roster in which nobody can tell the two columns."""
    return InputRefusedError(
        "YQ-212",
        f"前 {SEARCHED_ROWS} 行里找不到同时含“编码”和“选项”的表头行。",
        remedy="请把这两列的表头写成“编码”和“选项”。",
        file=file,
        sheet=place,
    )


def header_columns(texts: Iterable[tuple[int, object]]) -> tuple[int, int] | None:
    """Return the columns of 编码 and 选项 in a row of (column, text), or None.

    >>> header_columns([(1, "序号"), (2, "编 号"), (5, "选项")])
    (2, 5)
    """
    found: dict[str, int] = {}
    for column, text in texts:
        if isinstance(text, str):
            found.setdefault(SURVEY_COUNTS.by_header.get(header_key(text), ""), column)
    first, second = found.get("code"), found.get("option")
    return None if first is None or second is None else (first, second)


def text_of(value: Value) -> str:
    """Return a code or an option as text; an error value is counted as what it shows.

    An answer sheet whose cell says #N/A is an answer sheet still: it must not get lost.
    """
    if value is None:
        return ""
    if isinstance(value, ErrorValue):
        return str(value)
    return plain_number(value) if isinstance(value, float | int) else value


def counts_of(rows: Iterable[Sequence[Value]], file: str) -> RosterCounts:
    """Return the counted answers of a sheet whose rows are all at hand."""
    tally = Tally(file=file)
    iterator = iter(rows)
    for _, row in zip(range(SEARCHED_ROWS), iterator, strict=False):
        columns = header_columns(enumerate(row))
        if columns is not None:
            break
    else:
        raise header_missing(ROSTER_SHEET, file)
    first, second = columns
    for row in iterator:
        tally.add(text_of(row[first]), text_of(row[second]))
    return tally.result()


def sheet_counts(sheet: BookSheet | None) -> RosterCounts:
    """Return the counted answers of a sheet whose cells are all at hand; none without a sheet.

    Raises:
        InputRefusedError: there is no usable header (YQ-212), or too many kinds (YQ-213).
    """
    return RosterCounts({}) if sheet is None else counts_of(_rows(sheet), "")


def _rows(sheet: BookSheet) -> Iterator[list[Value]]:
    """Yield every row down to the last one that holds anything, blanks included."""
    cells = sheet.cells
    height = max((row for row, _ in cells), default=0)
    width = max((column for _, column in cells), default=0)
    for row in range(1, height + 1):
        found = (cells.get((row, column)) for column in range(1, width + 1))
        yield [None if cell is None else cell.value for cell in found]


def roster_facts(book: Book) -> tuple[Fact, ...]:
    """Return the counts of the sheet 问卷明细; nothing where there is no such sheet.

    Raises:
        InputRefusedError: the sheet is damaged or a trap.
    """
    if ROSTER_SHEET not in book.sheets:
        return ()
    try:
        return count_facts(book.roster(), ROSTER_SHEET)
    except InputRefusedError as error:
        if error.code not in _UNUSABLE:
            raise
        found = error.message.rstrip("。")
        return (Fact(FactKind.ROSTER_UNUSABLE, ROSTER_SHEET, found=found, expected=error.remedy),)


def count_facts(roster: RosterCounts, sheet: str) -> tuple[Fact, ...]:
    """Return one fact for each pair of 编码 and 选项; ``sheet`` is where they stand."""
    return tuple(
        Fact(FactKind.ROSTER_COUNT, sheet, found=str(answers), key=pair)
        for pair, answers in roster.counts.items()
    )
