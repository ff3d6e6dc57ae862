"""The four states of whatever is loaded: loading, content, empty, error. Every list has all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.ui.widgets.plain import button, title_label, words

_PATIENCE_MS = 150  # what comes sooner needs no 'loading': it would only flicker


class StateView(QStackedWidget):
    """Shows `content`, or says why there is none. `state` is 'loading', 'content', 'empty' or 'error'."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.state = "content"
        self._message = _Message(self)
        self.addWidget(content)
        self.addWidget(self._message)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._say_loading)
        self._loading_text = ""

    def show_loading(self, text: str = "正在读取…") -> None:
        """Said only when it takes longer than a blink; until then what was shown stays."""
        self.state = "loading"
        self._loading_text = text
        if not self._patience.isActive():
            self._patience.start()

    def show_content(self) -> None:
        self._settle("content")
        self._bring(self.content)

    def show_empty(
        self, title: str, hint: str, action: str = "", clicked: Callable[[], object] | None = None, *, key: str = ""
    ) -> None:
        """Nothing here: `title` says so, `hint` says what to do next, and a button may do it."""
        self._settle("empty")
        self._message.say(title, hint, action, clicked, key=key)
        self._bring(self._message)

    def show_error(self, what: str, remedy: str = "", retry: Callable[[], object] | None = None) -> None:
        self._settle("error")
        self._message.say(what, remedy, "再试一次" if retry else "", retry, red=True)
        self._bring(self._message)

    def show_fault(self, error: BaseException, retry: Callable[[], object] | None = None) -> None:
        """A trouble in place of the content. A bug goes to `desk.trouble` as well: this only keeps the page honest."""
        if isinstance(error, Fault):
            self.show_error(f"{error.place}:{error.what}" if error.place else error.what, error.remedy, retry)
        else:
            self.show_error("这里没有读出来。", "已登记的内容都还在。请再试一次;还不行,请重新打开软件。", retry)

    def _say_loading(self) -> None:
        if self.state == "loading":
            self._message.say("", self._loading_text, "", None)
            self._bring(self._message)

    def _bring(self, widget: QWidget) -> None:
        """To the front. A list that had the keys hands them on: Qt would give them to the first button of the window,
        where Enter leads away from here."""
        before = self.currentWidget()
        held = before is not None and before is not widget and before.hasFocus()
        self.setCurrentWidget(widget)
        if held:
            (self._message.first if widget is self._message else widget).setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self, state: str) -> None:
        self._patience.stop()
        self.state = state


class _Message(QWidget):
    """A few quiet words in the middle, with at most one button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        self._title = title_label("")
        self._hint = words("", "muted", wrap=True)
        self._button: QPushButton | None = None
        self._column = column
        column.addStretch(2)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(3)

    @property
    def first(self) -> QWidget:
        """What takes the keys: the button, where there is one."""
        return self._button or self

    def say(
        self,
        title: str,
        hint: str,
        action: str,
        clicked: Callable[[], object] | None,
        *,
        key: str = "",
        red: bool = False,
    ) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._title.setProperty("tone", "red" if red else "")
        self._title.style().unpolish(self._title)
        self._title.style().polish(self._title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        held = self._button is not None and self._button.hasFocus()
        if self._button is not None:
            if held:
                self.setFocus()  # of a button that goes Qt gives the keys to the first of the window
            self._column.removeWidget(self._button)
            self._button.hide()
            self._button.deleteLater()
            self._button = None
        if action and clicked is not None:
            self._button = button(action, clicked, kind="" if red else "primary", key=key)
            self._column.insertWidget(3, self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        if held:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
