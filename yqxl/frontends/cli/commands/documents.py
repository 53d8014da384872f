"""``yqxl new``, ``export`` and ``schema``: workbooks and their data."""

from __future__ import annotations

import re
from pathlib import Path

from yqxl.errors import UsageError, shown_text
from yqxl.frontends.cli.printing import finding_line, put_json, tell
from yqxl.model.contract.optional_parts import OptionalParts, asked_for
from yqxl.workbook.saving.output_failures import refuse_standing

_BETWEEN = re.compile("[,，、;；]")
_FLAVOURS = {"native": (".xlsx",), "udf": (".xlsx", ".xlsm")}


def new(output: Path, source: Path | None, functions: str, *, parts: str = "", force: bool) -> int:
    """Write a new workbook; return the exit code."""
    if functions not in _FLAVOURS:
        raise UsageError("YQ-406", f"--functions {functions} 不对。", remedy="请写 native 或 udf。")
    allowed = _FLAVOURS[functions]
    if output.suffix.lower() not in allowed:
        raise UsageError(
            "YQ-407",
            f"输出 {output} 的扩展名不是 {' 或 '.join(allowed)}。",
            remedy="请把输出写成 名称.xlsx；带宏的 名称.xlsm 须加 --functions udf。",
        )
    also = asked_for(_BETWEEN.split(parts))
    refuse_standing(output, overwrite=force)
    if source is None:
        _create(output, None, functions, also)
    else:  # a file of somebody else
        from yqxl.pipeline.isolation.confined import confined  # noqa: PLC0415 - only with data

        confined(source, _create, output, source, functions, also)
    tell(f"已写入 {shown_text(str(output))}")
    return 0


def _create(output: Path, source: Path | None, functions: str, also: OptionalParts) -> None:
    from yqxl.evaluation.formulas.column_formulas import NATIVE  # noqa: PLC0415 - help stays quick
    from yqxl.interchange.importing import load  # noqa: PLC0415 - help stays quick
    from yqxl.model.rows import Evaluation  # noqa: PLC0415 - as above
    from yqxl.pipeline.create import create  # noqa: PLC0415 - openpyxl only here

    evaluation = load(source) if source else Evaluation()
    if output.suffix.lower() == ".xlsm":
        from yqxl.frontends.excel import new_workbook  # noqa: PLC0415 - xlwings' texts only here

        new_workbook.create(evaluation, output, also)
    else:
        create(evaluation, output, functions, also, live=functions == NATIVE)


def export(file: Path, *, results: bool) -> int:
    """Print the data of a workbook as JSON; return the exit code."""
    from yqxl.interchange.exporting import export as exported  # noqa: PLC0415 - help stays quick
    from yqxl.pipeline.examine import examine_file  # noqa: PLC0415 - as above

    examined = examine_file(file)
    for finding in examined.outcome.findings:
        if finding["level"] == "error":
            tell(finding_line(finding))
    if results:
        put_json(examined.outcome.record(), indent=1)
    else:
        put_json(exported(examined.evaluation), indent=1)
    return 0


def schema(*, results: bool) -> int:
    """Print the JSON Schema of the data, or of a result record."""
    from yqxl.interchange.result_schema import result_schema  # noqa: PLC0415 - help stays quick
    from yqxl.interchange.schema import json_schema  # noqa: PLC0415 - likewise

    put_json(result_schema() if results else json_schema(), indent=1)
    return 0
