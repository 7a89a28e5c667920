"""What the page needs of whoever plays a sample evening on it. The player itself lives in bot/."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from web.room import Rooms


@dataclass(frozen=True, slots=True)
class SampleState:
    """How far the evening is. ``now`` is its virtual instant, ``caption`` what is happening in one
    short sentence, ``done`` of ``total`` steps; ``account`` and ``chat`` are through whose eyes to
    look (None: wherever the visitor looks), ``speed`` the pace it is played at."""

    playing: bool
    now: datetime
    caption: str = ""
    done: int = 0
    total: int = 0
    account: str | None = None
    chat: str | None = None
    speed: float = 1.0


class SamplePlayer(Protocol):
    """Plays one evening in rooms of its own, which stay to be explored."""

    @property
    def rooms(self) -> Rooms:
        """The rooms it plays in; another object after a reset if the player likes."""
        ...

    async def play(self, speed: float) -> None:
        """Play on from where it is, or from the start when it was over; return at once.

        ``speed`` 1.0 is a pace one can read along with, 2.0 twice as fast. While it plays, only
        the speed changes.
        """
        ...

    async def pause(self) -> None:
        """Stop playing for now; return at once."""
        ...

    async def reset(self) -> None:
        """Stop, and empty the rooms and their book; return when that is done."""
        ...

    def state(self) -> SampleState:
        """How far it is."""
        ...
