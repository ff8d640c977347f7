"""Which words name something that happens: what a text may later be told of as `after the launch`."""

from __future__ import annotations

from functools import cache

from nkreader.analysis.terms import term

_OCCASIONS = """
launch test visit inspection summit congress death murder injury arrest jail charge resign appoint dismiss election win
buy agreement earthquake flood crash sink attack bomb shoot protest theft hack defect sanction condemn warn marry
divorce funeral escape fire hire unveil drill trial verdict sentence parade exhibition contest festival performance
opening completion ceremony shelling bombardment clash skirmish incident accident disaster outbreak typhoon storm
landslide drought famine evacuation rescue search seizure capture raid hijack kidnap abduction release return deport
repatriate expel withdrawal walkout boycott resume suspend cancel postpone delay halt closure shutdown restart
delivery shipment aid donation gift loan bid offer tender merger sale stake listing bankruptcy default lawsuit ruling
appeal probe investigation raid leak report statement letter speech interview remark apology pledge threat declaration
resolution vote veto treaty truce ceasefire armistice war invasion coup revolt uprising strike riot demonstration
reunion delegation arrival departure meeting talks negotiation session conference forum
seminar signing invitation transit detonation explosion enrichment reprocessing inspection disablement
devaluation redenomination reform rise fall surge plunge cut hike slump record
"""


@cache
def _terms() -> frozenset[str]:
    return frozenset(term(word) for word in _OCCASIONS.split())


def is_occasion(word: str) -> bool:
    """Whether a term (`analysis.terms`) stands for something that happens."""
    return word in _terms()
