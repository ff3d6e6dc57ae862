"""How doors look: colours, marks and hatches, on a light screen, a dark one, paper, and in black and white."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from app.models.colours import LABELS, LegendEntry

WHITE, BLACK = "#ffffff", "#000000"


@dataclass(frozen=True)
class Ink:
    """One label's paints: ground, the mark upon it, the lines of its hatch."""

    mark: str
    ground: str
    text: str
    line: str
    hatch: str
    rank: int


@dataclass(frozen=True)
class Look:
    """All paints of one picture; `inks[n]` belongs to the n-th label of LABELS. `weight`: pixels of a hatch line."""

    inks: tuple[Ink, ...]
    paper: str
    text: str
    faint: str
    calm: str  # a door without labels
    calm_edge: str
    dimmed: str  # a door that the filter leaves out
    dimmed_edge: str
    edge: str  # around labels in black and white; empty places in the layout
    accent: str
    monochrome: bool
    weight: float = 1.0

    def order(self, mask: int) -> list[int]:
        """Positions in LABELS of the labels in `mask`, primary first."""
        return sorted((n for n in range(len(LABELS)) if mask >> n & 1), key=lambda n: self.inks[n].rank)


@lru_cache(maxsize=16)
def make_look(legend: tuple[LegendEntry, ...], *, dark: bool = False, monochrome: bool = False) -> Look:
    """The look for a screen (`dark` or light) or for paper (light)."""
    by_label = {entry.label: entry for entry in legend}
    inks = tuple(_ink(by_label[label], monochrome) for label in LABELS)
    light = Look(
        inks,
        paper=WHITE,
        text="#202124",
        faint="#5f6368",
        calm="#e3e6ea",
        calm_edge="#d2d5d9",
        dimmed="#f5f6f7",
        dimmed_edge="#e3e6ea",
        edge="#b4bac1",
        accent="#111111",
        monochrome=monochrome,
    )
    if monochrome:
        return replace(
            light, text=BLACK, faint="#444444", calm=WHITE, calm_edge="#6e6e6e", dimmed=WHITE, dimmed_edge="#d0d0d0",
            edge="#6e6e6e", accent=BLACK,
        )  # fmt: skip
    if dark:
        return replace(
            light, paper="#1f2226", text="#e8eaed", faint="#a9b0b8", calm="#474d55", calm_edge="#545b64",
            dimmed="#2a2e33", dimmed_edge="#363b41", edge="#5c646e", accent=WHITE,
        )  # fmt: skip
    return light


def _ink(entry: LegendEntry, monochrome: bool) -> Ink:
    if monochrome:
        return Ink(entry.mark, WHITE, BLACK, BLACK, entry.hatch, entry.rank)
    ground = entry.colour.lower()
    text = readable_on(ground)
    return Ink(entry.mark, ground, text, mix(ground, WHITE if text == WHITE else BLACK, 0.22), entry.hatch, entry.rank)


def mix(ground: str, over: str, share: float) -> str:
    """`over` laid upon `ground` with the given share, as one opaque colour."""
    parts = zip(_parts(ground), _parts(over), strict=True)
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in parts)


def readable_on(ground: str) -> str:
    """Black or white, whichever is told apart from `ground` more easily (WCAG relative luminance)."""
    light = luminance(ground)
    return BLACK if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else WHITE


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance, 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
