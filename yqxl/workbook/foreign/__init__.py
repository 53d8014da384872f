"""Files that are not ours, read into one frozen grid of cells for import.

One module for each format; :func:`yqxl.workbook.foreign.kinds.read_tables` tells the format
by content. The limits of the gate hold here too.
"""
