from __future__ import annotations

import pytest

from yqxl.frontends.excel.vba.names import BadVbaNameError, check_names


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        pytest.param("YQ1", [], id="a cell"),
        pytest.param("RC", [], id="a cell in R1C1"),
        pytest.param("R", [], id="a row in R1C1"),
        pytest.param("到位率", [], id="not ASCII"),
        pytest.param("YQ_RATE", ["到位"], id="argument not ASCII"),
        pytest.param("YQ_RATE", ["type"], id="reserved"),
        pytest.param("YQ_RATE", ["End"], id="reserved in any case"),
        pytest.param("YQ_RATE", ["_x"], id="leading underscore"),
        pytest.param("YQ_RATE", ["x", "X"], id="arguments that differ in case only"),
        pytest.param("YQ_RATE", ["yq_rate"], id="argument with the function's name"),
        pytest.param("YQ_RATE", [f"a{n}" for n in range(61)], id="too many arguments"),
    ],
)
def test_a_name_that_vba_cannot_carry_is_refused(function: str, arguments: list[str]) -> None:
    with pytest.raises(BadVbaNameError):
        check_names(function, arguments)


def test_good_names_pass() -> None:
    check_names("YQ_RATE", [f"a{n}" for n in range(60)])
