"""Makes the fonts in resources/fonts from Inter's: `python3 packaging/make_fonts.py FOLDER`.

FOLDER holds Inter's static OpenType files (Debian: package fonts-inter). What is changed, and why:
- No automatic replacements ("12:30" with a raised colon, "->" as an arrow): Qt's PDF writer knows the text
  of a glyph only by its character, so replaced ones could be seen but neither searched nor copied.
- Digits are the ones of equal width, so that a running clock stands still and amounts line up.
- The tabulator has an empty glyph of its own: Qt takes the space for it, and then says so of every space.
- Latin, Greek and Cyrillic letters, punctuation, arrows and mathematics remain; boxes to tick are added.
- A name of its own, so that a different Inter on the same computer is never taken by mistake.
"""

import sys
from pathlib import Path

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FAMILY = "Painlog Sans"
WEIGHTS = {"Regular": "Regular", "SemiBold": "Semi Bold", "Bold": "Bold"}
# No phonetic letters: the Greek iota shares its glyph with one of them and would be found as that.
KEPT = (
    (0x0009, 0x0009), (0x0020, 0x024F), (0x02B0, 0x052F), (0x1E00, 0x1FFF), (0x2000, 0x24FF),
    (0x25A0, 0x27BF), (0x2B00, 0x2BFF), (0xFFFD, 0xFFFD),
)  # fmt: skip
BOX, TICK = "□", "✓"
UNTICKED, TICKED, TABULATOR = 0x2610, 0x2611, 0x0009


def make(source: Path, weight: str) -> None:
    """Write one weight of the font into resources/fonts."""
    font = TTFont(source / f"Inter-{weight}.otf")
    characters = dict(font.getBestCmap())
    draw_ticked_box(font, characters)
    draw_tabulator(font, characters)
    equal_width = replacements(font, "tnum")
    digits = {ord(digit): equal_width[characters[ord(digit)]] for digit in "0123456789"}
    added = {UNTICKED: characters[ord(BOX)], TICKED: "ticked", TABULATOR: "tabulator"}
    for table in font["cmap"].tables:
        table.cmap.update(digits | added)
        # The box to tick is the only meaning that the square keeps.
        table.cmap.pop(ord(BOX), None)
    rename(font, WEIGHTS[weight])
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk"]
    options.name_IDs = ["*"]
    options.glyph_names = False
    options.desubroutinize = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    subsetter.subset(font)
    file = TARGET / f"PainlogSans-{weight}.otf"
    font.save(file)
    sys.stdout.write(f"{file.name}: {file.stat().st_size} bytes, {len(font.getBestCmap())} characters\n")


def replacements(font: TTFont, feature: str) -> dict[str, str]:
    """Return which glyph one of the font's own features puts in the place of which."""
    table = font["GSUB"].table
    wanted = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == feature]
    found: dict[str, str] = {}
    for index in wanted[0].LookupListIndex:
        for step in table.LookupList.Lookup[index].SubTable:
            found |= getattr(step, "ExtSubTable", step).mapping
    return found


def draw_ticked_box(font: TTFont, characters: dict[int, str]) -> None:
    """Draw the square with the tick inside as a glyph of its own."""
    glyphs = font.getGlyphSet()
    box, tick = characters[ord(BOX)], characters[ord(TICK)]
    width = glyphs[box].width
    pen = T2CharStringPen(width, glyphs)
    glyphs[box].draw(pen)
    small = 0.62
    middle = font["OS/2"].sCapHeight / 2
    left = (width - small * glyphs[tick].width) / 2
    glyphs[tick].draw(TransformPen(pen, (small, 0, 0, small, left, middle * (1 - small))))
    add_glyph(font, "ticked", pen, (width, font["hmtx"][box][1]))


def draw_tabulator(font: TTFont, characters: dict[int, str]) -> None:
    """Add an empty glyph as wide as the space."""
    glyphs = font.getGlyphSet()
    space = characters[ord(" ")]
    add_glyph(font, "tabulator", T2CharStringPen(glyphs[space].width, glyphs), font["hmtx"][space])


def add_glyph(font: TTFont, name: str, pen: T2CharStringPen, measures: tuple[int, int]) -> None:
    """Add what a pen drew to the font; measures are its width and the space on its left."""
    outlines = font["CFF "].cff.topDictIndex[0]
    drawn = pen.getCharString(outlines.Private, outlines.GlobalSubrs)
    outlines.CharStrings.charStringsIndex.append(drawn)
    outlines.CharStrings.charStrings[name] = len(outlines.CharStrings.charStringsIndex) - 1
    outlines.charset.append(name)
    font.setGlyphOrder(outlines.charset)
    font["hmtx"][name] = measures


def rename(font: TTFont, style: str) -> None:
    """Give the font its own family name, with the weight as its style."""
    plain = style in {"Regular", "Bold"}
    names = {
        1: FAMILY if plain else f"{FAMILY} {style}",
        2: style if plain else "Regular",
        3: f"{FAMILY} {style}",
        4: FAMILY if style == "Regular" else f"{FAMILY} {style}",
        6: f"PainlogSans-{style.replace(' ', '')}",
        16: FAMILY,
        17: style,
    }
    table = font["name"]
    kept = [record for record in table.names if record.nameID in {0, 5, 8, 9, 11, 12, 13, 14}]
    table.names = kept
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    outlines = font["CFF "].cff
    outlines.fontNames = [names[6]]
    outlines.topDictIndex[0].FamilyName = FAMILY
    outlines.topDictIndex[0].FullName = names[4]


if __name__ == "__main__":
    for one in WEIGHTS:
        make(Path(sys.argv[1]), one)
