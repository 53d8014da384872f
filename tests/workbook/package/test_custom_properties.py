"""Custom document properties: read, set, and other people's kept."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.packaging.custom import IntProperty, StringProperty

from yqxl.model.contract_version import CONTRACT, CONTRACT_PROPERTY
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.workbook.package.custom_properties import PART, custom_properties, with_custom_property
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import open_workbook


def _book(path: Path, *properties: object) -> Path:
    book = openpyxl.Workbook()
    for one in properties:
        book.custom_doc_props.append(one)
    book.save(path)
    return path


def _set(source: Path, target: Path, name: str, value: str) -> Path:
    with open_workbook(source) as workbook, target.open("wb") as file:
        parts = with_custom_property(workbook.package, name, value)
        assemble(workbook.package, set(), parts, file)
    return target


def _read(path: Path, name: str) -> str | None:
    with open_workbook(path) as workbook:
        return custom_properties(workbook.package).get(name)


OTHERS = (
    StringProperty(name="文号", value="阳财〔2023〕1号 <&>"),
    IntProperty(name="Client", value=7),
)


@pytest.mark.parametrize("properties", [(), OTHERS], ids=["none", "of others"])
def test_a_property_is_added_beside_those_of_others(
    tmp_path: Path, properties: tuple[object, ...]
) -> None:
    source = _book(tmp_path / "book.xlsx", *properties)
    target = _set(source, tmp_path / "noted.xlsx", "yqxl.contract", "2")
    assert _read(target, "yqxl.contract") == "2"
    found = {one.name: one.value for one in openpyxl.load_workbook(target).custom_doc_props.props}
    assert found == {**{one.name: one.value for one in properties}, "yqxl.contract": "2"}


def test_a_property_is_renewed_in_place(tmp_path: Path) -> None:
    source = _set(_book(tmp_path / "a.xlsx", *OTHERS), tmp_path / "b.xlsx", "yqxl.contract", "1")
    target = _set(source, tmp_path / "c.xlsx", "YQXL.Contract", "2")
    assert _read(target, "yqxl.contract") == "2"
    with open_workbook(source) as before, open_workbook(target) as after:
        old, new = (one.package.read(PART) for one in (before, after))
    assert new == old.replace(b">1</vt:lpwstr>", b">2</vt:lpwstr>")


def test_there_is_no_property_where_nobody_noted_one(tmp_path: Path) -> None:
    assert _read(_book(tmp_path / "none.xlsx"), "yqxl.contract") is None
    assert _read(_book(tmp_path / "others.xlsx", *OTHERS), "yqxl.contract") is None


def test_a_number_is_read_as_its_text(tmp_path: Path) -> None:
    assert _read(_book(tmp_path / "book.xlsx", *OTHERS), "client") == "7"


def test_a_new_workbook_says_which_contract_it_keeps(tmp_path: Path) -> None:
    create(Evaluation(), tmp_path / "new.xlsx")
    assert _read(tmp_path / "new.xlsx", CONTRACT_PROPERTY) == str(CONTRACT)
