"""A workbook as an analyst sees it: numbers as attributes, tables as pandas frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from yqxl.pipeline.outcome import Outcome

if TYPE_CHECKING:
    import pandas as pd

_FINDING = ("code", "level", "sheet", "cell", "message", "remedy")


class Book:
    """What one workbook, or one set of data, holds and gives.

    Numbers are unrounded; what is no number yet is None, in a frame NaN. The frames have
    one row for each row of the workbook, and the column names of ``yqxl schema
    --results``; pandas is imported when the first of them is asked for.
    """

    def __init__(self, outcome: Outcome, data: Mapping[str, Any]) -> None:
        """Show an outcome; :func:`yqxl.read` and :func:`yqxl.evaluate` make books."""
        self._outcome = outcome
        self._data = data

    def __repr__(self) -> str:
        """Return the name, total and grade."""
        name = self.project.get("name") or self._outcome.input
        return f"<yqxl.Book {name!r} total={self.total} grade={self.grade!r}>"

    @property
    def path(self) -> str | None:
        """The file that was read; None for data."""
        return self._outcome.input or None

    @property
    def project(self) -> Mapping[str, Any]:
        """The fields of 首页, by their JSON names."""
        found: Mapping[str, Any] = self._outcome.details["project"]
        return found

    @property
    def total(self) -> float | None:
        """总分 [分]; None while an indicator has no score."""
        return self._outcome.total

    @property
    def grade(self) -> str | None:
        """评价等级; None while there is no total."""
        return self._outcome.grade

    @property
    def score_rate(self) -> float | None:
        """得分率 = 总分 / 权重合计 [1]."""
        return self._outcome.score_rate

    @property
    def levels(self) -> pd.DataFrame:
        """First-level indicators: code, name, label, weight, score, score_rate, unscored."""
        return self._frame("levels")

    @property
    def second_levels(self) -> pd.DataFrame:
        """Second-level indicators: as :attr:`levels`, and the first level above each."""
        return self._frame("second_levels")

    @property
    def indicators(self) -> pd.DataFrame:
        """指标体系: one row for each third-level indicator."""
        return self._frame("indicators")

    @property
    def rates(self) -> pd.DataFrame:
        """指标取值: numerator, denominator, base and value of each rate [1]."""
        return self._frame("rate_rows")

    @property
    def funds(self) -> pd.DataFrame:
        """资金: amounts [金额单位 of 首页] and rates [1] of each unit."""
        return self._frame("funds")

    @property
    def outputs(self) -> pd.DataFrame:
        """产出: planned, actual and completion [1] of each output."""
        return self._frame("outputs")

    @property
    def goals(self) -> pd.DataFrame:
        """绩效目标: one row for each planned goal."""
        return self._frame("goals")

    @property
    def survey(self) -> pd.DataFrame:
        """满意度: one row for each group, with n [份] and rate [1]."""
        return self._frame("survey")

    @property
    def findings(self) -> pd.DataFrame:
        """Every finding: code, level (error, warning, note), sheet, cell, message, remedy."""
        import pandas as pd  # noqa: PLC0415 - only a frame needs it

        return pd.DataFrame(list(self._outcome.findings), columns=list(_FINDING))

    @property
    def record(self) -> dict[str, Any]:
        """The result record ``yqxl-result/2``, as ``yqxl check --json`` prints it."""
        return self._outcome.record()

    @property
    def data(self) -> Mapping[str, Any]:
        """The typed data as JSON has them, ready for :func:`yqxl.evaluate` and ``write``."""
        return self._data

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {}

    def _frame(self, key: str) -> pd.DataFrame:
        if key not in self._frames:
            import pandas as pd  # noqa: PLC0415 - only a frame needs it

            rows: Sequence[Mapping[str, Any]] = self._outcome.details[key]
            self._frames[key] = pd.DataFrame([_flat(row) for row in rows], columns=_columns(rows))
        return self._frames[key].copy()


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without what is no value of a cell: the names of its cells."""
    return {name: value for name, value in row.items() if name not in ("cells", "cell")}


def _columns(rows: Iterable[Mapping[str, Any]]) -> list[str] | None:
    for row in rows:
        return list(_flat(row))
    return None
