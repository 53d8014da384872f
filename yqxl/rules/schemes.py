"""Band schemes and grade schemes that were published with all their bounds.

A lower bound belongs to its band ("80(含)"). What stands between two bands of whole
points (89.5 where 80-89 and 90-100 are printed) belongs to the lower band.
"""

from __future__ import annotations

from yqxl.model.contract.parameters import DEFAULT_GRADE_SCHEME
from yqxl.model.rows import Band, GradeScheme

#: bounds, factors and grades have this many columns in 参数
WIDTH = 6

_NONE = (None,) * WIDTH
_BLANK = ("",) * WIDTH


def _band(scheme: str, source: str, *pairs: tuple[float, float]) -> Band:
    lower = (*(low for low, _ in pairs), *_NONE)[:WIDTH]
    factor = (*(share for _, share in pairs), *_NONE)[:WIDTH]
    return Band(scheme, lower, factor, source)


def _grades(scheme: str, source: str, *pairs: tuple[float, str]) -> GradeScheme:
    lower = (*(low for low, _ in pairs), *_NONE)[:WIDTH]
    grade = (*(name for _, name in pairs), *_BLANK)[:WIDTH]
    return GradeScheme(scheme, lower, grade, source)


BANDS: tuple[Band, ...] = (
    _band(
        "执行率分档(财预〔2021〕101号)",
        "财预〔2021〕101号 (七)2",
        (0.0, 0.0),
        (0.6, 0.5),
        (0.8, 0.7),
        (1.0, 1.0),
    ),
    _band(
        "满意度分档(财预〔2021〕101号)",
        "财预〔2021〕101号 (七)4",
        (0.0, 0.0),
        (0.6, 0.5),
        (0.8, 0.8),
        (0.9, 1.0),
    ),
    _band(
        "建档率分档(宜兴)",
        "宜兴市公开的评分标准（满分5分：75%以上5分，70%以上3分，65%以上1分）"
        " http://yixing.gov.cn/doc/2017/04/20/657601.shtml",
        (0.0, 0.0),
        (0.65, 0.2),
        (0.7, 0.6),
        (0.75, 1.0),
    ),
)

GRADES: tuple[GradeScheme, ...] = (
    _grades(
        DEFAULT_GRADE_SCHEME,
        "财预〔2020〕10号《项目支出绩效评价管理办法》第十八条；豫财效〔2020〕10号（界限相同）；"
        "郑州市办法第二十六条、http://www.dz-gczx.com/wap/articleDetails_id_1290.html"
        "（印作 90-100、80-89、60-79、0-59，整数之间的得分按下限归级）",
        (0.0, "差"),
        (60.0, "中"),
        (80.0, "良"),
        (90.0, "优"),
    ),
    _grades(
        "五级(教材案例)",
        "教材案例：优90以上，良80-89，中70-79，合格60-69，差60以下",
        (0.0, "差"),
        (60.0, "合格"),
        (70.0, "中"),
        (80.0, "良"),
        (90.0, "优"),
    ),
    _grades(
        "四级(教材案例)",
        "教材案例：优秀90以上，良好75以上，合格60以上，其余不合格",
        (0.0, "不合格"),
        (60.0, "合格"),
        (75.0, "良好"),
        (90.0, "优秀"),
    ),
)
