"""From tokens to mentions: which product, which variant, how much, as said.

A mention is what was said, not yet what it means; ``meaning`` settles that. Rules:
orders/RULES.md 3.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from solitaire.tokens import Kind, Token
from solitaire.lexicon import Lexicon, Rank
from solitaire.normal import CIRCLED, fold_text
from solitaire.units import Amount
from solitaire.words import Role

Pairs = tuple[tuple[str, str], ...]


class Mention(NamedTuple):
    """``codes`` that it may mean, none for a bare quantity or a bare variant; ``variants`` the
    ``(code, variant)`` that it may mean, None where none was said; ``fen`` a price said with it;
    ``vague`` a quantity such as 几盒; ``unclear`` words that give no single reading."""

    text: str
    codes: tuple[str, ...] = ()
    variants: Pairs | None = None
    amount: Amount | None = None
    fen: int | None = None
    vague: bool = False
    unclear: bool = False
    rank: Rank = Rank.WHOLE

    @property
    def bare(self) -> bool:
        """Whether nothing but a quantity was said."""
        return not self.codes and self.variants is None


class _Part(NamedTuple):
    """A step of the assembly: a mention without its quantity, or a quantity."""

    start: int
    end: int
    mention: Mention | None = None
    amount: Amount | None = None
    vague: bool = False
    each: bool = False
    joined: bool = False
    whole: bool = False


def assemble(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a stretch of speech, in order, each with the quantity that belongs to it."""
    parts = _parts(_with_codes(tokens, lexicon), lexicon)
    return tuple(_pair(_spread_each(parts)))


def _is_plain_number(token: Token) -> bool:
    amount = token.amount
    return (
        token.kind is Kind.AMOUNT
        and amount is not None
        and not amount.unit
        and not amount.plus
        and token.text[0] not in "*x"
        and amount.value % 1000 == 0
    )


def _with_codes(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Numbers that are codes where they stand: ①×2, 3*1, 1 2份, 1、3、5各一份."""
    out = list(tokens)
    each = next((i for i, token in enumerate(out) if token.has(Role.EACH)), -1)
    for place, token in enumerate(out):
        if not _is_plain_number(token) or token.amount is None:
            continue
        code = lexicon.codes.get(str(token.amount.value // 1000))
        if code is None:
            continue
        if place < each or _is_code_here(out, place):
            out[place] = token._replace(kind=Kind.CODE, code=code, amount=None)
    return out


def _is_code_here(tokens: Sequence[Token], place: int) -> bool:
    """orders/RULES.md 3: between a code and a quantity there is some mark or order."""
    after = next(
        (t for t in tokens[place + 1 :] if t.kind is not Kind.GAP and not t.has(Role.ORDER)), None
    )
    before = next((t for t in reversed(tokens[:place]) if t.kind is not Kind.GAP), None)
    if before is not None and before.kind & (Kind.TERM | Kind.CODE):
        return False
    ringed = tokens[place].text in tuple(CIRCLED)
    if after is None or after.kind is not Kind.AMOUNT or after.amount is None:
        return ringed and after is None and before is None
    if after.amount.plus:
        return ringed
    marked = after.text[0] in "*x"
    return marked or ringed or (bool(after.amount.unit) and tokens[place].text.isdecimal())


def _parts(tokens: Sequence[Token], lexicon: Lexicon) -> list[_Part]:
    parts: list[_Part] = []
    joined = False
    fen: int | None = None
    for place, token in enumerate(tokens):
        if token.kind is Kind.MONEY and token.amount is not None:
            fen = token.amount.value
            if not _names_goods(tokens):
                parts.extend(_priced(token, fen, lexicon))
            _price_last(parts, fen)
        elif _is_price_name(tokens, place) and token.amount is not None:
            parts.extend(_priced(token, token.amount.value // 10, lexicon))
        elif token.kind is Kind.TERM and token.term is not None:
            _add_term(parts, tokens, place, lexicon, joined)
        elif token.kind is Kind.CODE:
            mention = Mention(token.text, (token.code,))
            parts.append(_Part(token.start, token.end, mention, joined=joined, whole=True))
        elif (
            token.kind is Kind.AMOUNT
            and token.amount is not None
            and _is_price(token, parts, lexicon)
        ):
            fen = token.amount.value // 10
            _price_last(parts, fen)
        elif token.kind is Kind.AMOUNT and token.amount is not None:
            if not _is_variant_number(parts, token):
                parts.append(_Part(token.start, token.end, amount=token.amount))
        elif token.kind is Kind.VAGUE or token.has(Role.VAGUE):
            parts.append(_Part(token.start, token.end, amount=Amount(0), vague=True))
        elif token.has(Role.EACH):
            parts.append(_Part(token.start, token.end, each=True))
        joined = token.has(Role.AND) or (joined and token.kind is Kind.GAP) or token.text in "、&/"
    if fen is not None and not any(p.mention and p.mention.fen for p in parts):
        parts = [p._replace(mention=p.mention._replace(fen=fen)) if p.mention else p for p in parts]
    return parts


def _is_price(token: Token, parts: Sequence[_Part], lexicon: Lexicon) -> bool:
    """车厘子238: a bare number that is the price is money."""
    mention = parts[-1].mention if parts else None
    if mention is None or not _is_plain_number(token) or token.amount is None:
        return False
    fens = {lexicon.products[code].fen for code in mention.codes}
    return token.amount.value >= 10_000 and token.amount.value // 10 in fens


def _names_goods(tokens: Sequence[Token]) -> bool:
    return any(t.kind & (Kind.TERM | Kind.CODE) for t in tokens)


def _is_price_name(tokens: Sequence[Token], place: int) -> bool:
    """89那个: a number that says which by its price."""
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    number = token.kind is Kind.AMOUNT and _is_plain_number(token)
    return number and after is not None and after.has(Role.OF) and not _names_goods(tokens)


def _priced(token: Token, fen: int, lexicon: Lexicon) -> list[_Part]:
    """The goods of that price (29.9的来两盒)."""
    codes = tuple(code for code, product in lexicon.products.items() if product.fen == fen)
    if not codes:
        return []
    return [_Part(token.start, token.end, Mention(token.text, codes, fen=fen), whole=True)]


def _price_last(parts: list[_Part], fen: int) -> None:
    for place in range(len(parts) - 1, -1, -1):
        mention = parts[place].mention
        if mention is not None:
            parts[place] = parts[place]._replace(mention=mention._replace(fen=fen))
            return


def _is_variant_number(parts: list[_Part], token: Token) -> bool:
    """红色 110: the number that completes a variant is no quantity."""
    mention = parts[-1].mention if parts else None
    if mention is None or not mention.variants or len(mention.variants) < 2:
        return False
    fits = tuple(v for v in mention.variants if fold_text(v[1]).endswith(token.text))
    if not fits or token.text[0] in "*x+" or not token.text.isdecimal() or len(token.text) < 2:
        return False
    parts[-1] = parts[-1]._replace(end=token.end, mention=mention._replace(variants=fits))
    return True


def _add_term(
    parts: list[_Part], tokens: Sequence[Token], place: int, lexicon: Lexicon, joined: bool
) -> None:
    """A name of the offer: a product, or a variant of the one before or behind it."""
    token = tokens[place]
    term = token.term
    assert term is not None
    last = next((p for p in reversed(parts) if p.mention is not None), None)
    here = _Part(token.start, token.end, joined=joined, whole=term.rank is Rank.WHOLE)
    mine = _of_codes(term.variants, last.mention.codes) if last and last.mention else ()
    ahead = _next_product(tokens, place)
    leads = ahead is not None and bool(_of_codes(term.variants, ahead))
    if mine and last is not None and last.mention is not None:
        free = last.mention.variants is None and parts[-1] is last
        narrowed = _narrow(last.mention.variants, mine) if parts[-1] is last and not joined else ()
        if free or narrowed:
            mention = last.mention._replace(
                variants=narrowed or mine, text=last.mention.text + token.text
            )
            parts[-1] = last._replace(mention=mention, end=token.end)
            return
        if not leads:
            mention = Mention(token.text, last.mention.codes, mine, rank=last.mention.rank)
            parts.append(here._replace(mention=mention))
            return
    if leads and ahead is not None:
        parts.append(
            here._replace(mention=Mention(token.text, (), _of_codes(term.variants, ahead)))
        )
    elif term.codes:
        codes, waiting = term.codes, parts[-1].mention if parts else None
        both = tuple(c for c in codes if waiting is not None and c in waiting.codes)
        if both and waiting is not None and parts[-1].amount is None and not joined:
            mention = waiting._replace(codes=both, text=waiting.text + token.text)
            parts[-1] = parts[-1]._replace(end=token.end, mention=mention)
            return
        if (
            waiting is not None
            and not waiting.codes
            and waiting.variants
            and parts[-1].amount is None
        ):
            fits = _of_codes(waiting.variants, codes)
            if fits:
                parts.pop()
                mention = Mention(waiting.text + token.text, codes, fits, rank=term.rank)
                parts.append(here._replace(mention=mention))
                return
        parts.append(here._replace(mention=Mention(token.text, codes, rank=term.rank)))
    else:
        parts.append(here._replace(mention=Mention(token.text, (), term.variants)))


def _of_codes(variants: Pairs, codes: Sequence[str]) -> Pairs:
    return tuple(v for v in variants if v[0] in codes)


def _narrow(have: Pairs | None, more: Pairs) -> Pairs:
    return tuple(v for v in have or () if v in more)


_BETWEEN: Final = (Kind.GAP,)


def _next_product(tokens: Sequence[Token], place: int) -> tuple[str, ...] | None:
    """The codes of the product named right behind, 甜 before 豆浆."""
    for token in tokens[place + 1 :]:
        if token.kind is Kind.TERM and token.term is not None:
            return token.term.codes or None
        if token.kind is Kind.CODE:
            return (token.code,)
        if not (token.has(Role.OF) or token.text == " "):
            return None
    return None


def _spread_each(parts: list[_Part]) -> list[_Part]:
    """orders/RULES.md 3: 草莓鸡蛋各2 gives 2 of each named so far without a quantity."""
    place = next((i for i, part in enumerate(parts) if part.each), None)
    if place is None:
        return parts
    amount = next((p for p in parts[place + 1 :] if p.amount is not None), None)
    before, after = parts[:place], [p for p in parts[place + 1 :] if p is not amount]
    value = amount.amount if amount is not None else Amount(1000)
    assert value is not None
    free: list[_Part] = []
    for at, part in enumerate(before):
        follows = before[at + 1].amount is not None if at + 1 < len(before) else False
        free.append(part)
        if part.mention is not None and not follows:
            vague = amount is not None and amount.vague
            free.append(_Part(part.end, part.end, amount=value, vague=vague))
    if not before:
        free = [x for p in after for x in (p, _Part(p.end, p.end, amount=value))]
        after = []
    return [*free, *_spread_each(after)]


def _pair(parts: Sequence[_Part]) -> list[Mention]:
    """Each quantity with the name before or behind it: 草莓两盒, 两盒草莓, 2草莓 1蓝莓."""
    out: list[Mention] = []
    place = 0
    while place < len(parts):
        here = parts[place]
        after = parts[place + 1] if place + 1 < len(parts) else None
        later = parts[place + 2] if place + 2 < len(parts) else None
        if here.mention is not None:
            if (
                after is not None
                and after.amount is not None
                and not _belongs_ahead(here, after, later, parts[place + 3 :])
            ):
                if _says_size(after, later):
                    after = later
                    place += 1
                assert after is not None
                said = _with_amount(here.mention, after)
                place += 2
                if place < len(parts) and _completes(said, parts[place:]):
                    said = said._replace(variants=_variants_of(parts[place]))
                    place += 1
                out.append(said)
            else:
                out.append(here.mention)
                place += 1
        elif here.amount is not None:
            if after is not None and after.mention is not None:
                out.append(_with_amount(after.mention, here))
                place += 2
            else:
                out.append(_with_amount(Mention(""), here))
                place += 1
        else:
            place += 1
    return out


def _completes(said: Mention, rest: Sequence[_Part]) -> bool:
    """酸菜鱼1份微辣: a variant behind the quantity, without one of its own."""
    mention = rest[0].mention
    counted = len(rest) > 1 and rest[1].amount is not None
    if mention is None or counted or said.variants is not None or not mention.variants:
        return False
    return mention.codes in ((), said.codes) and bool(_of_codes(mention.variants, said.codes))


def _variants_of(part: _Part) -> Pairs | None:
    return part.mention.variants if part.mention else None


def _says_size(amount: _Part, later: _Part | None) -> bool:
    """草莓2斤1盒: the first quantity tells the size, the second how many."""
    return (
        later is not None
        and later.amount is not None
        and amount.amount is not None
        and amount.amount.unit in ("斤", "公斤", "kg", "g", "克")
        and bool(later.amount.unit)
        and later.amount.unit not in ("斤", "公斤", "kg", "g", "克", "两")
    )


def _belongs_ahead(here: _Part, amount: _Part, later: _Part | None, rest: Sequence[_Part]) -> bool:
    """草莓 2盒苹果: the quantity is written to the name behind it, and none is left for that."""
    if later is None or later.mention is None or (rest and rest[0].amount is not None):
        return False
    return amount.start > here.end and later.start == amount.end and not later.joined


def _with_amount(mention: Mention, part: _Part) -> Mention:
    return mention._replace(amount=part.amount, vague=part.vague)
