"""The defined names that formulas look things up by.

Each runs from the header row of its table to the closing row, so that rows inserted,
copied, sorted or deleted between the two keep every result right.
"""

from __future__ import annotations

from collections.abc import Mapping

from yqxl.model.contract import BY_KEY, COLUMN_LISTS, FUNDS, OUTPUTS
from yqxl.model.layout import Layout, TableLayout, column_letters, quoted_sheet

#: the part of a name that means one column of several
FIRST = "first"
_SIX = range(1, 7)
_LOWER = tuple(f"lower{n}" for n in _SIX)

#: by name its table, the columns that it spans and which part of them: the whole ``column``
#: from header to closing row, the ``header`` alone, the ``choices`` below the header, or the
#: column that comes ``first`` of those that there are
Spans = Mapping[str, tuple[str, tuple[str, ...], str]]

#: table, name and the columns that the name spans
_COLUMNS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("funds", "yq_f_area", FUNDS.path_fields),
    ("funds", "yq_f_row", ("unit",)),
    ("outputs", "yq_o_area", OUTPUTS.path_fields),
    ("outputs", "yq_o_row", ("code",)),
    ("outputs", "yq_o_rate", ("completion",)),
    ("survey_counts", "yq_c_code", ("code",)),
    ("survey_counts", "yq_c_count", ("count",)),
    ("survey_counts", "yq_c_weighted", ("weighted",)),
    ("survey", "yq_s_code", ("code",)),
    ("survey", "yq_s_val", ("rate",)),
    ("costs", "yq_k_item", ("item",)),
    ("costs", "yq_k_price", ("unit_price",)),
    ("costs", "yq_k_quantity", ("quantity",)),
    ("costs", "yq_k_amount", ("amount",)),
    ("trends", "yq_t_code", ("code",)),
    ("trends", "yq_t_year", ("year",)),
    ("trends", "yq_t_val", ("value",)),
    ("rates", "yq_r_code", ("code",)),
    ("rates", "yq_r_val", ("result",)),
    ("rates", "yq_r_no", ("formula_number",)),
    ("rates", "yq_r_from", ("numerator",)),
    ("rates", "yq_r_raw", ("raw",)),
    ("indicators", "yq_i_code", ("code",)),
    ("indicators", "yq_i_l1", ("level1",)),
    ("indicators", "yq_i_l2", ("level2",)),
    ("indicators", "yq_i_weight", ("weight",)),
    ("indicators", "yq_i_score", ("score",)),
    ("indicators", "yq_i_rule", ("rule",)),
    ("indicators", "yq_i_value", ("value",)),
    ("indicators", "yq_i_given", ("given",)),
    ("indicators", "yq_i_p1", ("p1",)),
    ("indicators", "yq_i_p2", ("p2",)),
    ("indicators", "yq_i_p3", ("p3",)),
    ("indicators", "yq_i_a", ("a",)),
    ("indicators", "yq_i_b", ("b",)),
    ("indicators", "yq_i_c", ("c",)),
    ("indicators", "yq_i_scheme", ("scheme",)),
    ("indicators", "yq_i_no", ("rule_number",)),
    ("indicators", "yq_i_x", ("result",)),
    ("indicators", "yq_i_rate", ("rate",)),
    ("indicators", "yq_i_c1", ("code1",)),
    ("indicators", "yq_i_c2", ("code2",)),
    ("elements", "yq_e_code", ("code",)),
    ("elements", "yq_e_share", ("share",)),
    ("elements", "yq_e_must", ("must",)),
    ("elements", "yq_e_met", ("met",)),
    ("level_scores", "yq_v_code", ("code",)),
    ("level_scores", "yq_v_level", ("level",)),
    ("level_scores", "yq_v_depth", ("depth",)),
    ("level_scores", "yq_v_first", ("first",)),
    ("level_scores", "yq_v_second", ("second",)),
    ("level_scores", "yq_v_own_rate", ("own_rate",)),
    ("level_scores", "yq_v_own_change", ("own_change",)),
    ("level_scores", "yq_v_own_open", ("own_open",)),
    ("level_scores", "yq_v_change", ("change",)),
    ("level_scores", "yq_v_open", ("open",)),
    ("level_scores", "yq_v_waived", ("waived",)),
    ("experts", "yq_x_code", ("code",)),
    ("experts", "yq_x_score", ("score",)),
    ("experts", "yq_x_higher", ("higher",)),
    ("experts", "yq_x_lower", ("lower",)),
    ("rules", "yq_rule", ("rule",)),
    ("rules", "yq_rule_no", ("number",)),
    ("rules", "yq_rule_d1", ("d1",)),
    ("rules", "yq_rule_d2", ("d2",)),
    ("rules", "yq_rule_d3", ("d3",)),
    ("rules", "yq_rule_limit", ("limit1",)),
    ("rules", "yq_rule_hint", ("hint",)),
    ("bands", "yq_b_name", ("scheme",)),
    ("bands", "yq_b_lo", _LOWER),
    ("bands", "yq_b_k", tuple(f"factor{n}" for n in _SIX)),
    ("bands", "yq_b_check", ("check",)),
    ("kinds", "yq_kind", ("kind",)),
    ("kinds", "yq_kind_no", ("number",)),
    ("grades", "yq_g_name", ("scheme",)),
    ("grades", "yq_g_lo", _LOWER),
    ("grades", "yq_g_grade", tuple(f"grade{n}" for n in _SIX)),
    ("grades", "yq_g_check", ("check",)),
    ("options", "yq_option", ("option",)),
    ("options", "yq_option_weight", ("weight",)),
    ("imports", "yq_m_at", ("at",)),
    ("imports", "yq_m_done", ("done",)),
)  # fmt: skip
#: an optional column, and the one that says nothing else where it is not there
_INSTEAD = (("bands", "yq_b_closed", ("closed", "check")),)
_HEADS = {"yq_f_area": "yq_f_head", "yq_o_area": "yq_o_head"}


def column_range(place: TableLayout, first: str, last: str = "") -> str:
    """Return columns from the header row to the closing row: ``'产出'!$A$4:$A$16``."""
    letters = [column_letters(place.columns[field]) for field in (first, last or first)]
    return (
        f"{quoted_sheet(place.sheet)}!${letters[0]}${place.header_row}:"
        f"${letters[1]}${place.last_row}"
    )


def current_spans() -> Spans:
    """Return what today's names span."""
    spans = {}
    for key, name, fields in _COLUMNS:
        spans[name] = key, fields, "column"
        if name in _HEADS:
            spans[_HEADS[name]] = key, fields, "header"
    for key, name, fields in _INSTEAD:
        spans[name] = key, fields, FIRST
    for one in COLUMN_LISTS:
        spans[one.name] = one.table, (one.field,), "choices"
    return spans


def anchored_names(layout: Layout, spans: Spans | None = None) -> dict[str, str]:
    """Return each name with its area; a name without its columns is left out.

    ``spans`` are those of the workbook's version of the contract; None is today's.
    """
    found: dict[str, str] = {}
    for name, (key, fields, part) in (current_spans() if spans is None else spans).items():
        place = layout.tables.get(key)
        there = tuple(field for field in fields if place and field in place.columns)
        if place is None or not there or not _complete(key, fields, there):
            continue
        if part == FIRST:
            there = there[:1]
        top = place.header_row + (part == "choices")
        bottom = place.header_row if part == "header" else place.last_row
        found[name] = _area(place, there, top, bottom)
    return found


def _complete(key: str, fields: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Return whether nothing is missing but optional columns."""
    return all(field in there or BY_KEY[key].column(field).optional for field in fields)


def _outer(place: TableLayout, fields: tuple[str, ...]) -> tuple[str, str]:
    """Return the leftmost and the rightmost of these columns as they stand in the sheet."""
    ordered = sorted(fields, key=lambda field: place.columns[field])
    return ordered[0], ordered[-1]


def _area(place: TableLayout, fields: tuple[str, ...], top: int, bottom: int) -> str:
    first, last = (column_letters(place.columns[field]) for field in _outer(place, fields))
    return f"{quoted_sheet(place.sheet)}!${first}${top}:${last}${bottom}"
