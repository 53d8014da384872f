"""What the number of a scoring rule tells of itself."""

from __future__ import annotations

#: a cell computes rules up to this number; the package alone computes those above it
LAST_IN_CELLS = 50
#: number of an indicator that has no rule yet
NO_RULE = 0
