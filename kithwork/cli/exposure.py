"""May this installation answer to other machines? Children's files ask for more than a start.

On this machine alone everything may be tried. An address that other machines reach, or a name
that others know (then a proxy on this machine lets them in), is refused while anything is set as
for trying: debugging, an invented world whose passwords everybody knows, names of this machine
only, or no TLS in front (sign-in, passkeys and drafts need it).
"""

import ipaddress
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.web.environment import LOOPBACK, Environment

OTHERS = 0o077  # bits that group and others must not have on a key


def refuse_exposure(host: str, environment: Environment) -> None:
    """Refuse, all reasons at once, to serve other machines from an installation set for trying."""
    reached = [name for name in (host, *environment.hosts) if not is_loopback(name)]
    if not reached:
        return
    faults = list(_faults(environment))
    if faults:
        head = _("{host} can be reached by other machines, so kithwork does not start:")
        lines = [head.format(host=reached[0]), *(f"- {fault}" for fault in faults)]
        raise BadInput("\n".join(lines))


def refuse_loose_secrets(home: Path) -> None:
    """Refuse to start where another user of the machine can read a key. Windows has no modes."""
    if os.name == "nt":
        return
    for secret in sorted((home / "keys").glob("*")):
        if stat.S_IMODE(secret.stat().st_mode) & OTHERS:
            raise BadInput(say("access.key.loose", language(), file=secret.name))


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _faults(environment: Environment) -> Iterator[str]:
    if environment.is_debug:
        yield _("debugging is on and would show records in errors. Unset KITHWORK_DEBUG.")
    if environment.is_demo or (environment.home / "demo.world").exists():
        yield _(
            "it holds an invented world, whose passwords everybody knows. Take another"
            " KITHWORK_HOME."
        )
    if set(environment.hosts) <= set(LOOPBACK):
        yield _(
            "it does not know its own name. Set KITHWORK_HOSTS, for example to"
            " kithwork.school.example."
        )
    elif "*" in environment.hosts:
        yield _("KITHWORK_HOSTS says “*”, any name. List the names it answers to.")
    if not environment.is_behind_tls:
        yield _(
            "without TLS passwords travel in clear and passkeys do not work. Put a proxy with"
            " a certificate in front and set KITHWORK_TLS=1."
        )
    if not _is_address(environment.proxy):
        yield _(
            "KITHWORK_PROXY must be the one address from which the proxy reaches kithwork,"
            " for example 192.168.1.2."
        )


def _is_address(said: str) -> bool:
    try:
        ipaddress.ip_address(said)
    except ValueError:
        return False
    return True
