"""From tokens to mentions: which product, which variant, how much, as said.

A mention is what was said, not yet what it means; ``meaning`` settles that. Rules:
orders/RULES.md 3.
"""

from collections.abc import Sequence

from solitaire.lexicon import Lexicon, Rank, Term
from solitaire.mentions import Mention, Pairs, Part, of_codes
from solitaire.normal import CIRCLED, fold_text
from solitaire.pairing import pair_up, spread_each
from solitaire.tokens import Kind, Token
from solitaire.units import Amount
from solitaire.words import Role


def assemble(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a stretch of speech, in order, each with the quantity that belongs to it."""
    parts = _parts(_with_codes(tokens, lexicon), lexicon)
    return tuple(pair_up(spread_each(parts)))


def _is_plain_number(token: Token) -> bool:
    amount = token.amount
    return (
        token.kind == Kind.AMOUNT
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
        (t for t in tokens[place + 1 :] if t.kind != Kind.GAP and not t.has(Role.ORDER)), None
    )
    before = next((t for t in reversed(tokens[:place]) if t.kind != Kind.GAP), None)
    if before is not None and before.kind & (Kind.TERM | Kind.CODE):
        return False
    ringed = tokens[place].text in tuple(CIRCLED)
    if after is None or after.kind != Kind.AMOUNT or after.amount is None:
        return ringed and after is None and before is None
    if after.amount.plus:
        return ringed
    marked = after.text[0] in "*x"
    return marked or ringed or (bool(after.amount.unit) and tokens[place].text.isdecimal())


def _parts(tokens: Sequence[Token], lexicon: Lexicon) -> list[Part]:
    parts: list[Part] = []
    joined = False
    fen: int | None = None
    for place, token in enumerate(tokens):
        if token.kind == Kind.MONEY and token.amount is not None:
            fen = token.amount.value
            _add_money(parts, tokens, token, fen, lexicon)
        elif _is_price_name(tokens, place) and token.amount is not None:
            parts.extend(_priced(token, token.amount.value // 10, lexicon))
        elif token.kind == Kind.TERM and token.term is not None:
            _add_term(parts, tokens, place, lexicon, joined)
        elif token.kind == Kind.CODE:
            mention = Mention(token.text, (token.code,))
            parts.append(Part(token.start, token.end, mention, joined=joined, whole=True))
        elif token.kind == Kind.AMOUNT and token.amount is not None:
            _add_count(parts, tokens, place)
        else:
            _add_word(parts, token)
        joined = token.has(Role.AND) or (joined and token.kind == Kind.GAP) or token.text in "、&/"
    if fen is not None and not any(p.mention and p.mention.fen for p in parts):
        parts = [p._replace(mention=p.mention._replace(fen=fen)) if p.mention else p for p in parts]
    return parts


def _add_money(
    parts: list[Part], tokens: Sequence[Token], token: Token, fen: int, lexicon: Lexicon
) -> None:
    """A price stays with the goods before it; alone it names the goods of that price."""
    if not _names_goods(tokens):
        parts.extend(_priced(token, fen, lexicon))
    _price_last(parts, fen)


def _add_count(parts: list[Part], tokens: Sequence[Token], place: int) -> None:
    token = tokens[place]
    if not _is_variant_number(parts, token) and not _is_said_twice(tokens, place, parts):
        parts.append(Part(token.start, token.end, amount=token.amount))


def _add_word(parts: list[Part], token: Token) -> None:
    if token.kind == Kind.VAGUE or token.has(Role.VAGUE):
        parts.append(Part(token.start, token.end, amount=Amount(0), vague=True))
    elif token.has(Role.EACH):
        parts.append(Part(token.start, token.end, each=True))


def _names_goods(tokens: Sequence[Token]) -> bool:
    return any(t.kind & (Kind.TERM | Kind.CODE) for t in tokens)


def _is_price_name(tokens: Sequence[Token], place: int) -> bool:
    """89那个: a number that says which by its price."""
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    number = token.kind == Kind.AMOUNT and _is_plain_number(token)
    return number and after is not None and after.has(Role.OF) and not _names_goods(tokens)


def _priced(token: Token, fen: int, lexicon: Lexicon) -> list[Part]:
    """The goods of that price (29.9的来两盒)."""
    codes = tuple(code for code, product in lexicon.products.items() if product.fen == fen)
    if not codes:
        return []
    return [Part(token.start, token.end, Mention(token.text, codes, fen=fen), whole=True)]


def _is_said_twice(tokens: Sequence[Token], place: int, parts: Sequence[Part]) -> bool:
    """豆腐两盒两盒: the same quantity right behind itself, and no goods that it could belong to."""
    token = tokens[place]
    again = bool(parts) and parts[-1].amount == token.amount and parts[-1].end == token.start
    unit = token.amount is not None and token.amount.unit and not token.amount.plus
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return again and bool(unit) and (after is None or not after.kind & (Kind.TERM | Kind.CODE))


def _price_last(parts: list[Part], fen: int) -> None:
    for place in range(len(parts) - 1, -1, -1):
        mention = parts[place].mention
        if mention is not None:
            parts[place] = parts[place]._replace(mention=mention._replace(fen=fen))
            return


def _is_variant_number(parts: list[Part], token: Token) -> bool:
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
    parts: list[Part], tokens: Sequence[Token], place: int, lexicon: Lexicon, joined: bool
) -> None:
    """A name of the offer: a product, or a variant of the one before or behind it."""
    token = tokens[place]
    term = token.term
    assert term is not None
    here = Part(token.start, token.end, joined=joined, whole=term.rank is Rank.WHOLE)
    ahead = of_codes(term.variants, _next_product(tokens, place) or ())
    if _add_variant(parts, token, term, here, leads=bool(ahead)):
        return
    if ahead:
        parts.append(here._replace(mention=Mention(token.text, (), ahead)))
    elif term.codes:
        _add_product(parts, token, term, here)
    else:
        parts.append(here._replace(mention=Mention(token.text, (), term.variants)))


def _add_variant(parts: list[Part], token: Token, term: Term, here: Part, *, leads: bool) -> bool:
    """The term as a variant of the product before it, 酸菜鱼微辣, or as one more of its variants,
    大份2 小份1; False where it is neither. ``leads`` where the product behind has it too."""
    last = next((p for p in reversed(parts) if p.mention is not None), None)
    mention = last.mention if last is not None else None
    mine = of_codes(term.variants, mention.codes) if mention is not None else ()
    if not mine or last is None or mention is None:
        return False
    near = parts[-1] is last
    narrowed = _narrow(mention.variants, mine) if near and not here.joined else ()
    if narrowed or (near and mention.variants is None):
        said = mention._replace(variants=narrowed or mine, text=mention.text + token.text)
        parts[-1] = last._replace(mention=said, end=token.end)
        return True
    if not leads:
        said = Mention(token.text, mention.codes, mine, rank=mention.rank)
        parts.append(here._replace(mention=said))
    return not leads


def _add_product(parts: list[Part], token: Token, term: Term, here: Part) -> None:
    """The term as a product, with a name (红颜 草莓) or a variant (甜豆浆) right before it."""
    waiting = parts[-1].mention if parts and parts[-1].amount is None else None
    both = tuple(c for c in term.codes if waiting is not None and c in waiting.codes)
    if waiting is not None and both and not here.joined:
        said = waiting._replace(codes=both, text=waiting.text + token.text)
        parts[-1] = parts[-1]._replace(end=token.end, mention=said)
        return
    said = Mention(token.text, term.codes, rank=term.rank)
    if waiting is not None and not waiting.codes:
        fits = of_codes(waiting.variants or (), term.codes)
        if fits:
            parts.pop()
            said = said._replace(text=waiting.text + token.text, variants=fits)
    parts.append(here._replace(mention=said))


def _narrow(have: Pairs | None, more: Pairs) -> Pairs:
    return tuple(v for v in have or () if v in more)


def _next_product(tokens: Sequence[Token], place: int) -> tuple[str, ...] | None:
    """The codes of the product named right behind, 甜 before 豆浆."""
    for token in tokens[place + 1 :]:
        if token.kind == Kind.TERM and token.term is not None:
            return token.term.codes or None
        if token.kind == Kind.CODE:
            return (token.code,)
        if not (token.has(Role.OF) or token.text == " "):
            return None
    return None
