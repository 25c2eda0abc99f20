"""International and foreign numbers (ISO, IEC, ITU-T, EN, ASTM, JIS ...), at one place of a text."""

from __future__ import annotations

import re

from graph.ids.chinese import Hit
from graph.ids.model import Level, Nature, StandardId
from graph.ids.numbers import century
from graph.ids.tables import BodyInfo, CodeInfo, code_table, level_of

_WORD = re.compile(r"HL7|[A-Za-zÖö]{1,9}(?:-[TR](?![A-Za-z])|-(?:STD|PRF|DTL|HDBK))?|3GPP")
_JOIN = re.compile(r"[ \t]?/[ \t]?|[ \t]{1,2}|-")
_TYPE = re.compile(
    r"(?:[ \t]?[/ ][ \t]?)(TS|TR|PAS|GUIDE|指南|SRD|FDIS|DIS|CD|WD|DTS|DTR|DPAS"
    r"|R|ST|RP|EG|STD|STANDARD|STAN|RECOMMENDATION|REC|SP|T|SPEC)"
    r"(?![A-Za-z])",
    re.I,
)
_GAP = re.compile(r"[ \t_]{0,4}(?:\n[ \t]{0,4})?(?:No\.?[ \t]?)?", re.I)
_TYPE_NAMES = {"GUIDE": "Guide", "指南": "Guide"}
_SHORT_YEARS = ("AATCC", "GOST", "GOST R")  # bodies whose numbers were printed with two-digit years
_DROPPED = {"STD", "STANDARD", "RECOMMENDATION", "REC"}  # IEEE Std 802.3 is IEEE 802.3
_NUMBERS = {
    "iso": re.compile(r"([0-9]{1,6}[A-Z]?)((?:-[0-9]{1,5}[A-Z]{0,3}|-[A-Z]{1,6}(?=:))*)(?![0-9A-Za-z])"),
    "nf": re.compile(r"((?:[A-Z] ?)?[0-9]{1,3}(?:-[0-9]{3})?)((?:-[0-9]{1,3})*)(?![0-9A-Za-z])"),
    "jis": re.compile(r"([A-Z] ?[0-9]{4})((?:-[0-9]{1,3})*)(?![0-9A-Za-z])"),
    "astm": re.compile(r"([A-G] ?[0-9]{1,4}(?:/[A-G][0-9]{1,4})?M?)()(?![0-9A-Za-z])"),
    "itu": re.compile(
        r"([A-Z]{1,2}\.[0-9]{1,5}(?:\.[0-9]{1,4})*(?:/[A-Z]\.[0-9]{1,5}(?:\.[0-9]{1,4})*)?"
        r"(?:-[0-9]{1,2}(?![0-9]))?)()(?![0-9A-Za-z])"
    ),
    "rfc": re.compile(r"([0-9]{1,5})()(?![0-9A-Za-z])"),
    "ece": re.compile(r"(R ?[0-9]{1,3})()(?![0-9A-Za-z])"),
    "oiml": re.compile(r"([RDBG] ?[0-9]{1,3})((?:-[0-9]{1,2})*)(?![0-9A-Za-z])"),
    "etsi": re.compile(r"([0-9]{3} ?[0-9]{3})((?:-[0-9]{1,2})*)(?![0-9A-Za-z])"),
    "mil": re.compile(r"([0-9]{1,5}[A-Z]?)()(?![0-9A-Za-z])"),
    "csa": re.compile(r"([A-Z][0-9]{1,3}(?:\.[0-9]{1,4})*)()(?![0-9A-Za-z])"),
    "codex": re.compile(r"([0-9]{1,4})()(?![0-9A-Za-z])"),
    "dash": re.compile(
        r"((?:[A-Z]{1,2}-?)?[0-9]{1,6}(?:\.[0-9]{1,6})*[A-Za-z]{0,4}(?:\.[0-9]{1,3})?)"
        r"((?:-[0-9]{1,3}(?![0-9]))*)(?![0-9])"
    ),
}
_NUMBERS["cojoin"] = _NUMBERS["iso"]
_YEAR = re.compile(r"[ \t]?(?::|[-]{1,2})[ \t]?((?:19|20)[0-9]{2})(?![0-9]|[.][0-9])")
_YEAR2_COLON = re.compile(r"[ \t]?:[ \t]?([0-9]{2})(?![0-9%.])")
_YEAR2_DASH = re.compile(r"[ ]?-[ ]?([0-9]{2})[a-z]?(?:e[0-9])?(?![0-9A-Za-z])")
_YEAR_PAREN = re.compile(r"[ ]?\((?:[0-9]{1,2}/)?((?:19|20)[0-9]{2})\)")
_ITU_VERSION = re.compile(r"[ ](?:\(V[0-9]+\)|v\.[0-9]+)", re.I)
_AMEND = re.compile(
    r"[ \t]?([+/])[ \t]?(?:(AMD|AC|A|CORR|COR|C|ADD|ISH|DAM|FDAM|CD AMD|CD COR)(\.?[ ]?)([0-9]{1,2}))"
    r"(?:[ ]?[:\-][ ]?((?:19|20)[0-9]{2}))?(?![0-9A-Za-z])",
    re.I,
)
_AMEND_NAMES = {
    "AMD": "Amd",
    "COR": "Cor",
    "CORR": "Cor",
    "ADD": "Add",
    "CD AMD": "CD Amd",
    "CD COR": "CD Cor",
}
_DRAFTS = frozenset(("DIS", "FDIS", "CD", "DTS", "DTR", "DPAS"))
_DRAFT_ROUND = re.compile(r"\.[2-9](?![0-9])")  # second enquiry draft: ISO/DIS 13504.2
_ITU_AMEND = re.compile(r"[ ](Amd|Cor)\. ?([0-9]{1,2})(?:[ ]?\((?:[0-9]{1,2}/)?([0-9]{4})\))?", re.I)
_VARIANT = re.compile(r"[ ](RLV|CSV|EXV|CMV|SER|Redline)(?![A-Za-z])")
FIRST_YEAR = 1920


def scan_foreign(text: str, at: int) -> Hit | None:
    """The international or foreign number whose prefix begins at `at`, or None."""
    words = _prefix_words(text, at)
    if words is None:
        return None
    pieces, body, pos = words
    types: list[str] = []
    while len(types) < 2 and (found := _TYPE.match(text, pos)):
        name = found.group(1).upper()
        if name in ("T", "R", "ST") and body.style != "dash" and name != "R":
            break
        if name == "R" and (body.body != "ISO" or not text[found.end() :].lstrip()[:1].isdigit()):
            break
        pos = found.end()
        if name not in _DROPPED:
            types.append(_TYPE_NAMES.get(name, name))
    gap = _GAP.match(text, pos)
    begin = gap.end() if gap else pos
    if begin < len(text) and text[begin] == "-" and body.style in ("dash", "mil"):
        begin += 1
    prefix = _render_prefix(pieces, types)
    found = _NUMBERS[body.style].match(text, begin)
    if found is None and text[begin : begin + 1] == "-":
        found = _NUMBERS[body.style].match(text, begin + 1)
        begin += 1
    if found is None:
        return None
    return _finish(text, at, begin, prefix, body, found, text[pos:begin], bool(types) or len(pieces) > 1)


def _prefix_words(text: str, at: int) -> tuple[list[str], BodyInfo, int] | None:
    """The chain of bodies: `ISO/IEC`, `DIN EN ISO`, `IETF RFC`, with the joints as canonical signs."""
    bodies = code_table().bodies
    pieces: list[str] = []
    pos = at
    body: BodyInfo | None = None
    while len(pieces) < 8 and (word := _WORD.match(text, pos)):
        token = word.group().upper()
        end = word.end()
        two = re.compile(r"[A-Za-z]+ [A-Za-z]+").match(text, pos)
        if two and two.group().upper() in bodies:
            token, end = two.group().upper(), two.end()
        info = bodies.get(token)
        if info is None and "-" in token and token not in bodies:
            token = token.partition("-")[0]
            end = pos + len(token)
            info = bodies.get(token)
        if info is None:
            break
        chained = body is not None and (pieces[-1] != " " or body.style == "etsi")
        body = body if chained else info
        pieces.append("prEN" if token == "PREN" else info.body)
        pos = end
        joint = _JOIN.match(text, pos) if info.style != "itu" else None
        follow = _WORD.match(text, joint.end()) if joint else None
        if joint is None or follow is None or follow.group().upper() not in bodies:
            break
        if "-" in joint.group() and pieces[-1] != "UNE":
            break
        if word.group().islower() != follow.group().islower() and token != "PREN":
            return None  # the English word in "such as EN 50160"
        pieces.append("/" if "/" in joint.group() else " ")
        pos = joint.end()
    if body is None:
        return None
    return pieces, body, pos


def _render_prefix(pieces: list[str], types: list[str]) -> str:
    """Canonical prefix: `ISO/TS` for ISO alone, `ISO/IEC TS` and `IEC TS` otherwise, Guide after a space."""
    prefix = "".join(pieces)
    for number, name in enumerate(types):
        slash = number == 0 and prefix in ("ISO", "CEN", "CLC") and name != "Guide"
        prefix += ("/" if slash else " ") + name
    return prefix


def _finish(
    text: str,
    at: int,
    begin: int,
    prefix: str,
    body: BodyInfo,
    found: re.Match[str],
    gap: str,
    marked: bool,
) -> Hit | None:
    number, part, end = found.group(1), found.group(2).lstrip("-"), found.end()
    notes: list[str] = []
    if not _DRAFTS.isdisjoint(prefix.replace("/", " ").split()) and (draft := _DRAFT_ROUND.match(text, end)):
        end = draft.end()
        notes.append(f"enquiry round {draft.group()[1:]}")
    review = False
    year: int | None = None
    if dated := _YEAR.match(text, end):
        candidate = int(dated.group(1))
        if candidate >= FIRST_YEAR:
            year, end = candidate, dated.end()
    elif part and (last := part.rpartition("-")[2]) and len(last) == 4 and 1947 <= int(last[:4] or 0) <= 2045:
        year, part = int(last), part[: -len(last)].rstrip("-")
    elif body.style == "itu" or body.body == "RFC":
        pass
    elif ((two := _YEAR2_COLON.match(text, end)) and int(two.group(1)) >= 50) or (
        body.style == "astm" and (two := _YEAR2_DASH.match(text, end))
    ):
        year, end = century(two.group(1)), two.end()
    if body.style == "itu":
        if version := _ITU_VERSION.match(text, end):
            end = version.end()
        if paren := _YEAR_PAREN.match(text, end):
            year, end = int(paren.group(1)), paren.end()
    elif (
        body.body in _SHORT_YEARS
        and year is None
        and part
        and len(last := part.rpartition("-")[2]) == 2
        and int(last) >= 60
    ):
        year, part = 1900 + int(last), part[:-3].rstrip("-")  # AATCC 112-93
    if body.style in ("iso", "nf", "cojoin") and not part and year is None and len(number) >= 9:
        return None
    if body.style == "dash" and part:
        number, part = f"{number}-{part}", ""  # IEEE 802.16-01: the hyphen belongs to the number
    number = re.sub(r"^([A-Z]) ?(?=[0-9])", r"\1 ", number) if body.style in ("jis", "oiml") else number
    number = re.sub(r"^([A-Z]) (?=[0-9])", r"\1", number) if body.style in ("astm", "ece") else number
    number = number.upper() if body.style != "dash" else number
    amendments, marks, end = _amendments(text, end, body)
    if variant := _VARIANT.match(text, end):
        end = variant.end()
        notes.append(f"edition variant {variant.group(1)}")
    level = level_of(prefix)
    standard = StandardId(
        prefix=prefix,
        level=Level(level),
        nature=Nature.NA,
        number=number,
        part=part or None,
        year=year,
        amendments=tuple(amendments),
        amendment_marks=marks,
        needs_review=review,
        notes=tuple(notes),
    )
    info = CodeInfo(prefix, body.name_zh, level, "na", body.flags)
    return Hit(standard, at, end, info, marked, gap, text[at : at + len(prefix)], prefix_end=begin)


def _amendments(text: str, end: int, body: BodyInfo) -> tuple[list[str], str, int]:
    """`+AMD1:2012`, `/Amd 1:2018`, `+A1:2021`, `+COR1`: part of the number as printed, and listed."""
    amendments: list[str] = []
    marks = ""
    if body.style == "itu":
        while found := _ITU_AMEND.match(text, end):
            year = f":{found.group(3)}" if found.group(3) else ""
            amendments.append(f"{found.group(1).capitalize()} {found.group(2)}{year}")
            marks += "/"
            end = found.end()
    if body.style not in ("iso", "nf", "cojoin", "dash", "itu"):
        return amendments, marks, end
    while found := _AMEND.match(text, end):
        mark, kind, gap, serial, year = found.groups()
        kind = kind.upper()
        space = "" if mark == "+" or (not gap.strip(".") and not gap) else " "
        name = _AMEND_NAMES.get(kind, kind) if space else kind
        amendments.append(f"{name}{space}{serial}" + (f":{year}" if year else ""))
        marks += mark
        end = found.end()
    return amendments, marks, end
