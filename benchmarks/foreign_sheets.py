"""Sheets that are not ours, 5,000 rows by 12 columns each: what they cost, beside 0.1.0.

``python benchmarks/foreign_sheets.py [--sheets 0,10,20,30] [--rounds N] [--earlier COMMIT]``
prints Markdown. Each version gets the workbook that its own template gives, with the same
sheets put in; both run in processes of their own, in turn.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import earlier
import samples
from measuring import machine, milliseconds, table

from package_editing import PackageEdit  # isort: skip # needs the path that samples sets
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import open_workbook

ROWS, COLUMNS = 5_000, 12
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BAR = 0.4

#: CPU seconds of each round, by the number of sheets
Costs = Mapping[int, Sequence[float]]


def sheet_of(seed: int) -> str:
    """Return the markup of a sheet of numbers, as Excel writes it."""
    chance = random.Random(seed)
    letters = "ABCDEFGHIJKLMNOP"[:COLUMNS]
    rows = (
        f'<row r="{row}">'
        + "".join(
            f'<c r="{letter}{row}"><v>{chance.randrange(10**6)}</v></c>' for letter in letters
        )
        + "</row>"
        for row in range(1, ROWS + 1)
    )
    area = f"A1:{letters[-1]}{ROWS}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><dimension ref="{area}"/><sheetData>{"".join(rows)}'
        "</sheetData></worksheet>"
    )


def with_sheets(source: Path, target: Path, count: int) -> Path:
    """Write a copy of a workbook with so many sheets of others behind its own."""
    with open_workbook(source) as workbook:
        book = PackageEdit(workbook)
        listed = []
        for number in range(1, count + 1):
            part = f"xl/worksheets/foreign{number}.xml"
            book.put(part, sheet_of(number), _TYPE)
            book.relate(
                "xl/workbook.xml", f"rIdF{number}", "worksheet", f"worksheets/foreign{number}.xml"
            )
            listed.append(
                f'<sheet name="明细{number}" sheetId="{900 + number}" r:id="rIdF{number}"'
                ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
            )
        before = book.text("xl/workbook.xml")
        book.put("xl/workbook.xml", before.replace("</sheets>", f"{''.join(listed)}</sheets>"))
        with target.open("wb") as file:
            assemble(workbook.package, set(), book.parts, file)
    return target


def measure(counts: Sequence[int], rounds: int, folder: Path, commit: str) -> tuple[Costs, Costs]:
    """Return what the workbooks cost this version and the earlier one."""
    bytecode, target = folder / "bytecode", folder / "out.xlsx"
    trees = (samples.ROOT, earlier.tree(folder / "earlier", commit))
    found: list[dict[int, list[float]]] = [{}, {}]
    books: list[list[Path]] = []
    for number, root in enumerate(trees):
        own = earlier.own_sample(root, folder / f"own{number}.xlsx", bytecode)
        books.append(
            [with_sheets(own, folder / f"{number}-{count}.xlsx", count) for count in counts]
        )
    for _, number in itertools.product(range(rounds), range(len(trees))):
        seconds = earlier.seconds_of(trees[number], books[number], target, bytecode, rounds=3)
        for count, one in zip(counts, seconds, strict=True):
            found[number].setdefault(count, []).append(min(one))
    return found[0], found[1]


def markdown(now: Costs, before: Costs) -> str:
    """Return the table, and what the sheets themselves cost beside the bar."""
    rows, own = [], min(now)
    for count in sorted(now):
        pairs = [a / b for a, b in zip(now[count], before[count], strict=True)]
        extra = [
            (a - c) / (b - d)
            for a, b, c, d in zip(now[count], before[count], now[own], before[own], strict=True)
            if count > own
        ]
        rows.append(
            [
                f"{count}",
                milliseconds(statistics.median(now[count])),
                milliseconds(statistics.median(before[count])),
                f"{statistics.median(pairs):.2f}",
                f"{min(pairs):.2f}–{max(pairs):.2f}",
                f"{statistics.median(extra):.2f}" if extra else "–",
            ]
        )
    head = ("别人的表", "现在 ms", "0.1.0 ms", "现在 ÷ 0.1.0", "各轮", "只算别人的表")
    most = max(now)
    share = statistics.median(a / b for a, b in zip(now[most], before[most], strict=True))
    verdict = "达到" if share <= _BAR else "未达到"
    return f"{table(head, rows)}\n\n{most} 张别人的表 ≤ {_BAR} × 0.1.0：{verdict}（{share:.2f}）。"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", default="0,10,20,30")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--earlier", default=earlier.RELEASED)
    options = parser.parse_args()
    counts = [int(one) for one in options.sheets.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        found = measure(counts, options.rounds, Path(folder), options.earlier)
    print(f"{machine()}，CPU 时间，{options.rounds} 轮\n\n{markdown(*found)}")


if __name__ == "__main__":
    main()
