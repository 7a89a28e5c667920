"""The raw message of WeChat's native 接龙, whole, broken and hostile."""

from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from solitaire.native import LONGEST, Native, read_native
from solitaire.values import AccountId, NativeEntry

TOPIC = "#接龙\n草莓 29.9/盒 🍓\n\n"


def _raw(title: str, solitaire: str, kind: str = "53") -> str:
    return (
        f'wxid_sender:\n<?xml version="1.0"?>\n<msg><appmsg appid="" sdkver="0"><title>'
        f"{escape(title)}</title><des /><type>{kind}</type><extinfo><solitaire_info>"
        f"<![CDATA[{solitaire}]]></solitaire_info></extinfo></appmsg><scene>0</scene></msg>"
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _chain(entries: list[tuple[str, int, str]], *, literal: bool = False) -> tuple[str, str]:
    """Title and structure as the client writes them."""
    title, items = TOPIC, ""
    for number, (author, at, text) in enumerate(entries, 1):
        title += f"{number}. "
        where = f"<r>{_units(title)}-{_units(text)}</r>"
        content = f"<c>{escape(text)}</c>" if literal else ""
        items += f"<i><u>{author}</u><h>0</h><s>.</s><t>{at}</t>{where}{content}</i>"
        title += f"{text}\n"
    head = f"<tt>0-{_units(TOPIC)}</tt><ex>0-0</ex><tl>0-0</tl><s>.</s><au>wxid_1</au>"
    content = f"<content><s>{len(entries)}</s>{items}</content>"
    return title, f"<solitaire>{head}<hrt>1</hrt><loss>0</loss>{content}</solitaire>"


ENTRIES = [("wxid_1", 1687786648, "张姐🌸 草莓2盒"), ("wxid_2", 1687787631, "3-1202 鸡蛋2")]


def test_each_entry_has_its_author_and_time() -> None:
    title, solitaire = _chain(ENTRIES)
    assert read_native(_raw(title, solitaire), "wx:") == Native(
        title,
        "#接龙\n草莓 29.9/盒 🍓",
        "",
        AccountId("wx:wxid_1"),
        tuple(NativeEntry(AccountId(f"wx:{u}"), at, text) for u, at, text in ENTRIES),
    )
    literal = read_native(_raw(*_chain(ENTRIES, literal=True)))
    assert literal is not None
    assert [entry.text for entry in literal.entries] == [text for *_, text in ENTRIES]


def test_entries_are_put_in_the_order_of_time() -> None:
    read = read_native(_raw(*_chain([("b", 20, "草莓2"), ("a", 10, "鸡蛋1")])))
    assert read is not None
    assert [entry.author for entry in read.entries] == ["a", "b"]


def test_a_range_with_the_number_in_it_is_read_without() -> None:
    title = "#接龙\n1. 张姐 草莓2"
    item = f"<i><u>a</u><t>1</t><r>4-{len(title) - 4}</r></i>"
    read = read_native(_raw(title, f"<solitaire><content>{item}</content></solitaire>"))
    assert read is not None
    assert [entry.text for entry in read.entries] == ["张姐 草莓2"]


def test_what_does_not_fit_gives_the_visible_text_alone() -> None:
    title, whole = _chain(ENTRIES)
    for broken in (
        "",
        "no xml",
        whole[:-20],
        whole.replace("<u>wxid_2</u>", "<u></u>"),
        whole.replace("<t>1687787631</t>", "<t>soon</t>"),
        whole.replace("<i><u>wxid_1", "<i><r>0-99999</r><u>wxid_1"),
        whole.replace("<s>.</s><t>1687786648</t><r>", "<s>.</s><t>1687786648</t><r>9-"),
        "<solitaire><content></content></solitaire>",
        '<!DOCTYPE s [<!ENTITY a "草莓">]>' + whole.replace("<h>0</h>", "<h>&a;</h>"),
        "<a>" * 5_000,
    ):
        assert read_native(_raw(title, broken)) == Native(title), broken


def test_more_entries_than_the_client_allows_are_not_believed() -> None:
    title, solitaire = _chain([(f"u{n}", n, "草莓1") for n in range(501)])
    read = read_native(_raw(title, solitaire))
    assert read is not None
    assert not read.entries


def test_a_message_that_breaks_off_shows_what_came() -> None:
    title, solitaire = _chain(ENTRIES)
    raw = _raw(title, solitaire)
    assert read_native(raw[: raw.find("</extinfo>")]) == Native(title)
    assert read_native(raw[: raw.find("</title>")]) is None
    assert read_native(raw + "x" * LONGEST) == Native(title)


def test_other_messages_are_none() -> None:
    title, solitaire = _chain(ENTRIES)
    for raw in ("", "草莓2盒", "<msg/>", "<", _raw(title, solitaire, "5"), _raw(" ", solitaire)):
        assert read_native(raw) is None


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert (
        read_native(f"{bomb}<msg><appmsg><title>&b;</title><type>53</type></appmsg></msg>") is None
    )
    outside = '<!DOCTYPE m SYSTEM "file:///etc/hostname">'
    assert (
        read_native(f"{outside}<msg><appmsg><type>53</type><title>x</title></appmsg></msg>") is None
    )


@given(st.text(max_size=300))
def test_anything_at_all_is_survived(text: str) -> None:
    read_native(text)
    read_native(_raw("接龙", text))
    read_native("<msg><appmsg><type>53</type><title>" + text)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]),
            st.integers(0, 2_000_000_000),
            st.text("草莓🍓👨‍👩‍👧𠮷盒2 <&>", min_size=1).map(str.strip).filter(bool),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_what_the_client_writes_is_read_back(entries: list[tuple[str, int, str]]) -> None:
    read = read_native(_raw(*_chain(entries)))
    assert read is not None
    wanted = sorted(entries, key=lambda entry: entry[1])
    assert [(str(e.author), e.at, e.text) for e in read.entries] == wanted
