"""What commands are told about a filled-in form: which instrument, printed and numbered how."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import click

from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.core.scales import Key, ScaleError, key_of


@dataclass(frozen=True, slots=True)
class FormOptions:
    """The form that was asked for; what is None takes the instrument's usual value."""

    version: str | None = None
    coding: str | None = None
    population: str | None = None
    options: dict[str, str] = field(default_factory=dict)


def takes_a_form(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that describe a form; `form_options` reads them."""
    options = (
        click.option("--version", help=_("Printed form, where there are several.")),
        click.option("--coding", help=_("How the answers are numbered.")),
        click.option("--order", help=_("Order in which the items are printed.")),
        click.option("--item8", help=_("What is done with item 8.")),
        click.option("--population", help=_("Whose bands are used.")),
    )
    for option in reversed(options):
        command = option(command)
    return command


def form_options(
    *,
    version: str | None,
    coding: str | None,
    population: str | None,
    order: str | None,
    item8: str | None,
) -> FormOptions:
    """Return the form that the options of the command line describe."""
    chosen = {name: one for name, one in (("order", order), ("item8", item8)) if one}
    return FormOptions(version, coding, population, chosen)


def instrument_named(code: str) -> InstrumentEntry:
    """Return an instrument of the catalogue; an unknown code is bad input."""
    known = instruments()
    if code not in known:
        names = ", ".join(known)
        raise BadInput(say("scales.unknown_instrument", language(), name=code, known=names))
    return known[code]


def key_for(instrument: InstrumentEntry, form: FormOptions, told: str | None = None) -> Key:
    """Return the key of a form; `told` is the version that the file's columns show."""
    try:
        return key_of(
            instrument.instrument,
            version=form.version or told,
            coding=form.coding,
            options=form.options,
            population=form.population,
        )
    except ScaleError as error:
        raise BadInput(say(error.reason, language())) from error
