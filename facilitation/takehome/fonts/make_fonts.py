"""Make the font files of the documents, the list of what they cover, and the widths that the wheel measures with.

Run by hand when a font is added or renewed; its results are committed. It needs the unpacked packages (see README.md):

    python facilitation/takehome/fonts/make_fonts.py <folder of packages> <DroidSansFallbackFull.ttf>

Each package is a folder `<name>/files/*.woff2` with its LICENSE. Typst reads TrueType, so the WOFF2 files are
unpacked; files of one family that cover different scripts get a family name each, since Typst takes one file per name.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from textwrap import wrap

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # the library comes without types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the same

HERE = Path(__file__).parent
FACILITATION = HERE.parents[1]
TEXT = "atkinson-hyperlegible-next"

FILES: list[tuple[str, str, str]] = [
    (TEXT, "latin-400", "Atkinson Hyperlegible Next"),
    (TEXT, "latin-700", "Atkinson Hyperlegible Next"),
    (TEXT, "latin-ext-400", "Atkinson Hyperlegible Next Two"),
    (TEXT, "latin-ext-700", "Atkinson Hyperlegible Next Two"),
    ("noto-sans", "latin-400", "Noto Sans Latin"),
    ("noto-sans", "latin-ext-400", "Noto Sans Latin Two"),
    ("noto-sans", "vietnamese-400", "Noto Sans Vietnamese"),
    ("noto-sans", "cyrillic-400", "Noto Sans Cyrillic"),
    ("noto-sans", "cyrillic-700", "Noto Sans Cyrillic"),
    ("noto-sans", "cyrillic-ext-400", "Noto Sans Cyrillic Two"),
    ("noto-sans", "greek-400", "Noto Sans Greek"),
    ("noto-sans", "greek-700", "Noto Sans Greek"),
    ("noto-sans", "greek-ext-400", "Noto Sans Greek Two"),
    ("noto-sans", "devanagari-400", "Noto Sans Devanagari"),
    ("ibm-plex-sans-arabic", "arabic-400", "Plex Sans Arabic"),
    ("ibm-plex-sans-arabic", "arabic-700", "Plex Sans Arabic"),
    ("noto-sans-hebrew", "hebrew-400", "Noto Sans Hebrew"),
    ("noto-sans-ethiopic", "ethiopic-400", "Noto Sans Ethiopic"),
    ("noto-sans-tamil", "tamil-400", "Noto Sans Tamil"),
    ("noto-sans-thai", "thai-400", "Noto Sans Thai"),
    ("noto-sans-armenian", "armenian-400", "Noto Sans Armenian"),
    ("noto-sans-georgian", "georgian-400", "Noto Sans Georgian"),
    ("noto-sans-symbols-2", "symbols-400", "Noto Sans Symbols 2"),
    ("noto-sans-math", "latin-400", "Noto Sans Math"),
    ("noto-emoji", "emoji-400", "Noto Emoji"),
    ("noto-sans-kr", "korean-400", "Noto Sans Korean"),
]
"""Package, file (subset and weight) and the family name under which Typst finds it, the best first."""

SYMBOLS = [(0x2000, 0x27BF), (0x2900, 0x297F), (0x2B00, 0x2BFF), (0x1D400, 0x1D7FF), (0x1F100, 0x1F1E5)]
"""What is kept of the two symbol fonts, which hold much that nobody writes on a phone."""

EAST_ASIAN = [(0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF)]
"""What is kept of Droid Sans Fallback: kana, the Han characters of the first block, full-width forms."""

HANGUL = [(point, point) for point in range(0xAC00, 0xD7A4) if len(chr(point).encode("euc_kr")) == 2]
"""What is kept of Noto Sans KR: the 2,350 syllables of KS X 1001, all that names and messages use."""

KEPT = {"noto-sans-symbols-2": SYMBOLS, "noto-sans-math": SYMBOLS, "noto-sans-kr": HANGUL}

INVISIBLE = [(0xAD, 0xAD), (0x61C, 0x61C), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F)]
"""Characters that need no glyph: Typst draws nothing for them."""


def main(packages: Path, droid: Path) -> None:
    covered: dict[int, None] = {}
    for package, file, family in FILES:
        source = next((packages / package / "files").glob(f"{package}-{file}-normal.woff2"))
        covered |= dict.fromkeys(_convert(source, HERE / f"{package}-{file}.ttf", family, KEPT.get(package)))
        shutil.copy(packages / package / "LICENSE", HERE / f"{package}.LICENSE")
    covered |= dict.fromkeys(_convert(droid, HERE / "droid-sans-fallback.ttf", "Droid Sans Fallback", EAST_ASIAN))
    for first, last in INVISIBLE:
        covered |= dict.fromkeys(range(first, last + 1))
    (HERE / "coverage.json").write_text(json.dumps(_ranges(sorted(covered)), separators=(",", ":")) + "\n")
    for weight in (400, 700):
        source = packages / TEXT / "files" / f"{TEXT}-latin-{weight}-normal.woff2"
        shutil.copy(source, HERE / f"{TEXT}-latin-{weight}.woff2")
    _write_widths(packages / TEXT / "files")


def _convert(source: Path, target: Path, family: str, keep: list[tuple[int, int]] | None) -> list[int]:
    """Write `source` as TrueType under another family name and return the code points that it covers."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    if keep is not None:
        wanted = [point for first, last in keep for point in range(first, last + 1)]
        options = Options(hinting=False, layout_features=["*"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[point for point in wanted if point in font.getBestCmap()])
        subsetter.subset(font)
    style = "Bold" if font["OS/2"].usWeightClass >= 600 else "Regular"
    names = font["name"]
    copyright = names.getDebugName(0) or ""
    names.names = []
    postscript = f"{family}-{style}".replace(" ", "")
    for id, text in ((0, copyright), (1, family), (2, style), (4, f"{family} {style}"), (6, postscript)):
        names.setName(text, id, 3, 1, 0x409)
    font.save(target)
    return list(font.getBestCmap())


def _ranges(points: list[int]) -> list[list[int]]:
    """Sorted code points as [first, last] pairs."""
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return ranges


def _write_widths(files: Path) -> None:
    """Write the advance widths (thousandths of the font size) for the geometry in Python and in JavaScript."""
    tables = [_widths(files, weight) for weight in (400, 700)]
    points = sorted(tables[0].keys() & tables[1].keys())
    ranges = " ".join(f"{first:x}-{last:x}" for first, last in _ranges(points))
    regular, bold = (" ".join(str(table[point]) for point in points) for table in tables)
    note = "Made by facilitation/takehome/fonts/make_fonts.py from Atkinson Hyperlegible Next; do not edit."
    what = "Code point ranges (hexadecimal), and the width of each in thousandths of the font size, in that order."
    python = f'"""Widths of letters. {note}\n\n{what}\n"""\n'
    script = f"// @ts-check\n// Widths of letters. {note}\n// {what}\n"
    for name, text in (("RANGES", ranges), ("REGULAR", regular), ("BOLD", bold)):
        lines = wrap(text, 100)
        quoted = [json.dumps(line + " ") for line in lines[:-1]] + [json.dumps(lines[-1])]
        python += f"\n{name} = (\n" + "".join(f"    {line}\n" for line in quoted) + ")\n"
        script += f"\nexport const {name} =\n" + " +\n".join(f"  {line}" for line in quoted) + ";\n"
    (FACILITATION / "canvas" / "font_widths.py").write_text(python)
    (FACILITATION / "web" / "live" / "font_widths.js").write_text(script)


def _widths(files: Path, weight: int) -> dict[int, int]:
    widths: dict[int, int] = {}
    for subset in ("latin-ext", "latin"):
        font = TTFont(files / f"{TEXT}-{subset}-{weight}-normal.woff2")
        em = font["head"].unitsPerEm
        widths |= {point: round(font["hmtx"][name][0] * 1000 / em) for point, name in font.getBestCmap().items()}
    return widths


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
