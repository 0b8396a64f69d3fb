"""Ranges and clocks as small pictures that also read without colour: a band is a range, a diamond an exact sum."""

from datetime import datetime

from django.utils.safestring import SafeString

from yosher.web import html

WIDTH, LEFT, RIGHT, MIDDLE = 272, 10.0, 262.0, 17


def range_bar(low: int, high: int, *, worst: int, best: int, said: str) -> SafeString:
    """`low` to `high` on a scale from `worst` to `best` (minor units); `said` is read where nothing is seen."""
    if worst == best:
        return html.html("")

    def at(value: int) -> float:
        return LEFT + (RIGHT - LEFT) * (min(max(value, worst), best) - worst) / (best - worst)

    parts = [f'<line class="svg-rule" x1="{LEFT}" y1="{MIDDLE}" x2="{RIGHT}" y2="{MIDDLE}"/>']
    parts += [f'<line class="svg-zero" x1="{at(0):.1f}" y1="6" x2="{at(0):.1f}" y2="28"/>'] if worst <= 0 <= best else []
    if low == high:
        x = at(low)
        parts.append(f'<rect class="svg-fix" x="{x - 4:.1f}" y="13" width="8" height="8" transform="rotate(45 {x:.1f} {MIDDLE})"/>')
    else:
        a, b = at(low), at(high)
        parts.append(f'<rect class="svg-band" x="{a:.1f}" y="10" width="{max(b - a, 2):.1f}" height="14"/>')
        parts += [f'<line class="svg-edge" x1="{x:.1f}" y1="8" x2="{x:.1f}" y2="26"/>' for x in (a, b)]
    return _picture(f"0 0 {WIDTH} 34", parts, said)


def clock_bar(start: datetime, now: datetime, end: datetime, *, cut_off: datetime | None, said: str) -> SafeString:
    """How much of the time to answer has passed; runs from left to right in both directions, as a number line does."""
    whole = max((end - start).total_seconds(), 1.0)

    def at(moment: datetime) -> float:
        return 6 + 238 * min(max((moment - start).total_seconds() / whole, 0), 1)

    parts = [
        '<rect class="svg-track" x="6" y="15" width="238" height="6"/>',
        f'<rect class="svg-past" x="6" y="15" width="{at(now) - 6:.1f}" height="6"/>',
        f'<circle class="svg-now" cx="{at(now):.1f}" cy="18" r="5.5"/>',
    ]
    if cut_off is not None and start < cut_off < end:
        parts.append(f'<line class="svg-edge" x1="{at(cut_off):.1f}" y1="9" x2="{at(cut_off):.1f}" y2="27"/>')
    parts.append('<rect class="svg-now" x="242.5" y="6" width="3" height="24"/>')
    return _picture("0 0 250 34", parts, said)


def _picture(box: str, parts: list[str], said: str) -> SafeString:
    label = html.attributes({"aria-label": said})
    return html.html(f'<svg class="bar-svg" viewBox="{box}" role="img"{label} direction="ltr">{"".join(parts)}</svg>')
