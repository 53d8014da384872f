"""The add-in's interface as plain-text IDL, which LibreOffice reads as it stands.

No tool of the LibreOffice SDK is needed: a type library whose name ends in ``.idl`` is
parsed when the extension is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable

from yqxl.frontends.libreoffice.identity import INTERFACE, method_name, parameter_name
from yqxl.registry import Argument, WorksheetFunction

#: only this type carries an array, and only ``any`` may be left out
_ARRAY = "sequence< sequence<any> >"


def type_library(functions: Iterable[WorksheetFunction]) -> str:
    """Return the IDL of one interface with a method for each function."""
    *modules, interface = INTERFACE.split(".")
    lines = [f"module {name} {{" for name in modules]
    lines.append(f"published interface {interface} {{")
    lines += [f"    {_method(function)};" for function in functions]
    lines.append("};")
    lines += ["};" for _ in modules]
    return "\n".join(lines) + "\n"


def _method(function: WorksheetFunction) -> str:
    result = _ARRAY if function.returns_array else "any"
    arguments = ", ".join(
        f"[in] {_type(argument)} {parameter_name(argument.name)}" for argument in function.arguments
    )
    return f"{result} {method_name(function.name)}({arguments})"


def _type(argument: Argument) -> str:
    return _ARRAY if argument.kind == "range" and not argument.optional else "any"
