"""Sound of Chinese characters: pinyin of a word, and one spelling for all that sounds alike.

pypinyin's tables are read when the first lexicon is compiled, never on the way of a message.
"""

import re
from functools import lru_cache
from typing import Final

HAN: Final = re.compile("[\u4e00-\u9fff]+")
_TONES: Final = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê", "aaaaeeeeiiiioooouuuuvvvvvnnnme")


@lru_cache(maxsize=1)
def _syllables() -> dict[str, str]:
    """The commonest toneless syllable of each character."""
    from pypinyin.constants import PINYIN_DICT

    return {
        chr(code): sounds.split(",", 1)[0].translate(_TONES)
        for code, sounds in PINYIN_DICT.items()
        if 0x4E00 <= code <= 0x9FFF
    }


def _alike(syllable: str) -> str:
    """Syllables that are typed for one another: zh z, ch c, sh s, n and ng at the end."""
    for old, new in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        syllable = syllable.replace(old, new)
    return syllable.removesuffix("g")


@lru_cache(maxsize=1)
def _sounds() -> dict[str, tuple[str, ...]]:
    """The two commonest toneless syllables of each character that has several."""
    from pypinyin.constants import PINYIN_DICT

    return {
        chr(code): tuple(dict.fromkeys(s.translate(_TONES) for s in sounds.split(",")))[:2]
        for code, sounds in PINYIN_DICT.items()
        if 0x4E00 <= code <= 0x9FFF
    }


@lru_cache(maxsize=1)
def alike_table() -> dict[int, str]:
    """For ``str.translate``: each character to the first that sounds like it, so that 鸡旦 and
    鸡蛋 become the same string of the same length."""
    first: dict[str, str] = {}
    table: dict[int, str] = {}
    for ch, syllable in _syllables().items():
        table[ord(ch)] = first.setdefault(_alike(syllable), ch)
    return table


def pinyin(word: str) -> tuple[str, ...]:
    """Toneless and joined: 草莓 is caomei. As the word is said, and character by character where
    that differs (花蛤). Anything but Chinese characters stays."""
    from pypinyin import Style, lazy_pinyin

    syllables = _syllables()
    said = "".join(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False))
    ways = [""]
    for ch in word:
        sounds = _sounds().get(ch, (ch,))
        ways = [way + sound for way in ways for sound in sounds][:8]
    return tuple(dict.fromkeys((said, "".join(syllables.get(ch, ch) for ch in word), *ways)))
