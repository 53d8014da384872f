"""A headless Chromium with the page open, and what the tests do in it."""

from __future__ import annotations

import base64
import json
import shutil
import time
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

_BROWSER, _DRIVER = "chromium", "chromedriver"
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


def why_missing() -> str:
    """Return why the page cannot be opened here, "" if it can."""
    missing = [name for name in (_BROWSER, _DRIVER, "node") if shutil.which(name) is None]
    if missing:
        return f"没有找到 {'、'.join(missing)}（Debian：chromium、chromium-driver、nodejs）"
    if not AXE.is_file():
        return "没有安装 axe-core：npm ci --prefix tests/frontends/web"
    return ""


class Browser:
    """One browser on one file, as a double click opens it."""

    def __init__(self, page: Path, downloads: Path) -> None:
        options = Options()
        options.binary_location = shutil.which(_BROWSER) or _BROWSER
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--lang=zh-CN",
                         "--window-size=1280,900"):  # fmt: skip
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = Chrome(options=options, service=Service(shutil.which(_DRIVER) or _DRIVER))
        self.page = page

    def open(self) -> float:
        """Open the page; return the milliseconds until Python is ready."""
        self.driver.get(self.page.as_uri())
        self.wait("return engine.times.ready || byId('status').textContent.includes('失败')")
        ready = self.js("return engine.times.ready")
        assert ready is not None, self.status()
        return float(ready)

    def js(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, seconds: float = 120) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.js(script)
            if found:
                return found
            time.sleep(0.02)
        raise TimeoutError(f"{script}: {self.status()}")

    def status(self) -> str:
        return str(self.js("return byId('status').textContent"))

    def choose(self, job: str) -> None:
        self.driver.find_element("css selector", f"input[value={job}]").click()

    def give(self, *files: Path) -> None:
        """Choose files, as in the dialog of the browser."""
        names = "\n".join(str(file) for file in files)
        self.driver.find_element("id", "files").send_keys(names)

    def idle(self) -> None:
        self.wait("return !current && !engine.waiting && entries.every((e) => e.state !== '等待')")

    def record(self, place: int) -> dict[str, Any]:
        """Return the record of an entry, counted from 0 or from the end."""
        found: dict[str, Any] = self.js("return entries.at(arguments[0]).record", place)
        return found

    def files(self, place: int) -> dict[str, bytes]:
        """Return what was made of an entry, by name."""
        made = self.js(
            "return entries.at(arguments[0]).files.map(({name, bytes}) => {"
            " let text = ''; for (let i = 0; i < bytes.length; i += 8192)"
            " text += String.fromCharCode(...bytes.subarray(i, i + 8192));"
            " return [name, btoa(text)]; })",
            place,
        )
        return {name: base64.b64decode(text) for name, text in made}

    def faults(self) -> list[str]:
        """Return what axe-core has against the page as it stands."""
        if not self.js("return Boolean(window.axe)"):
            self.js(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run().then((r) => done(r.violations.map("
            "(v) => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`)), (e) => done([String(e)]));"
        )
        return list(found)

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since the last call, the policy's refusals out.

        The log tells of each request before the policy is asked, and then that it was blocked.
        """
        asked: dict[str, str] = {}
        for line in self.driver.get_log("performance"):
            message = json.loads(line["message"])["message"]
            given = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                asked[given["requestId"]] = given["request"]["url"][:100]
            elif message["method"] in {"Network.webSocketCreated", "Network.webTransportCreated"}:
                asked[given.get("requestId") or given["transportId"]] = given["url"][:100]
            elif given.get("blockedReason") == "csp":
                asked.pop(given["requestId"], None)
        return list(asked.values())

    def close(self) -> None:
        self.driver.quit()
