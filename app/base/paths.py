"""Where the data of one office lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Paths:
    """Every file of one data folder. Nothing outside it is ever written without the user's own choice of place."""

    root: Path

    @property
    def store(self) -> Path:
        return self.root / "qicai.db"

    @property
    def keys(self) -> Path:
        """Key slots: the data key, wrapped by password and by recovery code."""
        return self.root / "qicai.keys"

    @property
    def lock(self) -> Path:
        return self.root / "qicai.lock"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def signers(self) -> Path:
        """Public certificates of known signers (no personal data), so that `verify` needs no password."""
        return self.root / "signers"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def make(self) -> None:
        for folder in (self.root, self.signers, self.backups, self.logs):
            folder.mkdir(parents=True, exist_ok=True)


def default_data_dir() -> Path:
    """The platform's own place for a user's data, e.g. %LOCALAPPDATA%\\Qicai or ~/.local/share/Qicai."""
    from platformdirs import user_data_path

    return user_data_path("Qicai", appauthor=False)
