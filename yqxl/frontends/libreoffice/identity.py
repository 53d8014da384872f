"""Names that the extension's files and the code inside Calc must agree on."""

from __future__ import annotations

import re

#: identifier of the extension and prefix of every service name
EXTENSION = "org.yqxl.calc"
INTERFACE = f"{EXTENSION}.XFunctions"
ADD_IN = f"{EXTENSION}.Functions"
NAME_REPAIR = f"{EXTENSION}.NameRepair"
MENU = f"{EXTENSION}.Menu"

_NEXT_WORD = re.compile(r"_([a-z0-9])")


def method_name(function: str) -> str:
    """Return the UNO method of a worksheet function; UNO names carry no underscores.

    >>> method_name("YQ_COMPLETION_RATE")
    'completionRate'
    """
    return parameter_name(function.removeprefix("YQ_").lower())


def parameter_name(argument: str) -> str:
    """Return the UNO name of an argument.

    >>> parameter_name("planned_cost")
    'plannedCost'
    """
    return _NEXT_WORD.sub(lambda match: match[1].upper(), argument)
