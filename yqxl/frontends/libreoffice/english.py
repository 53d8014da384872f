"""English texts of a worksheet function, taken from its docstring.

The registry speaks Chinese; the docstring says the same in English for whoever reads the
code, in Google's form: the paragraph below the summary, and one line for each argument.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

from yqxl.registry import WorksheetFunction

_ARGUMENT = re.compile(r"^    (\w+): (.+(?:\n      .+)*)", re.MULTILINE)
_SECTION = re.compile(r"^(\w+):\n((?:    .*\n?|\n)+)", re.MULTILINE)


def english_summary(function: WorksheetFunction) -> str:
    """Return the paragraph below the docstring's first line, on one line."""
    paragraphs = inspect.cleandoc(function.function.__doc__ or "").split("\n\n")
    return _one_line(paragraphs[1]) if len(paragraphs) > 1 else function.name


def english_arguments(function: WorksheetFunction) -> Mapping[str, str]:
    """Return the help of each argument by its name."""
    text = inspect.cleandoc(function.function.__doc__ or "")
    section = next((body for name, body in _SECTION.findall(text) if name == "Args"), "")
    found = {name: _one_line(words) for name, words in _ARGUMENT.findall(section)}
    return {argument.name: found.get(argument.name, "") for argument in function.arguments}


def _one_line(text: str) -> str:
    return " ".join(text.split())
