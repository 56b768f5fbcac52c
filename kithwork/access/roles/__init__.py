"""Who may see and do what: the matrix of roles, a class a role, and the words it is written in.

    from kithwork.access.roles import ROLES, Form, Scope, Section, Verb

Guards, queries and actions ask `kithwork.access.permissions`, which joins this with postings.
"""

from kithwork.access.roles.matrix import CONSOLE, ROLES, Role, role_named
from kithwork.access.roles.words import Form, Grant, Need, Scope, Section, Verb

__all__ = [
    "CONSOLE",
    "ROLES",
    "Form",
    "Grant",
    "Need",
    "Role",
    "Scope",
    "Section",
    "Verb",
    "role_named",
]
