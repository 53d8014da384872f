"""The ribbon tab 绩效评价 as customUI14, made from the list of commands."""

from __future__ import annotations

from itertools import groupby
from xml.sax.saxutils import quoteattr

from yqxl.frontends.excel.commands import COMMANDS

PART = "customUI/customUI14.xml"
RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


def ribbon_xml(label: str) -> bytes:
    """Return the ribbon part; ``label`` is the text on the tab."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="{_NAMESPACE}"><ribbon><tabs>',
        f'<tab id="yqxlTab" label={quoteattr(label)} insertAfterMso="TabReview">',
    ]
    groups = groupby(COMMANDS, key=lambda command: command.group)
    for number, (group, commands) in enumerate(groups, start=1):
        lines.append(f'<group id="yqxlGroup{number}" label={quoteattr(group)}>')
        lines += [
            f'<button id="{command.macro}" tag="{command.macro}" label={quoteattr(command.label)}'
            f' imageMso="{command.image}" size="large" onAction="YqxlRibbon"'
            f" screentip={quoteattr(command.label)} supertip={quoteattr(command.hint)}/>"
            for command in commands
        ]
        lines.append("</group>")
    lines.append("</tab></tabs></ribbon></customUI>\n")
    return "\n".join(lines).encode()
