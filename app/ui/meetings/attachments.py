"""附件: papers and photos of a meeting; added by a button or dropped here, pictures are shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.base.clock import chinese_date
from app.base.errors import Fault
from app.models.changes import Changes
from app.models.meetings import Attachment
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.reports.pages import Picture, image
from app.ui.theme import look
from app.ui.widgets.plain import button, set_tone, words
from app.ui.widgets.states import StateView

_PICTURES = ("jpg", "png", "gif", "bmp", "webp")
_HINT = "签到表照片、会议材料;也可以把文件拖到这里。加密保存在台账里。"
Add = Callable[[Path], Callable[[Any], Changes]]


class AttachmentsView(QWidget):
    """`show_papers(papers, add, ...)`: `add(path)` is the verb that keeps one more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, hint: str = _HINT) -> None:
        super().__init__(parent)
        self.desk = desk
        self.papers: tuple[Attachment, ...] = ()
        self._add: Add | None = None
        self._latest = Latest(desk.jobs, self)
        self._picture = QPixmap()
        self.list = QListWidget()
        self.list.setAccessibleName("附件")
        self.list.currentRowChanged.connect(lambda _row: self._show_preview())
        self.list.itemActivated.connect(lambda _item: self.save())
        self.preview = QLabel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setWordWrap(True)
        self.message = words("", "red", wrap=True)
        self.message.hide()
        self.add_button = button("添加附件…", self.choose, key="Alt+O", tip="照片、扫描件、文档")
        self.save_button = button("另存…", self.save, key="Alt+S", tip="存到别处去看、打印")
        self.remove_button = button("删除", self.remove, kind="link", key="Ctrl+Delete", tip="删除选中的附件;可以撤销")
        self.ask_files: Callable[[], list[str]] = self._ask_files
        self.ask_target: Callable[[str], str] = self._ask_target
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.preview)
        self._area = area
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.list, 2)
        row.addWidget(area, 3)
        self.state = StateView(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(hint, "muted", wrap=True), 1)
        for made in (self.remove_button, self.save_button, self.add_button):
            head.addWidget(made)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.state, 1)
        self.setAcceptDrops(True)

    def show_papers(self, papers: tuple[Attachment, ...], add: Add, *, locked: bool) -> None:
        now = self.list.currentRow()
        self.papers, self._add = papers, add
        self.list.blockSignals(True)
        self.list.clear()
        for paper in papers:
            note = f"  {paper.note}" if paper.note else ""
            item = QListWidgetItem(f"{paper.name}{note}\n{_size(paper.size)},{chinese_date(paper.added_on)}添加")
            item.setSizeHint(QSize(0, look().px(52)))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.remove_button.setVisible(not locked and bool(papers))
        self.save_button.setVisible(bool(papers))
        if papers:
            self.list.setCurrentRow(min(max(now, 0), len(papers) - 1))
            self.state.show_content()
            self._show_preview()
        else:
            self.state.show_empty("还没有附件。", "按“添加附件”选文件,或把文件拖到这里。")

    def choose(self) -> None:
        for name in self.ask_files():
            self.add(Path(name))

    def add(self, path: Path) -> None:
        """Put a file with it; one that is refused is told beside the list."""
        if self._add is None:
            return
        self._say("")
        self.desk.change(self._add(path), failed=self._failed)

    def save(self) -> None:
        paper = self.current
        target = self.ask_target(paper.name) if paper is not None else ""
        if paper is not None and target:
            self.desk.jobs.run(
                verb("attachments", "save", paper.id, Path(target)),
                lambda saved: self.desk.tell(f"已保存:{saved.name}。保存出去的文件没有加密,请妥善保管。"),
                failed=self._failed,
                owner=self,
            )

    def remove(self) -> None:
        if self.current is not None:
            self._say("")
            self.desk.change(verb("attachments", "remove", self.current.id), failed=self._failed)

    @property
    def current(self) -> Attachment | None:
        row = self.list.currentRow()
        return self.papers[row] if 0 <= row < len(self.papers) else None

    def take_focus(self) -> None:
        (self.list if self.papers else self.add_button).setFocus()

    # Qt's own

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.add(Path(url.toLocalFile()))

    # within

    def _show_preview(self) -> None:
        paper = self.current
        self.preview.setPixmap(QPixmap())
        if paper is None:
            return
        kind = paper.kind.lower().replace("jpeg", "jpg")
        if kind == "pdf":
            self.preview.setText("正在读取…")
            self._latest.run(verb("attachments", "first_page", paper.id), self._show_page, failed=self._failed)
        elif kind in _PICTURES:
            self.preview.setText("正在读取…")
            self._latest.run(verb("attachments", "content", paper.id), self._show_picture, failed=self._failed)
        else:
            self.preview.setText("这种文件不能在这里预览。按“另存”存出去再打开。")

    def _show_picture(self, found: tuple[str, bytes]) -> None:
        picture = QPixmap()
        if not picture.loadFromData(found[1]):
            self.preview.setText("这张图片打不开。按“另存”存出去再看。")
            return
        self._fit(picture)

    def _show_page(self, page: Picture | None) -> None:
        """The first page of a paper."""
        if page is None:
            self.preview.setText("这份文件打不开。按“另存”存出去再看。")
        else:
            self._fit(QPixmap.fromImage(image(page)))

    def _fit(self, picture: QPixmap) -> None:
        room = self._area.viewport().size()
        fits = picture.width() <= room.width() and picture.height() <= room.height()
        how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.preview.setPixmap(picture if fits else picture.scaled(room, *how))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            place = f"{error.place}:" if error.place else ""
            self._say(f"{place}{error.what}{error.remedy}")
        else:
            self.desk.trouble(error)

    def _say(self, text: str) -> None:
        set_tone(self.message, "red")
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _ask_files(self) -> list[str]:
        names, _ = QFileDialog.getOpenFileNames(self, "添加附件", "", "照片和文档 (*)")
        return names

    def _ask_target(self, name: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(self, "另存附件", name, "所有文件 (*)")
        return chosen


def _size(size: int) -> str:
    """1.2 兆, 340 千字节."""
    return f"{size / 1_000_000:.1f} 兆字节" if size >= 1_000_000 else f"{max(size // 1000, 1)} 千字节"
