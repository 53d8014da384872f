"""The macros, each a function of a book; ``main`` is what the ribbon and the buttons call.

A macro reads the open workbook, computes and writes its tables into sheets of their own.
What a person typed is never overwritten: a sheet is replaced only if yqxl made it and
nobody wrote in it since.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from yqxl import __version__
from yqxl.catalog import tables
from yqxl.errors import UsageError, YqxlError
from yqxl.evaluation import computing
from yqxl.evaluation.computing import (
    CHECK,
    Computed,
    digests,
    refuse_unevaluable,
    sheets_to_write,
)
from yqxl.evaluation.reading.generated_sheets import TABLE_NAME
from yqxl.evaluation.reading.sheet_digest import SHEETS_PROPERTY, digests_from, digests_text
from yqxl.evaluation.rendering.addresses import addresses_of
from yqxl.evaluation.rendering.check_grid import LEVELS
from yqxl.frontends.excel import program_calls
from yqxl.frontends.excel.commands import CATEGORY, table_command
from yqxl.frontends.excel.mending import mend, set_property
from yqxl.frontends.excel.open_book import OpenBook
from yqxl.frontends.excel.patience import patient
from yqxl.frontends.excel.preparations import made_ready, progress
from yqxl.frontends.excel.sheet_writer import write_table
from yqxl.grid import Grid
from yqxl.model.layout import column_letters, quoted_sheet
from yqxl.workbook.freeze.macro_parts import MACRO_SHEETS

if TYPE_CHECKING:
    import xlwings


def compute(book: xlwings.Book, also: Collection[str] = ()) -> Computed[OpenBook]:
    """Return what the open workbook holds and what it gives, with the tables asked for.

    What is yqxl's own in it is put in order first.
    """
    computed = computing.compute(OpenBook(book), also=also)
    if not computed.mends:
        return computed
    mend(book, computed.mends)
    return computing.compute(OpenBook(book), also=also, mended=computed.mends)


def regenerate_all(book: xlwings.Book) -> None:
    """Generate 校验 and every table."""
    with progress(book) as tell:
        tell("读取数据")
        computed = compute(book)
        refuse_unevaluable(computed)
        _write(book, computed, None, tell)


def check(book: xlwings.Book) -> None:
    """Check the data and write 校验."""
    with progress(book) as tell:
        tell("检查")
        computed = compute(book)
        _write(book, computed, (CHECK,), tell)
    found = [finding.level for finding in computed.findings]
    parts = [f"{text} {found.count(level)} 项" for level, text in LEVELS.items() if level in found]
    told = f"发现{'，'.join(parts)}，详见“校验”表。" if parts else "未发现问题。"
    book.app.alert(f"检查完成：{told}", title=CATEGORY, mode="info")


def freeze(book: xlwings.Book) -> None:
    """Save a final copy beside the workbook: native formulas, no macros."""
    from yqxl.pipeline.freeze import freeze as frozen  # noqa: PLC0415 - only this macro saves

    target = _free_file(_local_file(book, "定稿"), "定稿.xlsx")
    with _copied(book, "定稿") as copy:
        done = frozen(copy, target)
    book.app.alert(
        f"定稿已写入 {target.name}：{done.formulas} 个函数改为内置公式，{done.values} 个改为数值。",
        title=CATEGORY,
        mode="info",
    )


def report(book: xlwings.Book) -> None:
    """Write the Word report beside the workbook."""
    # what writes documents is there only with the extra ``report``
    from yqxl.documents.report.writing import Request, write_report  # noqa: PLC0415

    target = _free_file(_local_file(book, "写报告"), "报告.docx")
    with _copied(book, "写报告") as copy:
        write_report(Request(copy, target))
    book.app.alert(f"报告已写入 {target.name}。", title=CATEGORY, mode="info")


@contextmanager
def _copied(book: xlwings.Book, told: str) -> Iterator[Path]:
    """Give what is open as a file that is gone afterwards."""
    with progress(book) as tell, tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        tell(told)
        copy = Path(folder) / f"copy{Path(book.name).suffix}"
        _save_copy(book, copy)
        yield copy


def _local_file(book: xlwings.Book, wanted: str) -> Path:
    """Return the workbook's own file, beside which the command ``wanted`` writes.

    Raises UsageError for a workbook that was never saved, or stands in the cloud: Excel
    gives an address then. xlwings would look for the synchronised copy, by settings of the
    workbook's own sheets and in whatever folder it guesses.
    """
    named = getattr(book.api, "FullName", None)
    source = Path(book.fullname if named is None else named)
    if "://" in str(named) or not source.is_absolute() or not source.parent.is_dir():
        raise UsageError(
            "YQ-610",
            f"工作簿尚未保存在本机的文件夹中，“{wanted}”无法在旁边写出文件。",
            remedy=f"请先另存到本机文件夹（不是网盘地址），再点“{wanted}”。",
            file=book.name,
        )
    return source


def _generate(book: xlwings.Book, number: str) -> None:
    with progress(book) as tell:
        tell("读取数据")
        computed = compute(book, (number,))
        refuse_unevaluable(computed)
        _write(book, computed, (number,), tell)


#: what the ribbon and the buttons can start, by name
MACROS: Mapping[str, Callable[[xlwings.Book], None]] = {
    **{macro.__name__: macro for macro in (check, regenerate_all, report, freeze)},
    **{
        table_command(table.number): partial(_generate, number=table.number)
        for table in tables()
        if not table.charts
    },
}


def main(name: str, version: str = __version__) -> None:
    """Run a macro on the workbook that called; whatever fails is told in one sentence.

    ``version`` is that of the file whose button was clicked.
    """
    import xlwings  # noqa: PLC0415 - inside Excel's Python only

    book = xlwings.Book.caller()
    if version != __version__:
        other = UsageError(
            "YQ-622",
            f"按钮所在的文件属于 yqxl {version}，本机安装的是 {__version__}。",
            remedy="请运行 yqxl addin install 更新加载项；工作簿请用 yqxl new 重新生成。",
        )
        book.app.alert(str(other), title=CATEGORY, mode="critical")
        return
    run(name, book)


def run(name: str, book: xlwings.Book) -> None:
    """Run a macro on a book; whatever fails is told in one sentence."""
    try:
        MACROS[name](patient(book))
    except YqxlError as error:
        book.app.alert(str(error), title=CATEGORY, mode="critical")
    except Exception as error:  # noqa: BLE001 - the last line of defence: a sentence and a log
        from yqxl.pipeline.isolation.log_file import (  # noqa: PLC0415 - if needed
            internal_error,
            log_exception,
        )

        log_exception(error, f"Excel macro {name}")
        told = internal_error(f"{type(error).__name__}: {error}")
        book.app.alert(str(told), title=CATEGORY, mode="critical")


def _write(
    book: xlwings.Book,
    computed: Computed[OpenBook],
    tables: Collection[str] | None,
    tell: Callable[[str], None],
) -> None:
    """Write the tables, and show the first of them."""
    formula_text = addresses_of(computed.reading.layout).formula_text
    wanted = sheets_to_write(computed, tables)
    sheets = []
    with made_ready(book, wanted):
        for number, one in enumerate(wanted, start=1):
            tell(f"{number}/{len(wanted)} {one.grid.sheet}")
            existing = _keep_copies(book, one.renames) or one.replaces
            sheets.append(write_table(book, one.grid, formula_text, existing))
            _set_names(book, one.grid, sheets[-1].name)
        known = digests_from(computed.book.custom_property(SHEETS_PROPERTY))
        own = digests_text({**known, **digests(wanted, formula_text)})
        set_property(book, SHEETS_PROPERTY, own)
        if computed.outdated:
            program_calls.calculate_everything(book)
    visible = next((sheet for sheet in sheets if program_calls.is_shown(sheet)), None)
    if visible is not None:
        book.impl.activate()
        visible.impl.activate()


def _keep_copies(book: xlwings.Book, renames: Sequence[tuple[str, str]]) -> str | None:
    """Keep what a person wrote into a sheet of ours in a copy that is no longer ours.

    The sheet itself stays the table's, for formulas elsewhere refer to it; its name is
    returned.
    """
    for old, new in renames:
        names = [sheet.name for sheet in book.sheets]
        last = next(name for name in reversed(names) if name not in MACRO_SHEETS)
        copy = book.sheets[old].copy(after=book.sheets[last], name=new)
        program_calls.unprotect(copy)
        for name in copy.names:
            if name.name.rpartition("!")[2] == TABLE_NAME:
                name.delete()
    return renames[0][0] if renames else None


def _set_names(book: xlwings.Book, grid: Grid, sheet: str) -> None:
    for name, here in grid.names:
        column = column_letters(here.column + 1)
        book.names.add(name, f"={quoted_sheet(sheet)}!${column}${here.row + 1}")


def _save_copy(book: xlwings.Book, copy: Path) -> None:
    """Save what is open to a copy; the workbook itself stays as it is, saved or not."""
    save = getattr(book.api, "SaveCopyAs", None)
    if save is not None:
        save(str(copy))
        return
    # no such call outside of Windows: there the workbook is saved first
    book.save()
    copy.write_bytes(Path(book.fullname).read_bytes())


def _free_file(source: Path, ending: str) -> Path:
    """Return a name beside the source that no file has."""
    what, _, kind = ending.partition(".")
    target = source.with_name(f"{source.stem}-{ending}")
    number = 1
    while target.exists():
        number += 1
        target = source.with_name(f"{source.stem}-{what}{number}.{kind}")
    return target
