"""Calls of worksheet functions inside any formula, replaced by native formulas.

A formula is never parsed as a whole: its calls of ``YQ_`` functions are found outside
of texts and quoted names, and their arguments cut at the commas that belong to them.
Everything else stays as the person wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from yqxl.catalog import functions
from yqxl.registry import DeclarationError, WorksheetFunction, native_text

#: what a spreadsheet takes as one formula
LONGEST_FORMULA = 8192
#: a name before a bracket, with what programs put in front of an add-in's function
_CALL = re.compile(
    r"(?:_xll\.|_xludf\.|'(?:[^']|'')*'!|\[\d+\]!|[\w.]+\.xla[m]?!)?(YQ_[A-Z_]+)\s*\(",
    re.IGNORECASE,
)
_QUOTED = re.compile(r""""(?:[^"]|"")*"?|'(?:[^']|'')*'?""")
_OPENING, _CLOSING = "([{", ")]}"
#: names of cells begin alike, in small letters; only a function is followed by a bracket
_MENTION = re.compile(r"\bYQ_[A-Z_]+\s*\(", re.IGNORECASE)


class NoNativeFormError(ValueError):
    """A call that no formula of one cell can stand for."""


@cache
def _declarations() -> Mapping[str, WorksheetFunction]:
    return {function.name: function for function in functions()}


def calls_functions(formula: str) -> bool:
    """Return whether a formula mentions a worksheet function of ours outside of texts."""
    return any(_MENTION.search(piece) for piece, quoted in _pieces(formula) if not quoted)


def native_formula(formula: str) -> str:
    """Return a formula (without ``=``) with a native expression for each call.

    >>> native_formula('YQ_BALANCE(A1,B1)')[:30]
    'IF(ISERROR(A1),A1,IF(ISERROR(B'
    >>> native_formula('"YQ_BALANCE(1,2)"&A1')
    '"YQ_BALANCE(1,2)"&A1'

    Raises:
        NoNativeFormError: an array function, a call that is malformed or unknown, or a
            result longer than a cell takes.
    """
    text = _converted(formula)
    if len(text) > LONGEST_FORMULA or calls_functions(text):
        raise NoNativeFormError(formula)
    return text


def whole_call(formula: str) -> tuple[WorksheetFunction, tuple[str, ...]] | None:
    """Return function and arguments when the formula is one call and nothing else."""
    call = _CALL.match(formula.strip())
    if call is None:
        return None
    text = formula.strip()
    end, arguments = _arguments(text, call.end())
    declaration = _declarations().get(call[1].upper())
    return None if declaration is None or end != len(text) else (declaration, arguments)


def native_call(declaration: WorksheetFunction, arguments: Sequence[str]) -> str:
    """Return the native expression of a call; a blank argument counts as left out."""
    if len(arguments) > len(declaration.arguments):
        raise NoNativeFormError(declaration.name)
    given = {
        argument.name: text.strip()
        for argument, text in zip(declaration.arguments, arguments, strict=False)
        if text.strip()
    }
    try:
        return native_text(declaration, given)
    except DeclarationError as error:
        raise NoNativeFormError(declaration.name) from error


def _converted(formula: str) -> str:
    pieces: list[str] = []
    position = 0
    for call in _calls(formula):
        if call.start() < position:  # inside of an argument that was converted already
            continue
        declaration = _declarations().get(call[1].upper())
        if declaration is None or declaration.returns_array:
            raise NoNativeFormError(call[1])
        end, arguments = _arguments(formula, call.end())
        native = native_call(declaration, [_converted(argument) for argument in arguments])
        alone = not formula[: call.start()].strip() and not formula[end:].strip()
        pieces += (formula[position : call.start()], native if alone else f"({native})")
        position = end
    return "".join((*pieces, formula[position:]))


def _calls(formula: str) -> Iterator[re.Match[str]]:
    """Yield the calls that stand outside of texts."""
    texts = [range(start, end) for start, end in _texts(formula)]
    for call in _CALL.finditer(formula):
        before = formula[call.start() - 1] if call.start() else ""
        if not any(call.start(1) in text for text in texts) and not _continues(before):
            yield call


def _continues(before: str) -> bool:
    """Return whether a letter before the name makes it the end of another name."""
    return before.isalnum() or before in {"_", "."}


def _texts(formula: str) -> Iterator[tuple[int, int]]:
    """Yield where texts in double quotes stand; names of sheets stand in single ones."""
    for quoted in _QUOTED.finditer(formula):
        if quoted[0][0] == '"':
            yield quoted.span()


def _pieces(formula: str) -> Iterator[tuple[str, bool]]:
    """Yield the formula in pieces, and whether each is a text in quotes."""
    position = 0
    for start, end in _texts(formula):
        yield formula[position:start], False
        yield formula[start:end], True
        position = end
    yield formula[position:], False


def _arguments(formula: str, start: int) -> tuple[int, tuple[str, ...]]:
    """Return where a call ends and its arguments; ``start`` is behind its bracket."""
    depth, position, cut = 1, start, start
    arguments: list[str] = []
    while position < len(formula):
        sign = formula[position]
        if sign in "\"'":
            closing = formula.find(sign, position + 1)
            position = len(formula) if closing < 0 else closing
        elif sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
            if depth == 0:
                arguments.append(formula[cut:position])
                return position + 1, tuple(arguments)
        elif sign == "," and depth == 1:
            arguments.append(formula[cut:position])
            cut = position + 1
        position += 1
    raise NoNativeFormError(formula)
