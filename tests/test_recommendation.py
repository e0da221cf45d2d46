"""Which licence a release may have: what is admissible passes the gate, what is excluded cites why, the change is the smallest."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.analyse import check
from fourfold.api import recommend
from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.candidate import Origin, listed, target
from fourfold.errors import NothingToCheck, UsageError
from fourfold.expression import Atom, parse
from fourfold.freedoms import granted
from fourfold.graph import graph
from fourfold.terms import Extent, Freedom, Kind, Profile, Purpose, Verb, Verdict
from fourfold.trial import trial

LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"
FINE = {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS}
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def model(name_, terms=None, kind=Kind.MODEL, **facts):
    return Artifact(name_, kind, (Claim(terms),) if terms else (), facts=facts)


def release(*artifacts, relations=(), **more):
    return Bill("demo", artifacts, tuple(Relation(*relation) for relation in relations), **more)


def merge(*licenses, stated=None):
    """A model merged from one model a licence."""
    parents = [model(f"p{i}", name) for i, name in enumerate(licenses)]
    relations = [("new", Verb.MERGED_FROM, parent.id) for parent in parents]
    return release(model("new", stated), *parents, relations=relations)


def names(choices):
    return [choice.license for choice in choices]


def test_a_merge_cumulates_the_terms_of_its_parents():
    answer = recommend(merge("CC-BY-NC-SA-4.0", "Apache-2.0", stated="Apache-2.0"))
    assert names(answer.admissible) == ["CC-BY-NC-SA-4.0"]
    apache = next(choice for choice in answer.excluded if choice.license == "Apache-2.0")
    assert {cited.license for cited in apache.clauses} == {"CC-BY-NC-SA-4.0"}
    assert "same-license" in {cited.clause.kind for cited in apache.clauses}
    assert (answer.cheapest_change.license, answer.cheapest_change.replace) == ("Apache-2.0", ("p0",))
    assert answer.cheapest_change.sources == 2


def test_an_or_for_a_merge_is_excluded_and_the_note_says_and():
    answer = recommend(merge("CC-BY-NC-SA-4.0", "Apache-2.0", stated="Apache-2.0 OR CC-BY-NC-SA-4.0"))
    assert "Apache-2.0 OR CC-BY-NC-SA-4.0" in names(answer.excluded)
    assert any("AND" in note and "OR" in note and "cumulates" in note for note in answer.notes)
    assert not recommend(merge("MIT", "Apache-2.0", stated="Apache-2.0")).notes


def test_two_parents_that_each_demand_their_own_licence_leave_none():
    answer = recommend(merge("GPL-2.0-only", "CC-BY-SA-4.0", stated="GPL-2.0-only"))
    assert answer.admissible == ()
    assert answer.exit_code == 1
    assert any("none of the" in note for note in answer.notes)
    assert answer.cheapest_change.replace == ("p1",)


def test_a_conjunction_keeps_the_upstream_terms_beside_one_s_own():
    answer = recommend(merge(LLAMA, stated="MIT"))
    assert names(answer.admissible) == [LLAMA, f"MIT AND {LLAMA}"]
    assert answer.admissible[0].label.hub == "llama3.1"
    assert answer.admissible[0].files == ("LICENSE", "NOTICE")
    assert answer.admissible[1].label.card[0] == "license: other"
    assert {Freedom.USE, Freedom.SHARE} <= {f for f, e in answer.admissible[0].freedoms.items() if e is Extent.PARTIAL}


def test_a_duty_that_is_not_met_is_something_to_do_not_a_reason_against_the_licence():
    bill = release(
        model("SuperChat", "Apache-2.0", name="SuperChat"),
        model("base", LLAMA),
        relations=[("SuperChat", Verb.FINETUNED_FROM, "base")],
    )
    answer = recommend(bill)
    first = answer.admissible[0]
    assert first.license == LLAMA
    assert [finding.rule for finding in first.undone] == ["name-prefix-missing"]
    named = replace(bill, artifacts=(replace(bill.artifacts[0], facts={"name": "Llama-SuperChat"}), bill.artifacts[1]))
    assert recommend(named).admissible[0].undone == ()


def test_a_fact_about_the_stated_terms_counts_for_the_stated_terms_alone():
    base = model("base", "LicenseRef-scancode-gemma-tou-2024-04-01")
    new = model("new", "Apache-2.0", **{"terms-have-restrictions": True})
    answer = recommend(release(new, base, relations=[("new", Verb.FINETUNED_FROM, "base")]))
    with_fact = check(release(new, base, relations=[("new", Verb.FINETUNED_FROM, "base")])).verdict in FINE
    assert ("Apache-2.0" in names(answer.admissible)) == with_fact
    assert "MIT" in names(answer.excluded)


def test_contested_and_unknown_stand_apart_with_their_readings():
    bill = release(
        model("net", "Apache-2.0"),
        model("images", "CC-BY-NC-4.0", Kind.DATASET),
        relations=[("net", Verb.TRAINED_ON, "images")],
    )
    answer = recommend(bill)
    contested = {choice.license: choice for choice in answer.of("contested")}
    assert "Apache-2.0" in contested
    assert contested["Apache-2.0"].readings == {"text": Verdict.OK, "cautious": Verdict.CONFLICT}
    assert contested["Apache-2.0"].questions == ("weights-contain-data",)
    assert "Apache-2.0" not in names(answer.admissible)
    assert recommend(bill, "Apache-2.0").exit_code == 0
    assert recommend(bill, "Apache-2.0", reading="cautious").exit_code == 1
    unstated = replace(bill, artifacts=(bill.artifacts[0], replace(bill.artifacts[1], claims=())))
    answer = recommend(unstated)
    assert answer.admissible == answer.excluded == ()
    assert "Apache-2.0" in names(answer.of("unknown"))
    assert answer.exit_code == 3
    assert answer.cheapest_change.replace == ("images",)


def test_ten_sources_and_the_fewest_to_drop():
    sources = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "CC-BY-NC-4.0", "ODbL-1.0", "CC-BY-3.0"]
    parts = [model(f"s{i}", name, Kind.DATASET) for i, name in enumerate(sources)]
    relations = [("kg", Verb.MODIFIED_FROM, part.id) for part in parts]
    answer = recommend(release(model("kg", None, Kind.DATASET), *parts, relations=relations))
    assert answer.admissible == ()
    assert answer.cheapest_change.replace == ("s3", "s4")
    assert answer.cheapest_change.license == "CC-BY-SA-4.0"
    assert set(
        recommend(
            release(model("kg", None, Kind.DATASET), *parts, relations=relations), "CC0-1.0"
        ).cheapest_change.replace
    ) > {"s3", "s4"}


def test_no_change_of_sources_helps_where_the_licence_itself_does_not_fit():
    bill = merge("MIT", stated="CC-BY-NC-4.0")
    answer = recommend(bill, context=Context(purpose=Purpose.COMMERCIAL))
    assert "CC-BY-NC-4.0" in names(answer.excluded)
    assert answer.cheapest_change is None
    assert answer.to_dict()["cheapest_change"] is None


def test_a_wanted_licence_that_is_admissible_needs_no_change():
    assert recommend(merge("MIT", stated="Apache-2.0")).cheapest_change.replace == ()


def test_the_best_comes_first_by_freedoms_then_by_what_is_asked():
    for bill in (
        merge("MIT"),
        merge("CC-BY-NC-4.0", stated="CC-BY-NC-4.0"),
        merge("GPL-3.0-only"),
        merge(LLAMA, stated="MIT"),
    ):
        order = [
            (
                -sum(e is Extent.GRANTED for e in c.freedoms.values()),
                sum(e.rank for e in c.freedoms.values()),
                c.obligations,
            )
            for c in recommend(bill).admissible
        ]
        assert order
        assert order == sorted(order)


def test_a_fresh_release_gets_one_text_for_all_and_one_for_each_kind():
    bill = release(
        model("weights"),
        model("data", None, Kind.DATASET),
        model("docs", None, Kind.DOCUMENT),
        model("code", "MIT", Kind.CODE),
        relations=[
            ("weights", Verb.TRAINED_ON, "data"),
            *(("demo", Verb.CONTAINS, name) for name in ("weights", "data", "docs", "code")),
        ],
    )
    answer = recommend(bill)
    assert {name for name, _ in answer.targets} == {"weights", "data", "docs"}
    assert answer.admissible[0].license == "LicenseRef-OpenMDW-1.1"
    parts = {part.artifact: part for part in answer.parts}
    assert set(parts) == {"weights", "data", "docs"}
    made_for = {entry.license: entry.kinds for entry in listed()}
    for part in parts.values():
        assert Kind(part.kind) in made_for[part.license]
    assert len({part.license for part in parts.values()}) == 3
    assert any("yours to license" in note for note in answer.notes)
    given = [replace(a, claims=(Claim(parts[a.id].license),)) if a.id in parts else a for a in bill.artifacts]
    assert check(replace(bill, artifacts=tuple(given))).verdict in FINE | {Verdict.CONTESTED}


def test_parts_of_a_bill_of_materials_without_a_licence_are_somebody_else_s():
    app = Artifact("app", Kind.CODE, (Claim("MIT"),))
    lib = Artifact("lib", Kind.CODE, aliases=("pkg:npm/lib@1",))
    alone = target(Bill("bom", (app, lib)), graph())
    assert "lib" not in alone.names
    held = Bill("bom", (app, replace(lib, aliases=())), (Relation("app", Verb.CONTAINS, "lib"),))
    assert target(held, graph()).names == ("app",)


def test_several_things_that_stand_alone_go_out_as_a_collection():
    bill = release(model("a", "MIT", Kind.CODE), model("b", "GPL-2.0-only", Kind.CODE))
    answer = recommend(bill)
    assert answer.targets == (("demo", ""),)
    assert "Apache-2.0" in names(answer.admissible)
    assert any("collection" in note for note in answer.notes)


def test_a_part_of_a_part_is_what_it_is_for_only_if_nothing_else_was_made():
    app, tuned, base = model("app", "MIT", Kind.CODE), model("tuned", "MIT"), model("base", LLAMA)
    held = [("app", Verb.CONTAINS, "tuned"), ("tuned", Verb.FINETUNED_FROM, "base")]
    assert target(release(app, tuned, base, relations=held), graph()).names == ("tuned",)
    lib = model("lib", "MIT", Kind.CODE)
    linked = [*held, ("app", Verb.LINKS, "lib")]
    assert target(release(app, tuned, base, lib, relations=linked), graph()).names == ("app",)
    whole = [("demo", Verb.CONTAINS, "tuned"), ("tuned", Verb.FINETUNED_FROM, "base")]
    assert target(release(tuned, base, relations=whole), graph()).names == ("tuned",)


def test_the_user_may_say_what_it_is_for():
    bill = merge("CC-BY-NC-4.0", stated="MIT")
    assert [name for name, _ in recommend(bill, artifacts=("p0",)).targets] == ["p0"]
    with pytest.raises(UsageError, match="nobody") as caught:
        recommend(bill, artifacts=("nobody",))
    assert "new" in caught.value.hint


def test_freedoms_may_be_wanted():
    bill = merge("CC-BY-NC-4.0", "MIT")
    answer = recommend(bill, "use=granted,share=granted")
    assert answer.exit_code == 1
    assert answer.cheapest_change.replace == ("p0",)
    assert granted(parse(answer.cheapest_change.license), graph(), Context())[Freedom.USE].extent is Extent.GRANTED
    assert recommend(bill, "study=granted").exit_code == 0


@pytest.mark.parametrize(
    "want", ["Fnord-1.0", "gpl", "use=much", "fun=granted", "use=granted;share=granted", "=", "MIT AND Fnord-1.0"]
)
def test_words_that_name_nothing_are_refused_with_a_hint(want):
    with pytest.raises(UsageError) as caught:
        recommend(merge("MIT"), want)
    assert caught.value.hint


def test_nothing_that_goes_out_is_nothing_to_recommend():
    with pytest.raises(NothingToCheck):
        recommend(release(replace(model("a", "MIT"), shipped=False)))


def test_where_nothing_fits_nothing_is_decided():
    answer = recommend(release(Artifact("shop", Kind.SERVICE), model("data", None, Kind.DATASET)))
    assert answer.choices == ()
    assert answer.exit_code == 3
    assert {part.artifact for part in answer.parts} == {"shop", "data"}


def test_a_circle_leaves_everything_open():
    bill = release(
        model("a", "MIT"), replace(model("b", "MIT"), shipped=True),
        relations=[("a", Verb.MODIFIED_FROM, "b"), ("b", Verb.MODIFIED_FROM, "a")],
    )  # fmt: skip
    answer = recommend(bill, artifacts=("b",))
    assert answer.admissible == ()
    assert answer.exit_code == 3


def test_a_name_that_leaves_the_version_open_has_a_tag_and_no_spdx_id():
    answer = recommend(merge("gemma", stated="MIT"))
    first = answer.admissible[0]
    assert first.license == "gemma"
    assert first.label.spdx is None
    assert first.label.hub == "gemma"


def test_every_listed_licence_is_known_free_and_rests_on_clauses_that_are_there():
    entries = listed()
    assert len(entries) >= 15
    assert {kind for entry in entries for kind in entry.kinds} == set(Kind)
    for entry in entries:
        licence = graph().known.get(entry.license)
        assert licence is not None
        assert licence.texts
        assert entry.kinds
        assert entry.reason
        grants = granted(Atom(entry.license), graph(), Context())
        assert {grants[freedom].extent for freedom in Freedom} == {Extent.GRANTED}, entry.license
        file, _, kinds = entry.source.partition(": ")
        assert file == f"data/licenses/{entry.license}.toml"
        if kinds and "edges" not in kinds and "condition" not in kinds:
            assert set(kinds.split(", ")) <= {clause.kind for clause in licence.clauses}, entry.license
        if "edges" in kinds:
            assert len(licence.edges) > 3
        if "no condition" in kinds:
            assert not [clause for clause in licence.clauses if graph().known.kinds[clause.kind].group == "condition"]


LICENSES = (
    "MIT",
    "Apache-2.0",
    "GPL-2.0-only",
    "GPL-3.0-or-later",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "ODbL-1.0",
    LLAMA,
    "LicenseRef-nobody-knows",
)
verbs = st.sampled_from(
    [Verb.MERGED_FROM, Verb.LINKS, Verb.TRAINED_ON, Verb.CONTAINS, Verb.DISTILLED_FROM, Verb.COPIED_FROM]
)


@st.composite
def lineages(draw, most=5):
    """One new thing, made of up to five others; some come from each other."""
    count = draw(st.integers(1, most))
    sources = [
        model(f"s{i}", draw(st.sampled_from(LICENSES)), draw(st.sampled_from([Kind.MODEL, Kind.CODE])))
        for i in range(count)
    ]
    relations = [("new", draw(verbs), source.id) for source in sources]
    relations += [
        (f"s{j}", Verb.MODIFIED_FROM, f"s{i}") for i in range(count) for j in range(i + 1, count) if draw(st.booleans())
    ]
    return release(
        model("new", draw(st.sampled_from(["MIT", "GPL-3.0-or-later", "CC-BY-NC-4.0"]))), *sources, relations=relations
    )


@QUIET
@given(lineages())
def test_what_is_admissible_is_what_the_gate_lets_pass(bill):
    answer = recommend(bill, artifacts=("new",))
    assert answer.choices
    for choice in answer.choices:
        artifacts = tuple(replace(a, claims=(Claim(choice.license),)) if a.id == "new" else a for a in bill.artifacts)
        report = check(replace(bill, artifacts=artifacts))
        mine = [
            finding.verdict for finding in report.findings if finding.subject == "new" and finding.verdict not in FINE
        ]
        assert (choice in answer.admissible) == (not mine), choice.license


@QUIET
@given(lineages(most=4), st.sampled_from(["MIT", "Apache-2.0", "GPL-3.0-or-later", "CC-BY-NC-4.0", LLAMA]))
def test_no_smaller_set_of_sources_helps(bill, wanted):
    """Oracle: all subsets, smallest first."""
    ask = trial(target(bill, graph(), ("new",)), graph(), Context())
    expression = parse(wanted)
    sources = ask.sources()
    assert sources
    sizes = [
        size
        for size in range(len(sources) + 1)
        for subset in combinations(sources, size)
        if ask.of(expression, without=subset).fine
    ]
    change = recommend(bill, wanted, artifacts=("new",)).cheapest_change
    assert (change is None) == (not sizes)
    if change is not None:
        assert len(change.replace) == min(sizes)
        assert ask.of(expression, without=change.replace).fine


@QUIET
@given(lineages(), st.randoms())
def test_the_order_of_the_input_does_not_matter(bill, random):
    artifacts, relations = list(bill.artifacts), list(bill.relations)
    random.shuffle(artifacts)
    random.shuffle(relations)
    shuffled = replace(bill, artifacts=tuple(artifacts), relations=tuple(relations))
    assert recommend(shuffled).to_dict() == recommend(bill).to_dict()


def test_a_recommendation_says_where_each_licence_comes_from():
    origins = {
        choice.license: choice.origins
        for choice in recommend(merge("MIT", stated="Apache-2.0"), "GPL-3.0-only").choices
    }
    assert origins["GPL-3.0-only"] == (Origin.WANTED,)
    assert Origin.STATED in origins["Apache-2.0"]
    assert origins["MIT"] == (Origin.UPSTREAM, Origin.LISTED)
    assert origins["LicenseRef-OpenMDW-1.1"] == (Origin.LISTED,)


def test_the_profile_is_kept_as_asked():
    assert recommend(merge("MIT"), reading=Profile.CAUTIOUS).profile is Profile.CAUTIOUS


def test_a_whole_whose_parts_keep_their_terms_is_not_labelled_as_if_it_had_one():
    held = Bill(
        "mix",
        (
            Artifact("sa", Kind.DATASET, (Claim("CC-BY-SA-4.0"),)),
            Artifact("nc", Kind.DATASET, (Claim("CC-BY-NC-4.0"),)),
        ),
        (Relation("mix", Verb.CONTAINS, "sa"), Relation("mix", Verb.CONTAINS, "nc")),
    )
    (first, *_) = recommend(held).to_dict()["admissible"]
    assert first["parts"] == ["CC-BY-NC-4.0", "CC-BY-SA-4.0"]
    assert (first["hub"], first["card"][0]) == (None, "license: other")
