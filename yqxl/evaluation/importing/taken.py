"""What has been taken from a table so far: values with their place and certainty."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from yqxl.evaluation.importing.points import Form
from yqxl.evaluation.importing.source_grid import SourceCell, SourceGrid

#: from here on a value needs no check by a person
CERTAIN = 0.95
#: read off something that says it in other words
LIKELY = 0.9
#: a choice was made that the table mostly bears out
GUESSED = 0.7
#: somebody has to look
DOUBTFUL = 0.5

FieldName = str
#: what a spreadsheet shows for an error, where only its text arrives
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
ProjectKind = Literal["scores", "monitoring", "portfolio"]


@dataclass(frozen=True, slots=True)
class Taken:
    """One value, where it stood, how sure it is and on what grounds."""

    value: float | str | None
    place: str = ""
    sure: float = 1.0
    why: str = ""
    form: Form = Form.POINTS
    cell: SourceCell | None = None

    @property
    def open(self) -> bool:
        """Whether somebody has to check it."""
        return self.sure < CERTAIN

    def doubted(self, sure: float, why: str) -> Taken:
        """Return the value with less certainty; the reason of the larger doubt stays."""
        if sure >= self.sure and self.why:
            return self
        reason = why if sure < self.sure or not self.why else self.why
        return Taken(self.value, self.place, min(self.sure, sure), reason, self.form, self.cell)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A filled cell that was not taken, and why."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things in a table that cannot both be right."""

    kind: str
    place: str
    message: str


@dataclass(eq=False)
class IndicatorRow:
    """One indicator under construction: its cells by field."""

    at: int
    cells: dict[FieldName, Taken] = field(default_factory=dict)
    #: the name with its code still in front, where it has one
    whole: str = ""

    def value(self, name: FieldName) -> float | str | None:
        """Return the value of a field, None where there is none."""
        taken = self.cells.get(name)
        return taken.value if taken else None

    def text(self, name: FieldName) -> str:
        """Return the text of a field, "" where there is none."""
        value = self.value(name)
        return value if isinstance(value, str) else ""

    def number(self, name: FieldName) -> float | None:
        """Return the number of a field, None where there is none."""
        value = self.value(name)
        return value if isinstance(value, float | int) else None

    def doubt(self, sure: float, why: str) -> None:
        """Doubt every cell of the row."""
        self.cells = {name: taken.doubted(sure, why) for name, taken in self.cells.items()}


@dataclass(frozen=True, slots=True)
class FundRow:
    """One row of the block of funds."""

    label: Taken
    total: bool
    cells: dict[FieldName, Taken]

    def number(self, name: FieldName) -> float | None:
        """Return an amount, None where there is none."""
        taken = self.cells.get(name)
        return taken.value if taken and isinstance(taken.value, float | int) else None


@dataclass(eq=False)
class Draft:
    """One project under construction."""

    grid: str
    cover: dict[FieldName, Taken] = field(default_factory=dict)
    funds: list[FundRow] = field(default_factory=list)
    objective: dict[FieldName, Taken] = field(default_factory=dict)
    rows: list[IndicatorRow] = field(default_factory=list)
    levels: dict[str, dict[FieldName, Taken]] = field(default_factory=dict)
    total: dict[FieldName, Taken] = field(default_factory=dict)
    execution: dict[FieldName, Taken] = field(default_factory=dict)
    contradictions: list[Contradiction] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    projects: list[dict[FieldName, Taken]] = field(default_factory=list)
    kind: ProjectKind = "scores"
    #: the header texts of its indicators, to know the same table on the next page
    columns: tuple[str, ...] = ()
    #: whether its header is the first thing in a table that stands right behind another
    next_page: bool = False

    @property
    def begun(self) -> bool:
        """Whether a table of indicators or its total has been read."""
        return bool(self.rows or self.total)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was taken."""
        return not (self.rows or self.funds or self.cover or self.levels or self.total)

    def contradict(self, kind: str, place: str, message: str) -> None:
        """Record a contradiction."""
        self.contradictions.append(Contradiction(kind, place, message))


class Reader:
    """A grid while it is read: what was used, and for whom."""

    def __init__(self, grid: SourceGrid) -> None:
        """Begin with nothing used."""
        self.grid = grid
        self.used: set[SourceCell] = set()

    def use(self, *cells: SourceCell | None) -> None:
        """Note cells as understood, so that they are no leftovers."""
        self.used.update(cell for cell in cells if cell is not None)

    def take(self, cell: SourceCell, value: float | str, sure: float = 1.0, why: str = "") -> Taken:
        """Return a value of a cell, which counts as understood; hidden ones are doubted."""
        self.used.add(cell)
        if isinstance(value, str) and _ERROR.fullmatch(value):
            sure, why = min(sure, DOUBTFUL), "错误值"
        if cell.remark:
            sure, why = min(sure, DOUBTFUL), cell.remark
        return Taken(value, self.grid.place(cell), sure, why, cell=cell)

    def leave(self, draft: Draft, cell: SourceCell, why: str) -> None:
        """Put a cell on the list of what was not taken."""
        if cell not in self.used:
            self.used.add(cell)
            draft.leftovers.append(Leftover(self.grid.place(cell), shortened(cell.text), why))


def shortened(text: str, longest: int = 60) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest] + "…"
