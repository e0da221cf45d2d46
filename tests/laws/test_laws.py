"""Laws as properties: what must hold of every lineage and every pair of licences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from fourfold import analyse
from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.compatibility import passage_of, situation
from fourfold.explain import LicenseDeclared, RelationRecorded
from fourfold.expression import And, Atom, Or
from fourfold.freedoms import granted
from fourfold.graph import LicenseGraph, graph
from fourfold.terms import Effect, Freedom, Kind, Reach, Verb, Verdict

LICENSES = (
    "MIT", "Apache-2.0", "GPL-2.0-only", "GPL-3.0-only", "AGPL-3.0-only", "MPL-2.0", "LGPL-2.1-only", "CC0-1.0", "CC-BY-4.0",
    "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "ODbL-1.0", "CDLA-Permissive-2.0", "LicenseRef-scancode-llama-3.1-license-2024",
    "LicenseRef-scancode-stable-diffusion-2022-08-22", "LicenseRef-scancode-gemma-tou-2024-04-01", "OpenMDW-1.0", "LicenseRef-nobody-knows",
)  # fmt: skip
QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
verbs = st.sampled_from(sorted(Verb))
licenses = st.sampled_from(LICENSES)


@st.composite
def bills(draw, most=6):
    """A lineage without circles: each artifact may come from earlier ones."""
    count = draw(st.integers(2, most))
    artifacts, relations = [], []
    for i in range(count):
        inherited = draw(st.booleans()) and i > 0
        license_id = draw(licenses)
        kind = draw(st.sampled_from([Kind.MODEL, Kind.DATASET, Kind.CODE]))
        artifacts.append(Artifact(f"a{i}", kind, () if inherited else (Claim(license_id),), inherited))
        for j in draw(st.sets(st.integers(0, i - 1), max_size=2)) if i else ():
            verb = draw(verbs)
            relations.append(Relation(f"a{i}", verb, f"a{j}", verb.value))
    return Bill("b", tuple(artifacts), tuple(relations))


@QUIET
@given(bills())
def test_the_same_input_gives_the_same_report(bill):
    assert check(bill).to_dict() == check(bill).to_dict()


@QUIET
@given(bills(), st.randoms())
def test_the_order_of_the_input_does_not_matter(bill, random):
    artifacts, relations = list(bill.artifacts), list(bill.relations)
    random.shuffle(artifacts)
    random.shuffle(relations)
    shuffled = check(replace(bill, artifacts=tuple(artifacts), relations=tuple(relations))).to_dict()
    straight = check(bill).to_dict()
    for report in (shuffled, straight):
        report["artifacts"].sort(key=lambda a: a["id"])
        report["obligations"].sort(key=str)
    assert shuffled["findings"] == straight["findings"]
    assert shuffled == straight


@QUIET
@given(bills(most=9), st.booleans())
def test_what_is_shared_between_artifacts_of_one_shape_is_what_each_would_get_alone(bill, lists):
    if lists:  # of such a bill it is asked as well whether what it is about links its parts
        bill = replace(bill, format="SPDX 2.3 JSON", lists=True)
    shared = check(bill).to_dict()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analyse, "shape_of", lambda _: None)
        assert check(bill).to_dict() == shared


def test_artifacts_of_one_shape_are_shared():
    """The law above would hold of an analysis that shares nothing."""
    names = [f"lib{i}" for i in range(50)]
    bill = Bill(
        "b",
        (
            Artifact("app", Kind.CODE, (Claim("GPL-3.0-only"),)),
            *(Artifact(n, Kind.CODE, (Claim("MIT"),)) for n in names),
        ),
        tuple(Relation("app", Verb.LINKS, name, "links") for name in names),
    )
    report = check(bill)
    assert len({id(state.freedoms) for state in report.artifacts}) < 3


@QUIET
@given(bills())
def test_an_explanation_is_sufficient(bill):
    """Drop all the input that a finding's tree does not name, ask again: the finding is still there with the same verdict."""
    report = check(bill)
    for finding in report.findings:
        if finding.verdict not in {Verdict.CONFLICT, Verdict.CONTESTED} or not finding.shipped:
            continue
        leaves = list(finding.explanation.leaves())
        relations = {(leaf.subject, leaf.verb, leaf.object) for leaf in leaves if isinstance(leaf, RelationRecorded)}
        named = {leaf.artifact for leaf in leaves if isinstance(leaf, LicenseDeclared)} | {finding.subject}
        named |= {end for subject, _, target in relations for end in (subject, target)}
        assume(finding.rule != "merge-terms-cumulate")  # its tree is over several parents; checked below
        kept = replace(
            bill,
            artifacts=tuple(_stated(a, leaves, finding.subject) for a in bill.artifacts if a.id in named),
            relations=tuple(r for r in bill.relations if (r.subject, r.verb.value, r.object) in relations),
        )
        again = [f for f in check(kept).findings if f.rule == finding.rule and f.subject == finding.subject]
        assert finding.verdict in {f.verdict for f in again}, finding.message


def _stated(artifact, leaves, subject):
    """Keep an artifact's own terms only if the tree names them; what lies between passes on what reaches it."""
    declared = {leaf.artifact for leaf in leaves if isinstance(leaf, LicenseDeclared)}
    shipped = True if artifact.id == subject else artifact.shipped
    if artifact.id in declared:
        return replace(artifact, shipped=shipped)
    return replace(artifact, claims=(), inherited=True, shipped=shipped)


@QUIET
@given(bills(), licenses, verbs)
def test_adding_an_upstream_never_frees(bill, license_id, verb):
    subject = bill.artifacts[-1].id
    more = replace(
        bill,
        artifacts=(*bill.artifacts, Artifact("new", Kind.MODEL, (Claim(license_id),), shipped=False)),
        relations=(*bill.relations, Relation(subject, verb, "new", verb.value)),
    )
    assume(bill.artifacts[-1].claims)
    before, after = check(bill), check(more)
    assert after.verdict.rank >= before.verdict.rank
    for freedom in Freedom:
        assert after.freedoms[freedom].grants.rank >= before.freedoms[freedom].grants.rank


@QUIET
@given(licenses, licenses)
def test_an_or_is_at_least_as_free_as_each_branch_and_an_and_at_most(one, other):
    a, b = _atom(one), _atom(other)
    both, either = granted(And((a, b)), graph(), Context()), granted(Or((a, b)), graph(), Context())
    for freedom in Freedom:
        ranks = [granted(x, graph(), Context())[freedom].extent.rank for x in (a, b)]
        assert either[freedom].extent.rank == min(ranks)
        assert both[freedom].extent.rank == max(ranks)


@QUIET
@given(licenses, licenses, licenses, verbs)
def test_choices_and_conjunctions_of_what_comes_in(one, other, outbound, verb):
    where = situation(passage_of(verb), Context())
    a, b, out = _atom(one), _atom(other), _atom(outbound)
    single = [graph().compare(x, out, where).verdict.rank for x in (a, b)]
    assume(a != b)
    assert graph().compare(Or((a, b)), out, where).verdict.rank == min(single)
    assert graph().compare(And((a, b)), out, where).verdict.rank == max(single)


@QUIET
@given(licenses, licenses, licenses, verbs)
def test_an_offer_has_to_hold_for_every_branch(inbound, one, other, verb):
    where = situation(passage_of(verb), Context())
    source, a, b = _atom(inbound), _atom(one), _atom(other)
    assume(a != b)
    single = [graph().compare(source, x, where).verdict.rank for x in (a, b)]
    assert graph().compare(source, Or((a, b)), where).verdict.rank == max(single)


@QUIET
@given(licenses)
def test_a_licence_that_permits_derivatives_may_include_itself(license_id):
    """With the exception that keeps it honest: what may not be changed may not be changed under itself either."""
    atom = _atom(license_id)
    if not atom.known:
        return
    verdict = graph().compare(atom, atom, situation(passage_of(Verb.MODIFIED_FROM), Context())).verdict
    grants = granted(atom, graph(), Context())
    if grants[Freedom.MODIFY].extent.value != "denied":
        assert verdict in {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS}
    else:
        assert verdict is Verdict.CONFLICT


def test_what_may_be_merged_into_a_work_may_be_loaded_by_it():
    """Of every licence that was read, into each that binds programs or that a text names, and into one that binds nothing."""
    within = LicenseGraph()
    read = [licence for licence in map(within.known.get, within.known) if _may_be_offered(licence)]
    named = {edge.to for licence in read for edge in licence.edges}
    outbounds = [licence.id for licence in read if licence.id in {"MIT", *named} or _binds_programs(licence)]
    merged, linked = (situation(passage_of(verb), Context()) for verb in (Verb.MERGED_FROM, Verb.LINKS))
    refused = [
        (source.id, target)
        for source in read
        for target in outbounds
        if within.compare(Atom(source.id), Atom(target), linked).verdict is Verdict.CONFLICT
    ]
    assert len(read) >= 300
    assert len(outbounds) >= 45
    assert len(refused) >= 1000
    wrong = [pair for pair in refused if within.compare(*map(Atom, pair), merged).verdict.rank <= _FINE]
    assert wrong == []


_FINE = Verdict.OK_WITH_OBLIGATIONS.rank


def _may_be_offered(licence):
    return bool(licence.texts) and not licence.exception and not licence.policy


def _binds_programs(licence):
    return any(clause.effect is Effect.BIND and Reach.LINK in clause.reaches for clause in licence.clauses)


@QUIET
@given(licenses, licenses, verbs)
def test_an_unknown_licence_never_counts_as_compatible(known, _, verb):
    where = situation(passage_of(verb), Context())
    unknown = Atom("LicenseRef-nobody-knows", known=False)
    assert graph().compare(unknown, _atom(known), where).verdict is Verdict.UNKNOWN
    assert graph().compare(_atom(known), unknown, where).verdict is Verdict.UNKNOWN


@QUIET
@given(bills())
def test_every_reduced_freedom_names_the_findings_that_decide_it(bill):
    report = check(bill)
    ids = {finding.id for finding in report.findings}
    for state in report.artifacts:
        for freedom in state.freedoms.values():
            assert set(freedom.because) <= ids
            if freedom.value.value in {"partial", "denied"} and state.shipped:
                assert freedom.because


def _atom(license_id):
    return Atom(license_id, known=license_id != "LicenseRef-nobody-knows")
