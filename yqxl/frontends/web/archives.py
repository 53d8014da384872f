"""The package and what it needs of the standard library, as two archives of byte code."""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from yqxl.errors import UsageError
from yqxl.frontends.web.reachable import PACKAGE, reachable, standard_modules

#: what the page runs; what it needs is found from here
ROOTS = ("yqxl.frontends.web.jobs",)
_ROOT = Path(__file__).parents[3]
_COMPILER = Path(__file__).parent / "runtime" / "compile.mjs"
_CLOCK = (2020, 1, 1, 0, 0, 0)
#: seconds
_LIMIT = 300


def archives(pyodide: Path, extra: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """Return the package and the standard library as zip archives of byte code.

    Args:
        pyodide: the folder of the npm package.
        extra: files that go into the package, by their path.

    Raises:
        UsageError: node is missing, or could not compile.
    """
    modules = reachable(ROOTS).modules
    files = {path.relative_to(_ROOT).as_posix(): path.read_bytes() for path in modules.values()}
    files |= {name: data for folder in _folders(modules) for name, data in _data_of(folder)}
    files |= extra
    with tempfile.TemporaryDirectory(prefix="yqxl-") as name:
        folder = Path(name)
        (folder / "package.zip").write_bytes(_archive(files))
        wanted = json.dumps(sorted(standard_modules(modules)))
        (folder / "wanted.json").write_text(wanted, encoding="utf-8")
        _compile(pyodide, folder)
        return (folder / "package.out.zip").read_bytes(), (folder / "library.out.zip").read_bytes()


def _folders(modules: Mapping[str, Path]) -> list[Path]:
    return sorted({path.parent for path in modules.values() if path.parent.name != PACKAGE})


def _data_of(folder: Path) -> list[tuple[str, bytes]]:
    """Return the data files that stand beside the modules of a folder."""
    found = sorted(folder.glob("*.json"))
    return [(path.relative_to(_ROOT).as_posix(), path.read_bytes()) for path in found]


def _archive(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _CLOCK), data)
    return out.getvalue()


def _compile(pyodide: Path, folder: Path) -> None:
    try:
        subprocess.run(  # noqa: S603 - our own script, and the folder that the caller named
            ["node", str(_COMPILER), str(pyodide.resolve()), str(folder)],  # noqa: S607 - found on PATH
            check=True, capture_output=True, encoding="utf-8", timeout=_LIMIT,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise UsageError(
            "YQ-690", "没有找到 node。", remedy="生成网页要用 Node.js 18 或更新的版本。"
        ) from error
    except subprocess.SubprocessError as error:
        lines = str(getattr(error, "stderr", "") or error).strip().splitlines()
        # node ends with its own version; what went wrong stands above it
        said = next((line.strip() for line in lines if "Error" in line), "".join(lines[-1:]))
        raise UsageError(
            "YQ-691",
            f"node 没有编译成功：{said}。",
            remedy="请检查 Node.js 的版本（18 或更新）和 pyodide 文件夹。",
        ) from error
