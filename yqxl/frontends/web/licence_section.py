"""The section 许可 of the page: what it carries of others, under which terms, and what changed."""

from __future__ import annotations

import html
from pathlib import Path

from yqxl.frontends.web.npm_package import version
from yqxl.frontends.web.worker_script import CHANGES

_FOLDER = Path(__file__).parent / "licences"


def licence_section() -> str:
    """Return the markup of the section.

    A file of the folder is one licence: its title, the addresses of the sources, a blank
    line, the text. Addresses are texts, not links: the page asks nothing of any network.
    """
    parts = [
        "<details><summary>许可</summary>",
        "<p>yqxl 按 MIT 许可发布。本页带有下列软件，各按自己的许可；它们的源代码在所列的网址。</p>",
        f"<p>Pyodide {version()}（npm）有下列改动，其余逐字节不变：</p>",
        "<ul>",
        *(f"<li>{html.escape(change)}</li>" for change in CHANGES),
        "</ul>",
    ]
    for file in sorted(_FOLDER.glob("*.txt")):
        title, addresses, _, text = file.read_text(encoding="utf-8").split("\n", 3)
        parts += [
            f"<details><summary>{html.escape(title)}</summary>",
            f"<p>源代码：{html.escape('、'.join(addresses.split()))}</p>",
            f"<pre>{html.escape(text.strip())}</pre></details>",
        ]
    return "\n".join([*parts, "</details>"])
