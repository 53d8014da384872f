"""Prescribed forms: name, sheet, title, the document behind it, and the Grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yqxl.registry.declaring import DeclarationError, Function, attach

if TYPE_CHECKING:
    from yqxl.grid import Grid
    from yqxl.model.results import Results
    from yqxl.model.rows import Evaluation


@dataclass(frozen=True)
class FormDeclaration:
    """A prescribed form: its name, sheet and title, where it is prescribed, and its Grid.

    ``verified`` says whether the wording was compared with the prescribing document.
    """

    name: str
    sheet: str
    title: str
    source: str
    verified: bool
    function: Callable[[Evaluation, Results], Grid]


def form(
    *, name: str, sheet: str, title: str, source: str, verified: bool
) -> Callable[[Function], Function]:
    """Declare a prescribed form."""
    if not source:
        raise DeclarationError(f"{name}: a form needs the document that prescribes it")

    def attached(function: Function) -> Function:
        declaration = FormDeclaration(
            name, sheet, title, source, verified,
            function,  # type: ignore[arg-type]  # a form takes rows and results
        )  # fmt: skip
        return attach(function, declaration)

    return attached
