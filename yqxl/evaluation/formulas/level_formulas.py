"""Formulas of 层级评分: which level a code means, what it scores, what that changes.

A code means the level whose label it is, or whose label begins with it as its code (A, B2):
the codes of the labels stand in hidden columns of 指标体系, row by row. Not every program
takes LEFT, MID or ROW of a range for those of each of its cells (Gnumeric does not).
The columns of a second level alone (``own…``) stand apart, so that a first level can look
at them in every row without looking at itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from yqxl.evaluation.formulas.named_formulas import needed_scores
from yqxl.model.level_methods import BLEND, MEAN, SUM, WEIGHTED
from yqxl.registry import NativeCore, declared
from yqxl.rules.scores.qualitative import given_score
from yqxl.rules.totals.levels import blended_points, label_code, mean_points, member_rate

_COUNTS = re.compile(r"COUNTIFS\(")


def _literal(cell: str) -> str:
    """Return the text of a cell as a criterion or MATCH takes it, whatever signs it has."""
    for sign in "~*?":
        cell = f'SUBSTITUTE({cell},"{sign}","~{sign}")'
    return cell


def _place_in(labels: str, codes: str) -> str:
    """Return the first row whose level the code means: by label, else by code; 1 is the header."""
    by_label, by_code = (f"MATCH({_literal('[code]')},{where},0)" for where in (labels, codes))
    return f"IFERROR({by_label},IFERROR({by_code},1))"


def _exactly(cell: str) -> str:
    """Return the criterion that means the text of a cell."""
    return f'"="&{_literal(cell)}'


_FIRST, _SECOND = _exactly("[first]"), _exactly("[second]")
_IN_FIRST = f"yq_i_l1,{_FIRST}"
_IN_SECOND = f"{_IN_FIRST},yq_i_l2,{_SECOND}"
_OF_FIRST = f"yq_v_first,{_FIRST}"
_SCORED = 'yq_i_score,"<9E+307"'


def _by_depth(second: str, first: str, neither: str = "NA()") -> str:
    """Return what a second level shows, what a first one, and what a code of neither."""
    return f'IF([depth]="","",IF([depth]=0,{neither},IF([depth]=2,{second},{first})))'


def _sum(inside: str) -> str:
    return f'SUMIFS(yq_i_score,yq_i_code,"<>",{inside},{_SCORED})'


def _open(inside: str) -> str:
    """Return how many indicators inside have no score."""
    return f'COUNTIFS(yq_i_code,"<>",{inside})-COUNTIFS(yq_i_code,"<>",{inside},{_SCORED})'


def _waived(inside: str) -> str:
    """Return how many scores and sources need not be filled in there."""
    return "+".join(_COUNTS.sub(f"COUNTIFS({inside},", one) for one in needed_scores())


def _score(members: str, mean: str) -> str:
    """Return the score by the method, from what the members give together and on the mean."""
    blended = declared(blended_points, NativeCore).filled(
        {"share": "[share]", "given": "[given]", "members": members}
    )
    by_mean = declared(mean_points, NativeCore).filled({"weight": "[weight]", "rate": mean})
    given = declared(given_score, NativeCore).filled({"points": "[given]"})
    plain = ",".join(f'[method]="{one}"' for one in (SUM, WEIGHTED))
    return (
        f'IF([method]="{BLEND}",IF(COUNT([share],[given])<2,NA(),IF({members}="","",'
        f"IF(OR([share]<0,[share]>1),NA(),{blended}))),"
        f'IF(ISNUMBER([given]),{given},IF([given]<>"",#VALUE!,'
        f'IF([method]="{MEAN}",IF({members}="","",{by_mean}),'
        f'IF(OR([method]="",{plain}),{members},NA())))))'
    )


_OWN_MEMBERS = f'IF({_open(_IN_SECOND)}>0,"",ROUND({_sum(_IN_SECOND)},2))'
_OPEN_IN_FIRST = f"{_open(_IN_FIRST)}-SUMIFS(yq_v_own_open,{_OF_FIRST})"
_FIRST_MEMBERS = (
    f'IF({_OPEN_IN_FIRST}>0,"",ROUND({_sum(_IN_FIRST)}+SUMIFS(yq_v_own_change,{_OF_FIRST}),2))'
)
_OWN_MEAN = f"AVERAGEIFS(yq_i_rate,{_IN_SECOND})"
_FIRST_MEAN = (
    f'IF(COUNTIFS({_OF_FIRST},yq_v_own_rate,"<9E+307")>0,AVERAGEIFS(yq_v_own_rate,{_OF_FIRST}),'
    f"AVERAGEIFS(yq_i_rate,{_IN_FIRST}))"
)
#: a level below one that has a row of its own changes nothing
_BELOW_ANOTHER = f"COUNTIFS({_OF_FIRST},yq_v_depth,1)>0"
#: the same level twice would count twice
_ONCE = "SUMPRODUCT((yq_v_first=[first])*(yq_v_second=[second])*(yq_v_depth=[depth]))=1"
_PLACE1, _PLACE2 = _place_in("yq_i_l1", "yq_i_c1"), _place_in("yq_i_l2", "yq_i_c2")
_OWN = f"IF({_ONCE},{_score(_OWN_MEMBERS, _OWN_MEAN)},NA())"
_RATE = declared(member_rate, NativeCore)
_OWN_RATE = _RATE.filled({"score": "[own]", "weight": "[weight]"})
_INDICATOR_RATE = _RATE.filled({"score": "[score]", "weight": "[weight]"})

_LABEL_CODE = declared(label_code, NativeCore)

LEVEL_FORMULAS: Mapping[tuple[str, str], str] = {
    ("level_scores", "depth"): (f'IF([code]="","",IF({_PLACE1}>1,1,IF({_PLACE2}>1,2,0)))'),
    ("level_scores", "first"): _by_depth(
        f'INDEX(yq_i_l1,{_PLACE2})&""', f'INDEX(yq_i_l1,{_PLACE1})&""', '""'
    ),
    ("level_scores", "second"): _by_depth(f'INDEX(yq_i_l2,{_PLACE2})&""', '""', '""'),
    ("level_scores", "level"): _by_depth("[second]", "[first]"),
    ("level_scores", "weight"): _by_depth(
        f'ROUND(SUMIFS(yq_i_weight,yq_i_code,"<>",{_IN_SECOND}),6)',
        f'ROUND(SUMIFS(yq_i_weight,yq_i_code,"<>",{_IN_FIRST}),6)',
    ),
    ("level_scores", "members"): _by_depth(_OWN_MEMBERS, _FIRST_MEMBERS),
    ("level_scores", "score"): _by_depth("[own]", _score("[members]", _FIRST_MEAN)),
    ("level_scores", "own"): _by_depth(_OWN, '""', '""'),
    ("level_scores", "own_rate"): _by_depth(
        f'IF(ISNUMBER([own]),IF([weight]=0,"",{_OWN_RATE}),"")',
        '""',
        '""',
    ),
    ("level_scores", "own_change"): _by_depth(
        f'IF([own]="",0,ROUND([own]-{_sum(_IN_SECOND)},10))', "0", "0"
    ),
    ("level_scores", "own_open"): _by_depth(f"IF(ISNUMBER([own]),{_open(_IN_SECOND)},0)", "0", "0"),
    ("level_scores", "change"): _by_depth(
        f"IF({_BELOW_ANOTHER},0,[own_change])",
        f'IF([score]="",SUMIFS(yq_v_own_change,{_OF_FIRST}),'
        f"IF({_ONCE},ROUND([score]-{_sum(_IN_FIRST)},10),NA()))",
    ),
    ("level_scores", "open"): (
        'IF([depth]="","",IF(ISERROR([change]),-1,IF([depth]=2,'
        f"IF({_BELOW_ANOTHER},0,[own_open]),"
        f'IF([score]="",SUMIFS(yq_v_own_open,{_OF_FIRST}),{_open(_IN_FIRST)}))))'
    ),
    ("level_scores", "waived"): _by_depth(
        f"IF({_BELOW_ANOTHER},0,IF(COUNT([own],[change])=2,{_waived(_IN_SECOND)},0))",
        f"IF(COUNT([score],[change])=2,{_waived(_IN_FIRST)},0)",
        "0",
    ),
    ("indicators", "code1"): _LABEL_CODE.filled({"label": "[level1]"}),
    ("indicators", "code2"): _LABEL_CODE.filled({"label": "[level2]"}),
    ("indicators", "rate"): (
        f'IF(COUNT([score],[weight])<2,"",IF([weight]=0,"",{_INDICATOR_RATE}))'
    ),
}
