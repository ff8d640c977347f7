"""Chinese names in full, found by the surname that stands after a title elsewhere in the article.

`Spokesman Wang` is whoever the article calls Wang in full, also where nothing but its shape tells a person's name:
the office alone would lead to another bearer of one of the most frequent surnames there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nkreader.analysis.entities.capitals import Stretch
from nkreader.analysis.entities.found import Found, Taken
from nkreader.analysis.entities.lexicon import lexicon
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
)
_GIVEN = re.compile(rf" (?=[A-Z])((?i:{_SYLLABLE}-?(?:{_SYLLABLE})?)(?: (?=[A-Z])(?i:{_SYLLABLE}))?)(?![\w-])")


def named_in_full(parts: Iterable[Stretch], single: Sequence[Found], people: Sequence[Found]) -> Iterator[Found]:
    """Full names of those of whom `single` has the Chinese surname, where no rule found them in `people`."""
    words = lexicon()
    wanted = {item.name for item in single if item.name in words.chinese}
    if not wanted:
        return
    known = Taken(item.span for item in people if item.full)
    for part in parts:
        for start in part.starts(wanted):
            surname = next(name for name in wanted if part.text.startswith(name, start))
            match = _GIVEN.match(part.text, start + len(surname))
            if match is None or any(word in words.never or word in words.titles for word in match[1].split()):
                continue
            span = Span(part.offset + start, part.offset + match.end())
            if known.free(span):
                yield Found(span, EntityKind.PERSON, (), f"{surname} {match[1]}")


def surname_before(parts: Sequence[str]) -> bool:
    """Whether the words of a name are a Chinese surname and a given name in two syllables: `Wang Guo Fu`."""
    words = lexicon()
    return (
        len(parts) == 3
        and parts[0] in words.chinese
        and all(part not in words.given and _ONE.fullmatch(part) for part in parts)
    )


_ONE = re.compile(rf"(?i:{_SYLLABLE})")
