"""The function wizard of a live Calc, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from libreoffice.office import Calc

from yqxl.catalog import functions
from yqxl.frontends.libreoffice.english import english_arguments, english_summary
from yqxl.registry import Argument, WorksheetFunction


def _texts(
    describe: Callable[[WorksheetFunction], str],
    name: Callable[[Argument], str],
    explain: Callable[[WorksheetFunction, Argument], str],
) -> dict[str, object]:
    """Return what the wizard should show; Calc calls every number optional (``any`` in IDL)."""
    return {
        function.name: {
            "description": describe(function),
            "arguments": [
                {
                    "name": name(argument),
                    "help": explain(function, argument),
                    "optional": argument.optional or argument.kind != "range",
                }
                for argument in function.arguments
            ],
        }
        for function in functions()
    }


def test_an_english_interface_shows_english_texts(yqxl_calc: Calc) -> None:
    assert yqxl_calc.functions("YQ_") == _texts(
        english_summary,
        lambda argument: argument.name,
        lambda function, argument: english_arguments(function)[argument.name],
    )


@pytest.mark.usefixtures("calc")
def test_a_chinese_interface_shows_the_registrys_texts(extensions: Path, tmp_path: Path) -> None:
    office = Calc(tmp_path, extensions=extensions, interface="zh-CN")
    try:
        assert office.functions("YQ_") == _texts(
            lambda function: _first_line(function) + "来源：" + function.source,
            lambda argument: argument.label,
            lambda _, argument: argument.help,
        )
    finally:
        office.close()


def _first_line(function: WorksheetFunction) -> str:
    return (function.function.__doc__ or "").strip().splitlines()[0]
