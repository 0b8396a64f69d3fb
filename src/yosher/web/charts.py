"""Charts as SVG that read without colour: solid and dashed, labels at the line's end, the numbers in a table beside."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from yosher.kernel.words import Language
from yosher.web import html

LEFT, RIGHT, TOP, BOTTOM = 48, 508, 20, 232
WIDE, BAR, GAP = 400, 14, 44


def bars(rows: Sequence[tuple[str, int]], language: Language) -> SafeString:
    """A bar under each name, the longest first as given; counts at their ends. A name has the whole width: none is cut.

    Both begin where a line of the language begins; `text-anchor` is by the drawing's own direction, which is left to right.
    """
    is_rtl = language is Language.HE
    begin, ahead, anchor = (WIDE, -1, "end") if is_rtl else (0, 1, "start")
    most = max((n for _, n in rows), default=0)
    if not most:
        return html.html("")
    parts = []
    for place, (name, n) in enumerate(rows):
        y = 10 + place * GAP
        width = max(2.0, (WIDE - 48) * n / most)
        parts.append(_text("svg-t svg-ink2", begin, y + 10, name, anchor))
        parts.append(
            f'<rect class="svg-bar" x="{begin - width if is_rtl else begin:.1f}" y="{y + 16}" width="{width:.1f}" height="{BAR}"/>'
        )
        parts.append(_text("svg-t svg-ink", begin + ahead * (width + 8), y + 28, str(n), anchor))
    said = html.attributes({"aria-label": ", ".join(f"{name} {n}" for name, n in rows)})
    return html.html(f'<svg viewBox="0 0 {WIDE} {10 + GAP * len(rows)}" role="img"{said} direction="ltr">{"".join(parts)}</svg>')


def ratio_chart(months: Sequence[Mapping[str, Any]]) -> SafeString:
    """The ratio month by month against the lowest threshold; a month without a ratio is a gap."""
    known = [(n, m["ratio"] if m["ratio"] is not None else m["ratio_low"]) for n, m in enumerate(months)]
    points = [(n, float(ratio)) for n, ratio in known if ratio is not None]
    limits = [float(t["ratio"]) for m in months[-1:] for t in m["thresholds"]]
    if not points:
        return html.html("")
    top = max([ratio for _, ratio in points] + limits) * 1.1 or 0.01

    def x(n: int) -> float:
        return LEFT + (RIGHT - LEFT) * (n / (len(months) - 1) if len(months) > 1 else 1)

    def y(ratio: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * ratio / top

    parts = [_level("svg-rule", y(ratio)) + _text("svg-t", 40, y(ratio) + 4, f"{ratio:.2%}", "end") for ratio in (0.0, top / 2)]
    for ratio in sorted(set(limits)):
        parts.append(_level("svg-limit", y(ratio)) + _text("svg-t svg-stop-t", RIGHT, y(ratio) - 5, f"{ratio:.2%}", "end"))
    parts += [_text("svg-t", x(n), 254, f"{month['month'][5:]}/{month['month'][2:4]}", "middle") for n, month in enumerate(months)]
    line = " ".join(f"{x(n):.1f},{y(ratio):.1f}" for n, ratio in points)
    last, ratio = points[-1]
    parts.append(f'<polyline class="svg-line" points="{line}"/><circle class="svg-dot" cx="{x(last):.1f}" cy="{y(ratio):.1f}" r="5"/>')
    parts.append(_text("svg-t svg-ink", x(last) + 10, y(ratio) + 4, f"{ratio:.2%}", "start"))
    said = html.attributes({"aria-label": ", ".join(f"{months[n]['month']}: {value:.2%}" for n, value in points)})
    return html.html(f'<svg viewBox="0 0 630 264" role="img"{said} direction="ltr">{"".join(parts)}</svg>')


def _level(kind: str, y: float) -> str:
    return f'<line class="{kind}" x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _text(kind: str, x: float, y: float, text: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.text(text)}</text>'
