"""Demands that are no comparison: substances forbidden, things due within a time."""

from __future__ import annotations

import re

from graph.limits import Op
from ingest.extract.limits import lexicon
from ingest.extract.limits.value import Value

_MADE = ("剂", "色素", "染料", "香精", "添加剂", "物质", "激素", "抗生素", "农药", "石棉", "树脂")


def forbidden(text: str, value: Value) -> str:
    """What a prohibition names behind it (不得使用荧光增白剂), empty where it names an action."""
    found = re.match(r"[\u4e00-\u9fffA-Za-z0-9]{1,16}", text[value.end :])
    name = found.group() if found else ""
    terms = [
        term for _, term in lexicon.terms().find(name) if lexicon.terms().values[term] == "substance" and len(term) > 1
    ]
    if name and any(word in (value.expression or "") for word in ("添加", "加入")) and len(name) <= 12:
        return name
    return name if name and (name.endswith(_MADE) or (terms and name.endswith(terms[-1]))) else ""


def deadline(text: str, value: Value) -> str:
    """What has to be done within a time (24 h内响应): empty where no deadline is set."""
    if (
        value.unit is None
        or value.op not in (None, Op.LE)
        or value.unit.kind not in ("time", "working_day", "calendar_month", "calendar_year")
    ):
        return ""
    within = "" if value.suffix else " ?(?:之内|以内|内)"
    found = re.match(within + r"(?:应当|应|须|必须)?(?:进行|予以)?([\u4e00-\u9fff]{2,14})", text[value.end :])
    if found is None or not any(word in text[: value.end + 4] for word in ("应", "须")):
        return ""
    return (
        found.group(1)
        if not found.group(1).startswith(("温度", "测定", "测量", "试验", "平均", "保持", "累计", "应"))
        else ""
    )
