"""docs/settings.md holds the table of settings as the model gives it; ``BIAOTU_UPDATE_DOCS=1`` writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

from api.settings import Settings
from api.settings_table import settings_table

BEGIN, END = "<!-- settings -->\n", "<!-- end of settings -->"


def test_table_of_settings_is_that_of_the_model(root: Path) -> None:
    path = root / "docs" / "settings.md"
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    if os.environ.get("BIAOTU_UPDATE_DOCS"):
        path.write_text(before + BEGIN + settings_table() + END + after, "utf-8")
        return
    assert table == settings_table()


def test_every_setting_is_explained() -> None:
    table = settings_table()
    for name, field in Settings.model_fields.items():
        assert f"`BIAOTU_{name.upper()}" in table
        assert field.description
