"""Put the built catalogues into the wheel, since git does not keep them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # the plugin's own base takes a parameter only for its authors
    """Build every language, then name the files as artifacts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # Any: the plugin's contract
        """Run before the wheel or the source archive is put together."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from pupitre.locale.build import build, languages

        for language in languages():
            built = build(language)
            build_data["artifacts"].append(f"/{built.relative_to(self.root).as_posix()}")
