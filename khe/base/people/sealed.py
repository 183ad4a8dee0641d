"""Sealed text: personal numbers and contacts are stored encrypted and found by a blind index.

AES-256-GCM with a fresh nonce per value; the index is HMAC-SHA-256 of the normalised value, keyed,
cut to 16 bytes. Both keys come from the installation's secret, never from the database.
"""

import base64
import hashlib
import hmac
import os
import re
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


@cache
def _key(purpose: str) -> bytes:
    return hmac.digest(settings.KHE_SECRET.encode(), f"khe:{purpose}".encode(), hashlib.sha256)


def seal(text: str) -> str:
    """Return `text` encrypted, as base64; the empty string stays empty."""
    if not text:
        return ""
    nonce = os.urandom(12)
    return base64.b64encode(
        nonce + AESGCM(_key("seal")).encrypt(nonce, text.encode(), None)
    ).decode()


def unseal(sealed: str) -> str:
    """Return the text that `seal` was given; '' when the secret is not the one it was sealed with."""
    if not sealed:
        return ""
    raw = base64.b64decode(sealed)
    try:
        return AESGCM(_key("seal")).decrypt(raw[:12], raw[12:], None).decode()
    except InvalidTag:
        return ""


def blind_index(text: str) -> str:
    """Return a keyed fingerprint of letters and digits only; '' for nothing. +84 reads as 0."""
    plain = re.sub(r"[^0-9A-Za-z]", "", re.sub(r"^\s*\+84", "0", text)).upper()
    return hmac.digest(_key("index"), plain.encode(), hashlib.sha256)[:16].hex() if plain else ""


class SealedField(models.TextField):
    """Text that is sealed in the database and plain in Python."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """Unseal on reading."""
        return unseal(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        """Seal on writing."""
        value = super().get_prep_value(value)
        return seal(value) if value else value
