"""Generates the LibreOffice extension from the registry, with the standard library alone.

The same files come as a folder (an unpacked, "bundled" extension) or as one ``.oxt``;
the same sources give the same bytes.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

import yqxl
from yqxl.catalog import functions
from yqxl.evaluation.commands import commands
from yqxl.frontends.libreoffice.configuration import menu, name_repair_job, wizard_texts
from yqxl.frontends.libreoffice.identity import EXTENSION
from yqxl.frontends.libreoffice.type_library import type_library

#: what the code inside Calc needs; everything in it is pure Python
_BUNDLED = (
    "__init__.py",
    "errors.py",
    "arithmetic.py",
    "grid.py",
    "registry",
    "look.py",
    "model",
    "rules",
    "checks",
    "tables",
    "problems",
    "charts",
    "chart.py",
    "catalog",
    "evaluation",
    "frontends/__init__.py",
    "frontends/libreoffice/__init__.py",
    "frontends/libreoffice/identity.py",
    "frontends/libreoffice/calc",
)
_CODE_AND_DATA = (".py", ".json")
_COMPONENT = "yqxl_calc.py"
_TYPES = "XFunctions.idl"
_CONFIGURATION = ("CalcAddIns.xcu", "Jobs.xcu", "Addons.xcu")
_MEDIA_TYPES = {
    _TYPES: "application/vnd.sun.star.uno-typelibrary;type=RDB",
    _COMPONENT: "application/vnd.sun.star.uno-component;type=Python",
    **dict.fromkeys(_CONFIGURATION, "application/vnd.sun.star.configuration-data"),
}
#: The file that LibreOffice's Python loads. It must be readable by an old Python too, so
#: that what is missing is said instead of a syntax error.
_COMPONENT_TEXT = '''"""Loaded by LibreOffice: hands over the services that the extension brings."""
import sys

if sys.version_info < (3, 11):
    raise ImportError("yqxl 需要带 Python 3.11 或更高版本的 LibreOffice")

from yqxl.frontends.libreoffice.calc.component import implementations

g_ImplementationHelper = implementations()
'''
_DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
  xmlns:d="http://openoffice.org/extensions/description/2006"
  xmlns:l="http://libreoffice.org/extensions/description/2011">
  <identifier value="{identifier}"/>
  <version value="{version}"/>
  <dependencies>
    <l:LibreOffice-minimal-version value="7.4" d:name="LibreOffice 7.4"/>
  </dependencies>
  <display-name>
    <name lang="zh-CN">yqxl 绩效评价：单元格函数与标准表</name>
    <name lang="en">yqxl: performance evaluation functions and tables</name>
  </display-name>
</description>
"""
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{}'
    "</manifest:manifest>\n"
)
#: as early as a zip can say
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644


@cache
def extension_files() -> Mapping[str, bytes]:
    """Return the content of every file of the extension by its path, in order."""
    texts = {
        _TYPES: type_library(functions()),
        _COMPONENT: _COMPONENT_TEXT,
        "CalcAddIns.xcu": wizard_texts(functions()),
        "Jobs.xcu": name_repair_job(),
        "Addons.xcu": menu(command for command in commands() if not command.makes_file),
        "description.xml": _DESCRIPTION.format(identifier=EXTENSION, version=yqxl.__version__),
        "META-INF/manifest.xml": _manifest(),
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {f"pythonpath/yqxl/{name}": content for name, content in _bundled()}
    return MappingProxyType(dict(sorted(files.items())))


def write_oxt(path: Path) -> Path:
    """Write the extension as one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in extension_files().items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3
            entry.external_attr = _MODE << 16
            # stored: compressors differ from one zlib to the next, these bytes do not
            package.writestr(entry, content, zipfile.ZIP_STORED)
    return path


def write_unpacked(folder: Path) -> Path:
    """Write the extension as a folder, replacing what stood there."""
    if folder.exists():
        shutil.rmtree(folder)
    for name, content in extension_files().items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _bundled() -> Iterator[tuple[str, bytes]]:
    package = Path(yqxl.__file__).parent
    for name in _BUNDLED:
        source = package / name
        for file in [source] if source.is_file() else sorted(source.rglob("*.*")):
            if file.suffix in _CODE_AND_DATA:
                yield file.relative_to(package).as_posix(), file.read_bytes()


def _manifest() -> str:
    entries = (
        f"  <manifest:file-entry manifest:full-path={quoteattr(name)}"
        f" manifest:media-type={quoteattr(kind)}/>\n"
        for name, kind in _MEDIA_TYPES.items()
    )
    return _MANIFEST.format("".join(entries))
