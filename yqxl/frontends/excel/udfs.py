"""The worksheet functions as xlwings finds them: one for each of the registry.

``xlwings.conf`` names this module. A function takes positional parameters without
annotations (xlwings would convert by them), the ranges as rows of cells.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable

import xlwings

from yqxl.catalog import functions
from yqxl.frontends.excel.cell_calls import answer
from yqxl.frontends.excel.commands import CATEGORY
from yqxl.registry import MAX_SUMMARY, OMITTED, Argument, WorksheetFunction


def _parameter(argument: Argument) -> inspect.Parameter:
    default = OMITTED if argument.optional else inspect.Parameter.empty
    return inspect.Parameter(
        argument.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default
    )


def _exported(function: WorksheetFunction) -> Callable[..., object]:
    def call(*sent: object) -> object:
        left_out = (OMITTED,) * (len(function.arguments) - len(sent))
        return answer(function, sent + left_out)

    call.__name__ = call.__qualname__ = function.name
    call.__doc__ = function.summary
    call.__annotations__ = {}
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # any function has it
        [_parameter(argument) for argument in function.arguments]
    )
    exported: Callable[..., object] = call
    for argument in function.arguments:
        doc = f"{argument.label}：{argument.help}"[:MAX_SUMMARY]
        # a blank cell of a range is told from a text by the functions themselves
        shape = {"ndim": 2} if argument.kind == "range" else {"empty": ""}
        exported = xlwings.arg(argument.name, doc=doc, err_to_str=True, **shape)(exported)
    # last: each xlwings.arg sets category and wizard back to xlwings' own
    return xlwings.func(category=CATEGORY, call_in_wizard=False)(exported)


for _function in functions():
    globals()[_function.name] = _exported(_function)
