"""The states that a desk can be in when a person clicks, and cases that pair them all.

Each dimension is one thing that Excel has rules about. ``cases`` pairs every value of one
with every value of another (allpairspy); what cannot be together is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from allpairspy import AllPairs
from excel_desk.com import IGNORED, REJECTED
from excel_desk.desk import Desk
from excel_desk.files import copied_headers, renamed
from excel_desk.program import Workbook
from excel_desk.sheets import Chart, Worksheet
from openpyxl.workbook.defined_name import DefinedName
from package_editing import PackageEdit

from yqxl.catalog import standard_tables
from yqxl.frontends.excel.commands import COMMANDS

GENERATED = ("校验", *(table.sheet for table in standard_tables()))
#: what each macro writes; the macros are those that people can start
TABLES = {
    command.name: (f"表{command.name[6:].replace('_', '-')}",)
    for command in COMMANDS
    if command.name.startswith("table_") and not command.extra
} | {"check": ("校验",), "regenerate_all": GENERATED}
DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "macro": (*TABLES, "freeze"),
    #: native, with functions and macros, and one in which all tables are there already
    "book": ("native", "udf", "second run"),
    "sheets": (
        "in sight",
        "inputs hidden",
        "tables hidden",
        "tables very hidden",
        "last very hidden",
        "only the first in sight",
        "a copy named -2022年",
        "an input renamed",
    ),
    "chart": ("none", "first", "last", "active", "named like a table"),
    "front": ("own", "another workbook", "another Excel", "invisible Excel"),
    "protection": ("none", "structure", "password on 校验", "password on the last table"),
    "printer": ("there", "none"),
    "view": ("at the top", "scrolled down", "an input filtered", "tables filtered"),
    "calculation": ("automatic", "manual"),
    "calls": ("answered", "rejected early", "rejected late", "ignored early", "ignored late"),
    "names": ("usual", "10,000 of others", "broken"),
    "place": ("a folder", "never saved", "OneDrive"),
    "formats": ("usual", "down to row 1,048,576"),
}
#: which sheets are hidden, by number and name, where that changes what is found
HIDING: Mapping[str, Callable[[int, str], bool]] = {
    "inputs hidden": lambda _number, name: name == "评分要素",
    "only the first in sight": lambda number, _name: number > 0,
}
#: how a file differs in which sheets it has, and what they are called
FILES: Mapping[str, Callable[[PackageEdit], None]] = {
    "a copy named -2022年": copied_headers("资金", "-2022年"),
    "an input renamed": renamed("指标体系", "指标'22（终）"),
}
_LAST_ROW = 1_048_576
_EARLY, _LATE = 40, 480


class Case(NamedTuple):
    """One state of the desk, one value for each dimension in their order."""

    macro: str
    book: str
    sheets: str
    chart: str
    front: str
    protection: str
    printer: str
    view: str
    calculation: str
    calls: str
    names: str
    place: str
    formats: str

    @property
    def title(self) -> str:
        """What is not as usual."""
        usual = USUAL._asdict()
        odd = [f"{n}: {v}" for n, v in self._asdict().items() if v != usual[n] or n == "macro"]
        return "; ".join(odd)


USUAL = Case(**{name: values[0] for name, values in DIMENSIONS.items()})


def cases() -> list[Case]:
    """Return cases in which every two values of two dimensions meet.

    Protection often stops a macro before anything else can happen, so all the rest meets
    once more without it.
    """
    open_to_all = {**DIMENSIONS, "protection": DIMENSIONS["protection"][:1]}
    return [
        Case(*row)
        for dimensions in (DIMENSIONS, open_to_all)
        for row in AllPairs([list(values) for values in dimensions.values()])
    ]


def prepare(desk: Desk, book: Workbook, case: Case) -> None:
    """Bring a desk into the state of a case, after its workbook was opened."""
    for name, value in case._asdict().items():
        change = _CHANGES.get((name, value))
        if change is not None:
            change(desk, book)


def _tables(book: Workbook) -> Iterator[Worksheet]:
    sheets = (sheet for sheet in book._sheets if isinstance(sheet, Worksheet))
    return (sheet for sheet in sheets if sheet.Name in GENERATED)


def _holding(book: Workbook, table: str) -> Worksheet:
    """Return the sheet of a table, whatever it is called."""
    sheets = (sheet for sheet in book._sheets if isinstance(sheet, Worksheet))
    return next(sheet for sheet in sheets if table in sheet._ws.tables)


def _hide(names: Callable[[Workbook], list[Any]], state: str) -> Callable[[Desk, Workbook], None]:
    def change(_desk: Desk, book: Workbook) -> None:
        for sheet in names(book):
            sheet._show(state)

    return change


def _hidden_as(state: str) -> Callable[[Desk, Workbook], None]:
    chosen = HIDING[state]
    return _hide(
        lambda book: [s for number, s in enumerate(book._sheets) if chosen(number, s.Name)],
        "hidden",
    )


def _last_very_hidden(_desk: Desk, book: Workbook) -> None:
    ws = book._wb.create_sheet("备查")
    book._sheets.append(Worksheet(book, ws, None))
    book._sheets[-1]._show("veryHidden")


def _chart(name: str, place: int, *, active: bool = False) -> Callable[[Desk, Workbook], None]:
    def change(_desk: Desk, book: Workbook) -> None:
        chart = Chart(book, name)
        book._sheets.insert(len(book._sheets) if place < 0 else place, chart)
        if active:
            book._active = chart

    return change


def _another_workbook(desk: Desk, book: Workbook) -> None:
    assert book._path is not None
    desk.application._open(book._path)
    desk.application._books[-1]._address = str(book._path.with_name("别的.xlsx"))


def _invisible(desk: Desk, _book: Workbook) -> None:
    desk.application._visible = False


def _structure(_desk: Desk, book: Workbook) -> None:
    book._protected = True


def _password(last: bool) -> Callable[[Desk, Workbook], None]:
    def change(_desk: Desk, book: Workbook) -> None:
        sheet = list(_tables(book))[-1 if last else 0]
        sheet._password = "机密"  # noqa: S105 - a password of a test
        sheet._ws.protection.sheet = True

    return change


def _no_printer(desk: Desk, _book: Workbook) -> None:
    desk.application._printer = False


def _scrolled(_desk: Desk, book: Workbook) -> None:
    for sheet in book._sheets:
        if isinstance(sheet, Worksheet):
            sheet._view |= {"row": 40, "column": 3}


def _filtered(inputs: bool) -> Callable[[Desk, Workbook], None]:
    def change(_desk: Desk, book: Workbook) -> None:
        wanted = [_holding(book, "yq_indicators")] if inputs else list(_tables(book))
        for sheet in wanted:
            sheet._filtered = True

    return change


def _manual(desk: Desk, _book: Workbook) -> None:
    desk.application._calculation = -4135


def _says(code: int, after: int) -> Callable[[Desk, Workbook], None]:
    def change(desk: Desk, _book: Workbook) -> None:
        desk.calls.rejections[desk.calls.total + after] = code

    return change


def _many_names(_desk: Desk, book: Workbook) -> None:
    for number in range(10_000):
        name = f"旧名称_{number}"
        book._wb.defined_names[name] = DefinedName(name, attr_text=f"#REF!$A${number + 1}")


def _broken_names(_desk: Desk, book: Workbook) -> None:
    for name, text in (
        ("失效", "#REF!"),
        ("外部", "'[没有.xlsx]表'!$A$1"),
        ("_xlnm._FilterDatabase", "首页!$A$1:$B$9"),
        ("公式名", "OFFSET(首页!$A$1,1,1)"),
    ):
        book._wb.defined_names[name] = DefinedName(name, attr_text=text, hidden=True)


def _placed(address: str) -> Callable[[Desk, Workbook], None]:
    def change(_desk: Desk, book: Workbook) -> None:
        book._address = f"{address}{'' if '/' not in address else book.Name}"

    return change


def _formatted(_desk: Desk, book: Workbook) -> None:
    for table in ("yq_funds", "yq_indicators", "yq_rules"):
        _holding(book, table)._formatted_to = _LAST_ROW


def _ours(book: Workbook) -> list[Any]:
    return list(_tables(book))


_CHANGES: Mapping[tuple[str, str], Callable[[Desk, Workbook], None]] = {
    ("sheets", "inputs hidden"): _hidden_as("inputs hidden"),
    ("sheets", "tables hidden"): _hide(_ours, "hidden"),
    ("sheets", "tables very hidden"): _hide(_ours, "veryHidden"),
    ("sheets", "last very hidden"): _last_very_hidden,
    ("sheets", "only the first in sight"): _hidden_as("only the first in sight"),
    ("chart", "first"): _chart("图表1", 0),
    ("chart", "last"): _chart("图表1", -1),
    ("chart", "active"): _chart("图表1", 3, active=True),
    ("chart", "named like a table"): _chart("表3-1", -1),
    ("front", "another workbook"): _another_workbook,
    ("front", "another Excel"): lambda desk, _book: desk.another_excel() and None,
    ("front", "invisible Excel"): _invisible,
    ("protection", "structure"): _structure,
    ("protection", "password on 校验"): _password(last=False),
    ("protection", "password on the last table"): _password(last=True),
    ("printer", "none"): _no_printer,
    ("view", "scrolled down"): _scrolled,
    ("view", "an input filtered"): _filtered(inputs=True),
    ("view", "tables filtered"): _filtered(inputs=False),
    ("calculation", "manual"): _manual,
    ("calls", "rejected early"): _says(REJECTED, _EARLY),
    ("calls", "rejected late"): _says(REJECTED, _LATE),
    ("calls", "ignored early"): _says(IGNORED, _EARLY),
    ("calls", "ignored late"): _says(IGNORED, _LATE),
    ("names", "10,000 of others"): _many_names,
    ("names", "broken"): _broken_names,
    ("place", "never saved"): _placed("工作簿1"),
    ("place", "OneDrive"): _placed("https://d.docs.live.net/0123456789abcdef/评价/"),
    ("formats", "down to row 1,048,576"): _formatted,
}
