"""Bodies from registers: companies with their USCC, associations with their code, universities, members, committees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from stdnum.cn import uscc as _uscc
from stdnum.exceptions import ValidationError

from graph.ids import code_table
from ingest.bodies import committee, organization_key
from ingest.records import CommitteeRecord, Issue, OrganizationRecord, Problem, Row
from ingest.sources.patents import parse_day
from ingest.sources.tables import Cells, Reader, Table
from ingest.sources.values import clean, split

_COMMITTEES = ("iso_committee", "tc_number", "national_tc", "committee")
_GROUP = re.compile(r"(?:T/)?([A-Z][A-Z0-9]{1,15})")
_OWN_CODES = {"moe_school_code": "moe", "group_code": "", "ror": "ror"}


def rows(table: Table) -> Iterator[Row | Issue]:
    """Every body of a table, or why it is none. A USCC given to two names is noted at the second."""
    holders: dict[str, str] = {}
    for cells in table.rows():
        if isinstance(cells, Issue):
            yield cells
        elif cells.text("code_type") in _COMMITTEES or cells.text("category") in _COMMITTEES:
            yield _committee(cells)
        else:
            yield _organization(cells, holders)


def committees(table: Table) -> Iterator[Row | Issue]:
    """Every committee of a list of committees (SAC, ISO Open Data)."""
    for cells in table.rows():
        yield cells if isinstance(cells, Issue) else _committee(cells)


def _organization(cells: Cells, holders: dict[str, str]) -> Row | Issue:
    name = organization_key(cells.text("name")) or cells.text("name_en")
    if not name:
        return Issue(cells.place, Problem.NO_NAME, "the row names no organisation")
    reader = Reader(cells, name)
    uscc = reader.attempt("uscc", parse_uscc, Problem.WRONG_CHECKSUM) if cells.text("uscc") else None
    if isinstance(uscc, str) and holders.setdefault(uscc, name) != name:
        reader.leave_out(
            "uscc", Problem.SHARED_USCC,
            f"{uscc} is also the code of {holders[uscc]}; both are kept, `biaotu organizations` lists it",
        )  # fmt: skip
    identifiers, group = [], None
    code, kind = cells.text("code"), cells.text("code_type")
    given = cells.text("group_code") or (code if kind == "group_code" else "")
    if given:
        found = _GROUP.fullmatch(unicodedata.normalize("NFKC", given).upper())
        group = found[1] if found else None
        if group is None:
            reader.leave_out("group_code", Problem.BAD_VALUE, "no code of an association like T/CAS", given)
    elif code and _OWN_CODES.get(kind):
        identifiers.append(f"{_OWN_CODES[kind]}:{code}")
    elif code:
        reader.leave_out("code", Problem.BAD_VALUE, "a code of no known register; name it in code_type", code)
    if cells.text("identifier"):
        identifiers.append(f"ror:{cells.text('identifier').rsplit('/', 1)[-1]}")
    region = region_of(cells.text("city"))
    if cells.text("city") and region is None:
        reader.leave_out("city", Problem.BAD_VALUE, "no province or city of GB/T 2260 known here")
    day = reader.attempt("retrieved_on", parse_day, Problem.IMPOSSIBLE_DATE)
    record = OrganizationRecord(
        name=name,
        name_en=(cells.text("name_en") or None) if name != cells.text("name_en") else name,
        uscc=uscc if isinstance(uscc, str) else None,
        group_code=group,
        category=cells.text("category") or None,
        aliases=tuple(map(organization_key, split(cells.cell("aliases")))),
        identifiers=tuple(identifiers),
        region=region,
        parent=organization_key(cells.text("parent")) or None,
        industry=next(iter(cells.text("industry").split()), None),
        provenance=_provenance(cells),
        retrieved_on=day,
    )
    return Row(cells.place, record, tuple(reader.issues))


def _committee(cells: Cells) -> Row | Issue:
    name_zh = cells.text("name_zh") or cells.text("name")
    name_en = cells.text("name_en")
    if name_zh and name_zh.isascii():
        name_zh, name_en = "", name_en or name_zh
    code = cells.text("code")
    if not (code or name_zh or name_en):
        return Issue(cells.place, Problem.NO_NAME, "the row names no committee")
    if code:
        code = re.sub(r"^TC\s*(\d)", r"SAC/TC \1", unicodedata.normalize("NFKC", code).strip())
        _, _, known = committee(code)
        code = known or code
    record = CommitteeRecord(
        code or None, name_zh or None, name_en or None, cells.text("secretariat") or None, _provenance(cells)
    )
    return Row(cells.place, record)


def _provenance(cells: Cells) -> str | None:
    cell = cells.cell("provenance")
    return ("; ".join(cell) if isinstance(cell, tuple) else clean(cell)) or None


def parse_uscc(text: str) -> str:
    """A unified social credit code 统一社会信用代码 (GB 32100), with its check sign.

    Raises ``ValueError`` saying what is wrong.
    """
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    try:
        return str(_uscc.validate(plain))
    except ValidationError as error:
        raise ValueError(f"{plain[:40]} is no valid unified social credit code: {error}") from error


_SUFFIX = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")


@cache
def _regions() -> dict[str, str]:
    """Names of provinces, with and without 省, 市, 自治区 → GB/T 2260 code."""
    by_name = {name: code for code, name in code_table().provinces.items()}
    return by_name | {_SUFFIX.sub("", name): code for name, code in by_name.items()}


def region_of(text: str) -> str | None:
    """The province a text begins with: ``北京``, ``广东省深圳市``."""
    plain = clean(text)
    return next((code for name, code in _regions().items() if plain.startswith(name)), None)
