"""What the page asks for, one job at a time: files in, a record and new files out.

This module runs in the page's Python. It translates and nothing else: the jobs are those of
the command line, and so are their words.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yqxl.documents.forms import declared_form, form_bytes
from yqxl.errors import YqxlError
from yqxl.frontends.web.blanks import blank_bytes, blank_for
from yqxl.frontends.web.display import display, told
from yqxl.frontends.web.display_imports import imported_tables
from yqxl.interchange.importing import evaluation_from, known_part, load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create_from_blank import create_from_blank
from yqxl.pipeline.examine import examine
from yqxl.pipeline.explanation import explanation
from yqxl.pipeline.freeze import freeze
from yqxl.pipeline.importing import read_projects
from yqxl.pipeline.outcome import failure
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.pipeline.upgrade import upgrade

Record = dict[str, Any]
File = tuple[str, bytes]
Options = Mapping[str, str]

_CLOCK = (2020, 1, 1, 0, 0, 0)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job: the record, and the files that were made, by name."""

    record: Record
    files: Sequence[File] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One job: what the page calls it, and what does it with a file and a folder for outputs."""

    label: str
    work: Callable[[Path, Path, Options], Answer]
    #: whether the person chooses it for a file
    chosen: bool = True


def run(job: str, files: Sequence[File], options: str = "{}") -> Answer:
    """Do a job; whatever a file can be or do comes back as a record.

    Args:
        job: a name of :data:`JOBS`, or ``zip``.
        files: names as the person knows them, and contents; one file but for ``zip``.
        options: more about the job, as a JSON object.
    """
    if job == "zip":
        return Answer({}, [("yqxl.zip", _zipped(files))])
    started = time.perf_counter()
    ((name, content),) = files
    folder = Path(tempfile.mkdtemp(prefix="yqxl-"))
    source, target = folder / "in" / _plain_name(name), folder / "out"
    try:
        source.parent.mkdir()
        target.mkdir()
        source.write_bytes(content)
        answer = JOBS[job].work(source, target, json.loads(options))
    except YqxlError as error:
        record = failure(name, error, started).record()
        answer = Answer(record | {"display": display(record)})
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Answer(answer.record | {"input": name}, answer.files)


def _plain_name(name: str) -> str:
    """Return a name that stands for one file, whatever the browser says it is called.

    >>> _plain_name("a/b.xlsx"), _plain_name("..")
    ('a_b.xlsx', '工作簿')
    """
    plain = name.replace("/", "_").replace("\0", "_")
    while len(plain.encode("utf-8", "replace")) > 240:  # noqa: PLR2004 - what a folder takes, with room
        plain = plain[1:]
    return plain if plain.strip(".") else "工作簿"


def _zipped(files: Sequence[File]) -> bytes:
    """Return one archive; of equal names the later ones get a number."""
    out = io.BytesIO()
    names: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            stem, dot, suffix = name.rpartition(".")
            number, free = 1, name
            while free in names:
                number += 1
                free = f"{stem} ({number}){dot}{suffix}"
            names.add(free)
            archive.writestr(zipfile.ZipInfo(free, _CLOCK), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _named(source: Path, what: str, suffix: str = "") -> str:
    return f"{source.stem}_{what}{suffix or source.suffix}"


def _done(source: Path, sentences: Sequence[str], file: File) -> Answer:
    record = {"input": source.name, "output": file[0], "status": "ok", "display": told(sentences)}
    return Answer(record, [file])


def _regenerate(source: Path, target: Path, _: Options) -> Answer:
    output = target / source.name
    record = regenerate(Task(str(source), str(output))).record()
    made = record["output"] is not None
    files = [(_named(source, "再生成"), output.read_bytes())] if made else []
    record |= {"input": source.name, "output": source.name if made else None}
    return Answer(record | {"display": display(record)}, files)


def _explain(source: Path, _: Path, options: Options) -> Answer:
    lines = explanation(examine(str(source)), options["code"])
    return Answer({"input": source.name, "lines": [list(line) for line in lines]})


def _freeze(source: Path, target: Path, _: Options) -> Answer:
    output = target / "定稿.xlsx"
    done = freeze(source, output)
    sentences = [f"{done.formulas} 个函数改为内置公式，{done.values} 个改为数值，不含宏。"]
    if done.instead:
        places = "、".join(done.instead[:_SHOWN])
        sentences.append(f"没有等价内置公式、改为数值的单元格 {len(done.instead)} 个：{places}。")
    return _done(source, sentences, (_named(source, "定稿", ".xlsx"), output.read_bytes()))


def _upgrade(source: Path, target: Path, _: Options) -> Answer:
    output = target / source.name
    done = upgrade(source, output)
    sentences = [*(done.changes or ("已经是现行的填报约定，没有要改的。",))]
    if done.kept:
        places = "、".join(done.kept[:_SHOWN])
        sentences.append(f"有人改过的公式 {len(done.kept)} 处保持原样，请核对：{places}。")
    return _done(source, sentences, (_named(source, "升级"), output.read_bytes()))


def _form(source: Path, _: Path, options: Options) -> Answer:
    form = declared_form(options["form"])
    examined = examine(str(source))
    sentences = [f"{form.title}（{form.source}）"]
    if not form.verified:
        sentences.append("这张表的文字没有与原文件核对过，交出前请对照原表。")
    if examined.outcome.total is None:
        sentences.append("还有指标没有得分，总分空着；“再生成”列出全部问题。")
    content = form_bytes(form, examined, options["kind"])
    return _done(source, sentences, (_named(source, form.name, options["kind"]), content))


def _new(source: Path, target: Path, _: Options) -> Answer:
    output, left = _created(load(source), target, "new")
    return _done(source, ["按数据新建的工作簿。", *left], (f"{source.stem}.xlsx", output))


def _import(source: Path, target: Path, _: Options) -> Answer:
    """Make a workbook of each project in somebody's file, and tell what was understood."""
    projects = read_projects(str(source))
    files, lines = [], [f"认出 {len(projects)} 个项目。"]
    for number, project in enumerate(projects, 1):
        known, unknown = known_part(project.data)
        output, left = _created(evaluation_from(known), target, str(number), unknown)
        name = project.name or (source.stem if len(projects) == 1 else f"{source.stem}_{number}")
        files.append((f"{_plain_name(name)}_导入.xlsx", output))
        lines += left
    shown = told(lines) | {"tables": imported_tables(projects)}
    record = {"input": source.name, "output": files[0][0], "status": "ok", "display": shown}
    return Answer(record, files)


def _created(
    evaluation: Evaluation, folder: Path, name: str, unknown: Sequence[str] = ()
) -> tuple[bytes, list[str]]:
    """Return a new workbook, and a sentence for what it has no place for."""
    blank, target = folder / "blank.xlsx", folder / f"{name}_new.xlsx"
    blank.write_bytes(blank_bytes(blank_for(evaluation)))
    left = [*create_from_blank(blank, evaluation, target), *unknown]
    told_left = [f"空白模板没有地方放、没有写入：{'、'.join(left)}。"] if left else []
    return target.read_bytes(), told_left


def _blank(source: Path, target: Path, _: Options) -> Answer:
    content, _left = _created(Evaluation(), target, "blank")
    return _done(source, ["填好后在本页“再生成”。"], (source.name, content))


#: every job on one file, by the name that the page's script calls it
JOBS: Mapping[str, Job] = {
    "regenerate": Job("再生成", _regenerate),
    "freeze": Job("定稿", _freeze),
    "upgrade": Job("升级", _upgrade),
    "form": Job("规定的表", _form),
    "import": Job("导入别人的表", _import),
    "new": Job("用 JSON 新建", _new),
    "blank": Job("新建", _blank, chosen=False),
    "explain": Job("由来", _explain, chosen=False),
}
