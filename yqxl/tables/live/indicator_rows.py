"""The workings of the tables over 指标体系: rows with a code, level by level.

``i_``: every row of 指标体系, counted as far as it has a code. ``k_``: those with a code, one
below another; each gets the number of its first level and of its second level, in order of
appearance, and by both its rank. ``s_``: the same rows by rank, as the tables show them.
``v_``: the first levels.
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.grid import ColumnRef
from yqxl.registry import Numbering
from yqxl.tables.frame import ILLUSTRATIVE
from yqxl.tables.indicator_system import NAMED
from yqxl.tables.level_sums import (
    CODE,
    LEVEL1,
    LEVEL2,
    SCORE,
    WEIGHT,
    criterion,
)
from yqxl.tables.live.working_sheet import INDICATORS, LEVELS, POSITIONS, WorkingColumn
from yqxl.tables.value_bases import BASE_REFS, SHARE_REFS, base_text, share_text

UNFINISHED = "未完成"
#: rows of 3-2: indicators, a sum for each level, the total
SCORE_ROWS = INDICATORS + LEVELS + 1
#: the key of a row is made of its two level numbers and its own
FIRST_KEY, SECOND_KEY = 1_000_000, 1_000


def rate_text(score: str, weight: str) -> str:
    """Return the formula of 得分率, or what stands in place of the score."""
    return f'IF({weight}=0,"",IF(ISNUMBER({score}),{score}/{weight},{score}))'


#: what makes ``50)`` of the end of ``产出指标（权重 50分）``
PLAIN_WEIGHT = (("）", ")"), ("％", "%"), (" ", ""), ("权重", ""), ("分)", ")"), ("%)", ")"))
#: a system of two levels has no second one; a first level without a name has its weight
_NO_LABEL = {
    "1": '"("&ROUND(SUMIFS([s_weight:],[s_first:],[s_first]),6)&")"',
    "2": '""',
}


def _column(field: str) -> ColumnRef:
    return ColumnRef("indicators", field)


def _text(name: str, ref: ColumnRef, row: str = "s_row") -> WorkingColumn:
    """Return the column that shows a text cell of the row; an error is no text."""
    text = f'IF([{row}]=0,"",IFERROR(INDEX({{0}},[{row}]+1)&"",""))'
    return WorkingColumn(name, INDICATORS, text, (ref,))


def _number(name: str, ref: ColumnRef) -> WorkingColumn:
    cell = "INDEX({0},[s_row]+1)"
    text = f'IF([s_row]=0,"",IF({cell}="","",{cell}))'
    return WorkingColumn(name, INDICATORS, text, (ref,))


def _sorted(name: str, source: str) -> WorkingColumn:
    return WorkingColumn(name, INDICATORS, f"IF([s_at]=0,0,INDEX([{source}:],[s_at]))", seed=0.0)


def _if_row(
    name: str, text: str, refs: tuple[ColumnRef, ...] = (), rest: str = "0"
) -> WorkingColumn:
    return WorkingColumn(name, INDICATORS, f"IF([s_row]=0,{rest},{text})", refs)


def _level(name: str, text: str) -> WorkingColumn:
    return WorkingColumn(name, LEVELS, f'IF([v_at]=0,"",{text})')


def _level_number(name: str, same: str, within: str) -> Iterator[WorkingColumn]:
    """Yield how often a level stood above, and its number: a new one, or what it had there."""
    yield WorkingColumn(same, INDICATORS, f"IF([k_row]=0,0,SUMPRODUCT({within}))")
    text = f"IF([{same}]=0,MAX([{name}^])+1,SUMPRODUCT({within}*[{name}^])/[{same}])"
    yield WorkingColumn(name, INDICATORS, f"IF([k_row]=0,0,{text})", seed=0.0)


def _named_level(level: str, number: str) -> Iterator[WorkingColumn]:
    """Yield a level's label with its weight in brackets, once, in the row where it begins.

    A weight that somebody wrote behind the label goes: where its last bracket opens, and
    what stands behind that without 权重, 分 and %.
    """
    label, new = f"[s_level{level}]", f"[s_new{level}]"
    half = f'SUBSTITUTE({label},"（","(")'
    times = f'LEN({half})-LEN(SUBSTITUTE({half},"(",""))'
    yield _if_row(
        f"s_open{level}",
        f'IF({new}=0,0,IF({times}=0,0,FIND("▲",SUBSTITUTE({half},"(","▲",{times}))))',
    )
    inner = f"MID({label},[s_open{level}]+1,LEN({label}))"
    for old, plain in PLAIN_WEIGHT:
        inner = f'SUBSTITUTE({inner},"{old}","{plain}")'
    yield _if_row(f"s_inner{level}", f'IF([s_open{level}]=0,"",{inner})', rest='""')
    written = f"[s_inner{level}]"
    number_there = f"ISNUMBER(VALUE(LEFT({written},LEN({written})-1)))"
    bare = (
        f'IF(RIGHT({written},1)<>")",{label},'
        f"IF({number_there},TRIM(LEFT({label},[s_open{level}]-1)),{label}))"
    )
    weight = f"ROUND(SUMIFS([s_weight:],[s_{number}:],[s_{number}]),6)"
    yield WorkingColumn(
        f"s_shown{level}",
        INDICATORS,
        f'IF({new}=0,"",IF({label}="",{_NO_LABEL[level]},{bare}&"("&{weight}&")"))',
    )


def _level_score(*, levels: bool) -> str:
    """Return the score of a first level: the sum, and what 层级评分 changes."""
    scored, all_ = 'COUNTIFS([s_first:],[#],[s_score:],"<9E+307")', "COUNTIF([s_first:],[#])"
    total = "SUMIFS([s_score:],[s_first:],[#])"
    if levels:
        inside = f"yq_v_first,{criterion('[v_label]', '~*?')}"
        scored += f"+SUMIFS(yq_v_open,{inside})"
        total = (
            f'SUMIFS([s_score:],[s_first:],[#],[s_score:],"<9E+307")+SUMIFS(yq_v_change,{inside})'
        )
    return f'IF({scored}<{all_},"{UNFINISHED}",ROUND({total},2))'


def indicator_columns(numbering: Numbering, *, levels: bool) -> list[WorkingColumn]:
    """Return the columns in their order; ``numbering`` tells which rates are shares.

    ``levels``: whether the workbook has 层级评分, which changes the scores of levels.
    """
    in_level1 = "([k_level1^]=[k_level1])*1"
    in_level2 = "([k_first^]=[k_first])*([k_level2^]=[k_level2])"
    count = 'COUNTIFS([k_key:],">0",[k_key:],"<="&[k_key])'
    weight = "ROUND(SUMIFS([s_weight:],[s_first:],[#]),6)"
    return [
        WorkingColumn(
            "i_code", POSITIONS,
            'IF([#]<ROWS({0})-1,IFERROR(INDEX({0},[#]+1)&"",""),"")', (CODE,),
        ),
        WorkingColumn("i_count", POSITIONS, '[i_count-]+IF([i_code]="",0,1)', seed=0.0),
        WorkingColumn(
            "i_beyond", 1,
            f"MAX(0,[i_count$]-{INDICATORS})+MAX(0,ROWS({{0}})-2-{POSITIONS})", (CODE,),
        ),
        WorkingColumn("i_shown", 1, f"MIN([i_count$],{INDICATORS})"),
        WorkingColumn(
            "k_row", INDICATORS, "IF([#]>[i_count$],0,MATCH([#],[i_count:],0))"
        ),
        WorkingColumn(**{**vars(_text("k_level1", LEVEL1, "k_row")), "seed": "▲"}),
        WorkingColumn(**{**vars(_text("k_level2", LEVEL2, "k_row")), "seed": "▲"}),
        *_level_number("k_first", "k_same", in_level1),
        *_level_number("k_second", "k_same2", in_level2),
        WorkingColumn(
            "k_key", INDICATORS,
            f"IF([k_row]=0,0,[k_first]*{FIRST_KEY}+[k_second]*{SECOND_KEY}+[#])",
        ),
        WorkingColumn("k_rank", INDICATORS, f"IF([k_row]=0,0,{count})"),
        WorkingColumn(
            "s_at", INDICATORS, "IF([#]>[i_shown$],0,MATCH([#],[k_rank:],0))"
        ),
        _sorted("s_row", "k_row"),
        _sorted("s_first", "k_first"),
        _sorted("s_second", "k_second"),
        _text("s_level1", LEVEL1),
        _text("s_level2", LEVEL2),
        _if_row("s_code", "INDEX([i_code:],[s_row])", rest='""'),
        _text("s_name", _column("name")),
        _number("s_weight", WEIGHT),
        _number("s_value", _column("result")),
        _text("s_rule", _column("rule")),
        _number("s_score", SCORE),
        _text("s_reason", _column("reason")),
        _number("s_source", _column("value")),
        _if_row("s_base", base_text("[s_source]", 0), BASE_REFS, '""'),
        _if_row("s_share", share_text("[s_source]", "[s_value]", numbering), SHARE_REFS),
        _if_row(
            "s_sample", f'IF(ISNUMBER(SEARCH("{ILLUSTRATIVE}",INDEX({{0}},[s_row]+1))),1,0)',
            (_column("note"),),
        ),
        _if_row("s_new1", "IF([s_first]=[s_first-],0,1)"),
        _if_row("s_new2", "IF([s_second]=[s_second-],0,1)"),
        _if_row("s_last1", "IF([s_first]=[s_first+],0,1)"),
        _if_row("s_last2", "IF([s_second]=[s_second+],0,1)"),
        *_named_level("1", "first"),
        *_named_level("2", "second"),
        _if_row("s_named", NAMED.format("[s_code]", "[s_name]"), rest='""'),
        # behind each level 3-2 has its sum
        _if_row("s_out", "[#]+[s_first]-1"),
        WorkingColumn(
            "v_at", LEVELS, "IF([#]>MAX([s_first:]),0,MATCH([#],[s_first:],0))"
        ),
        WorkingColumn("v_count", 1, f"MIN({LEVELS},MAX([s_first:]))"),
        WorkingColumn("v_beyond", 1, f"MAX(0,MAX([s_first:])-{LEVELS})"),
        _level("v_label", "INDEX([s_level1:],[v_at])"),
        _level("v_weight", weight),
        _level("v_score", _level_score(levels=levels)),
        _level("v_rate", rate_text("[v_score]", "[v_weight]")),
        # 2-1: the rows, then the total
        WorkingColumn(
            "u_kind", INDICATORS + 1,
            "IF([i_shown$]=0,IF([#]=1,3,0),IF([#]<=[i_shown$],1,IF([#]=[i_shown$]+1,2,0)))",
        ),
        # 3-2: the rows, behind each level its sum, then the total
        WorkingColumn("t_rows", 1, "[i_shown$]+MAX([s_first:])"),
        WorkingColumn(
            "t_kind", SCORE_ROWS,
            "IF([t_rows$]=0,IF([#]=1,3,0),IF([#]>[t_rows$]+1,0,IF([#]=[t_rows$]+1,4,"
            "IF(ISNUMBER(MATCH([#],[s_out:],0)),1,2))))",
        ),
        WorkingColumn(
            "t_at", SCORE_ROWS,
            "IF([t_kind]=1,MATCH([#],[s_out:],0),"
            "IF([t_kind]=2,INDEX([s_first:],MATCH([#]-1,[s_out:],0)),0))",
        ),
        WorkingColumn(
            "t_share", SCORE_ROWS, "IF([t_kind]=1,INDEX([s_share:],[t_at]),0)"
        ),
    ]  # fmt: skip
