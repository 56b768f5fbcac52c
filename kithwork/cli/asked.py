"""Options of the statistical commands, made of what each method of the workbench asks."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.core.columns import Columns
from kithwork.core.items.tables import listed_names
from kithwork.documents.workbench.fields import Field, Holds
from kithwork.documents.workbench.method import CannotWork, Method


def takes_fields(*fields: Field) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add an option for each field, and --json; lists of columns may hold patterns ("q*")."""

    def adding(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option(
            "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
        )(command)
        for field in reversed(fields):
            command = _option(field)(command)
        return command

    return adding


def worked(method: Method, table: Columns, said: Mapping[str, Any]) -> Any:
    """Compute, or end the command with exit code 2 and the reason."""
    columns = {field.name for field in method.fields if field.holds is Holds.COLUMNS}
    chosen = {
        name: tuple(listed_names(value)) if name in columns and value else value
        for name, value in said.items()
    }
    try:
        return method.work(table, chosen)
    except CannotWork as error:
        raise BadInput(error.said_in(language())) from error


def _option(field: Field) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    default: dict[str, Any] = {}
    if field.default is not None:  # a default of None would be one, and nothing asked for
        default = {"default": field.default, "show_default": True}
    return click.option(
        field.flag,
        field.name,
        type=_type(field),
        is_flag=field.holds is Holds.YES or None,  # False would let its value be left out
        multiple=field.holds in (Holds.EACH, Holds.LINES),
        required=field.is_required,
        metavar=field.shape or None,
        help=say(f"workbench.help.{field.said}", language()),
        **default,
    )


def _type(field: Field) -> Any:
    if field.holds is Holds.ONE_OF:
        return click.Choice(list(field.choices))
    if field.holds is Holds.WHOLE:
        is_bounded = field.least is not None or field.most is not None
        return click.IntRange(min=field.least, max=field.most) if is_bounded else int
    if field.holds is Holds.YES:
        return None
    return float if field.holds is Holds.NUMBER else str
