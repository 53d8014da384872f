"""The browser page: built twice, timed, and an evaluator's way through it and LibreOffice."""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from frontends.web import browser
from libreoffice.office import Calc
from libreoffice.office import why_missing as why_no_office
from libreoffice.recalculation import recalculate

from yqxl.frontends.web.building import page
from yqxl.frontends.web.npm_package import pyodide_folder
from yqxl.interchange.importing import load
from yqxl.model.contract import BY_KEY, NAMED_CELLS
from yqxl.model.layout import cell_name
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import examine

from .proofs import Figure, Work

ROOT = Path(__file__).parents[2]
CASE = ROOT / "workbooks" / "yangquan_2022.xlsx"
RUNS = 20


def prove(work: Work) -> Iterator[Figure]:
    """Yield the figures of the page; what the tests of the suite prove is not repeated."""
    reason = browser.why_missing() or why_no_office()
    if reason:
        yield Figure("网页版", reason, "全部运行", None)
        return
    target = work.folder / "yqxl.html"
    with pyodide_folder() as pyodide:
        texts = [page(pyodide).encode() for _ in range(2)]
    digests = {hashlib.sha256(text).hexdigest() for text in texts}
    yield Figure("生成两次", f"{len(digests)} 种字节", "1 种", len(digests) == 1)
    size = len(texts[0])
    yield Figure("文件大小", f"{size / 1e6:.2f} MB", "≤ 9 MB", size <= 9_000_000)
    target.write_bytes(texts[0])
    downloads = work.folder / "downloads"
    downloads.mkdir()
    opened = browser.Browser(target, downloads)
    try:
        ready = sorted(opened.open() for _ in range(3))[1]
        yield Figure(
            "打开到就绪（三次的中位数）", f"{ready / 1000:.1f} 秒", "≤ 3 秒", ready <= 3000
        )
        yield _time_of_one(opened, work.amount(RUNS))
        yield _way_of_an_evaluator(opened, work)
    finally:
        opened.close()


def _time_of_one(opened: browser.Browser, runs: int) -> Figure:
    times = []
    for _ in range(runs + 3):
        opened.give(CASE)
        opened.idle()
        times.append(opened.js("return engine.last.milliseconds"))
    median = statistics.median(times[3:])
    return Figure("一个工作簿（热）", f"{median:.0f} 毫秒", "≤ 120 毫秒", median <= 120)


def _way_of_an_evaluator(opened: browser.Browser, work: Work) -> Figure:
    """Fill the blank workbook in LibreOffice, regenerate it on the page, open it there again."""
    blank, filled, made = (work.folder / f"{name}.xlsx" for name in ("blank", "filled", "made"))
    create(Evaluation(), blank)
    evaluation = load(ROOT / "workbooks" / "yangquan_2022.json")
    with closing(Calc(work.folder / "office")) as calc:
        with calc.open(blank, editable=True) as document:
            for sheet, cells in _typed(evaluation, blank).items():
                document.set(sheet, **cells)
            document.save(filled, copy=True)
        opened.js("clear()")
        opened.give(filled)
        opened.idle()
        ((_, content),) = opened.files(0).items()
        made.write_bytes(content)
        compared = recalculate(calc, made)
    total = opened.record(0)["total"]
    found = f"{len(compared.differences)} 处不同（{compared.compared:,} 格），总分 {total}"
    met = not compared.differences and compared.compared > 1000 and total == 77.73
    return Figure("LibreOffice 填空白模板 → 网页 → LibreOffice", found, "0 处不同", met)


def _typed(evaluation: Evaluation, blank: Path) -> dict[str, dict[str, float | str | None]]:
    """Return by sheet and cell what a person types into the blank workbook."""
    layout = examine(str(blank)).layout
    cells: dict[str, dict[str, float | str | None]] = {}
    for named in NAMED_CELLS:
        value = getattr(evaluation.project, named.field) if named.typed else None
        if value and named.field in layout.named:
            sheet, row, column = layout.named[named.field]
            cells.setdefault(sheet, {})[cell_name(row, column)] = value
    for key, place in layout.tables.items():
        if place.rows:
            continue  # 参数 comes filled
        for number, row in zip(place.blank_rows, getattr(evaluation, key), strict=False):
            for column in BY_KEY[key].typed:
                value = column.value_in(row)
                if column.field in place.columns and value not in (None, ""):
                    name = cell_name(number, place.columns[column.field])
                    cells.setdefault(place.sheet, {})[name] = value  # type: ignore[assignment]  # data have no errors
    return cells
