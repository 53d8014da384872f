"""Made-up layouts: the same evaluation as people draw it up, cell by cell."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from imports.tables import Project, Row, number_text

Value = float | str | None


@dataclass
class Cell:
    value: Value
    row: int
    column: int
    height: int = 1
    width: int = 1
    form: str = "General"
    #: what it says about which indicators, for whoever damages it
    role: str = ""
    about: tuple[int, ...] = ()


@dataclass
class Layout:
    """A drawn-up table: its cells, and what each of the author's fields reads in it."""

    cells: list[Cell] = field(default_factory=list)
    height: int = 0
    width: int = 0
    #: expected values by indicator and field; a field that is not shown is absent
    expected: list[dict[str, Value]] = field(default_factory=list)
    cover: dict[str, Value] = field(default_factory=dict)
    total: float | None = None
    execution: tuple[float, float] | None = None
    description: str = ""

    def put(  # noqa: PLR0917 - a cell is its value, place and span
        self, value: Value, row: int, column: int, height: int = 1, width: int = 1,
        form: str = "General", role: str = "", about: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        self.cells.append(Cell(value, row, column, height, width, form, role, about))
        self.height = max(self.height, row + height)
        self.width = max(self.width, column + width)


WORDS = {
    "level1": ["一级指标", "一级 指标", "一级指标（类别）", "一级"],
    "level2": ["二级指标", "二级\n指标", "二级"],
    "name": ["三级指标", "三级\n指标", "三级指标名称", "具体指标", "指标名称"],
    "target": [
        "年度指标值", "指标值", "目标值", "年度\n指标值", "年初目标值", "计划完成值", "绩效目标值",
    ],
    "actual": ["实际完成值", "全年实际值", "完成值", "实际完成情况", "实际\n完成值", "全年完成值"],
    "weight": ["分值", "权重", "分 值", "分值（权重）", "标准分", "权重(分)"],
    "score": ["得分", "得 分", "自评得分", "实际得分", "评价得分", "得分（分）"],
    "reason": [
        "偏差原因分析及改进措施", "扣分原因", "未完成原因分析", "偏差原因分析及\n改进措施",
        "扣分说明",
    ],
    "direction": ["指标性质", "计算符号", "指标方向"],
    "unit": ["度量单位", "计量单位", "单位"],
    "criterion": ["评分标准", "评分细则"],
    "ordinal": ["序号"],
    "code": ["编码", "指标编码"],
    "review": ["财政复核得分", "复核得分", "部门评价得分"],
    "strange": ["责任科室", "牵头处室", "指标属性说明（略）"],
}  # fmt: skip


class Designer:
    """Draws up one project by chance."""

    def __init__(self, project: Project, seed: random.Random) -> None:
        self.project, self.random = project, seed
        self.layout = Layout(execution=None)
        pick = self.random.choice
        self.levels_drawn = pick(["merged", "merged", "blank", "repeated"])
        self.weight_form = pick(["number", "number", "text", "points", "percent", "label"])
        self.score_form = pick(["number", "number", "text", "product"])
        self.split = self.random.random() < 0.25
        self.level_label = pick(["", "", "(%g分)", "（%g分）", "(%g%%)", " %g分"])
        self.coded = pick(["", "", "prefix", "column"])
        self.enumerated = not self.coded and self.random.random() < 0.15
        #: rows that only sum up: before a first level, or behind it
        self.sums = pick(["", "", "", "level row", "subtotal"])
        self.reviewed = self.random.random() < 0.12
        self.columns = self._columns()
        self.top = 0

    def _columns(self) -> list[str]:
        chance = self.random.random
        columns = ["level1", "level2", "name"]
        if self.coded == "column":
            columns.insert(self.random.choice([0, 2]), "code")
        tail = ["target", "actual"] if chance() < 0.8 else []
        if self.split and tail:
            tail = ["direction", "target", "unit", "actual"]
        points = ["score"] if self.weight_form == "label" else ["weight", "score"]
        if tail and "weight" in points and chance() < 0.3:
            points.remove("weight")
            columns.append("weight")
        columns += tail + points
        if self.reviewed:
            columns.append("review")
        if chance() < 0.75:
            columns.append("reason")
        if chance() < 0.2:
            columns.insert(len(columns) - 1, "criterion")
        if chance() < 0.2:
            columns.insert(self.random.randint(3, len(columns)), "strange")
        if chance() < 0.2:
            columns.insert(0, "ordinal")
        return columns

    def draw(self) -> Layout:
        self._title()
        if self.project.execution and self.random.random() < 0.8:
            self._funds()
        if self.random.random() < 0.4:
            self._objective()
        if self.random.random() < 0.3:
            self.top += 1
        self._table()
        self.layout.description = (
            f"{self.levels_drawn}/{self.weight_form}/{self.score_form}/{self.coded}/"
            f"{'split' if self.split else ''}/{self.level_label}/{','.join(self.columns)}"
        )
        return self.layout

    # ------------------------------------------------------------ above the table

    def _title(self) -> None:
        put, project = self.layout.put, self.project
        if self.random.random() < 0.5:
            put("附件2", self.top, 0)
            self.top += 1
        if self.random.random() < 0.9:
            put(self.random.choice(["项目支出绩效自评表", "绩效评价指标评分表"]), self.top, 0, 1, 7)
            put(f"（{project.year}年度）", self.top + 1, 0, 1, 7)
            self.layout.cover["year"] = project.year
            self.top += 2
        if self.random.random() < 0.85:
            put("项目名称", self.top, 0)
            put(project.name, self.top, 1, 1, 6)
            put("主管部门", self.top + 1, 0)
            put(project.department, self.top + 1, 1, 1, 2)
            put(self.random.choice(["实施单位", "项目单位"]), self.top + 1, 3)
            put(project.implementer, self.top + 1, 4, 1, 3)
            self.layout.cover |= {
                "name": project.name, "department": project.department,
                "implementer": project.implementer,
            }  # fmt: skip
            self.top += 2

    def _funds(self) -> None:
        put, project = self.layout.put, self.project
        if project.execution is None:
            return
        weight, score = project.execution
        put(self.random.choice(["项目资金（万元）", "项目资金\n（万元）"]), self.top, 0, 3)
        heads = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
        for column, text in enumerate(heads, 2):
            put(text, self.top, column)
        form = self.random.choice(["percent", "text"])
        rate = project.spent / project.final
        for line, label in enumerate(["年度资金总额", "其中：当年财政拨款"], 1):
            put(label, self.top + line, 1)
            for column, amount in enumerate([project.budget, project.final, project.spent], 2):
                put(amount, self.top + line, column)
            if line == 1:
                put(weight, self.top + 1, 5)
                if form == "percent":
                    put(rate, self.top + 1, 6, form="0.00%")
                else:
                    put(f"{rate:.2%}", self.top + 1, 6)
                put(score, self.top + 1, 7)
            else:
                put("—", self.top + 2, 5)
                put("—", self.top + 2, 7)
        self.layout.execution = project.execution
        self.layout.cover["money_unit"] = "万元"
        self.top += 3

    def _objective(self) -> None:
        put = self.layout.put
        put("年度总体目标", self.top, 0, 2)
        put("预期目标", self.top, 1, 1, 3)
        put("实际完成情况", self.top, 4, 1, 3)
        put(self.project.expected, self.top + 1, 1, 1, 3)
        put(self.project.done, self.top + 1, 4, 1, 3)
        self.layout.cover |= {
            "overall_target": self.project.expected, "overall_actual": self.project.done,
        }  # fmt: skip
        self.top += 2

    # ------------------------------------------------------------------ the table

    def _table(self) -> None:
        side = self.random.random() < 0.35
        left = 1 if side else 0
        rows = self.project.rows
        grouped = self.random.random() < 0.25
        depth = 2 if grouped else 1
        top = self.top
        self._header(top, left, grouped=grouped)
        repeat = len(rows) // 2 if self.random.random() < 0.12 and not side else 0
        line = top + depth
        lines: list[int] = []
        for number, row in enumerate(rows):
            if repeat and number == repeat and rows[number - 1].level1 != row.level1:
                self._header(line, left, grouped=False, repeat=True)
                line += 1 if not grouped else 0
            if self.random.random() < 0.02 and number and rows[number - 1].level1 != row.level1:
                line += 1
            starts = number == 0 or rows[number - 1].level1 != row.level1
            if self._sums_rows() and self.sums == "level row" and starts:
                self._sum_row(row.level1, line, left, row.level1)
                line += 1
            lines.append(line)
            line += 1
            ends = number + 1 == len(rows) or rows[number + 1].level1 != row.level1
            if self._sums_rows() and self.sums == "subtotal" and ends:
                self._sum_row(row.level1, line, left, "小计")
                line += 1
        self._body(rows, lines, left)
        if side:
            self.layout.put("绩\n效\n指\n标", top, 0, line - top)
        if self.random.random() < 0.75:
            self._total(line, left)
            line += 1
        if self.random.random() < 0.3:
            self.layout.put("注：本表由实施单位填写，20分以上的指标须附说明。", line, 0, 1, 7)

    def _sums_rows(self) -> bool:
        """Whether this layout has rows that sum up a level: where nothing is merged over them."""
        plain = self.weight_form in ("number", "text") and self.levels_drawn == "repeated"
        return bool(self.sums) and plain and "weight" in self.columns

    def _sum_row(self, level1: str, line: int, left: int, text: str) -> None:
        rows = [row for row in self.project.rows if row.level1 == level1]
        role = "level1" if self.sums == "level row" else "level2"
        self.layout.put(text, line, left + self.columns.index(role))
        if role == "level2":
            self.layout.put(level1, line, left + self.columns.index("level1"))
        for column, total in (
            ("weight", sum(row.weight for row in rows)),
            ("score", sum(row.score for row in rows)),
            ("review", sum(row.score for row in rows)),
        ):
            if column in self.columns:
                self.layout.put(round(total, 2), line, left + self.columns.index(column))

    def _header(self, top: int, left: int, *, grouped: bool, repeat: bool = False) -> None:
        if repeat:
            for cell in [c for c in self.layout.cells if c.row == self.top and c.column >= left]:
                if cell.height == 1:
                    self.layout.put(cell.value, top, cell.column, 1, cell.width)
            return
        names = [self.columns.index(name) for name in ("level1", "level2", "name")]
        group = grouped and names == list(range(names[0], names[0] + 3))
        for place, role in enumerate(self.columns):
            text = self.random.choice(WORDS[role])
            if not grouped:
                self.layout.put(text, top, left + place)
            elif group and place in names:
                self.layout.put(text, top + 1, left + place)
            else:
                self.layout.put(text, top, left + place, 2)
        if group:
            self.layout.put(
                self.random.choice(["绩效指标", "评价指标"]), top, left + names[0], 1, 3
            )

    def _body(self, rows: list[Row], lines: list[int], left: int) -> None:
        codes = _codes(rows)
        for number, (row, line) in enumerate(zip(rows, lines, strict=True)):
            shown: dict[str, Value] = {"level1": row.level1, "level2": row.level2, "name": row.name}
            for place, role in enumerate(self.columns):
                column = left + place
                if role in ("level1", "level2"):
                    self._level(rows, lines, number, role, column)
                    continue
                value, form = self._cell(row, role, number, codes[number], shown)
                if value is not None:
                    self.layout.put(value, line, column, form=form, role=role, about=(number,))
            self.layout.expected.append(shown)

    def _level(
        self, rows: list[Row], lines: list[int], number: int, role: str, column: int
    ) -> None:
        keys = [(row.level1, row.level2 if role == "level2" else "") for row in rows]
        first = number == 0 or keys[number - 1] != keys[number]
        text = getattr(rows[number], role)
        if role == "level1" and self.level_label:
            text += self.level_label % self.project.levels[rows[number].level1]
        if self.levels_drawn == "repeated":
            self.layout.put(text, lines[number], column, role=role, about=(number,))
        elif first:
            last = number
            while last + 1 < len(rows) and keys[last + 1] == keys[number]:
                last += 1
            height = lines[last] - lines[number] + 1 if self.levels_drawn == "merged" else 1
            about = tuple(range(number, last + 1))
            self.layout.put(text, lines[number], column, height, role=role, about=about)

    def _cell(
        self, row: Row, role: str, number: int, code: str, shown: dict[str, Value]
    ) -> tuple[Value, str]:
        fixed: dict[str, list[Value]] = {
            "ordinal": [number + 1], "strange": ["财务科", "业务二处", None],
            "criterion": ["缺一项扣1分，扣完为止"], "review": [row.score],
        }  # fmt: skip
        if role in fixed:
            return self.random.choice(fixed[role]), "General"
        if role == "code":
            shown["code"] = code
            return code, "General"
        if role == "name":
            return self._name(row, number, code, shown), "General"
        if role in ("target", "actual", "direction", "unit"):
            return self._measure(row, role, shown)
        if role == "reason":
            if row.reason:
                shown["reason"] = row.reason
            return row.reason or self.random.choice([None, None, "无"]), "General"
        return self._points(row, role, shown)

    def _name(self, row: Row, number: int, code: str, shown: dict[str, Value]) -> str:
        text = row.name
        if self.weight_form == "label":
            text += f"（{number_text(row.weight)}分）"
            shown["weight"] = row.weight
        if self.coded == "prefix":
            shown["code"] = code
            return code + text
        return f"{number + 1}.{text}" if self.enumerated else text

    def _measure(self, row: Row, role: str, shown: dict[str, Value]) -> tuple[Value, str]:
        if role in ("direction", "unit"):
            sign = row.operator or "≥"
            value = (sign if role == "direction" else row.unit) if row.wanted is not None else None
            if role == "direction" and row.wanted is None:
                value = "定性"
            return value, "General"
        number = row.wanted if role == "target" else row.reached
        text = row.target if role == "target" else row.actual
        if number is None or not self.split:
            per_cent = number is not None and row.unit == "%" and not (
                role == "target" and row.operator
            )  # fmt: skip
            shown[role] = text
            if per_cent and number is not None and self.random.random() < 0.4:
                return round(number / 100, 6), "0.0%"
            return text, "General"
        shown[role] = number_text(number)
        return (number if self.random.random() < 0.7 else number_text(number)), "General"

    def _points(self, row: Row, role: str, shown: dict[str, Value]) -> tuple[Value, str]:
        number = row.weight if role == "weight" else row.score
        shown[role] = number
        if role == "score" and self.reviewed:
            # the unit's own score; the review's stands beside it and counts
            return round(min(row.weight, number + 0.5), 2), "General"
        form = self.weight_form if role == "weight" else self.score_form
        if form == "percent":
            return number / 100, "0.0%"
        if form == "points":
            return f"{number_text(number)}分", "General"
        if form == "product" and role == "score":
            mark = round(number / row.weight * 100, 4)
            if abs(mark * row.weight / 100 - number) < 1e-9:
                return f"{mark:.2f}×{number_text(row.weight)}%={number_text(number)}", "General"
        return (number_text(number) if form == "text" else number), "General"

    def _total(self, line: int, left: int) -> None:
        score = left + self.columns.index("score")
        span = max(1, min(left + self.columns.index("name") + 1, score))
        self.layout.put(self.random.choice(["总分", "合计", "合 计"]), line, 0, 1, span)
        if "weight" in self.columns:
            whole = self.weight_form == "percent"
            column = left + self.columns.index("weight")
            if column >= span:
                total = 1.0 if whole else 100.0
                self.layout.put(total, line, column, form="0%" if whole else "General")
        self.layout.put(self.project.total, line, score)
        if self.reviewed:
            self.layout.put(self.project.total, line, left + self.columns.index("review"))
        self.layout.total = self.project.total


def _codes(rows: list[Row]) -> list[str]:
    found: list[str] = []
    letters: dict[str, str] = {}
    branches: dict[tuple[str, str], int] = {}
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        letter = letters.setdefault(row.level1, "ABCDEFG"[len(letters)])
        key = (row.level1, row.level2)
        branches.setdefault(key, 1 + sum(each[0] == row.level1 for each in branches))
        counts[key] = counts.get(key, 0) + 1
        found.append(f"{letter}{branches[key]}{counts[key]:02d}")
    return found


def laid_out(seed: int) -> Layout:
    from imports.tables import made_up  # noqa: PLC0415 - one import for one function

    source = random.Random(seed)
    return Designer(made_up(source), source).draw()
