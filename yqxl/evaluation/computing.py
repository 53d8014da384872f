"""The one road for every host: read → evaluate → findings → tables.

A file, a book that is open in Excel and a document that is open in Calc are all a
:class:`~yqxl.evaluation.reading.book.Book`; what stands in it gives the same findings,
values and tables wherever it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from yqxl.catalog import named_tables
from yqxl.catalog import tables as every_table
from yqxl.checks.no_indicators import CODE as NO_INDICATORS
from yqxl.checks.no_indicators import has_indicators
from yqxl.checks.reader_facts import MISSING, REPAIRED
from yqxl.errors import InputRefusedError
from yqxl.evaluation.formulas.contracts import contract
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.formulas.named_formulas import BLOCKED, NEXT_TEXT
from yqxl.evaluation.mending import Mends, mends_of
from yqxl.evaluation.reading.book import Book
from yqxl.evaluation.reading.controls import control_facts
from yqxl.evaluation.reading.generated_sheets import live_sheets, replaceable, standing
from yqxl.evaluation.reading.hidden import hidden_facts
from yqxl.evaluation.reading.roster import roster_facts
from yqxl.evaluation.reading.sheet_digest import DigestCell, digest, joined, sketch
from yqxl.evaluation.reading.tables import Reading, read_book
from yqxl.evaluation.reading.twin_tables import twin_facts
from yqxl.evaluation.recognition import contract_of_book
from yqxl.evaluation.rendering.addresses import resolvable
from yqxl.evaluation.rendering.check_grid import TABLE as CHECK
from yqxl.evaluation.rendering.check_grid import check_grid
from yqxl.evaluation.rendering.live_grids import live_grids, live_workings
from yqxl.evaluation.rendering.places import address, located
from yqxl.evaluation.rendering.sheet_form import sheet_form
from yqxl.evaluation.rendering.stamp import data_digest, stamp
from yqxl.evaluation.rendering.working_grid import TABLE as WORKING
from yqxl.evaluation.rendering.working_grid import working_grid
from yqxl.evaluation.scoring.evaluate import (
    check_findings,
    evaluate,
    fixed_texts,
    generated_tables,
    repair_findings,
    sorted_findings,
    with_parameters,
    with_typed_sums,
)
from yqxl.evaluation.scoring.own_values import Values, own_values, stale_facts, wrong_cells
from yqxl.evaluation.verdicts import verdicts, withheld
from yqxl.grid import Formula, Grid
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.layout import Layout, cell_name
from yqxl.model.recent import Recent
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.tables.live.working_sheet import FIRST_COLUMN

AnyBook = TypeVar("AnyBook", bound=Book)


@dataclass(frozen=True)
class Computed(Generic[AnyBook]):
    """A workbook as read, with everything that yqxl makes of it."""

    book: AnyBook
    reading: Reading
    evaluation: Evaluation
    results: Results
    #: by sheet and cell what each formula cell of ours gives
    values: Values
    #: the sheets in which a saved value is not what its formula gives
    outdated: frozenset[str]
    findings: tuple[Finding, ...]
    #: 校验 and every table
    sheets: tuple[Grid, ...]
    #: the workings of 校验
    working: Grid
    #: by table the sheet of an earlier run that it replaces
    replaces: Mapping[str, str]
    #: the sheets of earlier runs in which a person wrote
    kept: tuple[Fact, ...]
    #: of the data
    digest: str
    #: what of ours is to be put in order before anything is written
    mends: Mends

    @property
    def tables(self) -> tuple[Grid, ...]:
        """The tables without 校验."""
        return self.sheets[1:]

    @property
    def to_renew(self) -> Values:
        """What the formula cells give, for the sheets in which a saved value is wrong."""
        return {sheet: cells for sheet, cells in self.values.items() if sheet in self.outdated}


class SheetToWrite(NamedTuple):
    """A table ready for its sheet, and the sheet of an earlier run that it replaces."""

    grid: Grid
    replaces: str | None
    #: sheets of earlier runs in which a person wrote: the name and the new name
    renames: tuple[tuple[str, str], ...] = ()
    #: the live form of the table, where a live sheet of it stays because somebody wrote there
    live: Grid | None = None


def compute(
    book: AnyBook,
    *,
    anybodys: bool = False,
    also: Collection[str] = (),
    mended: Mends | None = None,
) -> Computed[AnyBook]:
    """Return what a workbook holds and what it gives, by its own version of the contract.

    Args:
        book: the workbook, whoever shows it.
        also: numbers of tables that are wanted beside the standard ones, those that stand
            in the workbook already and those that 首页 asks for (另需表格).
        anybodys: take a workbook without our tables too, whose calls are to be frozen.
        mended: what was put in order just before, to be told among the findings; the cells
            in it hold no value that anybody saved.

    Raises:
        InputRefusedError: the workbook has no table of the contract, so it is somebody
            else's and nothing may be written into it (YQ-230); it keeps a newer version of
            the contract than this program knows (YQ-233); or its host refuses it.
    """
    reading = read_book(book, ContractFormulas(contract_of_book(book)))
    if not anybodys:
        refuse_foreign(reading.layout)
    evaluation = with_parameters(reading.evaluation)
    results = with_typed_sums(evaluation, evaluate(evaluation))
    mends = mends_of(book, reading)
    asked, unknown = named_tables(evaluation.project.tables)
    facts = (
        *_host_facts(book, reading), *reading.facts, *mends.facts, *(mended.told if mended else ()),
        *roster_facts(book),
        *(_unknown_table(name, reading.layout) for name in unknown),
    )  # fmt: skip
    findings = check_findings(evaluation, results, facts)
    found = verdicts(evaluation, results, _lasting(findings))
    results = with_typed_sums(evaluation, withheld(results, found.reasons))
    lasting = located(_lasting(findings), reading.layout)
    data = data_digest(evaluation)
    check = check_grid(evaluation, results, lasting, reading.layout, stamp(data), found.live)
    step = str(check.named_value(NEXT_TEXT))
    values = own_values(reading.own_cells, evaluation, results, found.state, step)
    wrong = wrong_cells(book, reading.own_cells, values)
    wanted = standing(book).union(also, asked)
    if not book.draws_charts:  # what stands there follows its cells
        wanted -= {table.number for table in every_table() if table.charts}
    tables = generated_tables(evaluation, results, wanted)
    working = working_grid(evaluation, results, reading.layout)
    texts = fixed_texts(evaluation, results)
    replaces, kept = replaceable(book, (working, check, *tables), texts)
    fresh = mended.cells if mended else {}
    saved = [own for own in wrong if own.cell not in fresh.get(own.sheet, ())]
    late = (*stale_facts(book, values, saved), *kept)
    findings = sorted_findings((*findings, *repair_findings(evaluation, results, late)))
    return Computed(
        book,
        reading,
        evaluation,
        results,
        values,
        frozenset(own.sheet for own in wrong),
        located(findings, reading.layout),
        (check, *tables),
        working,
        replaces,
        kept,
        data,
        mends,
    )


def _lasting(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what the next reader is told too: what this very run repairs is not."""
    return tuple(one for one in findings if one.code not in REPAIRED)


def _unknown_table(name: str, layout: Layout) -> Fact:
    """Return that 首页 asks for a table that there is not."""
    sheet, cell = address(Place("project", None, "tables"), layout)
    return Fact(FactKind.UNKNOWN_TABLE, sheet, cell, "project", "tables", name)


def refuse_foreign(layout: Layout) -> None:
    """Refuse a workbook that has no table of the contract: nothing may be written into it.

    Raises:
        InputRefusedError: it is somebody else's (YQ-230).
    """
    if not layout.tables:
        raise InputRefusedError(
            "YQ-230",
            "不是绩效评价填报工作簿：没有一张填报表。",
            remedy="请换成由 yqxl 模板建立的工作簿；新建空白模板用 yqxl new。",
        )


def refuse_unevaluable(computed: Computed[AnyBook]) -> None:
    """Refuse to make tables of a workbook in which there is no indicator, but something else.

    Raises:
        InputRefusedError: nobody has typed an indicator (YQ-036), or the table for them is
            lost (YQ-001, YQ-002); what else is missing is told with it.
    """
    if has_indicators(computed.evaluation):
        return
    found = [one for one in computed.findings if one.level is Level.ERROR]
    lost = [one for one in found if one.code in MISSING]
    cause = lost or [one for one in found if one.code == NO_INDICATORS]
    if cause:
        first, *_ = cause
        words = "".join(one.message.split("。")[0] + "。" for one in cause)
        raise InputRefusedError(
            first.code, f"没有可评价的内容：{words}", remedy=first.remedy,
            sheet=first.sheet, cell=first.cell,
        )  # fmt: skip


def _host_facts(book: Book, reading: Reading) -> Iterator[Fact]:
    if book.date1904:
        yield Fact(FactKind.DATE_1904, "", found="date1904")
    yield from book.oddities()
    yield from hidden_facts(book, reading.layout)
    yield from control_facts(book)
    known = contract(reading.evaluation.contract)
    yield from twin_facts(book, reading.layout, known.has)


def sheets_to_write(
    computed: Computed[AnyBook],
    tables: Collection[str] | None = None,
    live: Collection[str] = (),
) -> tuple[SheetToWrite, ...]:
    """Return the workings of 校验, 校验 and the tables, with the earlier sheet each replaces.

    Args:
        computed: what a workbook gives.
        tables: the numbers of the tables to write, ``check`` for 校验; None is all.
        live: the numbers of those that are written live; ``tables`` must name 校验 or be None.
    """
    wanted = None if tables is None else set(tables)
    if wanted is not None and BLOCKED not in computed.book.names:
        # the sums of the tables look at it
        wanted.add(CHECK)
    mark = stamp(computed.digest)
    data = computed.evaluation, computed.results
    layout, working = computed.reading.layout, computed.working
    shown = None
    replaced = {
        sheet for table, sheet in computed.replaces.items() if wanted is None or table in wanted
    }
    if live or live_sheets(computed.book) - replaced:
        # a live table that stays, because somebody wrote there too, goes on reading the workings
        shown = live_workings(*data, layout)
        working = working_grid(*data, layout, shown)
    every = live_grids(*data, shown) if shown else {}
    alive = {number: grid for number, grid in every.items() if number in live}
    if wanted is not None and CHECK in wanted:
        wanted.add(WORKING)
    grids = [
        replace(grid, page=replace(grid.page, stamp=mark))
        # a spreadsheet program refuses a formula to a sheet that is not there yet
        for grid in (working, *(alive.get(own.table, own) for own in computed.sheets))
        if wanted is None or grid.table in wanted
    ]
    return tuple(
        SheetToWrite(
            sheet_form(resolvable(grid, layout)),
            computed.replaces.get(grid.table),
            tuple((one.sheet, one.expected) for one in computed.kept if one.table == grid.table),
            every.get(grid.table),
        )
        for grid in grids
    )


def _digest_cells(grid: Grid, formula_text: Callable[[Formula], str]) -> Iterator[DigestCell]:
    """Yield what of a table will stand in its sheet."""
    for row, column, cell in grid.shown():
        text = None if cell.formula is None else formula_text(cell.formula)
        yield DigestCell(row + 1, column + 1, cell.value, text)


def digests(
    sheets: Iterable[SheetToWrite], formula_text: Callable[[Formula], str]
) -> Mapping[str, str]:
    """Return by table the digest of its sheet once it is written, of live ones the sketch too."""
    sheets = list(sheets)
    alive = any(one.grid.live or len(one.grid.widths) > FIRST_COLUMN for one in sheets)
    found = {}
    for one in sheets:
        grid = one.grid
        quick = grid.live is not None or (alive and grid.table == WORKING)
        made = partial(_digest, grid, formula_text, quick=quick)
        found[grid.table] = (
            _known_digests.of((_said(grid), formula_text, quick), made) if grid.hidden else made()
        )
    return found


def _said(grid: Grid) -> tuple[object, ...]:
    """Return all that a digest looks at: the values of formulas are not among it."""
    return len(grid.widths), *(cell.formula or cell.value for row in grid.rows for cell in row)


#: digests of hidden workings: nine of ten workbooks of a template have the same
_known_digests: Recent[object, str] = Recent(4)


def _digest(grid: Grid, formula_text: Callable[[Formula], str], *, quick: bool) -> str:
    cells = [*_digest_cells(grid, formula_text)]
    full = digest(cells)
    if not quick:
        return full
    constants = (
        (cell_name(cell.row, cell.column), cell.value)
        for cell in cells
        if cell.formula is None and cell.value not in (None, "")
    )
    return joined(full, sketch((cell.formula for cell in cells if cell.formula), constants))


__all__ = [
    "CHECK",
    "Computed",
    "SheetToWrite",
    "compute",
    "digests",
    "refuse_unevaluable",
    "sheets_to_write",
]
