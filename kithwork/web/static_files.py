"""Static files under addresses that change with their content, without a collecting step."""

import functools
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedStorage(StaticFilesStorage):
    """Adds `?v=HASH` to each address, so a browser may keep a file for as long as it likes."""

    def url(self, name: str | None) -> str:
        address: str = super().url(name)
        version = _version(name) if name else ""
        return f"{address}?v={version}" if version else address


@functools.cache
def _version(name: str) -> str:
    path = finders.find(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10] if path else ""
