"""A figure of a month by name: what a form's cell is bound to, and what two months are compared by."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.figures import Figure


@dataclass(frozen=True)
class CatalogueEntry:
    """`key` stays the same from month to month; `title` stands alone ('今年以来受理'), `group` is its section.

    `value` is a number, of a share the fraction (0.8568), of words the words. `figure`: whose names can be opened.
    """

    key: str
    title: str
    group: str
    value: int | float | str
    percent: bool = False
    figure: Figure | None = None

    @property
    def text(self) -> str:
        """As it is printed: 981, 85.68%, hours 136.50, or the words."""
        if self.percent:
            return self.figure.percent if self.figure is not None else f"{self.value:.2%}"
        return f"{self.value:.2f}" if isinstance(self.value, float) else str(self.value)
