"""The committed table of answers: address × method × whose × who asks.

    name, guard, method, of, visitor, lin, he, …

`in` is the way to sign in; a number is a status; a redirect elsewhere is `302`. `of` says of whom
the parts of the address are: the asker's own students (Lin Jing's), others of the same school, or
another school's.
"""

import csv
from pathlib import Path

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.whole_app.addresses import addresses

WHO = ("visitor", "lin", "tan", "he", "su", "fan", "zhou", "ye", "qin", "gu", "luo", "bai")
METHODS = ("GET", "POST")
PATH = Path(__file__).parent / "routes.csv"
SEEN = Path(__file__).parents[2] / "test-results" / "routes.csv"
HEAD = ("name", "guard", "method", "of", *WHO)
SIGN_IN = "in"

Key = tuple[str, str, str]  # name, method, of
Row = dict[str, str]


def keys() -> list[Key]:
    """Return every row that the table must have."""
    return [
        (one.name, method, subject)
        for one in addresses()
        for method in METHODS
        for subject in one.subjects
    ]


def read_table(path: Path = PATH) -> dict[Key, Row]:
    """Return the committed table by its keys."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["name"], row["method"], row["of"]): row for row in csv.DictReader(file)}


def write_seen(rows: dict[Key, Row]) -> None:
    """Write what was seen in this run beside the committed table, for a person to compare."""
    SEEN.parent.mkdir(exist_ok=True)
    known = read_table(SEEN) if SEEN.exists() else {}
    known = {key: row for key, row in (known | rows).items() if key in set(keys())}
    with SEEN.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEAD, lineterminator="\n")
        writer.writeheader()
        writer.writerows(known[key] for key in keys() if key in known)


def answer(client: Client, target: str, method: str) -> str:
    """Ask for an address and return the answer as the table says it."""
    response: HttpResponse = getattr(client, method.lower())(target)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return SIGN_IN
    return str(response.status_code)
