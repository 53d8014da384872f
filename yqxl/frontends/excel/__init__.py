"""Excel: functions for cells, macros, the template with its ribbon, the add-in.

xlwings is imported by the modules that run inside Excel's Python only; the command line
never needs it.
"""
