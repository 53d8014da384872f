"""One workbook holds one evaluation: what is said where there are several projects."""

from __future__ import annotations

#: what to do with several projects
SPLIT = "一个工作簿只评价一个项目：请一个项目一个文件，几本的结果用 yqxl rollup 汇成一本。"
