"""A report made by hand, so that what renders it is tested without the analysis and its data."""

from __future__ import annotations

from fourfold.artifact import Context
from fourfold.explain import ClauseCited, LicenseDeclared, RelationRecorded, Step
from fourfold.license import Clause
from fourfold.place import Place
from fourfold.terms import (
    Confidence,
    Effect,
    Extent,
    Form,
    Freedom,
    Profile,
    Purpose,
    Reach,
    Role,
    Severity,
    Verdict,
)
from fourfold.verdict import ArtifactState, Duty, Finding, FreedomState, MixRow, Report

NASTY = '<img src=x onerror=alert(1)> "&|`*_[x](javascript:1) @all'
"""A name that wants to be markup in every format."""

CLAUSE = Clause(
    "acceptable-use-policy",
    Effect.FORBID,
    frozenset({Reach.KEEP}),
    section="1.b.iv",
    says="Use must comply with the use policy.",
)
PLACE = Place("bom.json", 41, "/components/3/licenses/0")
CITED = ClauseCited("LicenseRef-Acme-1.0", "Acme 1.0", CLAUSE)


def finding(
    name="0123456789ab",
    rule="policy-condition",
    verdict=Verdict.CONFLICT,
    severity=Severity.ERROR,
    subject="acme/chat",
    place=PLACE,
    shipped=True,
):
    """Return a finding with a clause, a path and two pieces of evidence."""
    message = f"{subject} is under Acme 1.0; the policy denies conditions of the kind aup"
    because = (
        RelationRecorded(subject, "finetuned-from", "acme/base", Place("bom.json", 90, "/dependencies/0")),
        LicenseDeclared(subject, "MIT", "C", Place("bom.json", 41, "/components/3/licenses/0")),
        CITED,
    )
    return Finding(
        name,
        rule,
        verdict,
        severity,
        Confidence.HIGH,
        subject,
        message,
        (subject, "finetuned-from", "acme/base"),
        place,
        Step(message, rule, because, verdict),
        {"text": Verdict.OK, "cautious": Verdict.CONFLICT},
        ("replace it", "or have it approved"),
        shipped,
    )


def freedoms(extent=Extent.PARTIAL, because=("0123456789ab",)):
    """Return four freedoms, of which study is whole and use could get worse."""
    return {
        freedom: FreedomState(
            Extent.GRANTED if freedom is Freedom.STUDY else extent, Extent.GRANTED, because, freedom is Freedom.USE
        )
        for freedom in Freedom
    }


def report(findings=None, name="acme-chat 2.1", **changes):
    """Return a report with a conflict, an open question, a note upstream, duties, a mix and something ignored."""
    if findings is None:
        findings = (
            finding(),
            finding("111111111111", "policy-license", Verdict.CONTESTED, Severity.WARNING, place=Place("bom.json")),
            finding("222222222222", "policy-freedom", Verdict.UNKNOWN, subject=NASTY, place=Place()),
            finding("333333333333", "ignore-unused", Verdict.OK, Severity.NOTE, shipped=False),
        )
    ignored = {
        **finding("444444444444").to_dict(),
        "reason": "Legal, ticket 512",
        "by": "jd@acme.example",
        "until": "2027-01-31",
    }
    values = {
        "name": name,
        "context": Context(Form.RAW, Purpose.COMMERCIAL, Role.DISTRIBUTOR, ("DE", "FR"), 1000, 2.5e6),
        "profile": Profile.TEXT,
        "verdict": Verdict.CONFLICT,
        "exit_code": 1,
        "cause": "1 conflict, as of 2026-11-21",
        "freedoms": freedoms(),
        "artifacts": (
            ArtifactState(
                "acme/chat",
                "model",
                "MIT",
                "MIT",
                "C",
                "MIT AND LicenseRef-Acme-1.0",
                True,
                freedoms(),
                Place("bom.json", 40),
            ),
            ArtifactState(NASTY, "", "", "", "", "", False, freedoms(Extent.UNKNOWN), Place("bom.json", 60)),
        ),
        "relations": 1,
        "findings": tuple(findings),
        "duties": (
            Duty("include-license", "MIT", "acme/chat", "Give the text.", CITED),
            Duty("include-license", "MIT", NASTY, "Give the text.", CITED),
            Duty("attribution", "CC-BY-4.0", "acme/chat", "Name the author.", CITED, "weights-contain-data"),
        ),
        "mix": (
            MixRow("MIT AND LicenseRef-Acme-1.0", 1, 1, ("model",), {"C": 1}),
            MixRow("(none stated)", 1, 0, (), {}),
        ),
        "tool": {"name": "fourfold", "version": "0.0.0", "data": "2026.11.0", "digest": "0" * 12},
        "source": "CycloneDX 1.6",
        "ignored": (ignored,),
        "decided_by": ("acme/chat: use partial, by Acme 1.0",),
    }
    return Report(**{**values, **changes})
