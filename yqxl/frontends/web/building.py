"""Builds the page: one HTML file that carries everything, the same bytes every time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from yqxl import __version__
from yqxl.catalog import forms
from yqxl.frontends.web.archives import archives
from yqxl.frontends.web.blanks import ARCHIVE, PARTS, packed
from yqxl.frontends.web.jobs import JOBS
from yqxl.frontends.web.licence_section import licence_section
from yqxl.frontends.web.limits import LARGEST, MEMORY, RENEWED, SECONDS, refusals
from yqxl.frontends.web.worker_script import worker_script
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create

_HERE = Path(__file__).parent
#: in the order in which they use each other; the first runs alone, before them
_SCRIPTS = ("elements", "engine", "queue", "results", "page")


def page(pyodide: Path) -> str:
    """Return the text of the page.

    Args:
        pyodide: the folder of the npm package.

    Raises:
        UsageError: node is missing, or the package is not the one that is meant.
    """
    program, library = archives(
        pyodide, {f"yqxl/frontends/web/{ARCHIVE}": packed(blank_workbooks())}
    )
    blocks = {
        "engine": (pyodide / "pyodide.asm.wasm").read_bytes(),
        "worker": worker_script(pyodide).encode(),
        "library": library,
        "program": program,
    }
    support = _script("support")
    script = "\n".join(_script(name) for name in _SCRIPTS)
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    return _filled(
        (_HERE / "page.html").read_text(encoding="utf-8"),
        {
            "policy": _policy((support, script), style),
            "style": style,
            "support": support,
            "script": script,
            "version": html.escape(__version__),
            "jobs": _jobs(),
            "licences": licence_section(),
            "data": "\n".join([_settings(), *(_block(*one) for one in blocks.items())]),
        },
    )


def _script(name: str) -> str:
    return (_HERE / "script" / f"{name}.js").read_text(encoding="utf-8")


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with each ``{{name}}`` replaced; values are not looked into again."""
    first, *rest = template.split("{{")
    parts = [first]
    for one in rest:
        name, _, behind = one.partition("}}")
        parts += [values[name], behind]
    return "".join(parts)


def _policy(scripts: tuple[str, ...], style: str) -> str:
    """Return the policy: these scripts and this style, workers from memory, nothing else."""
    allowed = " ".join(_digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed} 'wasm-unsafe-eval'; worker-src blob:; "
        f"style-src {_digest(style)}; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _block(name: str, content: bytes) -> str:
    """Return a data block: a script of a type that no browser runs, so no policy stops it."""
    packed = base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()
    return f'<script type="application/gzip;base64" id="data-{name}">{packed}</script>'


def _settings() -> str:
    settings = {
        "seconds": SECONDS,
        "memory": MEMORY,
        "renewed": RENEWED,
        "largest": LARGEST,
        "jobs": {name: job.label for name, job in JOBS.items()},
        "refusals": refusals(),
    }
    text = json.dumps(settings, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return f'<script type="application/json" id="data-settings">{text}</script>'


def _jobs() -> str:
    """Return the choice of what is to be done."""
    lines = []
    for number, (name, job) in enumerate(JOBS.items()):
        if not job.chosen:
            continue
        checked = "" if number else " checked"
        box = f'<input type="radio" name="job" value="{name}"{checked}>'
        lines.append(f"<label>{box} {html.escape(job.label)}</label>")
        if name == "form":
            lines.append(_forms())
    return "\n".join(lines)


def _forms() -> str:
    listed = "".join(
        f'<option value="{html.escape(form.name)}">{html.escape(form.name)}</option>'
        for form in forms()
    )
    kinds = '<option value=".xlsx">Excel</option><option value=".docx">Word</option>'
    return (
        f'<span class="of-form"><label>哪一张 <select id="form">{listed}</select></label>'
        f'<label>格式 <select id="kind">{kinds}</select></label></span>'
    )


def blank_workbooks() -> dict[str, bytes]:
    """Return the blank workbooks that the page carries, by name."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        for name, parts in PARTS.items():
            target = Path(folder) / name
            create(Evaluation(), target, also=parts)
            found[name] = target.read_bytes()
    return found
