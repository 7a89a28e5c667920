"""Logs on standard error: one line an event, with its id, and nobody's phone or room in clear.

Other libraries' warnings come out the same way. What people said is never logged; an exception's
own words may hold some of it, so they are masked too, and a statement's parameters left out.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from enum import StrEnum
from typing import Any, Final, TextIO

import structlog
from structlog.typing import Processor

from rules.masks import mask_in_text

_OURS: Final = frozenset({"level", "timestamp", "exception", "kind"})
"""Words of this program, in which numbers are not rooms."""
_IDS: Final = frozenset({"id", "key", "update", "group", "chat", "account", "message"})
"""An id must be found again in the database: only what is surely a phone number is hidden."""
_MOBILE: Final = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_PARAMETERS: Final = re.compile(r"\[parameters: .*?\]\s*(?=\(Background|\Z)", re.DOTALL)


class LogFormat(StrEnum):
    """For a person's eyes, or a line of JSON for a program's."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """From which weight on an event is written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def set_up_logs(
    level: LogLevel = LogLevel.INFO,
    form: LogFormat = LogFormat.CONSOLE,
    out: TextIO | None = None,
) -> None:
    """Send every log line to ``out`` (standard error). May be called again."""
    stream: TextIO = out or sys.stderr
    weight = getattr(logging, level.name)
    before: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_exception,
        _mask,
    ]
    render = _renderer(form, stream)
    structlog.configure(
        processors=[*before, render],
        wrapper_class=structlog.make_filtering_bound_logger(weight),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(weight, logging.WARNING), force=True)


def _renderer(form: LogFormat, out: TextIO) -> Processor:
    if form is LogFormat.JSON:
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    return structlog.dev.ConsoleRenderer(
        colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def _tell_exception(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Where it came from as it is, what it said masked."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()[1]
    if isinstance(found, tuple):
        found = found[1]
    if isinstance(found, BaseException):
        lines = traceback.TracebackException.from_exception(found).format()
        event["exception"] = "".join(_masked_line(line) for line in lines).rstrip()
    return event


def _masked_line(line: str) -> str:
    return line if line.startswith('  File "') else mask_in_text(_PARAMETERS.sub("", line))


def _mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if name in _IDS:
            event[name] = _without_phones(value)
        elif name not in _OURS:
            event[name] = _masked(value)
    return event


def _without_phones(value: Any) -> Any:
    return _MOBILE.sub(r"\1****\2", value) if isinstance(value, str) else value


def _masked(value: Any) -> Any:
    match value:
        case str():
            return mask_in_text(value)
        case list() | tuple():
            return [_masked(part) for part in value]
        case dict():
            return {name: _masked(part) for name, part in value.items()}
        case _:
            return value
