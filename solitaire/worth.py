"""Whether a message can be anything but chatter: one look at its characters, before it is read.

Most of what a group says is chatter; this tells most of that by a single search. Whatever passes
is read in full, so the only duty here is never to hold back what could be an order or a question.
"""

import re
from typing import Final

from solitaire.lexicon import Lexicon
from solitaire.units import CLASSIFIER

_SHORT: Final = 14
"""A message without quantities that orders or cancels (我也要, 和楼上一样) is no longer."""

_COUNTS: Final = re.compile(
    rf"[0-9+①-⑳俩仨]|[一二两三四五六七八九十壹贰叁半双几]\s?(?:{CLASSIFIER}|打|$)|[一二两三四五六七八九十](?![\u4e00-\u9fff])"
)
_ACTS: Final = re.compile(
    r"[要接订来买带退撤换改加减少同样都各全每留记报跟给帮替代凑添补变囤搞整]|不用|去掉|删|取消|安排|登记|下单|上车|参团|随便|老规矩"
)
_CANCELS: Final = re.compile(r"取消|退|撤|不要|不接|不订|不买|不参|一样|同上|同楼上|算了|接龙|每样|全部|都要|都不")
_ASKS: Final = re.compile(
    r"[?]|吗|么|嘛|几|多少|多大|多久|多重|什么|啥|哪|怎么|咋|如何|何时|没有|没$|不$|呢|还有|有没|能不能|可不可以|来着|还是|佣金|提成|起送|运费|限购"
)
_LATIN: Final = re.compile(r"[a-z]{2,}")


def is_worth(text: str, lexicon: Lexicon) -> bool:
    """Whether a folded text may be an order, a change, a list or a question.

    >>> is_worth("今天天气真不错", lexicon)  # doctest: +SKIP
    False
    """
    if "\n" in text or _COUNTS.search(text) is not None or _ASKS.search(text) is not None:
        return True
    short = len(text) <= _SHORT
    acts = _ACTS.search(text) is not None
    if acts and (short or _CANCELS.search(text) is not None):
        return True
    if (short or acts) and lexicon.trigger.search(text) is not None:
        return True
    return _LATIN.search(text) is not None
