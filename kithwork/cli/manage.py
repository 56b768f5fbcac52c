"""`kithwork manage …`: Django's own management commands, for administrators and developers."""

import os

import click

from kithwork.cli.home import keep_private
from kithwork.cli.language import _
from kithwork.web.environment import Environment


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    help=_("Run one of Django's management commands, for example `kithwork manage migrate`."),
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    from django.core.management import execute_from_command_line

    keep_private(Environment.read().home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    execute_from_command_line(["kithwork manage", *arguments])
