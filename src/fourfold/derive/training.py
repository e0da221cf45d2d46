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
    "language-models": "; state its `modality` if it is not",
    "text-to-image-models": "; state its `modality` if it is not",
    "foundation-models": "; state `foundation-model: false` if it is not",
}


def _of_another_sort(case: Case, clause: Clause) -> FactStated | None:
    """Return the fact by which the new model is none of the sort that a ban means."""
    models = clause.parameters.models
    if models == "foundation-models" and case.situation.fact("foundation-model") is False:
        return FactStated("the new model", "foundation-model", "false")
    modality = case.situation.fact("modality")
    if (
        models in {"language-models", "text-to-image-models"}
        and modality is not None
        and is_meant(modality, models) is False
    ):
        return FactStated("the new model", "modality", str(modality))
    return None


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
    apart = _of_another_sort(case, clause)
    if apart is not None:
        return Step("the new model is none of those that the ban means", "training-allowed", (cited, apart))
    if clause.parameters.models == "competing-models":
        fact = case.situation.fact("competing")
        if fact is False:
            stated = FactStated("the new thing", "competing", "false")
            return Step("the new model is said not to compete", "training-allowed", (cited, stated))
        because = (
            cited,
            Assumption("a model trained on the outputs may compete; state `competing: false` if it does not"),
        )
    else:
        tell = _TOLD_BY.get(clause.parameters.models, "")
        meant = f"the new model is one of those the ban means ({clause.parameters.models or 'any'}){tell}"
        because = (cited, Assumption(meant))
    claim = f"{case.inbound.label} does not let its outputs train this model"
    return Step(claim, "trained-on-restricted-outputs", because, Verdict.CONFLICT)
