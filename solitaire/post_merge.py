"""What several lines say of one product, put together."""

import re
from dataclasses import replace
from typing import Final

from solitaire.post_limits import Limits, only_for_all
from solitaire.post_lines import ReadLine
from solitaire.post_piece import Piece
from solitaire.post_text import fold
from solitaire.post_variants import Variants

_SPEC_LABEL: Final = re.compile(r"(?:规格|净含量|净重|重量|包装)\s?[:=]")


def with_detail(piece: Piece, line: ReadLine) -> Piece:
    """A line between a name and its price: a spec for the name, limits, or a remark."""
    if line.limits_alone or line.piece.spec_only or _SPEC_LABEL.match(fold(line.words)):
        return merged(piece, line.piece)
    remark = "，".join(filter(None, (piece.remark, line.words)))
    return replace(piece, remark=remark)


def merged(name: Piece, price: Piece) -> Piece:
    """A name's piece with what another line says of it."""
    limits = Limits(
        price.limits.limit or name.limits.limit,
        price.limits.minimum or name.limits.minimum,
        price.limits.stock or name.limits.stock,
        unreadable=price.limits.unreadable or name.limits.unreadable,
    )
    spec = "" if only_for_all(price.name) else price.name
    return replace(
        name,
        name=" ".join(filter(None, (name.name, spec if spec not in name.name else ""))),
        remark="，".join(filter(None, (name.remark, price.remark))),
        spec_only=name.spec_only and price.spec_only,
        money=price.money or name.money,
        unit=price.unit or name.unit,
        original=price.original if price.original is not None else name.original,
        limits=limits,
        variants=price.variants if price.variants.names else name.variants,
        aliases=name.aliases + price.aliases,
        two_prices=name.two_prices or price.two_prices,
    )


def with_size(piece: Piece, size: Piece) -> Piece:
    """The piece with one more variant at its own price: 带鱼, beneath it 大 45 and 小 39.9."""
    prices = (size.money,) if size.money else ()
    variants = Variants(
        (*piece.variants.names, size.name), (*piece.variants.prices, *prices), size.unit
    )
    return merged(piece, replace(size, name="", variants=variants))


def settled(piece: Piece) -> Piece:
    """A product with one size only has it in its name: 带鱼 大."""
    if len(piece.variants.names) != 1:
        return piece
    return replace(piece, name=f"{piece.name} {piece.variants.names[0]}", variants=Variants())
