"""The cells of a workbook, and the evaluation that is read from them."""
