"""A paper on which a small drawing that comes again and again is drawn once, and stamped wherever it is wanted.

Ten thousand doors show a hundred different mixtures of labels: as stamps they cost a tenth of the file and the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.reports.paper import Paper


class StampPaper(Paper):
    """Stamps are known by name throughout the document (form XObjects, PDF 32000-1, 8.10)."""

    def define(self, name: str, width: float, height: float, draw: Callable[[], None]) -> None:
        """What `draw` draws becomes a stamp; its upper left corner is where (0, 0) is meanwhile. Points."""
        from reportlab.pdfbase import pdfdoc

        outside, self._out = self._out, []
        high, self.height = self.height, 0.0
        try:
            draw()
            content = "\n".join(self._out).encode("ascii")
        finally:
            self._out, self.height = outside, high
        form = pdfdoc.PDFFormXObject(0, -height, width, 0)
        form.Contents = pdfdoc.PDFStream(content=content)
        form.Contents.filters = [pdfdoc.PDFZCompress]
        self._canvas._doc.addForm(name, form)

    def stamp(self, places: Iterable[tuple[str, float, float]]) -> None:
        """Stamp (name, left, top) each, in points."""
        inner = self._canvas._doc.getXObjectName
        used: dict[str, str] = {}
        high = self.height
        here: tuple[float, float] = (0.0, 0.0)
        moves: list[str] = []
        for name, left, top in places:
            if name not in used:
                used[name] = inner(name)
            x, y = left, high - top
            moves.append(f"1 0 0 1 {x - here[0]:.4g} {y - here[1]:.4g} cm /{used[name]} Do")  # from the last one on
            here = x, y
        if moves:
            self.draw("\n".join(moves))
            self._canvas._formsinuse.extend(name for name in used if name not in self._canvas._formsinuse)
