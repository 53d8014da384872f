"""Ctrl-C, SIGTERM and SIGHUP that let what has begun come to its end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Whether the end was asked for: once to finish what has begun, twice to stop at once."""

    seen = False

    def note(self, _signal: int, _frame: FrameType | None) -> None:
        """Take note of the first signal, raise KeyboardInterrupt at the second."""
        if self.seen:
            raise KeyboardInterrupt
        self.seen = True


#: what asks a program to end: the keyboard, ``kill`` and systemd, a closed terminal
ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def end_like_ctrl_c() -> None:
    """Have SIGTERM and SIGHUP raise KeyboardInterrupt too, unless they are ignored (nohup)."""
    if threading.current_thread() is threading.main_thread():
        for number in ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, signal.default_int_handler)


@contextmanager
def deferred_interruption() -> Iterator[Interruption]:
    """Take note of a request to end instead of raising it, inside the with block."""
    interruption = Interruption()
    ours = [one for one in ENDING if signal.getsignal(one) is signal.default_int_handler]
    if threading.current_thread() is not threading.main_thread():
        ours = []
    # others are ignored, or somebody else's
    for number in ours:
        signal.signal(number, interruption.note)
    try:
        yield interruption
    finally:
        for number in ours:
            signal.signal(number, signal.default_int_handler)
