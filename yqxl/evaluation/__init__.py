"""From the rows of an evaluation to its results, findings and tables; pure Python."""

from __future__ import annotations

from yqxl.evaluation.scoring.evaluate import check_findings, check_state, evaluate, generated_tables

__all__ = ["check_findings", "check_state", "evaluate", "generated_tables"]
