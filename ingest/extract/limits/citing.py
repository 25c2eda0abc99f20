"""What the text says of a table it cites: 防火间距不应小于表4.2.4的规定 makes the table's values lower bounds.

GB/T 1.1-2020, 9.9.1: every table is mentioned in the text; the sentence that does so is the provision, the table its
detail. A table without comparators of its own takes comparator, characteristic and modality from that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from graph.document import Modality
from graph.limits import Op
from graph.text import normalize
from ingest.extract.limits import lexicon
from ingest.extract.limits.names import split_name

_T = TypeVar("_T")

_BETWEEN = re.compile(r"(?:按|如|在|见|与)?(?:本(?:规范|标准|文件|部分|规程|导则)的?)?(?:附录 ?[A-Z]的?中?的?)?$")
_COMPLIES = re.compile(r"(?:符合|满足|达到|执行|按照?|采用)$")
_MODAL = re.compile(r"(?:均|都)?(?:应当?|须|必须|宜|可)?(?:同时)?$")
_CIRCUMSTANCE = re.compile(r"^ ?(?:当|若|如果?|凡|对于?|除)")
_WHEN = re.compile(r"^[^，,]{0,16}时(?:$|[，,])")


@dataclass(frozen=True, slots=True)
class Cited:
    """What the sentences that cite a table agree on; a field they do not tell, or differ in, is empty."""

    op: Op | None = None
    characteristic: str = ""
    modality: Modality | None = None


def sentences_of(number: str, paragraphs: Iterable[str]) -> list[tuple[str, str]]:
    """The sentences that cite a table, each parted at its number: what stands before it, and from it on."""
    cited = re.compile(rf"{re.escape(_compact(number))}(?![0-9.]?[0-9])")
    found: list[tuple[str, str]] = []
    for paragraph in paragraphs:
        for sentence in re.split("[。；;]", normalize(paragraph).text):
            match = cited.search(joined := re.sub(r"(?<=表) +", "", sentence))
            if match is not None:
                found.append((joined[: match.start()], joined[match.end() :]))
    return found


def cited(number: str | None, paragraphs: Iterable[str]) -> Cited:
    """What the paragraphs say of a table."""
    if not number:
        return Cited()
    told = [_told(before, after) for before, after in sentences_of(number, paragraphs)]
    return Cited(
        op=_agreed([one.op for one in told]),
        characteristic=_agreed([one.characteristic for one in told]) or "",
        modality=_agreed([one.modality for one in told]),
    )


def _told(before: str, after: str) -> Cited:
    before = _BETWEEN.sub("", before.rstrip()).rstrip()
    segment = re.split("[，,:：]", before)[-1]
    if _CIRCUMSTANCE.match(segment) or _WHEN.match(after):
        return Cited()  # 当浓度大于表1的限值时
    word = lexicon.comparators().ending(segment, len(segment))
    op = Op(lexicon.comparators().values[word]) if word is not None else None
    rest = segment[: len(segment) - len(word)] if word is not None else _COMPLIES.sub("", segment)
    if word is None and rest == segment:
        return Cited()
    about = _MODAL.sub("", rest)
    said = segment[len(about) :]
    if op is not None and not re.search("不|应|须|宜|得", said):
        return Cited()  # 检测值超过表1规定的浓度, in a list of what counts as a leak
    modality = Modality.SHOULD if "宜" in said else Modality.SHALL if re.search("应|须|不得", said) else None
    return Cited(op, _quantity(about), modality)


def _quantity(about: str) -> str:
    """The quantity that the words before the provision end with; empty where they end with something else."""
    name = split_name(about)
    term = lexicon.terms().ending(name.characteristic, len(name.characteristic))
    known = term is not None and lexicon.terms().values[term] == "quantity"
    return name.characteristic if known and not name.modifier_only else ""


def _agreed(values: list[_T | None]) -> _T | None:
    told = {value for value in values if value}
    return told.pop() if len(told) == 1 else None


def _compact(number: str) -> str:
    return re.sub(r"\s", "", normalize(number).text)
