"""Runs the benchmarks and writes docs/performance.md from what they measured.

``python benchmarks/report.py [--rounds N] [--files N] [--pairs N] [--print]``
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import batch
import cold
import samples
from measuring import Figures, machine, table

import regenerate  # isort: skip # needs the path that samples sets
from yqxl.pipeline import regenerate as pipeline
from yqxl.pipeline.regenerate import Task
from yqxl.workbook.package.package import Package

TARGET = samples.ROOT / "docs" / "performance.md"
_SIZES = (1, 100, 10_000, 100_000, 1_000_000)

_TEXT = """\
# 性能

本页由 `python benchmarks/report.py` 测量并写成，请勿手改。{date}，{machine}，{busy}。

样本是一册符合约定的模型案例（11 张输入表、34 项指标、校验表），另有 200 行 × 12 列的问卷，
并带有图表、图片、文本框、表单按钮、批注、迷你图、x14 条件格式和数据验证、切片器、自定义
XML、打印机设置、计算链、超链接（`tests/decorated_workbook.py` 由代码生成，约 {size:.0f} KB，
{parts} 个部件）。每轮各做法轮流运行（A B C A B C …），取中位数；yqxl 每次处理的都是它没有
见过的一册，数据各不相同。机器并非专用，故同时给出时钟时间和 CPU 时间，比值以 CPU 为准；
“结论”只在每一轮都满足（或都不满足）时才下，否则记“未定”；它看的是 CPU 时间，时钟时间的比值另列。

## 一册，热进程

{regenerate}

* “全程”：闸门（大小、CRC、DOCTYPE、UTF-8、几何范围）、读取、计算、校验、制表、写入、
  重读核对、fsync、改名。openpyxl 一行只有载入一次、加同样的表、保存：没有计算、闸门、
  核对和 fsync，做得比 yqxl 少；它还会丢失公式缓存值、文本框、迷你图、切片器等。
* 对 yqxl 有利的：各册出自同一个模板，yqxl 记得前一册的版式和公式文字。“缓存先清空”一行
  每册都先忘掉这些，连每册都一样的公式文字也忘掉，比各册模板都不同还要坏。
  excelize-py 是 Go 写的，不设样式、不写公式的值。
* “极限”：同样的字节不可能更快的部分。读 = 读文件 + 解压全部部件 + 逐字节过一遍；写 = 以
  1 级压缩 yqxl 改动的那几个部件 + 其余原样拷贝 + 写一个文件。两者都用 zlib；装有 isal
  （本项目不依赖它）时另测以它压缩的写极限，那是更严的标准。
* XlsxWriter 只由值重写整本，不保留任何原有格式和对象，不是同一件事，仅作参照。

## 一册，冷进程

{cold}

`yqxl regenerate` 单册不导入 pandas、openpyxl、pydantic、xlwings（`tests/pipeline/
test_lossless.py` 有断言）。

## 批量

{batch}

各册数据不同（{distinct} 种，依次重复），输出与 `--jobs` 无关。父进程内存取 VmHWM，子进程为
同一时刻 RSS 之和的峰值。核被别的进程占着时，提速测不出来：看它要连同页首的系统负载一起看。

## 到一百万册的费用

按上面最快一行每册 {per_book:.1f} ms CPU、输出约 {output:.0f} KB 推算；多台机器时各取一份
（`--shard i/n`，或 `--cluster dask://…`），假定磁盘跟得上。

{cost}

## 没有测的

* Windows、macOS、真实的 Excel 和 WPS；冷磁盘（文件都在页缓存里）；网络盘。
* 超过 2 核的单机和真实集群的提速：表中多核各行是按 CPU 时间推算的，不是实测。
* 一万册的批量（`python benchmarks/batch.py --files 10000`）没有随本页运行。
* 问卷名册百万行另见 `benchmarks/roster.py`。
"""


def cost_table(per_book: float, output: float) -> str:
    """Return hours and space by number of workbooks, from the CPU seconds of one."""
    machines = (("1 核", 1), ("2 核", 2), ("32 核", 32), ("8 台 × 32 核", 256))
    rows = [
        [
            f"{size:,}",
            f"{size * per_book / 3600:.3g}",
            *(_duration(size * per_book / min(cores, size)) for _, cores in machines),
            f"{size * output / 1e9:.3g}",
        ]
        for size in _SIZES
    ]
    return table(("册数", "CPU 小时", *(name for name, _ in machines), "输出 GB"), rows)


def _duration(seconds: float) -> str:
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms"
    if seconds < 120:
        return f"{seconds:.0f} 秒"
    if seconds < 7200:
        return f"{seconds / 60:.0f} 分"
    return f"{seconds / 3600:.1f} 小时"


def document(
    one: Mapping[str, Figures],
    cold_runs: Mapping[str, cold.Runs],
    batches: Mapping[int, Sequence[batch.BatchFigures]],
    sample: tuple[float, float, int],
) -> str:
    """Return the page; ``sample`` is KB of input and output, and the number of parts."""
    size, output, parts = sample
    per_book = min(
        statistics.median(each.cpu / each.files for each in group) for group in batches.values()
    )
    return _TEXT.format(
        date=time.strftime("%Y-%m-%d"),
        machine=machine(),
        busy=f"测量结束时系统负载 {os.getloadavg()[0]:.1f}",
        size=size,
        parts=parts,
        regenerate=regenerate.markdown(one),
        cold=cold.markdown(cold_runs),
        batch=batch.markdown(batches),
        distinct=samples.DISTINCT,
        per_book=1000 * per_book,
        output=output,
        cost=cost_table(per_book, 1000 * output),
    )


def _sample(folder: Path) -> tuple[float, float, int]:
    """Return KB of a sample and of its output, and the number of its parts."""
    (source,) = samples.variants(folder / "sample", 1)
    target = folder / "sample" / "out.xlsx"
    pipeline.regenerate(Task(str(source), str(target)))
    with Package.open(source) as package:
        parts = len(package.entries)
    return source.stat().st_size / 1000, target.stat().st_size / 1000, parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--print", action="store_true", help="只打印，不改 docs/performance.md")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", ".*extension is not supported")
    jobs = [int(number) for number in options.jobs.split(",")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = regenerate.measure(options.rounds, folder / "one")
        cold_runs = cold.measure(options.pairs, folder / "cold")
        batches = batch.measure(options.files, jobs, folder / "batch", options.repeats)
        page = document(one, cold_runs, batches, _sample(folder))
    if options.print:
        print(page)
    else:
        TARGET.write_text(page, encoding="utf-8")
        print(TARGET)


if __name__ == "__main__":
    main()
