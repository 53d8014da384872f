"""How large and how dense a workbook may be before it is refused, each limit named.

The defaults come from some 2,200 public workbooks: every honest one of them passes with
room to spare (largest part 57 MB, 1,033 parts, 60 MB in all), every bomb is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20
#: a larger sheet is inflated again when it is read; the workings of the live tables are not
KEPT_SHEET = 2 * MIB
GIB = 1 << 30

#: The grid of a worksheet; no limit of ours, the format's.
GRID_ROWS = 1_048_576
GRID_COLUMNS = 16_384
#: The longest text a cell can hold.
CELL_TEXT = 32_767
#: From here on a number in a cell has lost digits.
LARGEST_NUMBER = 1e15


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the gate; a byte limit is in bytes, an area is in cells."""

    #: the file as it stands on disk
    file: int = 100 * MIB
    #: members of the package
    parts: int = 20_000
    #: all parts inflated but pictures, which are not, and the roster
    total: int = 256 * MIB
    #: one part inflated
    part: int = 128 * MIB
    #: the part of the sheet 问卷明细 inflated
    roster_part: int = GIB
    #: one part of the skeleton (content types, relationships, workbook, tables) inflated
    skeleton_part: int = 16 * MIB
    #: inflated size to packed size of one part, checked beyond ``ratio_grace``
    ratio: int = 200
    ratio_grace: int = MIB
    sheets: int = 5_000
    defined_names: int = 20_000
    #: cells of all sheets that are read, blank formatted ones included, the roster's left out;
    #: of an imported table: rows times columns of the rectangle that its cells span
    cells: int = 2_000_000
    #: cells under the merged areas of one sheet, within the rectangle that its filled cells span
    merged_area: int = 2_000_000
    #: what ``count`` and ``uniqueCount`` may declare
    declared_count: int = 5_000_000


DEFAULT = Limits()
