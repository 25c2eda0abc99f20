"""A revision from ingest to the answer: GB 18580-2017 → 2025 in constructed texts, and a real pair of Guangdong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from api.settings import Settings
from api.usecases.ingest import ingest_and_publish
from api.usecases.library import library
from api.usecases.watch import WatchView, watch
from ingest.runner import IngestOptions

TEXTS = Path(__file__).parents[1] / "fixtures" / "revision"


def _watch(data: Path, files: list[Path], old: str, new: str, day: date = date(2026, 5, 1)) -> WatchView:
    settings = Settings.model_validate({"data": data, "on": day})
    ingest_and_publish(settings, files, IngestOptions(retrieved_on=date(2026, 1, 1)))
    with library(settings) as opened:
        return watch(opened, old, new)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> WatchView:
    texts = sorted(TEXTS.glob("*-20*.md"))
    return _watch(tmp_path_factory.mktemp("revision") / "data", texts, "GB 18580-2017", "GB 18580-2025")


def test_only_the_products_became_stricter(revised: WatchView) -> None:
    (limit,) = revised.limits
    assert limit.kind == "stricter" and "饰面人造板" in limit.object
    assert revised.counts["limits"] == {"stricter": 1, "equal": 1}
    assert limit.old is not None and limit.new is not None
    assert (limit.old.value, limit.new.value) == (pytest.approx(0.124), pytest.approx(0.050))


def test_reference_of_the_method_changed(revised: WatchView) -> None:
    (reference,) = revised.references
    assert (reference.old, reference.new) == ("GB/T 17657-2013", "GB/T 17657-2022")


def test_group_standards_are_affected_by_what_they_cite_and_by_what_they_limit(revised: WatchView) -> None:
    found = {one.number: one for one in revised.affected}
    assert set(found) == {f"T/EXAMPLE {serial}-2024" for serial in (101, 102, 103)}
    follows = {number: one.dependent.follows for number, one in found.items() if one.dependent is not None}
    assert follows == {"T/EXAMPLE 101-2024": False, "T/EXAMPLE 102-2024": True, "T/EXAMPLE 103-2024": True}
    # 0.100 for plywood stays stricter; 0.080 for finished boards falls below the new 0.050; 0.040 stays stricter
    changes = {number: [(c.before, c.after, c.violates) for c in one.verdicts] for number, one in found.items()}
    assert changes == {
        "T/EXAMPLE 101-2024": [], "T/EXAMPLE 102-2024": [("stricter", "looser", True)], "T/EXAMPLE 103-2024": [],
    }  # fmt: skip


@pytest.mark.shared
def test_a_real_pair_of_local_standards(tmp_path: Path, shared: Path) -> None:
    texts = [shared / "data" / "texts" / "local_and_hj" / f"DB44_{name}.md" for name in ("814-2010", "2367-2022")]
    found = _watch(tmp_path / "data", texts, "DB44 814-2010", "DB44 2367-2022")
    assert found.old.limits > 10 and found.new.limits > 10 and found.notes == ()
    assert sum(found.counts["clauses"].values()) > 50
    assert found.counts["limits"].get("looser", 0) == 0  # nothing is called looser without being sure
