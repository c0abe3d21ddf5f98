"""Unreadable: why a file cannot be read, as a sentence: what is wrong, why, what to do."""

import stat
from pathlib import Path

WITHOUT_TEXT = "请上传可以编辑的原件，或者按“无文本”登记并录入标题、文号等信息。"
SENTENCES = {
    "empty": "文件是空的，没有内容。请确认原件后重新上传。",
    "too_large": "文件过大（{size} MB），超过单个文件 {limit} MB 的上限。请拆分，或者压缩图片后再上传。",
    "binary": "文件不是文本，也不是可以识别的文档格式。请另存为 docx、pdf 或者 txt 后上传。",
    "encoding": "无法判断文字编码，读出来会是乱码。请用 UTF-8 或者 GB18030 编码另存后上传。",
    "broken": "文件已损坏，不能按{kind}打开。请用原软件重新保存，或者向来文单位索取原件。",
    "archive_bomb": "文件解压后过大（{detail}），有压缩炸弹的特征，已停止读取。请用原软件重新保存后上传。",
    "dtd": "文件含有 DTD 或者实体声明，可能读取本机文件，已拒绝。请用原软件重新保存后上传。",
    "too_deep": "文件标记嵌套超过 {limit} 层，不是正常文档，已拒绝。请将正文复制到新文档后上传。",
    "too_many_pages": "文件共 {pages} 页，超过 {limit} 页的上限。请拆分后上传。",
    "too_long": "文字超过 {limit} 字，超过单份文件的上限。请拆分后上传。",
    "password": "文件设有打开密码，无法读取。请解除密码后上传。",
    "scanned": f"文件是扫描件，没有文字层，读不出文字。{WITHOUT_TEXT}",
    "no_text": "文件里没有文字。请确认原件后重新上传。",
    "picture": f"文件是图片，没有文字。{WITHOUT_TEXT}",
    "unsupported": "暂不支持读取{kind}。请另存为 docx、pdf 或者 txt 后上传。",
    "needs_converter": "服务器没有安装 antiword 或者 LibreOffice，不能读取{kind}。请另存为 docx 后上传。",
    "timeout": "读取超过 {seconds} 秒仍未完成，已停止。文件结构可能异常，请用原软件重新保存后上传。",
    "crashed": "读取时出现异常，已停止，其他文件不受影响。文件结构可能异常，请用原软件重新保存后上传。",
    "missing": "没有找到文件。请确认路径后重试。",
    "not_a_file": "不是普通文件（可能是文件夹、管道或者设备），不能读取。请选择文件后重试。",
    "outside": "是指向文件夹之外的链接，没有跟随。请将文件本身放进文件夹后重试。",
    "forbidden": "没有读取这个文件的权限。请调整文件权限后重试。",
    "bad_line": "第 {line} 行不是完整的 JSON 对象（{detail}），已跳过。请检查这一行。",
    "long_line": "第 {line} 行超过 {limit} MB，已跳过。请拆分后导入。",
    "truncated": "压缩文件不完整，读到第 {line} 行为止。请重新下载或者重新压缩后导入。",
}


class Unreadable(Exception):
    """A file, or a line of one, that cannot be read. `code` is stable, `sentence` is for people."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = {name: str(value) for name, value in facts.items()}
        self.sentence = SENTENCES[code].format(**self.facts)

    def __str__(self) -> str:
        return self.sentence


def size_of(path: Path) -> int:
    """The size of a file. A pipe or a device, which may have no end, is refused before it is opened."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise Unreadable("missing") from error
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("not_a_file")
    return status.st_size
