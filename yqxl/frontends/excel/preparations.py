"""What is made ready before a macro writes, and given back as it was when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from yqxl.errors import UsageError
from yqxl.evaluation.computing import SheetToWrite
from yqxl.frontends.excel import program_calls

if TYPE_CHECKING:
    import xlwings


@contextmanager
def progress(book: xlwings.Book) -> Iterator[Callable[[str], None]]:
    """Tell progress in the status bar, and give the program back as it was."""
    app = book.app
    # Excel says False where the bar shows its own text, and takes it back
    with _kept(app, "status_bar", usual=False), _kept(app, "screen_updating", usual=True):
        _set(app, "screen_updating", value=False)
        yield lambda text: _set(app, "status_bar", value=f"yqxl：{text}……")


@contextmanager
def _calculating_once(book: xlwings.Book) -> Iterator[None]:
    """Let the program calculate when all is written, not after every cell."""
    with _kept(book.app, "calculation", usual="automatic"):
        _set(book.app, "calculation", value="manual")
        yield


@contextmanager
def _kept(app: xlwings.App, name: str, *, usual: object) -> Iterator[None]:
    """Set a property of the program back when all is done; a program on the web has none."""
    before = None
    with suppress(NotImplementedError):
        before = getattr(app, name)
    before = usual if before is None else before
    try:
        yield
    finally:
        _set(app, name, value=before)


def _set(app: xlwings.App, name: str, *, value: object) -> None:
    with suppress(NotImplementedError):
        setattr(app, name, value)


@contextmanager
def made_ready(book: xlwings.Book, wanted: Sequence[SheetToWrite]) -> Iterator[None]:
    """Have everything ready to be written, or say what stands in the way and change nothing.

    Where the writing stops half-way, what was protected is protected again and the sheet
    that was in front comes back.
    """
    front, front_book = book.sheets.active, book.app.books.active
    there = {one.renames[0][0] if one.renames else one.replaces: one for one in wanted}
    ours = {book.sheets[name]: one for name, one in there.items() if name is not None}
    _refuse_protected_structure(book, ours, adding=len(ours) < len(wanted))
    with ExitStack() as unfinished:
        for sheet in ours:
            if not program_calls.unprotect(sheet):
                raise UsageError(
                    "YQ-617",
                    "这张生成的表设了保护密码，本程序不能更新它；工作簿没有改动。",
                    remedy="请用密码取消它的保护（审阅→撤消工作表保护），再点一次。",
                    file=book.name,
                    sheet=sheet.name,
                )
            unfinished.callback(program_calls.protect, sheet)
        unfinished.callback(_bring_back, front, front_book)
        with _calculating_once(book):
            yield
        unfinished.pop_all()


def _refuse_protected_structure(
    book: xlwings.Book, ours: Mapping[xlwings.Sheet, SheetToWrite], *, adding: bool
) -> None:
    """Refuse to add, copy or show a sheet where that is forbidden; workings are not shown."""
    kept = [sheet.name for sheet, one in ours.items() if one.renames]
    hidden = [
        sheet.name
        for sheet, one in ours.items()
        if not one.grid.hidden and not program_calls.is_shown(sheet)
    ]
    if not (adding or kept or hidden) or not program_calls.structure_is_protected(book):
        return
    what = "不能加入新的工作表"
    if not adding:
        what = f"不能另存人工修改过的“{kept[0]}”" if kept else f"不能更新隐藏的“{hidden[0]}”"
    raise UsageError(
        "YQ-616",
        f"工作簿的结构受保护，{what}；工作簿没有改动。",
        remedy="请取消保护（审阅→保护工作簿），再点一次。",
        file=book.name,
    )


def _bring_back(front: xlwings.Sheet, book: xlwings.Book) -> None:
    with suppress(Exception):  # the reason why the writing stopped is what counts
        front.impl.activate()
        book.impl.activate()
