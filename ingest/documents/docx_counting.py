"""Numbers in the formats of Word lists: 1, a, IV, 一, ①, 甲 (ECMA-376, 17.18.59)."""

from __future__ import annotations

_HANZI = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_SPOKEN = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"
)  # fmt: skip


def counted(count: int, form: str) -> str:
    """``count`` in a number format of Word (ECMA-376, 17.18.59)."""
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9) if count > 0 else ""
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            return _roman(count).lower() if form == "lowerRoman" else _roman(count)
        case _ if form in _SPOKEN:
            return _hanzi(count)
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2":
            return "".join(_HANZI[int(c)] for c in str(max(count, 0)))
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return _hanzi(count, _FORMAL)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x2460 + count - 1) if 1 <= count <= 20 else f"({count})"
        case "decimalEnclosedParen" | "decimalEnclosedFullstop":
            return f"({count})" if form.endswith("Paren") else f"{count}."
        case "decimalZero":
            return f"{count:02d}"
        case "ideographTraditional":
            return _STEMS[(count - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(count - 1) % 12]
        case "none":
            return ""
        case _:
            return str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        out += sign * (count // value)
        count %= value
    return out


def _hanzi(count: int, digits: str = _HANZI) -> str:
    if not 0 < count < 100:
        return "".join(digits[int(c)] for c in str(max(count, 0)))
    ten = "十" if digits is _HANZI else "拾"
    tens, ones = divmod(count, 10)
    lead = "" if tens == 0 else ten if tens == 1 and digits is _HANZI else digits[tens] + ten
    return lead + (digits[ones] if ones or not tens else "")
