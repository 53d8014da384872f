"""yqxl: the evaluation workbook that computes itself (财政支出绩效评价)."""

__version__ = "0.1.1"
