"""The formula of every computed column and named cell, as the workbook carries it.

The Python twin is ``yqxl.evaluation``: both give the same values, errors included. A
formula stands here without its ``=``; ``[field]`` is the cell of that column in the same
row. Only functions of Excel 2010, no array entry, nothing volatile, no local names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from yqxl.catalog.score import native_score
from yqxl.evaluation.formulas.anchored_names import anchored_names, column_range
from yqxl.model.contract import INPUTS, NAMED_CELLS, Table
from yqxl.model.layout import Layout, TableLayout, cell_name
from yqxl.rules.schemes import DEFAULT_GRADE_SCHEME

__all__ = [
    "FLAVOURS",
    "NATIVE",
    "UDF",
    "anchored_names",
    "column_formula",
    "formula_of",
    "named_formula",
]

NATIVE, UDF = "native", "udf"
#: who computes a rate or a score: the sheet itself, or functions of an add-in
FLAVOURS = (NATIVE, UDF)

_FIELD = re.compile(r"\[(\w+)\]")

#: rate columns: native core, add-in core; both only where two numbers stand
_QUOTIENTS = {
    ("funds", "arrival_budget"): ("arrived", "budget", "YQ_ARRIVAL_RATE"),
    ("funds", "arrival_contract"): ("arrived_project", "contract", "YQ_ARRIVAL_RATE"),
    ("funds", "execution_arrived"): ("spent", "arrived_project", "YQ_EXECUTION_RATE"),
    ("funds", "execution_budget"): ("spent", "budget", "YQ_EXECUTION_RATE"),
}

_SOURCE = (
    'IF([code]="","",IF({0}="","",IF(ISNUMBER({0}),{0},IFERROR('
    'IF(LEFT({0},3)="资金/",AVERAGE(INDEX(yq_f_area,'
    'MATCH(MID({0},4,FIND("/",{0},4)-4),yq_f_row,0),'
    'MATCH(MID({0},FIND("/",{0},4)+1,99),yq_f_head,0))),'
    'IF(LEFT({0},3)="产出/",AVERAGE(INDEX(yq_o_area,'
    'MATCH(MID({0},4,FIND("/",{0},4)-4),yq_o_row,0),'
    'MATCH(MID({0},FIND("/",{0},4)+1,99),yq_o_head,0))),NA())),NA()))))'
)
_RAW = (
    'IF([formula_number]="","",IF([numerator_value]="","",IF([formula_number]=4,[numerator_value],'
    'IF([denominator_value]="","",CHOOSE([formula_number],{})))))'
)
_PARAMETER = (
    'IF([rule_number]=0,0,IF(ISNUMBER({0}),{0},IF({0}="",'
    "IFERROR(AVERAGE(INDEX(yq_rule_d{1},MATCH([rule],yq_rule,0))),NA()),#VALUE!)))"
)
_VALUE = (
    'IF(OR([rule_number]=0,[rule_number]=14,[rule_number]>50),"",IF([value]="","",'
    "IF(ISNUMBER([value]),[value],"
    "IF(COUNTIF(yq_r_code,[value])=1,INDEX(yq_r_val,MATCH([value],yq_r_code,0)),"
    "IF(COUNTIF(yq_s_code,[value])=1,INDEX(yq_s_val,MATCH([value],yq_s_code,0)),NA())))))"
)
_BAND = (
    'IF([rule_number]<>4,0,IF(INDEX(yq_b_check,MATCH([scheme],yq_b_name,0))<>"",NA(),'
    'SUMPRODUCT((yq_b_name=[scheme])*(yq_b_lo<>"")*(yq_b_lo<=ROUND([result],10)))))'
)
_BAND_FACTOR = "IF([band]=0,NA(),INDEX(yq_b_k,MATCH([scheme],yq_b_name,0),[band]))"
_ELEMENT_FACTOR = (
    "IF([rule_number]<>14,0,IF(COUNTIF(yq_e_code,[code])=0,NA(),"
    'IF(COUNTIFS(yq_e_code,[code],yq_e_met,"是")+COUNTIFS(yq_e_code,[code],yq_e_met,"否")'
    "<COUNTIF(yq_e_code,[code]),NA(),"
    'IF(COUNTIFS(yq_e_code,[code],yq_e_must,"是",yq_e_met,"否")>0,0,'
    'SUMIFS(yq_e_share,yq_e_code,[code],yq_e_met,"是")/SUMIFS(yq_e_share,yq_e_code,[code])))))'
)
_RULE_SCORE = (
    'IF([rule_number]=0,"",IF([rule_number]>50,NA(),IF([weight]="","",'
    'IF(AND([rule_number]<>14,[result]=""),"",IF(NOT(ISNUMBER([weight])),#VALUE!,'
    "IF(ISERROR([a]),[a],IF(ISERROR([b]),[b],IF(ISERROR([c]),[c],{}))))))))"
)
_HINT = (
    'IF([code]="","",IF(ISERROR([rule_number]),"评分规则不在参数表中",'
    'IF([rule]="","请选评分规则",IF([rule_number]=0,IF(ISNUMBER([given]),"","请填评定得分"),'
    'IF([rule_number]>50,IF(ISNUMBER([given]),"","此规则由 yqxl 计算，单元格内请填评定得分"),'
    "INDEX(yq_rule_hint,MATCH([rule],yq_rule,0))"
    '&IF(ISERROR([rule_score]),IF(ISERROR([result])," ←取值有误"," ←权重、参数或方案有误"),'
    'IF([rule_score]=""," ←请填权重或取值",""))'
    "&IF(ISNUMBER([p1]),IF(ISNUMBER(INDEX(yq_rule_limit,MATCH([rule],yq_rule,0))),"
    'IF([p1]>INDEX(yq_rule_limit,MATCH([rule],yq_rule,0))," ←参数1像是漏了%",""),""),""))))))'
)
_SCHEME_CHECK = (
    'IF([scheme]="","",IF(COUNTIF({name},[scheme])>1,"方案名称重复",'
    "IF(OR(COUNT([lower1]:[lower6])=0,COUNT([lower1]:[lower6])<>{count}([{of}1]:[{of}6])),"
    '"下限与{label}个数不同",IF(SUMPRODUCT(([lower2]:[lower6]<>"")*(([lower1]:[lower5]="")'
    '+([lower2]:[lower6]<=[lower1]:[lower5])))>0,"下限须从左到右递增、中间不空",""))))'
)
_SURVEY_VALID = (
    'IF([code]="","",IF(COUNTIF(yq_c_code,[code])=0,"",'
    'IF(COUNTIFS(yq_c_code,[code],yq_c_weighted,"<9E+307")<COUNTIF(yq_c_code,[code]),"",'
    "SUMIFS(yq_c_count,yq_c_code,[code]))))"
)

#: formulas that are the same in every flavour
_EVERYWHERE = {
    ("survey", "valid"): _SURVEY_VALID,
    ("survey", "rate"): 'IF([valid]="","",SUMIFS(yq_c_weighted,yq_c_code,[code])/[valid])',
    ("survey_counts", "weighted"): 'IF(COUNT([count],[weight])=2,[count]*[weight],"")',
    ("costs", "amount"): 'IF(COUNT([unit_price],[quantity])=2,ROUND([unit_price]*[quantity],2),"")',
    ("rates", "numerator_value"): _SOURCE.format("[numerator]"),
    ("rates", "denominator_value"): _SOURCE.format("[denominator]"),
    ("rates", "result"): (
        'IF([raw]="","",IF([cap]="",[raw],IF(ISNUMBER([cap]),MIN([cap],[raw]),#VALUE!)))'
    ),
    ("rates", "formula_number"): (
        'IF(OR([code]="",[kind]=""),"",INDEX(yq_kind_no,MATCH([kind],yq_kind,0)))'
    ),
    ("indicators", "result"): _VALUE,
    ("indicators", "score"): (
        'IF([code]="","",IF(ISNUMBER([given]),ROUND([given],2),'
        'IF([given]="",[rule_score],#VALUE!)))'
    ),
    ("indicators", "hint"): _HINT,
    ("indicators", "rule_number"): (
        'IF(OR([code]="",[rule]=""),0,INDEX(yq_rule_no,MATCH([rule],yq_rule,0)))'
    ),
    ("indicators", "a"): _PARAMETER.format("[p1]", 1),
    ("indicators", "b"): _PARAMETER.format("[p2]", 2),
    ("indicators", "c"): _PARAMETER.format("[p3]", 3),
    ("indicators", "band"): _BAND,
    ("indicators", "element_factor"): _ELEMENT_FACTOR,
    ("bands", "check"): _SCHEME_CHECK.format(
        name="yq_b_name", count="COUNT", of="factor", label="系数"
    ),
    ("grades", "check"): _SCHEME_CHECK.format(
        name="yq_g_name", count="COUNTA", of="grade", label="等级"
    ),
}


def _guarded(first: str, second: str, core: str) -> str:
    """Return a core that shows nothing until both of its inputs are numbers."""
    return f'IF(COUNT([{first}],[{second}])=2,{core},"")'


def _score_core(flavour: str) -> str:
    """Return what computes the rule's score once every guard is passed.

    An add-in never meets a blank, a text or an error: each way of finding the factor has
    a call of its own, behind the factor's guard.
    """
    if flavour == NATIVE:
        cells = {
            "n": "[rule_number]", "w": "[weight]", "x": "[result]",
            "a": "[a]", "b": "[b]", "c": "[c]",
        }  # fmt: skip
        return native_score(cells, {4: _BAND_FACTOR, 14: "[element_factor]"})
    call = "YQ_SCORE([rule_number],[weight],{},[a],[b],[c],{})"
    banded = call.format("[result]", "INDEX(yq_b_k,MATCH([scheme],yq_b_name,0),[band])")
    return (
        f"IF([rule_number]=4,IF([band]=0,NA(),{banded}),"
        "IF([rule_number]=14,IF(ISERROR([element_factor]),[element_factor],"
        f"{call.format('0', '[element_factor]')}),{call.format('[result]', '1')}))"
    )


@cache
def column_templates(flavour: str) -> Mapping[tuple[str, str], str]:
    """Return every column formula of a flavour by table and field."""
    if flavour not in FLAVOURS:
        raise ValueError(f"no flavour {flavour!r}: {' or '.join(FLAVOURS)}")
    native = flavour == NATIVE
    found = dict(_EVERYWHERE)
    for place, (over, under, function) in _QUOTIENTS.items():
        core = f"[{over}]/[{under}]" if native else f"{function}([{over}],[{under}])"
        found[place] = _guarded(over, under, core)
    balance = "[budget]-[spent]" if native else "YQ_BALANCE([budget],[spent])"
    found["funds", "balance_budget"] = _guarded("budget", "spent", balance)
    done = "MIN(1,[actual]/[planned])" if native else "YQ_COMPLETION_RATE([actual],[planned])"
    found["outputs", "completion"] = _guarded("planned", "actual", done)
    over, under = "[numerator_value]", "[denominator_value]"
    found["rates", "raw"] = _RAW.format(
        f"{over}/{under},({under}-{over})/{under},{over}-{under}"
        if native
        else f"YQ_COMPLETION_RATE({over},{under},0),YQ_SAVING_RATE({under},{over}),"
        f"YQ_BALANCE({over},{under})"
    )
    found["indicators", "rule_score"] = _RULE_SCORE.format(_score_core(flavour))
    return MappingProxyType(found)


def formula_of(table_key: str, field: str, flavour: str = NATIVE) -> str:
    """Return the formula of a computed column; ``[field]`` is the same-row cell.

    Raises KeyError for a column that people type into.

    >>> formula_of("funds", "arrival_budget")
    'IF(COUNT([arrived],[budget])=2,[arrived]/[budget],"")'
    >>> formula_of("funds", "arrival_budget", "udf")
    'IF(COUNT([arrived],[budget])=2,YQ_ARRIVAL_RATE([arrived],[budget]),"")'
    """
    return column_templates(flavour)[table_key, field]


def column_formula(
    table_key: str, field: str, row: int, columns: Mapping[str, int], flavour: str = NATIVE
) -> str:
    """Return the formula of a computed column in one sheet row, in A1 addresses.

    Raises KeyError when the sheet lacks a column that the formula reads.

    >>> column_formula("outputs", "completion", 5, {"planned": 3, "actual": 4})
    'IF(COUNT(C5,D5)=2,MIN(1,D5/C5),"")'
    """
    template = formula_of(table_key, field, flavour)
    return _FIELD.sub(lambda match: cell_name(row, columns[match[1]]), template)


_SCHEME = f'IF(yq_project_grade_scheme="","{DEFAULT_GRADE_SCHEME}",yq_project_grade_scheme)'
_STEP = (
    f'SUMPRODUCT((yq_g_name={_SCHEME})*(yq_g_lo<>"")'
    "*(yq_g_lo<=ROUND(yq_total*100/yq_weight_total,10)))"
)
NAMED_FORMULAS = {
    "weight_total": 'ROUND(SUMIFS(yq_i_weight,yq_i_code,"?*"),6)',
    "unscored": ('SUMPRODUCT(--(yq_i_code<>""))-1-COUNTIFS(yq_i_code,"?*",yq_i_score,"<9E+307")'),
    "score_total": 'IF(yq_unscored>0,NA(),ROUND(SUMIFS(yq_i_score,yq_i_code,"?*"),2))',
    "total": (
        'IF(COUNTIF(yq_i_code,"?*")<=1,"",IF(ISNUMBER(yq_score_total),yq_score_total,"未完成"))'
    ),
    "grade": (
        'IF(yq_total="","",IF(NOT(ISNUMBER(yq_total)),"尚有"&yq_unscored&"项未得分",'
        f"IF(COUNTIF(yq_g_name,{_SCHEME})<>1,NA(),"
        f'IF(INDEX(yq_g_check,MATCH({_SCHEME},yq_g_name,0))<>"",NA(),'
        f"IF({_STEP}=0,NA(),INDEX(yq_g_grade,MATCH({_SCHEME},yq_g_name,0),{_STEP}))))))"
    ),
    "check_state": (
        "IF('校验'!$B$2>0,\"有\"&'校验'!$B$2&\"项不符\","
        'IF(\'校验\'!$D$2>0,"通过，有"&\'校验\'!$D$2&"项提醒","通过"))'
    ),
}
_NEEDED_SCORES = (
    'COUNTIFS(yq_i_code,"?*",yq_i_no,0,yq_i_rule,"?*",yq_i_given,"")',
    'COUNTIFS(yq_i_code,"?*",yq_i_no,">=1",yq_i_no,"<=50",yq_i_no,"<>14",yq_i_value,"")',
    'COUNTIFS(yq_i_code,"?*",yq_i_no,">50",yq_i_given,"")',
)


def named_formula(field: str, layout: Layout) -> str:
    """Return the formula of a computed named cell of 首页 or of row 2 of 指标体系.

    ``layout`` says where the required columns stand: 还差 counts their blank cells.
    """
    return _missing_formula(layout) if field == "missing" else NAMED_FORMULAS[field]


def _missing_formula(layout: Layout) -> str:
    """Return the count of required blank cells: 首页, the tables, what the rules need."""
    terms = [f"COUNTBLANK({cell.name})" for cell in NAMED_CELLS if cell.required and cell.typed]
    for table in INPUTS:
        place = layout.tables.get(table.key)
        if place is not None:
            terms += _blank_counts(table, place)
    return "+".join([*terms, *_NEEDED_SCORES])


def _blank_counts(table: Table, place: TableLayout) -> list[str]:
    columns = place.columns
    if table.key_column not in columns:
        return []
    key = column_range(place, table.key_column)
    return [
        f'COUNTIFS({key},"?*",{column_range(place, column.field)},"")'
        for column in table.columns
        if column.required and column.field != table.key_column and column.field in columns
    ]
