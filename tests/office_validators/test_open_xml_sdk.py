"""Microsoft's own validator finds nothing in any workbook or add-in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from office_validators.node_programs import FOLDER, open_xml_faults
from office_validators.package_checks import (
    relationship_faults,
    table_faults,
    with_choices_taken,
)
from office_validators.written_workbooks import CASES, SHIPPED

OFFICES = ("Office2016", "Microsoft365")
TEMPLATE, WITH_MACROS = SHIPPED["template.xlsx"], SHIPPED["template.xlsm"]


def assert_valid(path: Path, folder: Path) -> None:
    """Assert that neither the validator nor our own checks have anything against a file."""
    assert [fault for office in OFFICES for fault in open_xml_faults(path, office)] == []
    assert table_faults(path) == []
    assert relationship_faults(path) == []
    understood = folder / f"understood{path.suffix}"
    if with_choices_taken(path, understood):
        assert open_xml_faults(understood, OFFICES[-1]) == []


@pytest.mark.usefixtures("node_programs")
@pytest.mark.parametrize("path", SHIPPED.values(), ids=SHIPPED)
def test_shipped(path: Path, tmp_path: Path) -> None:
    assert_valid(path, tmp_path)


@pytest.mark.usefixtures("node_programs")
@pytest.mark.parametrize("make", CASES)
def test_written(make: Callable[[Path], Path], tmp_path: Path) -> None:
    assert_valid(make(tmp_path), tmp_path)


def changed(path: Path, target: Path, part: str, before: str, after: str) -> Path:
    """Copy a package with one text of one part replaced."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w") as written:
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename == part:
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode(), 1)
            written.writestr(entry, content)
    return target


@pytest.mark.usefixtures("node_programs")
@pytest.mark.parametrize("office", OFFICES)
def test_the_validator_sees_a_font_out_of_order(tmp_path: Path, office: str) -> None:
    size, name = '<sz val="11"></sz>', '<name val="宋体"></name>'
    path = changed(TEMPLATE, tmp_path / "a.xlsx", "xl/styles.xml", size + name, name + size)
    assert len(open_xml_faults(path, office)) == 1


@pytest.mark.usefixtures("node_programs")
def test_what_the_validator_misses_is_found_by_our_own_checks(tmp_path: Path) -> None:
    twice = changed(TEMPLATE, tmp_path / "id.xlsx", "xl/tables/table2.xml", ' id="2"', ' id="1"')
    odd = changed(
        WITH_MACROS, tmp_path / "b.xlsm", "xl/worksheets/sheet1.xml", "<controls>", "<controls><x/>"
    )
    assert [open_xml_faults(path, OFFICES[-1]) for path in (twice, odd)] == [[], []]
    assert table_faults(twice) == ["table id 1 is used 2 times"]
    assert with_choices_taken(odd, tmp_path / "c.xlsm")
    assert open_xml_faults(tmp_path / "c.xlsm", OFFICES[-1])


def test_our_own_checks_see_a_reference_that_leads_nowhere_or_is_absolute(tmp_path: Path) -> None:
    part, link = "xl/worksheets/_rels/sheet3.xml.rels", "../tables/table1.xml"
    for after, fault in (
        ("../tables/table99.xml", "is not in the package"),
        ("/xl/tables/table1.xml", "is named from the root"),
    ):
        path = changed(TEMPLATE, tmp_path / "a.xlsx", part, link, after)
        assert relationship_faults(path) == [f"xl/worksheets/sheet3.xml: {after} {fault}"]
    lost = changed(TEMPLATE, tmp_path / "a.xlsx", part, 'Id="rId1"', 'Id="rId9"')
    assert relationship_faults(lost) == ["xl/worksheets/sheet3.xml: rId1 leads nowhere"]


def test_the_lock_file_names_no_registry_and_hashes_what_is_installed() -> None:
    """A platform's own program that the lock has no hash for is never the one of CI."""
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    unhashed = {name for name, entry in packages.items() if "integrity" not in entry}
    installed = {
        name
        for name, entry in packages.items()
        if "linux" in entry.get("os", ["linux"]) and "x64" in entry.get("cpu", ["x64"])
    }
    assert installed
    assert not unhashed & installed
