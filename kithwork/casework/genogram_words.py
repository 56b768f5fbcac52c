"""A genogram in words: what each is called, what stands under a symbol, what is said of her.

Nobody is named. The student goes by her report name, everybody else by who she is to the student,
with a number where two are the same.
"""

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kithwork.casework.actions.genogram import BondSaid, PersonSaid
from kithwork.catalogue.words import say
from kithwork.core.genogram.difference import Change
from kithwork.core.genogram.family import Bond, Partnership
from kithwork.core.genogram.kin import Kin, Part, Side
from kithwork.core.genogram.structure import SIBLING_OF

_ROOM = 14  # so many narrow characters stand in one line under a symbol
_WIDE = 2  # a Chinese character is as wide as two others
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What people are called in one language; `report_name` is the student's, perhaps empty."""

    report_name: str
    language: str

    def of(self, people: Sequence[PersonSaid]) -> dict[str, str]:
        """Return what each of a family is called, by her key."""
        many = Counter(one.kin for one in people)
        seen: Counter[Kin] = Counter()
        called = {}
        for one in people:
            seen[one.kin] += 1
            number = f" {seen[one.kin]}" if many[one.kin] > 1 else ""
            called[str(one.member)] = self._name(one.kin) + number
        return called

    def _name(self, kin: Kin) -> str:
        if kin is Kin.STUDENT and self.report_name:
            return self.report_name
        return say(f"genogram.kin.{kin}", self.language)


def label_lines(name: str, one: PersonSaid, *, language: str) -> Lines:
    """Return the lines under a symbol: who she is, and where and since when she is away."""
    lines = [("name", line) for line in wrapped(name)]
    if one.is_away:
        lines += [("more", line) for line in _away(place_shown(one.away_place), language)]
        if one.away_since:
            since = say("genogram.label.since", language, month=f"{one.away_since:%Y-%m}")
            lines.append(("more", since))
    return tuple(lines)


def missing_lines(kin: Kin, language: str) -> Lines:
    """Return the lines under the symbol of somebody who is not recorded."""
    name = wrapped(say(f"genogram.kin.{kin}", language))[:2]
    return (*(("more", line) for line in name), ("more", say("genogram.not_recorded", language)))


def place_shown(place: str) -> str:
    """Return a place as it fits into one line: whole, or its beginning."""
    shown, width = "", 0
    for letter in place:
        width += _width(letter)
        if width > _ROOM:
            return shown.rstrip() + "…"
        shown += letter
    return shown


def wrapped(name: str) -> list[str]:
    """Return a name in lines that fit under a symbol, broken at spaces or between characters."""
    is_spaced = not any(map(_is_wide, name))
    words, between = (name.split(" "), " ") if is_spaced else (list(name), "")
    lines = [""]
    for word in words:
        longer = f"{lines[-1]}{between}{word}" if lines[-1] else word
        if lines[-1] and _width(longer) > _ROOM:
            lines.append(word.strip())
        else:
            lines[-1] = longer
    return lines


def said_of(
    one: PersonSaid,
    people: Sequence[PersonSaid],
    bonds: Sequence[BondSaid],
    labels: Mapping[str, str],
    names: Names,
    on: dt.date,
) -> str:
    """Return in words all that the picture shows of somebody; a dash where it shows no more."""
    language = names.language
    parts = [
        *_herself(one, on, language),
        *_couple(one, people, labels, language),
        *_care(one, language),
        *_lines(one, bonds, labels, language),
    ]
    return say("support.list_comma", language).join(parts) or "–"


def say_change(
    change: Change, labels: Mapping[str, str], person: PersonSaid | None, language: str
) -> str:
    """Return a change in a sentence."""
    return say(
        change.reason,
        language,
        who=labels[change.key],
        other=labels.get(change.other, ""),
        kin=say(f"genogram.kin.{person.kin}", language) if person else "",
        place=person.away_place if person else "",
    )


def partner_of(one: PersonSaid, people: Sequence[PersonSaid]) -> PersonSaid | None:
    """Return whom the partnership of somebody is with, where the picture tells it."""
    part, side = one.kin.place.part, one.kin.place.side
    if part is Part.SIBLINGS_PARTNER:
        before = reversed(people[: people.index(one)])
        return next((other for other in before if other.kin is SIBLING_OF[one.kin]), None)
    kins = {
        Part.PARENT: (Kin.FATHER,) if one.kin is Kin.MOTHER else (),
        Part.GRANDPARENT: (Kin.FATHERS_FATHER if side is Side.FATHERS else Kin.MOTHERS_FATHER,),
        Part.NEW_PARTNER: (Kin.FATHER if side is Side.FATHERS else Kin.MOTHER,),
        Part.OWN_PARTNER: (Kin.STUDENT,),
    }.get(part, ())
    return next((other for other in people if other.kin in kins and other is not one), None)


def _away(place: str, language: str) -> list[str]:
    """Return where somebody is, in one line if it fits into one."""
    away = say("genogram.label.away", language)
    if not place:
        return [say("genogram.said.away", language)]
    whole = say("genogram.said.awayplace", language, place=place)
    return [whole] if _width(whole) <= _ROOM else [away, place]


def _herself(one: PersonSaid, on: dt.date, language: str) -> Iterator[str]:
    if one.is_deceased:
        yield say("genogram.said.deceased", language)
    elif one.birth_year:
        yield say("genogram.said.age", language, age=on.year - one.birth_year)
    if one.is_adopted:
        yield say("genogram.said.adopted", language)


def _couple(
    one: PersonSaid, people: Sequence[PersonSaid], labels: Mapping[str, str], language: str
) -> Iterator[str]:
    if one.partnership is Partnership.NOT_SAID:
        return
    other = partner_of(one, people)
    code = f"genogram.couple.{one.partnership}"
    if other is None:
        yield say(code, language)
    else:
        who = labels[str(other.member)]
        yield say(f"{code}_with", language, who=who)


def _care(one: PersonSaid, language: str) -> Iterator[str]:
    if one.kin is not Kin.STUDENT and one.lives_here:
        yield say("genogram.said.lives_here", language)
    if one.is_away:
        known = ("place" if one.away_place else "") + ("since" if one.away_since else "")
        month = f"{one.away_since:%Y-%m}" if one.away_since else ""
        yield say(f"genogram.said.away{known}", language, place=one.away_place, month=month)
    if one.cares:
        yield say("genogram.said.cares", language)
    if one.is_entrusted:
        yield say("genogram.said.entrusted", language)


def _lines(
    one: PersonSaid, bonds: Sequence[BondSaid], labels: Mapping[str, str], language: str
) -> Iterator[str]:
    for bond in bonds:
        if bond.one == one.member and str(bond.other) in labels:
            who = labels[str(bond.other)]
        elif bond.other == one.member and bond.bond is not Bond.VIOLENCE:
            who = labels.get(str(bond.one), "")
        else:
            continue
        if who:
            yield say(f"genogram.bond.{bond.bond}_with", language, who=who)


def _width(text: str) -> int:
    return sum(_WIDE if _is_wide(letter) else 1 for letter in text)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
