"""The cover (GB/T 1.1-2020, 8.1): number, titles, classification, replaced standards, dates, issuers, stage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.document import Block, BlockKind, Cover
from graph.ids import find
from ingest.documents.elements import compact, plain

_LINES = 60
_NUMBERED_LINES = 12  # within which the cover's own number stands
_AROUND = " \t\u3000:：《》()（）[]【】"
_OTHERS = re.compile(r"(?:部分)?代替|附件|关于|备案|[(（](?:部分)?代替")
_GOES_ON = re.compile(r"[的和与及中、等,，。;；/]")
_ICS = re.compile(r"I\s?C\s?S\s*[:：]?\s*(\d{2}(?:\.\d{2,3}){0,2}(?:\s*[,，;；/、]\s*\d{2}(?:\.\d{2,3}){0,2})*)")
_CCS = re.compile(r"(?:CCS|中国标准文献分类号)\s*[:：]?\s*([A-Z]\s?\d{2})|^\s*([A-Z]\s?\d{2})(?:/\d{2})?\s*$")
_REPLACES = re.compile(r"^(?:部分)?代替\s*[:：]?\s*(.+)$")
_DATE = re.compile(
    r"(\d{4})\s*[-—–－.年]\s*(\d{1,2})\s*[-—–－.月]\s*(\d{1,2})\s*日?\s*(发\s*布|批\s*准|实\s*施|施\s*行|生\s*效)"
)
_STAGE = re.compile(r"(?:工作组)?(?:征求意见|送审|报批|讨论|审查|审定|发布|公示|修订)稿|标准草案|草案稿?")
_LEVEL = re.compile(
    r"^(?:中华人民共和国)?.{0,14}(?:国家标准化指导性技术文件|国家标准|行业标准|地方标准|团体标准|企业标准|国家职业卫生标准)$"
)
_ISSUER = re.compile(r"(?:部|局|厅|总局|委员会|协会|学会|联合会|联盟|公司|院|中心|促进会|商会|政府|署)$")
_NO_TITLE = re.compile(
    r"发布|实施|代替|备案号|本电子版|正式(?:标准|出版)|出版过程中|出版社|^【|^[(（].*[)）]$|^\d+$|公告|^附件|打印|定价|统一书号|www\.|"
    r"^DB\d*$|^(?:GB|HJ|T)$|UDC|电话|印张|字数|版权"
)


def read_cover(front: Sequence[Block], body_title: str | None = None, running_heads: Sequence[str] = ()) -> Cover:
    """Read the cover from the blocks before the contents page; ``body_title`` is the title above chapter 1.

    Where the cover is a picture or shows no number, the running heads tell it.
    """
    lines = _parted([block for block in front if block.kind is not BlockKind.TABLE][:_LINES])
    texts = [plain(block.text).strip() for block in lines]
    titles, title_en = _titles(lines, texts, body_title)
    issued, implemented = _dates(texts)
    return Cover(
        number=_own_number(texts, running_heads),
        title_zh=titles,
        title_en=title_en,
        ics=tuple(_ics(texts)),
        ccs=tuple(_ccs(texts)),
        replaces=tuple(_replaces(texts)),
        issued=issued,
        implemented=implemented,
        issuers=tuple(_issuers(texts)),
        stage=_stage(texts),
    )


def _parted(lines: Sequence[Block]) -> list[Block]:
    """The lines with number and title apart where one line holds both (GB 18401—2010 国家纺织产品基本安全技术规范).

    Only the first line of a number counts: below it a cover names other standards with their titles.
    """
    for at, block in enumerate(lines[:_NUMBERED_LINES]):
        text = plain(block.text).strip()
        mentions = [] if _OTHERS.match(text) else find(text)
        if not mentions:
            continue
        first = mentions[0]
        before, after = text[: first.start].strip(_AROUND), text[first.end :].strip(_AROUND)
        if len(mentions) > 1 or bool(before) == bool(after) or _GOES_ON.match(after):
            break
        if not _reads_like_title(before or after):
            break
        printed = text[first.start : first.end].strip()
        halves = [block.model_copy(update={"text": half}) for half in (printed, before or after)]
        return [*lines[:at], *halves, *lines[at + 1 :]]
    return list(lines)


def _own_number(texts: Sequence[str], running_heads: Sequence[str]) -> str | None:
    """The number on the cover; where the running heads name another one, theirs (the cover lists replaced ones too)."""
    on_cover, running = _number(texts), _number(running_heads)
    if running is None or on_cover is None:
        return on_cover or running
    same = re.sub(r"\W", "", on_cover).startswith(re.sub(r"\W", "", running)[:8])
    return on_cover if same else running


def _number(texts: Sequence[str]) -> str | None:
    for text in texts:
        if text.startswith(("代替", "部分代替", "附件")):
            continue
        for mention in find(text):
            if mention.start <= 2 and len(text) - mention.end <= 12:
                return text[mention.start : mention.end].strip()
    return None


def _ics(texts: Sequence[str]) -> list[str]:
    for text in texts:
        if match := _ICS.search(text):
            return re.split(r"\s*[,，;；/、]\s*", match[1])
    return []


def _ccs(texts: Sequence[str]) -> list[str]:
    for text in texts[:12]:
        if match := _CCS.search(text):
            return [re.sub(r"\s", "", match[1] or match[2])]
    return []


def _replaces(texts: Sequence[str]) -> list[str]:
    for text in texts:
        if match := _REPLACES.match(re.sub(r"(?<=[代部])\s+(?=[替分])", "", text)):
            return [piece.strip() for piece in re.split(r"[、,，;；]", match[1]) if piece.strip()]
    return []


def _dates(texts: Sequence[str]) -> tuple[str | None, str | None]:
    issued = implemented = None
    for text in texts:
        for year, month, day, what in _DATE.findall(text):
            date = f"{year}-{int(month):02}-{int(day):02}"
            if re.match(r"发|批", what):
                issued = issued or date
            else:
                implemented = implemented or date
    return issued, implemented


def _issuers(texts: Sequence[str]) -> list[str]:
    found: list[str] = []
    dated = next((i for i, text in enumerate(texts) if _DATE.search(text)), None)
    if dated is None:
        return []
    for text in texts[dated + 1 : dated + 9]:
        name = re.sub(r"(?:联合)?发布$", "", compact(text))
        if 3 <= len(name) <= 30 and _ISSUER.search(name) and not re.search(r"[。，\d]", name) and name not in found:
            found.append(name)
        elif len(name) > 30:
            break
    return found


def _stage(texts: Sequence[str]) -> str | None:
    for text in texts:
        key = compact(text)
        match = _STAGE.search(key)
        if match and (len(key) <= 24 or key.startswith(("(", "（"))):
            return match.group()
    return None


def _titles(lines: Sequence[Block], texts: Sequence[str], body_title: str | None) -> tuple[str | None, str | None]:
    """Title in Chinese (over several lines) and in English; the one above chapter 1 tells where it ends."""
    wanted = compact(body_title or "")
    fit = [i for i, text in enumerate(texts) if _reads_like_title(text)]
    big = [i for i in fit if (lines[i].style or "").startswith(("title", "Title", "标题"))]
    start = next((i for i in fit if wanted and wanted.startswith(compact(texts[i]))), None)
    if start is None:
        pool = big or fit
        start = pool[0] if pool else None
    if start is None:
        return _spaced(body_title or "") or None, None if body_title else _title_in_english(texts)
    end = start + 1
    joined = compact(texts[start])
    while (
        end < len(texts)
        and end in fit
        and end - start < 4
        and (not wanted or wanted.startswith(joined + compact(texts[end])))
    ):
        joined += compact(texts[end])
        end += 1
    title = _spaced(" ".join(texts[start:end]) if not wanted else (body_title or ""))
    english: list[str] = []
    for text in texts[end : end + 6]:
        if re.search(r"[\u3400-\u9fff]", text):
            if english:
                break
            continue
        if len(re.findall(r"[A-Za-z]{2,}", text)) >= (1 if english else 2):
            english.append(text)
    return title or None, _spaced(" ".join(english)) or None


def _title_in_english(texts: Sequence[str]) -> str | None:
    """The title of a document whose cover is in English alone: the first line of words that is no number or date."""
    for text in texts:
        words = re.findall(r"[A-Za-z]{2,}", text)
        if len(words) >= 3 and not find(text) and not _DATE.search(text) and text[0] not in "([":
            return _spaced(text)
    return None


def _reads_like_title(text: str) -> bool:
    key = compact(text)
    hanzi = len(re.findall(r"[\u3400-\u9fff]", key))
    if hanzi < 3 or len(key) > 80 or hanzi * 2 < len(key) or key.endswith(("。", "；", "：", "，")):
        return False
    mentions = find(text)
    numbered = bool(mentions) and mentions[0].start <= 1
    return not (
        numbered or _LEVEL.match(key) or _NO_TITLE.search(key) or _STAGE.fullmatch(key) or _DATE.search(text)
    ) and not (_ISSUER.search(key) and len(key) < 20 and not key.endswith("标准"))


def _spaced(text: str) -> str:
    text = re.sub(r"\s+", " ", plain(text)).strip()
    if re.fullmatch(r"(?:[\u3400-\u9fff] ){2,}[\u3400-\u9fff]", text):  # 环 境 标 准
        return text.replace(" ", "")
    return text
