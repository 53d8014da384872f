from __future__ import annotations

import pytest
from rules.cell_results import DIV0, NA, VALUE, in_cell

from yqxl.arithmetic import percent_text, round_half_up
from yqxl.rules.rates.funds import arrival_rate, balance, execution_rate


@pytest.mark.parametrize(
    ("rate", "part", "base", "printed"),
    [
        pytest.param(arrival_rate, 739.24, 739.24, "100%", id="S03 到位率，年初预算口径"),
        pytest.param(arrival_rate, 639.79, 733, "87.28%", id="S04 到位率，合同口径"),
        pytest.param(arrival_rate, 639.79, 732.99, "87.28%", id="S04b 分项合计口径"),
        pytest.param(execution_rate, 414.77, 639.79, "64.83%", id="S05 执行率，到位口径"),
        pytest.param(execution_rate, 133.06, 230, "57.85%", id="S06 市本级，批复预算口径"),
        pytest.param(execution_rate, 133.06, 226.30, "58.8%", id="市本级，合同口径"),
        pytest.param(execution_rate, 414.77, 733, "56.59%", id="执行率，合同口径"),
        pytest.param(execution_rate, 215457.6, 250000, "86.18%", id="普陀"),
    ],
)
def test_published_rates_on_their_bases(
    rate: object, part: float, base: float, printed: str
) -> None:
    assert percent_text(rate(part, base)) == printed


@pytest.mark.parametrize(
    ("base", "spent", "left"),
    [
        pytest.param(230, 133.06, 96.94, id="S07 市本级结余"),
        pytest.param(108.85, 40, 68.85, id="S08 矿区相差"),
        pytest.param(100, 120, -20, id="超支为负"),
    ],
)
def test_published_balances(base: float, spent: float, left: float) -> None:
    assert round_half_up(balance(base, spent), 2) == left


@pytest.mark.parametrize("rate", [arrival_rate, execution_rate])
@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((3.36, 0.0), DIV0, id="年初预算0、调整后3.36（大英）"),
        pytest.param((3.36, 3.36), 1.0, id="全年预算口径"),
        pytest.param((0.0, 0.0), DIV0, id="0/0"),
        pytest.param((120.0, 100.0), 1.2, id="含上年结转超过100%（岐山）"),
        pytest.param((None, 100.0), 0.0, id="空白计0"),
        pytest.param(("100", 100.0), VALUE, id="文本数字"),
        pytest.param((100.0, NA), NA, id="错误原样"),
    ],
)
def test_edges(rate: object, arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(rate, *arguments) == shown


def test_six_decimals_of_wan_yuan_are_kept() -> None:
    assert arrival_rate(9265.353442, 1) == 9265.353442


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [((None, 5.0), -5.0), (("x", 5.0), VALUE), ((NA, "x"), NA)],
    ids=["空白", "文本", "错误"],
)
def test_balance_edges(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(balance, *arguments) == shown
