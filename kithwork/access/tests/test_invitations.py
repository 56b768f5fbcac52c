"""Codes by which people choose their passwords: good once, in time, and for few wrong tries."""

import datetime as dt
from collections.abc import Callable

import pytest

from kithwork.access.actions.invitations import TRIES, accept, invite
from kithwork.access.actions.users import NewUser, close_account, create_user
from kithwork.access.models import Invitation, User
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.catalogue.upkeep import upkeep
from tests.cast import NOON, PASSWORD, Cast

OWN = "a heron in the reeds"


def refused(reason: str, /, **typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        accept(**{"username": "tan.ming", "password": OWN, **typed})
    assert refusal.value.reason.code == reason
    assert refusal.value.said_in("en") != refusal.value.said_in("zh-hans")


def test_a_code_is_good_once_and_voids_the_password_before(
    cast: Cast, events: Callable[[], list[AuditEvent]]
) -> None:
    slip = invite(user=cast.tan, by=cast.luo)
    assert not User.objects.get(pk=cast.tan.pk).check_password(PASSWORD)
    accept(username=" TAN.ming ", code=slip.code.replace("-", " ").lower(), password=OWN)
    assert User.objects.get(pk=cast.tan.pk).check_password(OWN)
    refused("access.invitation_wrong", code=slip.code)
    invited, chosen = events()
    assert (invited.reason, invited.actor) == ("invited", cast.luo.uid)
    assert (chosen.fields, chosen.actor) == (["password"], cast.tan.uid)
    assert slip.code not in str(vars(invited))


def test_only_a_hash_of_the_code_is_kept(cast: Cast) -> None:
    slip = invite(user=cast.tan, by=cast.luo)
    kept = Invitation.objects.get(user=cast.tan)
    assert slip.code.replace("-", "") not in kept.code_hash
    assert len(kept.code_hash) == 64


@pytest.mark.parametrize(("seconds", "is_good"), [(-1, True), (0, False), (1, False)])
def test_a_code_runs_out(cast: Cast, seconds: int, is_good: bool) -> None:
    slip = invite(user=cast.tan, by=cast.luo)
    age = dt.timedelta(days=upkeep().invitation_days, seconds=seconds)
    with clock.telling(NOON + age):
        if is_good:
            accept(username="tan.ming", code=slip.code, password=OWN)
        else:
            refused("access.invitation_wrong", code=slip.code)


def test_ten_wrong_tries_void_it_and_a_new_code_is_good_again(cast: Cast) -> None:
    slip = invite(user=cast.tan, by=cast.luo)
    for _ in range(TRIES):
        refused("access.invitation_wrong", code="AAAA-AAAA-AAAA-AAAA")
    refused("access.invitation_wrong", code=slip.code)
    accept(username="tan.ming", code=invite(user=cast.tan, by=cast.luo).code, password=OWN)


def test_a_weak_password_uses_nothing_up(cast: Cast) -> None:
    slip = invite(user=cast.tan, by=cast.luo)
    refused("access.password_weak", code=slip.code, password="short")
    accept(username="tan.ming", code=slip.code, password=OWN)


def test_another_persons_code_and_a_closed_account_open_nothing(cast: Cast) -> None:
    other = invite(user=cast.lin, by=cast.luo)
    slip = invite(user=cast.tan, by=cast.luo)
    refused("access.invitation_wrong", code=other.code)
    refused("access.invitation_wrong", code=slip.code, username="nobody.here")
    close_account(user=cast.tan, by=cast.luo)
    refused("access.invitation_wrong", code=slip.code)


def test_nobody_makes_a_code_for_herself(cast: Cast) -> None:
    with pytest.raises(Refused):
        invite(user=cast.luo, by=cast.luo)


def test_an_account_without_a_password_is_not_signed_in_to(cast: Cast) -> None:
    user = create_user(user=NewUser(username="du.ruo", name="杜若"), by=cast.luo)
    assert not user.has_usable_password()
    assert not user.check_password("")
