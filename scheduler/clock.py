"""The time of day: the machine's, or a replay's. Nothing else in the program asks for it."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Whatever knows the instant."""

    def now(self) -> datetime:
        """The present instant, aware."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


class VirtualClock:
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The instant it was last set to."""
        return self._at

    def advance(self, at: datetime) -> None:
        """Set it; never back."""
        self._at = max(self._at, at)
