"""The lineage as SVG: one file without script or network, light and dark, with nothing that rests on colour alone.

Shape says the kind, the line says the verdict, and a mark and a word stand beside both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from unicodedata import east_asian_width

from fourfold.artifact import Bill
from fourfold.report.picture import MOST, Line, Node, Picture, picture
from fourfold.report.placement import Placed, place
from fourfold.report.words import MARK
from fourfold.terms import Verdict
from fourfold.verdict import Report

LONGEST = 38
"""Characters of a name or a licence that are shown; the whole stands in the tooltip."""
_CELL, _HIGH, _EDGE, _MARGIN = 7, 46, 18, 16
STYLE = """\
.ff { font: 12px system-ui, sans-serif; } .ff text { fill: #1d2129; } .ff .dim { fill: #59616e; }
.ff .box { fill: #fff; stroke: #59616e; stroke-width: 1; } .ff .out .box { fill: #eef3fb; stroke-width: 2; }
.ff .line { fill: none; stroke: #59616e; stroke-width: 1.3; } .ff .tip { fill: #59616e; }
.ff .conflict .line { stroke: #b3261e; stroke-width: 3.2; } .ff .contested .line { stroke: #8a5a00; stroke-width: 2; stroke-dasharray: 2 4; }
.ff .unknown .line { stroke: #6b3fa0; stroke-width: 2; stroke-dasharray: 8 5; }
.ff text.conflict { fill: #b3261e; font-weight: 700; } .ff text.contested { fill: #8a5a00; } .ff text.unknown { fill: #6b3fa0; }
.ff .word { paint-order: stroke; stroke: #fff; stroke-width: 5px; stroke-linejoin: round; font-size: 11px; }
@media (prefers-color-scheme: dark) { .ff text { fill: #e6e9ee; } .ff .dim { fill: #9aa3b0; } .ff .box { fill: #1c2027; stroke: #9aa3b0; }
  .ff .out .box { fill: #26324a; } .ff .line { stroke: #9aa3b0; } .ff .tip { fill: #9aa3b0; } .ff .word { stroke: #14171c; }
  .ff .conflict .line { stroke: #ff8a80; } .ff .contested .line { stroke: #e8b45a; } .ff .unknown .line { stroke: #c3a1f0; }
  .ff text.conflict { fill: #ff8a80; } .ff text.contested { fill: #e8b45a; } .ff text.unknown { fill: #c3a1f0; } }
"""


def svg(bill: Bill, report: Report, *, focus: str = "", depth: int | None = None, most: int = MOST) -> str:
    """Return the lineage as an SVG document.

    Parameters
    ----------
    bill, report, focus, depth, most
        As for :func:`~fourfold.report.picture.picture`.
    """
    return draw(picture(bill, report, focus=focus, depth=depth, most=most))


def draw(what: Picture) -> str:
    """Return a picture as SVG.

    Parameters
    ----------
    what : Picture
        Its nodes are placed in layers, the newest things on the left.
    """
    sizes = {node.key: (_width(node), _HIGH) for node in what.nodes}
    words = {(line.start, line.end): _CELL * _cells(_label(line)) for line in what.lines}
    placed = place(sizes, [(line.start, line.end) for line in what.lines], words)
    legend = _legend(what)
    wide = max(placed.width, *(_CELL * len(text) for text in legend)) + 2 * _MARGIN
    high = placed.height + 2 * _MARGIN + 24 + 16 * len(legend)
    body = [
        *(part for group in _together(what.lines) for part in _line(group, placed, sizes)),
        *(part for node in what.nodes for part in _node(node, placed, sizes)),
        *(
            f'<text class="dim" x="0" y="{placed.height + 32 + 16 * i}">{escape(text)}</text>'
            for i, text in enumerate(legend)
        ),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ff" role="img" viewBox="{-_MARGIN} {-_MARGIN} {wide} {high}" '
        f'width="{wide}" height="{high}">\n<title>{escape(f"Lineage of {what.name}")}</title>\n<style>\n{STYLE}</style>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _legend(what: Picture) -> list[str]:
    lines = [
        "box model · slanted data · hexagon code · note document · round service · filled: goes out",
        "line: solid ok, thick ✗ conflict, dotted ± contested, dashed ? unknown",
    ]
    if what.hidden:
        lines.append(f"{what.hidden} more artifacts not shown")
    if what.omitted:
        lines.append(f"{what.omitted} relations among groups, with nothing against them, not shown")
    return lines


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _width(node: Node) -> int:
    return 2 * _EDGE + _CELL * max(_cells(_short(node.title)), _cells(_terms(node)))


def _short(text: str) -> str:
    """Return a text that fits, its middle left out where it does not."""
    if len(text) <= LONGEST:
        return text
    half = (LONGEST - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def _terms(node: Node) -> str:
    mark = f"  {MARK[node.verdict]} {node.verdict}" if node.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank else ""
    return _short(node.license) + mark


def _label(line: Line) -> str:
    many = f"{line.count} × " if line.count > 1 else ""
    mark = f" {MARK[line.verdict]} {line.verdict}" if line.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank else ""
    return f"{many}{line.word}{mark}"


def _together(lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Return the lines between the same two nodes as one way with several words."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.start, line.end), []).append(line)
    return found.values()


def _node(node: Node, placed: Placed, sizes: dict[str, tuple[int, int]]) -> Iterable[str]:
    width, height = sizes[node.key]
    x, y = placed.x[node.key], placed.y[node.key] - height // 2
    tip = f"{node.title} – {node.license}" + (f" ({node.kind})" if node.kind else "")
    yield f'<g class="{"out" if node.shipped else "in"}"><title>{escape(tip)}</title>'
    yield _shape(node.kind, x, y, width, height)
    middle = x + width // 2
    yield f'<text x="{middle}" y="{y + 19}" text-anchor="middle" font-weight="600">{escape(_short(node.title))}</text>'
    word = node.verdict.value if node.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank else "dim"
    yield f'<text class="{word}" x="{middle}" y="{y + 35}" text-anchor="middle">{escape(_terms(node))}</text></g>'


def _shape(kind: str, x: int, y: int, wide: int, high: int) -> str:
    right, foot, middle = x + wide, y + high, y + high // 2
    corners = {
        "model": [(x, y), (right, y), (right, foot), (x, foot)],
        "dataset": [(x + 12, y), (right, y), (right - 12, foot), (x, foot)],
        "code": [(x + 12, y), (right - 12, y), (right, middle), (right - 12, foot), (x + 12, foot), (x, middle)],
        "document": [(x, y), (right - 12, y), (right, y + 12), (right, foot), (x, foot)],
    }.get(kind)
    if corners is None:
        round_ = high // 2 if kind == "service" else 9
        return f'<rect class="box" x="{x}" y="{y}" width="{wide}" height="{high}" rx="{round_}"/>'
    return f'<polygon class="box" points="{" ".join(f"{a},{b}" for a, b in corners)}"/>'


def _line(group: Sequence[Line], placed: Placed, sizes: dict[str, tuple[int, int]]) -> Iterable[str]:
    """Return one way from the new thing to the old one, with its words at its beginning."""
    first = group[0]
    verdict = max((line.verdict for line in group), key=lambda v: v.rank)
    start = placed.x[first.start] + sizes[first.start][0], placed.y[first.start]
    end = placed.x[first.end], placed.y[first.end]
    if first.start == first.end:
        end = start
    points = [start, *placed.ways.get((first.start, first.end), ()), end]
    path = f"M{start[0]},{start[1]}"
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = max(30, abs(x2 - x1) // 2)
        path += f" C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    yield f'<g class="{verdict.value}"><path class="line" d="{path}"/>'
    yield f'<polygon class="tip" points="{end[0]},{end[1]} {end[0] - 9},{end[1] - 5} {end[0] - 9},{end[1] + 5}"/>'
    after = points[1]
    x, y = (start[0] + after[0]) // 2, (start[1] + after[1]) // 2 - 5
    for i, line in enumerate(group):
        mark = line.verdict.value if line.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank else "dim"
        label = escape(_label(line))
        yield f'<text class="word {mark}" x="{x}" y="{y - 13 * i}" text-anchor="middle">{label}</text>'
    yield "</g>"
