"""Names of organisations and committees as registries print them → keys of nodes.

Only what is surely the same is put together here (width, spaces, brackets); everything else is a merge, decided by a
rule with evidence or by a reviewer, and a statement of its own.
"""

from __future__ import annotations

import re
import unicodedata

from graph.kinds import NodeKind
from graph.model import node_id

_COMMITTEE_CODE = re.compile(
    r"[(（]?\s*SAC\s*/?\s*TC\s*(\d+)((?:\s*/\s*(?:SC|WG|TG|MT)\s*\d+)*)\s*[)）]?", re.IGNORECASE
)
_INTERNATIONAL = re.compile(  # ISO/TC 215, ISO/IEC JTC 1/SC 27, IEC/TC 65/WG 1, SAC/SWG 14
    r"(?:SAC/SWG \d+|(?:ISO|IEC|ISO/IEC|IEC/ISO|CISPR|ITU-T)[/ ]"
    r"(?:TC|JTC|PC|SC|SG|JSyC|JPC|SyC|CIS|TMB)\b[^()（）]{0,40})"
)
_SUB = re.compile(r"(SC|WG|TG|MT)\s*(\d+)", re.IGNORECASE)


def organization_key(name: str) -> str:
    """The name with normal width, without spaces between hanzi, with ASCII brackets."""
    text = unicodedata.normalize("NFKC", name).strip()
    text = re.sub(r"(?<=[\u3400-\u9fff)])\s+(?=[\u3400-\u9fff(])", "", text)
    return re.sub(r"\s+", " ", text)


def organization_id(name: str) -> str:
    return node_id(NodeKind.ORGANIZATION, organization_key(name))


def committee(text: str) -> tuple[str, str | None, str | None]:
    """Node id, name and code of a committee: ``全国标准化原理与方法标准化技术委员会(SAC/TC 286)``.

    The code is the key where there is one (``SAC/TC 286/SC 1``), the name otherwise.
    """
    plain = organization_key(text)
    found = _COMMITTEE_CODE.search(plain)
    if found is None and _INTERNATIONAL.fullmatch(plain):
        return node_id(NodeKind.COMMITTEE, plain), None, plain
    if found is None:
        return node_id(NodeKind.COMMITTEE, plain), plain, None
    code = f"SAC/TC {found[1]}" + "".join(f"/{kind.upper()} {number}" for kind, number in _SUB.findall(found[2]))
    name = (plain[: found.start()] + plain[found.end() :]).strip(" ()（）") or None
    return node_id(NodeKind.COMMITTEE, code), name, code


def committee_parent(node: str) -> str | None:
    """The committee above one with a code: ``SAC/TC 286`` of ``SAC/TC 286/SC 1``."""
    code = node.partition(":")[2]
    above, _, last = code.rpartition("/")
    if above and re.match(r"(?:SC|WG|TG|MT|AG|JWG)\s*\d", last) and re.search(r"\d", above):
        return node_id(NodeKind.COMMITTEE, above)
    return None
