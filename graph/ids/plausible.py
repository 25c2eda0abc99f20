"""Is a number found in running text a standard number at all? (DOMAIN: what is never an identifier)

Every rule here keeps out something seen in real texts: sizes (`16 GB`), film speeds (`ISO 400`), hardness
(`HB 200`), telephone and CAS numbers, committees (`SAC/TC 180/SC4`), motor types (`YD-128`).
"""

from __future__ import annotations

import re

from graph.ids.chinese import Hit
from graph.ids.model import Level
from graph.ids.numbers import GLUED_AFTER, plausible_year

_FILM_SPEEDS = frozenset(
    str(n)
    for n in (
        *(25, 50, 64, 80, 100, 125, 160, 200, 250, 320, 400, 500, 640, 800, 1000, 1250, 1600, 2000, 2500),
        *(3200, 4000, 5000, 6400, 12800, 25600, 51200, 102400),
    )
)
_CUE = re.compile(
    r"(?:按照?|依据|根据|执行|符合|满足|采用|代替|引用|参照|遵守|达到|遵照"
    r"|见|参见|来源[::]|标准|规定|国标|行标|《|》)[ ]?\Z"
)
_CAS = re.compile(r"[0-9]{2,7}-[0-9]{2}-[0-9](?![0-9])")
_UNIT_AFTER = re.compile(
    r"[ ]?(?:(?:MHz|GHz|kHz|Hz|MB|GB|TB|KB|MPa|kPa|mm|cm|kg|mg|ms|km|min|rpm|V|W|A|N)(?![A-Za-z0-9/])"
    r"|[℃%‰°×≤≥<>±=]|/s|x[0-9 ])"
)
_COUNT_AFTER = re.compile(r"[ ]?(?:号|个|次|台|套|级|倍|块|元|万|亿|分贝|左右|以上|以下|内存|硬盘|显存)")
_CAMERA = re.compile(r"感光|快门|光圈|相机|胶片|曝光|f/")
_TITLE_AFTER = re.compile(r"[ \t]{1,4}[\u4e00-\u9fff]{4}")
_BEFORE_NUMBER = re.compile(r"[0-9][ \t]?\Z")
_CLAUSE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}")


def plausible(text: str, hit: Hit, previous_end: int = -1) -> bool:
    """True when the hit may stand as an identifier in running text; `previous_end` closes the one before."""
    before = text[hit.start - 1] if hit.start else ""
    if before and before.isascii() and before.isalnum():
        glued = previous_end == hit.start or (before.isdigit() and hit.marked) or _clause_before(text, hit)
        if not (glued and len(hit.id.number) >= 3):
            return False
    if before == "/" and not (hit.marked or hit.id.dated) and previous_end != hit.start - 1:
        return False  # SAC/TC 180/SC4
    if hit.id.level in (Level.INTERNATIONAL, Level.FOREIGN):
        return _foreign(text, hit)
    return _chinese(text, hit, previous_end >= 0 and 0 <= hit.start - previous_end <= 2)


def _clause_before(text: str, hit: Hit) -> bool:
    """A clause number glued to the code at the start of a line: `4.1.5GB3838中`."""
    line = text[max(0, hit.start - 12) : hit.start].rpartition("\n")[2]
    return hit.id.prefix == "GB" and _CLAUSE.fullmatch(line) is not None


def _chinese(text: str, hit: Hit, follows: bool) -> bool:
    standard, info = hit.id, hit.info
    if info is None:
        return False
    if not info.known:
        return hit.marked and standard.dated and hit.printed.isupper()
    if standard.level in (Level.GROUP, Level.ENTERPRISE) and hit.marked:
        return _organisation(text, hit)
    if standard.prefix == "CAS" and _CAS.match(text, hit.prefix_end + len(hit.gap)):
        return False
    if standard.dated:
        return not (hit.printed[:1].islower() and info.weak and not hit.marked)
    if _measured(text, hit):
        return False
    if "\n" in hit.gap and (len(standard.number) < 3 or not (hit.marked or _wrapped(text, hit))):
        return False
    if hit.marked:
        return _tail_free(text, hit)
    if hit.printed[-1:] in "TZ" and len(standard.number) < 2:
        return False  # DLT 3-XT
    return _bare_undated(text, hit, follows)


def _measured(text: str, hit: Hit) -> bool:
    """A unit or counter behind makes the digits a quantity; long serials are safe from counters."""
    long = len(hit.id.number) >= 4
    if _UNIT_AFTER.match(text, hit.end):
        return not (hit.marked and long)
    if text.startswith("型", hit.end) and not hit.marked:
        return True  # GB2462型通过式功率计
    return not long and hit.id.part is None and _COUNT_AFTER.match(text, hit.end) is not None


def _wrapped(text: str, hit: Hit) -> bool:
    """A code at the end of a wrapped line of prose (`应符合GB⏎50108`), not alone on its line."""
    before = text[hit.start - 1 : hit.start]
    weak = hit.info is not None and hit.info.weak
    return not weak and (before in ("、", ",") or "\u4e00" <= before <= "\u9fff")


def _organisation(text: str, hit: Hit) -> bool:
    """T/ORG and Q/ORG: lower case and short undated serials are formulas and units more often."""
    org = hit.id.org or ""
    if (hit.printed.islower() and not hit.id.dated) or (
        hit.start and text[hit.start - 1] in "/-·" and not hit.id.dated
    ):
        return False
    if not hit.id.dated:
        if "\n" in hit.gap or len(org) < 2:
            return False
        return len(hit.id.number.lstrip("0")) > 0 and _tail_free(text, hit)
    return True


def _bare_undated(text: str, hit: Hit, follows: bool) -> bool:
    """A code without mark and year: `GB 5009.12`, `HJ 636` yes; `16 GB 3200`, `HB-2B`, `YD-128` no."""
    standard, info = hit.id, hit.info
    if (
        "-" in hit.gap
        or ":" in hit.gap
        or not _tail_free(text, hit)
        or (text[hit.end : hit.end + 1] in ("-", ":") and _digit(text, hit.end + 1))
    ):
        return False
    if hit.printed != hit.printed.upper() and not (standard.prefix.startswith("GB") and len(standard.number) >= 4):
        return False
    if not follows and _BEFORE_NUMBER.search(text[max(0, hit.start - 3) : hit.start]):
        return _clause_before(text, hit)
    if text.startswith("年", hit.end) and standard.number.isdigit() and plausible_year(standard.number):
        return False
    cue = follows or _listed(text, hit) or _CUE.search(text[max(0, hit.start - 6) : hit.start]) is not None
    if info is not None and info.weak:
        return cue and len(standard.number) >= 2
    if standard.level is Level.NATIONAL and standard.prefix == "GB":
        return len(standard.number) >= 3 or cue or standard.part is not None
    return len(standard.number) >= 3 or cue or standard.part is not None


def _listed(text: str, hit: Hit) -> bool:
    """An entry of a list of documents: alone at the start of a line, its title behind (`HJ 38 固定污染源废气 …`)."""
    line = text[max(0, hit.start - 12) : hit.start].rpartition("\n")[2]
    return not line.strip() and len(hit.id.number) >= 2 and _TITLE_AFTER.match(text, hit.end) is not None


def _digit(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit()


def _tail_free(text: str, hit: Hit) -> bool:
    """Nothing glued behind that makes the digits something else (`GB 128MB`, `T/CC 5x`)."""
    after = text[hit.end : hit.end + 1]
    return not (after.isascii() and after.isalpha()) or text.startswith(GLUED_AFTER, hit.end)


def _foreign(text: str, hit: Hit) -> bool:
    standard = hit.id
    if hit.printed.islower() and not (standard.dated and standard.prefix.startswith(("ISO", "IEC", "EN"))):
        return False
    if standard.dated:
        return True
    if "\n" in hit.gap:
        return False
    if _measured(text, hit):
        return False
    if standard.prefix == "ISO":
        return _iso_undated(text, hit)
    if hit.info is not None and hit.info.flags == "w":
        cue = _CUE.search(text[max(0, hit.start - 6) : hit.start]) is not None
        return _weak_foreign(hit, cue)
    return hit.printed[:1].isupper() or hit.printed[:1].isdigit()


def _weak_foreign(hit: Hit, cue: bool) -> bool:
    standard = hit.id
    if not hit.printed[:2].isupper() or standard.prefix == "AES":
        return False
    if hit.marked or standard.part is not None:
        return standard.prefix != "UN"
    if standard.prefix in ("UN",):
        return standard.number.startswith("R")
    if standard.prefix in ("EN", "DIN", "UL", "API", "BS", "NF", "IPC"):
        return len(standard.number) >= 2
    if standard.prefix in ("KS", "CSA"):
        return standard.number[0].isalpha()
    return cue and len(standard.number) >= 2


def _iso_undated(text: str, hit: Hit) -> bool:
    """Film speeds `ISO 100-6400` are no standards; `ISO 9001`, `ISO 4759-1` are."""
    standard = hit.id
    if standard.number in _FILM_SPEEDS and (standard.part is None or standard.part in _FILM_SPEEDS):
        near = text[max(0, hit.start - 12) : hit.end + 12]
        if standard.part is not None or _CAMERA.search(near) or text[hit.end : hit.end + 1] in ("-", "~"):
            return False
        return _CUE.search(text[max(0, hit.start - 6) : hit.start]) is not None
    return _CAMERA.search(text[max(0, hit.start - 4) : hit.start]) is None and len(standard.number) >= 1
