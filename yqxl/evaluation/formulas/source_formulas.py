"""The formula that follows a path into 资金, 产出, 成本标准 (项目/列名) or 趋势 (编码/年度).

The Python twin is ``yqxl.evaluation.scoring.sources``. ``{0}`` stands for the cell that
holds the path.
"""

from __future__ import annotations

from yqxl.model.contract import COSTS, FUNDS, OUTPUTS, TRENDS
from yqxl.model.survey_groups import LONGEST_GROUPS, MOST_GROUPS

#: the columns of 成本标准 that a path names, and the name over each
COST_COLUMNS = {"unit_price": "yq_k_price", "quantity": "yq_k_quantity", "amount": "yq_k_amount"}

#: what 提示 of 指标取值 says of a path
NO_PATH = "不是数字，也不是 资金/单位/列名 这样的路径"
NO_SHEET = "路径只能从 资金、产出、成本标准、趋势 开始"
TOO_SHORT = "路径少一段，写作 表/行/列"
NO_ROW = ("表没有“", "”这一行")
NO_COLUMN = ("表没有“", "”这一列")
NO_YEAR = "趋势表这个编码的这一年没有一个数"
NO_NUMBER = "所指的格空着或不是数字"


def number_or_na(cell: str) -> str:
    """Return a cell's number, else #N/A.

    AVERAGE over the one cell would do in Excel, but IronCalc takes a text of digits for a
    number there.
    """
    return f"IF(ISNUMBER({cell}),{cell},NA())"


def _parts(sheet: str) -> tuple[str, str, str]:
    """Return the condition that a path leads into a sheet, its row key and what comes behind."""
    start = len(sheet) + 2
    slash = f'FIND("/",{{0}},{start})'
    return (
        f'LEFT({{0}},{start - 1})="{sheet}/"',
        f"MID({{0}},{start},{slash}-{start})",
        f"MID({{0}},{slash}+1,99)",
    )


def _by_key(key: str, rows: str) -> str:
    """Return the row of a key; one that was typed as a number is found by its digits.

    Only Calc takes a text and a number for the same.
    """
    return f"IFERROR(MATCH({key},{rows},0),MATCH(VALUE({key}),{rows},0))"


def _cell_of(sheet: str, letter: str) -> tuple[str, str]:
    """Return the condition and the number of a path into 资金 (f) or 产出 (o)."""
    leads, key, header = _parts(sheet)
    row = _by_key(key, f"yq_{letter}_row")
    cell = f"INDEX(yq_{letter}_area,{row},MATCH({header},yq_{letter}_head,0))"
    return leads, number_or_na(cell)


def _of_costs() -> tuple[str, str]:
    leads, key, header = _parts(COSTS.sheet)
    found = "NA()"
    for field, name in reversed(COST_COLUMNS.items()):
        cell = number_or_na(f"INDEX({name},{_by_key(key, 'yq_k_item')})")
        found = f'IF({header}="{COSTS.column(field).header}",{cell},{found})'
    return leads, found


def _of_trends() -> tuple[str, str]:
    """Return the condition and the number of the one row of a series in a year."""
    leads, key, year = _parts(TRENDS.sheet)
    hit = f'(yq_t_code&""={key})*(yq_t_year=VALUE({year}))*(yq_t_val<>"")*(yq_t_val<9E+307)'
    row = f"SUMPRODUCT({hit}*(ROW(yq_t_code)-MIN(ROW(yq_t_code))+1))"
    return leads, f"IF(SUMPRODUCT({hit})=1,INDEX(yq_t_val,{row}),NA())"


def pooled_groups() -> str:
    """Return the formula of S01+S02: the groups' satisfaction weighted by their answers.

    #N/A unless each code is one group whose rate is known. The codes are taken apart one by
    one and compared: FIND, UPPER and SUMIFS over a whole column are no arrays in Gnumeric
    and IronCalc. What is missing to five codes is "/", which is none.
    """
    padded = f'SUBSTITUTE({{0}}&"{"+/" * (MOST_GROUPS - 2)}","+",REPT(" ",{LONGEST_GROUPS}))'
    codes = [
        f"TRIM(MID({padded},{1 + place * LONGEST_GROUPS},{LONGEST_GROUPS}))"
        for place in range(MOST_GROUPS)
    ]
    named = "+".join(f'(yq_s_code&""={code})' for code in codes)
    known = f'SUMPRODUCT(({named}>0)*(yq_s_val<>"")*(yq_s_val<9E+307))'
    count = '1+LEN({0})-LEN(SUBSTITUTE({0},"+",""))'
    satisfied, valid = (
        "+".join(f"SUMIFS({column},yq_c_code,{code})" for code in codes)
        for column in ("yq_c_weighted", "yq_c_count")
    )
    fits = f'ISNUMBER(FIND("+",{{0}})),LEN({{0}})<={LONGEST_GROUPS}'
    return f"IFERROR(IF(AND({fits}),IF({known}={count},({satisfied})/({valid}),NA()),NA()),NA())"


def followed_path() -> str:
    """Return the formula of the number that a path leads to, #N/A where it leads nowhere."""
    found = "NA()"
    for leads, number in (
        _of_trends(),
        _of_costs(),
        _cell_of(OUTPUTS.sheet, "o"),
        _cell_of(FUNDS.sheet, "f"),
    ):
        found = f"IF({leads},{number},{found})"
    return f"IFERROR({found},NA())"


def wrong_part() -> str:
    """Return the formula that names the part of a path that leads nowhere.

    The Python twin is ``Sources.wrong_part``.
    """
    slash = 'ISERROR(FIND("/",{0},%d))'
    found = f'"{NO_SHEET}"'
    for sheet, rows, second in (
        (TRENDS.sheet, "yq_t_code", f'"{NO_YEAR}"'),
        (COSTS.sheet, "yq_k_item", _named_column([f'"{one}"' for one in _cost_headers()])),
        (OUTPUTS.sheet, "yq_o_row", _headed("yq_o_head")),
        (FUNDS.sheet, "yq_f_row", _headed("yq_f_head")),
    ):
        leads, key, header = _parts(sheet)
        row = f'"{sheet}{NO_ROW[0]}"&{key}&"{NO_ROW[1]}"'
        rest = second.replace("<header>", header).replace("<sheet>", sheet)
        inside = f"IF(ISERROR({_by_key(key, rows)}),{row},{rest})"
        short = slash % (len(sheet) + 2)
        found = f'IF({leads},IF({short},"{TOO_SHORT}",{inside}),{found})'
    return f'IF(ISERROR(FIND("/",{{0}})),"{NO_PATH}",{found})'


def _cost_headers() -> list[str]:
    return [COSTS.column(field).header for field in COST_COLUMNS]


def _headed(head: str) -> str:
    return _second(f"ISERROR(MATCH(<header>,{head},0))")


def _named_column(headers: list[str]) -> str:
    return _second(f"AND({','.join(f'<header><>{one}' for one in headers)})")


def _second(missing: str) -> str:
    column = f'"<sheet>{NO_COLUMN[0]}"&<header>&"{NO_COLUMN[1]}"'
    return f'IF({missing},{column},"{NO_NUMBER}")'
