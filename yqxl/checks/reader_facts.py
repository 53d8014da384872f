"""The checks that only put a reader's fact into words: one row for each kind of fact.

A reader records what it saw in a file and judges nothing (``model/facts.py``); here stands
how grave each kind is, what is said and what to do. A check that also looks at rows or
results is a module of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from yqxl.checks.cells.data_below import DATA_BELOW
from yqxl.checks.cells.overtyped_cells import OVERTYPED
from yqxl.checks.recorded import (
    column_of,
    column_text,
    found,
    instead,
    looked_up,
    needed,
    recorded,
    table_text,
    what,
)
from yqxl.checks.wording import quoted
from yqxl.model.contract import BY_KEY, COVER_SHEET, TABLES, Column, NamedCell, Type
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Finding, Level
from yqxl.model.one_project import SPLIT
from yqxl.registry import LiveCheck, Subject, check

#: codes of what a run renews or mends, so that it tells nobody else of them
STALE, EDITED, MENDED = "YQ-025", "YQ-026", "YQ-035"
REPAIRED = frozenset((STALE, EDITED, MENDED))
#: codes of what of a workbook is not there
MISSING = frozenset(("YQ-001", "YQ-002"))

_DATA_SHEETS = frozenset((COVER_SHEET, *(table.sheet for table in TABLES))) - {"参数"}
#: what the formulas look at
_GRAVE = (Type.NUMBER, Type.SOURCE, Type.COMPUTED)
#: columns that a formula looks up
_LOOKED_UP = ("code", "indicator", "scheme", "rule", "kind", "grade_scheme")


def _missing_column(fact: Fact) -> str:
    column = column_of(fact)
    if isinstance(column, NamedCell):
        return f"首页没有找到“{column.label}”的填写处。"
    name = column.header if column is not None else fact.expected or fact.column
    return f"{table_text(fact)}缺少{quoted(name)}列。"


def _gravity_of_column(fact: Fact) -> Level:
    column = column_of(fact)
    if column is None or column.required:
        return Level.ERROR
    return Level.ERROR if _counted(fact) else Level.NOTE


def _counted(fact: Fact) -> bool:
    """Return whether formulas look at the column that is lost."""
    column = column_of(fact)
    return isinstance(column, Column) and (column.required or column.type in _GRAVE)


def _repeated_column(fact: Fact) -> str:
    name = column_text(fact).removesuffix("列的") or quoted(fact.column or fact.found)
    return f"{table_text(fact)}有两列都是{name}。"


def _repeated_cell(fact: Fact) -> str:
    times = f"（{fact.found}）" if fact.found else ""
    return f"同一个单元格在文件中重复出现{times}，只取了最后一个。"


def _hidden(fact: Fact) -> str:
    if fact.cell:
        hidden = f"{fact.found or '有数据的行'}被隐藏"
    else:
        hidden = f"工作表被隐藏（{fact.found}）" if fact.found else "工作表被隐藏"
    counted = "，其中的数据同样参与计算" if fact.sheet in _DATA_SHEETS else ""
    return f"{hidden}{counted}。"


def _gravity_of_number(fact: Fact) -> Level:
    table = BY_KEY.get(fact.table)
    key = table is not None and table.key_column == fact.column
    return Level.ERROR if key or fact.column in _LOOKED_UP else Level.NOTE


def _counts(fact: Fact) -> bool:
    """Return whether a computed cell says anything that a total may rest on: texts do not."""
    column = column_of(fact)
    return isinstance(column, NamedCell) or (column is not None and column.shows != "text")


def _own_sheet(fact: Fact) -> str:
    table = BY_KEY.get(fact.table)
    return COVER_SHEET if table is None else table.sheet


def _which_counts(fact: Fact) -> str:
    """Return which of two sheets counts; neither does where no name and no header fits."""
    if not fact.found:
        own = quoted(_own_sheet(fact))
        return f"工作簿里也没有可以计算的一份，要算的就是它的话，请把它改名为{own}"
    return f"计算的是工作表{quoted(fact.found)}的"


def _no_total(fact: Fact) -> str:
    return "在此之前不给出总分和等级。" if _counts(fact) else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One check: of which facts it speaks, how grave they usually are, what is said."""

    code: str
    level: Level
    kind: FactKind
    title: str
    message: Callable[[Fact], str]
    remedy: str
    #: how grave a single fact is, where that differs
    gravity: Callable[[Fact], Level] | None = None
    #: whether a single fact leaves no total to be shown
    withholds: Callable[[Fact], bool] = lambda _: False
    #: what the cells of 校验 say of it, and whether no total is shown while they count any
    live: LiveCheck | None = None
    live_withholds: bool = False


_ROWS = (
    _Row(
        "YQ-001", Level.ERROR, FactKind.SHEET_MISSING, "缺少工作表",
        lambda fact: f"没有找到工作表{quoted(fact.sheet)}。",
        "请恢复该工作表，或用 yqxl new 生成新模板后把数据抄入。",
        needed,
        withholds=looked_up,
    ),
    _Row(
        "YQ-002", Level.ERROR, FactKind.TABLE_MISSING, "缺少数据表",
        lambda fact: f"没有找到{table_text(fact)}，既没有这个表名，也没有对得上的表头。",
        "请恢复表名或表头行；表头文字须与模板一致，列的先后不限。",
        needed,
        withholds=looked_up,
    ),
    _Row(
        "YQ-003", Level.ERROR, FactKind.COLUMN_MISSING, "缺少列",
        _missing_column,
        "请恢复该列的表头；表头文字须与模板一致，列的先后不限。",
        _gravity_of_column,
        withholds=_counted,
    ),
    _Row(
        "YQ-037", Level.ERROR, FactKind.HEADER_MISSING, "表头行被删",
        lambda fact: f"{table_text(fact)}的表头行没有了，只能凭公式认出各列。",
        "请在首个数据行上方插入一行，按模板填上表头，再把表格区域调整到表头行。",
        withholds=looked_up,
    ),
    _Row(
        "YQ-029", Level.WARNING, FactKind.COLUMN_RENAMED, "表头改了名",
        lambda fact: f"{table_text(fact)}{quoted(fact.expected)}列的表头是{quoted(fact.found)}；"
        "公式仍用这一列，yqxl 也按这一列计算。",
        "请把表头改回约定的文字；另要一列请插入新列，不要改原来的表头。",
    ),
    _Row(
        "YQ-004", Level.ERROR, FactKind.COLUMN_TWICE, "列重复",
        _repeated_column,
        "请只留一列，或把多余列的表头改成别的名称。",
    ),
    _Row(
        "YQ-005", Level.ERROR, FactKind.DATA_BELOW_TABLE, "表格下方有数据未纳入",
        lambda fact: f"{table_text(fact)}下方有内容{quoted(fact.found)}，没有纳入表格。",
        "请把这些数据移到结尾行上方（复制一行、插入复制的单元格）；说明文字请写到备注列。",
        live=DATA_BELOW,
    ),
    _Row(
        "YQ-006", Level.WARNING, FactKind.COVERED_BY_MERGE, "合并单元格盖住了数据",
        lambda fact: f"合并单元格盖住了{column_text(fact)}内容{quoted(fact.found)}，"
        "看不见却仍在文件里。",
        "请取消合并，删去多余的内容或移到应在的单元格。",
    ),
    _Row(
        "YQ-007", Level.ERROR, FactKind.CELL_TWICE, "同一单元格在文件中重复出现",
        _repeated_cell,
        "请用 Excel 或 WPS 打开核对该单元格，改正后另存。",
    ),
    _Row(
        "YQ-008", Level.WARNING, FactKind.HIDDEN_DATA, "隐藏的行或工作表里有数据",
        _hidden,
        "请取消隐藏并核对；不该计算的数据请删除。",
        lambda fact: Level.WARNING if fact.sheet in _DATA_SHEETS else Level.NOTE,
    ),
    _Row(
        "YQ-009", Level.WARNING, FactKind.DATE_1904, "使用 1904 日期系统",
        lambda _: "工作簿使用 1904 日期系统，以数字保存的日期会相差 1462 天。",
        "请核对评价基准日；在 Excel 选项的“高级”中取消“使用 1904 日期系统”后另存。",
    ),
    _Row(
        "YQ-056", Level.ERROR, FactKind.ROUNDED_AS_SHOWN, "以显示精度为准",
        lambda _: "工作簿设为“将精度设为所显示的精度”：重算时每格都舍成显示的位数，"
        "率和得分会变，不给出总分和等级。",
        "请在 Excel 选项“高级”“计算此工作簿时”中取消“将精度设为所显示的精度”，核对数据后重新生成。",
        withholds=lambda _: True,
    ),
    _Row(
        "YQ-057", Level.WARNING, FactKind.MANUAL_CALCULATION, "手动计算",
        lambda _: "工作簿设为手动计算：改了数据，总分不会跟着变，按 F9 才重算。",
        "请在“公式”“计算选项”中改为“自动”。",
    ),
    _Row(
        "YQ-058", Level.WARNING, FactKind.ITERATION, "允许循环引用",
        lambda _: "工作簿启用了迭代计算：公式绕回自己时不再报错，得出的数不可信。",
        "请在 Excel 选项“公式”中取消“启用迭代计算”，改正循环引用。",
    ),
    _Row(
        "YQ-059", Level.WARNING, FactKind.SIGNED, "有数字签名",
        lambda _: "工作簿有数字签名：生成的文件内容变了，签名随之失效；"
        "输入文件不动（--in-place 除外）。",
        "请在生成之后、定稿之时再签名。",
    ),
    _Row(
        "YQ-017", Level.ERROR, FactKind.ODD_VALUE, "单元格内容不合文件格式",
        lambda fact: f"{column_text(fact)}单元格内容{quoted(fact.found)}不合文件格式，"
        "不能当作数字。",
        "请在 Excel 或 WPS 中重新键入该单元格，然后保存。",
    ),
    _Row(
        "YQ-018", Level.ERROR, FactKind.NUMBER_IN_TEXT, "文本列里是数字",
        lambda fact: f"{column_text(fact)}内容{quoted(fact.found)}存成了数字，应为文本。",
        "请把单元格格式改为文本后重新键入，编码最好以字母开头，如 C102。",
        _gravity_of_number,
    ),
    _Row(
        "YQ-020", Level.ERROR, FactKind.FORMULA_WITHOUT_VALUE, "公式没有保存的结果",
        lambda fact: f"{column_text(fact)}公式{what(fact.found)}没有保存的结果，按缺数处理。",
        "请用 Excel 或 WPS 打开并保存一次，或改为直接填数。",
    ),
    _Row(
        "YQ-021", Level.NOTE, FactKind.FORMULA_IN_INPUT, "填报单元格里是公式",
        lambda fact: f"{column_text(fact)}填报单元格里是公式{what(fact.found)}，"
        "取用文件中保存的结果。",
        "可以保留；改动来源数据后请用 Excel 或 WPS 保存一次再生成。",
    ),
    _Row(
        "YQ-022", Level.ERROR, FactKind.FORMULA_DIFFERS, "公式与本列不一致",
        lambda fact: f"{column_text(fact)}公式{what(fact.found)}不是本列的公式"
        f"{instead(fact.expected)}。{_no_total(fact)}",
        "请把同列相邻行的公式复制过来；要改得分请填“评定得分”。",
        withholds=_counts,
    ),
    _Row(
        "YQ-023", Level.ERROR, FactKind.FORMULA_REPLACED, "公式被键入的内容代替",
        lambda fact: f"{column_text(fact)}公式被键入的{quoted(fact.found)}代替，"
        f"不再随数据变化{instead(fact.expected)}。{_no_total(fact)}",
        "请把同列相邻行的公式复制过来；要改得分请填“评定得分”。",
        withholds=_counts,
        live=OVERTYPED,
        live_withholds=True,
    ),
    _Row(
        "YQ-024", Level.ERROR, FactKind.FORMULA_MISSING, "数据行没有公式",
        lambda fact: f"此行{column_text(fact)}公式缺失，表格自己算不出这一行；"
        "yqxl 按应有的公式计算。",
        "用 yqxl regenerate 生成时自动补上；"
        "以后加行请复制一行后“插入复制的单元格”，不要在空行键入。",
    ),
    _Row(
        STALE, Level.WARNING, FactKind.VALUE_STALE, "保存的结果不是公式算出的",
        lambda fact: f"{column_text(fact)}公式保存的结果{quoted(fact.found)}与按数据算出的不同"
        f"{instead(fact.expected)}。",
        "yqxl 已按数据重新计算；请用 Excel 或 WPS 打开新文件核对。",
    ),
    _Row(
        "YQ-034", Level.ERROR, FactKind.OWN_CELL_LOST, "yqxl 自己的公式、名称、结尾行或参数缺失",
        lambda fact: f"{fact.found}，工作簿自己算不出或算不全。",
        "用 yqxl regenerate 生成时会自动补齐；也可从相邻行复制公式。",
    ),
    _Row(
        MENDED, Level.WARNING, FactKind.MENDED, "yqxl 补齐了自己的公式、名称、结尾行或参数",
        lambda fact: f"{fact.found}，{fact.expected or '已补齐'}。",
        "请在新文件中核对该处；以后加行请复制一行后“插入复制的单元格”。",
    ),
    _Row(
        EDITED, Level.WARNING, FactKind.SHEET_KEPT, "生成的表里有人工修改的内容",
        lambda fact: f"生成的表里有人工修改的内容{what(fact.found)}，"
        f"旧表改名为{quoted(fact.expected)}保留，新表用原来的名称。",
        "请核对旧表里要保留的内容，移到自己的工作表后删除旧表。",
    ),
    _Row(
        "YQ-028", Level.WARNING, FactKind.CONTROL_SHEET, "工作表能指定运行哪个程序",
        lambda fact: f"工作表{quoted(fact.sheet)}是 xlwings 的设置或程序，能指定点按钮时运行什么；"
        "本程序不读它，别的加载项会读。",
        "来历不明的请删除这张工作表（它可能是隐藏的）。",
    ),
    _Row(
        "YQ-038", Level.WARNING, FactKind.TABLE_TWIN, "同样的工作表有两份",
        lambda fact: f"工作表{quoted(fact.sheet)}像是{quoted(_own_sheet(fact))}的副本，"
        f"没有计算；{_which_counts(fact)}。",
        f"{SPLIT}多余的副本请删除。",
    ),
    _Row(
        "YQ-039", Level.NOTE, FactKind.SHEET_RENAMED, "工作表改了名",
        lambda fact: f"工作表{quoted(fact.sheet)}就是{quoted(fact.expected)}，照样计算。",
        "可以保留；改回原名，别人找起来方便。",
    ),
    _Row(
        "YQ-093", Level.WARNING, FactKind.UNKNOWN_TABLE, "没有这样的表",
        lambda fact: f"“另需表格”写了{quoted(fact.found)}，没有这样的表，没有生成。",
        "请写表的名称，如 资金投入及使用情况表，几张用顿号隔开；或写 全部。",
    ),
)  # fmt: skip
REMEDY: Mapping[str, str] = {row.code: row.remedy for row in _ROWS}


def _declared(row: _Row) -> Callable[[Subject], Iterator[Finding]]:
    def findings(subject: Subject) -> Iterator[Finding]:
        for fact in recorded(subject.facts, row.kind):
            level = row.gravity(fact) if row.gravity is not None else row.level
            yield found(
                fact, row.code, level, row.message(fact), row.remedy, withholds=row.withholds(fact)
            )

    declare = check(
        code=row.code,
        level=row.level,
        title=row.title,
        live=row.live,
        withholds=row.live_withholds,
    )
    return declare(findings)


CHECKS = tuple(map(_declared, _ROWS))
