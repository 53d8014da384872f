"""Satisfaction: the weighted share of answers (服务对象满意度)."""

from __future__ import annotations

import math

from yqxl.arithmetic import divide, finite
from yqxl.registry import Argument, computes, declared, formula, native
from yqxl.registry.native_core import NativeCore
from yqxl.rules.arguments import Range, Rows, numbers, refuse_errors, rows, same_shape


def _texts(name: str) -> str:
    """Return the native count of texts in a range; a cell with an empty text is blank."""
    return f'SUMPRODUCT(ISTEXT({{{name}}})*({{{name}}}<>""))'


@native("{satisfied}/{valid}")
def satisfied_share(satisfied: float, valid: float) -> float:
    """Return the weighted answers as a share of the valid ones.

    >>> satisfied_share(89, 100)
    0.89
    """
    return divide(finite(satisfied), valid)


@computes("survey_counts", "weighted", count="count", weight="weight")
@native("{count}*{weight}")
def weighted_answers(count: float, weight: float) -> float:
    """Return what the answers of one option count: all (1), none (0) or in part.

    >>> weighted_answers(60, 1), weighted_answers(30, 0.5)
    (60, 15.0)
    """
    return finite(count * weight)


@computes("survey", "returned", valid="valid", issued="issued")
@native("{valid}/{issued}")
def return_rate(valid: float, issued: float) -> float:
    """Return the valid answers as a share of the questionnaires that were sent (回收率).

    >>> return_rate(89, 100)
    0.89
    """
    return divide(valid, issued)


_SHARE = declared(satisfied_share, NativeCore).filled(
    {"satisfied": "SUMPRODUCT({counts},{weights})", "valid": "SUM({counts})"}
)


@formula(
    name="YQ_SATISFACTION",
    label="满意度",
    unit="比率",
    source="财预〔2020〕10号 第十三条、财预〔2021〕101号 (七)4：满意度；选项权重为惯例",
    native=f"IF({_texts('counts')}+{_texts('weights')}>0,#VALUE!,{_SHARE})",
    example="=YQ_SATISFACTION(C5:C8,D5:D8)",
    arguments=(
        Argument("counts", "人数", "各选项的人数，一个区域", "人", kind="range"),
        Argument("weights", "选项权重", "各选项的权重，形状与人数相同", "0-1", kind="range"),
    ),
)
def satisfaction(counts: Range, weights: Range) -> float:
    """满意度 = Σ(人数 × 选项权重) ÷ 有效份数。

    rate = Σ count·weight / Σ count   [ratio]

    Args:
        counts: how many chose each option [persons]; a blank is 0.
        weights: weight of each option [0-1]; a blank is 0. Same shape as the counts.

    Raises:
        CellError: #DIV/0! when nobody answered, #VALUE! for a text or another shape.

    Source:
        财预〔2020〕10号 第十三条；财预〔2021〕101号 (七)4；选项权重为惯例。

    >>> satisfaction([[60], [29], [9], [2]], [[1], [1], [0], [0]])
    0.89
    """
    people, shares = rows(counts), rows(weights)
    refuse_errors(*_cells(people), *_cells(shares))
    same_shape(people, shares)
    count, weight = numbers(*_cells(people)), numbers(*_cells(shares))
    weighted = math.fsum(number * share for number, share in zip(count, weight, strict=True))
    return satisfied_share(weighted, math.fsum(count))


def _cells(cells: Rows) -> list[float | str | None]:
    return [cell for row in cells for cell in row]  # type: ignore[misc]  # errors are refused
