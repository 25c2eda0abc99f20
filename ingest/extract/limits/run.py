"""What a paragraph has said so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.document import Modality
from graph.limits import Limit, Op
from graph.units import Unit


@dataclass
class Run:
    """What a paragraph has said so far and later values inherit."""

    object: str = ""
    characteristic: str = ""
    grade: str = ""
    op: Op | None = None
    modality: Modality | None = None
    unit: Unit | None = None
    headed: str = ""  # and the object named there
    heading: str = ""  # the characteristic named before a colon: 拉链的平拉强力：3号≥350 N
    scope: list[str] = field(default_factory=list)  # conditions of a heading, for the rest of its sentence
    limits: list[Limit] = field(default_factory=list)
