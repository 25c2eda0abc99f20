"""Chinese numbers: code, mark and number of all five levels and beside them, at one place of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.ids.model import Level, Nature, StandardId
from graph.ids.numbers import Number, read_number
from graph.ids.tables import CodeInfo, code_table, prefix_info

_WORD = re.compile(r"[A-Za-z]{1,12}")
_MARK = re.compile(r"[ \t]{0,2}([/_\-])[ \t]{0,2}(TJ|JT|DQ|ZQ|[TZJtzj])(?![A-HJ-Za-km-z]|[Il](?![0-9]))")
_SPACED_MARK = re.compile(r"[ \t]{1,2}([TZ])(?=[ \t]{0,3}[0-9])", re.I)
_DANGLING = re.compile(r"[ \t]?/(?=[ \t]{0,2}[0-9])")
_BRACKET = re.compile(r"[ \t]?[(\[]([\u4e00-\u9fff]{1,4}|[A-Z]{1,3})[)\]]")
_GAP = re.compile(r"[ \t\r_]{0,4}(?:\n[ \t]{0,4})?(?:[-:][ \t]{0,2}|No\.?[ \t]?)?")
_LOCAL_DIGITS = re.compile(
    r"[ \t\-_]{0,2}([0-9])[ \t]?([0-9])(?:[ \t]?([0-9])[ \t]?([0-9]))?(?:([0-9])([0-9])(?=/))?(?![0-9])"
)
_LOCAL_TIGHT = re.compile(r"[ \t\-_]{0,2}([0-9]{2})([0-9]{2})?([0-9]{2}(?=/))?(?![0-9])(?! [0-9] ?[TZ/])")
_TIANJIN = re.compile(r"[ ]{0,2}29-[0-9]{1,4}-(?:19|20)[0-9]{2}(?![0-9])")  # DB/T 29-123-2019
_CSM = re.compile(r"([0-9]{2}(?: [0-9]{2}){1,4})-((?:19|20)[0-9]{2})(?![0-9])")  # CSM 01 01 01 00-2006
_LOCAL_GLUED = re.compile(r"[ \t]{0,2}([0-9]{3,9})(?=-(?:19|20)[0-9]{2}(?![0-9\-]))")
_ORG = re.compile(r"[A-Z]{2,16}(?:-[A-Z]{1,3}(?=[ ]?[0-9]))?|[A-Z](?=[ ][0-9])", re.I)
_ORG_REGION = re.compile(r"[0-9]{4,12} ?[A-Z]{1,8}(?= ?[0-9])")  # Q/320583 KSD 01-2018
_ORG_DIGITS = re.compile(r"(?=[0-9A-Z]*[A-Z])[A-Z0-9]{2,16}(?=[ _\-\n])", re.I)
_ORG_SECOND = re.compile(r"[ ]([A-Z]{3,8})(?=[ ][0-9])")
_NOTICE = re.compile(r"(农业部|农业农村部)(公告)?(?:第)?[ ]?([0-9]{1,5})[ ]?号(?:公告)?[ ]?-[ ]?(?=[0-9])")
_ORG_SLASH = re.compile(r"[ \t]{0,2}[/_][ \t]{0,2}")
_LOCAL_BRACKET = re.compile(r"[(]([A-Z])[)]")
_LOCAL_MARK = re.compile(r"[ \t]{0,2}([TZ])(?=[ \t_\-]{0,3}[0-9])")
_FOOD = re.compile(r"[ \t]{0,2}([0-9]{2})[ \t]?/?[ \t]?")
_PROVINCE_MARK = re.compile(r"[ \t]?([0-9]{2})[ \t]?/[ \t]?(T)(?![A-Za-z])", re.I)
_AREA_MARK = re.compile(r"[ \t]?([0-9]{2,4})/(T)(?![A-Za-z])")


@dataclass(slots=True)
class Hit:
    """A number found at a place, with what `plausible` needs to judge it in running text."""

    id: StandardId
    start: int
    end: int
    info: CodeInfo | None = None
    marked: bool = False  # a slash or letter mark, an organisation: hardly anything else looks so
    gap: str = ""  # what stood between prefix and serial
    printed: str = ""  # the code as printed
    joined_range: str | None = None
    prefix_end: int = 0


def scan_chinese(text: str, at: int, *, strict: bool = False) -> Hit | None:
    """The Chinese number whose code begins at `at`, or None.

    `strict` is for registry fields, where also unknown codes and years after a space only are accepted.
    """
    word = _WORD.match(text, at)
    if word is None:
        return _notice(text, at)
    upper = word.group().upper()
    if upper in ("T", "Q"):
        return _organisation(text, at, word.end(), upper, strict)
    if upper.startswith("DB") and len(upper) <= 4:
        return _local(text, at, word, upper, strict)
    return _coded(text, at, word, upper, strict)


def _coded(text: str, at: int, word: re.Match[str], upper: str, strict: bool) -> Hit | None:
    """National, industry, metrology and other coded numbers."""
    split = _split_code(text, word, upper, strict)
    if split is None:
        return None
    info, pos, mark = split
    code, bracket = info.code, ""
    if info.bracketed and (found := _BRACKET.match(text, pos)):
        bracket, pos = f"({found.group(1)})", found.end()
    if code == "DG" and not mark:
        return _machinery(text, at, pos, strict)
    if code == "DB" and _TIANJIN.match(text, pos):
        info = replace(info, name_zh="天津市工程建设地方标准", level="local", flags="h")
        return _numbered(text, at, pos, f"DB/{mark}" if mark else "DB", info, bool(mark), strict, local=True)
    lost_mark = False
    if not mark and not bracket and (found := _DANGLING.match(text, pos)):
        pos, lost_mark = found.end(), True
    prefix = code + bracket + (f"/{mark}" if mark else "")
    hit = _numbered(text, at, pos, prefix, info, bool(mark or bracket), strict)
    if hit is None:
        return None
    hit.printed = word.group()
    if lost_mark:
        hit.id = _doubt(hit.id, "nothing after the slash: the mark may be lost")
    if not info.known:
        if not (mark or hit.id.dated) or (strict and text[:at].strip()):
            return None
        hit.id = _doubt(hit.id, f"unknown code {code}")
    return hit


def _split_code(text: str, word: re.Match[str], upper: str, strict: bool) -> tuple[CodeInfo, int, str] | None:
    """Code and mark: `GB/T`, `GBT`, `GB T`, `GB_T`, `GB-T`, `JB/ZQ`; the position after them."""
    codes = code_table().codes
    for length, mark in ((len(upper), ""), (len(upper) - 1, upper[-1])):
        if length < 2 or (mark and mark not in "TZ"):
            continue
        info = codes.get(upper[:length])
        if info is None:
            continue
        if mark:
            return info, word.end(), mark
        found = _MARK.match(text, word.end())
        if found and (info.code not in ("TSG",)):
            return info, found.end(), _mark_of(found.group(2).upper(), info.code)
        spaced = _SPACED_MARK.match(text, word.end())
        if spaced and not info.letters:
            return info, spaced.end(), spaced.group(1).upper()
        return info, word.end(), ""
    for cut in (1, 2):  # OCR: GB/TI7657 glued as GBTl7657
        if upper[-cut:].strip("IL") == "" and (info := codes.get(upper[:-cut].removesuffix("T"))):
            mark = "T" if upper[:-cut].endswith("T") else ""
            sure = mark or (info.code == "GB" and word.group().startswith("GB"))  # GBl5063
            return (info, word.end() - cut, mark) if sure else None
    if 2 <= len(upper) <= (4 if strict else 3):
        found = _MARK.match(text, word.end())
        mark = found.group(2).upper() if found else ""
        if mark or strict:
            info = prefix_info(upper)
            return (info, found.end() if found else word.end(), mark) if not info.known else None
    return None


def _mark_of(mark: str, code: str) -> str:
    return "TJ" if code in ("DG", "DGJ") and mark == "TJ" else mark


def _numbered(
    text: str,
    at: int,
    pos: int,
    prefix: str,
    info: CodeInfo,
    marked: bool,
    strict: bool,
    org: str | None = None,
    local: bool = False,
) -> Hit | None:
    gap = _GAP.match(text, pos)
    begin = gap.end() if gap else pos
    if prefix == "CSM" and (grouped := _CSM.match(text, begin)):
        number: Number | None = Number(grouped.group(1), year=int(grouped.group(2)), end=grouped.end())
        assert number is not None
        return Hit(build(prefix, info, number), at, number.end, info, False, text[pos:begin], prefix)
    number = read_number(
        text,
        begin,
        letters=info.letters,
        hyphens=info.hyphens,
        spaced_year=not info.hyphens or strict or info.level == "group",
    )
    if number is None:
        return None
    details = prefix_info(prefix) if org is None else info
    if local:
        details = replace(info, nature=details.nature)
    standard = build(prefix, details, number, org)
    return Hit(
        standard,
        at,
        number.end,
        details,
        marked,
        text[pos:begin],
        prefix,
        joined_range=number.joined_range,
        prefix_end=pos,
    )


def build(prefix: str, info: CodeInfo, number: Number, org: str | None = None) -> StandardId:
    """The typed id of a prefix and a number."""
    return StandardId(
        prefix=prefix,
        level=Level(info.level),
        nature=Nature(info.nature),
        org=org,
        number=number.number,
        part=number.part,
        year=number.year,
        needs_review=number.review,
        notes=tuple(number.notes),
    )


def _organisation(text: str, at: int, pos: int, kind: str, strict: bool) -> Hit | None:
    """Group `T/ORG` and enterprise `Q/ORG` numbers."""
    slash = _ORG_SLASH.match(text, pos)
    if slash is None:
        return None
    underscore = "_" in slash.group()
    found = _ORG_REGION.match(text, slash.end()) or _ORG_DIGITS.match(text, slash.end())
    org_token = found.group().upper() if found else ""
    if found is None or not re.search(r"[0-9] ?[A-Z]", org_token):
        found = _ORG.match(text, slash.end())
        if found is None:
            return None
        org_token = found.group().upper()
    end = found.end()
    if second := _ORG_SECOND.match(text, end):
        org_token, end = f"{org_token} {second.group(1)}", second.end()
    if org_token in ("TC", "SC", "WG", "T") and not strict:
        return None
    prefix = f"{kind}/{org_token}"
    hit = _numbered(text, at, end, prefix, prefix_info(prefix), True, strict, org=org_token)
    if hit is None or (underscore and hit.id.year is None):
        return None
    hit.printed = text[at:pos]
    return hit


def _local(text: str, at: int, word: re.Match[str], upper: str, strict: bool) -> Hit | None:
    """Local numbers `DB11/T`, `DB4403/T`, `DBS44/`, `DB13(J)/T`, `DBJ/T`; `DB/T` is earthquake industry."""
    if upper == "DBS":
        return _food_safety(text, at, word.end(), strict)
    if upper in ("DBJ", "DBJT"):
        return _engineering(text, at, word.end(), "T" if upper == "DBJT" else "", strict)
    if upper != "DB":
        return _coded(text, at, word, upper, strict) if upper in ("DBT",) else None
    if glued := _local_glued(text, at, word.end(), strict):
        return glued
    digits = _LOCAL_TIGHT.match(text, word.end()) or _LOCAL_DIGITS.match(text, word.end())
    if digits is None:
        return _coded(text, at, word, upper, strict)
    area, pos = "".join(d for d in digits.groups() if d), digits.end()
    if area[:2] not in code_table().provinces:
        return _coded(text, at, word, upper, strict)
    prefix = f"DB{area}"
    if bracket := _LOCAL_BRACKET.match(text, pos):
        prefix, pos = f"{prefix}({bracket.group(1)})", bracket.end()
    marked = False
    if found := _MARK.match(text, pos):
        prefix, pos, marked = f"{prefix}/{found.group(2).upper()}", found.end(), True
    elif spaced := _LOCAL_MARK.match(text, pos):
        prefix, pos, marked = f"{prefix}/{spaced.group(1)}", spaced.end(), True
    elif dangling := _DANGLING.match(text, pos):
        pos, marked = dangling.end(), True
    hit = _numbered(text, at, pos, prefix, prefix_info(prefix), marked, strict)
    if hit is None:
        return _coded(text, at, word, upper, strict)
    hit.printed = word.group()
    return hit


def _local_glued(text: str, at: int, pos: int, strict: bool) -> Hit | None:
    """`DB44765-2019`: province and serial printed together; wants review."""
    glued = _LOCAL_GLUED.match(text, pos)
    if glued is None or glued.group(1)[:2] not in code_table().provinces:
        return None
    cut = glued.start(1) + 2
    prefix = f"DB{glued.group(1)[:2]}"
    hit = _numbered(text, at, cut, prefix, prefix_info(prefix), False, strict)
    if hit is None or hit.id.year is None:
        return None
    hit.id = _doubt(hit.id, "province and serial printed together")
    hit.printed = "DB"
    return hit


def _food_safety(text: str, at: int, pos: int, strict: bool) -> Hit | None:
    """Local food safety `DBS44/ 006-2016`: the slash stays, there is no T."""
    digits = _FOOD.match(text, pos)
    if digits is None:
        return None
    prefix = f"DBS{digits.group(1)}/"
    return _numbered(text, at, digits.end(), prefix, prefix_info(prefix), True, strict)


def _engineering(text: str, at: int, pos: int, mark: str, strict: bool) -> Hit | None:
    """Local engineering `DBJ/T 15-208`, `DBJ50-123`, `DBJ33/T 1234` (digits before a mark: the province)."""
    area = _PROVINCE_MARK.match(text, pos)
    if area:
        prefix, pos = f"DBJ{area.group(1)}/T", area.end()
        details = prefix_info("DBJ/T")
    else:
        found = _MARK.match(text, pos)
        if found and found.group(2).upper() == "T":
            mark, pos = "T", found.end()
        prefix = "DBJ/T" if mark else "DBJ"
        details = prefix_info(prefix)
    gap = _GAP.match(text, pos)
    begin = gap.end() if gap else pos
    number = read_number(text, begin, letters=False, hyphens=True, spaced_year=strict)
    if number is None:
        return None
    return Hit(build(prefix, details, number), at, number.end, details, bool(mark or area), text[pos:begin], "DBJ")


def _machinery(text: str, at: int, pos: int, strict: bool) -> Hit | None:
    """Farm machinery certification outlines `DG5306/T 13-2014` (农业机械推广鉴定大纲)."""
    digits = _AREA_MARK.match(text, pos)
    if digits is None:
        return None
    prefix = f"DG{digits.group(1)}/T"
    return _numbered(text, at, digits.end(), prefix, prefix_info(prefix), True, strict)


def _notice(text: str, at: int) -> Hit | None:
    """Standards numbered by a notice of the ministry of agriculture: 农业部953号公告-10.1-2007."""
    found = _NOTICE.match(text, at)
    if found is None:
        return None
    number = read_number(text, found.end(), letters=False, hyphens=False, spaced_year=False)
    if number is None or number.year is None:
        return None
    ministry, notice = found.group(1), found.group(3)
    prefix = f"{ministry}公告第{notice}号" if found.group(2) else f"{ministry}{notice}号公告"
    info = prefix_info(prefix)
    return Hit(build(prefix, info, number), at, number.end, info, True, "", prefix)


def _doubt(standard: StandardId, note: str) -> StandardId:
    return replace(standard, needs_review=True, notes=(*standard.notes, note))
