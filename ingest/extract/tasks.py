"""Which tasks of the Beijing 2018 guidance a group standard supports, by what its record says. Pure.

The rules are ``data/tasks.csv``. The fields of tasks 二(二) and 二(五) are reached through the field of the standard
(``IN_DOMAIN``, ``SUPPORTS_TASK``) and are not repeated here. Tasks that concern authorities and not standards
(二(七)–(十一), 二(十四)–(十五), all of 三) have no rule: no record of a standard says anything of them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from graph.ids import Level


@dataclass(frozen=True, slots=True)
class TaskAssignment:
    """A task by its code, how sure, what was seen and why it counts."""

    task: str
    confidence: Decimal
    evidence: str
    rule: str


@cache
def _rules() -> tuple[dict[str, str], ...]:
    text = (files("ingest.extract.data") / "tasks.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def assign_tasks(
    level: Level, issuers: Sequence[str], ics: Sequence[str], *, patents: bool | None, adopts: bool
) -> tuple[TaskAssignment, ...]:
    """The tasks of a standard, each once; only group standards have any.

    >>> [one.task for one in assign_tasks(Level.GROUP, ["中关村标准化协会"], [], patents=None, adopts=False)]
    ['bj2018-2-3']
    """
    if level is not Level.GROUP:
        return ()
    found: dict[str, TaskAssignment] = {}
    for rule in _rules():
        condition, value = rule["condition"], rule["value"]
        seen = ""
        if condition == "issuer":
            seen = next((one for one in issuers if value in one), "")
        elif condition == "ics":
            seen = next((one for one in ics if one.startswith(value)), "")
        elif condition == "patents" and patents:
            seen = "包含专利信息"
        elif condition == "adopts" and adopts:
            seen = "采标"
        if seen and rule["task"] not in found:
            found[rule["task"]] = TaskAssignment(
                rule["task"], Decimal(rule["confidence"]), f"{condition}: {seen}", f"{condition} {value}"
            )
    return tuple(found.values())
