"""Formulas of 资金, 产出, 满意度, 成本标准 and 指标取值, built from the rules' native cores."""

from __future__ import annotations

from collections.abc import Mapping

from yqxl.catalog import computed_columns, kind_by_number
from yqxl.catalog.rule_numbers import is_any
from yqxl.evaluation.formulas.source_formulas import (
    followed_path,
    number_or_na,
    wrong_part,
)
from yqxl.registry import NativeCore, RateKind, declared
from yqxl.rules.rates.outputs import capped
from yqxl.rules.rates.satisfaction import satisfied_share, weighted_answers
from yqxl.rules.scores.experts import CLOSE, TRIMMED_FROM, mean_score, trimmed_mean

_SOURCE = 'IF([code]="","",IF({0}="","",IF(ISNUMBER({0}),{0},' + followed_path() + ")))"
_DEFAULT_WEIGHT = (
    'IF(OR([code]="",[option]=""),"",IFERROR('
    + number_or_na("INDEX(yq_option_weight,MATCH([option],yq_option,0))")
    + ',""))'
)
_PRODUCT = declared(weighted_answers, NativeCore)
_WEIGHTED = (
    f"IF(COUNT([count],[weight])=2,{_PRODUCT.filled({'count': '[count]', 'weight': '[weight]'})},"
    'IF(COUNTBLANK([weight])=0,"",IF(COUNT([count],[default_weight])=2,'
    f'{_PRODUCT.filled({"count": "[count]", "weight": "[default_weight]"})},"")))'
)
_SURVEY_VALID = (
    'IF([code]="","",IF(COUNTIF(yq_c_code,[code])=0,"",'
    'IF(COUNTIFS(yq_c_code,[code],yq_c_weighted,"<9E+307")<COUNTIF(yq_c_code,[code]),"",'
    "SUMIFS(yq_c_count,yq_c_code,[code]))))"
)
_SURVEY_RATE = declared(satisfied_share, NativeCore).filled(
    {"satisfied": "SUMIFS(yq_c_weighted,yq_c_code,[code])", "valid": "[valid]"}
)
_GIVEN = 'yq_x_code,[code],yq_x_score,"<9E+307"'
_MEAN = declared(mean_score, NativeCore).filled(
    {"scores": f"SUMIFS(yq_x_score,{_GIVEN})", "experts": f"COUNTIFS({_GIVEN})"}
)
_EXPERT_MEAN = f'IF([code]="","",IF(COUNTIFS({_GIVEN})=0,"",{_MEAN}))'
_CLOSE = f"{CLOSE:.9f}"


def _scored(criterion: str) -> str:
    return f"yq_x_code,[code],{criterion}"


def _among(criterion: str) -> str:
    """Return how many scores of the same code are so."""
    count = f"COUNTIFS({_scored(f'yq_x_score,{criterion}')})"
    return f'IF([code]="","",IF(ISNUMBER([score]),{count},""))'


def _of_those(none: str) -> str:
    """Return the score of which none of the same code is higher, or lower."""
    own = _scored(f"{none},0")
    return f"SUMIFS(yq_x_score,{own})/COUNTIFS({own})"


_TRIMMED = declared(trimmed_mean, NativeCore).filled(
    {
        "scores": f"SUMIFS(yq_x_score,{_GIVEN})",
        "highest": _of_those("yq_x_higher"),
        "lowest": _of_those("yq_x_lower"),
        "experts": f"COUNTIFS({_GIVEN})",
    }
)
_EXPERTS = {
    ("experts", "mean"): _EXPERT_MEAN,
    ("experts", "trimmed"): (
        f'IF([code]="","",IF(COUNTIFS({_GIVEN})<{TRIMMED_FROM},"",{_TRIMMED}))'
    ),
    ("experts", "higher"): _among(f'">"&([score]+{_CLOSE})'),
    ("experts", "lower"): _among(f'"<"&([score]-{_CLOSE})'),
}
_CAPPED = declared(capped, NativeCore).filled({"limit": "[cap]", "rate": "[raw]"})
#: what 提示 of 指标取值 says: the arrow points at the sources beside it
NO_KIND, UNKNOWN_KIND = "←请选种类", "←种类不在参数表中"
BLANK = ("←请填", "来源")
WRONG, NO_VALUE, NO_CAP = "←", "←算不出，请看分母是不是 0", "封顶要填数字 →"
_NUMERATOR, _DENOMINATOR, _NUMBER = "[numerator_value]", "[denominator_value]", "[formula_number]"


def rate_formulas(*, by_name: bool) -> Mapping[tuple[str, str], str]:
    """Return the formulas by table and field; ``by_name`` calls the add-in's functions."""
    columns = {place: column.text(by_name=by_name) for place, column in computed_columns().items()}
    return {
        **columns,
        ("survey_counts", "default_weight"): _DEFAULT_WEIGHT,
        ("survey_counts", "weighted"): _WEIGHTED,
        ("survey", "valid"): _SURVEY_VALID,
        ("survey", "rate"): f'IF([valid]="","",{_SURVEY_RATE})',
        **_EXPERTS,
        ("rates", "numerator_value"): _SOURCE.format("[numerator]"),
        ("rates", "denominator_value"): _SOURCE.format("[denominator]"),
        ("rates", "raw"): _raw(by_name=by_name),
        ("rates", "hint"): _hint(),
        ("rates", "faulty"): (
            f'IF([code]="","",IF(ISERROR({_NUMERATOR}),[numerator]&"",'
            f'IF(ISERROR({_DENOMINATOR}),[denominator]&"","")))'
        ),
        ("rates", "result"): (
            f'IF([raw]="","",IF([cap]="",[raw],IF(ISNUMBER([cap]),{_CAPPED},#VALUE!)))'
        ),
        ("rates", "formula_number"): (
            'IF(OR([code]="",[kind]=""),"",INDEX(yq_kind_no,MATCH([kind],yq_kind,0)))'
        ),
    }


def _raw(*, by_name: bool) -> str:
    """Return 原值: the formula of the kind's number over 分子 and 分母.

    A kind that needs no 分母 is told apart before a blank 分母 shows nothing.
    """
    kinds = kind_by_number()
    alone = [kind for kind in kinds.values() if not kind.denominator]
    last = max(kind.number for kind in kinds.values() if kind.denominator)
    texts = [_of_kind(kind, by_name=by_name) for kind in kinds.values() if kind.number <= last]
    both = f'IF({_DENOMINATOR}="","",CHOOSE({_NUMBER},{",".join(texts)}))'
    for kind in reversed(alone):
        both = f"IF({is_any(_NUMBER, [kind.number])},{_of_kind(kind, by_name=by_name)},{both})"
    return f'IF({_NUMBER}="","",IF({_NUMERATOR}="","",{both}))'


def _hint() -> str:
    """Return 提示: which source is blank or leads nowhere, and by which part of its path."""
    kinds = kind_by_number().values()
    alone = is_any(_NUMBER, [one.number for one in kinds if not one.denominator])
    named = f'IF(ISERROR({_NUMERATOR}),"分子","分母")'
    what = (
        f"IF(ISERROR({_NUMERATOR}),2,IF({alone},1,"
        f'IF([denominator]="",3,IF(ISERROR({_DENOMINATOR}),2,1))))'
    )
    wrong = f'"{WRONG}"&{named}&"："&{wrong_part().format("[faulty]")}'
    return (
        f'IF([code]="","",IF([kind]="","{NO_KIND}",IF(ISERROR({_NUMBER}),"{UNKNOWN_KIND}",'
        f'IF([numerator]="","{"分子".join(BLANK)}",'
        f'CHOOSE({what},{_beyond()},{wrong},"{"分母".join(BLANK)}")))))'
    )


def _beyond() -> str:
    return f'IF(ISERROR([raw]),"{NO_VALUE}",IF(ISERROR([result]),"{NO_CAP}",""))'


def _of_kind(kind: RateKind, *, by_name: bool) -> str:
    return kind.text(_NUMERATOR, _DENOMINATOR, by_name=by_name)
