"""The package: a workbook file as named parts, with raw access to each of them.

The file is opened once. Parts are inflated on demand, counted while they inflate and
checked against their CRC; the writer copies untouched parts as they stand (:meth:`raw`).
"""

from __future__ import annotations

import os
import stat
import zlib
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import TracebackType
from typing import Self

from yqxl.system_reasons import system_reason
from yqxl.workbook.package.content_digest import digest_of
from yqxl.workbook.package.limits import DEFAULT, MIB, Limits
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.sniff import refuse_owner_file, refuse_unless_zip
from yqxl.workbook.package.zip_directory import STORED, Entry, read_directory

__all__ = ["Entry", "Package", "file_bytes"]

#: Smaller files are read whole: safe against a file that shrinks while it is mapped.
_MAPPED_FROM = 16 * MIB
_CHUNK = 256 << 10
#: device, file number, size and time of the last change of a file
FileState = tuple[int, int, int, int]


class Package:
    """An opened package. Use it as a context manager, or call :meth:`close`.

    ``entries`` maps each member's name, as the directory spells it but with slashes, to
    its :class:`Entry`, in the order of the data in the file.
    """

    def __init__(
        self, path: Path, data: bytes | mmap, limits: Limits, state: FileState | None = None
    ) -> None:
        """Read the directory of ``data``; :meth:`open` is the way in."""
        self.path = path
        self._state = state
        self.limits = limits
        self._data = data
        members, self.comment = read_directory(data, str(path), limits)
        self.entries: dict[str, Entry] = {}
        self._names: dict[str, str] = {}
        self._kept: dict[str, bytes] = {}
        for entry in members:
            self._admit(entry)

    @classmethod
    def open(cls, path: str | os.PathLike[str], limits: Limits = DEFAULT) -> Self:
        """Open a workbook file.

        Raises:
            InputRefusedError: the file is no zip package, is damaged, or exceeds a limit.
        """
        path = Path(path)
        refuse_owner_file(path)
        before = _state_of(path)
        data = file_bytes(path, limits)
        try:
            refuse_unless_zip(path, data)
            package = cls(path, data, limits, before)
        except BaseException:
            if isinstance(data, mmap):
                data.close()
            raise
        package.refuse_changed()
        return package

    def refuse_changed(self) -> None:
        """Refuse when the file is no longer the one that was opened.

        A file that somebody saves while it is read would come out half old and half new,
        and in place the newer save would be lost.

        Raises:
            InputRefusedError: it was written to, replaced or removed since.
        """
        if self._state is not None and _state_of(self.path) != self._state:
            raise Refusal.CHANGED.error(file=self.path)

    def digest(self) -> bytes:
        """Return the digest of the whole file, as it was read."""
        return digest_of(self._data)

    def _admit(self, entry: Entry) -> None:
        """Take a member in, unless its name or its declared size is a trap."""
        name = entry.name
        plain = _plain_name(name)
        folders = plain.split("/")
        if not plain or "\0" in name or ":" in folders[0] or ".." in folders:
            raise Refusal.UNSAFE_NAME.error(repr(name)[:80], file=self.path)
        if plain in self._names:
            raise Refusal.DUPLICATE_PART.error(f"{self._names[plain]}、{name}", file=self.path)
        limits = self.limits
        dense = entry.size > limits.ratio_grace and entry.size > limits.ratio * entry.compressed
        if dense and not is_picture(name):
            raise Refusal.RATIO.error(
                f"{name}：{entry.compressed:,} 字节展开成 {entry.size:,} 字节，"
                f"上限 {limits.ratio} 倍",
                file=self.path,
            )
        # some programs write the folders of Windows; all of yqxl sees those of the standard
        self._names[plain] = part = name.replace("\\", "/")
        self.entries[part] = entry

    def find(self, name: str) -> str | None:
        """Return the member's own spelling of a part name, whose case does not count."""
        return self._names.get(_plain_name(name))

    def raw(self, name: str) -> memoryview:
        """Return the member's region: local header, packed data, data descriptor."""
        entry = self.entries[name]
        return memoryview(self._data)[entry.offset : entry.end]

    def packed(self, name: str) -> memoryview:
        """Return the member's packed data alone."""
        entry = self.entries[name]
        return memoryview(self._data)[entry.start : entry.start + entry.compressed]

    def read(self, name: str) -> bytes:
        """Return the part inflated and checked; it is kept until :meth:`forget`.

        Raises:
            InputRefusedError: there is no such part, or it is damaged or too large.
        """
        kept = self._kept.get(name)
        if kept is not None:
            return kept
        entry = self._entry(name)
        if entry.size > self.limits.part:
            raise Refusal.PART_TOO_LARGE.error(
                f"{name}：{entry.size:,} 字节，上限 {self.limits.part:,} 字节", file=self.path
            )
        packed = self.packed(name)
        if entry.method == STORED:
            data, whole = bytes(packed), True
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                data = inflater.decompress(packed, entry.size + 1)
            except zlib.error as error:
                raise self._damaged(name) from error
            whole = inflater.eof
        if not whole or len(data) != entry.size or zlib.crc32(data) != entry.crc:
            raise self._damaged(name)
        self._kept[name] = data
        return data

    def verify(self, name: str) -> None:
        """Inflate the part to its end without keeping it, and compare size and CRC."""
        entry = self._entry(name)
        crc = size = 0
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        packed = self.packed(name)
        for at in range(0, len(packed), _CHUNK):
            piece: bytes | memoryview = packed[at : at + _CHUNK]
            while piece:
                if entry.method == STORED:
                    data, piece = bytes(piece), b""
                else:
                    try:
                        data = inflater.decompress(piece, _CHUNK)
                    except zlib.error as error:
                        raise self._damaged(name) from error
                    piece = inflater.unconsumed_tail
                crc = zlib.crc32(data, crc)
                size += len(data)
                if size > entry.size:
                    raise self._damaged(name)
        if size != entry.size or crc != entry.crc:
            raise self._damaged(name)

    def forget(self, name: str) -> None:
        """Drop the kept bytes of a part that will not be read again."""
        self._kept.pop(name, None)

    def _entry(self, name: str) -> Entry:
        try:
            return self.entries[name]
        except KeyError:
            raise Refusal.MISSING_PART.error(name, file=self.path) from None

    def _damaged(self, name: str) -> Exception:
        return Refusal.DAMAGED_PART.error(f"{name}：内容与校验值不符", file=self.path)

    def close(self) -> None:
        """Release the file. Regions handed out by :meth:`raw` must be released first."""
        self._kept.clear()
        if isinstance(self._data, mmap):
            # A region that is still in use keeps the mapping alive until it is dropped.
            with suppress(BufferError):
                self._data.close()

    def __enter__(self) -> Self:
        """Return the package itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Release the file."""
        self.close()


def is_picture(name: str) -> bool:
    """Return whether a part is copied as it stands and never inflated, however dense.

    A white bitmap is packed a thousandfold by every honest program.

    >>> is_picture("xl/media/image1.bmp"), is_picture("xl/worksheets/sheet1.xml")
    (True, False)
    """
    plain = _plain_name(name)
    return "/media/" in f"/{plain}" and not plain.endswith((".xml", ".rels", ".vml"))


def _state_of(path: Path) -> FileState | None:
    """Return what tells a file from its successor; None where it cannot be asked."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _plain_name(name: str) -> str:
    """Return the name as every reader of the package compares it."""
    return name.replace("\\", "/").lstrip("/").lower()


def file_bytes(path: Path, limits: Limits) -> bytes | mmap:
    """Return the bytes of a regular file; a device or a pipe is never opened for reading.

    Raises:
        InputRefusedError: it is none, cannot be read, is empty or too large.
    """
    try:
        # Without O_NONBLOCK the open itself would wait for the writer of a named pipe.
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except (OSError, ValueError) as error:
        if path.is_dir():
            raise Refusal.NOT_A_FILE.error("文件夹", file=path) from error
        raise Refusal.UNREADABLE.error(system_reason(error), file=path) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = "文件夹" if stat.S_ISDIR(status.st_mode) else "管道、设备之类"
            raise Refusal.NOT_A_FILE.error(kind, file=path)
        if status.st_size == 0:
            raise Refusal.EMPTY.error("0 字节", file=path)
        if status.st_size > limits.file:
            raise Refusal.FILE_TOO_LARGE.error(
                f"{status.st_size:,} 字节，上限 {limits.file:,} 字节", file=path
            )
        if status.st_size >= _MAPPED_FROM:
            return mmap(descriptor, 0, access=ACCESS_READ)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read()
    except OSError as error:
        raise Refusal.UNREADABLE.error(system_reason(error), file=path) from error
    finally:
        os.close(descriptor)
