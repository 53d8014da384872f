"""The form of a government table in Calc: how the cells of each role look.

The same form as in a file that yqxl writes (GB/T 9704-2012): title 二号 宋体 bold, headers
小四 黑体, body 五号 仿宋, thin borders. Cells are formatted themselves: Calc takes no change
of a cell style while any sheet of the document is protected.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from yqxl.grid import Role

#: names of the styles that show a percentage without zeros behind
WHOLE, ONE_DIGIT = "yqxl 0%", "yqxl 0.0%"
#: hundredths of a millimetre
_THIN = 18
_LEFT, _CENTER, _RIGHT = "LEFT", "CENTER", "RIGHT"
_BOLD, _REGULAR = 150.0, 100.0
#: com.sun.star.table.CellVertJustify2.CENTER
_MIDDLE = 2


@dataclass(frozen=True, slots=True)
class CellForm:
    """How a role looks; colours are RGB, -1 is none."""

    font: str = "仿宋"
    size: float = 10.5
    bold: bool = False
    align: str = _LEFT
    wrap: bool = True
    border: bool = True
    number_format: str = "General"
    ink: int = -1
    paper: int = -1


_NUMBER = CellForm(align=_RIGHT, wrap=False)
_BOLD_NUMBER = CellForm(bold=True, align=_RIGHT, wrap=False)
FORMS: dict[Role, CellForm] = {
    Role.TITLE: CellForm("宋体", 22, bold=True, align=_CENTER, wrap=False, border=False),
    Role.CAPTION: CellForm(size=12, wrap=False, border=False),
    Role.UNIT: CellForm(size=12, align=_RIGHT, wrap=False, border=False),
    Role.HEADER: CellForm("黑体", 12, align=_CENTER),
    Role.LABEL: CellForm(align=_CENTER),
    Role.TEXT: CellForm(),
    Role.NUMBER: _NUMBER,
    Role.MONEY: CellForm(align=_RIGHT, wrap=False, number_format="#,##0.00"),
    Role.SCORE: _NUMBER,
    Role.PERCENT: CellForm(align=_RIGHT, wrap=False, number_format="0.00%"),
    Role.TOTAL_LABEL: CellForm(bold=True, align=_CENTER),
    Role.TOTAL_NUMBER: _BOLD_NUMBER,
    Role.TOTAL_SCORE: _BOLD_NUMBER,
    Role.TOTAL_PERCENT: CellForm(bold=True, align=_RIGHT, wrap=False, number_format="0.00%"),
    Role.NOTE: CellForm(border=False),
    Role.ERROR: CellForm(ink=0x9C0006, paper=0xFFC7CE),
    Role.WARNING: CellForm(ink=0x9C5700, paper=0xFFEB9C),
    Role.GOOD: CellForm(ink=0x006100, paper=0xC6EFCE),
    Role.BLANK: CellForm(border=False),
}


class RoleFormats:
    """The formats of all roles in one document."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - a UNO object
        """Look up what the document numbers by itself."""
        self.uno: Any = importlib.import_module("uno")
        self.document = document
        properties = {role: self._properties(form) for role, form in FORMS.items()}
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

    def _properties(self, form: CellForm) -> dict[str, Any]:
        line = self.uno.createUnoStruct("com.sun.star.table.BorderLine2")
        if form.border:
            line.OuterLineWidth = line.LineWidth = _THIN
        return {
            **{f"CharFontName{script}": form.font for script in ("", "Asian")},
            **{f"CharHeight{script}": form.size for script in ("", "Asian")},
            **{f"CharWeight{script}": _BOLD if form.bold else _REGULAR for script in ("", "Asian")},
            **{f"{side}Border2": line for side in ("Top", "Bottom", "Left", "Right")},
            "HoriJustify": self.uno.Enum("com.sun.star.table.CellHoriJustify", form.align),
            "VertJustify": _MIDDLE,
            "IsTextWrapped": form.wrap,
            "NumberFormat": self._format_key(form.number_format),
            "CharColor": form.ink,
            "CellBackColor": form.paper,
        }

    def _format_key(self, text: str) -> int:
        english = self.uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        formats = self.document.NumberFormats
        key: int = formats.queryKey(text, english, False)  # noqa: FBT003 - UNO takes no keywords
        return formats.addNew(text, english) if key < 0 else key

    def _short_percentages(self) -> dict[str, int]:
        """Return the styles of short percentages and their digits; none in a protected document."""
        styles = self.document.StyleFamilies.getByName("CellStyles")
        for name, text in ((WHOLE, "0%"), (ONE_DIGIT, "0.0%")):
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
        return {WHOLE: 0, ONE_DIGIT: 1}
