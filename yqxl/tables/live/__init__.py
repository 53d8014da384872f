"""The live tables of a native workbook: 表1-1, 2-1, 3-1, 3-2 as ordinary formulas.

Nobody needs Python to see them. The formulas stand in two places: the hidden working sheet
puts the rows of 绩效目标 and 指标体系 in order, one below another, each with the number of its
level, so that sums run on integers; the sheets of the tables show what stands there.
``regenerate`` replaces them by the tables of :mod:`yqxl.tables`, which say the same.
"""
