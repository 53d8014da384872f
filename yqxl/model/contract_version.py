"""The version of the contract, which says what a workbook carries and how it is computed."""

from __future__ import annotations

import math

#: version that new workbooks keep; where a workbook carries something else than at the last
#: release (a formula, a name, a column, a row of 参数), it is one more than the released one
CONTRACT = 2
#: the custom document property in which a workbook says its version; 0.1.0 wrote none
CONTRACT_PROPERTY = "yqxl.contract"
#: first version whose 还差 counts the parameters and the scheme that a rule needs
_COUNTS_PARAMETERS = 2
#: first version with bonus and deduction items, whose total is never below 0
_WITH_DEDUCTIONS = 2


def follows_paths(contract: int) -> bool:
    """Return whether 取值来源 takes a path or an output code, and a path leads anywhere.

    >>> follows_paths(1), follows_paths(2)
    (False, True)
    """
    return contract >= _WITH_DEDUCTIONS


def counts_parameters(contract: int) -> bool:
    """Return whether 还差 counts the parameters and the scheme that a rule needs.

    >>> counts_parameters(1), counts_parameters(2)
    (False, True)
    """
    return contract >= _COUNTS_PARAMETERS


def least_total(contract: int) -> float:
    """Return what a total of this version is not below.

    >>> least_total(1), least_total(2)
    (-inf, 0.0)
    """
    return 0.0 if contract >= _WITH_DEDUCTIONS else -math.inf
