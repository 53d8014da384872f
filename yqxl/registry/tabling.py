"""Generated tables: number, sheet, title and the function that makes the Grid; live ones too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yqxl.registry.declaring import Function, attach

if TYPE_CHECKING:
    from typing import Any

    from yqxl.grid import Grid
    from yqxl.model.results import Results
    from yqxl.model.rows import Evaluation


@dataclass(frozen=True)
class TableDeclaration:
    """A generated table: its number, its sheet and the function that makes its Grid."""

    number: str
    sheet: str
    title: str
    function: Callable[[Evaluation, Results], Grid]
    #: whether it is written only where somebody asks for it, or where it stands already
    on_request: bool = False
    #: whether it has charts: only a host that draws them writes it
    charts: bool = False


def table(
    *, number: str, sheet: str, title: str, on_request: bool = False, charts: bool = False
) -> Callable[[Function], Function]:
    """Declare a generated table."""

    def attached(function: Function) -> Function:
        declaration = TableDeclaration(number, sheet, title, function, on_request, charts)  # type: ignore[arg-type]  # a table takes rows and results
        return attach(function, declaration)

    return attached


@dataclass(frozen=True)
class LiveTableDeclaration:
    """The live form of a generated table: formulas that fill themselves from the data.

    ``function`` gives its Grid from the data, the results and the workings of all live tables.
    """

    number: str
    function: Callable[[Evaluation, Results, Any], Grid]


def live_table(*, number: str) -> Callable[[Function], Function]:
    """Declare the live form of the table of this number."""

    def attached(function: Function) -> Function:
        return attach(function, LiveTableDeclaration(number, function))  # type: ignore[arg-type]  # as for a table

    return attached
