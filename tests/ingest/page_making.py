"""Pages of outlets that there are not, in the layouts of those that there are."""

from __future__ import annotations

import json

PARAGRAPHS = (
    "The harbour office at Namgang said that the ferry to the islands will sail twice a day from the first week of "
    "June, after the two new boats passed their trials off the northern pier.",
    "Officials had kept the line closed since a storm broke the landing stage in autumn, and families on the islands "
    "went to the market by fishing boats that carry no lights and no wireless.",
    "“We waited for the whole winter,” said Han Sol, who sells salt at the quay, “and the children could not go to "
    "school when the sea was high.” The office said that tickets will cost as much as before.",
    "A second landing stage is to be built at the southern pier, where the water is deeper, and a railway spur will "
    "follow in two years if the province finds the money for it, according to the harbour office.",
)
KOREAN = (
    "남강항 관리소는 새 여객선 두 척이 북쪽 부두 앞바다에서 시험 운항을 마침에 따라 유월 첫 주부터 하루 두 차례 섬을 "
    "오가는 배를 띄운다고 밝혔다.",
    "지난 가을 폭풍으로 선착장이 부서진 뒤 섬 주민들은 불빛도 무전기도 없는 고깃배를 타고 장을 보러 다녔다고 관리소 "
    "관계자가 설명했다.",
    "부두에서 소금을 파는 한솔 씨는 겨울 내내 기다렸으며 파도가 높은 날에는 아이들이 학교에 가지 못했다고 말했다.",
)
JAPANESE = (
    "南江港の管理事務所は、新しい連絡船二隻が北埠頭沖での試験航海を終えたことを受け、六月の第一週から一日二往復で"
    "島への便を再開すると発表した。",
    "昨年秋の嵐で桟橋が壊れて以来、島の住民は灯火も無線もない漁船で市場に通っていたと、事務所の担当者は説明している。",
    "埠頭で塩を売る女性は、冬の間ずっと待っていた、波の高い日は子どもたちが学校に行けなかったと話した。",
)
CHINESE = (
    "南江港管理处表示，两艘新渡轮在北码头外海完成试航后，将从六月第一周起每天往返海岛两次，恢复停航已久的航线。",
    "去年秋天的风暴毁坏了栈桥，此后岛上居民只能搭乘没有灯火和电台的渔船去赶集，管理处的工作人员这样介绍。",
    "在码头卖盐的一位妇女说，大家等了整整一个冬天，风浪大的时候孩子们没法上学。",
)


def html(
    body: str, head: str = "", title: str = "Ferry line opens again", lang: str = "en", top: str = "<!doctype html>"
) -> str:
    """A page around a body."""
    heads = f'<head><meta charset="utf-8"><title>{title}</title>{head}</head>'
    return f'{top}<html lang="{lang}">{heads}<body>{body}</body></html>'


def story(
    before: str = "",
    heading: str = "Ferry line opens again",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    behind: str = "",
) -> str:
    """An article's markup: its headline, what stands under it, its paragraphs."""
    said = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    nav = '<nav><ul><li><a href="/a">News</a></li><li><a href="/b">Weather 2019-01-01</a></li></ul></nav>'
    return f'{nav}<main><article><h1>{heading}</h1>{before}<div class="text">{said}</div></article></main>{behind}'


def meta(name: str, content: str) -> str:
    """A `meta` element."""
    return f'<meta property="{name}" content="{content}">'


def ld(thing: object) -> str:
    """JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'
