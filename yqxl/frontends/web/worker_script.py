"""One classic worker script out of Pyodide's two modules and our own script.

Chromium refuses a worker of type module from a blob of a ``file:`` page, and Pyodide
refuses a classic worker unless ``importScripts`` fails. So its modules become plain
script, line for line the same but for what :data:`CHANGES` says.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from yqxl.errors import UsageError

#: what differs from the files of the npm package, for the section on licences
CHANGES = (
    "pyodide.asm.mjs：去掉末行 export default；import.meta.url 改为 'memory:///pyodide.asm.mjs'。",
    "pyodide.mjs：末行 export{…} 改为函数的返回值。",
    "两个文件接成一个普通脚本，其前加一行使 importScripts 抛错。",
    "pyodide-lock.json：只留 info，packages 为空。",
    "python_stdlib.zip：只留用到的模块，编译成字节码。",
)
_EXPORT_DEFAULT = "export default _createPyodideModule;"
_EXPORT = re.compile(r"export\s*\{([^{}]*)\};")
_LOADER = re.compile(r"(\w+) as loadPyodide")
_OWN = Path(__file__).parent / "script" / "worker.js"


def worker_script(pyodide: Path) -> str:
    """Return the text of the worker's script.

    Args:
        pyodide: the folder of the npm package.

    Raises:
        UsageError: the package is not written as this module knows it.
    """
    engine = (pyodide / "pyodide.asm.mjs").read_text(encoding="utf-8").rstrip()
    outer = (pyodide / "pyodide.mjs").read_text(encoding="utf-8")
    exported = _EXPORT.search(outer)
    loader = exported and _LOADER.search(exported[1])
    if not engine.endswith(_EXPORT_DEFAULT) or exported is None or loader is None:
        raise UsageError(
            "YQ-692",
            "pyodide 的脚本不是本程序认得的写法。",
            remedy="请用 package-lock.json 里写定的版本（npm ci）。",
            file=str(pyodide),
        )
    engine = engine.removesuffix(_EXPORT_DEFAULT)
    engine = engine.replace("import.meta.url", "'memory:///pyodide.asm.mjs'")
    outer = outer[: exported.start()]
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    lock = json.dumps({"info": info, "packages": {}})
    return "\n".join((
        'self.importScripts = () => { throw new Error("closed"); };',
        engine,
        f"const loadPyodide = (() => {{ {outer}",
        f"return {loader[1]}; }})();",
        f"const LOCK = {lock};",
        _OWN.read_text(encoding="utf-8"),
    ))  # fmt: skip
