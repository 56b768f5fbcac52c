"""Genograms of a case, read and made ready to be drawn; two of them compared in words."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.genogram import PLACE, BondSaid, PersonSaid
from kithwork.casework.actions.genogram_harm import opened
from kithwork.casework.genogram_words import Names, label_lines, missing_lines, said_of, say_change
from kithwork.casework.models import Case, Genogram, GenogramHarm, GenogramPerson
from kithwork.casework.queries.cases import record_case_view, report_name_of
from kithwork.casework.queries.reach import reaches_restricted
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.words import say
from kithwork.core.genogram.difference import changes
from kithwork.core.genogram.family import Bond, Member, Partnership, Tie
from kithwork.core.genogram.kin import Kin, Sex
from kithwork.core.genogram.layout import LINE, Picture, layout


@dataclass(frozen=True, slots=True)
class Written:
    """Words on the picture: their kind ("name", "more", "age", "letter_carer"), place and text."""

    kind: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line or a shape of the picture: what it means, and its points as SVG takes them."""

    kind: str
    points: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class GenogramTold:
    """A genogram: the picture, its text alternative line by line, and its family in the clear.

    `row` is None for one that nobody kept yet.
    """

    row: Genogram | None
    on: dt.date
    width: float
    height: float
    drawn: tuple[Drawn, ...]
    written: tuple[Written, ...]
    told: tuple[tuple[str, str], ...]
    people: tuple[PersonSaid, ...]
    bonds: tuple[BondSaid, ...]
    names: Names


def genograms_of(
    case: Case, language: str, *, harms: Sequence[BondSaid] = ()
) -> tuple[GenogramTold, ...]:
    """Return the standing genograms of a case, the oldest first; `harms` are drawn on each."""
    rows = Genogram.objects.filter(case=case, superseded_by=None)
    vault, name = CaseVault(case), report_name_of(case)
    return tuple(
        _told(
            row,
            row.on,
            people=tuple(_said(one, vault) for one in sorted(row.people.all(), key=_number)),
            bonds=tuple(
                BondSaid(one=one.one, other=one.other, bond=Bond(one.bond))
                for one in sorted(row.bonds.all(), key=lambda one: one.pk)
            ),
            harms=harms,
            names=Names(name, language),
        )
        for row in rows.prefetch_related("people", "bonds").order_by("on", "pk")
    )


def drawn_from(
    case: Case,
    people: tuple[PersonSaid, ...],
    *,
    on: dt.date,
    language: str,
    bonds: tuple[BondSaid, ...] = (),
) -> GenogramTold:
    """Return the picture of a family that nobody kept yet."""
    names = Names(report_name_of(case), language)
    return _told(None, on, people=people, bonds=bonds, harms=(), names=names)


def harms_of(user: User, case: Case) -> tuple[BondSaid, ...]:
    """Return the lines of violence for whoever opens the restricted section; else none.

    Opening them is an event of its own.
    """
    if reaches_restricted(user, Verb.READ, case) is None:
        return ()
    rows = GenogramHarm.objects.filter(case=case, superseded_by=None).select_related("key")
    said = [opened(row) for row in rows.order_by("pk")]
    if said:
        record_case_view(user, case, section=Section.RESTRICTED)
    return tuple(
        BondSaid(one=uuid.UUID(o["one"]), other=uuid.UUID(o["other"]), bond=Bond.VIOLENCE)
        for o in said
        if o["stands"]
    )


def may_say_harm(who: Who, case: Case) -> bool:
    """Whether `who` may draw a line of violence."""
    return reaches_restricted(who, Verb.WRITE, case) is not None


def changes_told(before: GenogramTold, after: GenogramTold, language: str) -> tuple[str, ...]:
    """Return what changed between two genograms in sentences."""
    found = changes(
        _members(before.people, before.on),
        _members(after.people, after.on),
        ties_before=_ties(before.bonds),
        ties_after=_ties(after.bonds),
    )
    labels = before.names.of(before.people) | after.names.of(after.people)
    people = {str(one.member): one for one in (*before.people, *after.people)}
    return tuple(say_change(one, labels, people.get(one.key), language) for one in found)


def _number(row: GenogramPerson) -> int:
    return row.number


def _said(row: GenogramPerson, vault: CaseVault) -> PersonSaid:
    return PersonSaid(
        kin=Kin(row.kin),
        member=row.member,
        sex=row.sex,
        birth_year=row.birth_year,
        is_deceased=row.is_deceased,
        is_adopted=row.is_adopted,
        lives_here=row.lives_here,
        is_away=row.is_away,
        away_since=row.away_since,
        away_place=vault.open(row.away_place, row=row.uid, field=PLACE),
        cares=row.cares,
        is_entrusted=row.is_entrusted,
        is_carer=row.is_carer,
        partnership=Partnership(row.partnership),
    )


def _told(
    row: Genogram | None,
    on: dt.date,
    *,
    people: tuple[PersonSaid, ...],
    bonds: tuple[BondSaid, ...],
    harms: Sequence[BondSaid],
    names: Names,
) -> GenogramTold:
    language, labels = names.language, names.of(people)
    by_key = {str(one.member): one for one in people}
    words = {key: label_lines(labels[key], one, language=language) for key, one in by_key.items()}
    members = _members(people, on, lines={key: len(lines) for key, lines in words.items()})
    picture = layout(members, _ties((*bonds, *harms)))
    return GenogramTold(
        row=row,
        on=on,
        width=picture.width,
        height=picture.height,
        drawn=tuple(
            Drawn(
                one.kind,
                " ".join(f"{point.x:g},{point.y:g}" for point in one.points),
                one.is_closed,
            )
            for one in picture.strokes
        ),
        written=tuple(_written(picture, words, language)),
        told=tuple(
            (labels[str(one.member)], said_of(one, people, (*bonds, *harms), labels, names, on))
            for one in people
        ),
        people=people,
        bonds=bonds,
        names=names,
    )


def _written(
    picture: Picture, words: dict[str, tuple[tuple[str, str], ...]], language: str
) -> Iterable[Written]:
    for node in picture.nodes:
        lines = words.get(node.member.key) or missing_lines(node.member.kin, language)
        for place, (kind, text) in enumerate(lines):
            yield Written(kind, node.words.x, round(node.words.y + LINE * place, 1), text)
        if node.member.age is not None and not node.member.is_deceased:
            yield Written("age", node.at.x, node.at.y, str(node.member.age))
    for badge in picture.badges:
        letter = say(f"genogram.badge.{badge.kind}", language)
        yield Written(f"letter_{badge.kind}", badge.at.x, badge.at.y, letter)


def _members(
    people: Iterable[PersonSaid], on: dt.date, *, lines: dict[str, int] | None = None
) -> tuple[Member, ...]:
    return tuple(
        Member(
            key=str(one.member),
            kin=one.kin,
            sex=Sex(one.sex) if one.sex in list(Sex) else Sex.NOT_SAID,
            age=on.year - one.birth_year if one.birth_year else None,
            is_deceased=one.is_deceased,
            is_adopted=one.is_adopted,
            lives_here=one.lives_here,
            is_away=one.is_away,
            away_place=one.away_place,
            away_since=one.away_since,
            cares=one.cares,
            is_entrusted=one.is_entrusted,
            partnership=one.partnership,
            lines=(lines or {}).get(str(one.member), 1),
        )
        for one in people
    )


def _ties(bonds: Iterable[BondSaid]) -> tuple[Tie, ...]:
    return tuple(Tie(one=str(one.one), other=str(one.other), bond=one.bond) for one in bonds)
