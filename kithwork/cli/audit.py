"""`kithwork audit verify`: is the trail as it was sealed? And `kithwork audit seal`: seal it now.

A trail that is not sound, or a key that was erased and is there again, ends the command with exit
code 1, each fault on a line of its own.
"""

import json
import os
from typing import TYPE_CHECKING

import click

from kithwork.catalogue.words import say
from kithwork.cli.language import _, language

if TYPE_CHECKING:
    from kithwork.audit.queries.verification import Finding, Verification

NOT_SOUND = 1


@click.group(help=_("Check the chain of the audit trail."))
def audit() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    import django

    django.setup()


@audit.command(help=_("Check that no event was changed, taken away or put in."))
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def verify(as_json: bool) -> None:
    from kithwork.access.queries.erasures import revived_keys
    from kithwork.audit.queries.verification import verify_trail

    found, revived = verify_trail(), len(revived_keys())
    if as_json:
        click.echo(json.dumps(_document(found, revived)))
    else:
        click.echo("\n".join(_lines(found, revived)))
    if revived or not found.is_sound:
        raise SystemExit(NOT_SOUND)


@audit.command(help=_("Seal the events that are not sealed yet."))
def seal() -> None:
    from kithwork.audit.actions.seals import seal_trail

    click.echo(say("audit.sealed", language(), n=seal_trail()))


def _document(found: "Verification", revived: int) -> dict[str, object]:
    return {
        "events": found.events,
        "sealed": found.sealed,
        "seals": found.seals,
        "head": found.head,
        "sound": found.is_sound and not revived,
        "revived_keys": revived,
        "findings": [
            {"fault": one.fault.value, "event": one.event, "table": one.table or None}
            for one in found.findings
        ],
    }


def _lines(found: "Verification", revived: int) -> list[str]:
    spoken = language()
    unsealed = max(found.events - found.sealed, 0)
    lines = [
        say("audit.counted", spoken, events=found.events, seals=found.seals, unsealed=unsealed)
    ]
    lines += [_said(one, spoken) for one in found.findings]
    if revived:
        lines.append(say("audit.fault.key_revived", spoken, n=revived))
    elif found.is_sound:
        lines.append(say("audit.sound", spoken))
        lines.append(say("audit.head", spoken, head=found.head or "–"))
    return lines


def _said(finding: "Finding", spoken: str) -> str:
    return say(f"audit.fault.{finding.fault}", spoken, event=finding.event, table=finding.table)
