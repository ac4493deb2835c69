"""The wheel as one SVG file, which any browser shows without fetching anything.

The letters come along (the Latin part of Atkinson Hyperlegible Next as WOFF2). Each dot says its text when it is
pointed at or read aloud (`<title>`); a closed note says only that it is closed.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.wheel import RADIUS, RIM, Dot, Label, Sector, Wheel, wheel
from facilitation.canvas.wheel_bows import Bow, BowState
from facilitation.canvas.wheel_words import Line
from facilitation.locale import say
from facilitation.takehome.lines import Answer, NeedLine
from facilitation.takehome.outline import Outline, outline
from facilitation.takehome.palette import FAINT, INK, KINDS, LINE, PAPER, WHITE

FONTS = Path(__file__).parent / "fonts"
FAMILIES = "'Atkinson Hyperlegible Next', 'Noto Sans', 'Noto Emoji', sans-serif"
MARGIN = 506
"""Half the width of the picture: the wheel and a little air."""

Describe = Callable[[str], str]
"""What a dot or a bow says, by the id of the note or the match; "" for nothing."""


def svg(canvas: Canvas, language: str) -> bytes:
    """The document."""
    content = outline(canvas, language)
    texts = {note.id: _spoken(content, language, note.id) for partner in content.partners for note in partner.notes}
    texts |= {answer.match: _answered(line, answer) for line in content.together.needs for answer in line.answers}
    description = say(language, "documents.wheel-alt", heading=content.heading, kinds=content.by_kind, **content.counts)
    head = (
        f'<title id="title">{escape(content.title)}</title><desc id="desc">{escape(description)}</desc>'
        f"<style>{_font_faces()}</style>"
    )
    back = f'<rect x="-{MARGIN}" y="-{MARGIN}" width="{2 * MARGIN}" height="{2 * MARGIN}" fill="{PAPER}"/>'
    body = drawing(wheel(canvas), FAMILIES, texts.__getitem__)
    attributes = f'role="img" aria-labelledby="title desc" lang="{language}"'
    return _document(f"{head}{back}{body}", attributes).encode()


def bare(shape: Wheel, families: str, on_arcs: Callable[[str], bool]) -> str:
    """The wheel for the printed sheet: without background, hidden texts and words, but for the names `on_arcs`."""
    return _document(_shapes(shape, families, lambda _: "", on_arcs))


def drawing(shape: Wheel, families: str, describe: Describe) -> str:
    """All of the wheel, from the back to the front."""
    lines = "".join(_line(line, families) for line in shape.lines)
    return _shapes(shape, families, describe, lambda _: True) + lines


def _shapes(shape: Wheel, families: str, describe: Describe, on_arcs: Callable[[str], bool]) -> str:
    labels = [(i, sector.label) for i, sector in enumerate(shape.sectors) if on_arcs(sector.label.text)]
    parts = [f'<circle r="{RADIUS:g}" fill="{WHITE}" stroke="{LINE}" stroke-width="1.5"/>']
    parts += [_cells(sector) for sector in shape.sectors]
    parts += [_label(label, i, families) for i, label in labels]
    parts.append(f'<g stroke-width="{BOW_MANY if shape.rim < RIM else BOW:g}">')
    parts += [_bow(bow, describe(bow.match)) for bow in shape.bows]
    parts.append("</g>")
    parts += [_dot(dot, families, describe(dot.note)) for dot in shape.dots]
    parts.append(f'<circle r="{shape.disc:g}" fill="{INK}"/>')
    return "".join(parts)


def _document(body: str, attributes: str = "") -> str:
    box = f"{-MARGIN} {-MARGIN} {2 * MARGIN} {2 * MARGIN}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {attributes}>{body}</svg>\n'


def _cells(sector: Sector) -> str:
    style = f'stroke="{WHITE}" stroke-width="3"'
    return "".join(f'<path d="{cell.path}" fill="{KINDS[cell.kind].tint}" {style}/>' for cell in sector.cells)


def _label(label: Label, index: int, families: str) -> str:
    weight = 700 if label.bold else 400
    style = f'font-family="{families}" font-size="{label.size}" font-weight="{weight}" fill="{INK}"'
    return (
        f'<path id="rim-{index}" d="{label.path}" fill="none"/><text {style} text-anchor="middle">'
        f'<textPath href="#rim-{index}" startOffset="50%">{escape(label.text)}</textPath></text>'
    )


BOW, BOW_MANY = 3.5, 2.0
"""How wide bows are, and with many partners."""
BOWS: Mapping[BowState, str] = MappingProxyType(
    {
        BowState.WILLING: f'stroke="{KINDS[NoteKind.OFFER].full}"',
        BowState.ASKED: f'stroke="{KINDS[NoteKind.NEED].full}" stroke-dasharray="9 9"',
        BowState.FAINT: f'stroke="{FAINT}" stroke-dasharray="1 6"',
    }
)
"""How a match is drawn by what was answered, as on the screen."""


def _bow(bow: Bow, title: str) -> str:
    said = f"<title>{escape(title)}</title>" if title else ""
    style = f'fill="none" stroke-linecap="round" stroke-linejoin="round" {BOWS[bow.state]}'
    return f'<path d="{bow.path}" {style}>{said}</path>' if said else f'<path d="{bow.path}" {style}/>'


def _dot(dot: Dot, families: str, title: str) -> str:
    colour = KINDS[dot.kind].full
    said = f"<title>{escape(title)}</title>" if title else ""
    at = f'cx="{dot.x:.2f}" cy="{dot.y:.2f}"'
    if dot.number is None:
        ring = f'{at} r="{dot.r - 1.5:.2f}" fill="{WHITE}" stroke="{colour}" stroke-width="3" stroke-dasharray="5 4"'
        return f"<g>{said}<circle {ring}/></g>"
    text = (
        f'<text x="{dot.x:.2f}" y="{dot.y + 0.34 * dot.size:.2f}" font-family="{families}" font-size="{dot.size:.2f}"'
        f' font-weight="700" fill="{colour if dot.loose else WHITE}" text-anchor="middle">{dot.number}</text>'
    )
    edge = min(3.0, 0.16 * dot.r)
    fill = f'fill="{WHITE if dot.loose else colour}" stroke="{colour}" stroke-width="{edge:.2f}"'
    return f'<g>{said}<circle {at} r="{dot.r - edge / 2:.2f}" {fill}/>{text}</g>'


def _line(line: Line, families: str) -> str:
    weight, fill = (700, WHITE) if line.bold else (400, PAPER)
    return (
        f'<text x="0" y="{line.y:.2f}" font-family="{families}" font-size="{line.size:g}" font-weight="{weight}"'
        f' fill="{fill}" text-anchor="middle" unicode-bidi="plaintext">{escape(line.text)}</text>'
    )


def _spoken(content: Outline, language: str, note_id: str) -> str:
    partner, note = content.find(note_id)
    kind = content.names[note.kind]
    words = say(language, "documents.closed-note") if note.text is None else note.text
    number = "" if note.number is None else f" {note.number}"
    return f"{partner.name} · {kind}{number}: {words}"


def _answered(line: NeedLine, answer: Answer) -> str:
    return f"{line.need.who} · {line.need.name} {line.need.number or ''} → {answer.partner}: {answer.reply}"


def _font_faces() -> str:
    faces = []
    for weight in (400, 700):
        file = FONTS / f"atkinson-hyperlegible-next-latin-{weight}.woff2"
        data = base64.b64encode(file.read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:'Atkinson Hyperlegible Next';font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(faces)
