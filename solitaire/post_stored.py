"""A post as plain values for storage, and back: a draft is kept as a stored offer."""

from collections.abc import Mapping
from typing import Any

import msgspec

from solitaire.post_values import Post


def post_to_dict(post: Post) -> dict[str, Any]:
    """Plain values only (str, int, bool, None, list, dict), ready for JSON."""
    return msgspec.to_builtins(post)


def post_from_dict(stored: Mapping[str, Any]) -> Post:
    """The inverse of ``post_to_dict``; msgspec.ValidationError where it is not from there."""
    return msgspec.convert(stored, Post)
