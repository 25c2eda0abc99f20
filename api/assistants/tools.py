"""The tools: plain functions over the use cases. Drafts given to them are read in memory and forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from api.assistants.answers import (
    of_against,
    of_check,
    of_documents,
    of_exposure,
    of_gaps,
    of_lint,
    of_search,
    of_show,
    of_stored,
)  # fmt: skip
from api.assistants.parts import Answer
from api.child import run_in_child
from api.errors import BadRequest
from api.messages import Messages
from api.routes.check import READ_OPTIONS
from api.routes.compare import compare_uploaded
from api.settings import Language, Settings
from api.shared import SharedLibrary
from api.uploads import Uploaded
from api.usecases.check import check, draft_from
from api.usecases.compare_against import MANDATORY, NATIONAL, compare_against
from api.usecases.compare_stored import compare_stored
from api.usecases.exposure import DEPTH, exposure
from api.usecases.filters import make_filters
from api.usecases.gaps import field_key, gaps
from api.usecases.lint import ToLint, citations_from, lint, of_document
from api.usecases.search import search
from api.usecases.show import show
from graph.ids import InvalidIdentifier, parse
from graph.vocabulary import domains
from ingest.documents.draft import Draft, read_draft
from search.filters import State

MAX_TEXT = 400_000  # characters of a text given
_TEXT = "draft.md"  # how a text given is read

Lang = Annotated[Language | None, Field(description="language of sentences: zh or en")]
Text = Annotated[str, Field(max_length=MAX_TEXT)]
Most = Annotated[int, Field(ge=1, le=100, description="items shown of each list")]
File = Annotated[str, Field(max_length=1000, description="file below the folder given to `biaotu mcp --files`")]


class Tools:
    """The tools on one library. ``files``: the one folder of which documents may be read; none over HTTP."""

    def __init__(self, settings: Settings, library: SharedLibrary, files: Path | None = None) -> None:
        self._settings, self._library = settings, library
        self._files = files.resolve() if files else None

    def all(self) -> list[Callable[..., Answer]]:
        """What an assistant is offered; ``*_file`` where a folder was given."""
        tools: list[Callable[..., Answer]] = [
            self.search, self.show, self.check, self.compare, self.lint, self.gaps, self.exposure,
        ]  # fmt: skip
        if self._files is not None:
            tools += [self.check_file, self.compare_files, self.lint_file]
        return tools

    def search(
        self,
        query: Annotated[str, Field(max_length=2000, description="words or standard numbers, Chinese or English")],
        status: Annotated[State | None, Field(description="current: in force or upcoming")] = None,
        level: Annotated[list[str] | None, Field(description="national, industry, local, group, enterprise …")] = None,
        field: Annotated[str | None, Field(description="field, e.g. smart-manufacturing, biomedicine")] = None,
        issuer: Annotated[str | None, Field(max_length=200, description="part of the issuer's name")] = None,
        limit: Annotated[int, Field(ge=1, le=50)] = 8,
        offset: Annotated[int, Field(ge=0, le=200)] = 0,
    ) -> Answer:
        """Find standards by meaning, words or number. Each hit has its number, status on the day and what matched."""
        filters = make_filters(
            self._settings.day, levels=level, status=status, issuer=issuer, fields=[field] if field else None
        )
        with self._library.use() as library:
            return of_search(search(library, query, filters, limit=limit, offset=offset), offset)

    def show(
        self,
        number: Annotated[str, Field(max_length=300, description="standard, patent or class number, name, or node id")],
        limit: Most = 8,
    ) -> Answer:
        """Everything known of one standard, organisation, patent or class: facts, editions, relations, and the
        statements behind them (source, record, day). An undated number shows the work with all its editions."""
        with self._library.use() as library:
            return of_show(show(library, number), limit)

    def check(
        self,
        title: Annotated[str, Field(max_length=500, description="title of the draft; with it give scope")] = "",
        scope: Annotated[str, Field(max_length=100_000, description="text of the chapter Scope")] = "",
        references: Annotated[list[str] | None, Field(description="numbers of its normative references")] = None,
        text: Annotated[Text, Field(description="or the whole text of the draft, instead of title and scope")] = "",
        limit: Most = 6,
        language: Lang = None,
    ) -> Answer:
        """Check a draft: which standards say it already, which mandatory ones apply, limits below them, invalid
        references, and advice (adopt, revise, draft). With the whole text also limits and clauses are compared.
        The draft is neither stored nor logged. `incomparable` and `sure: false` are to be told as such."""
        if bool(text.strip()) == bool(title.strip()):
            raise BadRequest("give title and scope, or text")
        draft = self._draft(_TEXT, text.encode()) if text.strip() else draft_from(title, scope, references or ())
        return self._check(draft, limit, language)

    def check_file(self, file: File, limit: Most = 6, language: Lang = None) -> Answer:
        """Check a draft in a file (.docx, .pdf, .txt, .md, .html, .xml), as `check` does for a text."""
        return self._check(self._draft(file, self._read(file)), limit, language)

    def compare(
        self,
        a: Annotated[Text, Field(description="text of a draft or standard, or a number of the data")],
        b: Annotated[
            Text, Field(description="text of the standard, a number of the data, or (for a text a) mandatory, national")
        ],
        as_of: Annotated[date | None, Field(description="day of the comparison, for two texts")] = None,
        limit: Annotated[int, Field(ge=1, le=200)] = 10,
        language: Lang = None,
    ) -> Answer:
        """Compare limits of a with those of b: stricter, equal, looser, mixed, incomparable or new, each with both
        verbatim texts and the derivation; violations first. Never call a row stricter that is not given as such."""
        t = self._messages(language)
        if _is_number(a):
            if not _is_number(b):
                raise BadRequest("with a number as a, b is a number too")
            with self._library.use() as library:
                return of_stored(compare_stored(library, a, b), limit, t)
        if _is_number(b) or b.strip() in (MANDATORY, NATIONAL):
            draft = self._draft(_TEXT, a.encode())
            with self._library.use() as library:
                return of_against(compare_against(library, draft, [b.strip()]), limit, t)
        return self._documents(Uploaded("a.md", a.encode()), Uploaded("b.md", b.encode()), as_of, limit, t)

    def compare_files(
        self,
        a: File,
        b: Annotated[str, Field(max_length=1000, description="another file, a number, mandatory, national")],
        as_of: Annotated[date | None, Field(description="day of the comparison, for two files")] = None,
        limit: Annotated[int, Field(ge=1, le=200)] = 10,
        language: Lang = None,
    ) -> Answer:
        """Compare limits of a file with another file or with standards of the data, as `compare` does for texts."""
        t, content = self._messages(language), self._read(a)
        if not self._is_file(b) and (_is_number(b) or b in (MANDATORY, NATIONAL)):  # gb39731.md reads as a number too
            draft = self._draft(a, content)
            with self._library.use() as library:
                return of_against(compare_against(library, draft, [b]), limit, t)
        return self._documents(Uploaded(Path(a).name, content), Uploaded(Path(b).name, self._read(b)), as_of, limit, t)

    def lint(
        self,
        numbers: Annotated[list[str] | None, Field(max_length=1000, description="numbers cited")] = None,
        text: Annotated[Text, Field(description="or a text whose references are checked")] = "",
        limit: Annotated[int, Field(ge=1, le=500)] = 20,
        language: Lang = None,
    ) -> Answer:
        """Are references valid on the day? Withdrawn, replaced, wrong code or title, not in the data (which does not
        mean that it does not exist). Shows those with findings."""
        if bool(numbers) == bool(text.strip()):
            raise BadRequest("give numbers, or text")
        if numbers:
            return self._lint(ToLint("-", citations_from((one, "") for one in numbers)), limit, language)
        return self._lint(self._cited(_TEXT, text.encode()), limit, language)

    def lint_file(self, file: File, limit: Annotated[int, Field(ge=1, le=500)] = 20, language: Lang = None) -> Answer:
        """Check the references of a file, as `lint` does for a text."""
        return self._lint(self._cited(file, self._read(file)), limit, language)

    def gaps(
        self,
        field: Annotated[str, Field(max_length=100, description=f"one of: {', '.join(domains())}")],
        kind: Annotated[list[str] | None, Field(description="only gaps of these kinds")] = None,
        limit: Annotated[int, Field(ge=0, le=50, description="gaps shown of each kind")] = 2,
        language: Lang = None,
    ) -> Answer:
        """Where standards of a field are missing: matrix of aspect and level, gaps by kind, each with what was
        searched and what comes nearest. A gap is one of the data, not of the world."""
        with self._library.use() as library:
            return of_gaps(gaps(library, [field_key(field)], kinds=kind or (), limit=limit), self._messages(language))

    def exposure(
        self,
        number: Annotated[str, Field(max_length=200, description="standard number, with or without year")],
        depth: Annotated[int, Field(ge=1, le=10, description="steps at most")] = DEPTH,
        limit: Annotated[int, Field(ge=1, le=200)] = 15,
        offset: Annotated[int, Field(ge=0, le=100_000)] = 0,
    ) -> Answer:
        """Who depends on a standard, directly and through others, each with the chain of citations."""
        with self._library.use() as library:
            return of_exposure(exposure(library, number, depth=depth, limit=limit, offset=offset))

    # --- what they share -------------------------------------------------------------------------------

    def _messages(self, language: Language | None) -> Messages:
        return Messages(language or self._settings.language)

    def _check(self, draft: Draft, limit: int, language: Language | None) -> Answer:
        with self._library.use() as library:
            return of_check(check(library, draft, limit=100), limit, self._messages(language))

    def _lint(self, what: ToLint, limit: int, language: Language | None) -> Answer:
        with self._library.use() as library:
            return of_lint(lint(library, what), limit, self._messages(language))

    def _documents(self, a: Uploaded, b: Uploaded, as_of: date | None, limit: int, t: Messages) -> Answer:
        seconds, day = self._settings.work_seconds, as_of or self._settings.day
        return of_documents(run_in_child(compare_uploaded, seconds, None, a, b, day), limit, t)

    def _draft(self, name: str, content: bytes) -> Draft:
        return run_in_child(read_draft, self._settings.work_seconds, None, Path(name).name, content, READ_OPTIONS)

    def _cited(self, name: str, content: bytes) -> ToLint:
        return run_in_child(of_document, self._settings.work_seconds, None, Path(name).name, content, READ_OPTIONS)

    def _is_file(self, name: str) -> bool:
        return self._files is not None and (self._files / name).is_file()

    def _read(self, name: str) -> bytes:
        """Raises :class:`~api.errors.BadRequest` for what is not a file below the folder, through links too."""
        assert self._files is not None
        path = (self._files / name).resolve()
        if not path.is_relative_to(self._files):
            raise BadRequest("only files below the folder of --files are read")
        if not path.is_file():
            raise BadRequest("{name}: no such file below the folder of --files", name=name)
        if path.stat().st_size > self._settings.max_upload_mb << 20:
            raise BadRequest("the file is too large, at most {most} MB", most=self._settings.max_upload_mb)
        return path.read_bytes()


def _is_number(text: str) -> bool:
    """Whether a text is a standard number and nothing else."""
    if len(text) > 100 or "\n" in text.strip():
        return False
    try:
        parse(text)
    except InvalidIdentifier:
        return False
    return True
