"""In the place of a platform that is not connected now: what is to be said there waits for it."""

from bot.gateways.base import Capabilities, Deliver, Sending, Throttled

_AGAIN = 600.0


class AbsentGateway:
    """Delivers nothing, and asks for everything to be sent later."""

    platform = ""
    capabilities = Capabilities()

    async def start(self, deliver: Deliver) -> None:
        """Nothing arrives."""

    async def send(self, sending: Sending) -> str:
        """Always Throttled: tried again in ten minutes, or when the program starts anew."""
        raise Throttled(_AGAIN)

    async def stop(self) -> None:
        """Nothing to stop."""
