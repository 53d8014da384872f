"""Rates, scoring rules and grades: one rule is one function with its source.

Dropping a module with a declared function here adds the rule everywhere: in the cells
of every host, in ``yqxl rules``, in the workbook's 参数 sheet and in the documents.

``rates`` holds what an indicator is measured by, ``scores`` how its value becomes points,
``totals`` what stands above one indicator.
"""
