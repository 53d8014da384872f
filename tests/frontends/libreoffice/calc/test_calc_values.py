"""What Calc sends and takes, by the contract of all hosts."""

from __future__ import annotations

import math
import struct

import pytest

from yqxl.catalog import functions
from yqxl.errors import CellError, ErrorValue
from yqxl.frontends.libreoffice.calc.values import CODES, answer, error_number, received, shown
from yqxl.registry import OMITTED, Argument

BY_NAME = {function.name: function for function in functions()}
NUMBER = Argument("x", "数", "")
OPTION = Argument("x", "数", "", default=1.0)
RANGE = Argument("x", "区域", "", kind="range")


@pytest.mark.parametrize("error", list(ErrorValue))
def test_an_error_is_a_nan_with_the_code_in_its_low_half(error: ErrorValue) -> None:
    number = error_number(error)
    assert math.isnan(number)
    assert struct.unpack("<Q", struct.pack("<d", number))[0] & 0xFFFFFFFF == CODES[error]


@pytest.mark.parametrize(
    ("argument", "sent", "expected"),
    [
        pytest.param(NUMBER, 2.5, 2.5, id="number"),
        pytest.param(NUMBER, "文字", "文字", id="text"),
        pytest.param(NUMBER, ((2.5,),), 2.5, id="range-of-one-cell"),
        pytest.param(OPTION, None, OMITTED, id="left-out"),
        pytest.param(RANGE, ((1.0, ""), (2.0, "文字")), ((1.0, ""), (2.0, "文字")), id="range"),
        pytest.param(RANGE, 2.5, 2.5, id="number-for-a-range"),
    ],
)
def test_an_argument_arrives(argument: Argument, sent: object, expected: object) -> None:
    assert received(argument, sent) == expected


@pytest.mark.parametrize(
    "sent", [pytest.param(None, id="left-out"), pytest.param(((1.0,), (2.0,)), id="range")]
)
def test_a_number_that_is_none_is_a_value_error(sent: object) -> None:
    with pytest.raises(CellError) as raised:
        received(NUMBER, sent)
    assert raised.value.error is ErrorValue.VALUE


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(2, 2.0, id="whole-number"),
        pytest.param(True, 1.0, id="true-would-arrive-as-0"),
        pytest.param(None, 0.0, id="nothing-would-arrive-as-NA"),
        pytest.param("中", "中", id="text"),
    ],
)
def test_a_result_is_shown(result: object, expected: object) -> None:
    sent = shown(result, array=False)
    assert (sent, type(sent)) == (expected, type(expected))
    assert shown(result, array=True) == ((expected,),)
    assert shown(((result, 1.0),), array=True) == ((expected, 1.0),)


def _code(number: float) -> int:
    code: int = struct.unpack("<Q", struct.pack("<d", number))[0] & 0xFFFF
    return code


def test_a_function_answers() -> None:
    assert answer(BY_NAME["YQ_COMPLETION_RATE"], (152.0, 70.0, None)) == 1.0
    assert answer(BY_NAME["YQ_COMPLETION_RATE"], (152.0, 70.0, 0.0)) == 152 / 70
    assert _code(answer(BY_NAME["YQ_COMPLETION_RATE"], (1.0, 0.0, None))) == 532
    assert _code(answer(BY_NAME["YQ_COMPLETION_RATE"], (None, 1.0, None))) == 519


def test_an_array_function_answers_with_rows() -> None:
    rates = answer(BY_NAME["YQ_RATES"], (((1.0,), (1.0,)), ((2.0,), (0.0,)), None))
    assert rates[0] == (0.5,)
    assert _code(rates[1][0]) == 532
    different = answer(BY_NAME["YQ_RATES"], (((1.0,), (1.0,)), ((2.0,),) * 3, None))
    assert _code(different[0][0]) == 519
