"""Say what a file is that is no workbook package: decided by content, never by name."""

from __future__ import annotations

from mmap import mmap
from pathlib import Path

from yqxl.workbook.package.refusals import Refusal

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = {
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"PK\5\6": "空的 zip",
    b"PK\7\x08": "分卷 zip",
}
#: Names of streams in an OLE compound file, spelt as its directory spells them.
_OLE_STREAMS = (
    ("EncryptedPackage", Refusal.PASSWORD),
    ("WordDocument", Refusal.OTHER_OFFICE),
    ("PowerPoint Document", Refusal.OTHER_OFFICE),
    ("ETExtData", Refusal.WPS_ET),
)
_OWNER_NAME_AT = 55


def refuse_owner_file(path: Path) -> None:
    """Refuse the small lock file that lies beside a workbook while somebody edits it."""
    name = path.name
    if not (name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))):
        return
    found = name
    if path.is_file():
        with path.open("rb") as stream:
            owner = _owner(stream.read(512))
        found = f"{owner} 正在编辑" if owner else name
    raise Refusal.OWNER_FILE.error(found, file=path)


def _owner(data: bytes) -> str:
    """Return who edits the workbook: Excel's record, or LibreOffice's comma list."""
    if data.startswith(b","):
        return data.decode("utf-8", "replace").split(",")[1].strip()
    length = int.from_bytes(data[_OWNER_NAME_AT : _OWNER_NAME_AT + 2], "little")
    begin = _OWNER_NAME_AT + 2
    name = data[begin : begin + 2 * length].decode("utf-16-le", "replace")
    return "".join(letter for letter in name if letter.isprintable()).strip()


def refuse_unless_zip(path: Path, data: bytes | mmap) -> None:
    """Refuse a file that does not begin like a zip package, and say what it is."""
    head = data[:_HEAD]
    if head.startswith(b"PK\3\4"):
        return
    if head.startswith(_OLE):
        raise _ole_kind(path, data).error("OLE 复合文件", file=path)
    for magic, kind in _ARCHIVES.items():
        if head.startswith(magic):
            raise Refusal.ARCHIVE.error(kind, file=path)
    raise _text_kind(head).error(_glimpse(head), file=path)


def _ole_kind(path: Path, data: bytes | mmap) -> Refusal:
    for stream, kind in _OLE_STREAMS:
        if data.find(stream.encode("utf-16-le")) >= 0:
            return kind
    return Refusal.WPS_ET if path.suffix.lower() in {".et", ".ett"} else Refusal.OLD_XLS


def _text_kind(head: bytes) -> Refusal:
    """Tell the kinds of text apart; BIFF files older than OLE count as old .xls."""
    if head[:2] in {b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"}:
        return Refusal.OLD_XLS
    text = _decoded(head)
    if text is None:
        return Refusal.UNKNOWN
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("%pdf-"):
        return Refusal.PDF
    if start.startswith("<?xml") and "<html" not in start:
        return Refusal.XML_2003
    if start.startswith("<"):
        return Refusal.HTML
    return Refusal.PLAIN_TEXT


def _decoded(head: bytes) -> str | None:
    """Return the head of a text file, or None when it is no text in any usual encoding."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head.decode("utf-16", "replace")
    if head.startswith(b"%PDF-"):
        return "%pdf-"
    if any(byte < 9 or 13 < byte < 32 for byte in head):  # noqa: PLR2004 - C0 controls
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            # The head may end in the middle of a character, so its tail may go.
            return (
                head[: len(head) - 3].decode(encoding)
                if len(head) == _HEAD
                else (head.decode(encoding))
            )
        except UnicodeDecodeError:
            continue
    return None


def _glimpse(head: bytes) -> str:
    """Return the first bytes in a form that a message can carry."""
    return "开头是 " + repr(head[:16])[2:-1]
