"""G19 to G22 the way a user walks: the ledgers taken in, October issued and saved in the window, the files held up."""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from windows import Settle

from app.ui.main_window import MainWindow
from app.ui.reports.page import ReportsPage
from app.ui.welcome.demo import take_in_demo
from tests.programs import need
from tests.reports.reading import page_glyphs, pdfium_text, workbook

_FLIPS = 12  # a thousand places are tried below the window


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> ReportsPage:
    """Everything of the example is there, and 报送 shows October."""
    take_in_demo(window.desk)
    settle(window)
    window.open_page("reports")
    settle(window)
    found = window.page("reports")
    assert isinstance(found, ReportsPage)
    assert found.month_view.month == (2026, 10)
    return found


def save_issued(page: ReportsPage, window: MainWindow, settle: Settle, folder: Path) -> tuple[bytes, bytes]:
    """Issue the month, save it from the register: the PDF and the workbook."""
    page.month_view.ask_to_issue()
    page.month_view.ask.yes_button.click()
    settle(window)
    page.show_segment("register")
    settle(window)
    page.register.choose_folder = lambda: str(folder)
    page.register.save()
    settle(window)
    (pdf,), (book,) = folder.glob("*.pdf"), folder.glob("*.xlsx")
    return pdf.read_bytes(), book.read_bytes()


def drop(page: ReportsPage, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none = Qt.KeyboardModifier.NoModifier
    page.verify.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def test_G19_to_G22(page: ReportsPage, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    rows = page.month_view.figures.rows
    shown = [row for number in range(rows.rowCount()) if (row := rows.row(number)) is not None]
    sections = {row.section for row in shown}
    assert {"基本情况", "七彩图分类", "各网格", "诉求办理", "组织生活", "志愿服务"} <= sections
    folder = tmp_path / "报送"
    folder.mkdir()
    pdf, book = save_issued(page, window, settle, folder)

    # G19: whatever the screen counts stands on paper and in the workbook
    paper = set(re.findall(r"\d+", "\n".join(pdfium_text(pdf))))
    cells = {
        str(cell)
        for sheet in workbook(book, values=True).worksheets
        for line in sheet.iter_rows(values_only=True)
        for cell in line
        if isinstance(cell, int)
    }
    for row in shown:
        if row.section in ("基本情况", "七彩图分类", "各网格") and not row.figure.key.startswith("combinations"):
            number = str(row.figure.numerator)
            assert number in paper, row.figure.key
            assert number in cells, row.figure.key

    # G20: nothing but the page's number and its code leaves the type area
    pages = page_glyphs(pdf)
    for number, glyphs in enumerate(pages, start=1):
        inside = [glyph for glyph in glyphs if glyph.bottom < 262 + 1]
        assert min(glyph.top for glyph in inside) == pytest.approx(37, abs=4)
        assert min(glyph.left for glyph in inside) > 28 - 1
        assert max(glyph.right for glyph in inside) < 210 - 26 + 1
        assert f"—{number}—" in "".join(glyph.char for glyph in glyphs if glyph.bottom >= 263)

    # G21: whatever byte is flipped, a dropped file is never called whole
    chance, changed = random.Random(2026), []
    for number in range(_FLIPS):
        content = bytearray(pdf if number % 2 else book)
        place = chance.randrange(len(content))
        content[place] ^= 1 << chance.randrange(8)
        file = tmp_path / f"改过{number}.{'pdf' if number % 2 else 'xlsx'}"
        file.write_bytes(content)
        changed.append(file)
    page.show_segment("verify")
    settle(window)
    drop(page, [*changed, *sorted(folder.iterdir())])
    settle(window)
    said = [row.words for number in range(_FLIPS + 2) if (row := page.verify.model.row(number)) is not None]
    assert said[_FLIPS:] == ["完整", "完整"]
    assert "完整" not in said[:_FLIPS]

    # G22: another program's word on the file as it was saved
    need("pdfsig")  # all the rest has been held by now
    (file,) = folder.glob("*.pdf")
    told = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told
