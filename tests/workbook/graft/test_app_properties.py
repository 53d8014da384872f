"""The titles in docProps/app.xml follow the sheets, or stay when they are odd."""

from __future__ import annotations

import pytest

from yqxl.workbook.graft.app_properties import amend_titles

HEAD = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)


def properties(
    groups: list[tuple[str, str]], titles: list[str], size: int | None = None, tag: str = "vt:"
) -> bytes:
    pairs = "".join(
        f"<{tag}variant><{tag}lpstr>{name}</{tag}lpstr></{tag}variant>"
        f"<{tag}variant><{tag}i4>{count}</{tag}i4></{tag}variant>"
        for name, count in groups
    )
    texts = "".join(f"<{tag}lpstr>{title}</{tag}lpstr>" for title in titles)
    return (
        f'{HEAD}<Application>WPS</Application><HeadingPairs><{tag}vector size="{2 * len(groups)}"'
        f' baseType="variant">{pairs}</{tag}vector></HeadingPairs><TitlesOfParts>'
        f'<{tag}vector size="{size or len(titles)}" baseType="lpstr">{texts}</{tag}vector>'
        "</TitlesOfParts></Properties>"
    ).encode()


NOW = ["首页", "资金", "表3-1", "甲&amp;乙"]
FOLLOWED = [
    pytest.param(
        properties([("工作表", "2"), ("命名范围", "1")], ["首页", "资金", "总分"]),
        properties([("工作表", "4"), ("命名范围", "1")], [*NOW, "总分"]),
        id="chinese-excel",
    ),
    pytest.param(
        properties([("Charts", "1"), ("Worksheets", "2")], ["图", "首页", "资金"]),
        properties([("Charts", "1"), ("Worksheets", "4")], ["图", *NOW]),
        id="charts-first",
    ),
]


@pytest.mark.parametrize(("before", "after"), FOLLOWED)
def test_new_sheets_follow_the_present_ones(before: bytes, after: bytes) -> None:
    assert amend_titles(before, ["首页", "资金"], ["表3-1", "甲&乙"]) == after


ODD = [
    pytest.param(f"{HEAD}<Application>WPS</Application></Properties>".encode(), id="no-titles"),
    pytest.param(properties([("工作表", "2")], ["首页", "别的"]), id="other-titles"),
    pytest.param(properties([("工作表", "x")], ["首页", "资金"]), id="no-number"),
    pytest.param(properties([("工作表", "2")], ["首页", "资金"], size=5), id="wrong-size"),
    pytest.param(properties([], []), id="empty"),
    pytest.param(
        f"{HEAD}<HeadingPairs/><TitlesOfParts/></Properties>".encode(), id="without-vectors"
    ),
]


@pytest.mark.parametrize("source", ODD)
def test_odd_titles_are_left_alone(source: bytes) -> None:
    assert amend_titles(source, ["首页", "资金"], ["表3-1"]) is source


def test_no_new_sheet_no_change() -> None:
    source = properties([("工作表", "1")], ["首页"])
    assert amend_titles(source, ["首页"], []) is source
