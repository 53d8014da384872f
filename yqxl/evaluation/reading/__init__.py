"""From the cells of a workbook to the rows of an evaluation."""
