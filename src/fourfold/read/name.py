"""What a release is called where its document does not say."""

from __future__ import annotations

from pathlib import PurePath

_ENDINGS = frozenset(
    {".json", ".jsonld", ".xml", ".yml", ".yaml", ".toml", ".cdx", ".spdx", ".spdx3", ".sbom", ".bom", ".tagvalue", ".gz", ".xz",
     ".bz2", ".zst", ".croissant"}
)  # fmt: skip


def name_from(file: str) -> str:
    """Return a name for what a file describes, where the document gives none.

    Examples
    --------
    >>> name_from("dist/acme-chat-1.2.cdx.json.gz")
    'acme-chat-1.2'
    """
    path = PurePath(file)
    if file == "-":
        return "standard input"
    while path.suffix.lower() in _ENDINGS:
        path = path.with_suffix("")
    return path.name or file
