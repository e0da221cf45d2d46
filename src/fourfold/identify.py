"""Which licence is this text? By its words, not by its name (DESIGN 3, Identity).

Fingerprints ship, texts do not: for each text the digest of its normalised words, and hashes of its five-word shingles.
A text whose words are all there is that licence; one that is near it is *modified*, and the words that
the licence does not have are named.
"""

from __future__ import annotations

import base64
import json
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b, sha256
from typing import Any

from fourfold.catalogue import catalogue, data_root

SHINGLE = 5
"""Words in one shingle."""
FULL_BELOW = 1500
"""Texts with fewer words keep every shingle; longer ones keep one in :data:`SAMPLE`."""
SAMPLE = 4
NEAR = 0.6
"""Share of shingles in common from which a text counts as a modified one."""
SAME = 0.995
"""Share from which differences are taken for typography, if no word is foreign to the licence."""

_FOLD = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "©": "(c)"})
_COPYRIGHT = re.compile(r"(?im)^[\W_]*(?:copyright|\(c\)|©)\b.*$|^[\W_]*all rights reserved\.?[\W_]*$")
_URL = re.compile(r"https?://\S+")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Identified:
    """What a text was found to be."""

    license: str | None
    """The licence id, if the text is that licence."""
    nearest: str | None
    """The id of the licence that it is a modified form of, or just the nearest one above the threshold."""
    score: float
    """Share of the shingles of both texts that they have in common, 0 to 1."""
    differences: tuple[str, ...] = ()
    """Passages of the text that the nearest licence does not have, in order."""
    missing: int = 0
    """Shingles of the licence that the text does not have."""
    family: tuple[str, ...] = ()
    """All licences that share this very text, such as ``GPL-2.0-only`` and ``-or-later``."""

    @property
    def says(self) -> str:
        """What was found, in words (str)."""
        if self.license:
            return f"text of {self.license}"
        if self.nearest:
            return f"modified text of {self.nearest} ({self.score:.0%} alike)"
        return "text of no licence that is known"

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``fourfold identify --format json`` prints."""
        return {
            "license": self.license,
            "nearest": self.nearest,
            "modified": self.license is None and self.nearest is not None,
            "score": round(self.score, 4),
            "differences": list(self.differences),
            "missing": self.missing,
            "same_text": list(self.family),
        }


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are compared: lower case, no punctuation, no copyright lines, no addresses."""
    plain = _COPYRIGHT.sub(" ", text.translate(_FOLD))
    return _WORD.findall(_URL.sub(" ", plain).lower())


def shingles(words: Sequence[str]) -> list[int]:
    """Return a 32-bit hash for each run of :data:`SHINGLE` words."""
    return [
        int.from_bytes(blake2b(" ".join(words[i : i + SHINGLE]).encode(), digest_size=4).digest(), "big")
        for i in range(max(1, len(words) - SHINGLE + 1))
    ]


def fingerprint(text: str) -> dict[str, Any]:
    """Return what ships of a text: digest, word count and shingle hashes."""
    words = tokens(text)
    hashes = sorted(set(shingles(words)))
    rate = 1 if len(words) < FULL_BELOW else SAMPLE
    kept = [value for value in hashes if value % rate == 0]
    packed = base64.b64encode(struct.pack(f">{len(kept)}I", *kept)).decode()
    return {"digest": digest(words), "words": len(words), "rate": rate, "shingles": packed}


def digest(words: Sequence[str]) -> str:
    """Return the SHA-256 of normalised words."""
    return sha256(" ".join(words).encode()).hexdigest()


@cache
def _fingerprints() -> Mapping[str, tuple[str, int, int, frozenset[int]]]:
    raw = json.loads((data_root() / "fingerprints.json").read_bytes())
    out = {}
    for license_id, entry in raw["texts"].items():
        blob = base64.b64decode(entry["shingles"])
        values = frozenset(struct.unpack(f">{len(blob) // 4}I", blob))
        out[license_id] = (entry["digest"], entry["words"], entry["rate"], values)
    return out


def identify(text: str) -> Identified:
    """Name the licence of a text.

    Parameters
    ----------
    text : str
        The text, however it is wrapped and quoted and whoever's copyright line it has.

    Returns
    -------
    Identified
        With ``license`` set only if no word of substance differs.

    Examples
    --------
    >>> identify("You may do what you like.").license is None
    True
    """
    words = tokens(text)
    if not words:
        return Identified(None, None, 0.0)
    known = _fingerprints()
    whole = digest(words)
    same = tuple(sorted(i for i, (known_digest, *_) in known.items() if known_digest == whole))
    if same:
        return Identified(_preferred(same), _preferred(same), 1.0, family=same)
    hashes = shingles(words)
    scores = {i: _score(set(hashes), *entry[2:]) for i, entry in known.items()}
    best = max(scores, key=lambda i: (scores[i], i))
    if scores[best] < NEAR:
        return Identified(None, None, scores[best])
    _, _, rate, held = known[best]
    foreign = _foreign(words, hashes, held, rate)
    missing = len(held - set(hashes))
    if not foreign and missing <= len(held) * (1 - SAME):
        return Identified(best, best, scores[best])
    return Identified(None, best, scores[best], foreign, missing)


def _preferred(same: Sequence[str]) -> str:
    """Among licences that share one text, the one that the text alone supports: not ``-or-later``, which a notice adds."""
    plain = [i for i in same if not i.endswith("-or-later")]
    return plain[0] if plain else same[0]


def _score(found: set[int], rate: int, held: frozenset[int]) -> float:
    sampled = {value for value in found if value % rate == 0} if rate > 1 else found
    union = len(sampled | held)
    return len(sampled & held) / union if union else 0.0


def _foreign(words: Sequence[str], hashes: Sequence[int], held: frozenset[int], rate: int) -> tuple[str, ...]:
    """Return the passages all of whose shingles are foreign to the licence."""
    known = [False] * len(words)
    for i, value in enumerate(hashes):
        if value in held or value % rate:
            for j in range(i, min(i + SHINGLE, len(words))):
                known[j] = True
    passages: list[list[str]] = []
    inside = False
    for word, is_known in zip(words, known, strict=True):
        if is_known:
            inside = False
            continue
        if not inside:
            passages.append([])
        passages[-1].append(word)
        inside = True
    return tuple(" ".join(passage) for passage in passages)


def licenses_with_texts() -> int:
    """Return how many licences can be named by their text."""
    return len(_fingerprints())


def steward_name(license_id: str) -> str:
    """Return the name of an identified licence."""
    licence = catalogue().get(license_id)
    return licence.name if licence else license_id
