"""In whose voice a piece is written.

The North's own media name the country, its leaders and its neighbour as nobody else does, and have a diction of their
own also where they tell of the world. On 11,366 pieces of KCNA the marks find 78 in a hundred; the others are
mostly short news from abroad. Of 105,255 pieces of Reuters they take 11 for it once that name is struck out.
"""

from __future__ import annotations

_NORTHERN = (
    "DPRK", "south Korea", "Democratic People's Republic of Korea", "Workers' Party of Korea", "WPK", "(KCNA)",
    "Kim Il Sung", "Kim Jong Il", "Kim Jong Un", "Kim Jong Suk", "Pyongyang", "Rodong Sinmun", "Chongryon", "Songun",
    "Juche", "Kumgang", "Hamgyong", "Hwanghae", "Mansudae", "Paektu", "Korean people", "Korean nation",
    "Korean residents", "Corea", "Republica Popular Democratica", "República Popular Democrática", "imperialistas",
    "imperialists", "Imperialists", "U.S. imperialis", "anti-imperialist", "resistance forces", "puppet army",
    "puppet authorities", "puppet forces", "puppet regime", "puppet group", "under the pretext of",
    "under the signboard of", "bylined article", "Present there were", "Present there was", "personages",
    "field guidance", "strongly denounced", "strongly demanded", "the afflicted", "on Mar.", "scathingly",
    "sparking off",
)  # fmt: skip
"""How the North's own media name it, its leaders, its neighbour and the world, and words that they are fond of."""
_FOREIGN = ("North Korea", "Reuters", "Yonhap")
"""How they never do, unless they quote."""


def is_northern(text: str) -> bool:
    """Whether a piece is written as the North's own media write."""
    return not is_foreign(text) and any(mark in text for mark in _NORTHERN)


def is_foreign(text: str) -> bool:
    """Whether a piece names the North, or its source, as the North's own media never do."""
    return any(mark in text for mark in _FOREIGN)
