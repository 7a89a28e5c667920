"""WeChat's native 接龙: the raw message (an ``appmsg`` of type 53) as its visible text and, where
its structure is whole, each entry with its author and time.

The message comes from strangers. A document type is refused, so there are no entities to expand;
what is endless, broken or does not fit its own text gives the visible text alone, because half a
structure would look as if people had dropped their entries.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.parsers import expat

from solitaire.values import AccountId, NativeEntry

NATIVE_TYPE: Final = "53"
LONGEST: Final = 1_000_000
"""Characters of a raw message; the longest the client makes is a tenth of it."""
MOST_ENTRIES: Final = 500
_DEEPEST: Final = 40
_RANGE: Final = re.compile(r"\s*([0-9]{1,7})\s*-\s*([0-9]{1,7})\s*")
_NUMBER: Final = re.compile(r"\s*([0-9]{1,3})\s*[.．、]\s*")


class Native(NamedTuple):
    """``text`` is what the members see, ``head`` the topic, ``tail`` what stands below the entries,
    ``creator`` who began the chain. ``entries`` by time; empty where the structure is not whole."""

    text: str
    head: str = ""
    tail: str = ""
    creator: AccountId | None = None
    entries: tuple[NativeEntry, ...] = ()


class _Unsound(Exception):
    """The XML is more than a 接龙 may be."""


class _Node(NamedTuple):
    """An element: its name, its children, its own text in pieces."""

    name: str
    children: list["_Node"]
    pieces: list[str]

    def find(self, *path: str) -> "_Node | None":
        """The first element at a path below this one."""
        node: _Node | None = self
        for name in path:
            if node is None:
                return None
            node = next((child for child in node.children if child.name == name), None)
        return node

    def text(self, *path: str) -> str:
        """The text of the first element at a path, empty where there is none."""
        node = self.find(*path)
        return "" if node is None else "".join(node.pieces)


def read_native(raw: str, prefix: str = "") -> Native | None:
    """A raw message, as a gateway has it; None where it is no native 接龙 or shows no text.

    ``prefix`` is put before the platform's user names (``wx:``). What a group's raw message begins
    with (``wxid_1:`` and a new line) may stand in front.
    """
    root, whole = _tree(raw[raw.find("<") :])
    appmsg = root if root.name == "appmsg" else root.find("appmsg")
    if appmsg is None or appmsg.text("type").strip() != NATIVE_TYPE:
        return None
    title = appmsg.text("title")
    if not title.strip():
        return None
    info = appmsg.find("extinfo", "solitaire_info") if whole else None
    found = None if info is None else _structure(title, info, prefix)
    return found or Native(title)


def _tree(raw: str) -> tuple[_Node, bool]:
    """The elements as far as they can be read, and whether that is all of them."""
    root = _Node("", [], [])
    path = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        node = _Node(name, [_Node(key, [], [value]) for key, value in attributes.items()], [])
        if len(path) > _DEEPEST:
            raise _Unsound
        path[-1].children.append(node)
        path.append(node)

    def text(data: str) -> None:
        path[-1].pieces.append(data)

    def refuse(*_: object) -> None:
        raise _Unsound

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    whole = len(raw) <= LONGEST
    try:
        parser.Parse(raw[:LONGEST].encode("utf-8", "replace"), True)
    except (expat.ExpatError, _Unsound):
        whole = False
    top = next((node for node in root.children), root)
    return top, whole


def _structure(title: str, info: _Node, prefix: str) -> Native | None:
    """What the structure says of the text, None where any of it does not fit."""
    solitaire, whole = (info.find("solitaire"), True)
    if solitaire is None:
        solitaire, whole = _tree(info.text().strip())
    content = solitaire.find("content")
    if not whole or solitaire.name != "solitaire" or content is None:
        return None
    items = [child for child in content.children if child.name == "i"]
    units = title.encode("utf-16-le", "replace")
    read = [_entry(units, item, number, prefix) for number, item in enumerate(items, 1)]
    entries = [entry for entry in read if entry is not None]
    if not entries or len(entries) < len(read) or len(read) > MOST_ENTRIES:
        return None
    head, tail = _cut(units, solitaire.text("tt")), _cut(units, solitaire.text("tl"))
    creator = solitaire.text("au").strip()
    return Native(
        title,
        (head or "").strip(),
        (tail or "").strip(),
        AccountId(f"{prefix}{creator}") if creator else None,
        by_time(entries),
    )


def by_time(entries: Sequence[NativeEntry]) -> tuple[NativeEntry, ...]:
    """The entries as they came, those of one second as they stand."""
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _entry(units: bytes, item: _Node, number: int, prefix: str) -> NativeEntry | None:
    author, at = item.text("u").strip(), item.text("t").strip()
    text = item.text("c").strip() or (_cut(units, item.text("r")) or "").strip()
    counted = _NUMBER.match(text)
    if counted is not None and int(counted[1]) == number:
        text = text[counted.end() :]
    if not author or not text or re.fullmatch("[0-9]{1,11}", at) is None:
        return None
    return NativeEntry(AccountId(f"{prefix}{author}"), int(at), text)


def _cut(units: bytes, said: str) -> str | None:
    """The part of a text at a range ``offset-length`` of UTF-16 units; None where there is none."""
    found = _RANGE.fullmatch(said)
    if found is None:
        return None
    begin = 2 * int(found[1])
    end = begin + 2 * int(found[2])
    if end > len(units):
        return None
    return units[begin:end].decode("utf-16-le", "ignore")
