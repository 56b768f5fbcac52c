"""Money in words and out of them: minor units as people write them, with the currency's sign.

Amounts stand in minor units (fen, cents, pence) everywhere inside; only here do they become what a
person types and reads.
"""

from decimal import Decimal, InvalidOperation
from typing import Protocol

from kithwork.catalogue.words import say, shown

MINOR = 100  # of every currency that is offered
SIGNS = {"CNY": "¥", "USD": "$", "GBP": "£", "EUR": "€"}
OF_JURISDICTION = {"CN": "CNY", "US": "USD", "UK": "GBP", "EU": "EUR"}


class Amounted(Protocol):
    """Whatever holds an amount: terms, or an award with an amount of its own."""

    amount_minor: int | None
    currency: str
    per: str


def currency_of(jurisdiction: str) -> str:
    """Return the currency in which a jurisdiction pays."""
    return OF_JURISDICTION.get(jurisdiction, "CNY")


def minor_of(typed: str) -> int:
    """Return minor units from "3,700" or "12.50". Raises ValueError for what is no amount."""
    try:
        value = Decimal(typed.replace(",", "").replace("，", "").strip())
    except InvalidOperation as problem:
        raise ValueError("not an amount") from problem
    minor = value * MINOR
    if not value.is_finite() or minor <= 0 or minor != minor.to_integral_value():
        raise ValueError("not an amount")
    return int(minor)


def typed_of(minor: int | None) -> str:
    """Return an amount as a field shows it: "3700", "12.5"."""
    return "" if minor is None else f"{(Decimal(minor) / MINOR).normalize():f}"


def said_money(minor: int, currency: str, language: str) -> str:
    """Return an amount with its sign: ¥3,700."""
    value: int | float = minor // MINOR if minor % MINOR == 0 else minor / MINOR
    return f"{SIGNS.get(currency, currency + ' ')}{shown(value, language)}"


def said_amount(
    of: Amounted, language: str, *, is_what: str = "fixed", up_to: int | None = None
) -> str:
    """Return "¥3,700 a year on average"; what is not known is said to be open."""
    if of.amount_minor is None:
        return say("aid.amount.open", language)
    money = said_money(of.amount_minor, of.currency, language)
    ends = said_money(up_to, of.currency, language) if up_to else ""
    amount = say(f"aid.amount.{is_what}", language, money=money, up_to=ends)
    return say(f"aid.per.{of.per}", language, amount=amount)
