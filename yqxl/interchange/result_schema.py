"""The JSON Schema of a result record; ``yqxl schema --results`` prints it.

The rows are those of the data (:mod:`yqxl.interchange.schema`) with what was computed
beside them, so a new column of the contract is in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yqxl.interchange.schema import DIALECT, project_shape, typed_columns
from yqxl.interchange.shapes import Schema
from yqxl.model.contract import (
    COSTS,
    FUNDS,
    GOALS,
    INDICATORS,
    OUTPUTS,
    RATES,
    SURVEY,
    SURVEY_COUNTS,
    TRENDS,
    Table,
    Type,
)

_TITLE = "一个文件的结果；没有数字、没有算出或没有读到的都是 null"
_TEXT: Schema = {"type": ["string", "null"]}
_SAID: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer"}
_REAL: Schema = {"type": ["number", "null"]}


def result_schema() -> Schema:
    """Return the JSON Schema of a result record.

    >>> result_schema()["properties"]["funds"]["items"]["properties"]["arrival_contract"]["title"]
    '到位率(合同)'
    """
    return {"$schema": DIALECT, "title": _TITLE} | _object(
        {
            "schema": {"const": "yqxl-result/2"},
            "input": _SAID | _about("输入；不是 UTF-8 的字节和控制字符写成 \\xd1、\\u202e"),
            "file_bytes": _TEXT | _about("输入路径的字节（十六进制）；input 写得全时为 null"),
            "output": _TEXT | _about("输出；没有写出为 null"),
            "output_bytes": _TEXT | _about("输出路径的字节（十六进制）；output 写得全时为 null"),
            "status": {
                "enum": ["ok", "findings", "refused", "failed"],
                "description": "ok 完成，findings 完成但有错误，refused 未处理，failed 未写出",
            },
            "reason": _TEXT | _about("未处理或未写出的原因"),
            "total": _REAL | _about("总分；有指标未得分时为 null"),
            "grade": _TEXT | _about("等级"),
            "score_rate": _REAL | _about("总得分率，未取整"),
            "project": {"anyOf": [project_shape().schema(), {"type": "null"}]},
            "weight": _REAL | _about("权重合计"),
            "provisional": _REAL | _about("已得分合计(暂)"),
            "unscored": _REAL | _about("未得分项"),
            "missing": _REAL | _about("还差几格"),
            "levels": _list(_level({})),
            "second_levels": _list(_level({"level1": _SAID | _about("所属一级指标，表中的写法")})),
            "goals": _list(_row(GOALS)),
            "indicators": _list(_indicator()),
            "rates": {
                "type": "object",
                "additionalProperties": _REAL,
                "description": "编码 → 值",
            },
            "rate_rows": _list(_rate()),
            "survey": _list(_group()),
            "funds": _list(_computed(FUNDS)),
            "outputs": _list(_computed(OUTPUTS)),
            "costs": _object({"total": _REAL | _about("合计"), "rows": _list(_computed(COSTS))}),
            "trends": _list(_row(TRENDS)),
            "findings": _list(_finding()),
            "digest": _TEXT | _about("填报数据的摘要，8 位；与页脚和校验表里的相同"),
            "seconds": {"type": "number", "description": "用时（秒）"},
        }
    )


def _about(description: str) -> Schema:
    return {"description": description}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _object(fields: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": {**fields},
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


def _typed(table: Table) -> dict[str, Schema]:
    return {name: shape.schema() for name, shape in typed_columns(table.typed)}


def _row(table: Table, more: Mapping[str, Any] | None = None) -> Schema:
    """Return the row of a table as typed, with what stands beside it."""
    typed = _typed(table)
    return _object(typed | {**(more or {})}) | {"title": table.sheet}


def _results(table: Table) -> dict[str, Schema]:
    return {
        column.field: _REAL | {"title": column.header, "description": column.header}
        for column in table.columns
        if column.type is Type.COMPUTED
    }


def _computed(table: Table) -> Schema:
    return _row(table, _results(table) | {"cells": _cells()})


def _cells() -> Schema:
    return {"type": "object", "additionalProperties": _TEXT} | _about("单元格，如 资金!H5")


def _level(more: Mapping[str, Schema]) -> Schema:
    return _object(
        {
            "code": _TEXT | _about("名称开头的字母和数字，没有则为 null"),
            "name": _SAID | _about("去掉编码的名称"),
            "label": _SAID | _about("表中的写法"),
            "weight": _REAL | _about("权重合计"),
            "score": _REAL | _about("得分合计；有指标未得分时为 null"),
            "score_rate": _REAL | _about("得分率 = 得分 / 权重，未取整"),
            "unscored": _COUNT | _about("未得分的指标数"),
            **more,
        }
    )


def _indicator() -> Schema:
    source = _typed(INDICATORS)["value"]
    cells = _object(dict.fromkeys(("value", "rule_score", "given", "score"), _TEXT))
    return _row(
        INDICATORS,
        {
            "source": source,
            "value": _REAL | _about("取值"),
            "rule_score": _REAL | _about("规则得分"),
            "score": _REAL | _about("得分"),
            "score_rate": _REAL | _about("得分率 = 得分 / 权重，未取整"),
            "hint": _SAID | _about("提示"),
            "cells": cells | _about("单元格，如 指标体系!L5；文件里没有该列时为 null"),
        },
    )


def _rate() -> Schema:
    computed = _results(RATES)
    computed["value"] = computed.pop("result")
    computed["hint"] = _SAID | _about("提示")
    return _row(RATES, computed | {"cell": _TEXT | _about("值所在的单元格")})


def _group() -> Schema:
    counts = _typed(SURVEY_COUNTS)
    del counts["code"]
    return _row(
        SURVEY,
        {
            "n": _REAL | _about("有效份数"),
            "rate": _REAL | _about("满意率"),
            "counts": _list(_object(counts)),
            "cells": _cells(),
        },
    )


def _finding() -> Schema:
    return _object(
        {
            "code": _SAID | {"pattern": r"^YQ-\d{3}$", "description": "问题编号 YQ-nnn"},
            "level": {"enum": ["error", "warning", "note"]},
            **dict.fromkeys(("sheet", "cell", "message", "remedy"), _SAID),
        }
    ) | {"title": "一个问题"}
