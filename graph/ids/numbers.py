"""Serial, part and year (顺序号, 部分, 年代号) of Chinese numbers, read from normalised text.

Small anchored patterns tried at one place each; every function moves forward only, so reading is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

FIRST_YEAR, LAST_YEAR = 1949, 2045
DASH = re.compile(r"[ \t]{0,3}(?:\n[ \t]{0,3})?[-_]{1,3}[ \t]{0,3}(?:\n[ \t]{0,3})?|[ \t]{0,2}:[ \t]{0,2}|一")
_DIGITS = re.compile(r"(?:[Il](?=[0-9]{2}))?[0-9](?:[IlO]?[0-9])*")
_SLASH_PART = re.compile(r"/([0-9]{1,2})(?=-(?:19|20)[0-9]{2}(?![0-9]))")
_LEAD = re.compile(r"[A-Z][0-9]{2} (?=[0-9]{3}-)|[A-Z]{1,5}(?:[ _]?(?=[0-9]))|[ⅠⅡⅢⅣⅤ]-?(?=[0-9])")
_SUFFIX = re.compile(r"[ ]?([A-Z])(?![A-Za-z0-9])")
_PART = re.compile(r"\.([0-9][0-9IlO]*[A-Z]?|[A-Z])(?![A-Za-z])")
_SPACED_PART = re.compile(r"[ ]?\.[ ]?([0-9]{1,3})(?=[ ]?-[ ]?(?:19|20)[0-9]{2}(?![0-9]))")
# a clause number may be glued behind the year: T/KDX 003—20246.3
_YEAR4 = re.compile(r"([12][0-9O]{3})(?:(?![0-9])|(?=[1-9][0-9]?\.[0-9]))")
_YEAR2 = re.compile(r"([0-9]{2})(?![0-9A-Za-z]|\.[0-9])")
_OPEN_YEAR = re.compile(r"(?:20[0-9Xx×]|[Xx×]{2})[Xx×]{1,2}(?![A-Za-z0-9])")
_PIECE = re.compile(r"([A-Z]{0,2}[0-9]{1,4}[A-Z]?(?:\.[0-9]{1,4})*)(?![0-9A-Za-z])")
_SPACE_YEAR = re.compile(r"[ _]{1,4}((?:19|20)[0-9]{2})(?![0-9年]|[ ]?[A-Za-z%℃])")
_LANGUAGE = re.compile(r"[ ]?\(?([EFR])(?![A-Za-z0-9])\)?")
_SECOND_YEAR = re.compile(r"-([12][0-9]{3})(?![0-9])")
_SPACE_YEAR2 = re.compile(r"[ _]([89][0-9])(?=[ ]?(?:$|[\n),;。、]))")  # GB T13983 92
GLUED_AFTER = ("idt", "IDT", "eqv", "EQV", "neq", "NEQ", "mod", "MOD", "XG", "GB", "HJ", "ISO", "IEC")
_OCR = str.maketrans("IlO", "110")


@dataclass(slots=True)
class Number:
    """What was read: number, part, year, where it ended, and what was doubtful."""

    number: str
    part: str | None = None
    year: int | None = None
    end: int = 0
    review: bool = False
    notes: list[str] = field(default_factory=list)
    joined_range: str | None = None  # `GB 3100-3102-1993`: last member of a range written with a hyphen


def plausible_year(text: str) -> bool:
    """Could these four digits be a year of issue of a Chinese standard?"""
    return len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR


def century(two: str) -> int:
    """Two printed digits of a year: 50–99 are 19yy (DOMAIN rule), others 20yy and wanting review."""
    value = int(two)
    return 1900 + value if value >= 50 else 2000 + value


def read_number(text: str, at: int, *, letters: bool, hyphens: bool, spaced_year: bool) -> Number | None:
    """Read serial, part and year at `at`.

    `letters`: the serial may begin with letters; `hyphens`: hyphens may stand inside the serial;
    `spaced_year`: a year after a space only (`GB 3143 1982`) is one.
    """
    lead, pos = "", at
    if letters and (found := _LEAD.match(text, at)):
        lead, pos = found.group().replace("_", " "), found.end()
    digits = _DIGITS.match(text, pos)
    if digits is None:
        return None
    raw = digits.group()
    if len(raw) > 13:
        return None
    out = Number(number=lead + raw.translate(_OCR), end=digits.end())
    if not raw.isdigit():
        out.review = True
        out.notes.append(f"letters read as digits in {raw!r}")
    _read_suffix(text, out, hyphens or letters)
    _read_parts(text, out, hyphens)
    if out.end < len(text) and text[out.end].isascii() and text[out.end].isalpha() and not _tail_ok(text, out):
        return None
    _read_year(text, out, hyphens=hyphens, spaced_year=spaced_year)
    return out


def _tail_ok(text: str, out: Number) -> bool:
    """A letter glued to the digits: a slash list, `IDT`, or an all-parts sign may follow, nothing else."""
    return text.startswith(GLUED_AFTER, out.end)


def _read_suffix(text: str, out: Number, free: bool) -> None:
    """One letter after the serial: `0001S` (食品), `9001C`. A space before it only in `0001 S-2020`."""
    found = _SUFFIX.match(text, out.end)
    if found is None:
        return
    spaced = text[out.end] == " "
    dated = DASH.match(text, found.end()) is not None
    if (spaced and not (dated and free)) or (not free and not dated):
        return
    out.number += found.group(1)
    out.end = found.end()


def _read_parts(text: str, out: Number, hyphens: bool) -> None:
    parts: list[str] = []
    while found := (_PART.match(text, out.end) or _SPACED_PART.match(text, out.end)):
        if not hyphens and len(parts) == 3:
            break
        parts.append(found.group(1).translate(_OCR) if len(found.group(1)) > 1 else found.group(1))
        if parts[-1] != found.group(1):
            out.review = True
            out.notes.append("letters read as digits in the part")
        out.end = found.end()
    if text.startswith(".-", out.end) and not parts:
        out.end += 1  # `T/HSCA 001.-2017`
    if not parts and (found := _SLASH_PART.match(text, out.end)):  # SJ 20032/1-1994
        out.number += found.group()
        out.end = found.end()
    if parts:
        out.part = ".".join(parts)


def _read_year(text: str, out: Number, *, hyphens: bool, spaced_year: bool) -> None:
    pieces: list[str] = []
    pos = out.end + (1 if text.startswith(("号-", "号 -"), out.end) else 0)  # T/GSLCA 051号-2019
    while dash := DASH.match(text, pos):
        at, sign = dash.end(), dash.group().strip()
        four = _YEAR4.match(text, at)
        if four and "\n" in text[pos:at] and (len(sign) > 1 or text.startswith("年", four.end())):
            break  # a list item that begins with a dash and a year
        if four and plausible_year(year := four.group(1).replace("O", "0")):
            after = DASH.match(text, four.end())
            more = _YEAR4.match(text, after.end()) if after and "-" in after.group() else None
            if hyphens and more and plausible_year(more.group(1)) and not pieces:
                pieces.append(year)  # DG/TJ 08-2019-2019: the first is a serial
                pos = four.end()
                continue
            if "O" in four.group(1):
                out.review = True
                out.notes.append("letter O read as 0 in the year")
            out.year, out.end = int(year), four.end()
            _after_year(text, out)
            break
        if opened := _OPEN_YEAR.match(text, at):
            out.notes.append("year left open in the draft")
            out.end = opened.end()
            break
        if sign == "一" or "\n" in dash.group():
            break
        two = _YEAR2.match(text, at)
        if two and sign != "_" and _two_digit_year(two, sign, hyphens, bool(pieces)):
            out.year, out.end = century(two.group(1)), two.end()
            if int(two.group(1)) < 50:
                out.review = True
                out.notes.append("two-digit year below 50: the century is a guess")
            break
        piece = _PIECE.match(text, at)
        if piece is None or "-" not in sign or " " in dash.group() or len(pieces) == 4:
            break
        pieces.append(piece.group(1))
        pos = piece.end()
    _join_pieces(out, pieces, pos, hyphens)
    if out.year is None and not pieces:
        _read_loose_year(text, out, spaced_year)


def _after_year(text: str, out: Number) -> None:
    """Signs right behind the year: `E` of a foreign-language edition, a second year."""
    if found := _LANGUAGE.match(text, out.end):
        out.end = found.end()
        out.notes.append(f"foreign-language edition {found.group(1)}")
    elif (more := _SECOND_YEAR.match(text, out.end)) and plausible_year(more.group(1)):
        out.review = True
        out.notes.append(f"a second year {more.group(1)} follows")


def _two_digit_year(found: re.Match[str], sign: str, hyphens: bool, inner: bool) -> bool:
    two, end, text = found.group(1), found.end(), found.string
    if ":" in sign:
        return int(two) >= 50 and (end >= len(text) or text[end] in " )\n,;、《")
    if hyphens:
        return int(two) >= (75 if inner else 80)
    return not inner


def _join_pieces(out: Number, pieces: list[str], pos: int, hyphens: bool) -> None:
    """Put inner hyphen pieces where they belong: serial, range, or nowhere."""
    if not pieces:
        return
    if hyphens:
        if out.part is not None:  # Q/BJCE 204.03-06-2019: dots and hyphens together are the serial
            out.number, out.part = f"{out.number}.{out.part}", None
        out.number += "-" + "-".join(pieces)
        last, dot, part = out.number.rpartition(".")
        if dot and "-" not in part and "-" in last and part.isdigit():  # TG04-011.7: a part after all
            out.number, out.part = last, part
        out.end = max(out.end, pos)
        return
    if len(pieces) == 1 and _range_end(out, pieces[0]):
        out.joined_range = pieces[0]
        out.end = max(out.end, pos)
        return
    if out.year is not None and len(pieces) == 1 and out.part is None and len(pieces[0]) <= 3:
        out.part = pieces[0]  # GB 9706-1-2007: a part printed with a hyphen
        out.review = True
        out.notes.append("hyphen before the part read as a dot")
        return
    if out.year is not None:  # GB 1234-01-02-1990: odd, but the year is certain
        out.number = f"{out.number}.{out.part}" if out.part else out.number
        out.part = None
        out.number += "-" + "-".join(pieces)
        out.review = True
        out.notes.append("hyphen inside the serial")
        return
    out.review = out.review or len(pieces[0]) >= 4
    if len(pieces[0]) >= 4:
        out.notes.append(f"{pieces[0]!r} after the hyphen is no year")


def _range_end(out: Number, piece: str) -> bool:
    """`GB 3100-3102-1993`, `GB 6675.1-6675.4-2014`: ascending ends of one shape are a range."""
    if out.part is None:
        if not (piece.isdigit() and out.number.isdigit() and len(piece) == len(out.number) >= 3):
            return False
        return 0 < int(piece) - int(out.number) <= 30
    serial, dot, part = piece.partition(".")
    if not dot or serial != out.number or not (part.isdigit() and out.part.isdigit()):
        return False
    return 0 < int(part) - int(out.part) <= 99


def _read_loose_year(text: str, out: Number, spaced_year: bool) -> None:
    """Years whose dash was lost: after a space, or glued to the part (`04011.62018`)."""
    if spaced_year and (found := _SPACE_YEAR.match(text, out.end)) and plausible_year(found.group(1)):
        out.year, out.end = int(found.group(1)), found.end()
        return
    if spaced_year and (found := _SPACE_YEAR2.match(text, out.end)):
        out.year, out.end = century(found.group(1)), found.end()
        return
    tail = out.part if out.part is not None else out.number
    if not tail.isdigit() or "." in tail:
        return
    least = 5 if out.part is not None else 8
    if least <= len(tail) <= 9 and 1985 <= int(tail[-4:]) <= 2035:
        out.year = int(tail[-4:])
        if out.part is not None:
            out.part = tail[:-4]
        else:
            out.number = tail[:-4]
        out.review = True
        out.notes.append("the dash before the year was lost")
