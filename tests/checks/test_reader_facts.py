"""What is said of each fact that a reader recorded, and how grave it is."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.catalog import checks
from yqxl.checks.reader_facts import CHECKS
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level
from yqxl.registry import Check

BY_CODE = {check.code: check for check in checks() if check.function in CHECKS}

FACTS = [
    pytest.param(
        "YQ-038",
        Fact(FactKind.TABLE_TWIN, "资金 (2)", "A4", "funds", found="资金"),
        Level.WARNING,
        "工作表“资金 (2)”像是“资金”的副本，没有计算；计算的是工作表“资金”的。",
        id="copied-sheet",
    ),
    pytest.param(
        "YQ-038",
        Fact(FactKind.TABLE_TWIN, "产出表", "A4", "outputs"),
        Level.WARNING,
        "工作表“产出表”像是“产出”的副本，没有计算；工作簿里也没有可以计算的一份，要算的就是它的话，请把它改名为“产出”。",
        id="copied-sheet-alone",
    ),
    pytest.param(
        "YQ-038",
        Fact(FactKind.TABLE_TWIN, "首页 (2)", table="project", found="首页"),
        Level.WARNING,
        "工作表“首页 (2)”像是“首页”的副本，没有计算；计算的是工作表“首页”的。",
        id="copied-cover",
    ),
    pytest.param(
        "YQ-039",
        Fact(FactKind.SHEET_RENAMED, "评分", found="评分", expected="指标体系"),
        Level.NOTE,
        "工作表“评分”就是“指标体系”，照样计算。",
        id="renamed-sheet",
    ),
    pytest.param(
        "YQ-001",
        Fact(FactKind.SHEET_MISSING, "资金"),
        Level.ERROR,
        "没有找到工作表“资金”。",
        id="missing-sheets-required",
    ),
    pytest.param(
        "YQ-001",
        Fact(FactKind.SHEET_MISSING, "首页", table="project"),
        Level.ERROR,
        "没有找到工作表“首页”。",
        id="missing-sheets-cover",
    ),
    pytest.param(
        "YQ-001",
        Fact(FactKind.SHEET_MISSING, "趋势"),
        Level.NOTE,
        "没有找到工作表“趋势”。",
        id="missing-sheets-optional",
    ),
    pytest.param(
        "YQ-001",
        Fact(FactKind.SHEET_MISSING, "参数"),
        Level.ERROR,
        "没有找到工作表“参数”。",
        id="missing-sheets-parameters",
    ),
    pytest.param(
        "YQ-002",
        Fact(FactKind.TABLE_MISSING, "资金", table="funds"),
        Level.ERROR,
        "没有找到“资金”表（yq_funds），既没有这个表名，也没有对得上的表头。",
        id="missing-tables-required",
    ),
    pytest.param(
        "YQ-002",
        Fact(FactKind.TABLE_MISSING, "趋势", table="trends"),
        Level.NOTE,
        "没有找到“趋势”表（yq_trends），既没有这个表名，也没有对得上的表头。",
        id="missing-tables-optional",
    ),
    pytest.param(
        "YQ-002",
        Fact(FactKind.TABLE_MISSING, "参数", table="bands"),
        Level.ERROR,
        "没有找到“参数”表（yq_bands），既没有这个表名，也没有对得上的表头。",
        id="missing-tables-parameters",
    ),
    pytest.param(
        "YQ-037",
        Fact(FactKind.HEADER_MISSING, "参数", "A50", "kinds"),
        Level.ERROR,
        "“参数”表（yq_kinds）的表头行没有了，只能凭公式认出各列。",
        id="deleted-header-rows",
    ),
    pytest.param(
        "YQ-029",
        Fact(FactKind.COLUMN_RENAMED, "指标体系", "E4", "indicators", "weight", "占比", "权重"),
        Level.WARNING,
        "“指标体系”表（yq_indicators）“权重”列的表头是“占比”；"
        "公式仍用这一列，yqxl 也按这一列计算。",
        id="renamed-columns",
    ),
    pytest.param(
        "YQ-003",
        Fact(FactKind.COLUMN_MISSING, "产出", "A4", "outputs", "planned"),
        Level.ERROR,
        "“产出”表（yq_outputs）缺少“计划值”列。",
        id="missing-columns-required",
    ),
    pytest.param(
        "YQ-003",
        Fact(FactKind.COLUMN_MISSING, "资金", "A4", "funds", "spent"),
        Level.ERROR,
        "“资金”表（yq_funds）缺少“实际支出”列。",
        id="missing-columns-number",
    ),
    pytest.param(
        "YQ-003",
        Fact(FactKind.COLUMN_MISSING, "趋势", "A4", "trends", "note"),
        Level.NOTE,
        "“趋势”表（yq_trends）缺少“备注”列。",
        id="missing-columns-remark",
    ),
    pytest.param(
        "YQ-003",
        Fact(FactKind.COLUMN_MISSING, "首页", table="project", column="year"),
        Level.ERROR,
        "首页没有找到“评价年度”的填写处。",
        id="missing-columns-cover",
    ),
    pytest.param(
        "YQ-003",
        Fact(FactKind.COLUMN_MISSING, "首页", table="project", column="client"),
        Level.NOTE,
        "首页没有找到“委托单位”的填写处。",
        id="missing-columns-cover-optional",
    ),
    pytest.param(
        "YQ-003",
        Fact(FactKind.COLUMN_MISSING, "趋势", "A4", "roster", "甲"),
        Level.ERROR,
        "“趋势”缺少“甲”列。",
        id="missing-columns-unknown",
    ),
    pytest.param(
        "YQ-004",
        Fact(FactKind.COLUMN_TWICE, "指标体系", "E4", "indicators", "weight", "分值"),
        Level.ERROR,
        "“指标体系”表（yq_indicators）有两列都是“权重”。",
        id="repeated-columns-weights",
    ),
    pytest.param(
        "YQ-005",
        Fact(FactKind.DATA_BELOW_TABLE, "资金", "B20", "funds", "unit", "开发区"),
        Level.ERROR,
        "“资金”表（yq_funds）下方有内容“开发区”，没有纳入表格。",
        id="data-below-tables-row",
    ),
    pytest.param(
        "YQ-006",
        Fact(FactKind.COVERED_BY_MERGE, "资金", "F5", "funds", "spent", found="3"),
        Level.WARNING,
        "合并单元格盖住了“实际支出”列的内容“3”，看不见却仍在文件里。",
        id="covered-values-number",
    ),
    pytest.param(
        "YQ-007",
        Fact(FactKind.CELL_TWICE, "资金", "F5", found="2 次"),
        Level.ERROR,
        "同一个单元格在文件中重复出现（2 次），只取了最后一个。",
        id="repeated-cells-twice",
    ),
    pytest.param(
        "YQ-008",
        Fact(FactKind.HIDDEN_DATA, "资金", "A7", found="第 7、8 行"),
        Level.WARNING,
        "第 7、8 行被隐藏，其中的数据同样参与计算。",
        id="hidden-data-row",
    ),
    pytest.param(
        "YQ-008",
        Fact(FactKind.HIDDEN_DATA, "资金", found="8 行有数据"),
        Level.WARNING,
        "工作表被隐藏（8 行有数据），其中的数据同样参与计算。",
        id="hidden-data-sheet",
    ),
    pytest.param(
        "YQ-008",
        Fact(FactKind.HIDDEN_DATA, "底稿"),
        Level.NOTE,
        "工作表被隐藏。",
        id="hidden-data-other-sheet",
    ),
    pytest.param(
        "YQ-028",
        Fact(FactKind.CONTROL_SHEET, "xlwings.conf"),
        Level.WARNING,
        "工作表“xlwings.conf”是 xlwings 的设置或程序，能指定点按钮时运行什么；"
        "本程序不读它，别的加载项会读。",
        id="control-sheet",
    ),
    pytest.param(
        "YQ-009",
        Fact(FactKind.DATE_1904, "首页"),
        Level.WARNING,
        "工作簿使用 1904 日期系统，以数字保存的日期会相差 1462 天。",
        id="date-system-book",
    ),
    pytest.param(
        "YQ-056",
        Fact(FactKind.ROUNDED_AS_SHOWN, "首页"),
        Level.ERROR,
        "工作簿设为“将精度设为所显示的精度”：重算时每格都舍成显示的位数，"
        "率和得分会变，不给出总分和等级。",
        id="rounded-as-shown",
    ),
    pytest.param(
        "YQ-057",
        Fact(FactKind.MANUAL_CALCULATION, "首页"),
        Level.WARNING,
        "工作簿设为手动计算：改了数据，总分不会跟着变，按 F9 才重算。",
        id="manual-calculation",
    ),
    pytest.param(
        "YQ-058",
        Fact(FactKind.ITERATION, "首页"),
        Level.WARNING,
        "工作簿启用了迭代计算：公式绕回自己时不再报错，得出的数不可信。",
        id="iteration",
    ),
    pytest.param(
        "YQ-059",
        Fact(FactKind.SIGNED, "首页"),
        Level.WARNING,
        "工作簿有数字签名：生成的文件内容变了，签名随之失效；输入文件不动（--in-place 除外）。",
        id="signatures",
    ),
    pytest.param(
        "YQ-017",
        Fact(FactKind.ODD_VALUE, "资金", "F5", "funds", "spent", found="NaN"),
        Level.ERROR,
        "“实际支出”列的单元格内容“NaN”不合文件格式，不能当作数字。",
        id="odd-values-nan",
    ),
    pytest.param(
        "YQ-018",
        Fact(FactKind.NUMBER_IN_TEXT, "产出", "A5", "outputs", "code", "101"),
        Level.ERROR,
        "“编码”列的内容“101”存成了数字，应为文本。",
        id="numbers-in-texts-code",
    ),
    pytest.param(
        "YQ-018",
        Fact(FactKind.NUMBER_IN_TEXT, "指标体系", "F5", "indicators", "rule", "1"),
        Level.ERROR,
        "“评分规则”列的内容“1”存成了数字，应为文本。",
        id="numbers-in-texts-rule",
    ),
    pytest.param(
        "YQ-018",
        Fact(FactKind.NUMBER_IN_TEXT, "趋势", "F5", "trends", "note", "2023"),
        Level.NOTE,
        "“备注”列的内容“2023”存成了数字，应为文本。",
        id="numbers-in-texts-remark",
    ),
    pytest.param(
        "YQ-020",
        Fact(FactKind.FORMULA_WITHOUT_VALUE, "资金", "F5", "funds", "spent", found="=SUM(A1:A3)"),
        Level.ERROR,
        "“实际支出”列的公式“=SUM(A1:A3)”没有保存的结果，按缺数处理。",
        id="unsaved-formulas-sum",
    ),
    pytest.param(
        "YQ-021",
        Fact(FactKind.FORMULA_IN_INPUT, "资金", "F5", "funds", "spent", found="=SUM(A1:A3)"),
        Level.NOTE,
        "“实际支出”列的填报单元格里是公式“=SUM(A1:A3)”，取用文件中保存的结果。",
        id="input-formulas-sum",
    ),
    pytest.param(
        "YQ-022",
        Fact(FactKind.FORMULA_DIFFERS, "资金", "H5", "funds", "arrival_budget", "=D5/B5", "=D5/C5"),
        Level.ERROR,
        "“到位率(年初预算)”列的公式“=D5/B5”不是本列的公式，应为“=D5/C5”。"
        "在此之前不给出总分和等级。",
        id="differing-formulas-rate",
    ),
    pytest.param(
        "YQ-023",
        Fact(FactKind.FORMULA_REPLACED, "指标体系", "O5", "indicators", "score", "4", "=IF(1,2)"),
        Level.ERROR,
        "“得分”列的公式被键入的“4”代替，不再随数据变化，应为“=IF(1,2)”。在此之前不给出总分和等级。",
        id="overwritten-formulas-score",
    ),
    pytest.param(
        "YQ-024",
        Fact(FactKind.FORMULA_MISSING, "指标体系", "O5", "indicators", "score"),
        Level.ERROR,
        "此行“得分”列的公式缺失，表格自己算不出这一行；yqxl 按应有的公式计算。",
        id="rows-without-formulas-score",
    ),
    pytest.param(
        "YQ-025",
        Fact(FactKind.VALUE_STALE, "指标体系", "O5", "indicators", "score", "2", "2.18"),
        Level.WARNING,
        "“得分”列的公式保存的结果“2”与按数据算出的不同，应为“2.18”。",
        id="stale-values-score",
    ),
    pytest.param(
        "YQ-026",
        Fact(
            FactKind.SHEET_KEPT,
            "表3-1",
            "H3",
            "3-1",
            found="请局长审阅",
            expected="表3-1（人工修改）",
        ),
        Level.WARNING,
        "生成的表里有人工修改的内容“请局长审阅”，旧表改名为“表3-1（人工修改）”保留，"
        "新表用原来的名称。",
        id="edited-tables",
    ),
    pytest.param(
        "YQ-093",
        Fact(FactKind.UNKNOWN_TABLE, "首页", "C16", "project", "tables", "甲表"),
        Level.WARNING,
        "“另需表格”写了“甲表”，没有这样的表，没有生成。",
        id="unknown-table",
    ),
    pytest.param(
        "YQ-034",
        Fact(FactKind.OWN_CELL_LOST, "指标体系", "D42", found="表 yq_indicators 缺少结尾行"),
        Level.ERROR,
        "表 yq_indicators 缺少结尾行，工作簿自己算不出或算不全。",
        id="lost-closing-row",
    ),
    pytest.param(
        "YQ-035",
        Fact(FactKind.MENDED, "指标体系", "L11", found="第 11 行缺少公式 10 个"),
        Level.WARNING,
        "第 11 行缺少公式 10 个，已补齐。",
        id="mended-row",
    ),
]


@pytest.mark.parametrize(("code", "fact", "level", "message"), FACTS)
def test_the_fact_is_told_at_its_cell(code: str, fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(BY_CODE[code].function, model_case(), (fact,))
    assert (finding.code, finding.sheet, finding.cell) == (code, fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


@pytest.mark.parametrize("check", BY_CODE.values(), ids=BY_CODE)
def test_each_speaks_of_one_kind_of_fact_and_not_of_the_clean_case(check: Check) -> None:
    assert findings(check.function, model_case(), ()) == []
    facts = tuple(Fact(kind, "资金", "F5", "funds", "spent", found="1") for kind in FactKind)
    assert len(findings(check.function, model_case(), facts)) == 1


def test_every_check_of_a_fact_has_a_row_here() -> None:
    told = {case.values[0] for case in FACTS}
    assert told == set(BY_CODE)
