"""The world of a replay: the whole program on a virtual clock, and a chat that writes down what
the bot says."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo

from bot.assembly import Core
from bot.enrolment import enrol_setup
from bot.gateways.base import Capabilities, Deliver, Sending, Unreachable
from bot.passing import next_instant, settle
from bot.replay.day import Setup
from handlers.messages import PRIVATE, Due, Event
from handlers.work import Work
from scheduler.clock import VirtualClock
from storage.database import Database
from storage.states import States
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing that the bot did."""

    at: datetime
    chat: str
    kind: str
    text: str
    reply_to: str | None
    file: str
    buttons: tuple[tuple[str, str], ...]
    id: str

    def line(self) -> str:
        """As a line of the transcript."""
        shown = {
            "at": self.at.isoformat(),
            "chat": self.chat,
            "kind": self.kind,
            "text": self.text,
            "reply_to": self.reply_to,
            "file": self.file or None,
        }
        return json.dumps(shown, ensure_ascii=False)


class ReplayGateway:
    """A chat with text, buttons, pictures and files that keeps what it is told to send."""

    platform = ""

    def __init__(
        self,
        clock: VirtualClock,
        zone: tzinfo,
        no_private: frozenset[str],
        allowed: Mapping[str, bool],
    ) -> None:
        self.capabilities = replace(Capabilities(text_units=1_000_000), **allowed)
        self.spoken: list[Spoken] = []
        self._clock = clock
        self._zone = zone
        self._no_private = set(no_private)

    async def start(self, deliver: Deliver) -> None:
        """Nothing arrives by itself."""

    async def stop(self) -> None:
        """Nothing to stop."""

    def hears_from(self, account: str) -> None:
        """Somebody writes privately: from now on the bot can write back."""
        self._no_private.discard(account)

    async def send(self, sending: Sending) -> str:
        """Write down what is said; refused for those whom the bot cannot write to."""
        if sending.chat.startswith(PRIVATE) and sending.chat[len(PRIVATE) :] in self._no_private:
            raise Unreachable(sending.chat)
        place = f"bot{len(self.spoken) + 1}"
        kind = "text"
        if sending.name:
            kind = "picture" if sending.is_picture else "file"
        elif sending.buttons:
            kind = "buttons"
        buttons = tuple((button.label, button.says) for button in sending.buttons)
        spoken = Spoken(
            self._clock.now().astimezone(self._zone),
            sending.chat,
            kind,
            sending.text,
            sending.reply_to,
            sending.name,
            buttons,
            place,
        )
        self.spoken.append(spoken)
        return place


class Stage:
    """The program under replay. ``crash`` ends it as a kill would and starts it again."""

    def __init__(self, database: Database, setup: Setup, begin: datetime, seed: int = 1) -> None:
        self.database = database
        self.setup = setup
        self.clock = VirtualClock(begin)
        zone = ZoneInfo(setup.settings.timezone)
        self.gateway = ReplayGateway(self.clock, zone, setup.no_private, setup.capabilities)
        self.vault = Vault(b"replay-secret-of-no-importance!!")
        self.rng = Random(seed)  # noqa: S311 - a replay must give the same codes each time
        self.last_due: Due | None = None
        self._core: Core | None = None

    @property
    def core(self) -> Core:
        """The running program."""
        if self._core is None:
            raise RuntimeError("the stage is not open")
        return self._core

    async def open(self) -> None:
        """Start the program."""
        core = Core(
            self.database,
            self.clock,
            {"": self.gateway},
            self.setup.settings,
            self.vault,
            self.rng,
            "replay",
        )
        submit = core.dispatcher.submit

        async def remembered(event: Due) -> None:
            self.last_due = event
            await submit(event)

        core.ticker.submit = remembered
        core.start_dispatching()
        self._core = core

    async def close(self) -> None:
        """End the program; what it had not committed is gone."""
        if self._core is not None:
            await self._core.stop()
            self._core = None

    async def crash(self) -> None:
        """Kill it and start it again on the same database."""
        await self.close()
        await self.open()
        await self.settle()

    async def enrol(self) -> None:
        """Bind the setup's leaders and groups, a second before the day begins."""
        at = self.clock.now() - timedelta(seconds=1)
        async with self.database.writing() as session:
            states = States(self.setup.settings)
            work = Work(session, states, at, "setup", self.rng, self.vault)
            await enrol_setup(work, self.setup)

    async def submit(self, event: Event) -> None:
        """An event arrives; what is said at once is said."""
        await self.core.dispatcher.submit(event)
        await self.settle()

    async def settle(self, *, joined_early: bool = False) -> bool:
        """Carry out what is due now and send what may be sent now, until nothing is left."""
        return await settle(self.core, joined_early=joined_early)

    async def pass_time(self, until: datetime) -> None:
        """Let time pass to an instant, stopping wherever something is due or to be sent."""
        while True:
            upcoming = await next_instant(self.database, self.clock.now())
            if upcoming is None or upcoming > until:
                break
            self.clock.advance(upcoming)
            await self.settle()
        self.clock.advance(until)
        await self.settle()

    def buttons(self, chat: str) -> Sequence[tuple[str, str, str]]:
        """The buttons of the bot's last message with any in a chat: label, says, message."""
        for spoken in reversed(self.gateway.spoken):
            if spoken.chat == chat and spoken.buttons:
                return [(label, says, spoken.id) for label, says in spoken.buttons]
        return ()
