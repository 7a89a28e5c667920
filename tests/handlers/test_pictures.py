"""Posters, pickup codes and weeks: what can be read off them, whatever goes in."""

import io
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor, ImageFont

from handlers.attachments import render
from handlers.messages import Attachment, ChatId, Reply
from handlers.outgoing import in_script, outgoing
from handlers.pictures.canvas import WIDTH, Colour, written
from handlers.pictures.lettering import FONTS, Type, drawable, fit, width, wrap
from handlers.pictures.pickup_code import PickupCode, PickupItem, pickup_code_png
from handlers.pictures.poster import (
    Poster,
    PosterProduct,
    PosterVariant,
    poster_pages,
    poster_png,
)
from handlers.pictures.price_tag import price_tag
from handlers.pictures.week import Week, WeekDay, week_png
from handlers.texts import pictures as texts
from rules.settings import Script, Settings
from tests.handlers.till import NOON

STRAWBERRY = PosterProduct(
    "1", "红颜草莓2斤装", 2990, "盒", original_fen=3990, limit=2000, left=5000, called="草莓"
)
FISH = PosterProduct(
    "5", "舟山带鱼", 3990, "袋", variants=(PosterVariant("小", 3990), PosterVariant("大", 4500))
)
POSTER = Poster(
    "阳光花园", date(2026, 6, 20), (STRAWBERRY, FISH), "今晚 20:00", "明天 16:00", "南门便利店"
)
TICKET = PickupCode(
    "K7QX", "张姐 3-5**", "阳光花园", (PickupItem("草莓", 2000, "盒"),), "南门便利店", "16:00 以后"
)
MONDAY = date(2026, 6, 15)


def opened(png: bytes) -> Image.Image:
    """The picture in full colour."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def count_of(picture: Image.Image, colour: Colour) -> int:
    """How many pixels have exactly this colour."""
    wanted = ImageColor.getrgb(colour)
    colours = picture.getcolors(picture.width * picture.height) or []
    return sum(count for count, seen in colours if seen == wanted)


def is_empty_box(char: str) -> bool:
    """Whether every font draws the character as the one it draws for what it lacks."""
    fonts = [ImageFont.truetype(path, 40) for path in FONTS]
    return all(bytes(font.getmask(char)) == bytes(font.getmask("\U0010fffd")) for font in fonts)


def listed(count: int) -> tuple[PosterProduct, ...]:
    """A list of so many products, of all kinds."""
    kinds = (STRAWBERRY, FISH, replace(STRAWBERRY, left=0), PosterProduct("", "小青菜", 350, "斤"))
    return tuple(
        replace(kinds[at % 4], code=str(at + 1), section=f"第{at // 5}组") for at in range(count)
    )


def week(*turnover: int, monday: date = MONDAY) -> tuple[WeekDay, ...]:
    """Seven days with these turnovers in fen."""
    return tuple(
        WeekDay(monday + timedelta(at), fen, fen // 3000, fen // 12)
        for at, fen in enumerate(turnover)
    )


# Lettering


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("🍓红颜草莓", "红颜草莓"),
        ("👨‍👩‍👧‍👦一家🇨🇳", "一家"),
        ("2️⃣号楼", "2号楼"),
        ("盐焗鸡 雞團購 喆玥堃", "盐焗鸡 雞團購 喆玥堃"),
        ("\u202e草莓\u2066\u200b2盒\x07", "草莓2盒"),
        (" 草莓\n\t2盒　", "草莓 2盒"),
        ("𝐀级ｶ", "A级カ"),
        ("𠮷𠮷家", "〓家"),
        ("ئۇيغۇر", "〓"),
        ("e\u0301\u0334", "é"),
        ("🍓" * 3000, ""),
        ("\ud800草", "草"),
    ],
)
def test_what_no_font_has_is_left_out_or_marked(written: str, shown: str):
    assert drawable(written) == shown


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_nothing_is_drawn_as_an_empty_box(written: str):
    assert not any(is_empty_box(char) for char in drawable(written) if char != " ")


@given(st.text("红颜草莓（2斤装）abc 12.50，。", max_size=60), st.integers(60, 600))
@settings(max_examples=60, deadline=None)
def test_wrapped_lines_fit_and_lose_nothing(written: str, room: int):
    text, type_ = drawable(written), Type(40)
    lines = wrap(text, type_, room, 99)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, type_) <= room for line in lines)


def test_a_closing_mark_begins_no_line_and_an_opening_one_ends_none():
    lines = wrap("山东红富士苹果（坏果包赔到家），新鲜", Type(50), 400, 3)
    assert lines == ("山东红富士苹果", "（坏果包赔到", "家），新鲜")


def test_a_text_too_long_is_cut_with_an_ellipsis():
    type_ = Type(50, bold=True)
    lines = wrap("长" * 3000, type_, 500, 3)
    assert lines == ("长" * 10, "长" * 10, "长" * 9 + "…")
    assert fit("李" * 3000, type_, 500) == "李" * 9 + "…"
    assert fit("李叔", type_, 500) == "李叔"


# Poster


@pytest.mark.parametrize("count", [0, 1, 2, 12, 13, 60])
def test_a_list_of_any_length_is_one_picture(count: int):
    picture = opened(poster_png(replace(POSTER, products=listed(count))))
    assert picture.width == WIDTH
    assert picture.height > 600 + 90 * count


def test_a_long_list_can_come_as_pages_of_even_length():
    pages = poster_pages(replace(POSTER, products=listed(60)))
    heights = [opened(poster_png(page)).height for page in pages]
    assert len(pages) == 5
    assert max(heights) < 5000 > min(heights) > 2500
    assert len(poster_pages(replace(POSTER, products=()))) == 1


def test_the_same_list_is_the_same_picture():
    assert poster_png(POSTER) == poster_png(replace(POSTER))


def test_a_poster_of_ten_is_drawn_at_once():
    poster = replace(POSTER, products=listed(10))
    poster_png(poster)
    took = []
    for _ in range(3):
        start = time.process_time()
        poster_png(poster)
        took.append(time.process_time() - start)
    assert min(took) < 0.4


def test_what_is_nearly_gone_is_marked_and_what_is_gone_is_grey():
    plain = replace(STRAWBERRY, left=None, limit=None)
    base = opened(poster_png(replace(POSTER, products=(plain,))))
    few = opened(poster_png(replace(POSTER, products=(replace(plain, left=3000),))))
    limited = opened(poster_png(replace(POSTER, products=(replace(plain, limit=2000),))))
    gone = opened(poster_png(replace(POSTER, products=(replace(plain, left=0),))))
    assert count_of(few, Colour.PERSIMMON) > count_of(base, Colour.PERSIMMON) + 5000
    assert count_of(limited, Colour.HONEY_PALE) > count_of(base, Colour.HONEY_PALE) + 5000
    # Some soft edges have the colour too.
    assert count_of(gone, Colour.PERSIMMON_PALE) < 500
    assert count_of(base, Colour.PERSIMMON_PALE) > 2000


@pytest.mark.parametrize(
    "product",
    [
        PosterProduct("一二三四五六", "长" * 3000, 99999999999, "箱" * 40, spec="长" * 900),
        PosterProduct("", "", 0),
        PosterProduct("A1", "🍓🍓", 5, original_fen=5, limit=0, left=500),
        PosterProduct("=1+1", "\u202e<b>\x00", -100, "\ud800", section="🥚"),
        replace(FISH, variants=tuple(PosterVariant("变" * 80, fen) for fen in range(40))),
    ],
)
def test_a_strange_product_is_drawn_all_the_same(product: PosterProduct):
    poster = Poster("😀" * 3000, date(2026, 6, 20), (product,), "今" * 500, "明" * 500, "x" * 5000)
    assert opened(poster_png(poster)).width == WIDTH
    assert opened(poster_png(replace(poster, how="怎么订" * 99))).width == WIDTH


@pytest.mark.parametrize(
    ("prices", "original", "line", "struck"),
    [
        ([2990], None, "¥29.90/盒", ""),
        ([2990], 3990, "¥29.90/盒", "原价 ¥39.90"),
        ([2990], 2990, "¥29.90/盒", ""),
        ([3990, 4500], None, "¥39.90/盒起", ""),
        ([350, 350], None, "¥3.50/盒", ""),
    ],
)
def test_a_price_tag_says(prices: list[int], original: int | None, line: str, struck: str):
    tag = price_tag(prices, "盒", original, 60, gone=False)
    assert "".join(piece.text for piece in tag.pieces) == line
    assert tag.original == struck


def test_the_example_order_is_one_that_can_be_booked():
    assert texts.example_order("1", "草莓", "", 2000, "盒") == ("草莓 2盒", "1号 2盒")
    assert texts.example_order("A2", "带鱼", "大", 1500, "") == ("带鱼大 1.5份", "A2大 1.5份")


# Pickup code


@pytest.mark.parametrize("code", ["K7QX", "2B", "HN4T9WXY", "AAAA-BBBB-CCCC"])
def test_the_code_can_be_scanned(code: str):
    picture = opened(pickup_code_png(replace(TICKET, code=code)))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [code]


def test_the_code_can_be_scanned_when_a_chat_program_made_it_small():
    picture = opened(pickup_code_png(TICKET)).resize((320, 500))
    blurred = io.BytesIO()
    picture.save(blurred, "JPEG", quality=40)
    found = zxingcpp.read_barcodes(Image.open(blurred))
    assert [code.text for code in found] == ["K7QX"]


def test_a_long_list_is_cut_and_what_is_unpaid_is_marked():
    items = TICKET.items * 30
    long = opened(pickup_code_png(replace(TICKET, items=items)))
    nine = opened(pickup_code_png(replace(TICKET, items=items[:9])))
    assert abs(long.height - nine.height) < 60
    unpaid = opened(pickup_code_png(replace(TICKET, open_fen=5980)))
    paid = opened(pickup_code_png(TICKET))
    assert count_of(unpaid, Colour.PERSIMMON_PALE) > 5000 > count_of(paid, Colour.PERSIMMON_PALE)


def test_a_strange_ticket_is_drawn_all_the_same():
    item = PickupItem("🍓" * 3000, 10**12, "盒" * 30)
    ticket = PickupCode("K7QX", "李" * 3000, "", (item, replace(item, name="长" * 900)), "南" * 900)
    picture = opened(pickup_code_png(ticket))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == ["K7QX"]


# Week


def bar_heights(picture: Image.Image) -> list[int]:
    """How high each day's bar is, measured in its middle."""
    bars = {ImageColor.getrgb(colour) for colour in (Colour.PERSIMMON, Colour.HONEY)}
    inner = 78
    step = (WIDTH - 2 * inner) / 7
    columns = [round(inner + step * (at + 0.5)) for at in range(7)]
    chart = range(800, picture.height)
    return [sum(picture.getpixel((x, y)) in bars for y in chart) for x in columns]


def test_bars_are_as_high_as_the_turnover():
    days = week(100_000, 200_000, 0, 50_000, 400_000, 300_000, 100_000)
    heights = bar_heights(opened(week_png(Week("小伍", days))))
    assert heights == [pytest.approx(height, abs=2) for height in (105, 210, 0, 52, 420, 315, 105)]


def test_the_week_before_stands_behind_on_the_same_scale():
    days = week(*[100_000] * 7)
    before = week(*[200_000] * 7, monday=MONDAY - timedelta(7))
    picture = opened(week_png(Week("小伍", days, before)))
    assert bar_heights(picture) == [pytest.approx(210, abs=2)] * 7
    alone = opened(week_png(Week("小伍", days)))
    assert count_of(picture, Colour.EDGE) > count_of(alone, Colour.EDGE) + 100_000


def test_a_week_without_orders_or_with_losses_is_drawn():
    nothing = week(*[0] * 7)
    assert bar_heights(opened(week_png(Week("", nothing, nothing)))) == [0] * 7
    assert bar_heights(opened(week_png(Week("长" * 900, week(*[-500] * 7))))) == [0] * 7


def test_a_week_has_seven_days():
    with pytest.raises(ValueError, match="seven"):
        week_png(Week("小伍", week(1, 2, 3)))
    with pytest.raises(ValueError, match="seven"):
        week_png(Week("小伍", week(*[1] * 7), week(1)))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (112, 100, "比上周多12%"),
        (50, 100, "比上周少50%"),
        (100, 100, "与上周持平"),
        (0, 0, "与上周持平"),
        (1001, 1000, "与上周差不多"),
        (300, 100, "是上周的3倍"),
        (5, 0, "上周没有"),
        (-5, 100, "比上周少105%"),
    ],
)
def test_a_figure_against_last_week(now: int, before: int, said: str):
    assert texts.compared(now, before) == said


def test_no_drawing_library_is_loaded_before_a_picture_is_asked_for():
    modules = "poster pickup_code week".split()
    imports = ";".join(f"import handlers.pictures.{name}" for name in modules)
    check = "import sys;assert not {'PIL', 'segno', 'matplotlib'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", f"{imports};{check}"], check=True)


@pytest.mark.parametrize(
    "said", [value for value in vars(texts).values() if isinstance(value, str)]
)
def test_what_we_letter_has_its_traditional_characters_in_our_fonts(said: str):
    if drawable(said) == said:
        assert written(said, Script.TRADITIONAL) == in_script(said, Script.TRADITIONAL)


def test_a_traditional_character_that_no_font_has_stays_simplified():
    assert written("今日团购 凫", Script.TRADITIONAL) == "今日團購 凫"  # 鳧 is in no font
    assert written("今日团购", Script.SIMPLIFIED) == "今日团购"


def test_a_traditional_group_is_lettered_so():
    simplified = poster_png(POSTER)
    traditional = poster_png(replace(POSTER, script=Script.TRADITIONAL))
    assert opened(simplified).size == opened(traditional).size
    assert simplified != traditional
    assert pickup_code_png(TICKET) != pickup_code_png(replace(TICKET, script=Script.TRADITIONAL))
    chart = Week("小伍", week(*range(100, 800, 100)))
    assert week_png(chart) != week_png(replace(chart, script=Script.TRADITIONAL))


@pytest.mark.parametrize("script", Script)
def test_a_picture_is_stored_in_the_script_of_its_group(script: Script):
    drawn = Attachment("pickup_code", "pickup-code.png", msgspec.to_builtins(TICKET))
    reply = Reply(ChatId("sun"), "取货码", attachment=drawn)
    (stored,) = outgoing([reply], "m1", "sun", None, Settings(script=script), NOON)
    assert stored.attachment is not None
    assert msgspec.convert(stored.attachment["values"], PickupCode).script is script
    assert render(stored.attachment)[1] == pickup_code_png(replace(TICKET, script=script))
