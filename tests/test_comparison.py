"""Two states of a release: what changed, what that does to the terms, and which findings are new."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.api import check, diff
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.contrast import marks
from fourfold.correspondence import match
from fourfold.expression import parse
from fourfold.graph import graph
from fourfold.terms import Effect, Extent, Freedom, Kind, Verb, Verdict

RESEARCH = "LicenseRef-Qwen-Research"


def model(name_, terms=None, **more):
    return Artifact(name_, Kind.MODEL, (Claim(terms),) if terms else (), **more)


def tuned(base="qwen-7b", terms="Apache-2.0", own="Apache-2.0", **more):
    relation = Relation("bot", Verb.FINETUNED_FROM, base)
    return Bill("chat", (model("bot", own), model(base, terms)), (relation,), **more)


def test_the_same_state_twice_is_no_change():
    bill = tuned()
    answer = diff(bill, bill)
    assert (answer.added, answer.removed, answer.changed, answer.sources, answer.texts) == ((), (), (), (), ())
    assert answer.new == answer.fixed == ()
    assert answer.unchanged == 2
    assert answer.exit_code == 0


def test_another_base_with_another_licence_shows_what_it_costs():
    answer = diff(tuned(), tuned("qwen-3b", RESEARCH))
    (change,) = answer.bases
    assert (change.artifact, change.before, change.after) == ("bot", ("qwen-7b",), ("qwen-3b",))
    assert (change.license.before, change.license.after) == ("Apache-2.0", RESEARCH)
    assert "nc" in change.license.conditions.added
    assert "pass-on-terms" in change.license.duties.added
    assert change.license.freedoms[Freedom.USE] == (Extent.GRANTED, Extent.PARTIAL)
    assert answer.added == ("qwen-3b",)
    assert answer.removed == ("qwen-7b",)
    assert (answer.before.verdict, answer.after.verdict) == (Verdict.OK_WITH_OBLIGATIONS, Verdict.CONFLICT)
    assert "noncommercial-dropped" in {finding.rule for finding in answer.new}
    assert answer.exit_code == 1
    assert answer.cause.endswith("1 new conflict")


def test_the_way_back_fixes_what_the_way_there_brought():
    there, back = diff(tuned(), tuned("qwen-3b", RESEARCH)), diff(tuned("qwen-3b", RESEARCH), tuned())
    assert {finding.id for finding in there.new} == {finding.id for finding in back.fixed}
    assert there.bases[0].license.conditions.added == back.bases[0].license.conditions.removed
    assert back.exit_code == 0


def test_terms_that_change_from_above_are_told_of_the_thing_itself():
    answer = diff(tuned(), tuned(terms=RESEARCH))
    changed = {change.after: change.license for change in answer.changed}
    assert changed["qwen-7b"].after == RESEARCH
    assert changed["bot"].before == changed["bot"].after == "Apache-2.0"
    assert changed["bot"].freedoms[Freedom.USE] == (Extent.GRANTED, Extent.PARTIAL)
    assert answer.bases == ()


def test_a_licence_that_got_freer_loses_its_conditions():
    answer = diff(
        Bill("x", (model("phi-2", "LicenseRef-scancode-ms-research-license-terms"),)),
        Bill("x", (model("phi-2", "MIT"),)),
    )
    (change,) = answer.changed
    assert {"nc", "nd"} <= set(change.license.conditions.removed)
    assert change.license.conditions.added == ()
    assert change.license.freedoms[Freedom.SHARE][1] is Extent.GRANTED


def test_marks_follow_the_vocabulary_and_the_operators():
    known = graph().known
    for name in ("CC-BY-NC-4.0", "GPL-3.0-only", "LicenseRef-scancode-llama-3.1-license-2024"):
        licence = known.get(name)
        binding = [c for c in licence.clauses if c.effect not in {None, Effect.SILENT} and not c.parameters.law_only]
        tags, duties = marks(parse(name), graph())
        assert tags == {known.kinds[clause.kind].tag for clause in binding} - {""}
        assert duties == {clause.kind for clause in binding if clause.effect in {Effect.REQUIRE, Effect.BIND}}
    one, other = marks(parse("CC-BY-NC-4.0"), graph()), marks(parse("GPL-3.0-only"), graph())
    both, either = (
        marks(parse("CC-BY-NC-4.0 AND GPL-3.0-only"), graph()),
        marks(parse("CC-BY-NC-4.0 OR GPL-3.0-only"), graph()),
    )
    for i in (0, 1):
        assert both[i] == one[i] | other[i]
        assert either[i] == one[i] & other[i]
    assert marks(parse("Fnord-1.0"), graph()) == (frozenset(), frozenset())


def test_a_new_unknown_at_what_goes_out_is_undecided_and_upstream_of_training_is_not():
    bill = tuned()
    adopted = Bill(
        "chat", (*bill.artifacts, model("merged-in")), (*bill.relations, Relation("bot", Verb.MERGED_FROM, "merged-in"))
    )
    assert diff(bill, adopted).exit_code == 3
    data = Artifact("data", Kind.DATASET)
    trained = Bill("chat", (*bill.artifacts, data), (*bill.relations, Relation("bot", Verb.TRAINED_ON, "data")))
    assert diff(bill, trained).exit_code == check(trained).exit_code == 0


def test_a_new_contested_finding_fails_under_the_cautious_reading():
    bill = tuned()
    data = Artifact("data", Kind.DATASET, (Claim("CC-BY-NC-4.0"),))
    trained = Bill("chat", (*bill.artifacts, data), (*bill.relations, Relation("bot", Verb.TRAINED_ON, "data")))
    assert diff(bill, trained).exit_code == 0
    assert diff(bill, trained, reading="cautious").exit_code == 1


def test_a_conflict_that_was_there_before_is_not_new():
    bill = tuned(terms=RESEARCH)
    more = replace(bill, artifacts=(*bill.artifacts, model("extra", "MIT")))
    answer = diff(bill, more)
    assert answer.after.verdict is Verdict.CONFLICT
    assert answer.exit_code == 0
    assert answer.added == ("extra",)


def test_a_finding_that_got_graver_is_new():
    base, bot = model("base", "CC-BY-NC-4.0", shipped=False), model("bot", "Apache-2.0")
    learned = Bill("chat", (bot, base), (Relation("bot", Verb.ADAPTER_OF, "base"),))
    changed = Bill("chat", (bot, base), (Relation("bot", Verb.FINETUNED_FROM, "base"),))
    assert check(learned).verdict is Verdict.CONTESTED
    assert diff(learned, changed).exit_code == 1


def test_things_are_known_again_under_another_version():
    old = Artifact(
        "SPDXRef-1", Kind.CODE, (Claim("GPL-2.0-only"),), name="lib", version="1", aliases=("pkg:npm/lib@1",)
    )
    new = replace(old, id="SPDXRef-9", version="2", aliases=("pkg:npm/lib@2",))
    app = Artifact("app", Kind.CODE, (Claim("Apache-2.0"),))
    before = Bill("bom", (app, old), (Relation("app", Verb.LINKS, old.id),))
    after = Bill("bom", (app, new), (Relation("app", Verb.LINKS, new.id),))
    answer = diff(before, after)
    assert check(before).verdict is Verdict.CONFLICT
    assert answer.added == answer.removed == ()
    (change,) = answer.changed
    assert change.versions == ("1", "2")
    assert change.license is None
    assert answer.new == ()
    assert answer.fixed == ()
    assert answer.sources == ()
    assert answer.exit_code == 0


def test_a_sign_that_two_things_share_joins_none():
    a, b = (Artifact(f"a{i}", Kind.CODE, name="same") for i in (0, 1))
    c = Artifact("c", Kind.CODE, name="same")
    assert dict(match(Bill("x", (a, b)), Bill("x", (c,)))) == {"x": "x"}
    assert match(Bill("x", (a,)), Bill("x", (c,)))["a0"] == "c"
    assert match(Bill("x", (model("hf:org/m@1"),)), Bill("x", (model("hf:org/m@2"),)))["hf:org/m@1"] == "hf:org/m@2"
    kinds = Bill("x", (replace(c, kind=Kind.DATASET),))
    assert "a0" not in match(Bill("x", (a,)), kinds)


def test_the_whole_may_have_another_name():
    before, after = (Bill(name, (model("a", "MIT"),), claims=(Claim("MIT"),)) for name in ("chat 1", "chat 2"))
    changed = replace(after, claims=(Claim("GPL-3.0-only"),))
    assert diff(before, after).added == ()
    (change,) = [c for c in diff(before, changed).changed if c.license]
    assert (change.before, change.after) == ("chat 1", "chat 2")
    assert change.license.after == "GPL-3.0-only"


def digest(text):
    return sha256(text.encode()).hexdigest()


def test_a_text_that_was_edited_in_silence_shows_by_its_digest():
    old, new = "These are the terms of nobody in particular, one.", "These are the terms of nobody in particular, two."
    before, after = tuned(texts={digest(old): old}), tuned(texts={digest(new): new})
    (change,) = diff(before, after).texts
    assert change.digests == (digest(old), digest(new))
    assert diff(before, before).texts == ()
    (gone,) = diff(before, tuned()).texts
    assert gone.to_dict() == {"before": {"license": None, "sha256": digest(old)}, "after": None}


def test_texts_of_the_same_licence_are_held_against_each_other(shared):
    folder = shared / "license-texts"
    mit, apache = ((folder / f"{name}.txt").read_text() for name in ("MIT", "Apache-2.0"))
    wrapped = "\n\n".join(mit.splitlines()) + "\n"
    before = tuned(texts={digest(text): text for text in (mit, apache)})
    after = tuned(texts={digest(text): text for text in (wrapped, apache + "\n")})
    changes = {change.licenses for change in diff(before, after).texts}
    assert changes == {("MIT", "MIT"), ("Apache-2.0", "Apache-2.0")}


licenses = st.sampled_from(["MIT", "Apache-2.0", "GPL-3.0-only", "CC-BY-NC-4.0", RESEARCH])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(licenses, licenses, licenses, licenses)
def test_what_one_way_adds_the_other_removes(own, terms, other_own, other_terms):
    a, b = tuned(terms=terms, own=own), tuned(terms=other_terms, own=other_own)
    there, back = diff(a, b), diff(b, a)
    assert [c.license.conditions.added for c in there.changed] == [c.license.conditions.removed for c in back.changed]
    assert [c.license.duties.added for c in there.changed] == [c.license.duties.removed for c in back.changed]
    new = {f.id for f in check(b).findings} - {f.id for f in check(a).findings}
    assert {f.id for f in there.new} >= new
    conflicts = [f for f in there.new if f.shipped and f.verdict is Verdict.CONFLICT]
    assert (there.exit_code == 1) == bool(conflicts)
