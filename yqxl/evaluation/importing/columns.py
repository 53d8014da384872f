"""One column for each role; several weights belong to the levels on their left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yqxl.evaluation.importing.header_rows import Header
from yqxl.evaluation.importing.header_words import is_final_score
from yqxl.evaluation.importing.points import Form, points_of
from yqxl.evaluation.importing.source_grid import SourceGrid

LEVELS = ("level1", "level2", "level3")
#: where several columns are called indicator, the more exact word wins
_NAME_WORDS = ("三级指标", "三级", "三级指标名称", "具体指标", "指标名称", "指标内容", "考核指标")
_TEXTS = (
    "code", "ordinal", "direction", "target", "unit", "actual", "reason", "criterion",
    "explanation", "rate", "note", "evidence", "process", "forecast",
)  # fmt: skip
#: columns that may stand between the levels and the names
_BESIDE_NAMES = ("code", "ordinal")
#: body rows that show whether a column without a known header holds the names
_LOOKED_AT = 4


@dataclass(frozen=True)
class Columns:
    """Where each field stands.

    Attributes:
        at: the column of each role; ``name`` is always there.
        levels: the levels that have a column of their own, left of the names.
        guessed: columns told by their order or content only, or for want of another.
        doubted: roles of which there were several columns, or one over several.
        weighted_levels: whether a header says that levels carry their weight in brackets.
        interim: whether the actual values are those of a part of the year.
    """

    at: dict[str, int]
    levels: tuple[str, ...]
    guessed: frozenset[int]
    doubted: dict[str, str]
    weighted_levels: bool
    interim: bool

    @property
    def name(self) -> int:
        """The column of the names."""
        return self.at["name"]

    @property
    def first(self) -> int:
        """The leftmost column of the table."""
        return min(self.at.values())


def columns_of(grid: SourceGrid, header: Header) -> Columns:
    """Return where each field stands under a header."""
    by_role: dict[str, list[int]] = {}
    for column in sorted(header.roles):
        by_role.setdefault(header.roles[column], []).append(column)
    at: dict[str, int] = {level: by_role[level][0] for level in LEVELS if level in by_role}
    doubted: dict[str, str] = {}
    guessed = set(header.guessed)
    _names(grid, header, by_role, at, guessed)
    for role in ("weight", "score"):
        _points(header, by_role.get(role, []), role, at, doubted)
    for role in _TEXTS:
        if role in by_role:
            at[role] = by_role[role][0]
            if len(by_role[role]) > 1 and role in ("target", "actual"):
                doubted[role] = "有几列：" + _listed(header, by_role[role])
    interim = "actual" not in at and "interim" in by_role
    if interim:
        at["actual"] = by_role["interim"][0]
    wide = {role: column for role, column in at.items() if _is_wide(header, column, role)}
    doubted.update({role: "表头合并了几列" for role in wide if role not in doubted})
    return Columns(
        at,
        tuple(level for level in LEVELS if level in at and at[level] != at["name"]),
        frozenset(guessed),
        doubted,
        any(_says_weight(header, at[role]) for role in (*LEVELS, "name") if role in at),
        interim,
    )


def _is_wide(header: Header, column: int, role: str) -> bool:
    cell = header.cells.get(column)
    return cell is not None and cell.width > 1 and role in ("target", "actual", "weight", "score")


def _says_weight(header: Header, column: int) -> bool:
    text = header.text(column)
    return "权重" in text or "分值" in text


def _listed(header: Header, columns: Sequence[int]) -> str:
    return "、".join(f"“{header.text(column)}”" for column in columns)


def _names(
    grid: SourceGrid,
    header: Header,
    by_role: dict[str, list[int]],
    at: dict[str, int],
    guessed: set[int],
) -> None:
    """Find the column of the names; without one the last level names the indicators."""
    names = by_role.get("name", [])
    order = {word: number for number, word in enumerate(_NAME_WORDS)}
    ranked = sorted(names, key=lambda column: order.get(header.text(column), len(order)))
    if "name4" in by_role:
        if ranked:
            at["level3"] = ranked[0]
        at["name"] = by_role["name4"][0]
    elif ranked:
        at["name"] = ranked[0]
    else:
        last = max(at.values())
        unnamed = _unnamed_column(grid, header, last)
        at["name"] = last if unnamed is None else unnamed
        guessed.add(at["name"])


def _unnamed_column(grid: SourceGrid, header: Header, last: int) -> int | None:
    """Return the column right of the last level whose header is missing but which has texts."""
    beside = [c for c, role in header.roles.items() if c > last and role not in _BESIDE_NAMES]
    following = min(beside, default=last)
    body = range(header.row + header.depth, header.row + header.depth + _LOOKED_AT)
    for column in range(last + 1, following):
        if column in header.roles:
            continue
        texts = [grid.filled(row, column) for row in body]
        own = [cell for cell in texts if cell is not None and cell.column == column]
        if own and all(points_of(cell).form is Form.TEXT for cell in own):
            return column
    return None


def _points(
    header: Header, columns: list[int], role: str, at: dict[str, int], doubted: dict[str, str]
) -> None:
    """Find the column of the indicators' weights or scores; those further left are levels'."""
    last = at["name"]
    after = [column for column in columns if column > last]
    for column in columns:
        left = [level for level in LEVELS if level in at and at[level] < column < last]
        if left:
            at[f"{role}_{left[-1]}"] = column
    if not after:
        return
    if len(after) == 1:
        at[role] = after[0]
        return
    final = [column for column in after if is_final_score(header.text(column))]
    if role == "weight":
        at[role] = after[0]
    else:
        at[role] = final[-1] if final else after[-1]
    doubted[role] = f"有几列：{_listed(header, after)}，取了“{header.text(at[role])}”"
