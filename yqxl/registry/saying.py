"""Sentences of a report: which placeholder asks for them, which part they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yqxl.registry.declaring import DeclarationError, Function, attach

if TYPE_CHECKING:
    from yqxl.model.results import Results
    from yqxl.model.rows import Evaluation


@dataclass(frozen=True)
class Said:
    """One paragraph; ``key`` tells it from the others of its rule (a code), or is blank."""

    text: str
    key: str = ""


@dataclass(frozen=True)
class SentenceRule:
    """A rule that says what the data show: its name, its part of the report, its function.

    ``name`` is what a document writes for it: 〔分析〕 all paragraphs, 〔分析：B〕 one.
    """

    name: str
    #: the part of the report, as the outline of 财预〔2020〕10号 附3 numbers it
    part: str
    #: its place within the part
    place: int
    source: str
    function: Callable[[Evaluation, Results], Iterator[Said]]


def sentence_rule(
    *, name: str, part: str, place: int, source: str
) -> Callable[[Function], Function]:
    """Declare a rule for sentences of a report."""
    if not source:
        raise DeclarationError(f"{name}: a sentence needs a source")

    def attached(function: Function) -> Function:
        return attach(function, SentenceRule(name, part, place, source, function))  # type: ignore[arg-type]  # a rule takes rows and results

    return attached
