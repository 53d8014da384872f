"""The weights that the ministry gives a self-evaluation (单位自评)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yqxl.arithmetic import round_half_up
from yqxl.checks.wording import number
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.natures import is_outside
from yqxl.model.rows import Evaluation, Indicator
from yqxl.registry import Subject, check

CODE = "YQ-055"
REMEDY = "原则上按文件的权重；特殊情况可以调整的，请在报告中说明。"
#: what 首页 says of the kind of such an evaluation
_KIND = "自评"
_RULE_10 = "财预〔2020〕10号 第十三条"
_RULE_101 = "财预〔2021〕101号"
_PLAIN = {"预算执行率": 10.0, "产出": 50.0, "效益": 30.0, "满意度": 10.0}
_WITH_COSTS = {"预算执行率": 10.0, "成本": 20.0, "产出": 40.0, "效益": 20.0, "满意度": 10.0}
#: where a word in a level or a name puts an indicator, the first that fits
_WORDS = {
    "满意": "满意度", "执行率": "预算执行率", "成本": "成本", "产出": "产出", "效益": "效益",
}  # fmt: skip
_CENTS = 2


@check(code=CODE, level=Level.WARNING, title="自评权重与文件不同")
def self_weights(subject: Subject) -> Iterator[Finding]:
    """Weights of a self-evaluation against 10/50/30/10, or 10/20/40/20/10 with costs."""
    evaluation = subject.evaluation
    if _KIND not in evaluation.project.kind or not any(row.code for row in evaluation.indicators):
        return
    found = _weights(evaluation)
    wanted, source = (_WITH_COSTS, _RULE_101) if "成本" in found else (_PLAIN, _RULE_10)
    if "满意度" not in found:
        # without satisfaction its points go to the benefits
        wanted = {**wanted, "效益": wanted["效益"] + wanted["满意度"]}
        wanted = {name: points for name, points in wanted.items() if name != "满意度"}
    off = [
        f"{name} {number(found.get(name, 0.0))}（{number(points)}）"
        for name, points in wanted.items()
        if round_half_up(found.get(name, 0.0) - points, _CENTS)
    ]
    if off:
        message = f"单位自评的权重与{source}不同（括号里是文件的）：{'、'.join(off)}。"
        yield Finding(CODE, Level.WARNING, message, REMEDY, Place("indicators", None, "weight"))


def _weights(evaluation: Evaluation) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for row in evaluation.indicators:
        if row.code and isinstance(row.weight, float | int) and not is_outside(row.nature):
            part = _part(row)
            found[part] = found.get(part, 0.0) + float(row.weight)
    return found


def _part(row: Indicator) -> str:
    """Return which part of the weights an indicator belongs to; costs are a first level."""
    for word, part in _WORDS.items():
        text = row.level1 if part == "成本" else f"{row.level1} {row.level2}"
        if word in (f"{text} {row.name}" if part == "预算执行率" else text):
            return part
    return "其他"
