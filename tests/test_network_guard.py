import socket
from contextlib import closing

import pytest

from tests.peers.network import OutsideNetworkError, Watch, find_host, is_here

# 192.0.2.0/24 is set aside for documentation: nothing answers there (RFC 5737).
OUTSIDE = ("192.0.2.1", 9)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.3.2.1", "localhost", "::1", "", "0.0.0.0"])
def test_this_machine(host: str):
    assert is_here(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "example.org", "2001:db8::1"])
def test_elsewhere(host: str):
    assert not is_here(host)


def test_unix_sockets_and_other_events_have_no_host():
    assert find_host("socket.connect", (None, "/tmp/pg/.s.PGSQL.5432")) is None
    assert find_host("socket.getaddrinfo", (None, 80)) is None
    assert find_host("open", ("/etc/hosts",)) is None


def test_a_connection_outside_is_refused_and_remembered(outside_network: Watch):
    with pytest.raises(OutsideNetworkError):
        socket.create_connection(("example.org", 80))
    with closing(socket.socket()) as out, pytest.raises(OutsideNetworkError):
        out.connect(OUTSIDE)
    with (
        closing(socket.socket(type=socket.SOCK_DGRAM)) as out,
        pytest.raises(OutsideNetworkError),
    ):
        out.sendto(b"", OUTSIDE)
    assert outside_network.take() == [
        "socket.getaddrinfo example.org",
        "socket.connect 192.0.2.1",
        "socket.sendto 192.0.2.1",
    ]


def test_a_connection_on_this_machine_is_made():
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as server,
        closing(socket.create_connection(server.getsockname())) as client,
    ):
        assert client.getpeername() == server.getsockname()
