"""Code tables (代号表) as data: Chinese codes, provinces, international and foreign bodies, glyphs.

The files lie in `graph/ids/data`, each row with its source, and are read on first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """What a code (代号) stands for. `level` and `nature` are the values of `Level` and `Nature`."""

    code: str
    name_zh: str
    level: str
    nature: str
    flags: str = ""
    known: bool = True

    @property
    def hyphens(self) -> bool:
        """Hyphens may stand inside the serial (`DBJ/T 15-208-2020`)."""
        return "h" in self.flags

    @property
    def letters(self) -> bool:
        """The serial may begin with letters (`JTG D20`)."""
        return "l" in self.flags

    @property
    def weak(self) -> bool:
        """The letters have other uses (HB hardness, SC subcommittee): more evidence is wanted in text."""
        return "w" in self.flags

    @property
    def bracketed(self) -> bool:
        """A field in brackets may follow the code (`JJF(铁道)`)."""
        return "b" in self.flags


@dataclass(frozen=True, slots=True)
class BodyInfo:
    """An international or foreign body, how its numbers are built, and the sign before the year."""

    body: str
    name_zh: str
    level: str
    style: str
    year_separator: str
    flags: str = ""

    @property
    def weak(self) -> bool:
        """The letters are also an English word, unit or abbreviation: a dated number is wanted in text."""
        return "w" in self.flags


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character that stands for an ASCII one in damaged or decorated text."""

    ascii: str
    kind: str
    needs_context: bool


@dataclass(frozen=True, slots=True)
class CodeTable:
    """All code tables, as read from the data files."""

    codes: dict[str, CodeInfo]
    provinces: dict[str, str]
    province_shorts: dict[str, str]
    bodies: dict[str, BodyInfo]
    glyphs: dict[str, Glyph]


def _rows(name: str) -> list[dict[str, str]]:
    import csv  # here, not above: parse() of clean numbers and imports of this package stay cheap
    from importlib import resources

    text = (resources.files("graph.ids") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def code_table() -> CodeTable:
    """The code tables, read once."""
    codes = {
        row["code"].upper(): CodeInfo(row["code"], row["name_zh"], row["level"], row["nature"], row["flags"])
        for row in _rows("codes.csv")
    }
    provinces = _rows("provinces.csv")
    return CodeTable(
        codes=codes,
        provinces={row["code"]: row["name_zh"] for row in provinces},
        province_shorts={row["short"]: row["name_zh"] for row in provinces},
        bodies={
            row["body"].upper(): BodyInfo(
                row["body"], row["name_zh"], row["level"], row["style"], row["year_separator"], row["flags"]
            )
            for row in _rows("bodies.csv")
        },
        glyphs={
            row["glyph"]: Glyph(row["ascii"], row["kind"], row["needs_context"] == "1") for row in _rows("glyphs.csv")
        },
    )


MARKS = {"T": "recommended", "Z": "guidance"}  # the letter after the slash: 推荐性, 指导性技术文件


@lru_cache(maxsize=4096)
def prefix_info(code: str) -> CodeInfo:
    """Name, level and nature of a code or prefix.

    Takes a bare code (`GB`), a marked one (`GB/T`), a local one (`DB4403/T`), an organisation's
    (`T/CAS`, `Q/CSG`) or an international prefix (`ISO/IEC TR`). An unknown code of letters comes back as
    an industry code with `known=False`: such a number wants review.
    """
    table = code_table()
    if code.startswith(("T/", "Q/")):
        kind, level = ("团体标准", "group") if code[0] == "T" else ("企业标准", "enterprise")
        return CodeInfo(code, f"{kind} {code[2:]}", level, "voluntary", "lh")
    if code.startswith("DBS"):
        name = table.provinces.get(code[3:5], "")
        return CodeInfo(code, f"{name}食品安全地方标准", "local_food_safety", "mandatory_or_unmarked")
    if code.startswith("DB") and code[2:3].isdigit():
        return _local(code, table)
    if code.startswith("DG") and code[2:3].isdigit():
        nature = MARKS.get(code.partition("/")[2][-1:], "mandatory_or_unmarked")
        return CodeInfo(code, "农业机械推广鉴定大纲", "local", nature)
    if code.endswith(("公告", "号")):
        return CodeInfo(code, "农业农村部公告标准", "national", "mandatory_or_unmarked")
    base, slash, mark = code.partition("/")
    bare = base.partition("(")[0]
    found = table.codes.get(bare.upper())
    if found is not None:
        nature = found.nature
        if slash and mark:
            nature = MARKS.get(mark[-1], found.nature) if mark[0] in "TZ" else found.nature
        if mark.startswith("Z") and found.code == "JB" and mark != "Z":
            nature = found.nature  # JB/ZQ, JB/DQ: old ministry series, not guidance
        suffix = {"T": "（推荐性）", "Z": "（指导性技术文件）"}.get(mark, "")
        return CodeInfo(code, found.name_zh + suffix, found.level, nature, found.flags)
    body = body_of(code)
    if body is not None:
        return CodeInfo(code, body.name_zh, level_of(code), "na")
    nature = MARKS.get(mark[:1], "mandatory_or_unmarked")
    return CodeInfo(code, f"未知代号 {code}", "industry", nature, "w", known=False)


def _local(code: str, table: CodeTable) -> CodeInfo:
    """Local codes: two digits a province, four a city (GB/T 2260); `/T` recommended, `(J)` engineering."""
    base, _, mark = code.partition("/")
    digits = base[2:].partition("(")[0]
    name = table.provinces.get(digits[:2])
    label = f"{name or '未知地区'}{'' if len(digits) <= 2 else '（' + digits + '）'}地方标准"
    nature = MARKS.get(mark[-1:], "mandatory_or_unmarked")
    return CodeInfo(code, label, "local", nature, "h", known=name is not None)


@lru_cache(maxsize=1024)
def body_of(prefix: str) -> BodyInfo | None:
    """The body whose rules a foreign prefix follows: the first of `ISO/ASTM`, the last of `DIN EN ISO`."""
    bodies = code_table().bodies
    whole = bodies.get(prefix.upper())
    if whole is not None:
        return whole
    for word in reversed(prefix.upper().replace("UNE-EN", "UNE EN").split(" ")):
        found = bodies.get(word.split("/")[0])
        if found is not None:
            return found
    return None


@lru_cache(maxsize=1024)
def level_of(prefix: str) -> str:
    """Level of a foreign prefix: that of its first body (DIN EN ISO is a German standard)."""
    bodies = code_table().bodies
    first = bodies.get(prefix.upper()) or bodies.get(prefix.upper().split(" ")[0].split("/")[0])
    last = body_of(prefix)
    found = first or last
    return found.level if found else "foreign"


@lru_cache(maxsize=4096)
def year_separator(prefix: str) -> str:
    """The sign before the year: `:` for international and most foreign prefixes, `-` otherwise."""
    if prefix.startswith(("T/", "Q/", "DB")) or prefix.partition("/")[0].upper() in code_table().codes:
        return "-"
    body = body_of(prefix)
    return body.year_separator if body else "-"


DOCUMENT_TYPES = ("TS", "TR", "PAS", "Guide", "SRD", "R", "DIS", "FDIS", "CD", "WD", "DTS", "DTR", "DPAS")


@lru_cache(maxsize=4096)
def family_of(prefix: str) -> str:
    """The prefix without the sign of its nature: GB/T → GB, HJ/T → HJ, DB11/T → DB11, ISO/TS → ISO."""
    if prefix.startswith(("T/", "Q/")):
        return prefix
    if prefix == "CECS":
        return "T/CECS"  # the association's old code, continued as group standards
    if prefix.startswith("DBS"):
        return prefix
    base, _, mark = prefix.partition("/")
    if mark in ("T", "Z") and body_of(base) is None:
        return base
    words = [w for w in prefix.replace("/", " / ").split() if w not in DOCUMENT_TYPES or w == "Guide"]
    return " ".join(words).replace(" / ", "/").removesuffix(" /")
