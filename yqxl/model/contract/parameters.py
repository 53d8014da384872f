"""The tables of 参数: rules, schemes, kinds, options and tolerances with their sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yqxl.arithmetic import Value
from yqxl.model.contract.columns import Column, Table
from yqxl.model.contract.declaring import computed, numbers, six_numbers, six_texts, sources, texts

PARAMETER_SHEET = "参数"
#: the grade scheme that holds where 首页 names none
DEFAULT_GRADE_SCHEME = "财预〔2020〕10号"


def _valid(header: str, prompt: str) -> str:
    return texts(header, shows="date", width=12, prompt=prompt, optional=True)


def _from() -> str:
    return _valid("起用", "文件从哪天起适用，如 2020-02-25")


def _to() -> str:
    return _valid("停用", "文件到哪天为止适用；空着是没有停用")


# one column on one line reads best
# fmt: off
@dataclass(frozen=True)
class RuleRow:
    """参数: one name of a scoring rule; a default is a number or 必填."""

    rule: str = texts("评分规则", required=True, width=24, aliases=("规则", "计分规则"))
    number: Value = numbers("规则号", shows="integer", required=True, width=10)
    d1: Value = sources("默认1", width=10)
    d2: Value = sources("默认2", width=10)
    d3: Value = sources("默认3", width=10)
    limit1: Value = numbers("上限1", width=10)
    hint: str = texts("参数说明", width=10)
    example: str = texts("例", width=10)
    source: str = texts("来源", width=10)
    valid_from: str = _from()
    valid_to: str = _to()


@dataclass(frozen=True)
class Band:
    """参数: a band scheme; lower bounds rise without gaps, one factor for each."""

    scheme: str = texts("方案", required=True)
    lower: tuple[Value, ...] = six_numbers("下限")
    factor: tuple[Value, ...] = six_numbers("系数")
    check: ClassVar[Column] = computed("检查", "text")
    source: str = texts("来源")
    closed: str = texts("闭合", width=10, prompt="等于界限的取值归哪一档：下限（默认，≥）或 上限（≤5%满分）", choices="yq_list_bounds", optional=True)
    valid_from: str = _from()
    valid_to: str = _to()


@dataclass(frozen=True)
class Kind:
    """参数: a kind of rate and the number of its formula."""

    kind: str = texts("种类", required=True)
    number: Value = numbers("公式号", shows="integer", required=True)
    source: str = texts("来源")
    valid_from: str = _from()
    valid_to: str = _to()


@dataclass(frozen=True)
class GradeScheme:
    """参数: a grade scheme; lower bounds (points of 100) rise, one grade for each."""

    scheme: str = texts("方案", required=True)
    lower: tuple[Value, ...] = six_numbers("下限")
    grade: tuple[str, ...] = six_texts("等级")
    check: ClassVar[Column] = computed("检查", "text")
    source: str = texts("来源")
    valid_from: str = _from()
    valid_to: str = _to()


@dataclass(frozen=True)
class OptionWeight:
    """参数: the usual weight of an answer option."""

    option: str = texts("选项", required=True)
    weight: Value = numbers("权重", required=True, aliases=("分值", "标准分值"), most=1)
    source: str = texts("来源")
    valid_from: str = _from()
    valid_to: str = _to()


@dataclass(frozen=True)
class Tolerance:
    """参数: a number that a check compares with."""

    name: str = texts("名称", required=True)
    value: Value = numbers("数值", required=True)
    note: str = texts("说明")
    source: str = texts("来源")
    valid_from: str = _from()
    valid_to: str = _to()


# fmt: on
RULES = Table("rules", "yq_rules", PARAMETER_SHEET, RuleRow, "rule", "hint")
BANDS = Table("bands", "yq_bands", PARAMETER_SHEET, Band, "scheme", "source")
KINDS = Table("kinds", "yq_kinds", PARAMETER_SHEET, Kind, "kind", "source")
GRADES = Table("grades", "yq_grades", PARAMETER_SHEET, GradeScheme, "scheme", "source")
OPTIONS = Table("options", "yq_options", PARAMETER_SHEET, OptionWeight, "option", "source")
TOLERANCES = Table("tolerances", "yq_tolerances", PARAMETER_SHEET, Tolerance, "name", "note")

PARAMETERS = (RULES, BANDS, KINDS, GRADES, OPTIONS, TOLERANCES)
