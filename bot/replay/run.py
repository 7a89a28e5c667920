"""Running a day: each line in its time, each expectation checked on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.replay.codes import accounts_in, with_codes
from bot.replay.day import BadDay, Crash, Day, Expect, Line, Redeliver
from bot.replay.expectations import check_said, check_table, told
from bot.replay.stage import Spoken, Stage
from handlers.messages import ChatId, Edited, Event, Pressed, Recalled, Said, is_private
from solitaire.values import AccountId, MessageId
from storage.database import Database
from storage.migrate import migrate
from storage.tables import TABLES, table


@dataclass(slots=True)
class Outcome:
    """How a replay ended: what the bot said, and each expectation that did not hold."""

    spoken: Sequence[Spoken] = ()
    failures: list[str] = field(default_factory=list)
    checked: int = 0


class Replay:
    """One day on one database."""

    def __init__(self, database: Database, day: Day) -> None:
        self._database = database
        self._day = day
        begin = next((step.at for step in day.steps if isinstance(step, Line)), None)
        if begin is None:
            raise BadDay(1, "no line with a time")
        self.stage = Stage(database, day.setup, begin)
        self._zone = ZoneInfo(day.setup.settings.timezone)
        self._delivered: dict[str, tuple[Event, int]] = {}
        self._mark = 0
        self._since: datetime = begin
        self.outcome = Outcome()

    async def run(self) -> Outcome:
        """Replay it all. Raises BadDay for a line that means nothing (an unknown message)."""
        await migrate(self._database)
        await self.stage.enrol()
        await self.stage.open()
        try:
            for step in self._day.steps:
                await self.step(step)
        finally:
            await self.stage.close()
        self.outcome.spoken = self.stage.gateway.spoken
        return self.outcome

    async def step(self, step: Line | Crash | Redeliver | Expect) -> None:
        """Carry out one line."""
        match step:
            case Line():
                await self._line(step)
            case Crash():
                self._mark, self._since = len(self.stage.gateway.spoken), self.stage.clock.now()
                await self.stage.crash()
            case Redeliver():
                await self._redeliver(step)
            case Expect():
                await self._expect(step)

    async def _line(self, line: Line) -> None:
        await self.stage.pass_time(line.at)
        self._mark, self._since = len(self.stage.gateway.spoken), line.at
        if line.id is None:
            self._mark = -1
            return
        if is_private(line.chat):
            self.stage.gateway.hears_from(line.sender)
        event = await self._event(line)
        self._delivered[line.id] = (event, self._mark)
        await self.stage.submit(event)

    async def _event(self, line: Line) -> Event:
        chat, account = ChatId(line.chat), AccountId(line.sender)
        if line.recalls is not None:
            return Recalled(chat, MessageId(line.recalls), account, line.at)
        text = await self._with_codes(line.text)
        if line.edits is not None:
            edits = MessageId(line.edits)
            return Edited(chat, edits, str(line.id), account, line.nick, line.at, text)
        if line.press is not None:
            return self._press(line, line.press)
        reply_to = None if line.reply_to is None else MessageId(line.reply_to)
        photo = f"photo:{line.id}" if line.photo else None
        return Said(
            chat,
            MessageId(str(line.id)),
            account,
            line.nick,
            line.at,
            text,
            reply_to,
            photo,
            native=line.native,
        )

    def _press(self, line: Line, label: str) -> Event:
        for name, says, message in self.stage.buttons(line.chat):
            if name == label:
                return Pressed(
                    ChatId(line.chat),
                    MessageId(message),
                    str(line.id),
                    AccountId(line.sender),
                    line.nick,
                    line.at,
                    says,
                )
        raise BadDay(line.number, f"no button {label!r} in {line.chat}")

    async def _redeliver(self, step: Redeliver) -> None:
        if step.what == "tick":
            if self.stage.last_due is None:
                raise BadDay(step.number, "no timed event has happened yet")
            event: Event = self.stage.last_due
        elif step.what in self._delivered:
            event = self._delivered[step.what][0]
        else:
            raise BadDay(step.number, f"no message {step.what!r} to deliver again")
        self._mark, self._since = len(self.stage.gateway.spoken), self.stage.clock.now()
        await self.stage.submit(event)

    async def _expect(self, expect: Expect) -> None:
        await self.stage.settle(joined_early=True)
        self.outcome.checked += 1
        said = self._said(expect)
        if expect.table:
            faults = check_table(expect, await self.table(expect))
        else:
            expect = await self._decoded(expect)
            faults = check_said(expect, said)
        if faults:
            self.outcome.failures.append(told(expect, faults, said))

    async def table(self, expect: Expect) -> Sequence[dict[str, object]]:
        """The rows of a table that is expected something of."""
        if expect.table not in TABLES:
            raise BadDay(expect.number, f"no table {expect.table!r}")
        async with self._database.reading() as session:
            settings = self._day.setup.settings
            return await table(session, expect.table, settings, self.stage.clock.now())

    def _said(self, expect: Expect) -> list[Spoken]:
        spoken = self.stage.gateway.spoken
        since = expect.since
        if since is None and self._mark >= 0:
            found = spoken[self._mark :]
        elif since is not None and since in self._delivered:
            found = spoken[self._delivered[since][1] :]
        else:
            instant = self._since if since is None else self._clock_today(expect.number, since)
            found = [entry for entry in spoken if entry.at >= instant]
        return [entry for entry in found if entry.chat == expect.chat]

    def _clock_today(self, number: int, since: str) -> datetime:
        try:
            clock = time.fromisoformat(since)
        except ValueError as error:
            raise BadDay(number, f"since is neither a time nor a message: {since!r}") from error
        today = self.stage.clock.now().astimezone(self._zone).date()
        return datetime.combine(today, clock, self._zone)

    async def _decoded(self, expect: Expect) -> Expect:
        says = tuple([await self._with_codes(piece) for piece in expect.says])
        never = tuple([await self._with_codes(piece) for piece in expect.never])
        return replace(expect, says=says, never=never)

    async def _with_codes(self, text: str) -> str:
        if not accounts_in(text):
            return text
        said = [(spoken.chat, spoken.text) for spoken in self.stage.gateway.spoken]
        return await with_codes(text, self._database, self.stage.vault, said)
