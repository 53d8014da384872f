"""Every reason why a file is refused at the gate: code, sentence, way out.

A refusal is one sentence: what is wrong, what was found, what to do. The documentation
lists this enumeration, so nothing is refused for a reason that is not written down.
"""

from __future__ import annotations

from enum import Enum

from yqxl.errors import InputRefusedError

_RESAVE = "请在 Excel 或 WPS 表格中打开，另存为“Excel 工作簿(*.xlsx)”后再用"
_RESEND = "请向报送单位重新索取，或从备份恢复"
_REPAIR = "请在 Excel 中打开（可选“打开并修复”），核对后另存为 .xlsx"
#: an office sets limits of its own: SECURITY.md
_RAISE = "确属正常文件的，请在环境变量 YQXL_LIMITS 所指的 TOML 文件中调高 {limit}"
_DISTRUST = "正常的表格软件不会这样写，请勿打开，并向来源核实"


class Refusal(Enum):
    """A reason to refuse a file; the value is (code, what is wrong, what to do)."""

    UNREADABLE = ("YQ-101", "文件打不开", "请检查路径和读取权限")
    NOT_A_FILE = ("YQ-102", "不是普通文件", "请给出工作簿文件本身的路径")
    EMPTY = ("YQ-103", "文件是空的", _RESEND)
    FILE_TOO_LARGE = ("YQ-104", "文件太大", _RAISE.format(limit="file"))
    OWNER_FILE = (
        "YQ-105",
        "这是编辑时的临时锁文件，不是工作簿",
        "请关闭正在编辑的工作簿，改用原文件",
    )
    PASSWORD = (
        "YQ-106",
        "工作簿有打开密码",
        "请在 Excel 中去掉密码（文件→信息→保护工作簿）后保存再用",
    )
    OLD_XLS = ("YQ-107", "这是旧版 Excel 97-2003 工作簿(.xls)", _RESAVE)
    WPS_ET = ("YQ-108", "这是 WPS 表格文件(.et)", "请在 WPS 表格中打开，另存为 .xlsx 后再用")
    OPEN_DOCUMENT = ("YQ-109", "这是 OpenDocument 文件(.ods)", _RESAVE)
    BINARY_XLSB = ("YQ-110", "这是二进制工作簿(.xlsb)", _RESAVE)
    HTML = ("YQ-111", "这是改了扩展名的网页(HTML)", _RESAVE)
    XML_2003 = ("YQ-112", "这是 XML 文件（如 XML 表格 2003），不是 .xlsx", _RESAVE)
    PLAIN_TEXT = ("YQ-113", "这是文本文件（如 CSV），不是工作簿", _RESAVE)
    PDF = ("YQ-114", "这是 PDF 文件", "请索取原始的 .xlsx 工作簿")
    ARCHIVE = ("YQ-115", "这是压缩包，不是工作簿", "请先解压，再用其中的工作簿")
    OTHER_OFFICE = ("YQ-116", "这是别的 Office 文件，不是工作簿", "请给出 .xlsx 或 .xlsm 工作簿")
    UNKNOWN = ("YQ-117", "认不出的文件格式", "请给出 .xlsx 或 .xlsm 工作簿")
    STRICT = (
        "YQ-118",
        "工作簿存成了“Strict Open XML 电子表格”",
        "请在 Excel 中另存为，类型选“Excel 工作簿(*.xlsx)”而不选 Strict",
    )

    DAMAGED = ("YQ-120", "文件损坏或不完整", _RESEND)
    DAMAGED_PART = ("YQ-121", "文件内的部件损坏", _RESEND)
    TOO_MANY_PARTS = ("YQ-122", "文件内部件太多", _RAISE.format(limit="parts"))
    PART_TOO_LARGE = (
        "YQ-123",
        "部件展开后太大",
        _RAISE.format(limit="part、skeleton_part 或 roster_part"),
    )
    TOTAL_TOO_LARGE = ("YQ-124", "文件展开后太大", _RAISE.format(limit="total"))
    RATIO = ("YQ-125", "部件压缩比异常，疑为压缩炸弹", _DISTRUST)
    DUPLICATE_PART = ("YQ-126", "文件内有同名部件", _DISTRUST)
    UNSAFE_NAME = ("YQ-127", "部件名不安全", _DISTRUST)
    OVERLAP = ("YQ-128", "文件内部件互相重叠", _DISTRUST)
    ENCRYPTED_PART = ("YQ-129", "部件以压缩软件加了密", "请去掉压缩包密码，用表格软件重新保存")
    METHOD = ("YQ-130", "部件的压缩方法不是表格软件所用的", _RESAVE)
    DTD = ("YQ-131", "部件含有 DOCTYPE 或 ENTITY 声明", _DISTRUST)
    ENCODING = ("YQ-132", "部件不是 UTF-8 编码", _RESAVE)
    MALFORMED = ("YQ-133", "部件不是完好的 XML", _REPAIR)
    MISSING_PART = ("YQ-134", "缺少部件", _REPAIR)
    STRUCTURE = ("YQ-135", "工作簿结构有误", _REPAIR)

    OUTSIDE_GRID = ("YQ-140", "单元格地址超出工作表范围", _REPAIR)
    USED_BOX = ("YQ-141", "工作表已用区域太大", "请删除远处的多余单元格后保存")
    TOO_MANY_CELLS = (
        "YQ-142",
        "单元格太多",
        "请删除只有格式的空白单元格；" + _RAISE.format(limit="cells"),
    )
    MERGED_AREA = ("YQ-143", "合并单元格的面积太大", "请取消互相重叠的合并单元格后保存")
    TOO_MANY_SHEETS = ("YQ-145", "工作表太多", _RAISE.format(limit="sheets"))
    TOO_MANY_NAMES = ("YQ-146", "定义的名称太多", "请在名称管理器中删除无用的名称后保存")
    DECLARED_COUNT = ("YQ-147", "部件声明的数量异常", _DISTRUST)
    STRING_INDEX = ("YQ-148", "单元格引用的共享文本不存在", _REPAIR)
    STYLE_INDEX = ("YQ-149", "单元格引用的样式不存在", _REPAIR)

    CHANGED = (
        "YQ-152",
        "处理期间文件被别人改动或替换了",
        "请等对方保存完毕、关闭文件后重试；新存的内容没有被覆盖",
    )

    IMPORT_WORD = (
        "YQ-150",
        "这是 .doc、.wps、.odt 或 RTF 文字文件，读不出其中的表",
        "请在 Word 或 WPS 文字中打开，另存为 .docx 后再导入",
    )
    IMPORT_PDF = (
        "YQ-151",
        "这是 PDF，其中的表没有单元格",
        "请索取原来的 Word 或 Excel 文件；只有 PDF 的，用 Word 或 WPS 转成 .docx，核对后再导入",
    )

    @property
    def code(self) -> str:
        """Return the language-free code, ``YQ-1xx``."""
        return self.value[0]

    @property
    def title(self) -> str:
        """Return what is wrong, without the particulars."""
        return self.value[1]

    @property
    def remedy(self) -> str:
        """Return what the person can do."""
        return self.value[2]

    def error(
        self, found: str = "", *, file: object = "", sheet: str = "", cell: str = ""
    ) -> InputRefusedError:
        """Return the error to raise: what is wrong, what was found, what to do."""
        message = f"{self.title}（{found}）；" if found else f"{self.title}；"
        return InputRefusedError(
            self.code,
            message,
            remedy=f"{self.remedy}。",
            file=str(file),
            sheet=sheet,
            cell=cell,
        )
