"""What an error says, in the language of the one who reads it (``sentences.toml``)."""

from __future__ import annotations

import errno
import tomllib
from functools import cache
from importlib.resources import files

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.settings import Language
from graph.errors import Said, SaidError


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """``sentences``: English → Chinese; ``reasons``: name of an error number of the system → Chinese."""
    return tomllib.loads((files("api") / "sentences.toml").read_text("utf-8"))


def said(error: Exception) -> Said:
    """What one of the known errors says."""
    if isinstance(error, SaidError):
        return error.said
    if isinstance(error, ValidationError):
        first, *more = [_setting(one) for one in error.errors()]
        return first if not more else Said("{first} (+{more})", first=first, more=len(more))
    if isinstance(error, tomllib.TOMLDecodeError):
        return Said("biaotu.toml: {error}", error=error)
    return Said("{error}", error=error)


def say(what: Exception | Said, language: Language) -> str:
    """The sentence in a language. A sentence without a translation stays as it is."""
    told = what if isinstance(what, Said) else said(what)
    sentence = told.sentence if language == "en" else catalogue()["sentences"].get(told.sentence, told.sentence)
    return told.filled(sentence, lambda fact: _fact(fact, language))


def _fact(fact: object, language: Language) -> object:
    if isinstance(fact, OSError):
        known = catalogue()["reasons"].get(errno.errorcode.get(fact.errno or 0, ""))
        return known if known and language == "zh" else fact.strerror or str(fact)
    return say(fact, language) if isinstance(fact, Said) else fact


def _setting(wrong: ErrorDetails) -> Said:
    """One wrong setting, as pydantic describes it."""
    name = ".".join(map(str, wrong["loc"])) or "biaotu"
    return Said("{name}: {value!r} is not allowed; {reason}", name=name, value=wrong["input"], reason=wrong["msg"])
