"""The key of pseudonyms: fresh for one run, or from a file that keeps them the same."""

import os
import stat
from pathlib import Path

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import language
from kithwork.documents.screening.pseudonyms import KeyFileError, key_from, new_key

PRIVATE = 0o600


def pseudonym_key(file: Path | None) -> bytes:
    """Return a fresh key, or the one in `file`, which is made with mode 0600 where it is not."""
    if file is None:
        return new_key()
    try:
        return _read(file) if file.exists() else _made(file)
    except KeyFileError as error:
        raise BadInput(f"{file}: {say(error.reason, language())}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file}: {say('screening.key.not_readable', language())}") from error


def _read(file: Path) -> bytes:
    is_open = file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    if is_open and os.name == "posix":
        raise KeyFileError("open_to_others")
    return key_from(file.read_text("ascii"))


def _made(file: Path) -> bytes:
    key = new_key()
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(f"{key.hex()}\n")
    return key
