"""People and bodies of a foreword: proposer, committee, drafting organisations in order, drafters (8.3 g to i)."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

from graph.document import Document, ElementKind, Place
from ingest.extract.passages import Passage, passages


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Frozen):
    """A name as printed, with its place. ``role`` is the label it stands under (起草单位, 参编单位, 主要起草人)."""

    name: str
    role: str
    place: Place
    code: str | None = None  # of a committee: SAC/TC 180/SC 4


class Bodies(_Frozen):
    """Bodies and people, each list in printed order."""

    proposers: tuple[Named, ...] = ()
    committees: tuple[Named, ...] = ()  # 归口
    organizations: tuple[Named, ...] = ()
    drafters: tuple[Named, ...] = ()
    approvers: tuple[Named, ...] = ()  # 批准


_SELF = r"(?:[本木](?:标准|文件|部分|规范|规程|导则|指南|指导性技术文件|技术文件|法))"
_BY = re.compile(
    r"(?:" + _SELF + r"[^。\n]{0,12}?)?由(?P<names>[^。；;\n]{2,160}?)(?:共同|联合|负责)*"
    r"(?P<what>提出|归口|组织(?:制订|制定|起草|编制))(?P<more>[^。；;\n]{0,20})"
)
_ORGANIZATIONS = re.compile(
    r"(?P<role>(?:主要|负责|参加|参与|联合|组织)?"
    r"(?:起草|编制|主编|参编|编写|协编|参加|协作|制订|制定|修订|承担|承办|编撰)(?:参加|负责)?单位)\s*[:：]\s*"
)
_ORGANIZATIONS_END = re.compile(
    r"。|" + _SELF + r"|\n?(?:主要|参加|参与|负责)?(?:起草|编制|编写|审查|审核|参编)人|"
    r"\n[^、，。：:\n]{0,8}(?:单位|提出|归口)\s*[:：]"
)
_DRAFTED = re.compile(
    _SELF + r"[^。\n]{0,8}(?:由|委托)(?P<first>[^。\n]{2,600}?)(?P<role>(?:负责|主要|共同|联合)?起草)"
    r"(?:[，,、](?P<second>[^。\n]{2,600}?)(?:参加|参与)(?:起草|编制)?)?[。\n]"
)
_DRAFTERS = re.compile(
    r"(?P<role>(?:主要|参加|参与|负责)?(?:起草|编制|编写|参编|修订|审查|审核|制定|制订)(?:人员?|者))\s*[:：]\s*"
)
_DRAFTERS_END = re.compile(
    r"。|" + _SELF + r"|\n[^、，。：:\n]{0,10}[:：]|\n[^、，。：:\n]{0,14}(?:审查|审核|单位|批准|发布|实施|首次)"
)
_DAY = r"(?:\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)?"
_APPROVED = re.compile(
    _SELF + r"(?:由|经|已经?)?(?P<names>[^。；;\n，,由]{2,60}?)(?:于)?" + _DAY + r"\s*批准(?=[。\n，,]|本标准|\Z)"
)
_LABELLED = re.compile(r"(?P<what>提出|归口|技术归口)单位\s*[:：]\s*(?P<names>[^。\n]{2,160})")
_CODE = re.compile(r"[（(]\s*(?P<code>SAC\s*/?\s*TC\s*\d+(?:\s*/\s*(?:SC|WG|TG|MT|SWG)\s*\d+)*)\s*[)）]", re.IGNORECASE)
_SPLIT = re.compile(r"[、，,；;\n]")
_NAME_SPLIT = re.compile(r"[、，,；;.．\n]")
_MOST_OF_A_LIST = 20_000  # some standards name hundreds of bodies
_KINDS = (ElementKind.FOREWORD, ElementKind.INTRODUCTION)
_ENDS = re.compile(r"(?:等|等单位|等同志)$|^(?:等|和|及|以及|与)$")


def bodies_of(document: Document) -> Bodies:
    """From the foreword; where it names none, from the notes at the end (附加说明, before 1993) and explanations."""
    found = [read_bodies(one) for one in passages(document, *_KINDS)]
    merged = _merged(found)
    if merged.organizations and merged.drafters:
        return merged
    rest = tuple(kind for kind in ElementKind if kind not in (*_KINDS, ElementKind.CONTENTS, ElementKind.TERMS))
    others = [read_bodies(one) for one in passages(document, *rest) if re.search(r"起草|主编|编制单位|归口", one.text)]
    return _merged([*found, *others])


def _merged(found: list[Bodies]) -> Bodies:
    """For each list the first passage that has it."""
    fields = Bodies.model_fields
    return Bodies(**{name: next((v for one in found if (v := getattr(one, name))), ()) for name in fields})


def read_bodies(text: Passage) -> Bodies:
    """Bodies and people of one passage."""
    proposers: list[Named] = []
    committees: list[Named] = []
    approvers: list[Named] = []
    for match in (*_BY.finditer(text.text), *_LABELLED.finditer(text.text)):
        said = match["what"] + (match.groupdict().get("more") or "")
        names = _names(text, match, "names", match["what"])
        if "提出" in said or said.startswith("组织"):
            proposers += names
        if "归口" in said and "，由" not in said:
            committees += names
    for match in _APPROVED.finditer(text.text):
        approvers += _names(text, match, "names", "批准")
    lists = _lists(text.text, _ORGANIZATIONS, _ORGANIZATIONS_END)
    organizations = [one for role, start, end in lists for one in _bodies(text, start, end, role)]
    if not organizations:
        for match in _DRAFTED.finditer(text.text):
            organizations += _names(text, match, "first", match["role"])
            organizations += _names(text, match, "second", "参加起草") if match["second"] else []
    people = _lists(text.text, _DRAFTERS, _DRAFTERS_END)
    drafters = [one for role, start, end in people for one in _people(text, start, end, role)]
    return Bodies(
        proposers=_once(proposers), committees=_once(committees), organizations=_once(organizations),
        drafters=_once(drafters), approvers=_once(approvers),
    )  # fmt: skip


def _once(found: list[Named]) -> tuple[Named, ...]:
    return tuple({one.name: one for one in reversed(found)}[name] for name in dict.fromkeys(one.name for one in found))


def _lists(text: str, label: re.Pattern[str], stop: re.Pattern[str]) -> list[tuple[str, int, int]]:
    """Role, start and end of each labelled list."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while (match := label.search(text, at)) is not None:
        end = stop.search(text, match.end())
        at = max(match.end(), end.start() if end else len(text))
        found.append((match["role"], match.end(), min(at, match.end() + _MOST_OF_A_LIST)))
    return found


def _names(text: Passage, match: re.Match[str], group: str, role: str) -> list[Named]:
    return _bodies(text, *match.span(group), role)


def _bodies(text: Passage, start: int, end: int, role: str) -> list[Named]:
    """Bodies of a list; separators within brackets do not separate."""
    return [
        named
        for a, b in _pieces(text.text, start, end, _SPLIT, joints="和及与")
        if (named := _body(text, a, b, role)) is not None
    ]


def _body(text: Passage, start: int, end: int, role: str) -> Named | None:
    printed = text.text[start:end]
    code = _CODE.search(printed)
    name = re.sub(r"\s+(?=[\u3400-\u9fff（(])|(?<=[\u3400-\u9fff）)])\s+", "", _CODE.sub("", printed))
    name = _ENDS.sub("", name.strip(" 。：:"))
    name = re.sub(r"^[本木](?:标准|文件|部分)由", "", name)
    if len(name) < 2 or not re.search(r"[\u3400-\u9fffA-Za-z]{2}", name) or len(name) > 60:
        return None
    plain = _plain_code(code["code"]) if code else None
    return Named(name=name, role=role, code=plain, place=text.place(start, end))


def _plain_code(code: str) -> str:
    """``SAC/TC 180/SC 4`` whatever was printed."""
    tight = re.sub(r"\s", "", code).upper().replace("SACTC", "SAC/TC")
    return re.sub(r"(TC|SC|WG|TG|MT|SWG)(?=\d)", r"\1 ", tight)


def _pieces(text: str, start: int, end: int, split: re.Pattern[str], joints: str = "") -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    depth, at = 0, start
    for i in range(start, end):
        sign = text[i]
        depth += (sign in "（(") - (sign in "）)")
        if depth <= 0 and (split.match(sign) or (sign in joints and _joins_bodies(text, start, i, end))):
            pieces.append((at, i))
            at = i + 1
    pieces.append((at, end))
    trimmed = []
    for a, b in pieces:
        while a < b and text[a].isspace():
            a += 1
        while a < b and text[b - 1].isspace():
            b -= 1
        if a < b:
            trimmed.append((a, b))
    return trimmed


def _joins_bodies(text: str, start: int, at: int, end: int) -> bool:
    """Whether 和 stands between two bodies: what is before it ends as a name does."""
    before = text[max(start, at - 6) : at].rstrip()
    after = text[at + 1 : min(end, at + 40)]
    ended = re.search(r"(?:部|局|厅|委员会|协会|学会|公司|院|所|中心|大学|集团|会|站|[)）])$", before)
    begins = re.search(r"(?:部|局|厅|委员会|协会|学会|公司|院|所|中心|大学|集团|会|站)", after)
    return ended is not None and begins is not None


def _people(text: Passage, start: int, end: int, role: str) -> list[Named]:
    """People of a list. Where blanks separate, single signs belong together (张 三)."""
    pieces = _pieces(text.text, start, end, _NAME_SPLIT)
    found: list[Named] = []
    for a, b in pieces:
        printed = text.text[a:b]
        parts = [(a + m.start(), a + m.end()) for m in re.finditer(r"\S+", printed)]
        whole = re.sub(r"\s", "", printed)
        if len(parts) == 1 or (len(whole) <= 4 and all(y - x == 1 for x, y in parts)) or re.search("[A-Za-z·]", whole):
            spans = [(a, b)]
        else:
            spans = _people_spans(parts)
        for x, y in spans:
            name = _ENDS.sub("", re.sub(r"\s", "", text.text[x:y]) if not re.search("[A-Za-z]", printed) else printed)
            name = re.sub(r"[（(].*$", "", name)
            if 2 <= len(name) <= 30 and re.search(r"[\u3400-\u9fffA-Za-z]", name) and not re.search(r"\d", name):
                found.append(Named(name=name, role=role, place=text.place(x, y)))
    return found


def _people_spans(parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words separated by blanks: one-sign words are put together in pairs."""
    spans: list[tuple[int, int]] = []
    single: int | None = None
    for a, b in parts:
        if b - a == 1 and single is None:
            single = a
        elif b - a == 1 and single is not None:
            spans.append((single, b))
            single = None
        else:
            if single is not None:
                spans.append((single, b))
                single = None
                continue
            spans.append((a, b))
    return spans
