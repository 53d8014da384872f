"""What the number of a scoring rule tells of itself."""

from __future__ import annotations

#: a cell computes rules up to this number; 0.1.0 numbered rules above it that none computes,
#: and a workbook of its contract still has them
LAST_IN_CELLS = 50
#: number of an indicator that has no rule yet
NO_RULE = 0
