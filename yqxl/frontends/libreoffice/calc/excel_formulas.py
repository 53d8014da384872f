"""Formulas as Calc words them, in the words of Excel, in which they are compared."""

from __future__ import annotations

import re

from yqxl.frontends.libreoffice.calc.function_names import plain_names

#: a text; a sheet in front of a reference; the mark between arguments
_WORDS = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|\$?(?P<sheet>'(?:[^']|'')+'|[^\W\d]\w*)\.(?=\$?[A-Z]{1,3}\$?\d)"""
    r"""|(?P<mark>;)"""
)


def excel_formula(text: str) -> str:
    r"""Return a formula of Calc (API English) without its ``=``, as a file for Excel has it.

    >>> excel_formula("=IF(COUNT(C5;D5)=2;MIN(1;D5/C5);\"a;b\")")
    'IF(COUNT(C5,D5)=2,MIN(1,D5/C5),"a;b")'
    >>> excel_formula("=SUM($'资 金'.A1:B2;$产出.$C$3)")
    "SUM('资 金'!A1:B2,产出!$C$3)"
    """
    formula = text.removesuffix("}") if text.startswith("{") else text
    plain = plain_names(formula.lstrip("{=").encode()).decode()
    return _WORDS.sub(_word, plain)


def _word(match: re.Match[str]) -> str:
    if match["sheet"]:
        return match["sheet"] + "!"
    return "," if match["mark"] else match[0]
