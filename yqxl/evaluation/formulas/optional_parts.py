"""Parts of a column formula that stand only where an optional column does.

A workbook has an optional column only if it uses it; its formulas must not name cells
that are not there. A template says both: ``{?rounding|with|without}``.
"""

from __future__ import annotations

import re
from collections.abc import Container

_PART = re.compile(r"\{\?(\w+)\|([^{}|]*)\|([^{}|]*)\}")
_FIELD = re.compile(r"\{\?(\w+)\|")


def optional_part(field: str, present: str, absent: str) -> str:
    """Return a part of a template: one text where the column is, another where it is not.

    >>> optional_part("rounding", "ROUND([x],0)", "[x]")
    '{?rounding|ROUND([x],0)|[x]}'
    """
    return f"{{?{field}|{present}|{absent}}}"


def around(field: str, before: str, text: str, after: str) -> str:
    """Return a text that something stands around only where the column is.

    >>> around("rounding", "ROUND(", "[x]", ",0)")
    '{?rounding|ROUND(|}[x]{?rounding|,0)|}'
    """
    return f"{optional_part(field, before, '')}{text}{optional_part(field, after, '')}"


def optional_fields(template: str) -> tuple[str, ...]:
    """Return the optional columns that a template has parts for.

    >>> optional_fields("1+{?a|[a]+{?b|[b]|0}|0}")
    ('a', 'b')
    """
    return tuple(dict.fromkeys(_FIELD.findall(template)))


def with_parts(template: str, columns: Container[str]) -> str:
    """Return a template as a workbook with these columns has it, inner parts first.

    >>> with_parts("1+{?a|[a]+{?b|[b]|0}|0}", ("a",))
    '1+[a]+0'
    """
    before = ""
    while before != template:
        before = template
        template = _PART.sub(lambda match: match[2] if match[1] in columns else match[3], template)
    return template
