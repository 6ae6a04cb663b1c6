"""The build step: compiles the matching index so that the installed program only has to read it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MatchingIndexHook(BuildHookInterface):  # type: ignore[misc, type-arg]
    """Writes `knowledge/data/matching.bin`; it goes into the wheel and lies ready after an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the index from the data beside it. `version` is "standard" or "editable"."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from knowledge.matching.compile import write_index  # noqa: PLC0415 - only importable from the root

            path = write_index()
        finally:
            sys.path.remove(str(root))
        build_data["artifacts"].append(f"/{path.relative_to(root).as_posix()}")
