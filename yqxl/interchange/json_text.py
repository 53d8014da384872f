"""JSON text → values, with what the standard parser lets pass or says in English.

A key that stands twice, NaN, an integer of thousands of digits and a text that breaks
off are told with the place where they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from yqxl.errors import InputRefusedError
from yqxl.interchange.shapes import Fault, step

#: more digits than any double holds; Python itself refuses to read 4,301 of them
_DIGITS = 400
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]')
_REMEDY = "请用 yqxl schema 查看格式。"


class TwiceObject(dict[str, Any]):
    """An object in which keys stand more than once."""

    twice: tuple[str, ...] = ()


def parsed(content: bytes) -> object:
    """Return what a JSON text says; numbers that no cell can hold become infinite.

    Raises:
        InputRefusedError: YQ-202, with the place where reading stopped.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise InputRefusedError(
            "YQ-202",
            f"不是 UTF-8 编码的文本（第 {failure.start + 1} 个字节起读不出文字）。",
            remedy="请把文件另存为 UTF-8 编码。",
        ) from failure
    try:
        return json.loads(text, parse_int=_integer, parse_constant=float, object_pairs_hook=_object)
    except json.JSONDecodeError as failure:
        stopped = place_of(text, failure.pos)
        where = f"，{stopped} 之内" if stopped else ""
        raise InputRefusedError(
            "YQ-202",
            f"不是有效的 JSON：第 {failure.lineno} 行第 {failure.colno} 个字起读不懂{where}"
            f"（{_reason(failure, text)}）。",
            remedy=_REMEDY,
        ) from failure
    except RecursionError as failure:
        raise InputRefusedError(
            "YQ-202", "不是有效的 JSON：括号一层套一层，太深了。", remedy=_REMEDY
        ) from failure


def repeated_keys(value: object, path: str = "") -> Iterator[Fault]:
    """Yield each key that stands twice in one object, with its path."""
    if isinstance(value, dict):
        if isinstance(value, TwiceObject):
            for key in value.twice:
                yield step(path, key), "这个字段写了不止一次，不知以哪个为准"
        for key, one in value.items():
            yield from repeated_keys(one, step(path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from repeated_keys(one, f"{path}[{number}]")


def place_of(text: str, position: int) -> str:
    """Return the path of the value that stands, or begins, before this position.

    >>> place_of('{"funds": [{"unit": "市本级", "spent": 4', 39)
    'funds[0].spent'
    """
    stack: list[str | int] = []
    last = ""
    for token in _TOKEN.finditer(text, 0, position):
        sign = token[0]
        if sign in "{[":
            stack.append("" if sign == "{" else 0)
        elif sign in "}]":
            del stack[-1:]
        elif sign == "," and stack:
            top = stack[-1]
            stack[-1] = top + 1 if isinstance(top, int) else ""
        elif sign == ":" and stack:
            stack[-1] = last
        elif sign[0] == '"':
            last = sign[1:-1]
    path = ""
    for one in stack:
        path = f"{path}[{one}]" if isinstance(one, int) else step(path, one) if one else path
    return path


def _integer(text: str) -> float | int:
    return int(text) if len(text) <= _DIGITS else float("-inf" if text[0] == "-" else "inf")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _ in pairs]
    twice = TwiceObject(pairs)
    twice.twice = tuple(key for key in found if keys.count(key) > 1)
    return twice


def _reason(failure: json.JSONDecodeError, text: str) -> str:
    if not text[failure.pos :].strip():
        return "到这里就断了" if text.strip() else "文件是空的"
    return _REASONS.get(failure.msg.split(" at")[0].split(":")[0], "多了、少了或写错了符号")


_REASONS = {
    "Unterminated string starting": "引号没有配对",
    "Expecting property name enclosed in double quotes": "字段名应写在双引号里",
    "Expecting ',' delimiter": "缺少逗号或右括号",
    "Expecting '": "缺少逗号、冒号或右括号",
    "Illegal trailing comma before end of object": "最后一项后面多了逗号",
    "Illegal trailing comma before end of array": "最后一项后面多了逗号",
    "Expecting value": "这里应有一个值",
    "Extra data": "结束之后还有内容",
    "Invalid control character": "文字里有换行等控制字符",
    "Invalid \\escape": "反斜杠后面的写法不对",
}
