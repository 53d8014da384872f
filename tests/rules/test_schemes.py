from __future__ import annotations

import pytest

from yqxl.model.rows import Band, GradeScheme
from yqxl.rules.schemes import BANDS, DEFAULT_GRADE_SCHEME, GRADES


@pytest.mark.parametrize("scheme", [*BANDS, *GRADES], ids=lambda scheme: scheme.scheme)
def test_bounds_rise_without_gaps_and_each_leads_somewhere(scheme: Band | GradeScheme) -> None:
    steps = scheme.factor if isinstance(scheme, Band) else scheme.grade
    filled = [bound for bound in scheme.lower if bound is not None]
    assert len(scheme.lower) == len(steps) == 6
    assert list(scheme.lower[: len(filled)]) == sorted(set(filled))
    assert [bool(step != "" and step is not None) for step in steps] == (
        [True] * len(filled) + [False] * (6 - len(filled))
    )
    assert scheme.source


def test_names_are_unique_and_have_no_wildcards() -> None:
    for schemes in (BANDS, GRADES):
        names = [scheme.scheme for scheme in schemes]
        assert len(set(names)) == len(names)
        assert not any(set("*?~/") & set(name) for name in names)


def test_the_default_is_the_ministrys() -> None:
    default = next(scheme for scheme in GRADES if scheme.scheme == DEFAULT_GRADE_SCHEME)
    assert default.lower[:4] == (0, 60, 80, 90)
    assert default.grade[:4] == ("差", "中", "良", "优")


@pytest.mark.parametrize(
    ("name", "lower", "points"),
    [
        pytest.param("执行率分档(财预〔2021〕101号)", (0, 0.6, 0.8, 1), (0, 5, 7, 10), id="执行率"),
        pytest.param(
            "满意度分档(财预〔2021〕101号)", (0, 0.6, 0.8, 0.9), (0, 5, 8, 10), id="满意度"
        ),
    ],
)
def test_the_bands_of_101(name: str, lower: tuple[float, ...], points: tuple[int, ...]) -> None:
    band = next(band for band in BANDS if band.scheme == name)
    assert band.lower[:4] == lower
    assert tuple(10 * factor for factor in band.factor[:4]) == points
