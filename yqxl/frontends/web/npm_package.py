"""Gets Pyodide from npm: the version that is written down here, by its hash and no other."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yqxl.errors import UsageError

RUNTIME = Path(__file__).parent / "runtime"
_FILES = ("package.json", "package-lock.json", ".npmrc")
#: seconds
_LIMIT = 600


def version() -> str:
    """Return the version of Pyodide that is meant."""
    package = json.loads((RUNTIME / "package.json").read_text(encoding="utf-8"))
    return str(package["dependencies"]["pyodide"])


@contextmanager
def pyodide_folder(given: Path | None = None) -> Iterator[Path]:
    """Give the folder of the npm package, fetched by npm unless it is here already.

    Args:
        given: where it is; None looks into the package's own folder, then asks npm.

    Raises:
        UsageError: npm is missing or failed, or the folder holds another version.
    """
    own = RUNTIME / "node_modules" / "pyodide"
    if given is not None or own.is_dir():
        folder = given or own
        _refuse_other(folder)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="yqxl-") as name:
        for file in _FILES:
            shutil.copy(RUNTIME / file, name)
        _fetch(name)
        folder = Path(name) / "node_modules" / "pyodide"
        _refuse_other(folder)
        yield folder


def _fetch(folder: str) -> None:
    # by its full name: on Windows npm is a batch file, which is not started by "npm"
    npm = shutil.which("npm")
    if npm is None:
        raise UsageError(
            "YQ-690",
            "没有找到 npm。",
            remedy="生成网页要用 Node.js 18 或更新的版本（自带 npm）；"
            "没有网络的，用 --pyodide 给出已经取来的文件夹。",
        )
    try:
        subprocess.run(  # noqa: S603 - the program found, with arguments of ours
            [npm, "ci", "--ignore-scripts", "--silent"],
            check=True, cwd=folder, capture_output=True, encoding="utf-8", timeout=_LIMIT,
        )  # fmt: skip
    except subprocess.SubprocessError as error:
        said = str(getattr(error, "stderr", "") or error).strip().splitlines()[:1]
        raise UsageError(
            "YQ-693",
            f"npm 没有取来 pyodide {version()}：{''.join(said)}",
            remedy="请检查网络；没有网络的，用 --pyodide 给出已经取来的文件夹。",
        ) from error


def _refuse_other(folder: Path) -> None:
    file = folder / "package.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "YQ-694",
            "这个文件夹里不是 npm 的 pyodide。",
            remedy=f"请给出 node_modules/pyodide（{version()} 版）。",
            file=str(folder),
        ) from error
    if found != version():
        raise UsageError(
            "YQ-694",
            f"这个文件夹里是 pyodide {found}，要 {version()}。",
            remedy=f"请执行 npm install pyodide@{version()} 后再试。",
            file=str(folder),
        )
