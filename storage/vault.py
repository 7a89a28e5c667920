"""Pickup codes at rest: encrypted to be shown again, and a keyed digest to be found by."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet


class Vault:
    """Encrypts with a key derived from the operator's secret (any bytes, 16 at least)."""

    def __init__(self, secret: bytes) -> None:
        self._digest_key = hashlib.sha256(b"digest" + secret).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"seal" + secret).digest()))

    def seal(self, text: str) -> bytes:
        """The text, encrypted."""
        return self._fernet.encrypt(text.encode())

    def unseal(self, cipher: bytes) -> str:
        """What was sealed. Raises cryptography's InvalidToken under another secret."""
        return self._fernet.decrypt(cipher).decode()

    def digest(self, text: str) -> str:
        """A keyed digest: equal for equal texts, telling nothing without the secret."""
        return hmac.new(self._digest_key, text.encode(), hashlib.sha256).hexdigest()[:32]
