"""Running text of STS elements: raised and lowered signs, MathML, numbers of standards as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ingest.documents.scripts import subscript, superscript

_APART = frozenset(
    ("list", "table-wrap", "disp-formula", "fig", "fn", "def-list", "array", "non-normative-note", "graphic")
)
_SPACES = re.compile(r"[ \t\r\n\u00a0]+")
_LAYOUT = re.compile(r"(?<=[\u3400-\u9fff，。；：、])[ \t]*[\r\n][ \t\r\n]*(?=[\u3400-\u9fff，。；：、])")
_BREAKS = re.compile(" ?\u2028 ?")
_MAX_DEPTH = 200
_LONGEST_TEX, _NESTED = 4_000, 12
_TEX_LAYOUT = re.compile(
    r"\\(?:left|right|displaystyle|limits|quad|qquad|[,;:! ])(?![A-Za-z])|\\(?:begin|end)\{[a-z*]{1,20}\}"
)
_TEX_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_TEX_GROUP = re.compile(r"(\^|_|\\sqrt|\\(?:mathrm|text|mathit|mathbf|operatorname|rm))\s*\{([^{}]*)\}")
_TEX_SIGN = re.compile(r"\\([A-Za-z]{1,20})\s?")
_TEX_SIGNS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "sum": "∑", "int": "∫", "prod": "∏", "infty": "∞",
    "alpha": "α", "beta": "β", "gamma": "γ",
    "delta": "δ", "Delta": "Δ", "eta": "η", "theta": "θ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "varphi": "φ", "phi": "φ", "omega": "ω", "Omega": "Ω", "circ": "°", "log": "log", "lg": "lg",
    "ln": "ln", "exp": "exp", "max": "max", "min": "min", "sin": "sin", "cos": "cos", "tan": "tan",
}  # fmt: skip


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def inline(element: Element, skip: tuple[str, ...] = ()) -> str:
    """The text of an element without blocks inside it; white space becomes single blanks, a break a line end."""
    text = _LAYOUT.sub("", "".join(_texts(element, skip, 0)))
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def _texts(element: Element, skip: tuple[str, ...], depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in skip:
            pass
        elif name in ("sup", "sub"):
            inside = "".join(_texts(child, skip, depth + 1))
            yield superscript(inside) if name == "sup" else subscript(inside)
        elif name == "break":
            yield "\u2028"
        elif name == "math":
            yield math(child)
        elif name == "tex-math":
            yield tex(child.text or "")
        elif name == "alternatives":
            yield from _texts(child, (*skip, *_worse(child)), depth + 1)
        elif name == "xref" and child.get("ref-type") == "fn":
            yield superscript("".join(_texts(child, skip, depth + 1)))
        elif name and name not in _APART:
            yield from _texts(child, skip, depth + 1)
            if name in ("p", "title", "tig"):
                yield " "
        yield child.tail or ""


def _worse(alternatives: Element) -> tuple[str, ...]:
    """Of several forms of one thing the one that is read best counts: MathML, then TeX, then text."""
    forms = [name for name in ("math", "tex-math", "textual-form") if any(local(one) == name for one in alternatives)]
    return tuple(forms[1:])


def tex(text: str) -> str:
    """TeX as one line, as :func:`math` writes it: ``\\frac{a+b}{c^2}`` is ``(a+b)/c²``. Unknown commands go."""
    text = _TEX_LAYOUT.sub("", text[:_LONGEST_TEX]).replace("$", "")
    for _ in range(_NESTED):  # from the inside out
        found = _TEX_FRACTION.sub(lambda parts: _fraction(parts[1], parts[2]), _TEX_GROUP.sub(_tex_group, text))
        if found == text:
            break
        text = found
    text = _TEX_SIGN.sub(lambda sign: _TEX_SIGNS.get(sign[1], ""), text)
    text = re.sub(r"\^([\w+-])", lambda power: superscript(power[1]), text)
    text = re.sub(r"_([\w+-])", lambda index: subscript(index[1]), text)
    return text.replace("{", "").replace("}", "").strip()


def _tex_group(match: re.Match[str]) -> str:
    match match[1]:
        case "^":
            return superscript(match[2])
        case "_":
            return subscript(match[2])
        case "\\sqrt":
            return f"√({match[2]})"
    return match[2]


def _fraction(over: str, under: str) -> str:
    return "/".join(part if len(part) <= 1 or part.isalnum() else f"({part})" for part in (over, under))


def math(element: Element, depth: int = 0) -> str:
    """MathML as one line: ``(a)/(b)``, ``x²``, ``√(x)``."""
    if depth > _MAX_DEPTH:
        return ""
    parts = [math(child, depth + 1) for child in element if local(child) not in ("annotation", "annotation-xml")]
    match local(element):
        case "mi" | "mn" | "mo" | "mtext" | "ms":
            return (element.text or "").strip()
        case "mfrac" if len(parts) == 2:
            return _fraction(*parts)
        case "msup" if len(parts) == 2:
            return parts[0] + superscript(parts[1])
        case "msub" if len(parts) == 2:
            return parts[0] + subscript(parts[1])
        case "msubsup" if len(parts) == 3:
            return parts[0] + subscript(parts[1]) + superscript(parts[2])
        case "msqrt":
            return f"√({''.join(parts)})"
    return "".join(parts)
