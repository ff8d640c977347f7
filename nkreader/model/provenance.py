"""Of a group of pieces on one event: whom they cite, in one line that claims no more than they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from nkreader.model.analysis import SourceKind
from nkreader.model.dates import PartialDate
from nkreader.model.sources import MEDIA, in_a_sentence

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
    """By further source, those of `own` and `citing` that cite it too; most cited first."""
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
        if both := tuple(ident for ident in cited[key] if ident in own or ident in citing):
            further[key] = both
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
    """`5 articles, all cite KCNA; 2 also cite the Joint Chiefs of Staff`."""
    found = shares(members)
    head = f"{len(members)} articles" if len(members) != 1 else "1 article"
    if found.lead is None:
        none = "neither" if len(members) == 2 else "none"
        return f"{head}, {none} names a medium or an authority as its source"
    parts = [_of_the_lead(found, len(members), in_a_sentence(found.names[found.lead]))]
    shown = list(found.others.items())[:ALSO]
    parts += [f"{len(some)} {_cite(len(some))} {in_a_sentence(found.names[key])}" for key, some in shown]
    if rest := sum(map(len, found.others.values())) - sum(len(some) for _, some in shown):
        parts.append(f"{rest} {_cite(rest)} others")
    if found.silent:
        parts.append(f"{len(found.silent)} {'names' if len(found.silent) == 1 else 'name'} no such source")
    return f"{head}, {', '.join(part for part in parts if part)}{_also(found, len(members))}"


def _of_the_lead(found: Shares, total: int, name: str) -> str:
    citing, own = len(found.citing), len(found.own)
    if own:
        its = f"{name}’s own report" if own == 1 else f"{own} reports of {name}’s own"
        return f"{its} and {citing} that {_cite(citing)} it"
    if citing == total > 1:
        return f"{'both' if total == 2 else 'all'} cite {name}"
    return f"{citing} {_cite(citing)} {name}" if total > 1 else f"which cites {name}"


def _also(found: Shares, total: int) -> str:
    said: list[str] = []
    for key, some in list(found.also.items())[:ALSO]:
        name = in_a_sentence(found.names[key])
        number = str(len(some)) if len(some) < total else "both" if total == 2 else "all"
        said.append(f"{number} {name}" if said else f"{number} also {_cite(len(some))} {name}")
    return f"; {', '.join(said)}" if said else ""


def _cite(number: int) -> str:
    return "cites" if number == 1 else "cite"
