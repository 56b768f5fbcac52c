"""Sealing and opening the values of one file, under that file's own key.

AES-256-GCM with a fresh 96-bit nonce per value. The key's uid, the row's uid and the field's
name are bound in (as additional data): a sealed value that is copied to another row, or under
another field, does not open.
"""

import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kithwork.access.keys.installation import derived
from kithwork.access.keys.problems import KeyErased, SealBroken
from kithwork.access.models.keys import DataKey

VERSION = b"\x01"
NONCE = 12
WRAPPING = "wrap data keys"


class Vault:
    """Opens and closes the sealed values of one file; keep it no longer than the work takes."""

    def __init__(self, key: DataKey) -> None:
        """Unwrap `key`. Raises KeyErased, or SealBroken where the wrapped key was tampered with."""
        if key.wrapped is None:
            raise KeyErased(f"The key of this {key.kind} was erased; nothing it sealed remains.")
        self._uid = key.uid
        self._cipher = AESGCM(_opened(bytes(key.wrapped), derived(WRAPPING), _wrap_data(key)))

    def seal(self, text: str | None, *, row: uuid.UUID, field: str) -> bytes | None:
        """Return `text` sealed for one field of one row; nothing for nothing."""
        if not text:
            return None
        return _sealed(text.encode(), self._cipher, self._data(row, field))

    def open(self, sealed: bytes | memoryview | None, *, row: uuid.UUID, field: str) -> str:
        """Return the text; "" for nothing. Raises SealBroken where it was changed or moved."""
        if sealed is None:
            return ""
        return _unsealed(bytes(sealed), self._cipher, self._data(row, field)).decode()

    def _data(self, row: uuid.UUID, field: str) -> bytes:
        return f"kithwork/1|{self._uid}|{row}|{field}".encode()


def wrapped_key(uid: uuid.UUID, kind: str) -> bytes:
    """Return a new data key, wrapped by the installation's key for the row `uid`."""
    data = _wrap_data(DataKey(uid=uid, kind=kind))
    return _sealed(os.urandom(32), AESGCM(derived(WRAPPING)), data)


def _wrap_data(key: DataKey) -> bytes:
    return f"kithwork/1|key|{key.uid}|{key.kind}".encode()


def _opened(sealed: bytes, key: bytes, data: bytes) -> bytes:
    return _unsealed(sealed, AESGCM(key), data)


def _sealed(content: bytes, cipher: AESGCM, data: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return VERSION + nonce + cipher.encrypt(nonce, content, data)


def _unsealed(sealed: bytes, cipher: AESGCM, data: bytes) -> bytes:
    if sealed[:1] != VERSION:
        raise SealBroken("A sealed value is of a version that this program does not know.")
    try:
        return cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], data)
    except InvalidTag:
        raise SealBroken(
            "A sealed value does not open: it was changed, moved, or sealed with another key."
        ) from None
