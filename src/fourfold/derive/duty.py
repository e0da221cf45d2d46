"""Which duties arrive, and is one of them said to be broken?"""

from __future__ import annotations

import re

from fourfold.derive.base import Answer, Case, Manner
from fourfold.derive.copyleft import SAME
from fourfold.explain import FactStated, Step
from fourfold.license import Clause
from fourfold.terms import Effect, Form, Verdict
from fourfold.threshold import passed

_BREACH = {
    "name-prefix": "name-prefix-missing",
    "banner": "notice-missing",
    "notice-file": "notice-missing",
    "attribution": "notice-missing",
    "document-changes": "notice-missing",
    "include-copyright": "notice-missing",
    "include-license": "license-text-missing",
    "disclose-source": "source-missing",
    "network-use-disclose": "network-copyleft",
    "relink": "relinking-prevented",
    "pass-on-terms": "use-restrictions-dropped",
}
LISTED = frozenset(
    {
        "field-of-use",
        "acceptable-use-policy",
        "non-commercial",
        "research-only",
        "internal-only",
        "computational-only",
        "no-competition",
        "persons",
        "output-use",
    }
)
"""Limits that are named beside the duties: who takes the thing on has to keep to them."""


def duties(case: Case) -> tuple[Clause, ...]:
    """Return the clauses that ask something of whoever passes the new thing on, or limit its users."""
    if case.situation.passage.manner is Manner.ASIDE:
        return ()
    found = []
    for clause in case.inbound.clauses:
        effect = clause.effect
        asked = effect in {Effect.REQUIRE, Effect.BIND} and clause.kind != "no-further-restrictions"
        if (
            (asked or (effect is Effect.FORBID and clause.kind in LISTED))
            and case.applies(clause)
            and not _lifted(case, clause)
            and _size(case, clause) is not False
        ):
            found.append(clause)
    return tuple(found)


def _lifted(case: Case, clause: Clause) -> bool:
    """Return whether a same-licence condition is met by other terms, and so asks nothing more."""
    return clause.kind in SAME and case.outbound is not None and not case.same


def _size(case: Case, clause: Clause) -> bool | None:
    return passed(clause, case.situation.monthly_active_users, case.situation.annual_revenue_usd)


def ask(case: Case) -> Answer:
    """Return a step against for each duty that the publisher says is not met."""
    due = (clause for clause in duties(case) if _size(case, clause))
    steps = [step for clause in due if (step := _breach(case, clause))]
    return Answer(tuple(steps))


def _breach(case: Case, clause: Clause) -> Step | None:
    name = case.kind(clause).fact
    if not name:
        return None
    if clause.kind == "notice-file" and clause.parameters.sentence and case.situation.fact(name) is None:
        name = "attribution"  # a set sentence credits its licensor, whatever file it stands in
    value = case.situation.fact(name)
    if value is None or value is True:
        return None
    if clause.kind == "name-prefix" and isinstance(value, str):
        if has_word(value, clause):
            return None
    elif value is not False:
        return None
    if clause.kind == "network-use-disclose" and case.situation.form is not Form.SAAS:
        return None
    because = (
        case.inbound.cite(clause),
        FactStated("the new thing", name, str(value).lower() if value is False else str(value)),
    )
    rule = _BREACH.get(clause.kind, "duty-not-met")
    return Step(
        f"{case.inbound.label} asks for this and it is not done: {case.kind(clause).label}",
        rule,
        because,
        Verdict.CONFLICT,
    )


def has_word(name: str, clause: Clause) -> bool:
    """Return whether a name has the word that a clause asks for, where it asks for it; who publishes it is no part of the name.

    Parameters
    ----------
    name : str
        Such as ``acme/Llama-3-Chat``.
    clause : Clause
        With the word.
    """
    word, called = plain_name(clause.parameters.prefix), plain_name(name.rsplit("/", 1)[-1])
    return word in called if clause.parameters.anywhere else called.startswith(word)


def plain_name(name: str) -> str:
    """Return a name's letters and digits alone: "Llama 3" is met by Llama-3-Chat and by Llama3-Chat.

    Examples
    --------
    >>> plain_name("Llama 3")
    'llama3'
    """
    return re.sub(r"[-_\s]+", "", name.lower())
