"""Grades: which grade a total reaches in a named scheme (评价等级).

Lower bounds decide: 89.5 is 良 where 优 begins at 90. A scheme is data (参数); a cell
function knows the shipped ones, the workbook's 首页 looks into its own 参数 sheet.
"""

from __future__ import annotations

from yqxl.arithmetic import Value, divide
from yqxl.errors import CellError, ErrorValue
from yqxl.model.contract.parameters import DEFAULT_GRADE_SCHEME
from yqxl.model.rows import GradeScheme
from yqxl.registry import OMITTED, Argument, declared, formula, native
from yqxl.registry.native_core import NativeCore
from yqxl.registry.native_guard import errors_first, texts
from yqxl.rules.arguments import Optional, given, numbers, refuse_errors, text
from yqxl.rules.schemes import GRADES
from yqxl.rules.scores.bands import band_number

FULL = 100.0


@native("{total}*100/{full}")
def in_hundredths(total: float, full: float) -> float:
    """Return a total in hundredths of the full marks: what the bounds of a scheme look at.

    >>> in_hundredths(155, 200)
    77.5
    """
    return divide(total * 100, full)


_PERCENT = declared(in_hundredths, NativeCore).text


def _native() -> str:
    """Return the native formula, the shipped schemes written into it."""
    names = ",".join(f'"{scheme.scheme}"' for scheme in GRADES)
    looked_up = ",".join(_lookup(scheme) for scheme in GRADES)
    found = f"CHOOSE(MATCH({{scheme}},{_array(names)},0),{looked_up})"
    inner = f"IF({texts(('total', 'full'))}>0,#VALUE!,{found})"
    return errors_first(inner, "total", "full", "scheme")


def _array(items: str) -> str:
    return "{" + items + "}"


def _lookup(scheme: GradeScheme) -> str:
    lower = ",".join(f"{bound:g}" for bound in scheme.lower if isinstance(bound, float))
    grades = ",".join(f'"{grade}"' for grade in scheme.grade if grade)
    return f"LOOKUP(ROUND({_PERCENT},10),{_array(lower)},{_array(grades)})"


@formula(
    name="YQ_GRADE",
    label="评价等级",
    unit="文本",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》第十八条；其他方案见参数表",
    native=_native(),
    example="=YQ_GRADE(77.73)",
    arguments=(
        Argument("total", "总分", "评价得分", "分"),
        Argument("full", "满分", "总分的满分，默认 100", "分", default=FULL),
        Argument(
            "scheme",
            "评分方案",
            "等级划分方案的名称，默认 财预〔2020〕10号",
            kind="text",
            default=DEFAULT_GRADE_SCHEME,
        ),
    ),
)
def grade(total: Value, full: Optional = OMITTED, scheme: Optional = OMITTED) -> str:
    """按评分方案把总分划入评价等级：默认 90 以上优、80 以上良、60 以上中，其余差。

    The total is taken in hundredths of the full marks, to ten decimals, and belongs to
    the highest grade whose lower bound it reaches.

    Args:
        total: points in all.
        full: full marks; 100 when left out.
        scheme: name of a shipped scheme.

    Raises:
        CellError: #N/A for an unknown scheme or a total below every grade, #DIV/0! for
            full marks of 0, #VALUE! for a text.

    Source:
        财预〔2020〕10号 第十八条。

    >>> grade(77.73), grade(89.5), grade(90), grade(155, 200)
    ('中', '良', '优', '中')
    >>> grade(77.73, 100, "四级(教材案例)")
    '良好'
    """
    out_of, name = given(full, FULL), given(scheme, DEFAULT_GRADE_SCHEME)
    refuse_errors(total, out_of, name)
    points, most = numbers(total, out_of)
    for row in GRADES:
        if row.scheme.lower() == text(name).lower():
            number = band_number(row.lower, in_hundredths(points, most))
            if number:
                return row.grade[number - 1]
    raise CellError(ErrorValue.NA)
