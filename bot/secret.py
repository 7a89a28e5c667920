"""The secret that pickup codes are encrypted with: the environment's, else one made once."""

import os
import secrets
from pathlib import Path
from typing import Final

from bot.config import SECRET, Config
from bot.errors import Stop
from storage.vault import Vault

FILE: Final = "secret.key"
SHORTEST: Final = 16
"""Bytes."""


def secret_file(config: Config) -> Path:
    """Where the secret is kept when the environment has none."""
    return config.data_folder / FILE


def open_vault(config: Config) -> Vault:
    """The vault under the configured secret; makes ``secret.key``, for its owner's eyes only, if
    there is none yet. Raises Stop."""
    if config.secrets.secret is not None:
        return Vault(config.secrets.secret.encode())
    path = secret_file(config)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        found = _kept_or_made(path)
    except OSError as error:
        reason = f"cannot keep a secret in {path}: {error.strerror}"
        raise Stop(f"{reason}. Mend that, or set {SECRET}.") from error
    if len(found) < SHORTEST:
        raise Stop(f"{path} is too short to be a secret. Restore it, or set {SECRET}.")
    return Vault(found)


def _kept_or_made(path: Path) -> bytes:
    made = secrets.token_hex(32).encode()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes().strip()
    with os.fdopen(descriptor, "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    return made
