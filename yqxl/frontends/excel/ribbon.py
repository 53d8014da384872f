"""The ribbon tab 绩效评价 as customUI14, made from the list of commands."""

from __future__ import annotations

from itertools import groupby
from xml.sax.saxutils import quoteattr

from yqxl.frontends.excel.commands import COMMANDS, Command

PART = "customUI/customUI14.xml"
RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_MORE = "另需的表"
_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


def ribbon_xml(label: str) -> bytes:
    """Return the ribbon part; ``label`` is the text on the tab."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="{_NAMESPACE}"><ribbon><tabs>',
        f'<tab id="yqxlTab" label={quoteattr(label)} insertAfterMso="TabReview">',
    ]
    groups = groupby(COMMANDS, key=lambda command: command.group)
    for number, (group, members) in enumerate(groups, start=1):
        commands = list(members)
        lines.append(f'<group id="yqxlGroup{number}" label={quoteattr(group)}>')
        lines += [_button(one, ' size="large"') for one in commands if not one.extra]
        extra = [_button(one) for one in commands if one.extra]
        if extra:
            menu = f'<menu id="yqxlMore{number}" label={quoteattr(_MORE)} imageMso="TableInsert"'
            lines += [f'{menu} size="large">', *extra, "</menu>"]
        lines.append("</group>")
    lines.append("</tab></tabs></ribbon></customUI>\n")
    return "\n".join(lines).encode()


def _button(command: Command, size: str = "") -> str:
    # in a menu all are of one size
    return (
        f'<button id="{command.macro}" tag="{command.macro}" label={quoteattr(command.label)}'
        f' imageMso="{command.image}"{size} onAction="YqxlRibbon"'
        f" screentip={quoteattr(command.label)} supertip={quoteattr(command.hint)}/>"
    )
