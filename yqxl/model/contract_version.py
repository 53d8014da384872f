"""The version of the contract, which says what a workbook carries and how it is computed."""

from __future__ import annotations

#: version that new workbooks keep; where a workbook carries something else than at the last
#: release (a formula, a name, a column, a row of 参数), it is one more than the released one
CONTRACT = 2
#: the custom document property in which a workbook says its version; 0.1.0 wrote none
CONTRACT_PROPERTY = "yqxl.contract"
