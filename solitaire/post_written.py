"""A product as one line that reads back as the same product, for drafts and for the group."""

from solitaire.post_values import PostedProduct
from solitaire.values import ONE


def post_line(product: PostedProduct) -> str:
    """The line to post for a product, with its code where it has one.

    >>> from solitaire.post import read_post
    >>> post_line(read_post("A1 草莓2斤装，￥29.9一盒，限购2盒").products[0])
    'A1 草莓2斤装 29.90元/盒 限2'
    """
    parts = [product.code or "", product.name + _aliases(product), *_prices(product)]
    parts.append(f"原价{_yuan(product.original_fen)}元" if product.original_fen is not None else "")
    for word, amount in (("限", product.limit), ("库存", product.stock)):
        parts.append(f"{word}{_count(amount)}" if amount is not None else "")
    parts.append(f"起购{_count(product.minimum)}" if product.minimum is not None else "")
    line = " ".join(filter(None, parts))
    return f"{line}，{product.remark}" if product.remark else line


def _aliases(product: PostedProduct) -> str:
    return f"（又名{'、'.join(product.aliases)}）" if product.aliases else ""


def _prices(product: PostedProduct) -> list[str]:
    if product.variant_fen:
        pairs = zip(product.variants, product.variant_fen, strict=True)
        return [f"{name}{_yuan(fen)}元/{product.unit}" for name, fen in pairs]
    choice = f"（{'/'.join(product.variants)}）" if product.variants else ""
    return [f"{_yuan(product.fen)}元/{product.unit}{choice}"]


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def _count(thousandths: int) -> str:
    return f"{thousandths / ONE:g}"
