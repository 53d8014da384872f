"""The form of each role in Calc.

Cells are formatted themselves: Calc takes no change of a cell style while any sheet of the
document is protected.
"""

from __future__ import annotations

import importlib
from typing import Any

from yqxl.grid import Role
from yqxl.look import GENERAL, ROLES, SHORT_PERCENTS, Form

#: three quarters of a point in hundredths of a millimetre: what a file calls thin
_THIN = 26
_BOLD, _REGULAR = 150.0, 100.0
#: a step of indentation in hundredths of a millimetre
_INDENT = 353
#: com.sun.star.table.CellVertJustify2.CENTER
_MIDDLE = 2
_AUTOMATIC = -1


def _colour(rgb: str) -> int:
    return int(rgb, 16) if rgb else _AUTOMATIC


class RoleFormats:
    """The formats of all roles in one document."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - a UNO object
        """Look up what the document numbers by itself."""
        self.uno: Any = importlib.import_module("uno")
        self.document = document
        properties = {role: self._properties(form) for role, form in ROLES.items()}
        self._settings = {
            role: (tuple(sorted(one)), tuple(one[name] for name in sorted(one)))
            for role, one in properties.items()
        }
        self._short = self._short_percentages()

    def apply(self, cells: Any, role: Role) -> None:  # noqa: ANN401 - a UNO object
        """Give cells the form of a role."""
        cells.setPropertyValues(*self._settings[role])

    def show_short(self, cells: Any, name: str) -> None:  # noqa: ANN401 - a UNO object
        """Show 85% and 79.4% without zeros behind, whatever the formulas give.

        ``name`` is that of the first cell, from which the condition is seen.
        """
        entries = cells.ConditionalFormat
        operator = self.uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA")
        for style, digits in self._short.items():
            condition = (
                f"IF(ISNUMBER({name});ROUND({name}*100;2)=ROUND({name}*100;{digits});FALSE())"
            )
            settings = {
                "Operator": operator,
                "Formula1": condition,
                "SourcePosition": cells.getCellByPosition(0, 0).CellAddress,
                "StyleName": style,
            }
            entries.addNew(tuple(self._property(*one) for one in settings.items()))
        if self._short:
            cells.ConditionalFormat = entries

    def _property(self, name: str, value: object) -> Any:  # noqa: ANN401 - a UNO struct
        made = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    def _properties(self, form: Form) -> dict[str, Any]:
        line = self.uno.createUnoStruct("com.sun.star.table.BorderLine2")
        if form.frame:
            line.OuterLineWidth = line.LineWidth = _THIN
            line.Color = max(_colour(form.frame.ink), 0)
        weight = _BOLD if form.font.bold else _REGULAR
        across = "CENTER" if form.across == "title" else form.across.upper()
        return {
            **{f"CharFontName{script}": form.font.name for script in ("", "Asian")},
            **{f"CharHeight{script}": form.font.size for script in ("", "Asian")},
            **{f"CharWeight{script}": weight for script in ("", "Asian")},
            **{f"{side}Border2": line for side in ("Top", "Bottom", "Left", "Right")},
            "HoriJustify": self.uno.Enum("com.sun.star.table.CellHoriJustify", across),
            "VertJustify": _MIDDLE,
            "IsTextWrapped": form.wrap,
            "ParaIndent": form.indent * _INDENT,
            "NumberFormat": self._format_key(form.number_format),
            "CharColor": _colour(form.font.ink),
            "CellBackColor": _colour(form.paper),
        }

    def _format_key(self, text: str) -> int:
        """Return the key of a number format in the document's language, as people's cells have it.

        A format in English would leave the document as ``[$-409]General``.
        """
        formats = self.document.NumberFormats
        own = self.uno.createUnoStruct("com.sun.star.lang.Locale")
        if text == GENERAL:
            standard: int = formats.getStandardIndex(own)
            return standard
        english = self.uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key: int = formats.addNewConverted(text, english, own)
        return key

    def _short_percentages(self) -> dict[str, int]:
        """Return the styles of short percentages and their digits; none in a protected document."""
        styles = self.document.StyleFamilies.getByName("CellStyles")
        found: dict[str, int] = {}
        for text, digits in SHORT_PERCENTS:
            name = f"yqxl {text}"
            found[name] = digits
            if styles.hasByName(name):
                continue
            if any(sheet.isProtected() for sheet in self.document.Sheets):
                return {}
            style = self.document.createInstance("com.sun.star.style.CellStyle")
            styles.insertByName(name, style)
            # without a parent it changes nothing but the number's format, in 7.4 the place too
            style.ParentStyle = ""
            style.VertJustify = _MIDDLE
            style.NumberFormat = self._format_key(text)
        return found
