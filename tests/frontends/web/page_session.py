"""One session of the browser with the page: everything is tried once, and written down.

The tests read what was written down: one build and one start of the browser are enough for
all of them, whatever number of processes runs the tests.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from decorated_workbook import build as decorated
from frontends.web.browser import Browser
from openpyxl import load_workbook
from workbook.hostile import write_cases

from yqxl.model.contract import ROSTER_SHEET

ROOT = Path(__file__).parents[3]
_EARLIER = ROOT / "tests" / "cases" / "contract_1"
HOSTILE = 60
#: what the page's policy must stop, tried from within the page
_PROBES = """
const done = arguments[0];
const stopped = [];
addEventListener('securitypolicyviolation', (e) => stopped.push(e.effectiveDirective));
const put = (name, more) => {
  const made = Object.assign(document.createElement(name), more);
  document.body.append(made);
  return made;
};
put('img', {src: 'https://example.invalid/a.png', alt: ''});
put('script', {src: 'https://example.invalid/a.js'});
put('script', {textContent: 'window.inlineRan = true'});
put('iframe', {src: 'https://example.invalid/', title: 'x'});
put('link', {rel: 'stylesheet', href: 'https://example.invalid/a.css'});
put('form', {action: 'https://example.invalid/'}).submit();
fetch('https://example.invalid/').catch(() => {});
navigator.sendBeacon?.('https://example.invalid/', 'x');
try { new WebSocket('wss://example.invalid/'); } catch { /* refused at once */ }
const evaluates = "try{eval('1');postMessage('ran')}catch(e){postMessage(e.name)}";
new Worker(URL.createObjectURL(new Blob([evaluates]))).onmessage = ({data}) => {
    for (const one of document.querySelectorAll('[src*=invalid],[href*=invalid],iframe,form'))
      one.remove();
    done({stopped: [...new Set(stopped)].sort(), inline: Boolean(window.inlineRan), eval: data});
  };
"""


def inputs(folder: Path) -> list[Path]:
    """Write the workbooks of the bar: sound ones and hostile ones."""
    folder.mkdir()
    shutil.copy(ROOT / "workbooks" / "yangquan_2022.xlsx", folder / "model_case.xlsx")
    shutil.copy(ROOT / "workbooks" / "template.xlsm", folder / "udf.xlsm")
    decorated(folder / "decorated.xlsx")
    with_roster(folder / "roster.xlsx")
    shutil.copy(_EARLIER / "yangquan_2022.xlsx", folder / "contract_1.xlsx")
    hostile = write_cases(folder)
    for name in sorted(hostile)[HOSTILE:]:
        hostile[name].unlink()
    return sorted(folder.iterdir())


def with_roster(path: Path) -> None:
    """Write the model case with 400 answers in the sheet 问卷明细."""
    book = load_workbook(ROOT / "workbooks" / "yangquan_2022.xlsx")
    sheet = book.create_sheet(ROSTER_SHEET)
    sheet.append(["序号", "编码", "选项", "意见"])
    options = ("非常满意", "满意", "一般", "不满意")
    for number in range(400):
        code, option = f"S0{number % 3 + 1}", options[number * 7 % 4]
        sheet.append([number + 1, code, option, "x" * (number % 50)])
    book.save(path)


def command_line(files: list[Path], output: Path) -> dict[str, dict[str, Any]]:
    """Return the records of the command line, by the name of the file."""
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", "regenerate", *files, "-o", output, "--json", "--jobs", "2"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(record["input"]).name: record for record in records}


def play(page: Path, folder: Path) -> dict[str, Any]:
    """Run the session; return what was seen."""
    downloads = folder / "downloads"
    downloads.mkdir()
    browser = Browser(page, downloads)
    try:
        seen: dict[str, Any] = {"ready": browser.open(), "axe": {"ready": browser.faults()}}
        files = inputs(folder / "in")
        seen["command_line"] = command_line(files, folder / "out")
        seen["files"] = _regenerated(browser, files, folder / "out")
        seen["axe"]["results"] = browser.faults()
        seen["explained"] = _explained(browser, folder / "in" / "model_case.xlsx")
        seen["jobs"] = _jobs(browser, folder / "in", downloads)
        seen["limits"] = _limits(browser, folder / "in")
        seen["axe"]["limits"] = browser.faults()
        seen["requests"] = browser.requests()
        seen["log"] = [line["message"] for line in browser.driver.get_log("browser")]
        seen["probes"] = browser.driver.execute_async_script(_PROBES)
        seen["requests_of_probes"] = browser.requests()
    finally:
        browser.close()
    return seen


def _regenerated(browser: Browser, files: list[Path], output: Path) -> dict[str, Any]:
    browser.give(*files)
    browser.idle()
    found = {}
    for place, file in enumerate(files):
        made = browser.files(place)
        there = output / file.name
        found[file.name] = {
            "record": browser.record(place),
            "names": list(made),
            "same": [*made.values()] == ([there.read_bytes()] if there.exists() else []),
        }
    return found


def _explained(browser: Browser, workbook: Path) -> Any:
    browser.js("clear()")
    browser.give(workbook)
    browser.idle()
    browser.driver.find_element("css selector", "[aria-label='C102 的得分由来']").click()
    browser.wait("return document.querySelector('.why dd')")
    return browser.js("return [...document.querySelectorAll('.why dd')].map((e) => e.textContent)")


def _jobs(browser: Browser, folder: Path, downloads: Path) -> dict[str, Any]:
    """Freeze, upgrade, fill a form, make a blank, and take all of it home in one zip."""
    browser.js("clear()")
    shutil.copy(ROOT / "workbooks" / "yangquan_2022.json", folder / "data.json")
    for name in ("s02_national.docx", "s03_national.xls"):
        shutil.copy(ROOT / "tests" / "foreign_tables" / name, folder / name)
    for job, name in (("freeze", "udf.xlsm"), ("upgrade", "contract_1.xlsx"),
                      ("form", "model_case.xlsx"), ("new", "data.json"),
                      ("import", "s02_national.docx"), ("import", "s03_national.xls")):  # fmt: skip
        browser.choose(job)
        browser.give(folder / name)
        browser.idle()
    browser.driver.find_element("id", "blank").click()
    browser.idle()
    found = {}
    for place in range(7):
        record, made = browser.record(place), browser.files(place)
        for name, data in made.items():
            (downloads / name).write_bytes(data)
        found[record["input"]] = {"display": record["display"], "names": list(made)}
    browser.driver.find_element("id", "all").click()
    end = time.monotonic() + 20
    while not (downloads / "yqxl.zip").exists() and time.monotonic() < end:
        time.sleep(0.05)
    browser.choose("regenerate")
    return found


def _limits(browser: Browser, folder: Path) -> dict[str, Any]:
    """Time, memory and a person's cancel: each costs its file, and the next one goes on."""
    files = [folder / "model_case.xlsx", folder / "roster.xlsx"]
    seen: dict[str, Any] = {}
    for name, setting, value in (("time", "seconds", 0.001), ("memory", "memory", 30 << 20),
                                 ("size", "largest", 1000)):  # fmt: skip
        usual = browser.js(f"return SETTINGS.{setting}")
        browser.js(f"clear(); if ('{name}' !== 'size') end(); SETTINGS.{setting} = {value}")
        browser.give(files[0])
        browser.idle()
        browser.js(f"SETTINGS.{setting} = {usual}")
        browser.give(files[1])
        browser.idle()
        codes = [one["code"] for one in browser.record(0)["findings"]]
        seen[name] = [codes, browser.record(1)["status"]]
    browser.js("clear()")
    browser.give(*files)
    browser.js("byId('cancel').click()")
    browser.idle()
    states = browser.js("return entries.map((e) => e.state)")
    browser.give(files[0])
    browser.idle()
    seen["cancel"] = [states, browser.record(-1)["total"]]
    return seen
