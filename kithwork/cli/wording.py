"""`kithwork wording load FILE`: the official wording of a standard scale, checked and put into use.

Each fault of the file stands on a line of its own with its row and column; then nothing is loaded
and the command ends with exit code 2.
"""

import json
import os
from pathlib import Path

import click

from kithwork.cli.language import _, language

BAD_INPUT = 2


@click.group(help=_("Official wordings of standard scales."))
def wording() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    import django

    django.setup()


@wording.command(help=_("Check a file with the wording of a scale, and put it into use."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def load(file: Path, as_json: bool) -> None:
    from kithwork.access.console import OPERATOR
    from kithwork.access.refusals import Refused
    from kithwork.audit import clock
    from kithwork.catalogue.cell_errors import said
    from kithwork.catalogue.wordings import WordingError, read_wording
    from kithwork.surveys.actions.wordings import load_wording

    try:
        read = read_wording(file.read_bytes(), name=file.name)
        load_wording(wording=read, on=clock.today("UTC"), by=OPERATOR)
    except WordingError as error:
        for fault in error.faults:
            click.echo(said(fault, language()), err=True)
        raise SystemExit(BAD_INPUT) from None
    except Refused as refusal:
        click.echo(refusal.said_in(language()), err=True)
        raise SystemExit(BAD_INPUT) from None
    told = {"instrument": read.instrument, "items": len(read.asks), "languages": read.languages}
    if as_json:
        click.echo(json.dumps(told))
    else:
        words = _("The wording of {instrument} is in use: {items} items, {languages}.")
        click.echo(words.format(**told | {"languages": ", ".join(read.languages)}))
