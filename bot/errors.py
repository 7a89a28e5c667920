"""What ends a command with one sentence on standard error instead of a traceback.

Stop(sentence)      a failure, exit 1
├── PartFailed      the running program cannot go on: which part of it, and why, exit 1
└── BadUse          what was asked for cannot be: a wrong argument, file or setting, exit 2
"""

from typing import ClassVar


class Stop(Exception):
    """The command cannot go on; the message is a sentence for whoever typed it."""

    code: ClassVar[int] = 1


class PartFailed(Stop):
    """A part of the running program has ended that must not."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"the {part} cannot go on ({reason}). What is stored is safe; start again")
        self.part = part
        self.reason = reason


class BadUse(Stop):
    """The command was asked for something that cannot be."""

    code = 2
