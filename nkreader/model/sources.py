"""What sources are called: by a name as short as the text's own, and in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkreader.model.analysis import Analysis, Origin, SourceKind
from nkreader.model.article import Article

MEDIA = (SourceKind.MEDIUM, SourceKind.PRESS)
_WANTS_THE = re.compile(
    r"\b(?:Ministry|Chiefs|Staff|Service|Agency|Department|Committee|Commission|Council|Command|Army|Office|Nations|House|Union"
    r"|Institute|Cent(?:er|re)|Association|Bureau|Party|Court|Government|Administration|Embassy|Times|Post|Journal|Guard|Forces?"
    r"|Navy|Pentagon|Kremlin|Bank|Assembly|Congress|Senate|Cabinet|Organi[sz]ation|Society|Group|Federation|League|Herald|Fund"
    r"|Tribune|Guardian|Economist|Presidium|Secretariat|Mission|Police|Parliament|Corporation|System|University|Foundation)\b"
)
_OWNED = re.compile(r"(?:the|a|an|\S+['’]s|\S+s['’])\s", re.IGNORECASE)


def names_of(analysis: Analysis, origin: Origin) -> tuple[str, ...]:
    """Every name a source is known by."""
    entity = analysis.names.get(origin.entity or "")
    return (origin.name, entity.name, *entity.aliases) if entity else (origin.name,)


def called(article: Article, analysis: Analysis, origin: Origin) -> str:
    """The shortest name under which the text speaks of a source: `KCNA`, `Yonhap`, `Joint Chiefs of Staff`.

    Letters for a name (`JCS`) do for media, which are known by them.
    """
    if origin.entity is None:
        return origin.name
    mentions = (mention for mention in analysis.mentions if mention.entity == origin.entity)
    said = {mention.span.of(article.text) for mention in mentions}
    names = names_of(analysis, origin)
    known = [name for name in said if name in names and name[:1].isupper() and _will_do(name, origin)]
    known += [name for name in names if _LETTERS.search(origin.name) and name == _initials(origin.name)]
    return min([origin.name, *known], key=lambda name: (len(name), name))


_LETTERS = re.compile(r"\b(?:Agency|Broadcasting|Television)\b")
"""Media that go by their letters."""


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _will_do(name: str, origin: Origin) -> bool:
    return origin.kind in MEDIA or not name.isupper()


def chain_of(article: Article, analysis: Analysis, outlet: str | None) -> tuple[str, ...]:
    """`NationPress`, `Yonhap`, `KCNA`: the outlet, then whom it cites, outermost to innermost, by short names."""
    names = [called(article, analysis, origin) for origin in analysis.chain]
    if outlet and not (analysis.origins and outlet in names_of(analysis, analysis.origins[0])):
        names.insert(0, outlet)
    return tuple(names)


def beside(article: Article, analysis: Analysis) -> tuple[str, ...]:
    """The authorities and organisations cited for what the piece reports that the chain does not have."""
    known = {origin.key for origin in analysis.chain}
    kinds = (SourceKind.AUTHORITY, SourceKind.ORGANISATION)
    return tuple(
        called(article, analysis, one)
        for one in analysis.sources
        if one.main and one.kind in kinds and one.key not in known
    )


def in_a_sentence(name: str) -> str:
    """A source's name with `the` where English wants it: `the Joint Chiefs of Staff`, `KCNA`."""
    return f"the {name}" if _WANTS_THE.search(name) and not _OWNED.match(name) else name


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
