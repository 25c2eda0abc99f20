"""What HTTP refuses by a status of its own, said in the language of the one who asked."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException

from graph.errors import Said


class Refusal(HTTPException):
    """A status with a sentence and its facts, as :class:`~graph.errors.Said`."""

    def __init__(
        self, status: int, sentence: str, /, *, headers: Mapping[str, str] | None = None, **facts: object
    ) -> None:
        self.said = Said(sentence, **facts)
        super().__init__(status, str(self.said), dict(headers or {}))
