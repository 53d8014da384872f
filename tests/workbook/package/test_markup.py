"""Offsets, splices and the small edits that every patched part is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.errors import InputRefusedError
from yqxl.workbook.package.markup import (
    append_children,
    parse,
    prefix_in_scope,
    remove,
    set_attribute,
    set_text,
    splice,
)

HOLDERS = [
    pytest.param("<a><b/></a>", "<a><b/><n/></a>", id="behind-the-last"),
    pytest.param("<a/>", "<a><n/></a>", id="self-closing"),
    pytest.param('<x:a xmlns:x="u" y="/>"/>', '<x:a xmlns:x="u" y="/>"><n/></x:a>', id="prefixed"),
    pytest.param("<a>\n  <b/>\n</a >", "<a>\n  <b/>\n<n/></a >", id="pretty"),
    pytest.param("\ufeff<!-- 记 --><a>完<b/></a>", "\ufeff<!-- 记 --><a>完<b/><n/></a>", id="bom"),
    pytest.param("<a><![CDATA[</a>]]></a>", "<a><![CDATA[</a>]]><n/></a>", id="cdata"),
]


@pytest.mark.parametrize(("source", "expected"), HOLDERS)
def test_appends_behind_the_last_child(source: str, expected: str) -> None:
    data = source.encode()
    assert splice(data, [append_children(parse(data), "<n/>")]).decode() == expected


ATTRIBUTES = [
    pytest.param('<a count="1"/>', '<a count="7"/>', id="double-quotes"),
    pytest.param("<a count = '1' b=''/>", "<a count = \"7\" b=''/>", id="single-quotes"),
    pytest.param("<a b=\"count='1'\" count='1'/>", '<a b="count=\'1\'" count="7"/>', id="lure"),
    pytest.param('<a b="1"/>', '<a b="1"/>', id="absent"),
    pytest.param('<a x:count="1" xmlns:x="u"/>', '<a x:count="1" xmlns:x="u"/>', id="foreign"),
]


@pytest.mark.parametrize(("source", "expected"), ATTRIBUTES)
def test_changes_an_attribute_that_is_there(source: str, expected: str) -> None:
    data = source.encode()
    assert splice(data, set_attribute(data, parse(data), "count", "7")).decode() == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [("<a>8</a>", "<a>9&lt;</a>"), ("<a/>", "<a>9&lt;</a>"), ("<a>9&lt;</a>", "<a>9&lt;</a>")],
)
def test_changes_a_text(source: str, expected: str) -> None:
    data = source.encode()
    assert splice(data, set_text(parse(data), "9<")).decode() == expected


def test_no_edit_gives_the_same_object() -> None:
    data = b"<a/>"
    assert splice(data, []) is data


def test_equal_elements_are_equal_however_they_are_written() -> None:
    one = parse(b"<f xmlns='m'><b/><sz val='11' x='1'></sz></f>")
    other = parse(b'<p:f xmlns:p="m"><p:b></p:b>\n<p:sz x="1" val="11"/></p:f>')
    assert one.canonical() == other.canonical()
    assert one.canonical() != parse(b"<f><b/><sz val='11' x='1'/></f>").canonical()


def test_children_of_another_namespace_are_not_ours() -> None:
    root = parse(b'<a xmlns="m" xmlns:o="other"><o:b/><b i="1"/><o:c><b/></o:c></a>')
    assert [child.attributes for child in root.all("b")] == [{"i": "1"}]


def test_finds_a_prefix_in_scope() -> None:
    outer = parse(b'<a xmlns:r="rel"><b xmlns:r="other" xmlns:q="rel"/></a>')
    inner = outer.children[0]
    assert prefix_in_scope("rel", outer) == "r"
    assert prefix_in_scope("rel", outer, inner) == "q"
    assert prefix_in_scope("nobody", outer, inner) is None


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', id="doctype"),
        pytest.param(b"<a><b></a>", id="not-closed"),
        pytest.param(b"", id="empty"),
    ],
)
def test_refuses_what_is_not_plain_xml(source: bytes) -> None:
    with pytest.raises(InputRefusedError):
        parse(source)


trees = st.recursive(
    st.sampled_from(["<e/>", "<x:e q='>'/>", "<e ></e >", "t&amp;", "<!--<e>-->", "数"]),
    lambda inner: st.lists(inner, max_size=4).map(lambda some: f"<e>{''.join(some)}</e>"),
    max_leaves=12,
)


@given(st.lists(trees, max_size=5))
def test_every_element_knows_its_bytes(children: list[str]) -> None:
    data = f"<r xmlns:x='u'>{''.join(children)}</r>".encode()
    root = parse(data)
    waiting = [root]
    while waiting:
        element = waiting.pop()
        assert data[element.start : element.start + 1] == b"<"
        assert data[element.end - 1 : element.end] == b">"
        if not element.empty:
            assert data[element.closing : element.closing + 2] == b"</"
        waiting += element.children
    assert parse(splice(data, [remove(child) for child in root.children])).children == []
