"""Problems of what is evaluated: one rule, its group, and the facts that it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from yqxl.registry.declaring import DeclarationError, Function, attach

if TYPE_CHECKING:
    from yqxl.model.results import Results
    from yqxl.model.rows import Evaluation
    from yqxl.registry.phrases import Phrase


class ProblemGroup(Enum):
    """Whose problem it is, in the order of the list.

    A gap of the working paper is not the policy's problem.
    """

    EXECUTION = "政策执行"
    SETTING = "目标与指标设置"
    PAPERS = "底稿缺资料"


@dataclass(frozen=True)
class Problem:
    """One fact: the sentence that says it and the cells where it stands. No cause."""

    sentence: Phrase
    cells: Phrase


@dataclass(frozen=True)
class ProblemRule:
    """A rule that finds problems: what it looks for, where it comes from, the function."""

    title: str
    group: ProblemGroup
    #: its place within the group
    place: int
    source: str
    function: Callable[[Evaluation, Results], Iterator[Problem]]


def problem_rule(
    *, title: str, group: ProblemGroup, place: int, source: str
) -> Callable[[Function], Function]:
    """Declare a rule for the list of problems."""
    if not source:
        raise DeclarationError(f"{title}: a rule needs a source")

    def attached(function: Function) -> Function:
        return attach(function, ProblemRule(title, group, place, source, function))  # type: ignore[arg-type]  # a rule takes rows and results

    return attached
