"""What a visitor of the chat page can be refused. The page words each code itself.

PageError(code, status, **facts)
├── NotFound   no such person, chat, message or file (404)
├── NotYours   another person's message, or a chat that this person is not in (403)
├── TooMuch    a text or picture is too big; ``most`` says how big it may be (413)
└── Unusable   nothing in it, or no picture that can be read (422)
"""

from typing import ClassVar


class PageError(Exception):
    """Something was asked of the page that it will not do."""

    status: ClassVar[int] = 400

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotFound(PageError):
    """There is no such thing."""

    status = 404


class NotYours(PageError):
    """It belongs to somebody else."""

    status = 403


class TooMuch(PageError):
    """It is longer or larger than the page takes."""

    status = 413


class Unusable(PageError):
    """It cannot be read, or says nothing."""

    status = 422
