"""What VBA says by itself, when Python cannot: one Chinese sentence each, with the way out.

VBA source is kept in one ANSI code page, so the texts stand there as code points that
``ChrW`` puts together; the source stays ASCII.
"""

from __future__ import annotations

from collections.abc import Mapping

#: VBA's own limit is 1023 characters a line, 24 continued lines
_WORDS_A_LINE = 24

#: by name in VBA; {version} is that of the file, {xlwings} that of its xlwings
SENTENCES: Mapping[str, str] = {
    "NoWorkbook": (
        "没有打开可用的工作簿。请先打开填报工作簿"
        "（在“受保护的视图”中请先点“启用编辑”），再点一次。 [YQ-620]"
    ),
    "NoPython": (
        "没有找到计算程序：本机没有 Python，或其中没有 xlwings {xlwings}。"
        "请关闭 Excel，在命令提示符中运行 yqxl doctor，按提示处理。 [YQ-621]"
    ),
    "OtherVersion": (
        "本文件属于 yqxl {version}，与本机安装的计算程序版本不同。"
        "请安装同一版本的 yqxl，运行 yqxl addin install，再用 yqxl new 生成新的工作簿。 [YQ-622]"
    ),
    "Stopped": (
        "计算程序中途停止，工作簿可能没有更新完。请再点一次；"
        "仍然如此，请运行 yqxl doctor。 [YQ-623] "
    ),
}


def vba_sentences(version: str, xlwings_version: str) -> str:
    """Return a VBA function for each sentence, and what puts code points together."""
    texts = {
        name: text.replace("{version}", version).replace("{xlwings}", xlwings_version)
        for name, text in SENTENCES.items()
    }
    return _FROM_CODES + "".join(_function(name, text) for name, text in texts.items())


_FROM_CODES = """
' A text of code points: Chinese cannot stand in VBA source.
Private Function FromCodes(ByVal codes As String) As String
    Dim word As Variant
    For Each word In Split(codes, " ")
        FromCodes = FromCodes & ChrW(CLng("&H" & word))
    Next word
End Function
"""


def _function(name: str, text: str) -> str:
    words = [f"{ord(character):04X}" for character in text]
    lines = [
        " ".join(words[start : start + _WORDS_A_LINE])
        for start in range(0, len(words), _WORDS_A_LINE)
    ]
    body = "".join(f'    {name} = {name} & FromCodes("{line}")\n' for line in lines)
    return f"\nPrivate Function {name}() As String\n{body}End Function\n"
