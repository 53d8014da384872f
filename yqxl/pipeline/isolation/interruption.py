"""Ctrl-C that lets what has begun come to its end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Whether Ctrl-C was pressed: once to finish what has begun, twice to stop at once."""

    seen = False

    def note(self, _signal: int, _frame: FrameType | None) -> None:
        """Take note of the first Ctrl-C, raise KeyboardInterrupt at the second."""
        if self.seen:
            raise KeyboardInterrupt
        self.seen = True


@contextmanager
def deferred_interruption() -> Iterator[Interruption]:
    """Take note of Ctrl-C instead of raising it, inside the with block."""
    interruption = Interruption()
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield interruption  # ignored, or somebody else's
        return
    signal.signal(signal.SIGINT, interruption.note)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
