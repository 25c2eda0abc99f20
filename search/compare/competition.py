"""Provisions that name a supplier, brand, origin or body as a requirement: listed for a person to judge.

The patterns are data (``coverage/data/competition.csv``); names of organisations are confirmed by the port passed in.
Precision first: a provision must require or recommend something, and the name must stand where a requirement puts it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from search.compare.coverage.data import rows
from search.compare.coverage.modality import modals
from search.compare.coverage.provisions import Provision

Known = Callable[[Sequence[str]], str | None]  # of these names the first that an organisation in the data bears


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a provision. ``code``: which finding; ``confirmed``: an organisation of this name is in the data."""

    code: str
    name: str
    provision: Provision
    confirmed: bool = False


_BODY = re.compile(
    r"(?:采用|使用|选用|选择|购买|采购|安装|配备|委托|由|向|从|与|为|提交)(?P<name>[\u4e00-\u9fff（）()A-Za-z·]{2,30}?"
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|研究院|研究所|大学|检测中心|科技园|厂))"
)
_SURE = ("有限公司", "有限责任公司", "集团公司")
_GENERIC = re.compile(
    r"^(?:[本该各某]|上述|有关|相关|其他|第三方|具有|具备|专业|生产|制造|供应|运营|施工|检测|设计|经)"
)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (row["code"], re.compile(row["pattern"]), re.compile(row["except"]) if row["except"] else None)
        for row in rows("competition")
    )


def named(provisions: Iterable[Provision], known: Known, title: str = "") -> list[Named]:
    """All such provisions, in order. ``title`` of the draft: a geographical indication may name its origin."""
    indication = "地理标志" in title or "原产地" in title
    found: list[Named] = []
    for one in provisions:
        if one.left_out is not None or not (modals(one.text) or one.row):
            continue
        found += _organizations(one, known)
        for code, pattern, never in _patterns():
            match = pattern.search(one.text)
            if match is None or (never is not None and never.search(one.text)) or (code == "origin" and indication):
                continue
            found.append(Named(code, match["name"], one))
    return list({(one.code, one.name, one.provision.place): one for one in found}.values())


def _organizations(one: Provision, known: Known) -> list[Named]:
    found = []
    for match in _BODY.finditer(one.text):
        name = match["name"]
        if _GENERIC.match(name):
            continue
        confirmed = known([name[at:] for at in range(len(name) - 3)])
        if confirmed is not None or name.endswith(_SURE):
            found.append(Named("named_supplier", confirmed or name, one, confirmed is not None))
    return found
