"""yqxl: the evaluation workbook that computes itself (财政支出绩效评价).

What stands in ``__all__`` is the stable surface for analysts (docs/python.md); each name
is loaded when it is first used. ``__init__.pyi`` tells type checkers the same.
"""

__version__ = "0.1.1"

_HOMES = {
    "Book": "yqxl.frontends.python.book",
    "InputRefusedError": "yqxl.errors",
    "OutputFailedError": "yqxl.errors",
    "Result": "yqxl.frontends.python.calls",
    "UsageError": "yqxl.errors",
    "YqxlError": "yqxl.errors",
    "check": "yqxl.frontends.python.calls",
    "evaluate": "yqxl.frontends.python.calls",
    "read": "yqxl.frontends.python.calls",
    "regenerate": "yqxl.frontends.python.calls",
    "regenerate_many": "yqxl.frontends.python.calls",
    "write": "yqxl.frontends.python.calls",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    """Load a name of the surface when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'yqxl' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only when a name is used

    found = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the names of the surface."""
    return [*__all__, "__version__"]
