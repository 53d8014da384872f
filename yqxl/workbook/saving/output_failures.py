"""Every reason why an output was not written: code, sentence, way out.

Whatever the reason, the previous output is kept; only ``NOT_FLUSHED`` is raised after
the new file has taken its place.
"""

from __future__ import annotations

import errno
from enum import Enum
from pathlib import Path

from yqxl.errors import OutputFailedError
from yqxl.system_reasons import system_reason
from yqxl.workbook.saving.owner_files import owner_of

#: What Windows answers while another program has the file open.
SHARING_VIOLATIONS = frozenset({5, 32, 33})


class WriteFailure(Enum):
    """A reason why an output was not written; the value is (code, what, what to do)."""

    OTHER = ("YQ-300", "输出文件写不成", "请检查磁盘和网络后重试")
    LOCKED = (
        "YQ-301",
        "输出文件正被打开",
        "请关闭后重试；若确实无人打开，请删除旁边残留的锁文件（~$ 或 .~lock. 开头）",
    )
    READ_ONLY = ("YQ-302", "输出文件或所在磁盘是只读的", "请取消只读，或用 -o 换一个文件夹")
    DISK_FULL = ("YQ-303", "磁盘已满或超出配额", "请清理空间，或用 -o 换一个文件夹")
    NO_PERMISSION = ("YQ-304", "没有写入权限", "请联系管理员，或用 -o 换一个文件夹")
    SYMLINK = ("YQ-305", "输出路径是符号链接", "请给出链接所指的真实文件")
    NOT_A_FILE = ("YQ-306", "输出路径已被文件夹或设备占用", "请换一个文件名")
    NO_FOLDER = ("YQ-307", "输出文件夹不存在", "请先建好文件夹，或用 -o 换一个")
    NAME_TOO_LONG = ("YQ-308", "输出文件名太长", "请缩短文件名")
    NOT_VERIFIED = ("YQ-309", "写出后复查未通过", "原输出未动，请重试；若再出现，请检查磁盘")
    NOT_FLUSHED = ("YQ-310", "文件已换成新的，但未能确认落盘", "请检查磁盘后重新运行一次")
    NOT_RENDERED = ("YQ-311", "生成文件内容时出错", "原输出未动，请把日志发给维护者")
    FOLDER_BUSY = ("YQ-312", "输出文件夹正被另一个 yqxl 使用", "请等它结束，或用 -o 换一个文件夹")
    NO_BACKUP = ("YQ-313", "备份没有做成，原文件未动", "请检查磁盘空间和权限后重试")

    @property
    def code(self) -> str:
        """Return the language-free code, ``YQ-3xx``."""
        return self.value[0]

    @property
    def title(self) -> str:
        """Return what went wrong, without the particulars."""
        return self.value[1]

    def error(self, target: Path, found: str = "") -> OutputFailedError:
        """Return the error to raise: what, what was found, what to do."""
        _, title, remedy = self.value
        message = f"{title}（{found}）；" if found else f"{title}；"
        return OutputFailedError(self.code, message, remedy=f"{remedy}。", file=str(target))


_BY_ERRNO = {
    errno.ENOSPC: WriteFailure.DISK_FULL,
    errno.EDQUOT: WriteFailure.DISK_FULL,
    errno.EFBIG: WriteFailure.DISK_FULL,
    errno.EROFS: WriteFailure.READ_ONLY,
    errno.EACCES: WriteFailure.NO_PERMISSION,
    errno.EPERM: WriteFailure.NO_PERMISSION,
    errno.ENOENT: WriteFailure.NO_FOLDER,
    errno.ENOTDIR: WriteFailure.NO_FOLDER,
    errno.EISDIR: WriteFailure.NOT_A_FILE,
    errno.ELOOP: WriteFailure.SYMLINK,
    errno.ENAMETOOLONG: WriteFailure.NAME_TOO_LONG,
    errno.ETXTBSY: WriteFailure.LOCKED,
}


def is_sharing_violation(error: OSError) -> bool:
    """Return whether Windows refused because another program has the file open."""
    return getattr(error, "winerror", None) in SHARING_VIOLATIONS


def failure_of(error: Exception) -> WriteFailure:
    """Return the reason that an exception from the operating system stands for."""
    if isinstance(error, OSError):
        if is_sharing_violation(error):
            return WriteFailure.LOCKED
        return _BY_ERRNO.get(error.errno or 0, WriteFailure.OTHER)
    return WriteFailure.NOT_RENDERED


def output_failed(target: Path, error: Exception) -> OutputFailedError:
    """Return the error to raise for an exception met while ``target`` was written."""
    failure = failure_of(error)
    if failure in {WriteFailure.NO_PERMISSION, WriteFailure.LOCKED}:
        owner = owner_of(target)
        return failure.error(target) if owner is None else locked(target, owner)
    if failure is WriteFailure.OTHER:
        return failure.error(target, system_reason(error))
    if failure is WriteFailure.NOT_RENDERED:
        # only here does the exception say more than the sentence
        return failure.error(target, " ".join(f"{type(error).__name__}: {error}".split()))
    return failure.error(target)


def locked(target: Path, owner: str) -> OutputFailedError:
    """Return the error for a target that a person has open; ``owner`` may be unknown."""
    return WriteFailure.LOCKED.error(target, f"打开者：{owner}" if owner else "")


def refuse_standing(target: Path, *, overwrite: bool, option: str = "--force") -> None:
    """Refuse to write over a file that stands there already, unless that was asked for.

    Args:
        target: the output that is to be written.
        overwrite: whether the person asked for it.
        option: how it is asked for, as the refusal says it.

    Raises:
        OutputFailedError: there is such a file, or it is a folder (YQ-322).
    """
    if target.is_dir():
        raise OutputFailedError(
            "YQ-322",
            "这里的 -o 是一个文件，不是文件夹。",
            remedy="请在后面写上文件名。",
            file=str(target),
        )
    if target.exists() and not overwrite:
        raise OutputFailedError(
            "YQ-322",
            "输出文件已存在，未覆盖。",
            remedy=f"请换个名称，或加 {option}。",
            file=str(target),
        )
