"""The sample evening's clock: it stands while the evening is played, and runs for its visitors."""

from datetime import datetime

from scheduler.clock import Clock


class SampleClock:
    """Stands at ``at`` until it runs; runs as fast as ``real``."""

    def __init__(self, at: datetime, real: Clock) -> None:
        self._at = at
        self._real = real
        self._since: datetime | None = None

    def now(self) -> datetime:
        """The evening's instant."""
        if self._since is None:
            return self._at
        return self._at + (self._real.now() - self._since)

    def advance(self, at: datetime) -> None:
        """Set it; never back."""
        running = self._since is not None
        self.hold()
        self._at = max(self._at, at)
        if running:
            self.run()

    def hold(self) -> None:
        """Stand still."""
        self._at = self.now()
        self._since = None

    def run(self) -> None:
        """Go on, from the instant it stands at."""
        if self._since is None:
            self._since = self._real.now()
