"""Coverage-guided fuzzing of the reader, the header matcher and the number parser.

    pip install atheris
    python tests/torture/fuzz_target.py reader|headers|numbers FOLDER [-max_total_time=3600 …]

FOLDER keeps the corpus. Nothing but an answer or a YqxlError may come out; what else
does is written to ``crash-…`` by atheris, and belongs into tests/pipeline/test_once_broken.py.
"""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["yqxl"]):
    from torture.hostile_files import packed, parts_of

    from yqxl.model.headers import header_key
    from yqxl.model.number_text import canonical, parse_number
    from yqxl.pipeline.examine import check_file

_CASE = parts_of((ROOT / "workbooks" / "yangquan_2022.xlsx").read_bytes())
_NAMES = sorted(_CASE)
_PLACE = Path(tempfile.mkdtemp(prefix="yqxl-fuzz-")) / "fuzzed.xlsx"


def reader(data: bytes) -> None:
    """Check the model case with one part replaced: its number, then its content."""
    if data:
        name = _NAMES[data[0] % len(_NAMES)]
        _PLACE.write_bytes(packed({**_CASE, name: data[1:]}))
        check_file(str(_PLACE))


def headers(data: bytes) -> None:
    """Compare a header text; what is compared once stays as it is."""
    key = header_key(data.decode("utf-8", "ignore"))
    if header_key(key) != key:
        raise AssertionError(key)


def numbers(data: bytes) -> None:
    """Parse a number text: a finite number or none, however it is mapped."""
    text = data.decode("utf-8", "ignore")
    number = parse_number(text)
    if number is not None and not math.isfinite(number.value):
        raise AssertionError(text)
    again = parse_number(canonical(text))
    if (again and again.value) != (number and number.value):
        raise AssertionError(text)


_TARGETS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "reader": (reader, [bytes([n]) + _CASE[name] for n, name in enumerate(_NAMES)]),
    "headers": (headers, ["到位率（年初预算）".encode(), "分值".encode()]),
    "numbers": (numbers, ["７３３万元".encode(), b"1,234.5", b"87.28%", "\u202d-5\u202c".encode()]),
}


def main() -> None:
    """Fuzz until atheris stops; the options after the folder are libFuzzer's."""
    target, seeds = _TARGETS[sys.argv[1]]
    corpus = Path(sys.argv[2])
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed{number}").write_bytes(seed)
    atheris.Setup(
        [sys.argv[0], "-max_len=200000", "-len_control=0", str(corpus), *sys.argv[3:]], target
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
