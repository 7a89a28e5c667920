"""Keeps the tests on this machine: a connection or a name lookup that leads outside is an error.

It listens to the interpreter's own audit events, so it sees every library that uses Python's
sockets. What other programs do (Chromium, Node) it cannot see.
"""

import sys
from ipaddress import ip_address

_CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname"}


class OutsideNetworkError(RuntimeError):
    """A test reached for an address that is not this machine's."""


class Watch:
    """Refuses what leads outside and remembers it, as a retry loop may swallow the error."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def start(self) -> None:
        """Watch until the process ends: an audit hook cannot be taken away."""
        sys.addaudithook(self._hear)

    def take(self) -> list[str]:
        """What was refused since the last call."""
        taken, self.seen = self.seen, []
        return taken

    def _hear(self, event: str, args: tuple[object, ...]) -> None:
        host = find_host(event, args)
        if host is None or is_here(host):
            return
        self.seen.append(f"{event} {host}")
        raise OutsideNetworkError(f"a test reaches outside: {event} {host}")


def find_host(event: str, args: tuple[object, ...]) -> str | None:
    """The host an audit event is about; None for another event, a Unix socket or any host."""
    if event in _CONNECTING:
        address = args[1]
        return str(address[0]) if isinstance(address, tuple) and address else None
    if event in _LOOKING_UP and args[0]:
        host = args[0]
        return host.decode() if isinstance(host, bytes) else str(host)
    return None


def is_here(host: str) -> bool:
    """Whether a host name or address is this machine.

    >>> is_here("127.0.0.1"), is_here("localhost"), is_here("::1"), is_here("192.0.2.1")
    (True, True, True, False)
    """
    if host in {"localhost", ""}:
        return True
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
