"""What is sealed on a person and on a student, opened and closed under the right key and name.

The only place that knows under which field name each value is bound, so that sealing and opening
cannot drift apart. Who may open is asked before, in queries and actions.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from kithwork.access.keys.blind import blind_index
from kithwork.access.keys.vault import Vault
from kithwork.people.models import Person, SafeContactRule

ID_NUMBER = "id_number"


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a person: kind ("mobile", "phone", "wechat", "email" …), value, remark."""

    kind: str
    value: str
    remark: str = ""


def open_contacts(person: Person) -> tuple[Contact, ...]:
    """Return a person's contacts, the preferred one first."""
    text = _open(person, person.contacts, "contacts")
    return tuple(Contact(**one) for one in json.loads(text)) if text else ()


def open_address(person: Person) -> str:
    """Return a person's address; "" where none is kept."""
    return _open(person, person.address, "address")


def open_id_number(person: Person) -> str:
    """Return a person's identity number; "" where none is kept."""
    return _open(person, person.id_number, ID_NUMBER)


def close_contacts(person: Person, contacts: Iterable[Contact]) -> None:
    """Seal contacts onto a person who has her key; the caller saves."""
    rows = [asdict(contact) for contact in contacts]
    text = json.dumps(rows, ensure_ascii=False) if rows else None
    person.contacts = _seal(person, text, "contacts")


def close_address(person: Person, address: str) -> None:
    """Seal an address onto a person; the caller saves."""
    person.address = _seal(person, address.strip(), "address")


def close_id_number(person: Person, number: str) -> None:
    """Seal an identity number and keep its blind index; the caller saves."""
    person.id_number = _seal(person, number.strip(), ID_NUMBER)
    person.id_number_index = id_number_index(number)


def id_number_index(number: str) -> str:
    """Return what a person with this identity number is found by."""
    return blind_index(number, purpose=ID_NUMBER)


def open_rule(rule: SafeContactRule) -> str:
    """Return the text of a safe-contact rule, whose student is loaded with her key."""
    vault = Vault(rule.student.key)
    return vault.open(rule.text, row=rule.uid, field="safe_contact_rule.text")


def close_rule(rule: SafeContactRule, text: str) -> None:
    """Seal the text of a safe-contact rule; the caller saves."""
    vault = Vault(rule.student.key)
    rule.text = vault.seal(text, row=rule.uid, field="safe_contact_rule.text")


def _open(person: Person, sealed: bytes | memoryview | None, field: str) -> str:
    if sealed is None or person.key is None:
        return ""
    return Vault(person.key).open(sealed, row=person.uid, field=f"person.{field}")


def _seal(person: Person, text: str | None, field: str) -> bytes | None:
    if not text:
        return None
    if person.key is None:
        raise ValueError("A person needs her key before anything of hers is sealed.")
    return Vault(person.key).seal(text, row=person.uid, field=f"person.{field}")
