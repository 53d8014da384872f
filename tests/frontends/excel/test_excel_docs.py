"""docs/excel.md says what is there: buttons, functions with their results, error values.

``YQXL_UPDATE_GOLDEN=1`` writes the generated tables anew; the diff is the review.
"""

from __future__ import annotations

import ast
import operator
import os
import re
from pathlib import Path
from typing import Any

import pytest

from yqxl.catalog import functions
from yqxl.errors import CellError, ErrorValue
from yqxl.frontends.excel.commands import COMMANDS
from yqxl.registry import WorksheetFunction
from yqxl.workbook.freeze.native_calls import whole_call

DOCS = Path(__file__).parents[3] / "docs"
PAGE = DOCS / "excel.md"
MARK = "<!-- {}：由测试核对 -->\n"
OPERATORS = {ast.Div: operator.truediv}


def block(name: str) -> str:
    match = re.search(
        rf"<!-- {name}：由测试核对 -->\n(.*?)<!-- {name}结束 -->",
        PAGE.read_text("utf-8"),
        re.DOTALL,
    )
    assert match is not None, name
    return match[1]


def number_or_text(text: str) -> Any:
    """Return what an argument of an example means: a number, a quotient or a text."""
    node = ast.parse(text, mode="eval").body
    if isinstance(node, ast.BinOp):
        left, right = (ast.literal_eval(side) for side in (node.left, node.right))
        return OPERATORS[type(node.op)](left, right)
    value = ast.literal_eval(node)
    return float(value) if isinstance(value, int) else value


def result(function: WorksheetFunction) -> str:
    call = whole_call(function.example.removeprefix("="))
    assert call is not None
    assert call[0] is function
    if any(":" in argument for argument in call[1]):
        return "依区域"
    value = function.function(*map(number_or_text, call[1]))
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def function_table() -> str:
    lines = ["| 函数 | 名称 | 说明 | 例子 | 结果 |", "|---|---|---|---|---|"]
    for function in functions():
        optional = [f"[{a.name}]" if a.optional else a.name for a in function.arguments]
        lines.append(
            f"| `{function.name}({', '.join(optional)})` | {function.label} | {function.summary}"
            f" | `{function.example}` | {result(function)} |"
        )
    return "\n".join(lines) + "\n"


def test_every_function_is_documented_with_the_result_of_its_example() -> None:
    wanted = function_table()
    if os.environ.get("YQXL_UPDATE_GOLDEN") == "1":
        text = PAGE.read_text("utf-8")
        PAGE.write_text(
            text.replace(
                "<!-- 函数：由测试核对 -->\n" + block("函数"),
                "<!-- 函数：由测试核对 -->\n" + wanted,
            ),
            "utf-8",
        )
    assert block("函数") == wanted


def test_every_button_is_documented() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", block("按钮"), re.MULTILINE)[1:]
    assert rows == [(command.label, command.hint) for command in COMMANDS]


@pytest.mark.parametrize(
    ("arguments", "name", "error"),
    [
        ((1.0, 0.0), "YQ_ARRIVAL_RATE", ErrorValue.DIV0),
        (("约70", 1.0), "YQ_ARRIVAL_RATE", ErrorValue.VALUE),
        (("没有", 1.0, 1.0), "YQ_SCORE", ErrorValue.NA),
        ((1.0, 11.0), "YQ_ROUND", ErrorValue.NUM),
    ],
    ids=["#DIV/0!", "#VALUE!", "#N/A", "#NUM!"],
)
def test_every_error_value_is_documented_as_it_comes_about(
    arguments: tuple[Any, ...], name: str, error: ErrorValue
) -> None:
    function = next(one for one in functions() if one.name == name)
    with pytest.raises(CellError) as caught:
        function.function(*arguments)
    assert caught.value.error is error
    assert f"| `{error.value}` |" in block("错误值")


def test_the_checklist_names_what_the_template_has() -> None:
    checklist = (DOCS / "excel-checklist.md").read_text("utf-8")
    assert f"有 {len(functions())} 个 `YQ_` 函数" in checklist
    usual = [command for command in COMMANDS if not command.extra]
    assert len(usual) == 8, "the checklist counts eight buttons"
    assert "八个按钮在 G、H 列第 4 至 11 行" in checklist
    assert "77.73" in checklist
