"""What stands at the gate of a repository of the Hub: a licence, a pointer to the card's own, or terms that nobody here has read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from fourfold.artifact import Claim, Diagnostic
from fourfold.catalogue import catalogue
from fourfold.expression import atoms, parse
from fourfold.identify import identify
from fourfold.license import License
from fourfold.read.base import Located
from fourfold.read.hearsay import POINTING, words_of
from fourfold.read.texts import LONGEST
from fourfold.terms import Grade

GATED = "LicenseRef-gated-terms"
"""What is said to bind where users are asked to accept terms that nobody here has read."""
SHOWN = 100
"""Characters of a gate's words that are shown."""
_EU = "extra_gated_eu_disallowed"
_TEXTS = ("extra_gated_heading", "extra_gated_description", "extra_gated_prompt")
_ASKING = POINTING | frozenset(
    ["accept", "accepting", "access", "acknowledge", "acknowledged", "address", "affiliation", "after", "agree", "agreement", "agreements", "allow", "are", "ask", "asked", "before", "button", "by", "clicking", "click", "community", "company", "conditions", "consent", "contact", "country", "data", "dataset", "date", "day", "days", "details", "email", "ensure", "enter", "face", "fill", "first", "form", "gated", "get", "gain", "google", "hf", "hour", "hours", "hub", "hugging", "huggingface", "i", "if", "immediately", "input", "institution", "join", "last", "log", "logged", "login", "many", "may", "me", "meta", "minutes", "model", "models", "my", "need", "now", "once", "open", "order", "organization", "our", "page", "personal", "please", "policy", "privacy", "process", "processed", "providing", "purposes", "questions", "read", "reading", "receive", "register", "request", "requested", "requests", "require", "required", "review", "reviewed", "share", "sharing", "sign", "so", "step", "submit", "submitting", "take", "team", "thank", "thanks", "that", "to", "us", "usage", "use", "user", "users", "using", "visit", "want", "we", "weights", "welcome", "what", "who", "will", "would"]
)  # fmt: skip
"""Words by which a gate asks who comes, or to accept the licence; whatever else stands there may be terms."""


_LIMITS = {
    "non-commercial": frozenset({"non", "noncommercial", "commercial", "only"}),
    "research-only": frozenset({"research", "only"}),
}
"""Words of a limit that a licence has as well."""


def at_gate(located: Located, stated: Sequence[str], diagnostics: list[Diagnostic]) -> Iterator[Claim]:
    """Yield the licences that users are asked to accept before they get the files, and terms unread.

    Parameters
    ----------
    located : Located
        The card's head, a mapping.
    stated : sequence of str
        What the card calls its licence, and where it says that is to be found; what a gate says of that one is no other terms.
    diagnostics : list of Diagnostic
        Where it is told what is asked.
    """
    card: dict[str, Any] = located.value
    own = list(_licenses(stated))
    asked = list(_asked(card))
    is_about = any(_is_about(text, stated, own) for _, text in asked)  # then so are the boxes to tick below it
    allowed = _ASKING.union(*(_LIMITS[clause.kind] for one in own for clause in one.clauses if clause.kind in _LIMITS))
    for key, text in asked:
        place = located.place(f"/{key}")
        found = identify(text) if len(text) <= LONGEST else None  # as long as that is no licence
        if found is not None and found.named:
            for named in dict.fromkeys([found.license, *(part.license for part in found.parts)]):
                if named:
                    yield Claim(named, Grade.C, f"card metadata, {key}: {found.says}", place=place)
        elif _names_territory(own) if key == _EU else is_about or _is_plain(text, allowed):
            says = f"{key} asks users for something before they get the files: {begun(text)}"
            diagnostics.append(Diagnostic("gated", says, place))
        else:
            says = f"{key} asks users to accept terms before they get the files; nobody read them: {begun(text)}"
            diagnostics.append(Diagnostic("gated-terms-unread", says, place))
            yield Claim(GATED, Grade.C, f"card metadata, {key}", place=place)


def _asked(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a gate says, by its key: texts, and boxes to tick."""
    for key in _TEXTS:
        text = str(card.get(key) or "").strip()
        # a heading says hello; only what goes beyond that is asked for
        if text and (key == "extra_gated_prompt" or not _is_plain(text)):
            yield key, text
    fields = card.get("extra_gated_fields")
    for label, field in fields.items() if isinstance(fields, dict) else ():
        kind = field.get("type") if isinstance(field, dict) else field
        if str(kind).lower() == "checkbox":
            yield "extra_gated_fields", str(label)
    if card.get(_EU):
        yield _EU, "users in the EU get no access"


def _licenses(stated: Iterable[str]) -> Iterator[License]:
    """Yield the licences that words mean or may mean."""
    for words in filter(None, stated):
        for atom in atoms(parse(words)):
            for id_ in (atom.license,) if atom.known else atom.candidates if atom.ambiguous else ():
                licence = catalogue().get(id_)
                if licence is not None:
                    yield licence


def _names_territory(own: Sequence[License]) -> bool:
    return bool(own) and all(any(clause.kind == "territory" for clause in licence.clauses) for licence in own)


def _is_about(text: str, stated: Sequence[str], own: Sequence[License]) -> bool:
    """Whether a text speaks of the card's own licence, which has limits: what it says of these is what the licence says."""
    kinds = catalogue().kinds
    limited = [one for one in own if any(kinds[c.kind].limits or kinds[c.kind].denies for c in one.clauses if c.effect)]
    if not limited:
        return False
    plain = _letters(text)
    names = {*stated, *(name for one in limited for name in (one.short, one.name, *one.aliases, *one.hub))}
    return any(len(name) >= 5 and name in plain for name in map(_letters, names))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _is_plain(text: str, allowed: Collection[str] = _ASKING) -> bool:
    """Whether a text asks no more than who comes, or to accept the licence."""
    return all(word in allowed for word in words_of(text))


def begun(text: str) -> str:
    """Return the beginning of a text, in one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}..."
