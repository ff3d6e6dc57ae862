"""Light or dark, usual or large type, minutes until the ledger locks itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QWidget

from app.base.errors import Fault
from app.base.settings import LOCK_CHOICES, THEMES, Settings, load_settings, save_settings
from app.ui.desk import Desk
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

_THEME_WORDS = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
_SIZE_WORDS = {False: "普通", True: "大字"}


class LookCard(Card):
    """Each choice is put on and kept at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("外观和锁定", parent)
        self._desk = desk
        settings = load_settings(desk.paths.settings)
        self.theme = _choice([_THEME_WORDS[name] for name in THEMES], THEMES.index(settings.theme))
        self.type_size = _choice(list(_SIZE_WORDS.values()), int(settings.large))
        minutes = settings.lock_minutes
        self._minutes = tuple(sorted({*LOCK_CHOICES, minutes}, key=lambda choice: (choice == 0, choice)))
        self.lock_after = _choice([_lock_words(choice) for choice in self._minutes], self._minutes.index(minutes))
        for name, box in (("颜色", self.theme), ("字号", self.type_size), ("无人操作多久后锁定", self.lock_after)):
            self.body.addLayout(_line(name, box))
            box.activated.connect(lambda _place: self.put_on())
        self.lock_button = button("现在锁定", self.lock_now, key="Ctrl+L")
        self.add_action(self.lock_button)
        self.body.addStretch(1)

    def chosen(self) -> Settings:
        return Settings(
            theme=THEMES[self.theme.currentIndex()],
            large=bool(self.type_size.currentIndex()),
            lock_minutes=self._minutes[self.lock_after.currentIndex()],
        )

    def put_on(self) -> None:
        """Show the chosen look, and keep it for next time."""
        from app.ui import start, theme

        settings = self.chosen()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        wanted = start.wanted_look(settings)
        if wanted != theme.look():
            theme.apply(app, wanted)
        idle = getattr(self.window(), "idle", None)
        if idle is not None:
            idle.set_minutes(settings.lock_minutes)
        try:
            save_settings(self._desk.paths.settings, replace(settings))
        except (Fault, OSError) as error:
            self._desk.trouble(error)

    def lock_now(self) -> None:
        lock = getattr(self.window(), "lock", None)
        if lock is not None:
            lock()


def _lock_words(minutes: int) -> str:
    return f"{minutes} 分钟" if minutes else "不自动锁定"


def _choice(texts: list[str], chosen: int) -> QComboBox:
    box = QComboBox()
    box.addItems(texts)
    box.setCurrentIndex(chosen)
    return box


def _line(name: str, box: QComboBox) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    label = words(name)
    label.setBuddy(box)
    box.setAccessibleName(name)
    line.addWidget(label)
    line.addStretch(1)
    box.setMinimumWidth(160)
    line.addWidget(box)
    return line
