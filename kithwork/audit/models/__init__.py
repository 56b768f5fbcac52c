"""The trail and its seals."""

from kithwork.audit.models.events import AuditEvent, Verb
from kithwork.audit.models.seals import AuditSeal

__all__ = ["AuditEvent", "AuditSeal", "Verb"]
