"""The home of an installation is its owner's alone: database, keys, files, whatever is written.

Names, marks and scale answers stand in the database in clear, so no other user of the machine
may open the folder. A home that was made loosely is shut, and said; a folder that holds other
things as well is refused, for shutting it could take from others what is theirs.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.web.environment import make_private

OTHERS = 0o077  # bits that group and others must not have
DATABASE = "kithwork.sqlite3"
OURS = (DATABASE, "keys", "demo.world")
UNFINISHED = "restore.unfinished"  # lies in a home while a backup is brought back into it


def keep_private(home: Path) -> None:
    """Let all that this process and its children write be its owner's, and shut the home.

    Windows has no modes: there a folder in the user's own profile is hers already. Raises
    BadInput where the folder is another user's, or is not a home.
    """
    os.umask(OTHERS)
    make_private(home)
    if os.name == "nt":
        return
    if _is_loose(home):
        _shut(home)
        said = _("{folder} could be opened by other users; it is shut now.")
        click.echo(said.format(folder=home), err=True)
    for path in home.glob(f"{DATABASE}*"):  # with -wal and -shm
        if _is_loose(path):
            path.chmod(0o600)


def refuse_unfinished(home: Path) -> None:
    """Refuse a home into which a backup came in part: the machine stopped before the end."""
    if (home / UNFINISHED).exists():
        raise BadInput(say("backup.unfinished", language(), folder=str(home)))


def _shut(home: Path) -> None:
    if _is_ours(home):
        with suppress(PermissionError):
            home.chmod(0o700)
            return
    raise BadInput(
        _(
            "{folder} can be opened by other users of this machine. Take their rights away"
            " (chmod 700), or name another folder with KITHWORK_HOME."
        ).format(folder=home)
    )


def _is_ours(home: Path) -> bool:
    names = {path.name for path in home.iterdir()}
    return not names or bool(names & set(OURS))


def _is_loose(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & OTHERS)
