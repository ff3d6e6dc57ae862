"""What a file is, by its own first bytes: names lie."""

from __future__ import annotations

import io
import zipfile

# kind -> what it is called
KINDS = {
    "pdf": "PDF",
    "jpg": "照片(JPG)",
    "png": "图片(PNG)",
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "doc": "旧版 Word、Excel",
    "ofd": "OFD 版式文件",
    "txt": "文本",
}
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}


def kind_of(data: bytes) -> str:
    """One of KINDS, '' for anything else: programs, archives, films."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    return "txt" if _is_text(data) else ""


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return ""
    return next((kind for part, kind in _PARTS.items() if part in names), "")


def _is_text(data: bytes) -> bool:
    """UTF-8 or GB 18030 without controls."""
    if b"\x00" in data:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(char >= " " or char in "\t\r\n\f" for char in text[:4096])
    return False
