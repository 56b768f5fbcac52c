"""`kithwork serve` and `kithwork demo`: bring the database up to date, then serve the pages.

Both bind to this machine alone unless told otherwise. The server is waitress: pure Python, the
same on Linux, macOS and the school's Windows PC.
"""

import io
import os
import shutil
import signal
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from kithwork.cli.errors import BadInput
from kithwork.cli.exposure import refuse_exposure, refuse_loose_secrets
from kithwork.cli.home import keep_private, refuse_unfinished
from kithwork.cli.language import _, language
from kithwork.cli.listening import server_options
from kithwork.cli.worker import working
from kithwork.web.environment import Environment

ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@click.command(help=_("Serve the pages of this installation."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    environment = Environment.read()
    refuse_exposure(host, environment)
    _refuse_taken(host, port)
    keep_private(environment.home)
    refuse_loose_secrets(environment.home)
    _prepare_database()
    _offer_first_start(host, port)
    _listen(host, port, environment=environment)


@click.command(help=_("Start with an invented school to try things on."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--reset", is_flag=True, help=_("Start over: throw the invented world away."))
@click.option("--no-serve", is_flag=True, help=_("Make the world and stop."))
def demo(port: int, reset: bool, no_serve: bool) -> None:
    if not no_serve:
        _refuse_taken("127.0.0.1", port)
    home = _demo_home()
    if reset:
        _throw_away(home)
    os.environ.update(KITHWORK_HOME=str(home), KITHWORK_DEMO="1")
    if not no_serve:
        refuse_exposure("127.0.0.1", Environment.read())
    keep_private(home)
    _prepare_database()
    from kithwork.demo.actions import ensure_world

    for line in ensure_world(language()):
        click.echo(line)
    if not no_serve:
        _listen("127.0.0.1", port, environment=Environment.read())


def _demo_home() -> Path:
    home = Environment.read().home
    return home if "KITHWORK_HOME" in os.environ else home / "demo"


def _throw_away(home: Path) -> None:
    """Remove an earlier demo; refuse where the folder is not one of ours."""
    if not home.exists():
        return
    if not (home / "demo.world").exists():
        raise BadInput(
            _("{folder} is not an invented world; nothing was removed.").format(folder=home)
        )
    shutil.rmtree(home)


def _prepare_database() -> None:
    refuse_unfinished(Environment.read().home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("check", stdout=io.StringIO())  # what it refuses is raised
    call_command("migrate", verbosity=0, interactive=False)
    _verify_key()


def _verify_key() -> None:
    """Refuse to start with a key that is missing, readable by others, or another database's."""
    from kithwork.access.keys.installation import verify_installation_key
    from kithwork.access.keys.problems import KeyProblem

    try:
        verify_installation_key()
    except KeyProblem as problem:
        raise BadInput(problem.said_in(language())) from problem


def _offer_first_start(host: str, port: int) -> None:
    """Print a one-time code while nobody has an account yet."""
    from kithwork.access.queries.accounts import has_accounts
    from kithwork.access.setup_code import offer_code, withdraw_code

    if has_accounts():
        withdraw_code()
        return
    click.echo(
        _(
            "Nobody has an account yet. Open {address}/setup/ and type this code, which works"
            " once: {code}"
        ).format(address=_address(host, port), code=offer_code())
    )


def _address(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def _listen(host: str, port: int, *, environment: Environment) -> None:
    import waitress

    from kithwork.audit.keeper import sealing
    from kithwork.cli.housekeeping import housekeeping
    from kithwork.web.wsgi import application

    address = _address(host, port)
    click.echo(_("Serving at {address} (stop with Ctrl+C)").format(address=address))
    for ends in ENDS:
        if signal.getsignal(ends) is not signal.SIG_IGN:  # as nohup asks
            signal.signal(ends, _stop)
    options = server_options(environment)
    _keep_uploads_in(environment.incoming())
    with working(), sealing(), housekeeping():
        waitress.serve(application, host=host, port=port, _quiet=True, **options)


def _stop(_number: int, _frame: object) -> None:
    """End as Ctrl+C does where a service manager or a closed terminal asks for it."""
    raise SystemExit(0)


def _keep_uploads_in(folder: Path) -> None:
    """Let what the server puts aside wait there, and drop what a crash left behind."""
    for left in folder.iterdir():
        with suppress(OSError):  # in use by another server of this home
            left.unlink()
    tempfile.tempdir = str(folder)


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                _(
                    "Port {port} on {host} cannot be used ({reason}). Take another one:"
                    " --port {other}, or PORT={other} with make."
                ).format(port=port, host=host, other=port + 1, reason=error.strerror)
            ) from error
