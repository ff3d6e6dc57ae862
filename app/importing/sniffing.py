"""What a file really is, by its first bytes: a renamed page, picture or archive gets its own plain sentence."""

from __future__ import annotations

from app.base.errors import UserFault

_SAVE_AS = "请在 Excel 或 WPS 中打开它,另存为“Excel 工作簿(*.xlsx)”,再导入另存的文件。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序"),
    (b"{\\rtf", "文字文档"),
    (b"SQLite format 3", "数据文件"),
)
_WPS_SUFFIXES = {".et", ".ett", ".wps", ".wpt", ".dps"}


def sniff(name: str, suffix: str, data: bytes) -> str:
    """'zip', 'xls' or 'text' for the bytes of a file; UserFault in plain words when it is no workbook at all."""
    if not data:
        raise UserFault("文件是空的,里面没有任何内容。", "请检查是否选错了文件,或重新导出一次。", place=name)
    if suffix in _WPS_SUFFIXES:
        raise UserFault("这是 WPS 自己的格式。", _SAVE_AS, place=name)
    if data.startswith(b"PK"):
        return "zip"
    if data.startswith(_OLE):
        return _ole_kind(name, data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<body")) or b"<html" in head:
        raise UserFault("这其实是一个网页,只是改了扩展名。", _SAVE_AS, place=name)
    if head.startswith(b"<?xml"):
        raise UserFault("这是 XML 格式的表格,不能直接读取。", _SAVE_AS, place=name)
    for magic, what in _OTHERS:
        if (
            data.startswith(magic)
            and (magic != b"BM" or b"\x00" in data[:64])
            and (magic != b"MZ" or b"\x00" in data[:64])
        ):
            raise UserFault(f"这是{what},不是表格。", "请选择 Excel 工作簿(.xlsx、.xls)或 .csv 文件。", place=name)
    return "text"


def _ole_kind(name: str, data: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise UserFault(
            "文件设有打开密码。", "请在 Excel 中打开,在“文件 → 信息 → 保护工作簿”里取消密码,保存后再导入。", place=name
        )
    if has("Workbook") or has("Book"):
        return "xls"
    for stream, what in (("WordDocument", "Word 文档"), ("PowerPoint Document", "演示文稿")):
        if has(stream):
            raise UserFault(f"这是{what},不是 Excel 表格。", _SAVE_AS, place=name)
    raise UserFault("文件已损坏或没有传完整,也可能不是 Excel 表格。", _SAVE_AS, place=name)
