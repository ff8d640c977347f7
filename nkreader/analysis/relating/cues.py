"""The words by which a text refers to what was before: `after the launch`, `last week`, `condemned the test`."""

from __future__ import annotations

import re

AFTER = re.compile(
    r"\b(?:(?<!one )after(?! (?:all|another|that|which|being|having|receiving|hearing|looking|paying|laying)\b)"
    r"|following(?! (?:are|is|were|was)\b)|since"
    r"|in the wake of|in the aftermath of|prompted by|sparked by|triggered by|resulting from|as a result of"
    r"|stemming from|caused by)\b",
    re.IGNORECASE,
)
"""What stands behind it was before; `after being briefed` only tells the order of one occasion."""
PAST = re.compile(
    r"\b(?:last (?:week|month|night)|earlier (?:this|in the|that) (?:day|week|month)|previous(?:ly)?|recent(?:ly)?"
    r"|(?:days?|weeks?) ago)\b",
    re.IGNORECASE,
)
"""The sentence tells of what was not long before."""
REACTS = re.compile(
    r"\b(?:condemn\w*|denounc\w*|deplor\w*|protest(?:ed|s|ing)? (?:against|over|at)|criti[cs]i[sz]\w*|slam(?:s|med)?"
    r"|blast(?:s|ed) (?!off)|reject(?:s|ed)|respond(?:s|ed|ing)? to|repl(?:y|ies|ied) to|react(?:s|ed|ing)? to"
    r"|in (?:response|reaction|reply|retaliation|protest) (?:to|at|over|for|against)|retaliat\w+"
    r"|voic(?:es|ed) concern|express(?:es|ed)? (?:\w+ )?(?:concern|regret|alarm|anger|outrage|sympathy|condolences"
    r"|support) (?:over|at|about|for|on)|welcom(?:es|ed|ing) (?:the|a|an|its|his|her|their|North|South|U\.S\.|US"
    r"|Pyongyang|Seoul|Washington|Beijing)|regret(?:s|ted)|den(?:ies|ied)|censur\w+|under fire)\b",
    re.IGNORECASE,
)
"""What stands behind it is what somebody reacts to."""
DEFINITE = re.compile(
    r"\b(?:the|those|its|his|her|their)\s(?:[\w'’.-]+\s){0,4}?(?P<what>summit|tests?|launch(?:es)?|visit|trip|attack"
    r"|sinking|shelling|crash|accident|congress|parade|explosion)\b"
    r"(?:\s(?:to|in|on|of|at|with)\s(?:the\s)?(?-i:[A-Z])[\w.'’-]+(?:\s(?-i:[A-Z])[\w.'’-]+){0,3})?",
    re.IGNORECASE,
)
"""An event as one that is known, with what names it: `the Hanoi summit`, `her visit to Ulan Bator`."""
