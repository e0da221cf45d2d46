"""Build hook: compile the licence files, so that a short command need not parse hundreds of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the compiled catalogue before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, for wheels, editable installs and sdists alike."""
        del version
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from fourfold.curation import compile_catalogue
        from fourfold.store import render

        for name, text in render(compile_catalogue(root / "data")).items():
            (root / "data" / name).write_text(text, encoding="utf-8")
            build_data["artifacts"].append(f"data/{name}")
