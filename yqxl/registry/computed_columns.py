"""Which function gives which computed column, and the kinds of 指标取值."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from yqxl.model.traits import KindTraits
from yqxl.registry.declaring import (
    DeclarationError,
    Function,
    attach,
    declarations,
    declared,
)
from yqxl.registry.native_core import NativeCore
from yqxl.registry.scoring import ScoringRule
from yqxl.registry.worksheet import WorksheetFunction


@dataclass(frozen=True)
class CellCall:
    """A call of a declared function over cells: its core natively, its name in an add-in."""

    core: NativeCore
    worksheet: WorksheetFunction | None

    def text(self, texts: dict[str, str], *, by_name: bool) -> str:
        """Return the call over formula texts, an argument with a default may be left out."""
        if not by_name or self.worksheet is None:
            return self.core.filled({**self._defaults(), **texts})
        given = [
            texts[argument.name] for argument in self.worksheet.arguments if argument.name in texts
        ]
        return f"{self.worksheet.name}({','.join(given)})"

    def _defaults(self) -> dict[str, str]:
        arguments = self.worksheet.arguments if self.worksheet else ()
        return {one.name: f"{one.default:g}" for one in arguments if isinstance(one.default, float)}


@dataclass(frozen=True)
class ComputedColumn:
    """A column that shows a function of other cells of its row, once all are numbers.

    ``inputs`` maps each argument to the field that it takes, ``instead`` to the field that
    it takes where that one is no number.
    """

    table: str
    field: str
    call: CellCall
    inputs: dict[str, str]
    instead: dict[str, str]

    @property
    def dividend(self) -> str:
        """The field that the column divides by another, the first of its inputs if by none."""
        return next(field for field in self.inputs.values() if field != self.divisor)

    @property
    def divisor(self) -> str:
        """The field by which the column divides; ``""`` when it divides by none."""
        return self.inputs.get(self.call.core.divisor, "")

    def text(self, *, by_name: bool) -> str:
        """Return the formula over ``[field]`` for each input; blank until all are numbers."""
        texts = {name: self._cell(name) for name in self.inputs}
        filled = self.call.text(texts, by_name=by_name)
        for other in self.instead:
            either = f"[{self.inputs[other]}],[{self.instead[other]}]"
            filled = f'IF(COUNT({either})>0,{filled},"")'
        alone = [f"[{one}]" for name, one in self.inputs.items() if name not in self.instead]
        return f'IF(COUNT({",".join(alone)})={len(alone)},{filled},"")'

    def _cell(self, argument: str) -> str:
        own = f"[{self.inputs[argument]}]"
        other = self.instead.get(argument)
        return own if other is None else f"IF(ISNUMBER({own}),{own},[{other}])"


@dataclass(frozen=True)
class RateKind:
    """A kind of 指标取值: its number (公式号), its name and the function of 分子 and 分母.

    Kinds with one number share one formula. ``place`` orders the drop-down.
    """

    name: str
    number: int
    place: int
    source: str
    call: CellCall
    #: the arguments that 分子来源 and 分母来源 fill; ``""`` where no 分母 is needed
    numerator: str
    denominator: str
    #: the other arguments, as numbers
    constants: dict[str, float] = field(default_factory=dict)

    @property
    def traits(self) -> KindTraits:
        """What follows from the formula."""
        divides = bool(self.denominator) and self.call.core.divisor == self.denominator
        saving = self.name.endswith("节约率")
        return KindTraits(bool(self.denominator), divides, not self.denominator, saving)

    def text(self, numerator: str, denominator: str, *, by_name: bool = False) -> str:
        """Return the formula over the texts of 分子 and 分母."""
        texts = {self.numerator: numerator}
        texts |= {self.denominator: denominator} if self.denominator else {}
        texts |= {name: f"{number:g}" for name, number in self.constants.items()}
        return self.call.text(texts, by_name=by_name)

    def value(self, numerator: float, denominator: float = 0.0) -> float:
        """Return 原值.

        Raises:
            CellError: as the function does, #DIV/0! for a denominator of 0.
        """
        given = {self.numerator: numerator, **self.constants}
        given |= {self.denominator: denominator} if self.denominator else {}
        return self.call.core.function(**given)


@dataclass(frozen=True)
class Numbering:
    """What a live formula cannot know of itself: numbers of kinds and rules, inputs of columns."""

    kinds: tuple[RateKind, ...] = ()
    columns: tuple[ComputedColumn, ...] = ()
    rules: tuple[ScoringRule, ...] = ()


NO_NUMBERING = Numbering()


def computes(
    table: str, column: str, *, instead: dict[str, str] | None = None, **inputs: str
) -> Callable[[Function], Function]:
    """Declare that a function gives a computed column, from which cells of the same row.

    ``instead`` names for an argument the cell that serves where its own is no number.
    """

    def attached(function: Function) -> Function:
        call = _call_of(function)
        return attach(function, ComputedColumn(table, column, call, inputs, instead or {}))

    return attached


def rate_kind(
    *,
    name: str,
    number: int,
    place: int,
    source: str,
    numerator: str,
    denominator: str = "",
    **constants: float,
) -> Callable[[Function], Function]:
    """Declare a kind of 指标取值 on the function that gives its value."""
    if number < 1 or not source:
        raise DeclarationError(f"{name}: a kind has a number from 1 on and a source")

    def attached(function: Function) -> Function:
        call = _call_of(function)
        kind = RateKind(name, number, place, source, call, numerator, denominator, constants)
        return attach(function, kind)

    return attached


def _call_of(function: Callable[..., object]) -> CellCall:
    worksheet = next(
        (one for one in declarations(function) if isinstance(one, WorksheetFunction)), None
    )
    core = worksheet.core if worksheet and worksheet.core else declared(function, NativeCore)
    return CellCall(core, worksheet)
