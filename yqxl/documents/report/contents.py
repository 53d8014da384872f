"""What a placeholder of a document stands for: a value, paragraphs, or a table.

〔总分〕 a value · 〔得分：B〕 a value of an indicator or level · 〔产出/O02/实际值〕 a cell by
its path · 〔分析〕 paragraphs, 〔分析：B〕 one of them · 〔表3-1〕 a table · 〔文字：存在的问题〕
what the sheet 报告文字 has for that part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from yqxl.catalog import sentence_rules, tables
from yqxl.catalog.chart_sheet import chart_sheet
from yqxl.chart import Chart
from yqxl.documents.report.cell_values import cell_values
from yqxl.documents.report.score_values import score_values
from yqxl.grid import Grid, Span
from yqxl.model.contract import NAMED_CELLS, TABLES
from yqxl.model.headers import header_key
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import TableDeclaration
from yqxl.registry.saying import Said, SentenceRule
from yqxl.tables.frame import FIRST_ROW

TEXT, CHART = "文字", "图"
_CAPTIONS = {
    "得分率": "一级指标得分率", "失分": "一级指标失分", "资金": "资金到位和支出情况",
    "完成情况": "产出完成情况",
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Text within a paragraph, or paragraphs of their own."""

    paragraphs: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return everything in one line."""
        return "".join(self.paragraphs)


@dataclass(frozen=True)
class Picture:
    """A chart and the grid that it shows."""

    chart: Chart
    grid: Grid


Content = Words | Grid | Picture


class Contents:
    """What a workbook has for every placeholder, worked out when it is asked for."""

    def __init__(self, evaluation: Evaluation, results: Results) -> None:
        """Keep the data."""
        self.evaluation = evaluation
        self.results = results

    def find(self, name: str) -> Content | None:
        """Return what a placeholder stands for; None where there is no such placeholder.

        What a workbook has no data for is :class:`Words` without a paragraph.
        """
        key = header_key(name)
        if key in self._tables:
            return self._tables[key].function(self.evaluation, self.results)
        if key in self._pictures:
            return self._pictures[key]
        if key in self._words:
            return Words(tuple(line for line in self._words[key] if line))
        head = key.partition(":")[0]
        known = {header_key(one) for one in (*self._rules, TEXT, CHART, *self._scores_of)}
        if ":" in key and head in known:
            return Words(())
        return None

    def has(self, name: str) -> bool:
        """Return whether there is something to show for a placeholder."""
        content = self.find(name)
        return content is not None and not is_empty(content)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return every placeholder that there is, as a person writes it."""
        tables_ = (one.sheet for one in self._tables.values())
        pictures = (f"{CHART}：{one.chart.key}" for one in self._pictures.values())
        return (*self._names.values(), *tables_, *pictures)

    def listed(self) -> Iterator[tuple[str, str]]:
        """Yield every placeholder that has something to show, and what."""
        for name in self.names:
            content = self.find(name)
            if content is not None and not is_empty(content):
                yield name, content.line if isinstance(content, Words) else _title(content)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {header_key(name): name for name, _ in self._said()}

    @cached_property
    def _tables(self) -> Mapping[str, TableDeclaration]:
        return {header_key(one.sheet): one for one in tables() if not one.charts}

    @cached_property
    def _pictures(self) -> Mapping[str, Picture]:
        grid = chart_sheet(self.evaluation, self.results)
        return {header_key(f"{CHART}：{one.key}"): Picture(one, grid) for one in grid.charts}

    def charts(self) -> tuple[Chart, ...]:
        """Return the charts that the data give."""
        return tuple(one.chart for one in self._pictures.values())

    def caption(self, key: str) -> str:
        """Return what a chart shows, without its figures: the series of a trend by its name."""
        picture = self._pictures[header_key(f"{CHART}：{key}")]
        row, column = picture.chart.series[0].name
        name = str(picture.grid.rows[row][column].value)
        return _CAPTIONS.get(key, name)

    @cached_property
    def _rules(self) -> Mapping[str, SentenceRule]:
        return {rule.name: rule for rule in sentence_rules()}

    @cached_property
    def _scores_of(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _, _ in self._scores if name))

    @cached_property
    def _scores(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(score_values(self.evaluation, self.results))

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, lines in self._said():
            key = header_key(name)
            # a text of the sheet may go on in its next row
            before = found.get(key, ()) if key.startswith(TEXT) else ()
            found[key] = (*before, *lines)
        return found

    def _said(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for path, text in cell_values(self.evaluation, self.results):
            yield path, (text,)
        for name, code, text in self._scores:
            yield f"{name}：{code}" if code else name, (text,)
        for rule in self._rules.values():
            said = tuple(rule.function(self.evaluation, self.results))
            yield rule.name, tuple(one.text for one in said)
            yield from _keyed(rule, said)
        for row in self.evaluation.texts:
            lines = tuple(line for line in row.text.splitlines() if line.strip())
            if row.section and lines:
                yield f"{TEXT}：{row.section}", lines


def _keyed(rule: SentenceRule, said: tuple[Said, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in said:
        if one.key:
            yield f"{rule.name}：{one.key}", (one.text,)


def is_empty(content: Content) -> bool:
    """Return whether there is nothing to show: no text, or a table that says so itself."""
    if isinstance(content, Words):
        return not content.paragraphs
    if isinstance(content, Picture):
        return False
    return Span(FIRST_ROW, 0, 1, len(content.widths)) in content.spans


def _title(content: Grid | Picture) -> str:
    if isinstance(content, Picture):
        row, column = content.chart.title
        return f"（图：{content.grid.rows[row][column].value}）"
    return f"（{content.rows[0][0].value}）"


def is_known_kind(name: str) -> bool:
    """Return whether a placeholder looks like one of ours although it names nothing here.

    >>> is_known_kind("产出/O9/实际值"), is_known_kind("2020")
    (True, False)
    """
    sheets = {header_key(table.sheet) for table in TABLES}
    labels = {header_key(cell.label) for cell in NAMED_CELLS}
    head = header_key(name).replace("／", "/").partition("/")[0]
    return head in sheets or head in labels
