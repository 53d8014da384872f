"""The formulas of the computed named cells: 首页 and row 2 of 指标体系."""

from __future__ import annotations

from yqxl.catalog.rule_numbers import (
    beyond_cells,
    by_hand,
    cell_criteria,
    from_bands,
    numbers_of,
    value_criteria,
    vetoes_grade,
)
from yqxl.checks.no_indicators import CODE as NO_INDICATORS
from yqxl.evaluation.formulas.anchored_names import column_range
from yqxl.evaluation.formulas.optional_parts import optional_part, with_parts
from yqxl.model.contract import INPUTS, LEVEL_SCORES, NAMED_CELLS, Table
from yqxl.model.contract.parameters import DEFAULT_GRADE_SCHEME
from yqxl.model.contract_version import CONTRACT, counts_parameters
from yqxl.model.layout import Layout, TableLayout
from yqxl.model.results import PARAMETERS_USED
from yqxl.registry import NativeCore, declared
from yqxl.rules.scores.bands import band_number
from yqxl.rules.totals.grades import in_hundredths

_SCHEME = f'IF(yq_project_grade_scheme="","{DEFAULT_GRADE_SCHEME}",yq_project_grade_scheme)'
_PERCENT = declared(in_hundredths, NativeCore).filled(
    {"total": "yq_total", "full": "yq_weight_total"}
)
_REACHED = declared(band_number, NativeCore).filled({"lower": "yq_g_lo", "value": _PERCENT})
_VETOES = "+".join(
    f'COUNTIFS(yq_i_code,"<>",yq_i_no,{number},yq_i_x,">0")' for number in numbers_of(vetoes_grade)
)
#: a veto brings the grade down to the lowest of the scheme
_STEP = f"SUMPRODUCT((yq_g_name={_SCHEME})*{_REACHED})"
_GRADE_STEP = f"IF({_VETOES}>0,MIN(1,{_STEP}),{_STEP})"
#: the table of levels that are scored themselves: what it changes counts where it is
_LEVELS = LEVEL_SCORES.key
#: the cell of 校验 that counts the reasons why no total may be shown
BLOCKED = "yq_blocked"
#: those that say what to do next, and where
NEXT_TEXT, NEXT_CELL = "yq_next_text", "yq_next_cell"
#: what the guarded cells show while there is a reason
GUARDED = {"score_total": "NA()", "total": '"未完成"', "grade": '"暂不定级"'}
_OPEN = f"IF({BLOCKED}>0,"
#: without an indicator: whether the check of 校验 for it counts nothing typed either
_IDLE = f"SUMIFS('校验'!$D$1:$D$199,'校验'!$A$1:$A$199,\"{NO_INDICATORS}\")=0"


def guarded(field: str, text: str) -> str:
    """Return the formula of a named cell that shows no total while there is a reason.

    >>> guarded("score_total", "SUM(A1:A2)"), guarded("unscored", "COUNT(A1)")
    ('IF(yq_blocked>0,NA(),SUM(A1:A2))', 'COUNT(A1)')
    """
    withheld = GUARDED.get(field)
    if withheld is None or text.startswith(_OPEN):
        return text
    return f"{_OPEN}{withheld},{text})"


_UNGUARDED = {
    "weight_total": 'ROUND(SUMIFS(yq_i_weight,yq_i_code,"<>"),6)',
    "unscored": (
        'SUMPRODUCT(--(yq_i_code<>""))-1-COUNTIFS(yq_i_code,"<>",yq_i_score,"<9E+307")'
        + optional_part(_LEVELS, "-SUM(yq_v_open)", "")
    ),
    "score_total": (
        "IF(yq_unscored>0,NA(),MAX(0,ROUND("
        + optional_part(
            _LEVELS,
            'SUMIFS(yq_i_score,yq_i_code,"<>",yq_i_score,"<9E+307")+SUM(yq_v_change)',
            'SUMIFS(yq_i_score,yq_i_code,"<>")',
        )
        + ",2)))"
    ),
    "total": (
        'IF(COUNTIF(yq_i_code,"<>")<=1,"",IF(ISNUMBER(yq_score_total),yq_score_total,"未完成"))'
    ),
    "grade": (
        'IF(yq_total="","",IF(NOT(ISNUMBER(yq_total)),"尚有"&yq_unscored&"项未得分",'
        f"IF(COUNTIF(yq_g_name,{_SCHEME})<>1,NA(),"
        f'IF(INDEX(yq_g_check,MATCH({_SCHEME},yq_g_name,0))<>"",NA(),'
        f"IF({_STEP}=0,NA(),INDEX(yq_g_grade,MATCH({_SCHEME},yq_g_name,0),{_GRADE_STEP}))))))"
    ),
    "check_state": (
        f'IF(AND(COUNTIF(yq_i_code,"<>")<=1,{_IDLE}),"未完成",'
        "IF('校验'!$B$2>0,\"有\"&'校验'!$B$2&\"项不符\","
        'IF(\'校验\'!$D$2>0,"通过，有"&\'校验\'!$D$2&"项提醒","通过")))'
    ),
    # a link to the cell that 校验 names
    "next_step": f'HYPERLINK("#"&{NEXT_CELL},{NEXT_TEXT})',
}
NAMED_FORMULAS = {field: guarded(field, text) for field, text in _UNGUARDED.items()}


def needed_scores(number: int = CONTRACT) -> tuple[str, ...]:
    """Return what counts the blank cells that rules need: scores, sources, parameters, schemes.

    A parameter is needed where the one that the rule computes with is no number. ``number``
    is the version of the contract: an earlier one counts no parameters, and has no names
    over them.
    """
    by_rule = "".join(f'yq_i_no,"{criterion}",' for criterion in value_criteria())
    in_cells = "".join(f'yq_i_no,"{criterion}",' for criterion in cell_criteria())
    given = [
        f'COUNTIFS(yq_i_code,"<>",yq_i_no,{number},yq_i_rule,"<>",yq_i_given,"")'
        for number in numbers_of(by_hand)
    ]
    scores = (
        *given,
        f'COUNTIFS(yq_i_code,"<>",{by_rule}yq_i_value,"")',
        f'COUNTIFS(yq_i_code,"<>",yq_i_no,"{beyond_cells("")}",yq_i_given,"")',
    )
    if not counts_parameters(number):
        return scores
    return (
        *scores,
        *(
            f'{blank})-{blank},yq_i_{used},"<9E+307")'
            for typed, used in PARAMETERS_USED.items()
            for blank in [f'COUNTIFS(yq_i_code,"<>",{in_cells}yq_i_{typed},""']
        ),
        *(
            f'COUNTIFS(yq_i_code,"<>",yq_i_no,{number},yq_i_scheme,"")'
            for number in numbers_of(from_bands)
        ),
    )


def named_formula(field: str, layout: Layout) -> str:
    """Return the formula of a computed named cell of 首页 or of row 2 of 指标体系.

    ``layout`` says where the required columns stand: 还差 counts their blank cells.
    """
    if field == "missing":
        return missing_formula(layout)
    return with_parts(NAMED_FORMULAS[field], layout.tables)


def missing_formula(layout: Layout, number: int = CONTRACT) -> str:
    """Return the count of required blank cells: 首页, the tables, what the rules need.

    ``number`` is the version of the contract that the workbook keeps.
    """
    terms = [f"COUNTBLANK({cell.name})" for cell in NAMED_CELLS if cell.required and cell.typed]
    for table in INPUTS:
        place = layout.tables.get(table.key)
        if place is not None:
            terms += _blank_counts(table, place)
    waived = "-SUM(yq_v_waived)" if _LEVELS in layout.tables else ""
    return "+".join([*terms, *needed_scores(number)]) + waived


def _blank_counts(table: Table, place: TableLayout) -> list[str]:
    columns = place.columns
    if table.key_column not in columns:
        return []
    key = column_range(place, table.key_column)
    found = []
    for column in table.columns:
        if column.required and column.field != table.key_column and column.field in columns:
            own = column_range(place, column.field)
            blanks = f'COUNTIFS({key},"<>",{own},"")'
            if column.unless in columns:
                other = column_range(place, column.unless)
                blanks += f'-COUNTIFS({key},"<>",{own},"",{other},"<>")'
            if column.default in columns:
                other = column_range(place, column.default)
                blanks += f'-COUNTIFS({key},"<>",{own},"",{other},"<9E+307")'
            # the header row counts as one that has it
            any_ = f'COUNTIFS({key},"<>",{own},"<>")>1'
            found.append(f"IF({any_},{blanks},0)" if column.if_any else blanks)
    return found
