"""Writes PDFs by hand: lines of Courier at given places, in the order given, and nothing of our reader's."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Placed:
    """A line of text at a place in points from the lower left; ``more`` are others that the same operator draws."""

    x: float
    y: float
    text: str
    size: float = 9
    more: tuple[tuple[float, str], ...] = ()
    is_link: bool = False

    @property
    def link(self) -> bytes:
        """The annotation of a link that covers the line."""
        box = b"[%g %g %g %g]" % (self.x, self.y - 2, self.x + 0.6 * self.size * len(self.text), self.y + self.size)
        action = b"/A << /S /URI /URI (https://valepost.example/other) >>"
        return b"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect %s %s >>" % (box, action)


def pdf(
    pages: Sequence[Sequence[Placed]],
    *,
    title: str = "",
    producer: str = "",
    picture: bool = False,
    locked: bool = False,
    packed: bool = True,
) -> bytes:
    """A PDF of pages of placed lines, made on 9 April 2031, 8:15 UTC; with ``picture`` each page shows one."""
    shown = b"/I Do " if picture else b""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font, image + b"\nstream\n\x00\nendstream"]
    made = (_escaped(title), _escaped(producer))
    objects.append(b"<< /Title (%s) /Producer (%s) /CreationDate (D:20310409101500+02'00') >>" % made)
    kids = []
    for lines in pages:
        content = b"q 500 0 0 700 50 50 cm " + shown + b"Q\n" if picture else b""
        content += b"\n".join(_drawn(line) for line in lines)
        if packed:
            content, filtered = zlib.compress(content), b"/Filter /FlateDecode "
        else:
            filtered = b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filtered, len(content), content))
        resources = b"/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >>"
        kids.append(len(objects) + 1)
        place = b"/MediaBox [0 0 %d %d] /Contents %d 0 R" % (WIDTH, HEIGHT, len(objects))
        links = b"/Annots [%s]" % b" ".join(line.link for line in lines if line.is_link)
        objects.append(b"<< /Type /Page /Parent 2 0 R %s %s %s >>" % (place, resources, links))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return _file(
        objects,
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)] " % (b"o" * 32, b"u" * 32)
        if locked
        else b"",
    )


def _file(objects: Sequence[bytes], more: bytes) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return (
        out
        + head
        + b"trailer << /Size %d /Root 1 0 R /Info 5 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, more, len(out))
    )


def _drawn(line: Placed) -> bytes:
    parts, x = b"(%s)" % _escaped(line.text), line.x
    drawn = b"BT /F %g Tf %g %g Td %s Tj ET" % (line.size, line.x, line.y, parts)
    for other, text in line.more:
        drawn = drawn.replace(b" ET", b" %g 0 Td (%s) Tj ET" % (other - x, _escaped(text)))
        x = other
    return drawn


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


@dataclass(frozen=True)
class Setting:
    """How a text is set: columns, and whether the file draws across them row by row."""

    columns: int = 1
    across: bool = False
    leading: float = 12.5
    hyphens: bool = False


CHARACTERS = {1: 88, 2: 42, 3: 28}  # of 5.4 points


def set_text(
    paragraphs: Sequence[str], setting: Setting, *, top: float = 700, bottom: float = 80
) -> Iterator[list[Placed]]:
    """The lines of a text, page by page."""
    lines = [line for paragraph in paragraphs for line in (*_wrapped(paragraph, setting), "")]
    rows = int((top - bottom) / setting.leading)
    per_page = rows * setting.columns
    for begin in range(0, len(lines), per_page):
        part = lines[begin : begin + per_page]
        each = -(-len(part) // setting.columns)
        columns = [part[i * each : (i + 1) * each] for i in range(setting.columns)]
        yield [line for line in _placed(columns, setting, top) if line.text]


def _wrapped(paragraph: str, setting: Setting) -> list[str]:
    """The lines of a paragraph; with hyphens the first letters of long words fill the line above."""
    width, lines = CHARACTERS[setting.columns], [""]
    for word in paragraph.split():
        room = width - len(lines[-1]) - 1
        can_break = setting.hyphens and len(word) > 7 and word.isalpha() and word.islower() and room > 4
        if not lines[-1]:
            lines[-1] = word
        elif len(word) <= room:
            lines[-1] += f" {word}"
        elif can_break:
            lines[-1] += f" {word[:3]}-"
            lines.append(word[3:])
        else:
            lines.append(word)
    return lines


def _placed(columns: Sequence[Sequence[str]], setting: Setting, top: float) -> Iterator[Placed]:
    step = 500 / setting.columns
    places = [50 + i * step for i in range(setting.columns)]
    if not setting.across:
        for x, column in zip(places, columns, strict=True):
            yield from (Placed(x, top - i * setting.leading, text) for i, text in enumerate(column))
        return
    for i, row in enumerate(zip_longest(*columns, fillvalue="")):
        (x, text), *more = [(x, text) for x, text in zip(places, row, strict=True) if text] or [(0.0, "")]
        yield Placed(x, top - i * setting.leading, text, more=tuple(more))
