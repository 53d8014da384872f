"""Runs in Pyodide's own Python: what the page needs of the standard library, as byte code.

Reads ``/package.zip``, ``/library.zip`` and ``/wanted.json`` (names of modules of the
standard library); writes ``/package.out.zip`` and ``/library.out.zip``.
"""

from __future__ import annotations

import importlib.util
import io
import json
import marshal
import re
import struct
import sys
import zipfile
from collections.abc import Iterator

#: codecs are asked for by name: those of Chinese files, of zip files, and what Python starts with
CODECS = (
    "aliases", "ascii", "cp437", "cp1252", "gb2312", "gb18030", "gbk", "hz", "latin_1",
    "utf_16", "utf_16_be", "utf_16_le", "utf_8", "utf_8_sig",
)  # fmt: skip
#: asked for by C code
BY_C = ("numbers", "_strptime", "zipimport", "linecache", "traceback", "warnings")
#: never on a page: consoles, tests, servers, processes
NEVER = frozenset({
    "_pyrepl", "asyncio.__main__", "cmd", "code", "concurrent.interpreters", "ctypes", "doctest",
    "email", "ftplib", "getpass", "http", "imaplib", "multiprocessing", "optparse", "argparse",
    "pdb", "pydoc", "pydoc_data", "smtplib", "socketserver", "test", "tkinter", "unittest",
    "urllib.request", "webbrowser", "xml.dom", "xml.etree", "xml.sax", "xmlrpc", "sysconfig",
    "distutils", "logging.config", "logging.handlers", "gettext", "tarfile", "profiling",
    "asyncio.windows_events", "asyncio.windows_utils", "asyncio.proactor_events",
    "concurrent.futures.process", "importlib.metadata", "statistics", "difflib", "pprint",
    "tracemalloc", "fractions", "_ast_unparse", "turtle",
})  # fmt: skip
#: an import statement, one line or in brackets
IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+)?import[ \t]+(\([^)]*\)|[^\n;#]*)", re.MULTILINE
)
#: docstrings are a sixth of the code: Pyodide reads its own, the registry those of functions
#: that are declared, nobody any other
DECLARED = b"@formula("
CLOCK = (2020, 1, 1, 0, 0, 0)


def files_of(library: zipfile.ZipFile) -> dict[str, str]:
    """Return the modules of the library with their files."""
    found = {}
    for name in library.namelist():
        if name.endswith(".py"):
            found[name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")] = name
    return found


def imports_of(source: bytes, module: str, *, package: bool) -> Iterator[str]:
    """Yield the modules that a module imports, wherever; by its text, for parsing takes long.

    Args:
        source: its text.
        module: its name.
        package: whether it is the ``__init__`` of a package, whose dots count from itself.
    """
    for found in IMPORT.finditer(source.decode("utf-8", "replace")):
        base, names = found[1], re.split(r"[\s,()]+", found[2])
        if base is None:
            yield from names
            continue
        dots = len(base) - len(base.lstrip("."))
        if dots:
            parts = module.split(".")
            parts = parts[: len(parts) - dots + (1 if package else 0)]
            base = ".".join([*parts, *([base[dots:]] if base[dots:] else [])])
        yield base
        yield from (f"{base}.{name}" for name in names)


def is_out(module: str) -> bool:
    """Return whether a module, or a package around it, never runs on a page."""
    parts = module.split(".")
    return any(".".join(parts[:end]) in NEVER for end in range(1, len(parts) + 1))


def needed(library: zipfile.ZipFile, wanted: list[str]) -> list[str]:
    """Return the files of the library that these modules need."""
    files = files_of(library)
    started = [name for name in sys.modules if name in files]
    waiting = [*started, *wanted, *BY_C, *(f"encodings.{codec}" for codec in CODECS)]
    keep: set[str] = set()
    while waiting:
        module = waiting.pop()
        # a module written in Python for where C has none: here it has
        spare = module.startswith("_py") and not module.startswith("_pyodide")
        if module not in files or module in keep or is_out(module):
            continue
        if spare and module not in started:
            continue
        keep.add(module)
        if "." in module:
            waiting.append(module.rpartition(".")[0])
        if not module.startswith("encodings"):
            source = library.read(files[module])
            package = files[module].endswith("/__init__.py")
            waiting += imports_of(source, module, package=package)
    return sorted(files[module] for module in keep)


def compiled(source: zipfile.ZipFile, names: list[str], prefix: str) -> bytes:
    """Return a zip of byte code; what is no Python stays as it is."""
    out = io.BytesIO()
    # stored: the page is packed as a whole, which is smaller
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in names:
            data = source.read(name)
            if name.endswith(".py"):
                level = 0 if "pyodide" in name or DECLARED in data else 2
                code = compile(data, prefix + name, "exec", dont_inherit=True, optimize=level)
                header = importlib.util.MAGIC_NUMBER + struct.pack("<III", 0, 0, 0)
                data, name = header + marshal.dumps(code), f"{name}c"  # noqa: PLW2901 - .pyc
            target.writestr(zipfile.ZipInfo(name, CLOCK), data)
    return out.getvalue()


def main() -> None:
    """Write both archives."""
    with open("/wanted.json", encoding="utf-8") as file:  # noqa: PTH123 - memory of the page
        wanted = json.load(file)
    with zipfile.ZipFile("/library.zip") as library:
        content = compiled(library, needed(library, wanted), "/lib/python.zip/")
    with open("/library.out.zip", "wb") as file:  # noqa: PTH123 - likewise
        file.write(content)
    with zipfile.ZipFile("/package.zip") as package:
        content = compiled(package, sorted(package.namelist()), "/lib/yqxl.zip/")
    with open("/package.out.zip", "wb") as file:  # noqa: PTH123 - likewise
        file.write(content)


if sys.platform == "emscripten":
    main()
