"""首页: the named cells, and the sheets that are no tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import TypedDict, Unpack, cast

from yqxl.arithmetic import Value
from yqxl.model.contract.columns import Type

COVER_SHEET = "首页"
CHECK_SHEET = "校验"
#: of a blank template: how it is filled in
GUIDE_SHEET = "填表指南"
#: the hidden sheet of workings: what the live checks count row by row
#: the id of its table, as the mark of the sheet says it
CHECK_TABLE = "check"
WORKING_SHEET = "_表格辅助（勿删）"
ROSTER_SHEET = "问卷明细"
ROSTER_TABLE = "yq_answers"


@dataclass(frozen=True)
class NamedCell:
    """A named cell of 首页: JSON field, defined name and label."""

    field: str
    name: str
    label: str
    type: Type = Type.TEXT
    required: bool = False
    prompt: str = ""
    #: the drop-down list, by its defined name, and whether it only suggests
    choices: str = ""
    suggested: bool = False
    #: whether its number is a year, its text a date
    year: bool = False
    date: bool = False
    #: whether only workbooks that use it have the cell; absent, it is as if blank
    optional: bool = False

    @property
    def typed(self) -> bool:
        """Whether people type into this cell."""
        return self.type is not Type.COMPUTED


def _cell(label: str, default: Value = "", **facts: object) -> object:
    return field(default=default, metadata={"label": label, **facts})


class _Facts(TypedDict, total=False):
    """What may be said of a cell beside its label; see :class:`NamedCell`."""

    required: bool
    prompt: str
    choices: str
    suggested: bool
    date: bool
    optional: bool


def _text(label: str, **facts: Unpack[_Facts]) -> str:
    return cast("str", _cell(label, **facts))


def _year(label: str, *, required: bool) -> Value:
    return cast("Value", _cell(label, None, type=Type.NUMBER, required=required, year=True))


# one cell on one line reads best
# fmt: off
@dataclass(frozen=True)
class Project:
    """首页: what is evaluated, for whom, by whom. ``base_date`` is an ISO date."""

    name: str = _text("名称", required=True, prompt="被评价的政策或项目全称")
    kind: str = _text("类型", prompt="政策 或 项目", choices="yq_list_project_kinds", suggested=True)
    year: Value = _year("评价年度", required=True)
    base_date: str = _text("评价基准日", prompt="如 2023-03-31", date=True)
    client: str = _text("委托单位")
    department: str = _text("主管部门")
    evaluator: str = _text("评价机构")
    money_unit: str = _text("金额单位", required=True, prompt="元 或 万元", choices="yq_list_money_units")
    grade_scheme: str = _text("评分方案", prompt="等级划分方案，在参数表中", choices="yq_list_grades")
    system_title: str = _text("指标体系标题")
    implementer: str = _text("实施单位", prompt="实施项目、使用资金的单位", optional=True)
    overall_target: str = _text("总体目标", prompt="绩效目标申报表中的年度总体目标", optional=True)
    overall_actual: str = _text("总体完成情况", prompt="年度总体目标的实际完成情况", optional=True)
    tables: str = _text("另需表格", prompt="标准表以外还要生成的表，用顿号隔开", optional=True)


# fmt: on
def _typed_cells() -> Iterator[NamedCell]:
    for one in fields(Project):
        yield NamedCell(one.name, f"yq_project_{one.name}", **one.metadata)


NAMED_CELLS: tuple[NamedCell, ...] = (
    *_typed_cells(),
    NamedCell("total", "yq_total", "总分", Type.COMPUTED),
    NamedCell("grade", "yq_grade", "等级", Type.COMPUTED),
    NamedCell("check_state", "yq_check_state", "校验状态", Type.COMPUTED),
    NamedCell("missing", "yq_missing", "还差", Type.COMPUTED),
    NamedCell("next_step", "yq_next_step", "下一步", Type.COMPUTED),
    # row 2 of 指标体系, above its header
    NamedCell("weight_total", "yq_weight_total", "权重合计", Type.COMPUTED),
    NamedCell("unscored", "yq_unscored", "未得分项", Type.COMPUTED),
    NamedCell("score_total", "yq_score_total", "合计", Type.COMPUTED),
)
