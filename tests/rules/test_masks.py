import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.masks import mask_household, mask_in_text, mask_phones, phone_tail
from rules.pickup import new_code


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("3-502", "3-5**"),
        ("3-1202", "3-12**"),
        ("2-1-501", "2-1-5**"),
        ("3栋2单元501", "3栋2单元5**"),
        ("三栋二单元501室", "三栋二单元5**室"),
        ("3号楼1202", "3号楼12**"),
        ("12弄3号401", "12弄3号4**"),
        ("12#1503", "12#15**"),
        ("A座1803", "A座18**"),
        ("5-602A", "5-6**A"),
        ("1202", "12**"),
        ("502", "5**"),
        ("11502", "115**"),
        ("3-12", "3-**"),
        ("３－５０２", "３－５**"),
        ("3-5**", "3-5**"),
        ("3栋2单元", "3栋2单元"),
        ("南门便利店", "南门便利店"),
        ("", ""),
    ],
)
def test_household(address: str, masked: str) -> None:
    assert mask_household(address) == masked
    assert mask_household(masked) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("+8613812345678", "138****5678"),
        ("+86 138-1234-5678", "138****5678"),
        ("008613812345678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("张姐13812345678，李叔 15987654321", "张姐138****5678，李叔 159****4321"),
        ("021-68881234", "021****1234"),
        ("0912-345-678", "0912****678"),
        ("+852 9123 4567", "+852****4567"),
        ("+65 91234567", "+65****4567"),
        ("+1 212 555 0123", "+1****0123"),
        ("6222020200112233445", "622****3445"),
        ("草莓+1 1202 3-502", "草莓+1 1202 3-502"),
        ("订单20260620", "订单20260620"),
        ("59.80元 20:00", "59.80元 20:00"),
    ],
)
def test_phones(text: str, masked: str) -> None:
    assert mask_phones(text) == masked
    assert mask_phones(masked) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("3-502 张姐", "3-5** 张姐"),
        ("张姐3-502", "张姐3-5**"),
        ("1202周", "12**周"),
        ("502张姐", "5**张姐"),
        ("1202 张 鸡蛋2", "12** 张 鸡蛋2"),
        ("3栋2单元501，草莓一盒", "3栋2单元5**，草莓一盒"),
        ("5栋1200 李叔", "5栋12** 李叔"),
        ("放3号楼1203门口", "放3号楼12**门口"),
        ("1. 3-502 张姐 草莓2 59.80", "1. 3-5** 张姐 草莓2 59.80"),
        ("8.8-202鸡蛋1", "8.8-2**鸡蛋1"),
        ("3-502只要一份", "3-5**只要一份"),
        ("502两份草莓", "5**两份草莓"),
        ("1202板栗2", "12**板栗2"),
        ("1202 元宵1", "12** 元宵1"),
        ("1202 鸡蛋1 13812345678", "12** 鸡蛋1 138****5678"),
        ("Lucy1202", "Lucy12**"),
        ("A1803", "A18**"),
        ("502A室", "5**A室"),
        ("房号:502", "房号:5**"),
        ("房号：502", "房号：5**"),
        ("放1202.", "放12**."),
        ("Wei Ling #12-345", "Wei Ling #12-3**"),
        ("尾号6688", "尾号66**"),
        ("帮3-502和5-1101带", "帮3-5**和5-11**带"),
        ("３－５０２张姐", "３－５**张姐"),
        ("❤️1-601🌸", "❤️1-6**🌸"),
    ],
)
def test_rooms_and_phones_are_hidden(text: str, masked: str) -> None:
    assert mask_in_text(text) == masked
    assert mask_in_text(masked) == masked


@pytest.mark.parametrize(
    "text",
    [
        "草莓2盒 59.80元",
        "128.00",
        "¥128 一箱",
        "128元",
        "128 元",
        "128/箱",
        "150-180元",
        "已付128",
        "共128",
        "满100减10",
        "2026-06-20",
        "2026/6/20",
        "2026-06",
        "2026年6月20日",
        "6月20日 20:00截单",
        "20:00-21:30",
        "950ml",
        "500g装",
        "500 g",
        "1000克",
        "128枚",
        "120抽*3",
        "1500毫升",
        "纯牛奶250ml*12",
        "100个",
        "x120",
        "草莓×128",
        "第128单",
        "取货码K7QX",
        "K346",
        "346K",
        "要500的",
        "5斤装",
        "张姐 草莓2 鸡蛋1",
        "南门便利店",
        "",
    ],
)
def test_everything_else_is_said_as_it_is(text: str) -> None:
    assert mask_in_text(text) == text


@given(st.integers())
def test_codes_are_never_hidden(seed: int) -> None:
    code = new_code(random.Random(seed), ())  # noqa: S311
    said = f"您的取货码：{code}，到南门取"
    assert mask_in_text(said) == said


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("13812345678", "5678"),
        ("张姐 138-1234-5678 放门口", "5678"),
        ("+852 9123 4567", "4567"),
        ("尾号6688 草莓1", "6688"),
        ("3-502 张姐", None),
        ("6688", None),
        ("", None),
    ],
)
def test_phone_tail(text: str, tail: str | None) -> None:
    assert phone_tail(text) == tail


@given(st.integers(1, 30), st.integers(1, 33), st.integers(1, 12), st.sampled_from("-#栋"))
def test_no_room_with_its_building_is_left(building: int, floor: int, door: int, mark: str) -> None:
    room = f"{floor}{door:02}"
    said = f"{building}{mark}{room} 张姐 草莓2盒 放门口"
    assert mask_in_text(said) == f"{building}{mark}{room[:-2]}** 张姐 草莓2盒 放门口"
    assert mask_household(f"{building}{mark}{room}") == f"{building}{mark}{room[:-2]}**"


pieces = st.sampled_from(
    [
        *"0123456789",
        "-",
        "#",
        " ",
        "*",
        "元",
        "栋",
        "张",
        "K",
        "x",
        ".",
        ":",
        "/",
        "+86",
        "138",
        "1202",
    ]
)


@given(st.lists(pieces, max_size=30).map("".join) | st.text(max_size=40))
def test_masking_again_changes_nothing(text: str) -> None:
    masked = mask_in_text(text)
    assert mask_in_text(masked) == masked
    assert mask_household(mask_household(text)) == mask_household(text)


@given(st.text(max_size=20), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(max_size=20))
def test_no_phone_is_left(before: str, phone: str, after: str) -> None:
    said = f"{before} {phone} {after}"
    assert not re.search(rf"(?<!\d){phone}(?!\d)", mask_in_text(said))
