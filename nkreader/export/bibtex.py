"""The cited articles as a BibTeX file, for biblatex and for classic BibTeX, in UTF-8.

`date` and `urldate` are biblatex's (EDTF: `?` after what is only likely); `year` and `month` say the same to classic
BibTeX, as well as it can be said there. biblatex prefers the former and passes over the latter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from nkreader.export.references import Reference, certain_year, references
from nkreader.model.date_words import value_in_words
from nkreader.model.dates import Certainty, PartialDate, Precision, read_value
from nkreader.model.piece import Piece

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "%": r"\%", "&": r"\&",
    "#": r"\#", "$": r"\$", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "`": r"\textasciigrave{}", '"': '{"}',
}  # fmt: skip
"""Braces by name: the parser of classic BibTeX counts those behind a backslash, too."""
_SPECIAL = re.compile(r"[\\{}%&#$_^~<>|`\"]|(?P<twice>([-',!?])(?=[-',`]))")
_CAPITALISED = re.compile(r"[^\W\d_](?:[\w.'’-]*\w)?(?:(?<=\.\w)\.)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LANGUAGES = {
    "en": "english", "ko": "korean", "ja": "japanese", "zh": "chinese", "ru": "russian", "de": "german",
    "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese", "vi": "vietnamese", "sv": "swedish",
}  # fmt: skip
"""As babel calls them."""
_END = re.compile(r"\d{4}(?:-\d\d){0,2}|\.\.", re.ASCII)
_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}


def as_bibtex(pieces: Iterable[Piece]) -> str:
    """One entry an article, in their order, with empty lines between; without a newline at its end."""
    return "\n\n".join(entry(one) for one in references(pieces))


def entry(one: Reference) -> str:
    """The entry of one article; what is unknown is left out."""
    fields = {
        "title": title(one),
        "author": " and ".join(f"{{{escaped(name)}}}" for name in one.authors),
        "journal": escaped(one.outlet),
        "entrysubtype": "newspaper" if one.outlet else "",
        "address": escaped(one.place),
        "date": edtf(one.published) or "",
        "year": _year(one.published),
        "url": _url(one.url),
        "urldate": one.accessed.isoformat() if one.accessed else "",
        "langid": _LANGUAGES.get(one.lang, ""),
        "keywords": ", ".join(f"{{{escaped(tag)}}}" if "," in tag else escaped(tag) for tag in one.keywords),
        "note": escaped("; ".join(one.notes)),
        "nkreader_id": one.id,
        "nkreader_sha256": one.version,
    }
    written = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if month := _month(one.published):
        written.append(f"  month = {month},\n")
    return f"@{'article' if one.outlet else 'misc'}{{{one.key},\n{''.join(written)}}}"


def escaped(text: str) -> str:
    """One line of text that TeX sets as it stands: no commands, no comments, no ligatures that are other signs."""
    return _SPECIAL.sub(lambda match: f"{match[0]}{{}}" if match["twice"] else _TEX[match[0]], text)


def title(one: Reference) -> str:
    """A title, with braces around the words whose capitals matter, so that a style cannot lower them.

    Those are names that the article mentions, words with a capital behind their first letter (KCNA, U.S.), and,
    where the title is not one In Which Most Words Have Capitals, every other capitalised word but the first.
    """
    words = list(_CAPITALISED.finditer(one.title))
    rest = [word[0] for word in words[1:] if len(word[0]) > 3]
    told_apart = 2 * sum(word[0].isupper() for word in rest) <= len(rest)
    kept: list[list[int]] = []
    for number, word in enumerate(words):
        bare = _POSSESSIVE.sub("", word[0])
        named = bare[:1].isupper() and any(part in one.names for part in re.split(r"[.'’-]", bare))
        capital = bare[:1].isupper() and told_apart and number > 0
        if not (named or capital or any(letter.isupper() for letter in bare[1:])):
            continue
        if kept and one.title[kept[-1][1] : word.start()] == " ":
            kept[-1][1] = word.end()
        else:
            kept.append([word.start(), word.end()])
    pieces: list[str] = []
    at = 0
    for start, end in kept:
        pieces += [escaped(one.title[at:start]), f"{{{escaped(one.title[start:end])}}}"]
        at = end
    return "".join([*pieces, escaped(one.title[at:])])


def edtf(when: PartialDate) -> str | None:
    """A date as biblatex reads it (ISO 8601-2, levels 0 and 1); None where it has no form for what is known."""
    if not when.known or when.value is None or when.precision is Precision.YEARLESS:
        return None
    likely = when.certainty is Certainty.LIKELY
    value = when.value
    if when.precision is Precision.SEASON:
        ends = [f"{value[:4]}-{_SEASONS[value[5:]]}"]
    elif when.precision in (Precision.DECADE, Precision.CENTURY) and not likely:
        return value
    else:
        ends = value.split("/")
        if not all(map(_END.fullmatch, ends)):
            days = read_value(value)[1]
            ends = [day.isoformat() if day else ".." for day in (days.earliest, days.latest)]
    if set(ends) == {".."}:
        return None
    return "/".join(end if end == ".." or not likely else f"{end}?" for end in ends)


def _year(when: PartialDate) -> str:
    """The year as text; for what is not in one year, or in none that is known, the date in words."""
    if not when.known or when.value is None:
        return ""
    if year := certain_year(when):
        return f"{year:04}"
    if when.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return f"{when.value[:4]}?"
    return escaped(value_in_words(when.value)) + "?" * (when.certainty is Certainty.LIKELY)


def _month(when: PartialDate) -> str:
    """The name that every style knows a month by."""
    exact = when.value and when.precision in (Precision.DAY, Precision.MONTH)
    return _MONTHS[int(when.value[5:7]) - 1] if exact and when.value else ""


def _url(url: str) -> str:
    """An address of ASCII alone, without braces: neither TeX nor a parser finds anything in it."""
    return quote(url, safe="!#$%&'()*+,-./:;=?@[]_~")
