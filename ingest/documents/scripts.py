"""Raised and lowered characters of formatted text as plain text: m² stays m², 10⁻⁶ stays 10⁻⁶, others take ^."""

from __future__ import annotations

_SUPER = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SUPER_SIGNS = frozenset("0123456789+-−–=()n")
_SUB_SIGNS = frozenset("0123456789+-−=()")


def superscript(text: str) -> str:
    """Raised text: Unicode where every sign has a raised form, else ``^`` before it (``f^a``; notes ``^a)``)."""
    bare = text.strip()
    if not bare:
        return text
    if set(bare) <= _SUPER_SIGNS:
        return bare.translate(_SUPER)
    return f"^{bare}" if len(bare) <= 12 else text


def subscript(text: str) -> str:
    """Lowered text: Unicode for digits (CO₂), as it stands otherwise (pHmax, CODCr are printed flat anyway)."""
    bare = text.strip()
    return bare.translate(_SUB) if bare and set(bare) <= _SUB_SIGNS else text
