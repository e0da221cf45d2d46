"""Does the upstream limit what its outputs, or it, may train?"""

from __future__ import annotations

from fourfold.derive.base import NOTHING, Answer, Case, Manner
from fourfold.explain import Assumption, FactStated, Step
from fourfold.license import Clause
from fourfold.modality import is_meant
from fourfold.terms import Effect, Reach, Verdict


def ask(case: Case) -> Answer:
    """Return a step against for each ban on training that meets the new model."""
    if case.situation.passage.reach not in {Reach.EXTRACT, Reach.LEARN} or case.situation.kind not in {
        "",
        "model",
        "service",
    }:
        return NOTHING
    steps = []
    for clause in case.inbound.of("output-training"):
        if (
            clause.effect is Effect.FORBID
            and clause.reaches & {Reach.EXTRACT, Reach.LEARN, Reach.OUTPUT}
            and case.in_purpose(clause)
        ):
            steps.append(_one(case, clause))
    return Answer(tuple(steps))


_TOLD_BY = {
    "language-models": "modality",
    "text-to-image-models": "modality",
    "foundation-models": "foundation-model",
    "competing-models": "competing",
}
"""The fact that tells whether a model is of a sort that bans mean."""
_TELL = {
    "modality": "; state its `modality` if it is not",
    "foundation-model": "; state `foundation-model: false` if it is not",
}


def _sort(case: Case, clause: Clause) -> tuple[bool | None, FactStated | None]:
    """Return whether the new model is of the sort that a ban means, and the fact that tells; none where nothing does."""
    name = _TOLD_BY.get(clause.parameters.models, "")
    value = case.situation.fact(name)
    if name == "modality":
        meant = None if value is None else is_meant(value, clause.parameters.models)
    else:
        meant = value if isinstance(value, bool) else None
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return meant, None if meant is None else FactStated("the new model", name, said)


def _one(case: Case, clause: Clause) -> Step:
    cited = case.inbound.cite(clause)
    own = {case.inbound.license.id, *clause.parameters.except_family}
    if clause.parameters.except_family and own & case.situation.family:
        family = FactStated("the new thing", "adapted from", ", ".join(sorted(own & case.situation.family)))
        return Step("the new model is of the family that the ban leaves out", "training-allowed", (cited, family))
    if clause.parameters.except_distilled and case.situation.passage.manner is Manner.DISTILLED:
        taken = Assumption(
            "it was made to perform like the model, and so counts as a derivative, which the ban leaves out"
        )
        return Step("the ban leaves out what is distilled from the model", "training-allowed", (cited, taken))
    meant, fact = _sort(case, clause)
    if meant is False and fact is not None:
        competing = fact.fact == "competing"
        says = (
            "the new model is said not to compete" if competing else "the new model is none of those that the ban means"
        )
        return Step(says, "training-allowed", (cited, fact))
    claim = f"{case.inbound.label} does not let its outputs train this model"
    because = (cited, fact or _taken(clause.parameters.models))
    return Step(claim, "trained-on-restricted-outputs", because, Verdict.CONFLICT)


def _taken(models: str) -> Assumption:
    """Return what is taken for granted of the new model where no fact tells."""
    name = _TOLD_BY.get(models, "")
    if name == "competing":
        return Assumption("a model trained on the outputs may compete; state `competing: false` if it does not")
    return Assumption(f"the new model is one of those the ban means ({models or 'any'}){_TELL.get(name, '')}")
