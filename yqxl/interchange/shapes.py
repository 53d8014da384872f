"""What a JSON value must be: one description that checks it and writes its schema.

A shape yields every fault of a value as (JSON path, sentence), so that all are told at
once; nothing but the standard library is needed where the check runs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from yqxl.model.contract import MAX_TEXT

#: so much of a text is shown in a fault
_SHOWN = 20

Fault = tuple[str, str]
Schema = dict[str, Any]


class Shape(Protocol):
    """What one place in the JSON may hold."""

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield what is wrong with a value that stands at this path."""
        ...

    def schema(self) -> Schema:
        """Return the JSON Schema (2020-12) of this place."""
        ...


def said(value: object) -> str:
    """Return how a fault calls a value that is of the wrong kind.

    >>> said(True), said(None), said([]), said({}), said("约70人"), said(float("nan"))
    (' true', ' null', '列表', '对象', '文字“约70人”', ' NaN')
    """
    if isinstance(value, str):
        return f"文字“{value[:_SHOWN]}{'…' if len(value) > _SHOWN else ''}”"
    if isinstance(value, float) and not math.isfinite(value):
        return " NaN" if math.isnan(value) else "太大的数"
    plain = {bool: f" {str(value).lower()}", type(None): " null", list: "列表"}
    return plain.get(type(value)) or ("对象" if isinstance(value, dict) else f"数字 {value}")


def _named(title: str, description: str) -> Schema:
    found = {"title": title, "description": description or title}
    return found if title else {}


def _text_faults(value: str, path: str) -> Iterator[Fault]:
    """Yield why no cell can hold a text."""
    if len(value.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT:
        yield path, f"文字有 {len(value):,} 字，单元格最多 {MAX_TEXT:,} 字"
    elif any("\ud800" <= sign <= "\udfff" for sign in value):
        yield path, "文字里有无效字符（不成对的代理码）"


@dataclass(frozen=True)
class Text:
    """A text or null; ``choices`` suggests, for a file may have rules and schemes of its own."""

    title: str = ""
    description: str = ""
    choices: tuple[str, ...] = ()

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield a fault for what is no text, or one that no cell can hold."""
        if isinstance(value, str):
            yield from _text_faults(value, path)
        elif value is not None:
            yield path, f"应为文字，实为{said(value)}"

    def schema(self) -> Schema:
        """Return the schema; known choices stand first."""
        any_text: Schema = {"type": ["string", "null"], "maxLength": MAX_TEXT}
        if self.choices:
            any_text = {"anyOf": [{"enum": [*self.choices]}, any_text]}
        return _named(self.title, self.description) | any_text


@dataclass(frozen=True)
class Number:
    """A number, a text typed where a number belongs (the checks tell it), or null."""

    title: str = ""
    description: str = ""

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield a fault for what is neither, and for numbers that no cell can hold."""
        if isinstance(value, str):
            yield from _text_faults(value, path)
        elif isinstance(value, bool) or not isinstance(value, float | int | None):
            yield path, f"应为数字，实为{said(value)}"
        elif value is not None and not math.isfinite(value):
            yield path, f"应为单元格放得下的数字，实为{said(float(value))}"

    def schema(self) -> Schema:
        """Return the schema."""
        return _named(self.title, self.description) | {
            "type": ["number", "string", "null"],
            "maxLength": MAX_TEXT,
        }


@dataclass(frozen=True)
class Flag:
    """True, or false or null for a blank."""

    title: str = ""
    description: str = ""

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield a fault for anything but true, false and null."""
        if value is not None and not isinstance(value, bool):
            yield path, f"应为 true 或 false，实为{said(value)}"

    def schema(self) -> Schema:
        """Return the schema."""
        return _named(self.title, self.description) | {"type": ["boolean", "null"]}


@dataclass(frozen=True)
class Version:
    """The version of the shape itself."""

    number: int

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield a fault for any other version."""
        if isinstance(value, bool) or value != self.number:
            yield path, f"应为版本 {self.number}，实为{said(value)}"

    def schema(self) -> Schema:
        """Return the schema."""
        return _named("版本", f"现为 {self.number}") | {"const": self.number}


@dataclass(frozen=True)
class Items:
    """A list whose items are all alike; null where it may stand for nothing."""

    item: Shape
    title: str = ""
    description: str = ""
    most: int | None = None
    nullable: bool = False

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield the faults of every item."""
        if value is None and self.nullable:
            return
        if not isinstance(value, list):
            yield path, f"应为列表，实为{said(value)}"
            return
        if self.most is not None and len(value) > self.most:
            yield path, f"最多 {self.most} 个，实为 {len(value)} 个"
        for number, one in enumerate(value):
            yield from self.item.faults(one, f"{path}[{number}]")

    def schema(self) -> Schema:
        """Return the schema."""
        limit = {} if self.most is None else {"maxItems": self.most}
        kind = ["array", "null"] if self.nullable else "array"
        named = _named(self.title, self.description)
        return named | {"type": kind, "items": self.item.schema()} | limit


@dataclass(frozen=True)
class Named:
    """An object whose keys are texts of the data: 选项 → 人数, 年度 → 数值."""

    value: Shape
    title: str = ""
    description: str = ""
    nullable: bool = False

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield the faults of every value."""
        if value is None and self.nullable:
            return
        if not isinstance(value, dict):
            yield path, f"应为对象，实为{said(value)}"
            return
        for key, one in value.items():
            yield from _text_faults(key, path)
            yield from self.value.faults(one, step(path, key))

    def schema(self) -> Schema:
        """Return the schema."""
        kind = ["object", "null"] if self.nullable else "object"
        named = _named(self.title, self.description)
        return named | {"type": kind, "additionalProperties": self.value.schema()}


@dataclass(frozen=True)
class Record:
    """An object with known keys, every one of which may be absent unless required."""

    fields: Mapping[str, Shape]
    title: str = ""
    description: str = ""
    required: tuple[str, ...] = ()
    #: what the object as a whole must fulfil
    also: tuple[Shape, ...] = field(default=())

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield unknown and missing keys and the faults of every value."""
        if not isinstance(value, dict):
            yield path, f"应为对象，实为{said(value)}"
            return
        for key, one in value.items():
            shape = self.fields.get(key)
            if shape is None:
                yield step(path, key), "没有这个字段"
            else:
                yield from shape.faults(one, step(path, key))
        for key in self.required:
            if key not in value:
                yield step(path, key), "缺少此字段"
        for shape in self.also:
            yield from shape.faults(value, path)

    def schema(self) -> Schema:
        """Return the schema."""
        found = _named(self.title, self.description) | {
            "type": "object",
            "properties": {key: shape.schema() for key, shape in self.fields.items()},
            "additionalProperties": False,
        }
        return found | ({"required": [*self.required]} if self.required else {})


@dataclass(frozen=True)
class Among:
    """What names keys of a neighbour: ``satisfied`` and ``weights`` name options of ``counts``."""

    names: str
    of: str

    def faults(self, value: object, path: str) -> Iterator[Fault]:
        """Yield a fault for each name that the neighbour does not have."""
        names, known = (
            (value.get(self.names), value.get(self.of, {}))
            if isinstance(value, dict)
            else (None, None)
        )
        if isinstance(names, list | dict) and isinstance(known, dict):
            for name in names:
                if isinstance(name, str) and name not in known:
                    yield step(path, self.names), f"“{name}”不在 {self.of} 的选项中"

    def schema(self) -> Schema:
        """Return nothing: JSON Schema cannot say it."""
        return {}


def step(path: str, key: str) -> str:
    """Return the path of a key: plain where it is an identifier, else quoted.

    >>> step("survey[0].counts", "非常满意"), step("", "funds"), step("rates[1]", "a b")
    ('survey[0].counts.非常满意', 'funds', 'rates[1]["a b"]')
    """
    if key.isidentifier():
        return f"{path}.{key}" if path else key
    quoted = key[:40].replace("\\", "\\\\").replace('"', '\\"')
    return f'{path}["{quoted}"]'
