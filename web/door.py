"""Who may come in: only this machine, unless an access key is set; then whoever has the key.

A page on another site can make a visitor's browser send requests here (CSRF), and can give its own
name this machine's address (DNS rebinding). The first is told by ``Origin``, the second by
``Host``.
"""

import hashlib
import hmac
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "jielong_key"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_YEAR = 365 * 24 * 3600

# Styles, scripts and pictures come from here and nowhere else; nothing is written into the page.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Door:
    """Stands before the page. ``refusal`` is the HTML shown to whom it does not let in.

    With a ``token`` (see ``key_token``) any host name will do, but each request needs the key it
    was made from: once as ``?key=``, from then on as a cookie.
    """

    def __init__(self, app: ASGIApp, refusal: str, token: str | None = None) -> None:
        self._app = app
        self._refusal = refusal
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or let in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _guard(message)
            await send(message)

        answer = self._refused(scope)
        await (answer or self._app)(scope, receive, send_guarded)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._token is None and _name(host) not in LOOPBACK:
            return self._no()
        if scope["method"] not in _SAFE and not _from_here(headers, host):
            return self._no()
        return None if self._token is None else self._ask_for_key(scope, self._token)

    def _ask_for_key(self, scope: Scope, token: str) -> Response | None:
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query).get("key")
        if given is None:
            shown = HTTPConnection(scope).cookies.get(COOKIE, "")
            return None if hmac.compare_digest(shown.encode(), token.encode()) else self._no()
        if not hmac.compare_digest(_digest(given), token):
            return self._no()
        rest = urlencode([pair for pair in query if pair[0] != "key"])
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(path + ("?" + rest if rest else ""), status_code=303)
        secure = scope.get("scheme") == "https"
        answer.set_cookie(
            COOKIE, token, max_age=_YEAR, httponly=True, samesite="strict", secure=secure
        )
        return answer

    def _no(self) -> Response:
        return HTMLResponse(self._refusal, status_code=403)


def key_token(access_key: str) -> str:
    """What stands for an access key here and in the cookie. Raises ValueError for a short key."""
    if len(access_key) < 16:
        raise ValueError("an access key has at least 16 characters")
    return _digest(access_key)


def _digest(key: str) -> str:
    return hashlib.sha256(b"jielong page " + key.encode()).hexdigest()


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _from_here(headers: Headers, host: str) -> bool:
    """Whether a request that changes something was made by our own page, or by no browser."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == host.lower() != ""
    except ValueError:
        return False


def _guard(message: MutableMapping[str, Any]) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _ALWAYS.items():
        headers[name] = value
    headers.setdefault("cache-control", "no-cache")
