"""Placeholder of the running lists of a chat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of the running list that were posted."""
