"""What ties a printed sheet to its file: versions and a digest of the data, no clock.

The stamp stands in the footer of every generated sheet and in 校验; ``yqxl check FILE
--digest`` says whether the paper and the file are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from yqxl import __version__
from yqxl.catalog import rules_version, shipped_parameters
from yqxl.model.rows import Evaluation

DIGEST_LENGTH = 8
#: parameters that are the shipped ones belong to the version of the rules, not to the data
_PARAMETERS = frozenset(name for name, rows in vars(shipped_parameters()).items() if rows)
#: how a file spells its headers is no data, and with a cell typed over there is no total
_SPELLING = frozenset(
    {
        "fund_headers",
        "output_headers",
        "contract",
        "overtyped",
        "lost",
        "unheaded",
        "below",
        "closing",
        "emptied",
    }
)


@lru_cache(maxsize=1)
def _programs() -> str:
    return f"yqxl {__version__} · 规则 {rules_version()}"


def stamp(digest: str) -> str:
    """Return the stamp of data by their digest: ``yqxl 0.2.0 · 规则 3f2a91 · 数据 1a2b3c4d``."""
    return f"{_programs()} · 数据 {digest}"


def data_digest(evaluation: Evaluation) -> str:
    """Return eight hexadecimal digits that change whenever the data do.

    A number counts to 15 significant digits, as a spreadsheet keeps it; blank cells and
    columns that nobody uses count for nothing, so that a later contract changes nothing.
    """
    data = "".join(f"{text}\0" for text in _texts(evaluation))
    return hashlib.sha256(data.encode()).hexdigest()[:DIGEST_LENGTH]


def _texts(evaluation: Evaluation) -> Iterator[str]:
    shipped = shipped_parameters()
    for table, rows in vars(evaluation).items():
        if table in _SPELLING or (table in _PARAMETERS and rows == getattr(shipped, table)):
            continue
        for number, row in enumerate(rows if isinstance(rows, tuple) else (rows,)):
            for field, value in vars(row).items():
                for text in _shown(value):
                    yield f"{table}/{number}/{field}/{text}"


def _shown(value: object) -> Iterable[str]:
    if value is None or value == "":
        return ()
    if isinstance(value, tuple):
        return [text for one in value for text in _shown(one)]
    return (f"{value:.15g}" if isinstance(value, float | int) else str(value),)
