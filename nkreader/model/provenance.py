"""Of a group of pieces on one event: whom they cite, in one line that claims no more than they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from nkreader.model.analysis import SourceKind
from nkreader.model.dates import PartialDate
from nkreader.model.sources import MEDIA, in_a_sentence, listed

ALSO = 2
"""How many further sources are named."""
NAMED = (*MEDIA, SourceKind.AUTHORITY, SourceKind.ORGANISATION)
"""Kinds of sources that a group is told by; experts and people without a name speak in one piece."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A source as one piece cites it."""

    key: str
    """The same for the same source in whatever piece."""
    name: str
    said: str
    """The short name by which the piece speaks of it."""
    kind: SourceKind
    main: bool = True
    """In its opening."""
    via: str | None = None
    """Name of the source that passes it on."""


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of a group."""

    id: str
    title: str
    outlet: str | None
    """As it is shown."""
    publisher: str | None
    """Key of the outlet, as of a source; None where it is not known."""
    published: PartialDate
    reported: PartialDate
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Shares:
    """Which pieces of a group cite which source: every piece belongs to one of the first four."""

    lead: str | None
    """Key of the source that most of them go back to; None if none cites a source that has a name."""
    own: tuple[str, ...]
    """Ids of the pieces that are the lead's own."""
    citing: tuple[str, ...]
    """Those that cite it."""
    others: Mapping[str, tuple[str, ...]]
    """Those that do not, by the first other source each cites."""
    silent: tuple[str, ...]
    """Those that name no source at all, or only people."""
    also: Mapping[str, tuple[str, ...]]
    """By further source, all that cite it without being told by it above; most cited first."""
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The shortest name of each source."""


def shares(members: Sequence[Told]) -> Shares:
    """Share a group out by its sources."""
    cites = _merged(members)
    names = _names(cites)
    cited: dict[str, list[str]] = {}
    for member in members:
        for key in dict.fromkeys(cite.key for cite in cites[member.id] if cite.kind in NAMED):
            if key != member.publisher:
                cited.setdefault(key, []).append(member.id)
    lead = _lead(members, cites)
    own = tuple(one.id for one in members if lead is not None and one.publisher == lead)
    citing = tuple(ident for ident in cited.get(lead or "", ()) if ident not in own)
    further: dict[str, tuple[str, ...]] = {}
    left = [one.id for one in members if one.id not in own and one.id not in citing]
    ranked = sorted((key for key in cited if key != lead), key=lambda key: (-len(cited[key]), names[key]))
    others: dict[str, tuple[str, ...]] = {}
    for key in ranked:
        if too := tuple(ident for ident in cited[key] if ident not in left):
            further[key] = too
        if alone := tuple(ident for ident in cited[key] if ident in left):
            others[key] = alone
            left = [ident for ident in left if ident not in alone]
    also = dict(sorted(further.items(), key=lambda item: (-len(item[1]), names[item[0]])))
    return Shares(lead, own, citing, others, tuple(left), also, names)


def _merged(members: Sequence[Told]) -> dict[str, tuple[Cite, ...]]:
    """The sources of each piece; one that a text leaves open (`Joint Chiefs of Staff`) is the one another names."""
    listed = {cite.key: cite for one in members for cite in one.cites if cite.key != cite.name.casefold()}
    meant = {}
    for one in members:
        for cite in one.cites:
            if cite.key not in listed and cite.kind not in (SourceKind.UNNAMED, SourceKind.PRESS):
                fits = {key for key, known in listed.items() if _names_the_same(cite, known)}
                if len(fits) == 1:
                    meant[cite.key] = listed[fits.pop()].key
    return {one.id: tuple(_as(cite, meant.get(cite.key, cite.key)) for cite in one.cites) for one in members}


def _names_the_same(cite: Cite, known: Cite) -> bool:
    return known.kind is cite.kind and (known.said == cite.name or known.name.startswith(f"{cite.name} of "))


def _as(cite: Cite, key: str) -> Cite:
    return cite if key == cite.key else Cite(key, cite.name, cite.said, cite.kind, cite.main, cite.via)


def _names(cites: Mapping[str, Iterable[Cite]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for some in cites.values():
        for cite in some:
            before = names.get(cite.key, cite.said)
            names[cite.key] = min(before, cite.said, key=lambda name: (len(name), name))
    return names


def _lead(members: Sequence[Told], cites: Mapping[str, Sequence[Cite]]) -> str | None:
    """The source most pieces have in their opening; of equals a medium, then one that others pass on."""
    counts: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    media: set[str] = set()
    names = _names(cites)
    for member in members:
        seen = set()
        for cite in cites[member.id]:
            if cite.kind not in NAMED or cite.key == member.publisher or cite.key in seen:
                continue
            seen.add(cite.key)
            counts[cite.key] += 2 if cite.main else 1
            inner[cite.key] += cite.via is not None
            if cite.kind in MEDIA:
                media.add(cite.key)
    if not counts:
        return None
    return min(counts, key=lambda key: (-counts[key], key not in media, -inner[key], names[key]))


def summary(members: Sequence[Told]) -> str:
    """`5 articles, all cite KCNA; 2 also cite the Joint Chiefs of Staff`, `3 articles: 1 is KCNA’s own and …`."""
    found = shares(members)
    total = len(members)
    head = f"{total} articles" if total != 1 else "1 article"
    if found.lead is None:
        none = "which" if total == 1 else "neither" if total == 2 else "none"
        nobody = f"{none} cites {'no' if total == 1 else 'an'} outlet or authority"
        publishers = {one.publisher for one in members}
        if total > 1 and len(publishers) == 1 and None not in publishers and members[0].outlet:
            return f"{head}, {'both' if total == 2 else 'all'} {members[0].outlet}’s own; {nobody}"
        return f"{head}, {nobody}"
    name = in_a_sentence(found.names[found.lead])
    if len(found.citing) == total:
        told = f", {'which cites' if total == 1 else 'both cite' if total == 2 else 'all cite'} {name}"
    else:
        told = f": {_shared_out(found, name)}"
    return f"{head}{told}{_also(found, total)}"


def _shared_out(found: Shares, lead: str) -> str:
    """Two parts or more that make up the whole; the last is `the other` or `the other 3`."""
    parts = [(len(found.own), "is", "are", f"{lead}’s own")] if found.own else []
    parts += [(len(found.citing), "cites", "cite", "it" if found.own else lead)] if found.citing else []
    shown = list(found.others.items())[:ALSO]
    parts += [(len(some), "cites", "cite", in_a_sentence(found.names[key])) for key, some in shown]
    rest = sum(map(len, found.others.values())) - sum(len(some) for _, some in shown)
    parts += [(rest, "cites", "cite", "another source" if rest == 1 else "other sources")] if rest else []
    parts += [(len(found.silent), "cites", "cite", "no outlet or authority")] if found.silent else []
    said = [f"{number} {one if number == 1 else several} {whom}" for number, one, several, whom in parts]
    number, one, several, whom = parts[-1]
    said[-1] = f"the other {one} {whom}" if number == 1 else f"the other {number} {several} {whom}"
    return listed(said)


def _also(found: Shares, total: int) -> str:
    """The further sources; those that the very same pieces cite together."""
    whole = "it" if total == 1 else "both" if total == 2 else "all"
    shown = list(found.others)[:ALSO]
    together: dict[tuple[str, ...], list[str]] = {}
    said = []
    for key, some in list(found.also.items())[:ALSO]:
        name = in_a_sentence(found.names[key])
        if key in shown:  # some were told by it already: one number for all that cite it
            number = len(some) + len(found.others[key])
            said.append(f"{whole} cite {name}" if number == total else f"{number} in all cite {name}")
        else:
            together.setdefault(some, []).append(name)
    for some, names in together.items():
        number_of = whole if len(some) == total else str(len(some))
        said.append(f"{number_of} also {'cites' if len(some) == 1 else 'cite'} {listed(names)}")
    return f"; {', '.join(said)}" if said else ""
