"""``yqxl licences``: what this installation is made of, and under which licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from yqxl.evaluation.rendering.text_table import display_width, padded
from yqxl.frontends.cli.printing import put, put_json

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_CLASSIFIER = "License :: "
UNKNOWN = "未注明"


@dataclass(frozen=True)
class Part:
    """One installed package; ``needed`` is why: always, or the extras that bring it."""

    name: str
    version: str
    licence: str
    needed: str

    def record(self) -> dict[str, str]:
        """Return the JSON object."""
        return dict(vars(self))


def licences(*, as_json: bool) -> int:
    """Print the licence of yqxl and of everything it brings along; return the exit code."""
    parts = installed()
    if as_json:
        put_json([part.record() for part in parts])
        return 0
    rows = [("名称", "版本", "许可", "用于")]
    rows += [(part.name, part.version, part.licence, part.needed) for part in parts]
    widths = [max(display_width(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = (padded(text, width) for text, width in zip(row, widths, strict=True))
        put("  ".join(cells).rstrip())
    return 0


def installed() -> list[Part]:
    """Return yqxl and, as far as they are installed, its dependencies and theirs."""
    found: dict[str, Part] = {}
    waiting = [("yqxl", "")]
    while waiting:
        name, why = waiting.pop(0)
        key = name.lower().replace("_", "-")
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # an extra that nobody asked for
        if key in found:
            continue
        found[key] = Part(package.name, package.version, _licence(package), why or "必需")
        waiting += [(needed, why or extra) for needed, extra in _needs(package, own=key == "yqxl")]
    own, *others = found.values()
    return [own, *sorted(others, key=lambda part: (part.needed != "必需", part.name.lower()))]


def _needs(package: Distribution, *, own: bool) -> Iterator[tuple[str, str]]:
    """Yield what a package needs and the extra that asks for it; extras of ours only."""
    for line in package.requires or ():
        match, extra = _NAME.match(line), _EXTRA.search(line)
        if match and (own or extra is None):
            yield match[0], extra[1] if extra else ""


def _licence(package: Distribution) -> str:
    told = package.metadata.get_all("License-Expression")
    if told:
        return str(told[0])
    classifiers = [
        text.rpartition(" :: ")[2]
        for text in package.metadata.get_all("Classifier") or ()
        if text.startswith(_CLASSIFIER) and not text.endswith("OSI Approved")
    ]
    if classifiers:
        return "、".join(classifiers)
    texts = [text for text in package.metadata.get_all("License") or () if text.strip()]
    return str(texts[0]).splitlines()[0][:60] if texts else UNKNOWN
