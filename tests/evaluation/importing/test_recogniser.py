"""Small tables, each for one trap of recognition."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from yqxl.evaluation.importing.evaluation_data import ImportedProject, imported_project
from yqxl.evaluation.importing.recognise import recognise
from yqxl.evaluation.importing.source_grid import SourceCell, SourceGrid, grid_of

Row = Sequence[float | str | None]
HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def grid(*rows: Row, spans: Sequence[tuple[int, int, int, int]] = ()) -> SourceGrid:
    covered = {(s[0], s[1]): s for s in spans}
    cells = [
        SourceCell(value, *covered.get((r, c), (r, c, r, c)))
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    ]
    return grid_of("表", cells)


def only(*rows: Row, spans: Sequence[tuple[int, int, int, int]] = ()) -> ImportedProject:
    (draft,) = recognise([grid(*rows, spans=spans)])
    return imported_project(draft)


def column(project: ImportedProject, field: str) -> list[object]:
    return [row.get(field) for row in project.data["indicators"]]


def test_blank_levels_are_carried_down_and_marked() -> None:
    project = only(
        HEADER,
        ["产出", "数量", "里程", "≥50公里", "46公里", 60, 55.2],
        [None, None, "次数", "≥12次", "12次", 40, 40],
    )
    assert column(project, "level1") == ["产出", "产出"]
    assert {(item.at, item.why) for item in project.checks} == {
        ("指标体系/A102/一级指标", "上一行延续"),
        ("指标体系/A102/二级指标", "上一行延续"),
    }
    assert {row["at"] for row in project.data["imports"]} == {item.at for item in project.checks}


def test_a_system_of_four_levels_keeps_its_third() -> None:
    project = only(
        ["一级指标", "二级指标", "三级指标", "四级指标", "分值", "得分"],
        ["投入", "立项", "规范性", "程序", 30, 30],
        [None, None, None, "材料", 20, 18],
        [None, None, "合理性", "目标", 20, 20],
        [None, "资金", "到位", "到位率", 30, 25],
    )
    assert column(project, "name") == ["程序", "材料", "目标", "到位率"]
    assert column(project, "level3") == ["规范性", "规范性", "合理性", "到位"]
    assert column(project, "level2") == ["立项", "立项", "立项", "资金"]
    assert ("指标体系/A102/上级指标", "上一行延续") in {(one.at, one.why) for one in project.checks}


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["A101政策依据", "A102政策程序", "A201目标"], ["A101", "A102", "A201"]),
        (["A级景区数量", "PM2.5浓度", "B超检查率"], ["A101", "A102", "A103"]),
        (["A101政策依据", "政策程序", "目标"], ["A101", "A102", "A103"]),
    ],
    ids=["in company", "letters of names", "one alone"],
)
def test_codes_come_in_company(names: list[str], codes: list[str]) -> None:
    rows = [["决策", "立项", name, "有", "有", 30, 30] for name in names]
    project = only(HEADER, *rows)
    assert column(project, "code") == codes
    if codes[0] != names[0][:4] or names[1] == "政策程序":
        assert column(project, "name") == names


@pytest.mark.parametrize(
    ("cell", "weight"),
    [("15", 15), ("15分", 15), (15, 15), ("—", None), ("15-20", None), ("约15", None)],
)
def test_points_are_numbers_or_nothing(cell: str | float, weight: float | None) -> None:
    project = only(
        HEADER,
        ["产出", "数量", "里程", "≥50公里", "46公里", cell, 10],
        ["产出", "数量", "次数", "≥12次", "12次", 40, 40],
    )
    assert column(project, "weight")[0] == weight


@pytest.mark.parametrize(
    ("score", "taken"), [("25.00×25%=6.25", 6.25), ("25×25%=7", None), ("90%", None)]
)
def test_a_formula_in_a_score_must_multiply_out(score: str, taken: float | None) -> None:
    project = only(
        HEADER,
        ["产出", "数量", "里程", "≥50公里", "46公里", 25, score],
        ["产出", "数量", "次数", "≥12次", "12次", 75, 75],
    )
    assert column(project, "given")[0] == taken


MARKS = [
    ["产出", "数量", "里程", None, None, 25, 80],
    ["产出", "数量", "次数", None, None, 25, 90],
    ["产出", "数量", "天数", None, None, 50, 100],
]


@pytest.mark.parametrize(("total", "scores"), [(92.5, [20, 22.5, 50]), (90, [None] * 3)])
def test_marks_of_a_hundred_need_the_total(total: float, scores: list[float | None]) -> None:
    project = only(HEADER, *MARKS, ["合计", None, None, None, None, 100, total])
    assert column(project, "given") == scores


@pytest.mark.parametrize(
    ("target", "actual", "score", "rule", "value"),
    [
        ("≥50公里", "46公里", 46, "比例", 46.0),
        ("≥50公里", "46公里", 0, "达标满分", 46.0),
        ("≤10天", "12天", 41.67, "反向比例", 12.0),
        ("≤10天", "12天", 0, "不超满分", 12.0),
        ("=0件", "0件", 50, "等于目标", 0.0),
        (">90%", "95%", 50, "高于满分", 0.95),
        ("≥95%", "≥95%", 50, "直接评分", None),
        ("健全", "基本健全", 40, "直接评分", None),
        ("≥50公里", "92%", 46, "直接评分", None),
        ("12月底前", "12月", 50, "直接评分", None),
    ],
)
def test_rules_follow_the_operator(
    target: str, actual: str, score: float, rule: str, value: float | None
) -> None:
    project = only(
        HEADER,
        ["产出", "数量", "里程", target, actual, 50, score],
        ["产出", "数量", "次数", "有", "有", 50, 50],
    )
    assert (column(project, "rule")[0], column(project, "value")[0]) == (rule, value)


def test_full_marks_on_a_missed_target_are_told() -> None:
    project = only(
        HEADER,
        ["产出", "数量", "里程", "≥50公里", "40公里", 50, 50],
        ["产出", "数量", "次数", "有", "有", 50, 50],
    )
    (found,) = project.contradictions
    assert "没有达到目标却得满分" in found.message
    assert column(project, "given")[0] == 50


def test_an_actual_value_with_an_operator_is_no_value() -> None:
    project = only(
        HEADER,
        ["产出", "数量", "合格率", "≥95%", "≥95%", 50, 50],
        ["产出", "数量", "次数", "有", "有", 50, 50],
    )
    assert [each.kind for each in project.contradictions] == ["与目标矛盾"]


def test_a_header_of_two_rows_without_merges() -> None:
    project = only(
        ["评价指标", None, None, "分值", "评价结果", None],
        ["一级指标", "二级指标", "三级指标", None, "得分", "扣分原因"],
        ["产出", "数量", "里程", 60, 55, "雨季"],
        ["产出", "数量", "次数", 40, 40, None],
        spans=[(0, 0, 0, 2), (0, 4, 0, 5)],
    )
    assert column(project, "reason") == ["雨季", None]
    assert column(project, "given") == [55, 40]


def test_a_name_column_without_its_header_is_guessed() -> None:
    header = ["一级指标", "二级指标", None, "年度指标值", "实际完成值", "分值", "得分"]
    project = only(
        header,
        ["产出", "数量指标", "里程", "≥50公里", "46公里", 60, 55.2],
        ["产出", "数量指标", "次数", "≥12次", "12次", 40, 40],
    )
    assert column(project, "name") == ["里程", "次数"]
    assert {item.at for item in project.checks} >= {"指标体系/A101/三级指标"}


def test_level_rows_and_subtotals_are_cross_checks() -> None:
    project = only(
        HEADER,
        ["产出", None, None, None, None, 60, 55],
        [None, "数量", "里程", "有", "有", 40, 40],
        [None, "数量", "次数", "有", "有", 20, 16],
        ["效益", "社会", "出行", "有", "有", 40, 40],
        ["合计", None, None, None, None, 100, 96],
    )
    assert column(project, "name") == ["里程", "次数", "出行"]
    assert project.levels["产出"] == {"weight": 60, "score": 55}
    assert [each.kind for each in project.contradictions] == ["层级得分"]


def test_a_subtotal_in_the_column_of_levels_is_no_indicator() -> None:
    project = only(
        HEADER,
        ["产出（60分）", "数量", "里程", "有", "有", 60, 55],
        ["产出", "小计", None, None, None, 60, 55],
        ["效益", None, None, None, None, 40, 39],
        ["效益", "社会", "出行", "有", "有", 40, 40],
        ["合计", None, None, None, None, 100, 95],
    )
    assert column(project, "name") == ["里程", "出行"]
    assert project.levels == {
        "产出": {"weight": 60, "score": 55},
        "效益": {"weight": 40, "score": 39},
    }
    assert [each.kind for each in project.contradictions] == ["层级得分"]


def test_the_points_of_the_execution_rate_may_stand_in_its_header() -> None:
    project = only(
        [None, "预算数(A)", "执行数(B)", "执行率(B/A)", "得分(20分*执行率)"],
        ["年度财政资金总额", 10, 10, "100%", 20],
        HEADER,
        ["产出", "数量", "里程", "≥50公里", "50公里", 80, 80],
        ["合计", None, None, None, None, 100, 100],
    )
    assert project.execution == {"weight": 20, "score": 20, "rate": 1}
    assert project.contradictions == ()


def test_two_tables_side_by_side_are_two_projects() -> None:
    left = ["产出", "数量", "里程", "有", "有", 60, 55]
    right = ["产出", "数量", "楼房", "有", "有", 60, 50]
    drafts = recognise([grid([*HEADER, *HEADER], [*left, *right], [*left, *right])])
    assert len(drafts) == 2


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "单位", "职务", "电话"], ["张三", "教育局", "科长", "123"]],
        [["项目", "年初预算数", "全年执行数"], ["办公费", 10, 9], ["合计", 10, 9]],
        [["序号", "任务名称", "目标", "完成情况", "责任单位"], [1, "修路", "50公里", "46", "局"]],
        [["题目", "非常满意", "满意", "不满意"], ["您对培训", 50, 30, 2]],
        [["货物名称", "单位", "数量", "单价", "金额"], ["纸", "箱", 2, 100, 200]],
        [["指标名称", "计量单位", "计划", "实际", "完成率"], ["产值", "万元", 10, 9, "90%"]],
    ],
    ids=["roster", "budget", "progress", "survey", "invoice", "statistics"],
)
def test_other_tables_have_no_indicators(rows: list[list[float | str]]) -> None:
    assert not any(draft.rows for draft in recognise([grid(*rows)]))


def test_a_list_of_projects_is_a_list_only() -> None:
    (draft,) = recognise([
        grid(
            ["序号", "项目名称", "年初预算数", "全年执行数", "自评得分"],
            [1, "修路", 10, 9, 95],
            [2, "造林", 20, 18, 91],
        )
    ])  # fmt: skip
    assert draft.kind == "portfolio"
    assert [row["project"].value for row in draft.projects] == ["修路", "造林"]
    assert draft.rows == []


def test_what_no_reader_could_read_is_listed() -> None:
    cells = list(grid(HEADER, ["产出", "数量", "里程", "≥50公里", "46公里", 100]).cells())
    blank = SourceCell(None, 1, 6, 1, 6, remark="公式没有保存的值")
    (draft,) = recognise([grid_of("表", [*cells, blank])])
    project = imported_project(draft)
    assert [(left.place, left.why) for left in project.leftovers] == [("表!G2", "公式没有保存的值")]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "Err:502"])
def test_the_text_of_an_error_is_marked(error: str) -> None:
    project = only(HEADER, ["产出", "数量", "里程", "≥50公里", error, 100, error])
    assert ("绩效目标/A101/实际完成值", "错误值") in {(c.at, c.why) for c in project.checks}
    assert column(project, "given") == [None]
    assert [left.text for left in project.leftovers] == [error]


PAGE = ["产出", "数量", "里程", "≥50公里", "46公里", 60, 55.2]
REST = ["效益", "社会效益", "出行改善", "显著", "显著", 40, 38]
TOTAL = ["总分", None, None, None, None, 100, 93.2]


def page(name: str, *rows: Row, before: tuple[str, ...] = ()) -> SourceGrid:
    return grid_of(name, grid(*rows).cells(), sheet=False, before=before)


@pytest.mark.parametrize("heads", [(), (HEADER,)], ids=["without header", "header again"])
@pytest.mark.parametrize("between", [(), ("续表",), ("表2-1 指标体系（续）",), ("- 2 -",)], ids=str)
def test_a_table_goes_on_in_the_next_one_of_a_document(
    heads: tuple[Row, ...], between: tuple[str, ...]
) -> None:
    open_level: Row = [None, None, "次数", "≥12次", "12次", 10, 10]
    first = page("表1", HEADER, [*PAGE[:5], 50, 46])
    second = page("表2", *heads, open_level, REST, TOTAL, before=between)
    (draft,) = recognise([first, second])
    project = imported_project(draft)
    assert column(project, "name") == ["里程", "次数", "出行改善"]
    assert column(project, "level1") == ["产出", "产出", "效益"]
    assert column(project, "code") == ["A101", "A102", "B101"]
    assert {item.at for item in project.checks} == {
        "指标体系/A102/一级指标", "指标体系/A102/二级指标"
    }  # fmt: skip
    assert project.total == {"weight": 100, "score": 93.2}
    (place,) = (row.cells["name"].place for row in draft.rows if row.text("name") == "次数")
    assert place == f"表2 第{len(heads) + 1}行第3列"
    assert project.leftovers == ()


@pytest.mark.parametrize(
    "second",
    [
        page("表2", HEADER, PAGE, REST, TOTAL, before=("项目名称：乙",)),
        page("表2", HEADER, PAGE, REST, TOTAL, before=("二、第二个项目",)),
    ],
    ids=["another name", "a heading between"],
)
def test_another_project_is_no_next_page(second: SourceGrid) -> None:
    first = page("表1", HEADER, PAGE, before=("项目名称：甲",))
    assert len(recognise([first, second])) == 2
    again = page("表2", HEADER, PAGE, [*REST[:6], 30])
    assert len(recognise([page("表1", HEADER, PAGE, REST), again])) == 2


def test_a_table_that_nobody_understood_is_told() -> None:
    other = page("表2", ["科目", "数"], ["办公费", 10], before=("附：支出明细",))
    (draft,) = recognise([page("表1", HEADER, PAGE, REST, TOTAL), other])
    assert [(left.place, left.text, left.why) for left in draft.leftovers] == [
        ("表2", "科目", "整个表没有认出，没有用到")
    ]


def test_a_merged_level_that_a_page_break_cut_is_carried_on() -> None:
    blank = SourceCell(None, 0, 0, 1, 0)
    counts: list[Row] = [[None, "数量", name, "≥1", "1", 20, 20] for name in ("次数", "人数")]
    rest = grid(*counts).cells()
    second = grid_of("表2", [blank, *rest], sheet=False)
    (draft,) = recognise([page("表1", HEADER, PAGE), second])
    assert [row.text("level1") for row in draft.rows] == ["产出"] * 3


def test_a_row_longer_than_its_header_is_doubted() -> None:
    rows = [HEADER, ["产出", "数量", "面积", "≥1", "000亩", "1", "020亩", "60", "60"]]
    cells = [
        SourceCell(str(v), r, c, r, c) for r, row in enumerate(rows) for c, v in enumerate(row)
    ]
    (draft,) = recognise([grid_of("表", cells, lengths=[len(row) for row in rows])])
    project = imported_project(draft)
    assert {item.at.rpartition("/")[2] for item in project.checks} >= {
        "目标值",
        "实际完成值",
        "权重",
    }


@pytest.mark.parametrize(
    ("header", "field", "wanted"),
    [
        ("部门复核得分", "given", 38),
        ("专家组评分", "given", 38),
        ("第三方打分", "given", 38),
        ("调整后分值", "weight", 40),
    ],
)
def test_a_second_column_of_points_is_doubted_whoever_it_is_named_for(
    header: str, field: str, wanted: float
) -> None:
    project = only(
        [*HEADER, header],
        ["产出", "数量", "里程", "≥50公里", "46公里", 60, 55.2, 50],
        ["效益", "社会效益", "出行", "显著", "显著", 40, 39, 38],
    )
    places = {item.at for item in project.checks}
    assert column(project, field)[1] == wanted
    assert f"指标体系/B101/{'评定得分' if field == 'given' else '权重'}" in places
    assert "多个同类列" in {each.kind for each in project.contradictions}


@pytest.mark.parametrize("year", ["2023年", "2023年度"])
def test_a_year_before_a_header_changes_nothing(year: str) -> None:
    heads = [*HEADER[:3], f"{year}目标值", f"{year}实际完成值", *HEADER[5:]]
    project = only(heads, ["产出", "数量", "里程", "≥50公里", "46公里", 100, 92])
    (goal,) = project.data["goals"]
    assert (goal["target"], goal["actual"]) == ("≥50公里", "46公里")


@pytest.mark.parametrize("second", ["调整后目标值", "2024年目标值"])
def test_two_columns_of_targets_are_doubted(second: str) -> None:
    heads = [*HEADER[:4], second, *HEADER[4:]]
    project = only(heads, ["产出", "数量", "里程", "≥50公里", "≥45公里", "46公里", 100, 92])
    assert "绩效目标/A101/目标值" in {item.at for item in project.checks}


def test_a_row_that_slipped_a_column_is_doubted() -> None:
    """A cell is missing on its left, as in a web page whose rowspan is short."""
    slipped: Row = ["社会效益", "出行改善", "明显改善", "有改善", "40分", "40×90%=36", "按实际评"]
    project = only(HEADER, ["产出", "数量", "里程", "≥50公里", "46公里", 60, 55.2], slipped)
    row = project.data["indicators"][1]
    assert row["name"] == "明显改善"
    assert {item.at for item in project.checks} >= {
        f"指标体系/{row['code']}/三级指标", f"绩效目标/{row['code']}/目标值"
    }  # fmt: skip


def test_a_code_that_stands_twice_is_kept_by_the_first() -> None:
    heads = ["编码", *HEADER]
    rows: list[Row] = [
        [code, "产出", "数量", name, "≥1次", "1次", 50, 50]
        for code, name in (("A1", "甲"), ("a1", "乙"))
    ]
    project = only(heads, *rows)
    assert column(project, "code") == ["A1", "A101"]
    assert "指标体系/A101/编码" in {item.at for item in project.checks}
    assert [(c.kind, c.place) for c in project.contradictions] == [("编码重复", "表!A3")]
    assert [goal["indicator"] for goal in project.data["goals"]] == ["A1", "A101"]


def test_a_level_that_is_said_to_go_on_is_the_same_level() -> None:
    project = only(
        HEADER,
        ["产出指标（60分）", "数量", "里程", "≥50公里", "50公里", 50, 50],
        ["产出指标（续）", "数量（续）", "次数", "≥12次", "12次", 10, 10],
        ["效益指标", "社会效益", "出行", "显著", "显著", 40, 40],
    )
    assert column(project, "level1") == ["产出指标", "产出指标", "效益指标"]
    assert column(project, "level2") == ["数量", "数量", "社会效益"]
    assert project.contradictions == ()


SYSTEM = ["一级指标", "二级指标", "三级指标", "分值", "评分标准"]


def test_the_system_and_the_scores_of_a_report_are_one_project() -> None:
    criteria: list[Row] = [
        ["产出", "数量", "里程", 60, "按比例"],
        ["效益", "社会效益", "出行", 40, "酌情"],
    ]
    system = page("表1", SYSTEM, *criteria, before=("表2-1 指标体系",))
    scores = page("表2", HEADER, PAGE[:7], [*REST[:2], "出行", *REST[3:]], TOTAL, before=("表3-2",))
    (draft,) = recognise([system, scores])
    project = imported_project(draft)
    assert column(project, "criterion") == ["按比例", "酌情"]
    assert column(project, "given") == [55.2, 38]
    assert [goal["target"] for goal in project.data["goals"]] == ["≥50公里", "显著"]
    assert project.total == {"weight": 100, "score": 93.2}
    assert project.contradictions == ()


@pytest.mark.parametrize(
    "changed",
    [{"score": 50}, {"weight": 50}, {"name": "桥梁"}, {"name": "出行改善"}],
    ids=["other scores", "other weights", "another indicator", "one name twice"],
)
def test_projects_of_one_template_stay_apart(changed: dict[str, float | str]) -> None:
    values = {"name": "里程", "weight": 60, "score": 55.2} | changed
    row = [*PAGE[:2], values["name"], *PAGE[3:5], values["weight"], values["score"]]
    second = page("表2", HEADER, row, REST, before=("二、第二个项目",))
    assert len(recognise([page("表1", HEADER, PAGE, REST), second])) == 2


def test_a_row_that_sums_up_a_named_level_is_no_indicator() -> None:
    """As 表3-2 of a report: no columns of levels, and A政策制定小计 over code and name."""
    heads = ["编码", "三级指标", "权重", "得分"]
    system = page(
        "表1",
        SYSTEM,
        ["A制定", "A1决策", "A101依据", 60, ""],
        ["B实施", "B1管理", "B101机制", 40, ""],
    )
    scores = page(
        "表2", heads, ["A101", "依据", 60, 55], ["A制定小计", None, 60, 54],
        ["B101", "机制", 40, 38], ["B实施 小计", None, 40, 38], ["合计", None, 100, 93],
        before=("表3-2",),
    )  # fmt: skip
    (draft,) = recognise([system, scores])
    project = imported_project(draft)
    assert column(project, "code") == ["A101", "B101"]
    assert column(project, "given") == [55, 38]
    assert [c.message for c in project.contradictions] == ["“A制定”写 54，下属指标相加为 55"]


@pytest.mark.parametrize("text", ["#####", "%", "？？", "0..5"])
def test_a_reason_without_a_word_is_doubted(text: str) -> None:
    project = only(
        [*HEADER, "扣分原因"], ["产出", "数量", "里程", "≥50公里", "46公里", 100, 92, text]
    )
    assert "指标体系/A101/扣分原因" in {item.at for item in project.checks}
