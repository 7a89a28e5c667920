"""The whole way of a message under load, against a bot that only echoes."""

from bench.figures import Measured, Row, Target, per_second, times_faster
from bench.telegram_echo import Echo
from bench.timing import Contender, Effort, race, typical
from bench.world import World


def measure(effort: Effort) -> Measured:
    """Many groups talk at once; each message is answered for when it is on the disk."""
    echo = Echo()
    with World(effort.folder, effort.groups) as world:
        ours = Contender(world.messages, world.take_now, least=400)
        rounds = race((ours, echo.contender()), effort)
    echo.close()
    mine, peer = typical(rounds, 0), typical(rounds, 1)
    return Measured(
        times_faster(rounds), per_second(mine, "messages"), per_second(peer, "messages")
    )


ROWS = (
    Row(
        "event → read → decide → durable commit → reply in the outbox, under load",
        "python-telegram-bot echo",
        Target(4, 12),
        measure,
    ),
)
