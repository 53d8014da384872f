"""One thing done in a process of its own, under the limits of every other reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from yqxl.errors import YqxlError
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.isolation.workers import Workers

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def confined(
    file: object,
    function: Callable[Arguments, Result],
    *arguments: Arguments.args,
    **keywords: Arguments.kwargs,
) -> Result:
    """Return what a function returns that runs in a process of its own.

    A file that makes it eat all memory, hang or die costs one sentence.

    Args:
        file: what the sentence is about, where the function does not say so itself.
        function: a top-level function; it and its arguments travel as pickles.
        arguments: for the function.
        keywords: for the function.

    Raises:
        YqxlError: what the function raises, or YQ-501 to 503 when it was stopped.
    """
    limits = bounds()
    workers: Workers[Callable[[], Result], Result] = Workers(
        _call, 1, limits.memory, limits.seconds, name=lambda _: str(file)
    )
    with workers:
        ((_, result),) = workers.run([partial(function, *arguments, **keywords)])
    if isinstance(result, YqxlError):
        result.file = result.file or str(file)
        raise result
    return result


def _call(task: Callable[[], Result]) -> Result:
    return task()
