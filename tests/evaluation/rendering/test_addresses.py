from __future__ import annotations

import pickle
import timeit
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.evaluation.rendering.addresses import (
    UnresolvedReferenceError,
    addresses_of,
    formula_text,
    resolvable,
)
from yqxl.grid import (
    Cell,
    ColumnRef,
    Formula,
    Grid,
    Here,
    HereRange,
    NamedRef,
    Ref,
    Reference,
)
from yqxl.model.contract import NAMED_CELLS, STANDARD_TABLES
from yqxl.model.layout import Layout, TableLayout

INDICATORS = TableLayout(
    "indicators", "指标体系", 4, {"code": 1, "weight": 5, "score": 28}, (5, 6, 9), 39
)
GOALS = TableLayout("goals", "it's", 2, {"goal": 3}, (3,), 4)
LAYOUT = Layout({"indicators": INDICATORS, "goals": GOALS}, {"grade": ("首页", 14, 2)})
FULL = Layout(
    {
        table.key: TableLayout(
            table.key,
            table.sheet,
            4,
            {column.field: number for number, column in enumerate(table.columns, 1)},
            (5, 6, 7),
            8,
        )
        for table in STANDARD_TABLES
    },
    {cell.field: ("首页", row, 3) for row, cell in enumerate(NAMED_CELLS, 1)},
)


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        pytest.param(Ref("indicators", 0, "weight"), "'指标体系'!E5", id="cell"),
        pytest.param(Ref("indicators", 2, "score"), "'指标体系'!AB9", id="cell after a gap"),
        pytest.param(Ref("goals", 0, "goal"), "'it''s'!C3", id="quote in a sheet's name"),
        pytest.param(ColumnRef("indicators", "weight"), "'指标体系'!$E$4:$E$39", id="column"),
        pytest.param(NamedRef("grade"), "'首页'!$B$14", id="named cell"),
        pytest.param(Here(3, 1), "B4", id="same grid"),
        pytest.param(HereRange(Here(3, 1), Here(9, 2)), "B4:C10", id="range of the same grid"),
        pytest.param(Ref("indicators", 0, "reason"), '""', id="typed column not there"),
        pytest.param(Ref("funds", 0, "spent"), '""', id="typed column of a table not there"),
        pytest.param(NamedRef("kind"), '""', id="typed named cell not there"),
    ],
)
def test_a_reference_gets_its_address(ref: Reference, text: str) -> None:
    assert formula_text(Formula("{0}", (ref,)), LAYOUT) == text


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        (Here(0, 0), "'表3-1 (2)'!B10"),
        (HereRange(Here(0, 0), Here(1, 1)), "'表3-1 (2)'!B10:C11"),
        (Ref("indicators", 0, "code"), "'指标体系'!A5"),
    ],
)
def test_a_grid_can_stand_elsewhere(ref: Reference, text: str) -> None:
    assert formula_text(Formula("{0}", (ref,)), LAYOUT, (10, 2), "表3-1 (2)") == text


def test_references_can_repeat_and_stand_in_any_order() -> None:
    formula = Formula("{1}+{0}*{1}", (Here(0, 0), Here(0, 1)))
    assert formula_text(formula, LAYOUT) == "B1+A1*B1"


@pytest.mark.parametrize("text", ["SUM({1,2})", 'IF({0}="{","}",1)', "{}", "{0}{x}{0}"])
def test_other_braces_stand_for_themselves(text: str) -> None:
    assert formula_text(Formula(text, (Here(0, 0),)), LAYOUT) == text.replace("{0}", "A1")


@given(st.text(st.sampled_from('{}01AB&"')))
def test_braces_around_no_number_never_fail(text: str) -> None:
    plain = text.replace("{0", "{A").replace("{1", "{A")
    assert formula_text(Formula(plain), LAYOUT) == plain


@pytest.mark.parametrize(
    ("ref", "found"),
    [
        pytest.param(Ref("indicators", 0, "rule_score"), "规则得分", id="computed column"),
        pytest.param(Ref("indicators", 3, "code"), "第4行", id="row"),
        pytest.param(ColumnRef("indicators", "level1"), "一级指标", id="whole column"),
        pytest.param(ColumnRef("survey", "code"), "满意度", id="table"),
        pytest.param(NamedRef("check_state"), "校验状态", id="computed named cell"),
    ],
)
def test_what_cannot_be_replaced_is_refused_by_name(ref: Reference, found: str) -> None:
    with pytest.raises(UnresolvedReferenceError, match=found) as caught:
        formula_text(Formula("{0}", (ref,)), LAYOUT)
    assert caught.value.code == "YQ-220"
    assert caught.value.remedy
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - pickled on this line
    assert str(copy) == str(caught.value)


def test_each_layout_has_its_own_addresses() -> None:
    moved = replace(LAYOUT, tables={"indicators": replace(INDICATORS, rows=(50, 60, 70))})
    formula = Formula("{0}", (Ref("indicators", 0, "code"),))
    texts = [formula_text(formula, layout) for layout in (LAYOUT, moved, LAYOUT)]
    assert texts == ["'指标体系'!A5", "'指标体系'!A50", "'指标体系'!A5"]


def test_workbooks_laid_out_alike_share_their_addresses() -> None:
    formula = Formula("{0}", (Ref("indicators", 0, "code"),))
    again = Layout(dict(LAYOUT.tables), dict(LAYOUT.named))
    moved = replace(LAYOUT, tables={"indicators": replace(INDICATORS, rows=(50, 60, 70))})
    assert addresses_of(again) is addresses_of(LAYOUT) is not addresses_of(moved)
    assert addresses_of(moved).text_at_home(formula) == "'指标体系'!A50"
    assert addresses_of(LAYOUT).text_at_home(formula) == "'指标体系'!A5"


LIVE = Formula("{0}", (Ref("indicators", 0, "score"),))
DEAD = Formula("{0}", (Ref("indicators", 0, "rule_score"),))
GRID = Grid("9-9", "表9-9", ((Cell(1.0, LIVE), Cell(2.0, DEAD), Cell("甲")),), (1.0, 1.0, 1.0))


def test_a_formula_without_its_source_leaves_the_right_value() -> None:
    row = resolvable(GRID, LAYOUT).rows[0]
    assert row == (Cell(1.0, LIVE), Cell(2.0), Cell("甲"))


def test_a_grid_that_has_all_its_sources_is_the_same_object() -> None:
    assert resolvable(GRID, FULL) is GRID
    live_only = replace(GRID, rows=((Cell(1.0, LIVE), Cell("甲"), Cell()),))
    assert resolvable(live_only, LAYOUT) is live_only


def test_thousands_of_formulas_take_milliseconds() -> None:
    formulas = [
        Formula('IF({0}="","",{0})', (Ref("indicators", row, column.field),))
        for row in range(3)
        for column in STANDARD_TABLES[8].columns
    ]
    seconds = min(
        timeit.repeat(lambda: [formula_text(one, FULL) for one in formulas], number=20, repeat=5)
    )
    assert seconds / (20 * len(formulas)) < 20e-6
