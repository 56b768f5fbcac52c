"""Every address, for every role, of own and other students and another school's: as the table says.

Where this fails, `test-results/routes.csv` holds what was seen. Read each line of it against the
matrix of roles before it goes into `tests/whole_app/routes.csv`: the table is what we promise.
"""

import copy

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.whole_app.addresses import addresses
from tests.whole_app.parts import parts_for
from tests.whole_app.table import METHODS, WHO, answer, keys, read_table, write_seen

ADDRESSES = {one.name: one for one in addresses()}
LIBRARIES = ("allauth.", "django.")


def test_every_address_has_its_rows_and_no_row_is_left_over():
    table = read_table()
    missing = [" ".join(key) for key in keys() if key not in table]
    left_over = [" ".join(key) for key in table if key not in set(keys())]
    assert not missing, f"no row for: {missing}"
    assert not left_over, f"no address for: {left_over}"


def test_no_cell_is_empty():
    holes = [(key, who) for key, row in read_table().items() for who in WHO if not row[who]]
    assert not holes


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_view_of_ours_has_a_guard(name):
    address = ADDRESSES[name]
    if not address.view.__module__.startswith(LIBRARIES):
        assert address.guard != "none", f"{address.view.__module__} leaves {name} unguarded"


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_table_names_the_guard(name):
    said = {row["guard"] for key, row in read_table().items() if key[0] == name}
    assert said == {ADDRESSES[name].guard}


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_answers(cast, name):
    address, table = ADDRESSES[name], read_table()
    clients = {who: _signed_in(cast, who) for who in WHO}
    seen = {}
    for subject in address.subjects:
        target = reverse(name, kwargs=parts_for(cast, address, subject))
        for method in METHODS:
            seen[name, method, subject] = {
                "name": name,
                "guard": address.guard,
                "method": method,
                "of": subject,
                **{who: _asked(clients[who], target, method) for who in WHO},
            }
    expected = {key: table.get(key) for key in seen}
    if seen != expected:
        write_seen(seen)
    assert seen == expected


def _signed_in(cast, who):
    client = Client(raise_request_exception=False)
    if who != "visitor":
        client.force_login(getattr(cast, who), "django.contrib.auth.backends.ModelBackend")
    return client


def _asked(client, target, method):
    """Ask as one of the cast, and undo what the answer did, signing out included."""
    cache.clear()  # the library counts attempts to sign in there
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        said = answer(client, target, method)
        transaction.set_rollback(True)
    client.cookies = cookies
    return said
