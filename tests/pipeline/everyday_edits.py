"""Workbooks as people edit them: seeded random edits, done and saved by Calc.

One of six workbooks and one to three of the things that people do to it: insert, delete,
sort, copy, paste over, rename, retype. Rows and columns are those of the workbook before
the first edit, as a person's are who works from a list.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from generated_evaluations import Generator
from libreoffice.office import Calc

from yqxl.evaluation.computing import compute
from yqxl.interchange.importing import load
from yqxl.model.contract import COVER_SHEET
from yqxl.model.layout import TableLayout
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

TESTS = Path(__file__).parents[1]
MODEL = TESTS.parent / "workbooks" / "yangquan_2022.xlsx"
EARLIER = TESTS / "cases" / "contract_1" / "yangquan_2022.xlsx"
ROADS = Path(__file__).with_name("one_answer") / "roads.json"

Step = list[Any]
#: what people type where something else stood
TYPED = (
    "0", "1", "60", "95", "0.6", "120", "-3", "1.005", "95%", "12%", "733", "4147700", "10.0",
    "’90%", "约70人", "７３３", "1,200", "—", " ", "是", "否", "2023-3-1", "1/2",
    "=1/0", "=A1", "=1+1", "R01", "r06", "S01", "O02", "B101", "比例", "分档", "直接评分",
    "资金/合计/实际支出", "资金／合计／实际支出", "产出/O01/实际值", "A政策制定", "产出指标(50分)",
    "合计", "达标率", "没有的规则", "说明：以上均已核实",
)  # fmt: skip
#: what a person makes of a header
HEADERS = (
    "得分率",
    "备注2",
    "全年预算数",
    "权重(%)",
    "得 分",
    "分值",
    "实际\n到位",
    "说明",
    "编码",
)
#: names of sheets that people give
SHEETS = ("指标体系_项目2", "表3-1 (2)", "资金表", "附表", "Sheet1", "校验2")


def _model(path: Path) -> None:
    path.write_bytes(MODEL.read_bytes())


def _regenerated(path: Path) -> None:
    """Make the model case as yqxl wrote it with every table."""
    regenerate(Task(str(MODEL), str(path), tables=("1-2", "1-3", "2-2", "3-3")))


def _earlier(path: Path) -> None:
    path.write_bytes(EARLIER.read_bytes())


def _roads(path: Path) -> None:
    create(load(ROADS), path)


def _generated(path: Path) -> None:
    create(Generator(5).evaluation(), path)


def _many(path: Path) -> None:
    create(Generator(12).evaluation(), path)


WORKBOOKS: tuple[Callable[[Path], None], ...] = (
    _model, _regenerated, _earlier, _roads, _generated, _many,
)  # fmt: skip


class Person:
    """Somebody who does things to a workbook, the same for the same number."""

    def __init__(self, number: int, tables: Mapping[str, TableLayout], sheets: list[str]) -> None:
        self.random = random.Random(number)
        self.tables = tables
        self.sheets = sheets
        self.did: list[str] = []

    def steps(self) -> Iterator[Step]:
        """Yield the steps of one to three things that people do."""
        for _ in range(self.random.choice((1, 1, 2, 3))):
            deed = self.random.choice(self.DEEDS)
            self.did.append(deed.__name__)
            yield from deed(self)

    def table(self) -> TableLayout:
        """Return a table, 指标体系 most often."""
        keys = list(self.tables)
        often = [key for key in ("indicators", "rates", "funds", "outputs") if key in keys]
        return self.tables[self.random.choice((*often, *often, "indicators", *keys))]

    def row(self, table: TableLayout) -> int:
        """Return a row of a table from 0, now and then the header or the closing row."""
        if table.rows and self.random.random() < 0.85:
            return self.random.choice(table.rows) - 1
        return self.random.randrange(table.header_row - 1, table.last_row + 1)

    def column(self, table: TableLayout) -> int:
        return self.random.choice(tuple(table.columns.values())) - 1

    def text(self) -> str:
        return self.random.choice(TYPED)

    def record(self, table: TableLayout, row: int) -> Iterator[Step]:
        """Type a new row: the columns that somebody fills in, as a person would."""
        typed = {
            "indicators": {
                "code": f"A9{self.random.randrange(10)}", "level1": "A政策制定",
                "level2": "A9新增", "name": "新增指标", "weight": "2", "rule": "比例",
                "value": "95%",
            },
            "funds": {"unit": "郊区", "budget": "20", "arrived": "15", "spent": "12"},
            "outputs": {"code": "O99", "name": "新增产出", "planned": "10", "actual": "9"},
            "rates": {
                "code": "R99", "name": "新增", "kind": "完成率", "numerator": "9",
                "denominator": "10",
            },
        }.get(table.table)  # fmt: skip
        if typed is None:
            typed = {name: self.text() for name in list(table.columns)[:3]}
        for name, text in typed.items():
            if name in table.columns:
                yield ["type", table.sheet, row, table.columns[name] - 1, text]

    def insert_rows(self) -> Iterator[Step]:
        table = self.table()
        row = self.row(table)
        yield ["insert_rows", table.sheet, row, self.random.choice((1, 1, 2))]
        if self.random.random() < 0.7:
            yield from self.record(table, row)

    def type_over_the_end(self) -> Iterator[Step]:
        """Type a new row over the closing row or below it."""
        table = self.table()
        yield from self.record(table, table.last_row - 1 + self.random.choice((0, 0, 1, 2)))

    def insert_column(self) -> Iterator[Step]:
        table = self.table()
        column = self.column(table)
        yield ["insert_columns", table.sheet, column, 1]
        if self.random.random() < 0.7:
            header = self.random.choice(HEADERS)
            yield ["type", table.sheet, table.header_row - 1, column, header]
            for row in table.rows:
                yield ["type", table.sheet, row - 1, column, str(self.random.randrange(900))]

    def delete_rows(self) -> Iterator[Step]:
        table = self.table()
        yield ["delete_rows", table.sheet, self.row(table), self.random.choice((1, 1, 1, 3))]

    def delete_column(self) -> Iterator[Step]:
        table = self.table()
        yield ["delete_columns", table.sheet, self.column(table), 1]

    def sort(self) -> Iterator[Step]:
        table = self.table()
        first, left = table.header_row, min(table.columns.values()) - 1
        count = table.last_row - table.header_row - self.random.choice((1, 1, 1, 0))
        width = max(table.columns.values()) - left - self.random.choice((0, 0, 0, 2))
        if count > 0:
            ascending = self.random.random() < 0.5
            by = min(self.column(table), left + width - 1)
            yield ["sort", table.sheet, [first, count], [left, width], by, ascending]

    def copy_row(self) -> Iterator[Step]:
        table = self.table()
        how = self.random.choice(("copy_row", "copy_row", "copy_over", "move_row"))
        to = self.row(table)
        yield [how, table.sheet, self.row(table), to]
        if self.random.random() < 0.5:
            code = table.columns.get("code", min(table.columns.values()))
            yield ["type", table.sheet, to, code - 1, f"A98{self.random.randrange(10)}"]

    def copy_sheet(self) -> Iterator[Step]:
        yield ["copy_sheet", self.random.choice(self.sheets), self.random.choice(SHEETS)]

    def paste_values(self) -> Iterator[Step]:
        """Paste over formulas what they show."""
        table = self.table()
        row, column = self.row(table), self.column(table)
        size = self.random.choice(((1, 1), (2, 1), (1, 3), (5, 20)))
        yield ["paste_values", table.sheet, [row, size[0]], [column, size[1]]]

    def paste_block(self) -> Iterator[Step]:
        table = self.table()
        block = [
            [self.random.choice((1.0, 0.5, 700.0, "是", "", "R02", "95%")) for _ in range(2)]
            for _ in range(self.random.choice((1, 3)))
        ]
        yield ["paste", table.sheet, self.row(table), self.column(table), block]

    def fill_down(self) -> Iterator[Step]:
        table = self.table()
        count = self.random.choice((1, 2, 5))
        yield ["fill_down", table.sheet, self.row(table), self.column(table), count]

    def merge(self) -> Iterator[Step]:
        table = self.table()
        yield ["merge", table.sheet, self.row(table), self.column(table), 2]

    def rename_sheet(self) -> Iterator[Step]:
        yield ["rename_sheet", self.random.choice(self.sheets), self.random.choice(SHEETS)]

    def rename_header(self) -> Iterator[Step]:
        table = self.table()
        header = self.random.choice(HEADERS)
        yield ["type", table.sheet, table.header_row - 1, self.column(table), header]

    def rename_key(self) -> Iterator[Step]:
        table = self.table()
        key = min(table.columns.values()) - 1
        yield ["type", table.sheet, self.row(table), key, self.text()]

    def delete_sheet(self) -> Iterator[Step]:
        yield ["delete_sheet", self.random.choice(self.sheets)]

    def delete_name(self) -> Iterator[Step]:
        names = (
            "yq_i_code",
            "yq_f_area",
            "yq_r_val",
            "yq_total",
            "yq_blocked",
            "yq_rule",
            "yq_s_val",
        )
        yield ["delete_name", COVER_SHEET, self.random.choice(names)]

    def retype(self) -> Iterator[Step]:
        table = self.table()
        for _ in range(self.random.choice((1, 1, 2, 4))):
            yield ["type", table.sheet, self.row(table), self.column(table), self.text()]

    def clear(self) -> Iterator[Step]:
        table = self.table()
        for _ in range(self.random.choice((1, 1, 3))):
            yield ["clear", table.sheet, self.row(table), self.column(table)]

    def type_on_the_cover(self) -> Iterator[Step]:
        row, column = self.random.randrange(2, 24), self.random.randrange(0, 4)
        yield ["type", COVER_SHEET, row, column, self.text()]

    def type_into_any_sheet(self) -> Iterator[Step]:
        """Write into a sheet wherever there is room, generated ones too."""
        sheet = self.random.choice(self.sheets)
        yield ["type", sheet, self.random.randrange(30), self.random.randrange(12), self.text()]

    DEEDS = (
        insert_rows, insert_rows, type_over_the_end, insert_column, delete_rows, delete_rows,
        delete_column, sort, sort, sort, copy_row, copy_row, copy_sheet, paste_values,
        paste_values, paste_block, fill_down, merge, rename_sheet, rename_header, rename_key,
        delete_sheet, delete_name, retype, retype, retype, clear, type_on_the_cover,
        type_into_any_sheet,
    )  # fmt: skip


@cache
def _look(number: int, folder: Path) -> tuple[Path, Mapping[str, TableLayout], tuple[str, ...]]:
    """Return a workbook, where its tables stand and its sheets."""
    path = folder / f"workbook{number}.xlsx"
    WORKBOOKS[number](path)
    with open_workbook(path) as workbook:
        computed = compute(FileBook(workbook))
        return path, computed.reading.layout.tables, tuple(workbook.sheets)


def edited(calc: Calc, number: int, folder: Path) -> tuple[Path, str]:
    """Save the edited workbook of a number; return it and what was done."""
    path, tables, sheets = _look(number % len(WORKBOOKS), folder)
    person = Person(number, tables, list(sheets))
    steps = list(person.steps())
    target = folder / f"{number}.xlsx"
    with calc.open(path, editable=True) as document:
        refused = document.edit(steps)
        document.save(target, copy=True)
    done = "、".join(person.did)
    return target, f"{path.stem}: {done} {steps[:6]} {refused[:2]}"
