"""What one sentence says of somebody's standing: titles beside the name, and the list it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkreader.analysis.appearing import appearing
from nkreader.analysis.appearing_words import NAME
from nkreader.analysis.marked import marked
from nkreader.analysis.roles import role
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.folding import fold
from nkreader.model.spans import Span

_OFTEN = 12
"""Times that a sentence names somebody, as far as they are looked at."""
_HONOUR_BEHIND = re.compile(r"(?:\s(?:comrade|h\.?e\.?|his excellency|mrs?\.?|ms\.?|dr\.?))+$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s|\s(?:the|an?)(?=\s)")


def titles(text: str, sentence: Span, mentions: Sequence[Mention], entity: str) -> list[Span]:
    """What the sentence prints before or behind each naming of `entity` that says what its bearer is.

    Args:
        text: The article's.
        sentence: Where the sentence stands in it.
        mentions: Those of the sentence, in text order.
        entity: Id of the person.
    """
    inside = marked(text, sentence, mentions, entity)
    found = [role(inside, at) for at in inside.places_of(NAME)[:_OFTEN]]
    spans = [inside.span(start, end) for start, end in found if start < end]
    return [Span(span.start, span.start + len(_HONOUR_BEHIND.sub("", span.of(text)))) for span in spans]


def listed(text: str, sentence: Span, mentions: Sequence[Mention], entity: str) -> tuple[list[Mention], int]:
    """The people of the list in which the sentence has `entity`, itself among them, in printed order.

    Also told is where it stands among them, from 0. Nobody and 0 where it stands in none.
    """
    others = [mention for mention in mentions if mention.kind is EntityKind.PERSON and mention.entity != entity]
    if not others:
        return [], 0
    seen = appearing(text, sentence, mentions, entity)
    if not seen.others or seen.name is None:
        return [], 0
    chosen = {span.start for span in seen.others}
    names = [mention for mention in mentions if mention.span.start in chosen or mention.span.start == seen.name.start]
    return names, next(at for at, mention in enumerate(names) if mention.span.start == seen.name.start)


def alike(words: str) -> str:
    """What two forms of one title have in common that differ only in case, hyphens or an article."""
    return _ARTICLE.sub("", " ".join(fold(words).replace("-", " ").split())).strip()
