"""How the columns of a row class are declared: one call, one column, typed as its values are."""

from __future__ import annotations

from dataclasses import field
from typing import TypedDict, Unpack, cast

from yqxl.arithmetic import Value
from yqxl.model.contract.choices import YES_NO
from yqxl.model.contract.columns import STEPS, Column, Type


class Facts(TypedDict, total=False):
    """What may be said of a column beside its header; see :class:`Column`."""

    shows: str
    required: bool
    if_any: bool
    unless: str
    default: str
    width: float
    prompt: str
    aliases: tuple[str, ...]
    choices: str
    suggested: bool
    names_rows: bool
    least: float | None
    most: float | None
    flag: bool
    unsaid: bool
    optional: bool
    in_json: str


def texts(header: str, **facts: Unpack[Facts]) -> str:
    """Declare a column of texts."""
    return cast("str", _declared("", Column("", header, **facts)))


def numbers(header: str, **facts: Unpack[Facts]) -> Value:
    """Declare a column of numbers; what else is typed into it is kept and found fault with."""
    facts.setdefault("shows", "number")
    return cast("Value", _declared(None, Column("", header, Type.NUMBER, **facts)))


def money(header: str, **facts: Unpack[Facts]) -> Value:
    """Declare a column of amounts in the money unit of 首页."""
    facts["shows"] = "money"
    # millions to the cent, and the air at their right
    facts.setdefault("width", 14)
    return numbers(header, **facts)


def sources(header: str, **facts: Unpack[Facts]) -> Value:
    """Declare a column of numbers or texts that say where the number stands."""
    facts.setdefault("shows", "number")
    return cast("Value", _declared(None, Column("", header, Type.SOURCE, **facts)))


def yes_no(header: str, **facts: Unpack[Facts]) -> str:
    """Declare a column of 是 and 否."""
    facts["choices"] = YES_NO.name
    return cast("str", _declared("", Column("", header, Type.YES_NO, **facts)))


def six_numbers(header: str) -> tuple[Value, ...]:
    """Declare six columns of numbers that belong together: 下限1 … 下限6."""
    column = Column("", header, Type.NUMBER, "number")
    return cast("tuple[Value, ...]", _declared((None,) * STEPS, column))


def six_texts(header: str) -> tuple[str, ...]:
    """Declare six columns of texts that belong together: 等级1 … 等级6."""
    return cast("tuple[str, ...]", _declared(("",) * STEPS, Column("", header)))


def computed(header: str, shows: str, *, width: float = 12, beside: str = "") -> Column:
    """Declare a column that nobody types into; the results have its values.

    ``beside`` is what it is there for; see :class:`Column`.
    """
    return Column(
        "", header, Type.COMPUTED, shows, width=width, optional=bool(beside), beside=beside
    )


def hidden(header: str, shows: str, *, beside: str = "") -> Column:
    """Declare a computed column of no interest to a reader."""
    return Column("", header, Type.HIDDEN, shows, optional=bool(beside), beside=beside)


def _declared(default: object, column: Column) -> object:
    return field(default=default, metadata={"column": column})
