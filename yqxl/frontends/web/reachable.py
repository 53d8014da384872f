"""Which modules the page's Python needs, found by reading their imports, never listed.

A text that names a package of ours, as the catalogue has it, stands for all modules in it:
they are imported by name.

The page's Python has the standard library alone. An import at the top of a module must
therefore never lead to a package of others. An import within a function may: then the module
that it names is left out of the page, and the function has another way or a sentence.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = "yqxl"
#: of the standard library, what no browser has: it counts as a package of others
WITHOUT = frozenset({"multiprocessing"})
_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Imports:
    """What a module imports: when it is loaded, and later within its functions."""

    at_once: frozenset[str]
    later: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reached:
    """The modules of the page with their files, and what was left out of it."""

    modules: Mapping[str, Path]
    #: modules of ours and of others that only a function asks for
    left_out: frozenset[str]


def reachable(roots: Iterable[str]) -> Reached:
    """Return what these modules need.

    Args:
        roots: names of modules of ours; those of a package stand for all in it.

    Raises:
        ImportError: a root needs a package of others as soon as it is loaded.
    """
    waiting = [module for root in roots for module in _within(root)]
    for module in waiting:
        if needed := foreign(module):
            raise ImportError(f"{module} needs {', '.join(sorted(needed))}")
    found: dict[str, Path] = {}
    left_out: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        found[module] = _file_of(module)
        imports = imports_of(module)
        for name in (*imports.at_once, *imports.later):
            if _is_standard(name):
                continue
            if foreign(name):
                left_out.add(name)
            else:
                waiting += _with_parents(name)
    return Reached(dict(sorted(found.items())), frozenset(left_out))


@cache
def foreign(module: str) -> frozenset[str]:
    """Return the packages of others that loading a module loads.

    >>> sorted(foreign("yqxl.workbook.roster.cells")), foreign("yqxl.arithmetic")
    (['numpy'], frozenset())
    """
    needed: set[str] = set()
    seen: set[str] = set()
    waiting = _with_parents(module)
    while waiting:
        name = waiting.pop()
        if name in seen or _is_standard(name):
            continue
        seen.add(name)
        if _is_ours(name):
            waiting += [each for one in imports_of(name).at_once for each in _with_parents(one)]
        else:
            needed.add(name.partition(".")[0])
    return frozenset(needed)


@cache
def imports_of(module: str) -> Imports:
    """Return what a module of ours imports."""
    tree = ast.parse(_file_of(module).read_text(encoding="utf-8"))
    by_name = {name for text in _texts(tree) if _is_package(text) for name in _within(text)}
    return Imports(
        frozenset(name for node in _at_once(tree) for name in _names(node)),
        frozenset(name for node in _later(tree) for name in _names(node)) | by_name,
    )


def standard_modules(modules: Iterable[str]) -> frozenset[str]:
    """Return the modules of the standard library that modules of ours import, now or later."""
    imports = [imports_of(module) for module in modules]
    names = {name for one in imports for name in one.at_once | one.later}
    return frozenset(name for name in names if _is_standard(name))


def _at_once(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run when the module is loaded."""
    for node in ast.iter_child_nodes(tree):
        if _is_for_types(node):
            continue
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _at_once(node)


def _later(tree: ast.AST) -> Iterator[ast.AST]:
    for node in _at_once(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from ast.walk(node)


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _is_package(text: str) -> bool:
    named = text.startswith(f"{PACKAGE}.") and text.replace(".", "").isidentifier()
    return named and _file_of(text).name == "__init__.py"


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _names(node: ast.AST) -> Collection[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        inner = [f"{node.module}.{alias.name}" for alias in node.names]
        return [node.module, *(name for name in inner if _is_ours(name) or _is_standard(name))]
    return ()


def _is_standard(name: str) -> bool:
    top = name.partition(".")[0]
    return top in sys.stdlib_module_names and top not in WITHOUT


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == PACKAGE and _file_of(name).is_file()


def _file_of(module: str) -> Path:
    base = _ROOT.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def _with_parents(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _within(root: str) -> Iterator[str]:
    """Yield a module, and all below it where it is a package."""
    yield root
    file = _file_of(root)
    if file.name == "__init__.py":
        for path in sorted(file.parent.rglob("*.py")):
            parts = path.relative_to(_ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
