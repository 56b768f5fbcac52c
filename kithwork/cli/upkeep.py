"""`kithwork upkeep`: do once what `kithwork serve` does every hour, and say what was done."""

import os

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.home import keep_private
from kithwork.cli.language import _, language
from kithwork.web.environment import Environment


@click.command(help=_("Erase what is kept too long, and what must stay erased."))
def upkeep() -> None:
    keep_private(Environment.read().home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    import django

    django.setup()
    from kithwork.cli.housekeeping import keep_up, parts

    done = keep_up()
    for code, count in done.items():
        click.echo(say(code, language(), n=count))
    if failed := sorted(parts().keys() - done.keys()):
        raise BadInput(say("upkeep.failed", language(), parts=", ".join(failed)))
