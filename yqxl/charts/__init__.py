"""Charts of the sheet 图表: one module = one kind of chart, found by discovery."""
