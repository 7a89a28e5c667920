"""Which quantity belongs to which name: 草莓两盒, 两盒草莓, 2草莓 1蓝莓, 草莓鸡蛋各2.

Rules: orders/RULES.md 3.
"""

from collections.abc import Sequence

from solitaire.mentions import Mention, Pairs, Part, of_codes
from solitaire.units import Amount


def spread_each(parts: list[Part]) -> list[Part]:
    """orders/RULES.md 3: 草莓鸡蛋各2 gives 2 of each named so far without a quantity."""
    place = next((i for i, part in enumerate(parts) if part.each), None)
    if place is None:
        return parts
    amount = next((p for p in parts[place + 1 :] if p.amount is not None), None)
    before, after = parts[:place], [p for p in parts[place + 1 :] if p is not amount]
    value = amount.amount if amount is not None else Amount(1000)
    assert value is not None
    free: list[Part] = []
    for at, part in enumerate(before):
        follows = before[at + 1].amount is not None if at + 1 < len(before) else False
        free.append(part)
        if part.mention is not None and not follows:
            vague = amount is not None and amount.vague
            free.append(Part(part.end, part.end, amount=value, vague=vague))
    if not before:
        free = [x for p in after for x in (p, Part(p.end, p.end, amount=value))]
        after = []
    return [*free, *spread_each(after)]


def pair_up(parts: Sequence[Part]) -> list[Mention]:
    """Each quantity with the name before or behind it: 草莓两盒, 两盒草莓, 2草莓 1蓝莓."""
    parts = _turn_counted(parts)
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


def _turn_counted(parts: Sequence[Part]) -> Sequence[Part]:
    """带鱼一大两小: counts that stand before the variants of the product, put behind them."""
    for place, part in enumerate(parts):
        end = place + 1 + 2 * _counted_before(part.mention, parts[place + 1 :])
        if end > place + 3:
            pairs = zip(parts[place + 1 : end : 2], parts[place + 2 : end : 2], strict=True)
            turned = [part for amount, variant in pairs for part in (variant, amount)]
            return [*parts[:place], *turned, *_turn_counted(parts[end:])]
    return parts


def _counted_before(product: Mention | None, rest: Sequence[Part]) -> int:
    """How many variants of the product follow with a count before each; none where a count that
    is no other goods' is left over, as in 带鱼2 大1 小1."""
    if product is None or not product.codes or product.variants is not None:
        return 0
    run = 0
    for amount, variant in zip(rest[::2], rest[1::2], strict=False):
        said = variant.mention
        if amount.amount is None or said is None or not said.variants:
            break
        if said.codes != product.codes:
            break
        run += 1
    left = rest[2 * run :]
    if not left or left[0].amount is None:
        return run
    ahead = len(left) > 1 and left[1].mention is not None
    return run if ahead and (len(left) == 2 or left[2].amount is None) else 0


def _completes(said: Mention, rest: Sequence[Part]) -> bool:
    """酸菜鱼1份微辣: a variant behind the quantity, without one of its own."""
    mention = rest[0].mention
    counted = len(rest) > 1 and rest[1].amount is not None
    if mention is None or counted or said.variants is not None or not mention.variants:
        return False
    return mention.codes in ((), said.codes) and bool(of_codes(mention.variants, said.codes))


def _variants_of(part: Part) -> Pairs | None:
    return part.mention.variants if part.mention else None


def _says_size(amount: Part, later: Part | None) -> bool:
    """草莓2斤1盒: the first quantity tells the size, the second how many."""
    return (
        later is not None
        and later.amount is not None
        and amount.amount is not None
        and amount.amount.unit in ("斤", "公斤", "kg", "g", "克")
        and bool(later.amount.unit)
        and later.amount.unit not in ("斤", "公斤", "kg", "g", "克", "两")
    )


def _belongs_ahead(here: Part, amount: Part, later: Part | None, rest: Sequence[Part]) -> bool:
    """草莓 2盒苹果: the quantity is written to the name behind it, and none is left for that."""
    if later is None or later.mention is None or (rest and rest[0].amount is not None):
        return False
    return amount.start > here.end and later.start == amount.end and not later.joined


def _with_amount(mention: Mention, part: Part) -> Mention:
    return mention._replace(amount=part.amount, vague=part.vague)
