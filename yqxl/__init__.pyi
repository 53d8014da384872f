from yqxl.errors import InputRefusedError as InputRefusedError
from yqxl.errors import OutputFailedError as OutputFailedError
from yqxl.errors import UsageError as UsageError
from yqxl.errors import YqxlError as YqxlError
from yqxl.frontends.python.book import Book as Book
from yqxl.frontends.python.calls import Result as Result
from yqxl.frontends.python.calls import check as check
from yqxl.frontends.python.calls import evaluate as evaluate
from yqxl.frontends.python.calls import read as read
from yqxl.frontends.python.calls import regenerate as regenerate
from yqxl.frontends.python.calls import regenerate_many as regenerate_many
from yqxl.frontends.python.calls import write as write

__version__: str
__all__ = [
    "Book",
    "InputRefusedError",
    "OutputFailedError",
    "Result",
    "UsageError",
    "YqxlError",
    "check",
    "evaluate",
    "read",
    "regenerate",
    "regenerate_many",
    "write",
]
