"""The pure part of the renderer: cells of one role, taken together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yqxl.frontends.libreoffice.calc.sheet_writer import Area, role_areas
from yqxl.grid import Cell, Grid, Role
from yqxl.look import LIVE_ROLES, ROLES

L, N = Role.LABEL, Role.NUMBER
FEW_ROLES = (Role.LABEL, Role.NUMBER, Role.PERCENT)


def grid_of(roles: list[list[Role]]) -> Grid:
    rows = tuple(tuple(Cell(None, None, role) for role in row) for row in roles)
    return Grid("9-9", "表", rows, (10.0,) * len(roles[0]))


def test_neighbours_of_one_role_are_one_area() -> None:
    areas = role_areas(grid_of([[L, L, N], [L, L, N], [L, N, N]]))
    assert set(areas) == {
        Area(0, 0, 1, 1, L),
        Area(0, 2, 1, 2, N),
        Area(2, 0, 2, 0, L),
        Area(2, 1, 2, 2, N),
    }


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from(FEW_ROLES), min_size=width, max_size=width),
            min_size=1,
            max_size=6,
        )
    )
)
def test_the_areas_cover_every_cell_once_with_its_role(roles: list[list[Role]]) -> None:
    covered = [
        (row, column, area.role)
        for area in role_areas(grid_of(roles))
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]
    assert sorted(covered, key=lambda one: one[:2]) == [
        (row, column, role) for row, cells in enumerate(roles) for column, role in enumerate(cells)
    ]


def test_every_role_has_a_form() -> None:
    # live tables stand in the template: Calc is never asked to write one
    assert set(ROLES) == set(Role) - set(LIVE_ROLES)
