"""A command is the whole message with its arguments; a command word inside a sentence is talk."""

import pytest

from handlers.router import PHRASES


def command(text: str, *, quoting: bool = False) -> tuple[str, str] | None:
    found = PHRASES.find(text, quoting=quoting)
    return None if found is None else (found.route.name, found.args)


@pytest.mark.parametrize(
    ("said", "name", "args"),
    [
        ("截单", "截单", ""),
        ("/截单", "截单", ""),
        ("／截单", "截单", ""),
        ("截單！", "截单", ""),
        (" 截单。", "截单", ""),
        ("@接龙小助手 截单", "截单", ""),
        ("截单 全部", "截单", "全部"),
        ("改价 草莓 27.9", "改价", "草莓 27.9"),
        ("改價 草莓 27.9", "改价", "草莓 27.9"),
        ("补货：草莓 20", "补货", "草莓 20"),
        ("延长到21:00", "延长", "21:00"),
        ("延长至 21:00", "延长", "21:00"),
        ("撤销", "撤销", ""),
        ("撤销收 张姐", "撤销收", "张姐"),
        ("收 张姐 59.8", "收", "张姐 59.8"),
        ("收 3-502", "收", "3-502"),
        ("除了 王芳 都付了", "除了都付了", "除了 王芳 都付了"),
        ("核销 k7qx", "核销", "k7qx"),
        ("撤销核销 K7QX", "撤销核销", "k7qx"),
        ("到货", "到货", ""),
        ("到货 草莓", "到货", "草莓"),
        ("缺货 草莓 3", "缺货", "草莓 3"),
        ("草莓只到17", "只到", "草莓只到17"),
        ("佣金 本周", "佣金", "本周"),
        ("佣金明细", "佣金明细", ""),
        ("排名 本月", "排名", "本月"),
        ("帮手 @小李", "帮手", "@小李"),
        ("取消帮手", "取消帮手", ""),
        ("我的订单", "我的订单", ""),
        ("取货码", "取货码", ""),
        ("help", "帮助", ""),
        ("/help@JielongBot", "帮助", ""),
        ("延长到21:00。", "延长", "21:00"),
        ("截单 全部。", "截单", "全部"),
        ("佣金 本月！", "佣金", "本月"),
        ("收 张姐 55.8~", "收", "张姐 55.8"),
        ("草莓只到17。", "只到", "草莓只到17"),
        ("排名？", "排名", ""),
        ("汇总?", "汇总", ""),
        ("谁没付？", "谁没付", ""),
        ("我的订单？", "我的订单", ""),
        ("取货码？", "取货码", ""),
        ("接龙?", "接龙", ""),
        ("延长到晚上9点", "延长", "晚上9点"),
        ("延长到明天20:00", "延长", "明天20:00"),
        ("延长至九点半", "延长", "九点半"),
        ("佣金本月", "佣金", "本月"),
        ("佣金明细上周", "佣金明细", "上周"),
        ("排名本月", "排名", "本月"),
        ("下架草莓", "下架", "草莓"),
        ("改价草莓27.9", "改价", "草莓27.9"),
        ("补货草莓20", "补货", "草莓20"),
        ("到货草莓", "到货", "草莓"),
        ("缺货草莓3", "缺货", "草莓3"),
    ],
)
def test_a_phrase_is_recognised(said: str, name: str, args: str) -> None:
    assert command(said) == (name, args)


@pytest.mark.parametrize(
    "said",
    [
        "明天8点截单哦",
        "截单时间是几点",
        "到货了吗",
        "到货 草莓了吗",
        "下架了吗",
        "截单？",
        "撤销?",
        "草莓只到17？",
        "已付？",
        "延长到什么时候",
        "佣金本月有多少啊",
        "收3个快递",
        "开团了没有",
        "收到",
        "收到红包",
        "取消",
        "取消接龙",
        "草莓2份",
        "我想问下佣金的事",
        "不算",
        "帮助别人快乐自己",
        "接龙接龙",
        "",
        "🍓" * 50,
    ],
)
def test_talk_is_no_command(said: str) -> None:
    assert command(said) is None


def test_not_counted_means_something_only_in_reply() -> None:
    assert command("不算", quoting=True) == ("不算", "")
    assert command("算 草莓2", quoting=True) == ("算", "草莓2")


def test_a_post_keeps_its_lines_as_written() -> None:
    found = PHRASES.find("开团\n草莓2斤装　29.9/盒\n土鸡蛋 25", quoting=False)
    assert found is not None
    assert found.body == "草莓2斤装　29.9/盒\n土鸡蛋 25"
