"""The files pages load: one table (``assets.toml``), each served under an address that names its version.

Files of packages are served from where they are installed; their SHA-256 is checked when the service starts, so that a
page never runs a script other than the one that was looked at. The pages' own files go by a digest of their content.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

OWN = ("app.css", "app.js")


class AssetChanged(RuntimeError):
    """An installed file is not the one of the table."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of an installed package."""

    name: str
    package: str
    file: str
    sha256: str

    @property
    def path(self) -> Path:
        # resources.files() fails on namespace packages or imports the framework the file is made for
        return Path(str(importlib.metadata.distribution(self.package).locate_file(self.file)))

    @property
    def address(self) -> str:
        return f"/assets/{self.package}/{importlib.metadata.version(self.package)}/{self.path.name}"

    def check(self) -> None:
        """Raises :class:`AssetChanged`."""
        found = hashlib.sha256(self.path.read_bytes()).hexdigest()
        if found != self.sha256:
            raise AssetChanged(f"{self.path}: SHA-256 is {found}, api/web/assets.toml says {self.sha256}")


@cache
def assets() -> dict[str, Asset]:
    table = tomllib.loads((files("api.web") / "assets.toml").read_text("utf-8"))
    return {name: Asset(name, **row) for name, row in table.items()}


@cache
def addresses() -> dict[str, str]:
    """Address of every file by its name in the table, or its own name."""
    own = {name: f"/assets/biaotu/{_digest()}/{name}" for name in OWN}
    return {name: asset.address for name, asset in assets().items()} | own


def _own_folder() -> Path:
    return Path(str(files("api.web") / "static"))


@cache
def _digest() -> str:
    content = b"".join((_own_folder() / name).read_bytes() for name in OWN)
    return hashlib.sha256(content).hexdigest()[:12]


class Immutable(StaticFiles):
    """Files that never change under their address."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


class _OneFile(Immutable):
    """Only the file of the table, whatever else lies beside it."""

    def __init__(self, path: Path) -> None:
        super().__init__(directory=str(path.parent))
        self._name = path.name

    def lookup_path(self, path: str) -> tuple[str, Any]:
        return super().lookup_path(path) if path == self._name else ("", None)


def mount_assets(app: FastAPI) -> None:
    """Serve all files of the table. Raises :class:`AssetChanged`."""
    for asset in assets().values():
        asset.check()
        app.mount(asset.address.rpartition("/")[0], _OneFile(asset.path), name=f"asset_{asset.name}")
    app.mount(f"/assets/biaotu/{_digest()}", Immutable(directory=str(_own_folder())), name="asset_own")
