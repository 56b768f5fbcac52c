"""`manage flush`, only where it cannot destroy a trail: on a database made for tests."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from kithwork.audit.immutable import lifted


class Command(flush.Command):
    """Empty a test database; refuse to empty any other."""

    def handle(self, **options: Any) -> None:
        using = options["database"]
        if not _is_for_tests(using):
            raise CommandError(
                "flush would delete every file and the audit trail. To start over, choose"
                " another KITHWORK_HOME, or restore a backup into an empty one."
            )
        with lifted(using):
            super().handle(**options)


def _is_for_tests(using: str) -> bool:
    return Path(str(connections[using].settings_dict["NAME"])).name.startswith("test")
