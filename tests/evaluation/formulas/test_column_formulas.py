"""The formulas of computed columns and named cells, and the names that they use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from yqxl.catalog import scoring_rules
from yqxl.evaluation.formulas.anchored_names import anchored_names
from yqxl.evaluation.formulas.column_formulas import (
    FLAVOURS,
    column_formula,
    formula_of,
)
from yqxl.evaluation.formulas.contracts import contract, known_contracts
from yqxl.evaluation.formulas.named_formulas import (
    BLOCKED,
    NEXT_CELL,
    NEXT_TEXT,
    missing_formula,
    named_formula,
    needed_scores,
)
from yqxl.model.contract import NAMED_CELLS, STANDARD_TABLES, TABLES, Column, Table, Type
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation
from yqxl.workbook.template.layout import place_everything

COMPUTED = [
    pytest.param(table, column, id=f"{table.sheet}-{column.header}")
    for table in TABLES
    for column in table.columns
    if not column.typed
]
TYPED = [
    pytest.param(table, column, id=f"{table.sheet}-{column.header}")
    for table in TABLES
    for column in table.columns
    if column.typed
]
NAMED = [cell.field for cell in NAMED_CELLS if cell.type is Type.COMPUTED]
#: every spreadsheet since 2010 has these; none is volatile or needs an array entry
FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        "ABS AND CHOOSE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS FIND HYPERLINK IF IFERROR INDEX"
        " ISERROR ISNUMBER LEFT MATCH MAX MID MIN NA NOT OR ROUND ROUNDDOWN ROUNDUP SUMIFS"
        " INT LEN REPT ROW SUBSTITUTE SUMPRODUCT TRIM UPPER VALUE",
    )
)
_ROW = 'MATCH(MID(D5,4,FIND("/",D5,4)-4),yq_{0}_row,0)'
_DIGITS = 'MATCH(VALUE(MID(D5,4,FIND("/",D5,4)-4)),yq_{0}_row,0)'
_CELL = (
    f"INDEX(yq_{{0}}_area,IFERROR({_ROW},{_DIGITS}),"
    'MATCH(MID(D5,FIND("/",D5,4)+1,99),yq_{0}_head,0))'
)
FUND_CELL, OUTPUT_CELL = _CELL.format("f"), _CELL.format("o")
_ITEM = 'MID(D5,6,FIND("/",D5,6)-6)'
_COST = f"INDEX(yq_k_{{0}},IFERROR(MATCH({_ITEM},yq_k_item,0),MATCH(VALUE({_ITEM}),yq_k_item,0)))"
_COST_IF = 'IF(MID(D5,FIND("/",D5,6)+1,99)="{1}",IF(ISNUMBER({0}),{0},NA()),'
COSTS = "".join(
    _COST_IF.format(_COST.format(name), header)
    for name, header in (("price", "单价"), ("quantity", "数量"), ("amount", "金额"))
)
_HIT = (
    '(yq_t_code&""=MID(D5,4,FIND("/",D5,4)-4))*(yq_t_year=VALUE(MID(D5,FIND("/",D5,4)+1,99)))'
    '*(yq_t_val<>"")*(yq_t_val<9E+307)'
)
TREND = (
    f"IF(SUMPRODUCT({_HIT})=1,"
    f"INDEX(yq_t_val,SUMPRODUCT({_HIT}*(ROW(yq_t_code)-MIN(ROW(yq_t_code))+1))),NA())"
)
SOURCE_H = (
    'IF(A5="","",IF(D5="","",IF(ISNUMBER(D5),D5,IFERROR(IF(LEFT(D5,3)="资金/",'
    f'IF(ISNUMBER({FUND_CELL}),{FUND_CELL},NA()),IF(LEFT(D5,3)="产出/",'
    f"IF(ISNUMBER({OUTPUT_CELL}),{OUTPUT_CELL},NA()),"
    f'IF(LEFT(D5,5)="成本标准/",{COSTS}NA()))),IF(LEFT(D5,3)="趋势/",{TREND},NA())))),NA()))))'
)
RULE_NUMBER_T = 'IF(OR(A5="",F5=""),0,INDEX(yq_rule_no,MATCH(F5,yq_rule,0)))'
PARAMETER_U = (
    'IF(T5=0,0,IF(ISNUMBER(I5),I5,IF(I5="",'
    "IFERROR(IF(ISNUMBER(INDEX(yq_rule_d1,MATCH(F5,yq_rule,0))),"
    "INDEX(yq_rule_d1,MATCH(F5,yq_rule,0)),NA()),NA()),#VALUE!)))"
)
BAND_X = (
    'IF(AND(T5<>4,T5<>26),0,IF(INDEX(yq_b_check,MATCH(L5,yq_b_name,0))<>"",NA(),'
    'IF(OR(T5=26,INDEX(yq_b_closed,MATCH(L5,yq_b_name,0))="上限"),'
    'SUMPRODUCT((yq_b_name=L5)*(yq_b_lo<>"")*(yq_b_lo<ROUND(M5,10)))'
    "+(INDEX(yq_b_lo,MATCH(L5,yq_b_name,0),1)=ROUND(M5,10)),"
    'SUMPRODUCT((yq_b_name=L5)*(yq_b_lo<>"")*(yq_b_lo<=ROUND(M5,10))))))'
)


@pytest.fixture(scope="module")
def layout() -> Layout:
    return place_everything(Evaluation())


def formulas(layout: Layout, flavour: str) -> Iterator[str]:
    for table in (one for one in TABLES if one.key in layout.tables):
        for column in table.columns:
            if not column.typed:
                columns = layout.tables[table.key].columns
                yield column_formula(table.key, column.field, 5, columns, flavour)
    for field in NAMED:
        yield named_formula(field, layout)


def outside_texts(formula: str) -> str:
    return re.sub(r'"[^"]*"', '""', formula)


@pytest.mark.parametrize(("table", "column"), COMPUTED)
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_computed_column_reads_columns_of_its_table(
    table: Table, column: Column, flavour: str
) -> None:
    fields = set(re.findall(r"\[(\w+)\]", formula_of(table.key, column.field, flavour)))
    assert fields
    assert fields <= {one.field for one in table.columns}
    assert column.field not in fields


@pytest.mark.parametrize(("table", "column"), TYPED)
def test_a_typed_column_has_no_formula(table: Table, column: Column) -> None:
    with pytest.raises(KeyError):
        formula_of(table.key, column.field)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_optional_columns_stand_in_a_formula_only_where_they_are(flavour: str) -> None:
    needed = (
        "rule_number",
        "weight",
        "result",
        "a",
        "b",
        "c",
        "band",
        "element_factor",
        "scheme",
        "impossible",
    )
    columns = {field: number for number, field in enumerate(needed, 1)}
    plain = column_formula("indicators", "rule_score", 5, columns, flavour)
    assert plain.count("CHOOSE(") <= 1
    assert "是" not in plain
    used = columns | {"rounding": 20, "completed": 21}
    text = column_formula("indicators", "rule_score", 5, used, flavour)
    assert 'IF(T5="",' in text
    assert '(U5="是")*(ROUND(C5-1,10)<=0)>0' in text
    assert "{" not in text
    assert len(text) < 8192


def test_an_unknown_flavour_is_refused() -> None:
    with pytest.raises(ValueError, match="native or udf"):
        formula_of("funds", "arrival_budget", "array")


@pytest.mark.parametrize(
    ("table", "field", "expected"),
    [
        (
            "funds",
            "execution_arrived",
            'IF(COUNT(F5)=1,IF(COUNT(E5,D5)>0,F5/(IF(ISNUMBER(E5),E5,D5)),""),"")',
        ),
        ("funds", "balance_budget", 'IF(COUNT(C5,F5)=2,C5-F5,"")'),
        ("outputs", "completion", 'IF(COUNT(C5,D5)=2,MIN(1,D5/C5),"")'),
        ("rates", "numerator_value", SOURCE_H),
        (
            "rates",
            "raw",
            'IF(N5="","",IF(I5="","",IF(N5=4,I5,IF(J5="","",CHOOSE(N5,I5/J5,(J5-I5)/J5,I5-J5,I5,(I5-J5)/J5,MAX(0,INT(I5)-INT(J5)))))))',
        ),
        ("rates", "result", 'IF(K5="","",IF(H5="",K5,IF(ISNUMBER(H5),MIN(H5,K5),#VALUE!)))'),
        ("indicators", "rule_number", RULE_NUMBER_T),
        ("indicators", "a", PARAMETER_U),
        ("indicators", "band", BAND_X),
        (
            "indicators",
            "score",
            'IF(A5="","",IF(Z5>0,NA(),IF(ISNUMBER(O5),ROUND(O5,2),IF(O5="",N5,#VALUE!))))',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_the_agreed_formulas(layout: Layout, table: str, field: str, expected: str) -> None:
    assert column_formula(table, field, 5, layout.tables[table].columns) == expected


def test_a_column_formula_follows_moved_columns() -> None:
    assert column_formula("outputs", "completion", 12, {"planned": 28, "actual": 2}) == (
        'IF(COUNT(AB12,B12)=2,MIN(1,B12/AB12),"")'
    )
    with pytest.raises(KeyError):
        column_formula("outputs", "completion", 12, {"actual": 2})


def test_the_score_chooses_among_every_rule_of_the_sheet() -> None:
    text = formula_of("indicators", "rule_score")
    branches = split_arguments(text[text.index("CHOOSE(") + len("CHOOSE(") :])[1:]
    in_cells = [rule for rule in scoring_rules() if rule.branch]
    assert len(branches) == len(in_cells)
    for rule, branch in zip(in_cells, branches, strict=True):
        assert "{" not in branch, rule.name
        assert "[weight]" in branch, rule.name


def split_arguments(text: str) -> list[str]:
    """The arguments up to the bracket that closes the call."""
    arguments, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")" and depth == 0:
            return [*arguments, text[start:place]]
        elif sign == ")":
            depth -= 1
        elif sign == "," and depth == 0:
            arguments.append(text[start:place])
            start = place + 1
    raise AssertionError(text)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_formulas_are_plain(layout: Layout, flavour: str) -> None:
    for formula in formulas(layout, flavour):
        bare = outside_texts(formula)
        called = set(re.findall(r"([A-Z][A-Z0-9_.]*)\(", bare))
        ours = {name for name in called if name.startswith("YQ_")}
        assert called - ours <= FUNCTIONS, formula
        assert not (ours and flavour == "native"), formula
        assert "{" not in bare, formula
        assert not bare.startswith("="), formula
        assert len(formula) < 8192, formula
        assert bare.count("(") == bare.count(")"), formula


#: what serves where 项目经费到位 is not filled
EITHER = "IF(ISNUMBER([arrived_project]),[arrived_project],[arrived])"


@pytest.mark.parametrize(
    ("table", "field", "function"),
    [
        ("funds", "arrival_budget", "YQ_ARRIVAL_RATE([arrived],[budget])"),
        ("funds", "arrival_contract", f"YQ_ARRIVAL_RATE({EITHER},[contract])"),
        ("funds", "execution_budget", "YQ_EXECUTION_RATE([spent],[budget])"),
        ("funds", "balance_budget", "YQ_BALANCE([budget],[spent])"),
        ("outputs", "completion", "YQ_COMPLETION_RATE([actual],[planned])"),
        ("rates", "raw", "YQ_SAVING_RATE([denominator_value],[numerator_value])"),
        ("indicators", "rule_score", "YQ_SCORE([rule_number],[weight],[result],[a],[b],[c],1)"),
    ],
    ids=lambda value: value if isinstance(value, str) and "(" not in value else "",
)
def test_the_udf_flavour_puts_a_function_behind_the_same_guards(
    table: str, field: str, function: str
) -> None:
    native, udf = (formula_of(table, field, flavour) for flavour in FLAVOURS)
    assert function in udf
    guard = native[: native.index("=2,") + 3] if "=2," in native else native[:60]
    assert udf.startswith(guard)


def test_names_run_from_header_to_closing_row(layout: Layout) -> None:
    names = anchored_names(layout)
    rows = layout.tables["indicators"].last_row
    assert names["yq_i_code"] == f"'指标体系'!$A$4:$A${rows}"
    assert names["yq_f_area"] == f"'资金'!$A$4:$F${layout.tables['funds'].last_row}"
    assert names["yq_f_head"] == "'资金'!$A$4:$F$4"
    assert names["yq_list_rules"].startswith("'参数'!$A$5:")
    used = {
        name
        for flavour in FLAVOURS
        for formula in formulas(layout, flavour)
        for name in re.findall(r"\byq_\w+", outside_texts(formula))
    }
    # cells of 校验 that come with that sheet
    assert used <= {*names, BLOCKED, NEXT_TEXT, NEXT_CELL, *(cell.name for cell in NAMED_CELLS)}


def test_an_area_spans_reordered_columns(layout: Layout) -> None:
    funds = layout.tables["funds"]
    columns = {**funds.columns, "unit": 9, "spent": 3, "total": 1}
    moved = Layout({"funds": replace(funds, columns=columns, header_row=2, last_row=7)})
    names = anchored_names(moved)
    assert names["yq_f_area"] == "'资金'!$B$2:$I$7"
    assert names["yq_f_row"] == "'资金'!$I$2:$I$7"


def test_a_name_without_its_column_is_left_out(layout: Layout) -> None:
    funds = layout.tables["funds"]
    columns = {field: number for field, number in funds.columns.items() if field != "contract"}
    names = anchored_names(Layout({"funds": replace(funds, columns=columns)}))
    assert "yq_f_area" not in names
    assert set(names) == {"yq_f_row"}


def test_missing_counts_every_required_column(layout: Layout) -> None:
    text = named_formula("missing", layout)
    # what the rules need, whether any row has a second level, and which options have a weight
    others = "".join(needed_scores()).count("COUNTIFS(") + 2
    terms = text.count("COUNTIFS(") - others + text.count("COUNTBLANK(")
    required = sum(
        column.required and column.field != table.key_column
        for table in STANDARD_TABLES
        if table.sheet != "参数"
        for column in table.columns
    )
    assert terms == required + sum(cell.required for cell in NAMED_CELLS)
    without = Layout({**layout.tables, "goals": replace(layout.tables["goals"], columns={})})
    assert named_formula("missing", without).count("绩效目标") == 0


@pytest.mark.parametrize("number", sorted(known_contracts()))
def test_the_count_of_blank_cells_uses_names_of_its_version(layout: Layout, number: int) -> None:
    cells = {cell.name for cell in NAMED_CELLS}
    names = set(re.findall(r"yq_\w+", missing_formula(layout, number)))
    assert names - cells <= contract(number).spans.keys()
