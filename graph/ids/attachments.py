"""What follows a number and belongs to it: amendments, all parts, adoption (修改单, 所有部分, 采标)."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.ids.chinese import Hit, scan_chinese
from graph.ids.foreign import scan_foreign
from graph.ids.model import Adoption, Degree, Level, StandardId

_ALL = re.compile(
    r"[ \t]?[(\[【]?[ \t]?(?:所有部分|全部部分|各部分|所有的部分|系列|all[ ]parts|series)"
    r"(?:国家标准|标准)?(?![0-9一二三])[ \t]?[)\]】]?",
    re.I,
)
_XG = re.compile(r"[ \t]?[-/+ (]{1,2}XG[ ]?([0-9]{1,2})(?:[ ]?[-:][ ]?((?:19|20)[0-9]{2}))?[ ]?\)?", re.I)
_NUMERAL = "0-9一二三四五六七八九十"
_SLIP = re.compile(
    rf"(?:((?:19|20)[0-9]{{2}})[ ]?年)?[ ]?第[ ]?([{_NUMERAL}]{{1,3}})[ ]?号?"
    rf"((?:[、,和及与][ ]?(?:第)?[ ]?[{_NUMERAL}]{{1,3}}[ ]?号?)*)"
    r"[ ]?(修改单|勘误表?|更正)"
)
_PARTIAL = re.compile(r"[ \t]?[(\[]?[ ]?((?:19|20)[0-9]{2})[ ]?年?局?部?(?:修订)?版[ ]?[)\]]?")
_PARTIAL_WORD = re.compile(r"[ \t]?[(\[][ ]?((?:19|20)[0-9]{2})[ ]?年?局部修订[^()\[\]\n]{0,8}[)\]]")
_NOTHING_FOLLOWS = frozenset(("", "。", "、", ";", "\n", "的", "中", "规", "》", "]", "|", '"', "和"))
_COMMA = re.compile(r"[ ]?,[ ]?(?=[A-Za-z])")
_STOP = re.compile(r"[。;,\n]")
_EACH = re.compile(rf"[{_NUMERAL}]{{1,3}}")
_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九十")}
_LETTER = re.compile(r"[A-Za-z]{2,}")

_DEGREES = {
    "IDT": Degree.IDT,
    "等同采用": Degree.IDT,
    "等同": Degree.IDT,
    "≡": Degree.IDT,
    "EQV": Degree.MOD,
    "等效采用": Degree.MOD,
    "等效": Degree.MOD,
    "MOD": Degree.MOD,
    "修改采用": Degree.MOD,
    "修改": Degree.MOD,
    "=": Degree.MOD,
    "≈": Degree.MOD,
    "≌": Degree.MOD,
    "NEQ": Degree.NEQ,
    "≠": Degree.NEQ,
    "非等效采用": Degree.NEQ,
    "非等效": Degree.NEQ,
    "参照采用": Degree.NEQ,
    "参考采用": Degree.NEQ,
    "REF": Degree.NEQ,
}
_DEGREE = re.compile(
    r"(IDT|EQV|MOD|NEQ|REF)(?![A-Za-z])"
    r"|(等同采用|等效采用|修改采用|非等效采用|参照采用|参考采用|非等效|等同|等效|修改|≡|≈|≌|≠|=)",
    re.I,
)
_INLINE = re.compile(
    r"[ \t]{0,3}(?:《[^《》\n]{1,80}》[ \t]?)?(?:使用|采用)?(?:翻译法|重新起草法)?[ \t]{0,2}"
    r"(IDT|EQV|MOD|NEQ|等同采用|等效采用|修改采用|非等效采用|参照采用|≡|≈|≌|≠|=)"
    r"[ \t]{0,3}(?:于|了)?[ \t]?(?=[A-Za-z])",
    re.I,
)


def attach(text: str, hit: Hit) -> Hit:
    """Extend a Chinese number by what follows it; foreign ones only by all parts."""
    if hit.id.level in (Level.INTERNATIONAL, Level.FOREIGN):
        return _all_parts(text, hit)
    if text[hit.end : hit.end + 1] in _NOTHING_FOLLOWS:
        return hit
    hit = _amendments(text, hit)
    hit = _all_parts(text, hit)
    hit = _dual(text, hit)
    hit = _inline(text, hit)
    return _after_comma(text, hit)


def _all_parts(text: str, hit: Hit) -> Hit:
    """`（所有部分）`, `系列`: the series, not one part."""
    if found := _ALL.match(text, hit.end):
        hit.id = replace(hit.id, all_parts=True)
        hit.end = found.end()
    return hit


def _amendments(text: str, hit: Hit) -> Hit:
    """`XG1-2006`, `（含2026年第1号修改单）`, `（2015年版）`: listed, not part of the number."""
    added: list[str] = []
    while found := _XG.match(text, hit.end):
        added.append(f"XG{int(found.group(1))}" + (f"-{found.group(2)}" if found.group(2) else ""))
        hit.end = found.end()
    partial = _PARTIAL_WORD.match(text, hit.end) or _PARTIAL.match(text, hit.end)
    if partial and hit.id.year is not None and int(partial.group(1)) > hit.id.year:
        added.append(f"{partial.group(1)}年版")  # 局部修订: a partial revision of that edition
        hit.end = partial.end()
    if added:
        hit.id = replace(hit.id, amendments=(*hit.id.amendments, *added))
    return hit


def amendment_slips(text: str, hit: Hit, limit: int) -> tuple[str, ...]:
    """Amendments named in words after a number, in the same phrase: `…》（GB 1886.47-2016）第1号修改单`.

    `limit` is where the next identifier begins. Returns `XG1`, `XG1-2026`, `COR1`; empty when none.
    """
    stop = _STOP.search(text, hit.end, min(limit, hit.end + 80))
    end = stop.start() if stop else min(limit, hit.end + 80)
    found = _SLIP.search(text, hit.end, end)
    if found is None:
        return ()
    year, first, more, kind = found.groups()
    name = "XG" if kind == "修改单" else "COR"
    serials = [_numeral(first), *(_numeral(m) for m in _EACH.findall(more))]
    return tuple(f"{name}{n}" + (f"-{year}" if year else "") for n in serials)


def _numeral(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text[0] == "十":
        return 10 + (_DIGIT[text[1]] if len(text) > 1 else 0)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _DIGIT[tens] * 10 + (_DIGIT[ones] if ones else 0)
    return _DIGIT[text[0]]


def _dual(text: str, hit: Hit) -> Hit:
    """Dual number `GB/T 19001-2016/ISO 9001:2015`: identical adoption (GB/T 1.2)."""
    slash = re.compile(r"[ \t]?/[ \t]?\n?").match(text, hit.end)
    if slash is None:
        return hit
    other = scan_foreign(text, slash.end())
    if other is None or other.id.level not in (Level.INTERNATIONAL, Level.FOREIGN):
        return hit
    hit.id = add_adoption(hit.id, other.id, Degree.IDT)
    hit.end = other.end
    return _dual(text, hit)


def _inline(text: str, hit: Hit) -> Hit:
    """`GB/T 19001-2000 idt ISO 9001:2000`, `≈ ISO/IEC Guide 21`, `等同采用ISO …` right after the number."""
    found = _INLINE.match(text, hit.end)
    if found is None:
        return hit
    other = scan_foreign(text, found.end())
    if other is None:
        return hit
    degree = _DEGREES[found.group(1).upper()]
    note = () if found.group(1) not in "≈≌=≠≡" else (f"degree from the old sign {found.group(1)}",)
    hit.id = replace(add_adoption(hit.id, other.id, degree), notes=(*hit.id.notes, *note))
    hit.end = other.end
    return hit


def _after_comma(text: str, hit: Hit) -> Hit:
    """Inside a bracket: `（GB 4075-2009，ISO 2919:1999，MOD）`, `（GB/T 15849-1995，EQV ISO 9978:1992）`."""
    comma = _COMMA.match(text, hit.end)
    if comma is None or hit.id.year is None:
        return hit
    close = text.find(")", comma.end(), comma.end() + 120)
    if close < 0 or "(" in text[comma.end() : close]:
        return hit
    found = _correspondence(text, comma.end(), close, adjacent=False)
    if found is None:
        return hit
    for adoption in found:
        hit.id = add_adoption(hit.id, adoption.target, adoption.degree)
    hit.end = close
    return hit


def bracket_adoptions(text: str, open_at: int, *, adjacent: bool) -> tuple[list[Adoption], int] | None:
    """The correspondence in a bracket at `open_at`: `（ISO 19107:2003, IDT）`, `(idt ISO 9001:2000)`.

    Without a degree it counts only right after a dated number (`adjacent`), with degree UNKNOWN.
    Returns the adoptions and the end of the bracket, or None.
    """
    close = _closing(text, open_at)
    if close is None:
        return None
    found = _correspondence(text, open_at + 1, close, adjacent=adjacent)
    return None if found is None else (found, close + 1)


def _correspondence(text: str, start: int, close: int, *, adjacent: bool) -> list[Adoption] | None:
    """Foreign numbers and a degree between two places; None when something else stands there."""
    targets: list[StandardId] = []
    pos = start
    spans: list[tuple[int, int]] = []
    while pos < close and len(targets) < 12:
        word = _LETTER.search(text, pos, close)
        if word is None:
            break
        if scan_chinese(text, word.start()) is not None:
            return None
        other = scan_foreign(text, word.start())
        if other is None or other.end > close:
            pos = word.end()
            continue
        targets.append(other.id)
        spans.append((other.start, other.end))
        pos = other.end
    if not targets:
        return None
    rest = "".join(text[a:b] for a, b in _between(start, close, spans))
    degree = _DEGREE.search(rest)
    if degree is None:
        if not adjacent or rest.strip(" ,、;和及与\n\t") or targets[0].year is None:
            return None
        return [Adoption(t, Degree.UNKNOWN) for t in targets]
    leftover = _DEGREE.sub("", rest).strip(" ,、;:和及与\n\t采用于其")
    if len(leftover) > 40:
        return None
    value = _DEGREES[degree.group().upper()]
    return [Adoption(t, value) for t in targets]


def _closing(text: str, open_at: int) -> int | None:
    depth = 0
    for i in range(open_at, min(len(text), open_at + 240)):
        if text[i] in "([":
            depth += 1
        elif text[i] in ")]":
            depth -= 1
            if depth == 0:
                return i
    return None


def _between(start: int, end: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out, at = [], start
    for a, b in spans:
        out.append((at, a))
        at = b
    out.append((at, end))
    return out


def add_adoption(standard: StandardId, target: StandardId, degree: Degree) -> StandardId:
    """`standard` with one more correspondence, once for each target."""
    if any(a.target == target for a in standard.adopts):
        return standard
    return replace(standard, adopts=(*standard.adopts, Adoption(target, degree)))
