"""`kithwork check-catalogue`: read every entry, run every worked case, say what is wrong where."""

import json

import click

from kithwork.catalogue.checking import Checked
from kithwork.catalogue.checking import check_catalogue as checked
from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language


@click.command(help=_("Check every entry of the catalogue."))
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def check_catalogue(as_json: bool) -> None:
    result = checked()
    click.echo(_as_json(result) if as_json else _as_text(result))
    if result.errors:
        said = [error.said_in(language()) for error in result.errors]
        said.append(say("catalogue.errors", language(), n=len(said)))
        raise BadInput("\n".join(said))


def _as_json(result: Checked) -> str:
    errors = [
        {
            "file": error.place.file,
            "line": error.place.line,
            "key": error.place.key,
            "message": say(error.reason, language()),
        }
        for error in result.errors
    ]
    document = {"entries": result.counts, "errors": errors}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_text(result: Checked) -> str:
    return "\n".join(
        say("catalogue.counted", language(), n=count, kind=f"catalogue.kind.{kind}")
        for kind, count in result.counts.items()
    )
