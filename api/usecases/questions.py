"""Questions to the whole graph by name: what may take minutes on large data, and is asked in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from api.settings import Settings
from api.usecases.bodies import bodies
from api.usecases.bridges import bridging
from api.usecases.clusters import clusters
from api.usecases.conflicts import conflicts
from api.usecases.gaps import gaps
from api.usecases.library import library
from api.usecases.policy import conversion, policy
from api.usecases.views import View
from api.usecases.watch import watch

QUESTIONS: Mapping[str, Callable[..., View]] = {
    "gaps": gaps,
    "conflicts": conflicts,
    "clusters": clusters,
    "bridges": bridging,
    "bodies": bodies,
    "policy": policy,
    "conversion": conversion,
    "watch": watch,
}


def answer(settings: Settings, name: str, arguments: Mapping[str, object]) -> View:
    """The answer of the live generation."""
    with library(settings) as opened:
        return QUESTIONS[name](opened, **arguments)
