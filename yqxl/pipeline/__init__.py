"""From workbook files to workbook files: read, evaluate, make the tables, write."""
