# noqa: INP001 - programs beside the pictures that they make, no package
"""Makes the pictures of this folder anew: ``python docs/images/make.py``.

The generated tables of the model case go through PDF; the function wizard is Calc itself
on a virtual screen. Needs LibreOffice with python3-uno, poppler-utils, Xvfb and the Noto
CJK fonts; fonts.conf maps 宋体, 仿宋 and 黑体 to them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests"), str(ROOT)]

from libreoffice.office import Calc, program, python_of  # noqa: E402 - found on the path above
from libreoffice.office_profile import write_profile  # noqa: E402 - likewise
from picture import Picture, read_ppm, read_screen  # noqa: E402 - likewise

from yqxl.frontends.libreoffice.extension import write_unpacked  # noqa: E402 - likewise
from yqxl.interchange.importing import load  # noqa: E402 - likewise
from yqxl.pipeline.create import create  # noqa: E402 - likewise
from yqxl.pipeline.regenerate import Task, regenerate  # noqa: E402 - likewise

CASE = ROOT / "workbooks" / "yangquan_2022.json"
FONTS = {"FONTCONFIG_FILE": str(HERE / "fonts.conf")}
#: file name and what the first page of the table says
TABLES = {
    "table_1_1": "表1-1",
    "table_2_1": "表2-1",
    "table_3_1": "表3-1",
    "table_3_2": "表3-2",
}
DOTS_PER_INCH = "110"
WIDTH, HEIGHT = 1280, 860
#: sheet, cell and formula over which the wizard opens
WIZARD = ("产出", "H6", "=YQ_COMPLETION_RATE(D6;C6;1)")


def tables(folder: Path) -> None:
    """Draw the first page of every generated table."""
    source, target = folder / "case.xlsx", folder / "tables.xlsx"
    create(load(CASE), source)
    outcome = regenerate(Task(str(source), str(target)))
    if outcome.status != "ok":
        raise SystemExit(f"the model case is {outcome.status}")
    office = Calc(folder / "tables", environment=FONTS)
    try:
        with office.open(target) as document:
            pdf = document.save(folder / "tables.pdf")
    finally:
        office.close()
    for name, title in TABLES.items():
        page = _page_that_begins_with(pdf, title)
        _page(pdf, page, folder).first_block().cropped().write_png(HERE / f"{name}.png")


def _page_that_begins_with(pdf: Path, title: str) -> int:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a program of poppler
    pages = [page.strip() for page in done.stdout.split("\f")]
    return next(number for number, page in enumerate(pages, 1) if page.startswith(title))


def _page(pdf: Path, page: int, folder: Path) -> Picture:
    command = ["pdftoppm", "-r", DOTS_PER_INCH, "-f", str(page), "-singlefile", str(pdf)]
    subprocess.run([*command, str(folder / "page")], check=True)  # noqa: S603 - a program of poppler
    return read_ppm(folder / "page.ppm")


def wizard(folder: Path) -> None:
    """Draw Calc with the function wizard open over a score."""
    workbook = folder / "wizard.xlsx"
    create(load(CASE), workbook, "udf")
    write_unpacked(folder / "extensions" / "yqxl")
    office = program()
    if office is None:
        raise SystemExit("LibreOffice is not installed")
    with _screen(folder) as (display, buffer):
        pipe = "yq" + uuid.uuid4().hex
        with _office(office, folder, pipe, display):
            show = [python_of(office), str(HERE / "show_calc.py"), pipe, str(workbook)]
            subprocess.run([*show, *WIZARD, str(WIDTH), str(HEIGHT)], check=True)  # noqa: S603 - a program of ours
            read_screen(buffer).write_png(HERE / "function_wizard.png")


@contextmanager
def _screen(folder: Path) -> Iterator[tuple[str, Path]]:
    """Start a virtual screen and end it again."""
    folder.joinpath("screen").mkdir()
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
    with subprocess.Popen(  # noqa: S603 - a program of X
        [*command, "-fbdir", str(folder / "screen"), "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            display = ":" + told.readline().strip()
        try:
            yield display, folder / "screen" / "Xvfb_screen0"
        finally:
            server.terminate()


@contextmanager
def _office(office: Path, folder: Path, pipe: str, display: str) -> Iterator[None]:
    """Start a LibreOffice that people could see, and end it however it stands."""
    profile = folder / "profile"
    write_profile(profile, "zh-CN", "zh-CN")
    command = [
        str(office), "--norestore", "--nologo", "--nodefault", "--nofirststartwizard",
        f"-env:UserInstallation={profile.as_uri()}",
        f"-env:BUNDLED_EXTENSIONS={(folder / 'extensions').as_uri()}",
        f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
    ]  # fmt: skip
    environment = {**os.environ, **FONTS, "DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"}
    start_again = (79, 81)
    process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - LibreOffice
    time.sleep(5)
    while process.poll() in start_again:
        process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - likewise
        time.sleep(5)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # its modal dialog keeps it from leaving
        process.wait()


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        tables(Path(folder))
        wizard(Path(folder))


if __name__ == "__main__":
    main()
