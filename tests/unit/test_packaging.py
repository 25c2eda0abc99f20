"""The generic names of the packages shadow nothing that is installed, and data files travel with the code."""

import importlib.metadata
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"graph", "ingest", "search", "api", "ontologies", "samples"}


def test_no_other_installed_distribution_brings_a_package_of_our_name():
    owners = importlib.metadata.packages_distributions()
    for name in PACKAGES:
        assert set(owners.get(name, [])) <= {"biaotu"}, name


def test_the_distribution_is_private_and_names_its_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "Private :: Do Not Upload" in project["project"]["classifiers"]
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES


def test_every_dependency_is_pinned_in_the_constraints():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {_name(one) for one in wanted} - {"biaotu"}
    pinned = {_name(line) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line}
    assert names <= pinned, sorted(names - pinned)


def _name(requirement: str) -> str:
    for sign in "=<>[; ":
        requirement = requirement.split(sign)[0]
    return requirement.strip().lower().replace("_", "-")


def test_no_module_is_named_like_a_driver():
    assert not [path for name in PACKAGES for path in (ROOT / name).rglob("neo4j.py")]
