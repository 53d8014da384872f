"""Tables in the shape of the report's, for the tests of the writer."""

from __future__ import annotations

from yqxl.arithmetic import Value, divide, round_half_up
from yqxl.errors import ErrorValue
from yqxl.grid import Cell, Formula, Grid, Here, HereRange, NamedRef, Page, Ref, Role, Span
from yqxl.model.layout import cell_name

TITLE, UNIT, HEADER, LABEL = Role.TITLE, Role.UNIT, Role.HEADER, Role.LABEL
BLANK = Cell(role=Role.BLANK)


def formula_text(formula: Formula) -> str:
    """The formula in A1; contract tables stand as in the decorated sample."""
    return formula.text.format(*(_a1(reference) for reference in formula.refs))


def _a1(reference: object) -> str:
    match reference:
        case Here(row, column):
            return cell_name(row + 1, column + 1)
        case HereRange(first, last):
            return f"{_a1(first)}:{_a1(last)}"
        case Ref(_, row, column):
            return f"'指标体系'!{column}{row + 3}"
        case NamedRef(name):
            return name
        case _:
            raise TypeError(reference)


def _headings(columns: int, title: str, caption: str, unit: str) -> list[tuple[Cell, ...]]:
    return [
        (Cell(title, role=TITLE), *[BLANK] * (columns - 1)),
        (
            Cell(caption, role=Role.CAPTION),
            *[BLANK] * (columns - 2),
            Cell(unit, role=UNIT),
        ),
    ]


def levels() -> Grid:
    """表3-1: weights, scores and score rates by level, transposed."""
    weights, scores = (20, 30, 40, 10), (17.0, 20.99, 31.74, 8.0)
    names = ("A政策制定", "B政策实施", "C政策效果", "D政策可持续")
    heads = ("一级指标", *names, "合计")
    total_weight, total = 100, round_half_up(sum(scores))

    def line(label: str, values: tuple[float, ...], whole: float, row: int) -> tuple[Cell, ...]:
        role = {4: Role.SCORE, 5: Role.SCORE, 6: Role.PERCENT}[row]
        last = {4: Role.TOTAL_SCORE, 5: Role.TOTAL_SCORE, 6: Role.TOTAL_PERCENT}[row]

        def formula(column: int) -> Formula:
            if row == 6:
                return Formula("{0}/{1}", (Here(4, column), Here(3, column)))
            if column == 5:
                area = HereRange(Here(row - 1, 1), Here(row - 1, 4))
                return Formula("ROUND(SUM({0}),2)", (area,))
            return Formula("0+{0}", (Ref("indicators", row, "I"),))

        cells = [Cell(v, formula(c), role) for c, v in enumerate(values, 1)]
        return (Cell(label, role=LABEL), *cells, Cell(whole, formula(5), last))

    rates = tuple(divide(s, w) for s, w in zip(scores, weights, strict=True))
    return Grid(
        "3-1",
        "表3-1",
        (
            *_headings(6, "阳泉市教师培训政策绩效评价得分情况", "表3-1", "单位：分"),
            tuple(Cell(head, role=HEADER) for head in heads),
            line("权重", weights, total_weight, 4),
            line("得分", scores, total, 5),
            line("得分率", rates, divide(total, total_weight), 6),
            (Cell("资料来源：评价小组整理；数据截止：2023-03-31", role=Role.NOTE), *[BLANK] * 5),
        ),
        (14, 14, 14, 14, 16, 14),
        (Span(6, 0, 1, 6),),
        page=Page(title_rows=3, frozen_columns=1),
    )


def scores(rows: int = 34, scale: float = 1.0) -> Grid:
    """表3-2: one line for each indicator."""
    heads = ("编码", "一级指标", "三级指标", "权重", "取值", "得分", "得分率", "等级", "扣分原因")
    body = []
    for number in range(rows):
        weight, score = 3.0, round_half_up(scale * (1 + number % 5 / 2.5))
        line = 3 + number
        body.append(
            (
                Cell(f"C{101 + number}", role=Role.TEXT),
                Cell("C政策效果", role=LABEL),
                Cell(f"参训教师结业率第{number}项", role=Role.TEXT),
                Cell(weight, Formula("0+{0}", (Ref("indicators", number, "E"),)), Role.SCORE),
                Cell(number / 7, Formula("0+{0}", (Ref("indicators", number, "G"),)), Role.NUMBER),
                Cell(score, Formula("0+{0}", (Ref("indicators", number, "I"),)), Role.SCORE),
                Cell(
                    score / weight,
                    Formula("{0}/{1}", (Here(line, 5), Here(line, 3))),
                    Role.PERCENT,
                ),
                Cell(("优", "良")[number % 2], role=(Role.GOOD, Role.WARNING)[number % 2]),
                Cell(
                    "计划 700 人次，实际完成 509 人次，完成率 72.71%，按规则扣分" * (number % 3),
                    Formula('{0}&""', (Ref("indicators", number, "J"),)),
                    Role.TEXT,
                ),
            )
        )
    spans = (Span(3, 1, rows, 1),) if rows > 1 else ()
    return Grid(
        "3-2",
        "表3-2",
        (
            *_headings(9, "绩效评价评分表", "表3-2", "单位：分"),
            tuple(Cell(head, role=HEADER) for head in heads),
            *body,
        ),
        (8, 14, 30, 8, 10, 8, 10, 8, 36),
        spans,
        page=Page(landscape=True, title_rows=3),
    )


def goals(rows: int = 30) -> Grid:
    """表1-1: goals with merged levels, texts taken from cells."""
    body = tuple(
        (
            Cell("产出指标", role=LABEL),
            Cell("数量指标" if number < rows // 2 else "质量指标", role=LABEL),
            Cell(
                f"培训教师人次（第{number}期）",
                Formula('{0}&""', (Ref("goals", number, "C"),)),
                Role.TEXT,
            ),
            Cell("≥700人次", Formula('{0}&""', (Ref("goals", number, "D"),)), Role.TEXT),
        )
        for number in range(rows)
    )
    half = rows // 2
    return Grid(
        "1-1",
        "表1-1",
        (
            *_headings(4, "政策年度绩效目标", "表1-1", "年度：2022"),
            tuple(Cell(h, role=HEADER) for h in ("一级指标", "二级指标", "具体指标", "目标值")),
            *body,
        ),
        (14, 14, 34, 16),
        (Span(3, 0, rows, 1), Span(3, 1, half, 1), Span(3 + half, 1, rows - half, 1)),
        page=Page(title_rows=3),
    )


def odd_values(text: str = "=1+1", value: Value = ErrorValue.DIV0) -> Grid:
    """One line of everything that a cell can hold."""
    return Grid(
        "odd",
        "奇值",
        (
            (
                Cell(text, role=Role.TEXT),
                Cell(value, Formula("1/0"), Role.NUMBER),
                Cell(None, Formula('A1&""'), Role.TEXT),
                Cell(ErrorValue.NA, role=Role.NUMBER),
                Cell("", role=Role.TEXT),
                Cell(1e300, role=Role.MONEY),
            ),
        ),
        (10, 10, 10, 10, 10, 10),
    )


def all_tables() -> list[Grid]:
    """Four tables of together about 700 cells."""
    wide = scores(24)
    system = Grid(
        "2-1", "表2-1", wide.rows, wide.widths, wide.spans, wide.heights, Page(landscape=True)
    )
    return [goals(), system, levels(), scores()]
