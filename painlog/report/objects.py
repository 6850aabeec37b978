"""The objects of a PDF file, in an order that depends on nothing but what they say.

Qt embeds fonts in the order of a hash table that is shuffled anew in each process, and stamps the clock into
the file. Here every object gets its number by when it is first reached from the root, and dates and ids are
set, so that the same page is the same file, byte for byte; and a third smaller than Qt makes it. Source: ISO
32000-1, 7.5 (file structure).
"""

import re
import uuid
import zlib
from datetime import UTC, datetime
from hashlib import sha256

_WRITTEN = re.compile(rb"\(D:\d{14}(?:Z|[+-]\d\d'\d\d')\)")
_STAMPED = re.compile(rb"(?<=Date=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)(?=\")")
_FONT_TAG = re.compile(rb"(?<=/FontName /)[A-Z]{6}(?=\+)")
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_CATALOG = b"/Type /Catalog\n"
_LANGUAGE = b"/Lang (%s)\n"
_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_PAINTED = re.compile(rb"<<\n/Length \d+ 0 R\n/Filter /FlateDecode\n>>")
_FRACTION = re.compile(rb"\.(?<=\d\d\d\.)\d+")
_CHARACTERS = re.compile(rb"<< /Length \d+ >>")
"""The head of the table by which a reader finds the characters of a font."""
_NEEDLESS = re.compile(rb"(?<=\d\d\.\d)\d+")
_SHADE = re.compile(rb"(?<=\b0\.\d{4})\d+(?=[ \d.]* (?:scn|SCN)\n)")
"""What a screen and a printer, which know 256 shades of a colour, cannot show."""
_STREAM = b"\nstream\n"
_LEVEL = 7
"""A little smaller in the time of the usual one; the best takes half as long again for a hundred bytes."""


def in_order(data: bytes, moment: datetime, no_id: str, language: str) -> bytes:
    """Return the file of `data` with ordered objects, every date `moment`, and an id made from its content.

    `no_id` is the id that Qt was given: it is replaced wherever it stands. `language` ("en-GB") is that of
    the words, for a program that reads them aloud.
    """
    parts = {number: _compacted(part) for number, part in _parts(data).items()}
    trailer = data[data.rindex(b"trailer") : data.rindex(b"startxref")]
    root = int(_ROOT.findall(trailer)[0])
    parts[root] = parts[root].replace(_CATALOG, _CATALOG + _LANGUAGE % language.encode("ascii"), 1)
    order = _order(trailer, parts)
    numbers = {old: new for new, old in enumerate(order, start=1)}
    dates = _dates(moment)
    bodies = [_renumbered(_dated(_tagged(parts[old], new), dates), numbers) for old, new in numbers.items()]
    tail = re.sub(rb"/Size \d+", b"/Size %d" % (len(bodies) + 1), _renumbered(trailer, numbers))
    return _with_id(_file(data[: data.index(b"\n1 0 obj") + 1], bodies, tail), no_id)


def _parts(data: bytes) -> dict[int, bytes]:
    """Return the objects' bodies by number, by the file's own table of places."""
    table = data[data.rindex(b"\nxref\n") : data.rindex(b"trailer")]
    starts = sorted(int(at) for at in re.findall(rb"(\d{10}) 00000 n", table))
    parts = {}
    for start, end in zip(
        starts, [*starts[1:], data.rindex(b"xref\n", 0, data.rindex(b"trailer"))], strict=True
    ):
        found = _OBJECT.match(data, start)
        if found is not None:
            parts[int(found[1])] = data[found.end() : data.rindex(b"endobj", start, end)]
    return parts


def _compacted(part: bytes) -> bytes:
    """Return what is painted on a page with the digits that can be seen.

    Qt writes nine of each number, which is half of the file. From a hundred units on, of which 1,440 are an
    inch, whole ones are left; from ten on a tenth; of a colour four digits. Other shares, and widths below
    ten, keep all digits.
    """
    head, _, rest = part.partition(_STREAM)
    body = rest[: rest.rfind(b"\nendstream")]
    if _PAINTED.fullmatch(head):
        body = _SHADE.sub(b"", _NEEDLESS.sub(b"", _FRACTION.sub(b"", zlib.decompress(body))))
    elif not _CHARACTERS.fullmatch(head):
        return part
    short = zlib.compress(body, _LEVEL)
    return b"<<\n/Length %d\n/Filter /FlateDecode\n>>%s%s\nendstream\n" % (len(short), _STREAM, short)


def _order(trailer: bytes, parts: dict[int, bytes]) -> list[int]:
    """Return the numbers of all objects as they are reached from the trailer, nearest first."""
    order = list(dict.fromkeys(_referred(trailer)))
    known = set(order)
    for number in order:
        for other in _referred(parts[number]):
            if other not in known:
                known.add(other)
                order.append(other)
    return order


def _referred(part: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(part.partition(_STREAM)[0])]


def _renumbered(part: bytes, numbers: dict[int, int]) -> bytes:
    head, stream, rest = part.partition(_STREAM)
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head) + stream + rest


def _dates(moment: datetime) -> tuple[bytes, bytes]:
    """Return the moment as the file's own dates and as those of its description are written."""
    utc = moment.astimezone(UTC)
    return utc.strftime("(D:%Y%m%d%H%M%SZ)").encode(), utc.strftime("%Y-%m-%dT%H:%M:%S+00:00").encode()


def _dated(part: bytes, dates: tuple[bytes, bytes]) -> bytes:
    head, stream, rest = part.partition(_STREAM)
    if b"rdf:" in rest:
        rest = _STAMPED.sub(dates[1], rest)
    return _WRITTEN.sub(dates[0], head) + stream + rest


def _tagged(part: bytes, number: int) -> bytes:
    """Return the part with a font's tag that follows from its new number: six letters."""
    letters = bytes(ord("A") + number // 26**place % 26 for place in range(5, -1, -1))
    return _FONT_TAG.sub(letters, part)


def _file(head: bytes, bodies: list[bytes], trailer: bytes) -> bytes:
    whole, places = bytearray(head), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%sendobj\n" % (number, body)
    start = len(whole)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    whole += b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(places) + 1, table, trailer)
    return bytes(whole + b"startxref\n%d\n%%%%EOF\n" % start)


def _with_id(data: bytes, no_id: str) -> bytes:
    made = str(uuid.UUID(bytes=sha256(data).digest()[:16])).encode()
    return data.replace(no_id.encode().hex().encode(), made.hex().encode()).replace(no_id.encode(), made)
