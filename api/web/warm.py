"""What the first visitor would otherwise wait for: compiled templates, word lists, the open generation."""

from __future__ import annotations

from contextlib import suppress

from api.errors import KNOWN
from api.shared import SharedLibrary
from api.usecases.health import health
from api.usecases.overview import issuers, overview
from api.usecases.search import search
from api.usecases.standard import standard_page
from api.web.pages import environment

_WORDS = "标准 standard"


def warm_up(library: SharedLibrary) -> None:
    """Compile the templates and open the data. A service without data, or with damaged data, starts all the same."""
    made = environment()
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)
    with suppress(*KNOWN), library.use() as opened:
        overview(opened)
        health(opened)
        issuers(opened, "")
        for hit in search(opened, _WORDS, limit=1).hits:
            standard_page(opened, hit.standard.number)
