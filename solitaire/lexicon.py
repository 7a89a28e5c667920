"""The words of one offer: every way in which its products and variants may be named.

Compiled once for each list of products; the reader only looks things up. Rules:
orders/RULES.md 3 (products) and 8 (names of products).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from solitaire.normal import fold_text
from solitaire.numbers import NUMERAL
from solitaire.phonetic import HAN, alike_table, pinyin
from solitaire.synonyms import GROUPS, PICTURES
from solitaire.units import CLASSIFIER, SPEC
from solitaire.values import ItemKey, Product
from solitaire.words import ROLES


class Rank(IntEnum):
    """How a term names a product; a smaller one beats a larger one."""

    WHOLE = 0
    SYNONYM = 1
    PART = 2
    LIKE_PART = 3
    PINYIN = 4
    SLIP = 5
    GUESS = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the offer: the codes it may mean, best rank only, and the variants
    ``(code, variant)`` that it may name."""

    text: str
    rank: Rank
    codes: tuple[str, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """``terms`` by their folded text, ``lengths`` the lengths that begin with a character, longest
    first; ``alike`` the terms by their sound; ``single`` what one character of a name may mean;
    ``units`` those that no other goods are sold by (卡)."""

    products: Mapping[str, Product]
    names: Mapping[str, str]
    codes: Mapping[str, str]
    terms: Mapping[str, Term]
    lengths: Mapping[str, tuple[int, ...]]
    latin: Mapping[str, Term]
    alike: Mapping[str, Term]
    alike_lengths: Mapping[str, tuple[int, ...]]
    single: Mapping[str, Term]
    only: str | None
    letters: frozenset[str]
    units: frozenset[str]
    trigger: re.Pattern[str] = field(repr=False)


_COUNTED: Final = re.compile(f"(?:{NUMERAL}|半|[第几]){CLASSIFIER}?(?:装|号)?")
_MEASURE: Final = re.compile(rf"[a-z]*|{CLASSIFIER}")
_PIECE: Final = re.compile("[\u4e00-\u9fff0-9a-z]+")
_LATIN: Final = re.compile("[a-z]+")
_CUT: Final = re.compile("[0-9]+|[a-z]+|[\u4e00-\u9fff]")
_PADDING: Final = re.compile("(?<=[\u4e00-\u9fff])[大小老切心皮瓤](?=[\u4e00-\u9fff])")
"""What people leave out of a name: 鲜肉大包 is a 肉包."""
_STOP: Final = frozenset("的了和个一不在是吗呢吧")
_TAIL: Final = re.compile(r"[a-z0-9]+级?$|(?:礼盒|礼箱|罐头|套装|组合|特级|精品)$")


def compile_lexicon(products: Sequence[Product]) -> Lexicon:
    """The lexicon of an offer. Takes milliseconds a product: compile it once a list."""
    found: dict[str, dict[str, Rank]] = defaultdict(dict)
    for product in products:
        for text, rank in _ways(product):
            known = found[text].get(product.code)
            if known is None or rank < known:
                found[text][product.code] = rank
    variants: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for product in products:
        for variant in product.variants:
            for text in _variant_ways(variant, product.variants):
                variants[text].add((product.code, variant))
    order = {product.code: place for place, product in enumerate(products)}
    terms = {
        text: _term(text, found.get(text, {}), variants.get(text, set()), order)
        for text in (*found, *(v for v in variants if v not in found))
    }
    spelled = {text: term for text, term in terms.items() if HAN.search(text) or text[0].isdigit()}
    for picture, word in PICTURES.items():
        if word in spelled:
            spelled[picture] = spelled[word]
    alike = _alike(spelled)
    return Lexicon(
        products={product.code: product for product in products},
        names={product.code: fold_text(product.name) for product in products},
        codes={fold_text(product.code): product.code for product in products},
        terms=spelled,
        lengths=_lengths(spelled),
        latin=_latin(terms, spelled),
        alike=alike,
        alike_lengths=_lengths(alike),
        single=_single(products, order),
        only=products[0].code if len(products) == 1 else None,
        letters=frozenset(
            fold_text(p.code) for p in products if len(p.code) == 1 and p.code.isalpha()
        ),
        units=frozenset(
            fold_text(p.unit) for p in products if not _MEASURE.fullmatch(fold_text(p.unit))
        ),
        trigger=_trigger(spelled, products),
    )


def _term(
    text: str, codes: Mapping[str, Rank], variants: set[tuple[str, str]], order: Mapping[str, int]
) -> Term:
    best = min(codes.values(), default=Rank.WHOLE)
    chosen = sorted((code for code, rank in codes.items() if rank == best), key=order.__getitem__)
    return Term(
        text, best, tuple(chosen), tuple(sorted(variants, key=lambda v: (order[v[0]], v[1])))
    )


def _ways(product: Product) -> Iterator[tuple[str, Rank]]:
    """Every text that may mean the product, with its rank (orders/RULES.md 3 and 8)."""
    for name in (product.name, *product.aliases):
        folded = fold_text(name)
        core = bare_name(folded)
        for whole in (folded, folded.replace(" ", ""), core):
            if whole:
                yield whole, Rank.WHOLE
        for piece in _PIECE.findall(SPEC.sub(" ", folded)):
            for part in _parts(piece):
                yield part, Rank.PART
        if (loosened := _PADDING.sub("", core)) != core:
            for part in _parts(loosened):
                yield part, Rank.LIKE_PART
        yield from _synonyms(core)


def bare_name(folded: str) -> str:
    """A folded name without sizes and brackets: 红颜草莓2斤装 is 红颜草莓."""
    return re.sub(
        r"[\s()\[\]【】/*+,、]+", "", SPEC.sub("", re.sub(r"[(（【\[].*?[)）】\]]", "", folded))
    )


def _parts(piece: str) -> Iterator[str]:
    """The runs of a name's piece that may stand for it: two characters or more, numbers and
    Latin words whole, none that is a quantity or a word of ordering."""
    cuts = [m.span() for m in _CUT.finditer(piece)]
    for first in range(len(cuts)):
        for last in range(first, min(len(cuts), first + 12)):
            part = piece[cuts[first][0] : cuts[last][1]]
            if _is_part(part, whole=part == piece):
                yield part


def _is_part(part: str, *, whole: bool) -> bool:
    if len(part) < 2 or part in ROLES:
        return False
    if part.isdecimal():
        return len(part) <= 4
    if _LATIN.fullmatch(part):
        return len(part) > 2
    if part[0] in _STOP or part[-1] in _STOP:
        return whole
    return _COUNTED.fullmatch(part) is None


def _synonyms(core: str) -> Iterator[tuple[str, Rank]]:
    """Common synonyms of the goods a name ends with (沙瓤西红柿 is a 番茄, 番茄火锅底料 is not)."""
    head = core
    while (cut := _TAIL.sub("", head)) and cut != head:
        head = cut
    tail = head[-1:] if head[-1:] in tuple("片块丁丝段粒条卷") else ""
    best = max((w for group in GROUPS for w in group if head.endswith(w)), key=len, default="")
    if not best and tail:
        head = head.removesuffix(tail)
        best = max((w for group in GROUPS for w in group if head.endswith(w)), key=len, default="")
    for group in GROUPS:
        if best not in group:
            continue
        for other in group:
            if other != best and other not in best:
                yield other, Rank.SYNONYM if head == best else Rank.LIKE_PART
                yield head.removesuffix(best) + other, Rank.SYNONYM


def _variant_ways(variant: str, others: Sequence[str]) -> Iterator[str]:
    """A variant's name, its parts, and 大 小 for 大份 小份 where that is clear."""
    folded = fold_text(variant)
    yield folded
    yield folded.removesuffix("味").removesuffix("色") or folded
    cuts = [m.group() for m in _CUT.finditer(folded)]
    yield from (cut for cut in cuts if len(cut) > 1 and not cut.isdecimal())
    if len(cuts) > 1 and _LATIN.fullmatch(cuts[-1]):
        yield cuts[-1]
    if len(cuts) == 2 and HAN.fullmatch(cuts[0]) and cuts[1].isdecimal():
        yield cuts[0]
    for run in HAN.findall(folded):
        for first in range(len(run) - 1):
            for last in range(first + 2, len(run) + 1):
                if run[first:last] not in ROLES:
                    yield run[first:last]
                    yield run[first:last].removesuffix("色")
    if folded[0] in "大中小" and sum(fold_text(o)[:1] == folded[0] for o in others) == 1:
        yield folded[0]


def _alike(terms: Mapping[str, Term]) -> dict[str, Term]:
    """The terms of two Chinese characters and more by their sound, the best where they clash."""
    table = alike_table()
    found: dict[str, list[Term]] = defaultdict(list)
    for text, term in terms.items():
        if len(text) > 1 and HAN.fullmatch(text) and term.rank <= Rank.LIKE_PART:
            found[text.translate(table)].append(term)
    return {sound: min(terms, key=lambda t: t.rank) for sound, terms in found.items()}


def _latin(terms: Mapping[str, Term], spelled: Mapping[str, Term]) -> dict[str, Term]:
    """Latin words and pinyin that name products or variants; an English plural names the same."""
    found: dict[str, Term] = {}
    for text, term in spelled.items():
        if len(text) > 1 and HAN.fullmatch(text) and term.codes and term.rank <= Rank.LIKE_PART:
            for sound in pinyin(text):
                other = found.get(sound)
                codes = tuple(dict.fromkeys((*(other.codes if other else ()), *term.codes)))
                if other is None or term.rank < Rank.PART:
                    codes = term.codes
                found[sound] = Term(sound, Rank.PINYIN, codes)
    for text, term in terms.items():
        if text not in spelled:
            found[text] = term
            for plural in (text + "s", text + "es", text.removesuffix("y") + "ies"):
                found.setdefault(plural, term)
            if text.endswith("s") and len(text) > 3:
                found.setdefault(text.removesuffix("s"), term)
            if text.endswith("ies"):
                found.setdefault(text.removesuffix("ies") + "y", term)
    return found


def _single(products: Sequence[Product], order: Mapping[str, int]) -> dict[str, Term]:
    """What one character may mean: the products whose name ends with it or nearly (枣, 锅, 鱼)."""
    found: dict[str, set[str]] = defaultdict(set)
    for product in products:
        for name in (product.name, *product.aliases):
            for run in HAN.findall(SPEC.sub(" ", fold_text(name))):
                for ch in run[-2:]:
                    found[ch].add(product.code)
    return {
        ch: Term(ch, Rank.PART, tuple(sorted(codes, key=order.__getitem__)))
        for ch, codes in found.items()
        if ch not in ROLES and ch not in "大小新老红黄白黑绿鲜生甜香金本地"
    }


def _lengths(terms: Mapping[str, Term]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for text in terms:
        found[text[0]].add(len(text))
    return {ch: tuple(sorted(lengths, reverse=True)) for ch, lengths in found.items()}


def _trigger(terms: Mapping[str, Term], products: Sequence[Product]) -> re.Pattern[str]:
    """Finds any name of goods: the shortest names, for they stand in the longer ones."""
    codes = {fold_text(p.code) for p in products if not p.code.isdecimal()}
    words: set[str] = set()
    for word in sorted({*codes, *terms}, key=len):
        pairs = {
            word[i:j] for i in range(len(word)) for j in range(i + 1, min(len(word), i + 4) + 1)
        }
        if not pairs & words:
            words.add(word)
    return re.compile("|".join(re.escape(word) for word in sorted(words)) or "(?!)")


def item_key(code: str, variant: str | None) -> ItemKey:
    """``code`` or ``code/variant``."""
    return ItemKey(code if variant is None else f"{code}/{variant}")
