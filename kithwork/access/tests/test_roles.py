"""The matrix of roles against its own table, written out here once more and independently.

R read, W write, S sign; then the scope; then, after a colon, the form where it is not the record
itself; `c` only with consent, `b` only by breaking the glass. An empty cell is closed. To write
answers is to key in a form from paper: whoever reads them in full may.
"""

import pytest

from kithwork.access.roles import CONSOLE, ROLES, Form, Grant, Need, Role, Scope, Section, Verb
from kithwork.access.roles.matrix import role_named

MATRIX = """
identity    | worker R school, W own | supervisor R school | aid_officer R school | manager R school
            | homeroom R own_class | tutor R own_class | safeguard R school | psych R referred
marks       | worker R school | supervisor R school | aid_officer R school:aid_fields
            | manager R school:counts | homeroom R own_class, W own_class
            | tutor R own_class, W own_class | safeguard R alert | psych R referred
            | researcher R school:pseudonymous c
answers     | worker R own, W own | supervisor R team, W team
            | safeguard R alert:alerting_item | psych R referred, W referred
            | researcher R school:pseudonymous c
needs       | worker R school | supervisor R team | aid_officer R school:material_needs c
            | psych R referred
bands       | worker R school, W school | supervisor R school, W school | aid_officer R own, W own
            | manager R school:counts
aid         | worker R own c | supervisor R team c | aid_officer R school, W school
            | manager R school:counts | homeroom R own_class:task | tutor R own_class:task
            | researcher R school:pseudonymous c
case_exists | worker R own | supervisor R team | aid_officer R school c | manager R school:counts
            | homeroom R own_class c | tutor R own_class c | safeguard R alert | psych R referred
case        | worker R own, W own | supervisor R team, S team | manager R school b
            | safeguard R alert:alert_part | psych R referred:referred_part
            | researcher R school:de_identified c | administrator R school b
            | auditor R listed:de_identified
restricted  | worker R listed, W listed | supervisor R listed, W listed | manager R school b
            | safeguard R school, W school | psych R listed, W listed
alerts      | worker R own, W own | supervisor R team, W team | manager R school:counts
            | homeroom R own_class:told_to_act | tutor R own_class:told_to_act
            | safeguard R school, W school | psych R referred, W referred
aggregates  | worker R school | supervisor R school | aid_officer R school | manager R school
            | homeroom R own_class:ten_or_more | tutor R own_class:ten_or_more | safeguard R school
            | psych R school | researcher R school | administrator R school | funder R school
            | auditor R school
campaigns   | worker W school | supervisor W school | aid_officer W school | manager W school
export      | worker R own | supervisor R team | aid_officer R own
accounts    | supervisor W team | manager R school | administrator R school, W school
audit       | worker R own | supervisor R team | manager R school | safeguard R school
            | administrator R school:no_content
"""


def _written() -> dict[tuple[str, str], set[str]]:
    cells: dict[tuple[str, str], set[str]] = {}
    section = ""
    for line in MATRIX.strip().splitlines():
        first, *rest = (part.strip() for part in line.split("|"))
        section = first or section
        for cell in rest:
            role, _, grants = cell.partition(" ")
            cells[section, role] = {grant.strip() for grant in grants.split(",")}
    return cells


def _said(grant: Grant) -> str:
    form = "" if grant.form == Form.FULL else f":{grant.form.value}"
    needs = "".join(f" {'c' if need == Need.CONSENT else 'b'}" for need in grant.needs)
    return f"{grant.verb.value[0].upper()} {grant.scope.value}{form}{needs}"


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(role, section):
    said = {_said(grant) for grant in ROLES[role].grants(section)}
    assert said == _written().get((section.value, role), set())


def test_every_section_is_an_attribute_of_every_role():
    for role in ROLES.values():
        named = {name for cls in role.__mro__ for name in vars(cls) if not name.startswith("_")}
        assert named - {"code", "grants"} == {section.value for section in Section}


def test_a_role_that_is_not_known_allows_nothing():
    assert role_named("headmaster") is Role
    assert not any(Role.grants(section) for section in Section)


def test_nobody_is_posted_as_the_console():
    assert CONSOLE.code not in ROLES
    assert Scope.EVERYWHERE not in {
        grant.scope
        for role in ROLES.values()
        for section in Section
        for grant in role.grants(section)
    }


def test_case_content_reaches_managers_and_administrators_only_through_broken_glass():
    for role in (ROLES["manager"], ROLES["administrator"]):
        for section in (Section.CASE, Section.RESTRICTED, Section.ANSWERS):
            for grant in role.grants(section):
                assert Need.BREAK_GLASS in grant.needs
                assert grant.verb == Verb.READ
