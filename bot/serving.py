"""The chat page's address on this machine, and uvicorn serving there within the program's loop."""

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.errors import Stop


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address (port 0 is any free one). Raises Stop, which names the key."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise Stop(_unusable(host, port, error)) from error


def _unusable(host: str, port: int, error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            reason = (
                f"port {port} is taken (is Jielong running already?); "
                "end what uses it, or set another page.port in config.toml"
            )
        case errno.EACCES:
            reason = f"port {port} is not for ordinary users; set page.port in config.toml"
        case _:
            reason = f"{host} is no address of this machine; set page.host in config.toml"
    return f"the chat page cannot be served: {reason}"


class _Server(uvicorn.Server):
    """uvicorn, but signals are the program's business: it would end before the page has let its
    browsers go."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class PageServer:
    """Serves one application on one socket."""

    def __init__(self, app: ASGIApp, bound: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=3,
        )
        self._server = _Server(config)
        self._bound = bound
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Answer from now on."""
        self._task = asyncio.create_task(self._server.serve([self._bound]), name="page")

    async def wait(self) -> None:
        """Until it ends, which it does by itself only when something is wrong."""
        if self._task is not None:
            await asyncio.shield(self._task)

    async def stop(self) -> None:
        """Answer what was asked, then end."""
        self._server.should_exit = True
        await self.wait()
        self._bound.close()
