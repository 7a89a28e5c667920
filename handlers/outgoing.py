"""From a handler's reply to what stands in the outbox: once-only key, time, audience and script."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import msgspec

from handlers.messages import Attachment, Reply, ReplyKind, private_chat
from handlers.replies import TO_COPY
from handlers.texts import say
from rules.quiet import QuietHours
from rules.settings import Script, Settings
from storage.groups import Group
from storage.outbox import Outgoing

JOIN_WITHIN = timedelta(seconds=5)
PICTURES = frozenset({"poster", "pickup_code", "week"})
"""The kinds of attachments that are drawn; sheets know their script themselves."""


def outgoing(
    replies: Sequence[Reply],
    cause: str,
    key: str,
    group: Group | None,
    base: Settings,
    at: datetime,
) -> tuple[Outgoing, ...]:
    """The replies of one event as they are stored. ``key`` is what the event acts on."""
    settings = group.settings if group else base
    audience = _heard(replies, group)
    return tuple(
        Outgoing(
            key=reply.key or f"{cause}/{place}",
            group=key,
            chat=reply.chat,
            kind=reply.kind.value,
            text=reply.text if reply.topic == TO_COPY else in_script(reply.text, settings.script),
            at=at,
            send_after=_send_after(reply.kind, settings, at),
            reply_to=reply.reply_to,
            buttons=tuple(
                (in_script(button.label, settings.script), button.says) for button in reply.buttons
            ),
            attachment=_recipe(reply.attachment, settings.script),
            ask_kind=reply.ask and reply.ask.kind,
            ask_account=reply.ask and reply.ask.account,
            ask_facts=reply.ask and dict(reply.ask.facts),
            topic=reply.topic,
            join=reply.join,
            useful_until=reply.useful_until,
        )
        for place, reply in audience
    )


def _recipe(attachment: Attachment | None, script: Script) -> Mapping[str, Any] | None:
    """A picture or file as it is stored; a picture is lettered as the text beside it."""
    if attachment is None:
        return None
    plain = msgspec.to_builtins(attachment)
    if attachment.kind not in PICTURES or script is Script.SIMPLIFIED:
        return plain
    return {**plain, "values": {**plain["values"], "script": script.value}}


def _heard(replies: Sequence[Reply], group: Group | None) -> list[tuple[int, Reply]]:
    """The replies with their places. In a group that wants the bot silent the leader is told
    instead, but for what tells her nothing: that somebody was answered in private, or what the same
    event tells her anyway."""
    if group is None or not group.muted:
        return list(enumerate(replies))
    leaders = private_chat(group.leader)
    own = say.section(group.name, "")
    told = [one.text.removeprefix(own) for one in replies if one.chat == leaders and one.text]
    heard: list[tuple[int, Reply]] = []
    for place, reply in enumerate(replies):
        if reply.chat != group.id:
            heard.append((place, reply))
        elif reply.text != say.told_privately() and not any(text in reply.text for text in told):
            heard.append((place, _for_leader(reply, group)))
    return heard


def _for_leader(reply: Reply, group: Group) -> Reply:
    """What a silent group would have heard, for its leader: with the group's name."""
    named = not reply.text or group.name in reply.text.partition("\n")[0]
    text = reply.text if named else say.section(group.name, reply.text)
    return replace(reply, chat=private_chat(group.leader), text=text, reply_to=None)


def _send_after(kind: ReplyKind, settings: Settings, at: datetime) -> datetime:
    match kind:
        case ReplyKind.CONFIRMATION:
            return at + JOIN_WITHIN
        case ReplyKind.NOTICE:
            zone = ZoneInfo(settings.timezone)
            return QuietHours(settings.quiet_from, settings.quiet_until, zone).release(at)
        case _:
            return at


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _to_traditional() -> _Converter:
    from opencc import OpenCC

    converter: Any = OpenCC("s2tw")
    return converter


def in_script(text: str, script: Script) -> str:
    """The text in the characters a group reads. Only characters are changed, never words: a
    command, a name or a figure that the bot writes can be said back to it."""
    return _to_traditional().convert(text) if script is Script.TRADITIONAL else text
