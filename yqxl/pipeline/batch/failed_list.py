"""``--failed``: the files that were not done, as a list that ``@`` takes again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from yqxl.pipeline.outcome import Outcome
from yqxl.workbook.saving.saving import check_target, save


class FailedList:
    """Takes outcomes and writes the list at the end, however the batch ends."""

    def __init__(self, target: Path) -> None:
        """Check that the list can be written, before any work; raises OutputFailedError."""
        check_target(target)
        self._target = target
        self._lines = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the list is written

    def __enter__(self) -> Self:
        """Return the list, to be written at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what has come, also of a batch that was interrupted."""
        with self._lines:
            save(self._target, self._write, lambda _: None)

    def add(self, outcome: Outcome) -> None:
        """Take note of a file that was refused, or whose output failed."""
        if outcome.reason is not None:
            self._lines.write(os.fsencode(outcome.again or outcome.input) + b"\n")

    def _write(self, file: BinaryIO) -> None:
        self._lines.seek(0)
        while piece := self._lines.read(1 << 16):
            file.write(piece)
