"""What ScanCode found in one file, and what that is worth as evidence.

The same for its Python interface and for a file's entry in its JSON output (versions 3 and 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fourfold.catalogue import catalogue
from fourfold.expression import atoms, parse
from fourfold.terms import Grade

LEAST = 90.0
"""Score, 0 to 100, from which a match is a claim; what is below is told and not taken."""
_EXACT = frozenset({"1-hash", "1-spdx-id", "2-aho"})
"""Matchers that only know a rule word for word."""
_SIDE = re.compile(r"(?i)^[\W_]*$|copyright|\(c\)|©|all rights reserved")
"""Lines that may stand beside a licence text and leave it whole."""
_STATES_NOTHING = frozenset({"Unstated License", "CLA"})
"""Categories of words that are about licences, and are no licence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A licence that stands in a file."""

    license: str
    """The expression, in SPDX ids and ScanCode's own."""
    grade: Grade
    """A for a file that is the licence's whole text, else B."""
    line: int | None
    tagged: bool
    """It is an SPDX header: words of the file about itself."""
    score: float
    """ScanCode's, 0 to 100; the lowest of the matches that it rests on."""
    elsewhere: str = ""
    """Another file, to which this one only points."""

    @property
    def says(self) -> str:
        """Who says so, for the claim's source (str)."""
        what = "licence text" if self.grade is Grade.A else "SPDX header" if self.tagged else "notice"
        where = f", which stands in {self.elsewhere}" if self.elsewhere else ""
        return f"ScanCode: {what}{where} (score {self.score:g})"


@dataclass(frozen=True, slots=True)
class Seen:
    """All that ScanCode said of one file."""

    found: tuple[Found, ...] = ()
    weak: tuple[tuple[str, float, int | None], ...] = ()
    """Matches below :data:`LEAST`: words, score, line."""
    vague: tuple[int | None, ...] = ()
    """Lines that speak of a licence without saying which."""

    @property
    def whole(self) -> bool:
        """Whether the file is a licence text and nothing else (bool)."""
        return bool(self.found) and all(found.grade is Grade.A for found in self.found)


def read_file(entry: Mapping[str, Any], path: str = "", text: str = "") -> Seen:
    """Weigh what was found in one file.

    Parameters
    ----------
    entry : mapping
        What ``scancode.api.get_licenses`` returns, or an entry of ``files`` in the JSON output.
    path : str, optional
        The entry's own path, as its matches name it.
    text : str, optional
        The file's content, if it is at hand: copyright lines beside a licence text leave it whole.
    """
    found: list[Found] = []
    weak: list[tuple[str, float, int | None]] = []
    vague: list[int | None] = []
    grade = Grade.A if _whole(entry, text) else Grade.B
    for detection in _objects(entry.get("license_detections")):
        matches = list(_objects(detection.get("matches")))
        strong = [match for match in matches if _score(match) >= LEAST]
        weak += [(_words(match), _score(match), _line(match)) for match in matches if _score(match) < LEAST]
        stating = [match for match in strong if states(_words(match))]
        if not stating:
            vague += [_line(match) for match in strong]
            continue
        of_all = _words(detection) if len(stating) == len(matches) else ""
        words = _alone(entry, detection, stating, matches) or of_all or _joined(stating)
        tagged = all(match.get("matcher") == "1-spdx-id" for match in stating)
        found.append(Found(words, grade, _line(stating[0]), tagged, min(map(_score, stating)), _other(stating, path)))
    weak += [(_words(match), _score(match), _line(match)) for match in _objects(entry.get("license_clues"))]
    return Seen(tuple(found), tuple(weak), tuple(vague))


@lru_cache(maxsize=4096)
def states(words: str) -> bool:
    """Whether an expression names terms, and does not just say that there are some somewhere.

    Examples
    --------
    >>> states("MIT"), states("LicenseRef-scancode-unknown-license-reference")
    (True, False)
    """
    known = catalogue()
    for atom in atoms(parse(words, known)):
        license_ = known.get(atom.license)
        if license_ is None or not license_.category or license_.category not in _STATES_NOTHING:
            return True
    return False


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    yield from (item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict))


def _score(match: Mapping[str, Any]) -> float:
    value = match.get("score")
    return float(value) if isinstance(value, int | float) else 0.0


def _line(match: Mapping[str, Any]) -> int | None:
    value = match.get("start_line")
    return value if isinstance(value, int) and value > 0 else None


def _words(value: Mapping[str, Any]) -> str:
    """Return an expression in SPDX ids, which the first outputs of version 3 do not give for each match."""
    for key in ("license_expression_spdx", "spdx_license_expression", "license_expression"):
        words = value.get(key)
        if isinstance(words, str) and words.strip():
            return words.strip()
    return ""


def _alone(
    entry: Mapping[str, Any],
    detection: Mapping[str, Any],
    stating: list[Mapping[str, Any]],
    matches: list[Mapping[str, Any]],
) -> str:
    """Return the file's own expression in SPDX ids, where all of it comes from this one detection."""
    words = entry.get("detected_license_expression_spdx")
    same = entry.get("detected_license_expression") == detection.get("license_expression")
    return words if isinstance(words, str) and same and len(stating) == len(matches) else ""


def _joined(matches: list[Mapping[str, Any]]) -> str:
    words = list(dict.fromkeys(filter(None, map(_words, matches))))
    return words[0] if len(words) == 1 else " AND ".join(f"({word})" if " " in word else word for word in words)


def _other(matches: list[Mapping[str, Any]], path: str) -> str:
    files = {str(match["from_file"]) for match in matches if match.get("from_file")}
    return min(files) if path and files and path not in files else ""


def _whole(entry: Mapping[str, Any], text: str) -> bool:
    """Whether a file is nothing but licence texts, each of them word for word and complete."""
    matches = [match for found in _objects(entry.get("license_detections")) for match in _objects(found.get("matches"))]
    if not matches or any(_objects(entry.get("license_clues"))) or not all(map(_is_text, matches)):
        return False
    if entry.get("percentage_of_license_text") == 100:
        return True
    if not text:
        return False
    held = {line for match in matches for line in _range(match)}
    return all(_SIDE.search(line) for number, line in enumerate(text.splitlines(), 1) if number not in held)


def _is_text(match: Mapping[str, Any]) -> bool:
    """Whether a match is a whole licence text; rules of that ending are the texts themselves."""
    whole = str(match.get("rule_identifier", "")).endswith(".LICENSE") and match.get("matcher") in _EXACT
    return whole and match.get("match_coverage") == 100 and _score(match) == 100


def _range(match: Mapping[str, Any]) -> range:
    first, last = match.get("start_line"), match.get("end_line")
    return range(first, last + 1) if isinstance(first, int) and isinstance(last, int) else range(0)
