"""A leader's post is read as she meant it, and never raises (posts/*.txt are the table)."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from solitaire.post import amend, coded, read_post, without_doubts
from solitaire.post_stored import post_from_dict, post_to_dict
from solitaire.post_values import DoubtCode, Post, PostedProduct
from solitaire.post_written import post_line
from tests.solitaire.posts import Case, cases, reading_of

CASES = cases()
MEANT = [case for case in CASES if not case.name.startswith("hostile")]


def test_there_are_enough_posts():
    assert len(CASES) >= 110
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_post_is_read_as_meant(case: Case):
    assert reading_of(read_post(case.post)) == list(case.reading)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_post_survives_storage(case: Case):
    post = read_post(case.post)
    stored = json.loads(json.dumps(post_to_dict(post)))
    assert post_from_dict(stored) == post


@pytest.mark.parametrize("case", MEANT, ids=lambda case: case.name)
def test_blank_lines_carry_no_meaning(case: Case):
    spaced = "\n\n　\n" + case.post.replace("\n", "\n\n \n")
    assert _unplaced(read_post(spaced)) == _unplaced(read_post(case.post))


@pytest.mark.parametrize("bullet", ["• ", "✅", "👉 ", "- ", "· ", "▪️", "  "])
@pytest.mark.parametrize("case", MEANT, ids=lambda case: case.name)
def test_bullets_carry_no_meaning(case: Case, bullet: str):
    bulleted = "\n".join(bullet + line for line in case.post.splitlines())
    plain = _unplaced(read_post(case.post))
    assert _unplaced(read_post(bulleted)).products == plain.products


@pytest.mark.parametrize("case", MEANT, ids=lambda case: case.name)
def test_a_posts_own_products_read_back_from_their_lines(case: Case):
    for product in read_post(case.post).products:
        pictured = any(not alias.isalnum() for alias in product.aliases)
        if pictured or product.fen >= 100_000:
            continue
        again = read_post(post_line(replace(product, code="A1")))
        assert [_placeless(one) for one in again.products] == [
            replace(_placeless(product), code="A1")
        ]


def _unplaced(post: Post) -> Post:
    """The post without line numbers and the lines as written."""
    doubts = tuple(
        replace(doubt, line=0, text="", reading=doubt.reading and _placeless(doubt.reading))
        for doubt in post.doubts
    )
    return replace(post, products=tuple(map(_placeless, post.products)), doubts=doubts)


def _placeless(product: PostedProduct) -> PostedProduct:
    return replace(product, line=0, text="")


_NAMES = st.sampled_from(
    "红颜草莓 丹东99草莓 土鸡蛋 阳光玫瑰葡萄 赣南脐橙 五常大米 酸菜鱼 手工水饺 小青菜 "
    "沙瓤西红柿 黑猪五花肉 "
    "鲜活基围虾 海盐芝士吐司 六个核桃 5号电池 84消毒液 山藥 愛文芒果 高麗菜 維他命 百洁布 "
    "一次性手套 三只松鼠 "
    "八宝粥 王老吉 Oyster sauce 老干妈 四川爱媛 二锅头 大葱 小葱 中筋面粉 红薯 白菜 双汇火腿".split(
        " "
    )
)
_SPECS = st.sampled_from(
    ["", "2斤装", "30枚", "500g", "5L", "125g*4盒", "2个装", " 10斤", "30cm*100m"]
)
_VARIANTS = st.sampled_from(
    [
        (),
        ("微辣", "中辣", "特辣"),
        ("大份", "小份"),
        ("红色", "蓝色"),
        ("M", "L", "XL"),
        ("甜", "淡"),
    ]
)
_WHOLE = st.none() | st.integers(1, 999).map(lambda count: count * 1000)


@st.composite
def products(draw: st.DrawFn) -> PostedProduct:
    by_weight = draw(st.booleans())
    variants = draw(_VARIANTS)
    own_prices = draw(st.booleans()) and bool(variants) and variants != ("甜", "淡")
    fen = draw(
        st.lists(st.integers(10, 99_999), min_size=len(variants) or 1, max_size=len(variants) or 1)
    )
    original = (
        draw(st.none() | st.integers(max(fen), min(fen) * 10))
        if max(fen) <= min(fen) * 10
        else None
    )
    return PostedProduct(
        code=draw(st.none() | st.sampled_from(["1", "A1", "B12", "30"])),
        name=draw(_NAMES) + ("" if by_weight else draw(_SPECS)),
        unit="斤"
        if by_weight
        else draw(st.sampled_from(["盒", "箱", "份", "條", "个", "板", "礼盒", "提"])),
        fen=fen[0],
        by_weight=by_weight,
        variants=variants,
        variant_fen=tuple(fen) if own_prices else (),
        limit=draw(_WHOLE),
        minimum=draw(_WHOLE),
        stock=draw(_WHOLE),
        original_fen=original,
        aliases=draw(st.sampled_from([(), ("洋芋",), ("洋芋", "马铃薯")])),
        remark=draw(st.sampled_from(["", "现摘现发", "坏果包赔，不甜退款"])),
        line=1,
        text="",
    )


@given(products())
@settings(max_examples=400, deadline=None)
def test_a_written_line_reads_back(product: PostedProduct):
    line = post_line(replace(product, code=product.code and f"{product.code}."))
    post = read_post(line)
    assert not post.doubts
    assert [replace(one, text="") for one in post.products] == [product]


_BITS = st.sampled_from(
    "草莓 29.9 /盒 元 块 限2 库存 ￥ 原价 大 小 （ ） 【 】 A1 1. ① 今晚8点截单 明天到 自提 "
    "，、 \n - —— 斤 kg 0 9 -5 起 "
    "三十 每人 满 🍓 又名 : / ~~ → 12/31 31号 24:00 99点 \t \x00 \u200d {".split(" ")
)


@given(
    st.text(max_size=4000)
    | st.lists(_BITS, max_size=120).map("".join)
    | st.lists(_BITS, max_size=120).map(" ".join)
)
@example("9" * 4000)
@example("一" * 4000)
@example("½㎏Ⅷ⁹㈠🄰" * 20)
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text: str):
    post = read_post(text)
    assert post_from_dict(post_to_dict(post)) == post
    amended = coded(without_doubts(amend(post, text)))
    codes = [product.code for product in amended.products]
    assert None not in codes
    assert len(set(codes)) == len(codes)
    for product in amended.products:
        assert product.name
        assert product.fen > 0
        assert len(product.variant_fen) in {0, len(product.variants)}


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1元 ",
        "1.",
        "（",
        "限",
        "今晚8点",
        "截单",
        "草莓 29.9/盒 ",
        "29.9\n",
        "1斤*",
        "大45 小39 ",
        "~~1",
        "好吃的\n",
    ],
)
def test_a_long_text_is_read(piece: str):
    """How the time grows with the length is measured in ``bench``."""
    text = (piece * 16_000)[:16_000]
    post = read_post(text)
    assert post_from_dict(post_to_dict(post)) == post


def test_a_line_sent_again_settles_its_doubt():
    post = read_post("草莓 2990/盒\n蓝莓 15/盒")
    assert [doubt.code for doubt in post.doubts] == [DoubtCode.PRICE_LOOKS_WRONG]
    mended = amend(post, "草莓 29.9/盒")
    assert mended.doubts == ()
    assert [(one.name, one.fen) for one in mended.products] == [("草莓", 2990), ("蓝莓", 1500)]


def test_a_forgotten_price_is_added_by_code_or_likeness():
    post = read_post("1. 草莓 29.9/盒\n2. 云南蓝莓125g*4盒\n3. 车厘子 89/盒")
    for answer in ("2. 蓝莓125g*4盒 39.9/组", "云南蓝莓 39.9/组", "蓝莓 39.9"):
        mended = amend(post, answer)
        assert mended.doubts == ()
        assert [one.fen for one in mended.products] == [2990, 3990, 8900]


def test_the_same_line_again_means_it():
    post = read_post("戴森吹风机 2999元/台")
    assert [one.fen for one in amend(post, "戴森吹风机 2999元/台").products] == [299_900]
    still = amend(read_post("礼盒 -5/盒\n草莓"), "草莓 0元/盒")
    assert [doubt.code for doubt in still.doubts] == [DoubtCode.PRICE_LOOKS_WRONG] * 2


def test_a_doubt_that_is_not_settled_is_asked_again():
    post = amend(read_post("草莓 2990/盒"), "草莓 3990/盒")
    assert [(doubt.code, doubt.line) for doubt in post.doubts] == [(DoubtCode.PRICE_LOOKS_WRONG, 1)]
    assert post.products == ()


def test_a_certain_product_sent_again_is_corrected_in_its_place():
    post = amend(read_post("A1 草莓 29.9/盒\nA2 蓝莓 15/盒"), "A1 草莓 27.9/盒")
    assert [(one.code, one.name, one.fen) for one in post.products] == [
        ("A1", "草莓", 2790),
        ("A2", "蓝莓", 1500),
    ]


def test_other_lines_are_added_and_times_replaced():
    post = amend(read_post("今晚8点截单\n草莓 29.9/盒"), "榴莲 138/个\n今晚9点截单")
    assert [one.name for one in post.products] == ["草莓", "榴莲"]
    assert post.cutoff is not None
    assert post.cutoff.text == "今晚9点截单"


def test_doubtful_lines_can_be_left_out():
    post = without_doubts(read_post("草莓 2990/盒\n蓝莓 15/盒"))
    assert post.doubts == ()
    assert [one.name for one in post.products] == ["蓝莓"]


def test_codes_are_hers_else_the_lowest_free():
    post = coded(read_post("草莓 29.9/盒\n1. 蓝莓 15/盒\n榴莲 138/个"))
    assert [(one.code, one.name) for one in post.products] == [
        ("2", "草莓"),
        ("1", "蓝莓"),
        ("3", "榴莲"),
    ]
    assert coded(post) == post


def test_entries_of_what_is_sent_again_are_added():
    post = amend(read_post("草莓 29.9/盒\n鸡蛋\n1. 张姐 草莓2"), "鸡蛋 25/板\n1. 李叔 鸡蛋1")
    assert [one.name for one in post.products] == ["草莓", "鸡蛋"]
    assert post.doubts == ()
    assert post.entries == ("1. 张姐 草莓2", "1. 李叔 鸡蛋1")
