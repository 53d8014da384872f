"""The settled copy of a workbook: no functions of ours, no macros."""
