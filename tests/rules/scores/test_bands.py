from __future__ import annotations

import pytest
from rules.cell_results import rule_input

from yqxl.catalog.score import apply_rule
from yqxl.rules.schemes import BANDS
from yqxl.rules.scores.bands import band_number, band_number_closed_above, is_full_when_completed

_BY_NAME = {band.scheme: band for band in BANDS}
EXECUTION, SATISFACTION, FILES = _BY_NAME


def _score(scheme: str, weight: float, value: float) -> float:
    band = _BY_NAME[scheme]
    factor = band.factor[band_number(band.lower, value) - 1]
    return apply_rule(4, rule_input(weight, value, factor=factor))


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (1.0, 10), (1.2, 10), (0.9999, 7), (0.8, 7), (0.7999, 5), (0.6, 5), (0.5999, 0), (0, 0),
    ],
)  # fmt: skip
def test_execution_bands_of_101(value: float, points: float) -> None:
    assert _score(EXECUTION, 10, value) == points


@pytest.mark.parametrize(
    ("value", "points"), [(0.9, 10), (0.8999, 8), (0.8, 8), (0.6, 5), (0.59, 0)]
)
def test_satisfaction_bands_of_101(value: float, points: float) -> None:
    assert _score(SATISFACTION, 10, value) == points


@pytest.mark.parametrize(("value", "points"), [(0.76, 5), (0.7, 3), (0.65, 1), (0.64, 0)])
def test_bands_of_yixing(value: float, points: float) -> None:
    assert _score(FILES, 5, value) == points


def test_the_published_execution_rate() -> None:
    assert _score(EXECUTION, 3, 414.77 / 639.79) == 1.5


@pytest.mark.parametrize(
    ("value", "number"),
    [
        pytest.param(-0.1, 0, id="低于首档"),
        pytest.param(0.6 - 1e-11, 2, id="差在十位小数以外"),
        pytest.param(0.6 - 1e-9, 1, id="差在十位小数以内"),
        pytest.param(0.1 + 0.2 + 0.3, 2, id="浮点和"),
        pytest.param(99, 4, id="末档不封顶"),
    ],
)
def test_band_number(value: float, number: int) -> None:
    assert band_number((0.0, 0.6, 0.8, 1.0, None, None), value) == number


def test_blank_and_text_bounds_hold_nothing() -> None:
    assert band_number((None, "", "0.5", None), 1) == 0


@pytest.mark.parametrize(
    ("value", "number"),
    [
        pytest.param(0.05, 1, id="恰好5%仍是满分档"),
        pytest.param(0.0501, 2, id="超过5%"),
        pytest.param(0.1, 2, id="恰好10%"),
        pytest.param(0.0, 1, id="首档含下限"),
        pytest.param(-0.01, 0, id="低于首档"),
        pytest.param(0.05 + 1e-11, 1, id="差在十位小数以外"),
    ],
)
def test_bounds_that_belong_to_the_band_below(value: float, number: int) -> None:
    assert band_number_closed_above((0.0, 0.05, 0.1, None, None, None), value) == number


@pytest.mark.parametrize(
    ("completed", "value", "full"),
    [
        ("是", 0.95, True),
        ("是", 1.0, True),
        ("是", 1.05, False),
        ("否", 0.95, False),
        ("", 1, False),
    ],
)
def test_a_finished_project_within_its_budget(completed: str, value: float, full: bool) -> None:
    assert is_full_when_completed(completed, value) is full
