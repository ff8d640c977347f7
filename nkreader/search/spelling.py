"""One spelling for the several of a word: British and American, singular and plural, accents or none.

The result is an index term, not English: what counts is that forms of one word meet and that different words
do not. Sources of the rules: the S-stemmer (Harman, "How effective is suffixing?", JASIS 42, 1991) for
plurals; the pairs of the Oxford guide to British and American spelling for the rest.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PAIRS = (
    # armour, harbour, labour …: only words whose -our is this ending (not four, hour, tour)
    (
        r"^((?:un|dis|mis|re)?(?:arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab"
        r"|neighb|od|parl|ranc|rig|rum|sav|splend|tum|val|vap|vig))our",
        r"\1or",
    ),
    (r"^((?:un|self)?(?:def|off|lic|pret))ence", r"\1ense"),
    # -ize and -yze become -ise and -yse, so that the few words with only one of them keep it
    (r"^(.{3,})iz(e|es|ed|er|ers|ing|ation|ations|ational|able)$", r"\1is\2"),
    (r"^(.{3,})yz(e|es|ed|er|ers|ing)$", r"\1ys\2"),
    (r"^((?:epi)?cent|(?:amphi)?theat|(?:kilo|centi|milli)?met|lit|fib|sab|calib|spect)re(s?)$", r"\1er\2"),
    (r"^(cent)red$", r"\1ered"),
    (r"^manoeuv(?:er|re|r)", "maneuver"),
    (
        r"^(trave|labe|cance|(?:re)?fue|leve|signa|mode|channe|counse|marsha|quarre|funne|riva|tota"
        r"|due|unrave|tunne|jewe|shrive|swive|pane|equa|initia)ll(ed|ing|er|ers|ery|or|ors|ation)$",
        r"\1l\2",
    ),
    (r"^(enro|fulfi|insta|ski|wi)l(ful|fully|ment|ments)$", r"\1ll\2"),
    (r"^jewellery$", "jewelry"),
    (r"^(enrol|fulfil|instal|distil)(s)?$", r"\1l\2"),
    (r"^(catal|dial|anal|monol|prol|epil)ogue", r"\1og"),
    (r"^program(?:me)(s)?$", r"program\1"),
    (r"^gray", "grey"),
    (r"^plow", "plough"),
    (r"^mold", "mould"),
    (r"^skeptic", "sceptic"),
    (r"^aluminum", "aluminium"),
    (r"^airplane", "aeroplane"),
    (r"^artifact", "artefact"),
    (r"^aging$", "ageing"),
    (r"^sulf", "sulph"),
    (r"^(judg|acknowledg)ment", r"\1ement"),
    (r"^(p)aed", r"\1ed"),
    (r"^practic(e|es|ed|ing)$", r"practis\1"),
)
_RULES = tuple((re.compile(pattern), replacement) for pattern, replacement in _PAIRS)
_ANY_RULE = re.compile("|".join(pattern for pattern, _ in _PAIRS))
"""Most words fall under none; what does not, stays as it is from the first to the last."""
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "crises": "crisis", "bases": "base", "buses": "bus",
    "gases": "gas", "lives": "life", "knives": "knife", "wives": "wife", "feet": "foot",
    "servicemen": "serviceman", "servicewomen": "servicewoman", "fishermen": "fisherman",
    "spokesmen": "spokesman", "gunmen": "gunman",
}  # fmt: skip
_UNCHANGED = frozenset(["news", "series", "species", "corps", "always", "perhaps", "besides"])
_SILENT_E = re.compile(r"(?:ch|sh|x|ss|zz)e$")
LONGEST = 64
"""Longer words are compared by their first so many characters."""


def possessive(word: str) -> str:
    """`word` without a final `'s`."""
    return word[:-2] if word.endswith("'s") and len(word) > 2 else word


def unaccented(text: str) -> str:
    """`text` in NFC without combining marks: `café` and `cafe` are one. Hangul stays as it is."""
    if text.isascii():
        return text
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=65_536)
def term(word: str) -> str:
    """The index term of one folded word: accents, apostrophes and `'s` gone, spelling and number levelled."""
    plain = possessive(word).replace("'", "")
    plain = unaccented(plain)[:LONGEST]
    if len(plain) < 4 or not plain.isalpha():
        return plain
    if plain in _UNCHANGED:
        return plain
    if _ANY_RULE.match(plain):
        for pattern, replacement in _RULES:
            plain = pattern.sub(replacement, plain)
    return _IRREGULAR.get(plain) or _singular(plain)


def _singular(word: str) -> str:
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 4 and word.endswith("ie"):
        return word[:-2] + "y"
    if len(word) > 4 and (word.endswith("oe") or (len(word) > 5 and word.endswith("use"))):
        return word[:-1]
    return word[:-1] if len(word) > 3 and _SILENT_E.search(word) else word
