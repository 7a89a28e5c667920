"""A text in pieces that Telegram takes."""

from bot.gateways.telegram_text import count_units, cut


def test_a_line_without_end_is_cut_inside_but_no_emoji_is():
    family = "👨‍👩‍👧‍👦"
    pieces = cut(family * 3_000, 4096)
    assert "".join(pieces) == family * 3_000
    assert all(len(piece) % len(family) == 0 for piece in pieces)
    assert all(count_units(piece) <= 4096 for piece in pieces)


def test_an_emoji_longer_than_a_message_is_cut_somewhere():
    assert cut("👩" + "‍" * 20, 10) == ("👩" + "‍" * 8, "‍" * 10, "‍" * 2)


def test_a_line_that_just_fits_is_not_cut():
    assert cut("🍓🍓\n🍓🍓", 4) == ("🍓🍓", "🍓🍓")


def test_blank_lines_stay_inside_a_piece_and_go_at_a_cut():
    assert cut("草莓\n\n香蕉\n\n\n\n橙子", 6) == ("草莓\n\n香蕉", "橙子")


def test_nothing_has_no_pieces():
    assert cut("", 10) == cut("\n \n", 10) == ()
