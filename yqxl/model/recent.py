"""The last few results of a computation, found again by what they were made of."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")


class Recent(Generic[Key, Result]):
    """The results of the last few keys, for keys that are dear to hash and quick to compare.

    The workbooks of a batch come from a few templates: what one of them gives is what the
    next one of its kind gives.

    >>> kept: Recent[list[int], int] = Recent(2)
    >>> [kept.of(key, lambda: len(kept)) for key in ([1], [2], [1], [3], [1], [2])]
    [0, 1, 0, 2, 0, 2]
    >>> kept.clear()
    >>> len(kept)
    0
    """

    def __init__(self, size: int) -> None:
        """Keep so many results."""
        self._size = size
        self._kept: deque[tuple[Key, Result]] = deque(maxlen=size)

    def __len__(self) -> int:
        """Return how many results are kept."""
        return len(self._kept)

    def clear(self) -> None:
        """Forget all results."""
        self._kept.clear()

    def of(self, key: Key, make: Callable[[], Result]) -> Result:
        """Return the result of an equal key; without any, make it and forget the oldest."""
        kept = tuple(self._kept)
        for place, entry in enumerate(kept):
            if entry[0] == key:
                if place:
                    # asked for again: it stays longer than those that nobody asks for
                    self._kept = deque((entry, *kept[:place], *kept[place + 1 :]), self._size)
                return entry[1]
        result = make()
        self._kept.appendleft((key, result))
        return result
