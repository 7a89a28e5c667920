"""A post as plain values for storage, and back: a draft is kept as a stored offer."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from solitaire.post_values import Arrival, Cutoff, Day, Doubt, DoubtCode, Post, PostedProduct


def post_to_dict(post: Post) -> dict[str, Any]:
    """Plain values only (str, int, bool, None, list, dict), ready for JSON."""
    return {name: _plain(value) for name, value in asdict(post).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.time) else value


def post_from_dict(stored: Mapping[str, Any]) -> Post:
    """The inverse of ``post_to_dict``; a KeyError or TypeError where it is not from there."""
    return Post(
        title=stored["title"],
        products=tuple(_product(one) for one in stored["products"]),
        doubts=tuple(_doubt(one) for one in stored["doubts"]),
        cutoff=_cutoff(stored["cutoff"]),
        arrival=_arrival(stored["arrival"]),
        place=stored["place"],
        blurb=tuple(stored["blurb"]),
    )


def _product(stored: Mapping[str, Any]) -> PostedProduct:
    listed = {name: tuple(stored[name]) for name in ("variants", "variant_fen", "aliases")}
    return PostedProduct(**{**stored, **listed})


def _doubt(stored: Mapping[str, Any]) -> Doubt:
    reading = stored["reading"]
    return Doubt(
        DoubtCode(stored["code"]),
        stored["line"],
        stored["text"],
        None if reading is None else _product(reading),
    )


def _cutoff(stored: Mapping[str, Any] | None) -> Cutoff | None:
    if stored is None:
        return None
    return Cutoff(**{**stored, "day": _day(stored["day"]), "time": _time(stored["time"])})


def _arrival(stored: Mapping[str, Any] | None) -> Arrival | None:
    if stored is None:
        return None
    times = {name: _time(stored[name]) for name in ("start", "end")}
    return Arrival(**{**stored, **times, "day": _day(stored["day"])})


def _day(stored: Mapping[str, Any] | None) -> Day | None:
    return None if stored is None else Day(**stored)


def _time(stored: str | None) -> dt.time | None:
    return None if stored is None else dt.time.fromisoformat(stored)
