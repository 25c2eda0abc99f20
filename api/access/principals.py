"""Someone known: by an API key, or signed in to the pages by one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a key allows; each includes those before it."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def includes(self, other: Scope) -> bool:
        order = list(Scope)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Principal:
    """``organisation`` owns the drafts; ``name`` stands in the audit log and beside review decisions."""

    id: str
    name: str
    organisation: str
    scope: Scope
