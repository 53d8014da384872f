"""What the operating system refused, in Chinese: its own words are English, or none."""

from __future__ import annotations

import errno
import re

#: by the number of the error; names of one number on some systems stand once
_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EROFS: "磁盘是只读的",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EINVAL: "系统不接受这样的文件名或操作",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EFBIG: "文件太大",
    errno.ENOMEM: "内存不足",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EAGAIN: "暂时不能用",
    errno.EIO: "磁盘读写出错",
    errno.ENXIO: "设备不在",
    errno.ENODEV: "设备不在",
    errno.ESTALE: "网络文件夹断开了",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EPIPE: "对方已经关闭",
    errno.ENOEXEC: "不是这台机器能运行的程序",
    errno.EOPNOTSUPP: "系统不支持这个操作",
    errno.ETIMEDOUT: "等得太久，没有回应",
    errno.ECONNREFUSED: "对方拒绝连接",
    errno.ECONNRESET: "连接断开了",
    errno.EHOSTUNREACH: "网络不通",
    errno.ENETUNREACH: "网络不通",
}
#: Windows: another program has the file open (ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION)
_OPEN_ELSEWHERE = frozenset({32, 33})
#: primary result codes of SQLite (sqlite.org/rescode.html)
_OF_SQLITE = {
    5: "正被别的程序占用",
    6: "正被别的程序占用",
    8: "没有写的权限",
    10: "磁盘读写出错",
    11: "文件已经损坏",
    13: "磁盘满了",
    14: "文件打不开",
    26: "文件已经损坏",
}
_PRIMARY = 0xFF
_UNKNOWN = "内容不合格式"
#: how parsers of TOML and JSON say where
_LINE = re.compile(r"\bline ([0-9]+)")


def system_reason(error: BaseException) -> str:
    """Return why a file could not be used, as a piece of a sentence without English.

    Args:
        error: what the system, a decoder or SQLite raised.

    >>> system_reason(FileNotFoundError(2, "No such file or directory"))
    '没有这个文件或文件夹'
    >>> system_reason(OSError(9999, "Strange")), system_reason(ValueError("bad"))
    ('系统错误 9999', '内容不合格式')
    """
    if isinstance(error, UnicodeDecodeError):
        return f"第 {error.start + 1} 个字节起不是 {error.encoding.upper()} 文字"
    if isinstance(error, OSError):
        return _of_system(error)
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _OF_SQLITE.get(code & _PRIMARY, f"数据库错误 {code}")
    if "null" in str(error):
        return "路径里有不可见字符"
    line = _LINE.search(str(error))
    return f"第 {line[1]} 行{_UNKNOWN}" if line else _UNKNOWN


def _of_system(error: OSError) -> str:
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
        return "正被别的程序占用"
    if isinstance(error, TimeoutError):
        return _REASONS[errno.ETIMEDOUT]
    if error.errno is None:
        return "读写没有成功"
    return _REASONS.get(error.errno, f"系统错误 {error.errno}")
