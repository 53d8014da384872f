"""What the option parser complains of, in Chinese.

Its sentences are English and belong to the installed version; each known one is told by
its words, and one that is not known keeps what it quotes.
"""

from __future__ import annotations

import re

_NAME = r"'?(?P<name>[^']+(?:' / '[^']+)*)'?"
#: sentences of the parser and what they mean; the rest of a complaint follows its colon
_SENTENCES = (
    (re.compile(rf"Missing argument {_NAME}\.?"), "缺少参数 {name}"),
    (re.compile(rf"Missing option {_NAME}\.?"), "缺少选项 {name}"),
    (re.compile(r"No such option:? '?(?P<name>[^\s']+)'?"), "没有选项 {name}"),
    (re.compile(rf"No such command {_NAME}\."), "没有命令 {name}"),
    (
        re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)"),
        "多出了参数 {name}",
    ),
    (re.compile(rf"Option {_NAME} requires an argument\.?"), "选项 {name} 后面要写值"),
    (re.compile(rf"Option {_NAME} does not take a value\.?"), "选项 {name} 后面不写值"),
    (re.compile(rf"Invalid value for {_NAME}:? ?"), "选项 {name} 的值不对"),
)
#: what may follow
_REASONS = (
    (re.compile(r".*valid integer.*"), "应为整数"),
    (re.compile(r".*valid number.*"), "应为数字"),
    (re.compile(r".*valid boolean.*"), "应为是或否"),
    (re.compile(r".*greater than or equal to (?P<what>\S+).*"), "不能小于 {what}"),
    (re.compile(r".*less than or equal to (?P<what>\S+).*"), "不能大于 {what}"),
    (re.compile(r".*greater than (?P<what>\S+).*"), "应大于 {what}"),
    (re.compile(r".*less than (?P<what>\S+).*"), "应小于 {what}"),
    (re.compile(r".*(?:is not one of|should be) (?P<what>.+?)\.?"), "应为 {what}"),
    (re.compile(r".*does not exist.*"), "找不到"),
    (re.compile(r"\(Possible options?: (?P<what>.+)\)"), "是不是 {what}"),
    (re.compile(r"Did you mean (?P<what>.+)\?"), "是不是 {what}"),
)


def in_chinese(complaint: str) -> str:
    """Return a complaint of the parser as a Chinese sentence.

    >>> in_chinese("No such command 'chek'. Did you mean 'check', 'schema'?")
    '没有命令 chek，是不是 check、schema。'
    >>> in_chinese("Invalid value for '--jobs' / '-j': Input should be greater than or equal to 1")
    '选项 --jobs / -j 的值不对，不能小于 1。'
    """
    text = complaint.strip()
    for pattern, words in _SENTENCES:
        match = pattern.match(text)
        if match is not None:
            rest = text[match.end() :].strip()
            reason = _reason(rest)
            name = match["name"].replace("'", "")
            return words.format(name=name) + (f"，{reason}" if reason else "") + "。"
    return f"命令写得不对（{text}）。"


def _reason(text: str) -> str:
    for pattern, words in _REASONS:
        match = pattern.fullmatch(text)
        if match is not None:
            what = match.groupdict().get("what") or ""
            return words.format(what=what.replace("'", "").replace(", ", "、"))
    return text
