"""The versions of the contract: what each released one wrote into a workbook.

A workbook says which version it keeps (custom document property ``yqxl.contract``; none is
version 1) and is read and computed by that one. Of a released version everything that
stands in a workbook is kept as data (``released/contract_N.json``), made by
``python -m yqxl.evaluation.formulas.release`` and never changed again; the newest version
comes from the code and is free to change until it is released.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yqxl.catalog import scoring_rules, shipped_parameters
from yqxl.errors import InputRefusedError
from yqxl.evaluation.formulas.anchored_names import Spans, current_spans
from yqxl.evaluation.formulas.column_formulas import FLAVOURS, column_templates
from yqxl.evaluation.formulas.named_formulas import NAMED_FORMULAS
from yqxl.model.contract import BY_KEY, NAMED_CELLS, TABLES
from yqxl.model.contract_version import CONTRACT, CONTRACT_PROPERTY
from yqxl.model.rows import Evaluation

_RELEASED = "yqxl.evaluation.formulas.released"
_FOLDER = Path(__file__).with_name("released")
#: the tables of 参数, whose rows come with the contract
PARAMETERS = ("rules", "bands", "kinds", "grades", "options", "tolerances")

Place = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Contract:
    """One version: what its workbooks carry."""

    number: int
    #: by flavour, then by table and field
    formulas: Mapping[str, Mapping[Place, str]]
    #: formulas of named cells; 还差 depends on the sheet and is not among them
    named: Mapping[str, str]
    #: by table the header of each field, in the contract's order
    columns: Mapping[str, Mapping[str, str]]
    #: by table the fields that 还差 counts; ``project`` is 首页
    required: Mapping[str, tuple[str, ...]]
    spans: Spans
    #: the rows of 参数 that yqxl ships
    parameters: Evaluation
    #: numbers of the rules that a cell computes
    cell_rules: frozenset[int]

    def has(self, table: str, field: str) -> bool:
        """Return whether workbooks of this version know the column."""
        return field in self.columns.get(table, {})


def contract_of(property_value: str | None) -> int:
    """Return the version that a workbook says it keeps.

    Raises:
        InputRefusedError: it is newer than this program, or no version at all (YQ-233).

    >>> contract_of(None), contract_of("1")
    (1, 1)
    """
    if property_value is None:
        return 1
    text = property_value.strip()
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= CONTRACT:
        raise InputRefusedError(
            "YQ-233",
            f"工作簿的填报约定是第 {text or '（空白）'} 版（文档属性 {CONTRACT_PROPERTY}），"
            f"本程序认识第 1 到 {CONTRACT} 版。",
            remedy="请升级 yqxl 后再打开；该属性被改坏的，请改回原来的数字。",
        )
    return number


def known_contracts() -> tuple[int, ...]:
    """Return the versions, the newest first."""
    return tuple(range(CONTRACT, 0, -1))


def contract(number: int = CONTRACT) -> Contract:
    """Return a version; today's comes from the code.

    >>> contract(1).formulas["native"]["funds", "arrival_budget"]
    'IF(COUNT([arrived],[budget])=2,[arrived]/[budget],"")'
    """
    return _known(number)


@cache
def _known(number: int) -> Contract:
    if number == CONTRACT:
        return _current()
    # through the loader, for the package may stand in an archive
    content = pkgutil.get_data(_RELEASED, released_file(number).name)
    return _from_data(json.loads(content or b""))


def released_file(number: int) -> Path:
    """Return where the data of a released version stand."""
    return _FOLDER / f"contract_{number}.json"


def _current() -> Contract:
    return Contract(
        CONTRACT,
        {flavour: column_templates(flavour) for flavour in FLAVOURS},
        NAMED_FORMULAS,
        {table.key: {one.field: one.header for one in table.every_column} for table in TABLES},
        _required(),
        current_spans(),
        shipped_parameters(),
        frozenset(rule.number for rule in scoring_rules() if rule.in_cells),
    )


def _required() -> dict[str, tuple[str, ...]]:
    needed = {
        table.key: tuple(column.field for column in table.columns if column.required)
        for table in TABLES
    }
    return needed | {"project": tuple(cell.field for cell in NAMED_CELLS if cell.required)}


def data_of(version: Contract, release: str) -> dict[str, Any]:
    """Return a version as the data that are kept of it."""
    rows = {key: [_record(row) for row in getattr(version.parameters, key)] for key in PARAMETERS}
    return {
        "contract": version.number,
        "release": release,
        "columns": {key: list(one.items()) for key, one in version.columns.items()},
        "required": version.required,
        "formulas": {
            flavour: {f"{table}.{field}": text for (table, field), text in sorted(texts.items())}
            for flavour, texts in version.formulas.items()
        },
        "named": version.named,
        "spans": version.spans,
        "cell_rules": sorted(version.cell_rules),
        "parameters": rows,
    }


def _record(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of any table of 参数
    return {one.name: getattr(row, one.name) for one in fields(row)}


def _from_data(data: dict[str, Any]) -> Contract:
    return Contract(
        data["contract"],
        {
            flavour: MappingProxyType({_place(name): text for name, text in texts.items()})
            for flavour, texts in data["formulas"].items()
        },
        data["named"],
        {table: dict(headers) for table, headers in data["columns"].items()},
        {table: tuple(names) for table, names in data["required"].items()},
        {name: (key, tuple(names), part) for name, (key, names, part) in data["spans"].items()},
        _parameters(data["parameters"]),
        frozenset(data["cell_rules"]),
    )


def _parameters(records: dict[str, list[dict[str, Any]]]) -> Evaluation:
    rows: dict[str, Any] = {key: _rows(key, records[key]) for key in PARAMETERS}
    return Evaluation(**rows)


def _place(name: str) -> Place:
    table, _, field = name.partition(".")
    return table, field


def _rows(table: str, records: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Return rows; a field that came later has its default, one that is gone is left out."""
    row = BY_KEY[table].row
    known = {one.name for one in fields(row)}
    return tuple(
        row(
            **{
                name: tuple(value) if isinstance(value, list) else value
                for name, value in record.items()
                if name in known
            }
        )
        for record in records
    )
