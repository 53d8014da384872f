"""The extension's configuration files: function wizard, name repair, menu.

Each is a document of LibreOffice's configuration registry (``.xcu``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from yqxl.evaluation.commands import Command
from yqxl.frontends.libreoffice.english import english_arguments, english_summary
from yqxl.frontends.libreoffice.identity import (
    ADD_IN,
    EXTENSION,
    MENU,
    NAME_REPAIR,
    method_name,
    parameter_name,
)
from yqxl.registry import Argument, WorksheetFunction

#: LibreOffice before 25.2 loses add-in names in .xlsx at these moments
REPAIR_EVENTS = ("OnLoadFinished", "OnSaveDone", "OnSaveAsDone")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{}"'
    ' oor:package="org.openoffice.Office">\n{}\n</oor:component-data>\n'
)


def wizard_texts(functions: Iterable[WorksheetFunction]) -> str:
    """Return CalcAddIns.xcu: names, descriptions and arguments, Chinese and English."""
    described = _set("AddInFunctions", *(_described(function) for function in functions))
    return _document("CalcAddIns", _set("AddInInfo", _node(ADD_IN, described)))


def name_repair_job() -> str:
    """Return Jobs.xcu: the job that keeps YQ_ names plain, and when it runs."""
    job = _node("YqxlNameRepair", _prop("Service", {"": NAME_REPAIR}))
    events = (
        _node(event, _set("JobList", _node("YqxlNameRepair")), operation="fuse")
        for event in REPAIR_EVENTS
    )
    return _document("Jobs", _set("Jobs", job) + _set("Events", *events))


def menu(commands: Iterable[Command]) -> str:
    """Return Addons.xcu: the menu 绩效评价 of spreadsheet documents."""
    listed = (
        _node(
            f"entry{place:02}",
            _prop("URL", {"": f"service:{MENU}?{command.key}"}),
            _prop("Title", {"zh-CN": command.label, "en": command.english}),
            _prop("Target", {"": "_self"}),
        )
        for place, command in enumerate(commands)
    )
    bar = _node(
        f"{EXTENSION}.menu",
        _prop("Title", {"zh-CN": "绩效评价", "en": "Evaluation"}),
        _prop("Context", {"": "com.sun.star.sheet.SpreadsheetDocument"}),
        _set("Submenu", *listed),
    )
    return _document("Addons", _set("AddonUI", _set("OfficeMenuBar", bar)))


def _described(function: WorksheetFunction) -> str:
    help_texts = english_arguments(function)
    return _node(
        method_name(function.name),
        _prop("DisplayName", {"zh-CN": function.name, "en": function.name}),
        _prop(
            "Description",
            {"zh-CN": _summary(function), "en": english_summary(function)},
        ),
        _prop("Category", {"": "Add-In"}),
        _prop("CompatibilityName", {"en-US": function.name}),
        _set(
            "Parameters",
            *(
                _parameter(argument, help_texts[argument.name] or argument.name)
                for argument in function.arguments
            ),
        ),
    )


def _summary(function: WorksheetFunction) -> str:
    lines = (function.function.__doc__ or "").strip().splitlines()
    return f"{lines[0]}来源：{function.source}"


def _parameter(argument: Argument, english: str) -> str:
    # LibreOffice finds the texts only under the parameter's name in the type library
    return _node(
        parameter_name(argument.name),
        _prop("DisplayName", {"zh-CN": argument.label, "en": argument.name}),
        _prop("Description", {"zh-CN": argument.help, "en": english}),
    )


def _document(name: str, content: str) -> str:
    return _HEAD.format(name, content)


def _set(name: str, *children: str) -> str:
    return f"<node oor:name={quoteattr(name)}>{''.join(children)}</node>"


def _node(name: str, *children: str, operation: str = "replace") -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="{operation}">{"".join(children)}</node>'


def _prop(name: str, values: Mapping[str, str]) -> str:
    """Return a property with one value for each language; "" is a value without language."""
    written = "".join(
        f"<value{f' xml:lang={quoteattr(language)}' if language else ''}>{escape(text)}</value>"
        for language, text in values.items()
    )
    return f"<prop oor:name={quoteattr(name)}>{written}</prop>"
