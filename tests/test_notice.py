"""What has to go along with a release: demanded by clauses, written without taking anything away, found or missed in a folder."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.api import check, notice
from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.attachment import Copy
from fourfold.demand import Group, fits_name
from fourfold.deposit import deposit
from fourfold.errors import InputError, UsageError
from fourfold.folder import State, inspect, plain
from fourfold.graph import graph
from fourfold.terms import Effect, Kind, Verb

LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"
SENTENCE = next(c.parameters.sentence for c in graph().license(LLAMA).clauses if c.parameters.sentence)
PHRASE = next(c.parameters.phrase for c in graph().license(LLAMA).clauses if c.parameters.phrase)


def model(name_, terms=None, **more):
    return Artifact(name_, Kind.MODEL, (Claim(terms),) if terms else (), **more)


def tuned(base_license=LLAMA, own=LLAMA, verb=Verb.FINETUNED_FROM, **more):
    relation = Relation("Llama-chat", verb, "org/base-8B")
    return Bill("chat", (model("Llama-chat", own), model("org/base-8B", base_license)), (relation,), **more)


def states(answer, folder):
    return {(entry.group, entry.what): entry.state for entry in inspect(answer, folder).looked}


def test_a_llama_derivative_needs_the_agreement_the_sentence_the_phrase_and_the_name():
    answer = notice(tuned())
    assert [copy.license for copy in answer.copies] == [LLAMA]
    assert answer.copies[0].required
    assert answer.copies[0].url
    assert [d.clause.parameters.sentence for d in answer.of(Group.SENTENCE)] == [SENTENCE]
    assert [d.clause.parameters.phrase for d in answer.of(Group.DISPLAY)] == [PHRASE]
    assert "website" in answer.of(Group.DISPLAY)[0].clause.parameters.place
    assert [(d.clause.parameters.prefix, d.fits) for d in answer.of(Group.NAME)] == [("Llama", True)]
    assert answer.of(Group.TERMS)
    assert answer.files == ("LICENSE", "NOTICE")
    assert SENTENCE in answer.text()
    assert "org/base-8B" in answer.text()


def test_every_demand_is_an_obligation_of_the_gate():
    for bill in (tuned(), tuned("Apache-2.0", "MIT"), tuned("CC-BY-4.0", "MIT"), tuned("GPL-3.0-only", "GPL-3.0-only")):
        duties = {(d.license, d.kind, d.artifact, d.text, d.reading) for d in check(bill).duties}
        made = {(d.cited.license, d.clause.kind, d.artifact, d.clause.says, d.reading) for d in notice(bill).demands}
        assert made
        assert made <= duties
        forbidding = {d.kind for d in check(bill).duties if d.clause.clause.effect is Effect.FORBID}
        assert {kind for _, kind, *_ in duties - made} <= forbidding


def test_of_an_open_name_every_text_is_asked_for_and_all_else_once():
    answer = notice(tuned("gemma", "gemma"))
    assert len({copy.license for copy in answer.copies}) == 2
    assert len(answer.of(Group.SENTENCE)) == len(answer.of(Group.CHANGES)) == 1


def test_changes_are_stated_from_the_lineage_and_the_reading_decides_what_counts():
    answer = notice(tuned("Apache-2.0", "Apache-2.0"))
    assert "Changed: Llama-chat finetuned-from org/base-8B" in answer.text()
    learned = tuned("CC-BY-4.0", "MIT", Verb.TRAINED_ON)
    assert notice(learned).of(*Group) == ()
    assert notice(learned).text() == ""
    cautious = notice(learned, reading="cautious")
    assert Group.CREDIT in {demand.group for demand in cautious.of(*Group)}
    assert "org/base-8B" in cautious.text()


def test_everybody_behind_is_credited_even_where_the_terms_are_the_same():
    names = [f"base{i}" for i in range(4)]
    relations = [Relation("new", Verb.MODIFIED_FROM, "base0")]
    relations += [Relation(names[i], Verb.MODIFIED_FROM, names[i + 1]) for i in range(3)]
    bill = Bill("b", (model("new", "CC-BY-4.0"), *(model(name, "CC-BY-4.0") for name in names)), tuple(relations))
    credited = {name for demand in notice(bill).of(Group.CREDIT) for name in demand.upstream}
    assert credited == set(names)
    for name in names:
        assert f"\n{name}\n" in notice(bill).text()


def test_what_nobody_states_is_told_and_not_guessed():
    bill = Bill("b", (model("new", "MIT"), model("old")), (Relation("new", Verb.FINETUNED_FROM, "old"),))
    assert notice(bill).unknown == (("old", "NOASSERTION"),)
    named = Bill("b", (model("new", "MIT"), model("old", "Fnord-1.0")), (Relation("new", Verb.LINKS, "old"),))
    assert notice(named).unknown == (("old", "Fnord-1.0"),)
    data = Bill("b", (model("new", "MIT"), model("old")), (Relation("new", Verb.TRAINED_ON, "old"),))
    assert notice(data).unknown == ()


def test_a_name_fits_as_its_clause_says():
    (clause,) = (demand.clause for demand in notice(tuned()).of(Group.NAME))
    assert fits_name(model("acme/Llama-chat"), clause) is True
    assert fits_name(model("SuperLlama"), clause) is False
    assert fits_name(model("x", facts={"name": "Llama-x"}), clause) is True
    assert fits_name(model("x", facts={"name": True}), clause) is True
    anywhere = replace(clause, parameters=replace(clause.parameters, anywhere=True))
    assert fits_name(model("SuperLlama"), anywhere) is True
    assert fits_name(model("llama-lab/Chat"), anywhere) is False, "as the check of the same name says"


def test_a_threshold_that_is_not_stated_is_a_condition():
    kimi = "LicenseRef-scancode-moonshot-ai-modified-mit-2025"
    bill = tuned(kimi, kimi)
    open_ = [demand.condition for demand in notice(bill).of(Group.DISPLAY)]
    assert open_
    assert all(open_)
    large = Context(monthly_active_users=10**9, annual_revenue_usd=10.0**9)
    assert {demand.condition for demand in notice(bill, context=large).of(Group.DISPLAY)} == {""}
    assert notice(bill, context=Context(monthly_active_users=1, annual_revenue_usd=1.0)).of(Group.DISPLAY) == ()


def test_an_empty_folder_lacks_it_all_and_a_full_one_nothing(tmp_path, shared):
    answer = notice(tuned())
    empty = inspect(answer, tmp_path)
    assert empty.exit_code == 1
    missing = {entry.group for entry in empty.of(State.MISSING)}
    assert {Group.LICENSE, Group.SENTENCE, Group.DISPLAY} <= missing
    deposit(answer, tmp_path)
    assert (Group.SENTENCE, SENTENCE) in {k for k, v in states(answer, tmp_path).items() if v is State.PRESENT}
    (tmp_path / "README.md").write_text(f"# Llama-chat\n\n*{PHRASE}*\n")
    assert {e.group for e in inspect(answer, tmp_path).of(State.MISSING)} == {Group.LICENSE}
    (tmp_path / "LICENSE").write_text((shared / "license-texts" / "LicenseRef-Llama-3.1.txt").read_text())
    full = inspect(answer, tmp_path)
    assert full.of(State.MISSING) == ()
    assert full.exit_code == 0


def test_the_phrase_in_the_licence_text_or_the_notice_is_not_shown_to_anybody(tmp_path, shared):
    (tmp_path / "LICENSE").write_text((shared / "license-texts" / "LicenseRef-Llama-3.1.txt").read_text())
    (tmp_path / "NOTICE").write_text(f"{PHRASE}\n")
    assert states(notice(tuned()), tmp_path)[(Group.DISPLAY, PHRASE)] is State.MISSING


def test_the_sentence_has_to_stand_in_the_notice_file(tmp_path):
    (tmp_path / "README.md").write_text(SENTENCE)
    assert states(notice(tuned()), tmp_path)[(Group.SENTENCE, SENTENCE)] is State.MISSING
    (tmp_path / "NOTICE.txt").write_text(SENTENCE.replace(" ", "\n  ").upper())
    assert states(notice(tuned()), tmp_path)[(Group.SENTENCE, SENTENCE)] is State.PRESENT


def test_a_text_that_was_changed_is_for_a_person_to_look_at(tmp_path, shared):
    text = (shared / "license-texts" / "LicenseRef-Llama-3.1.txt").read_text()
    (tmp_path / "LICENSE").write_text("Nobody may use it on Sundays, save with a hat on.\n\n" + text)
    found = {entry.group: entry.state for entry in inspect(notice(tuned()), tmp_path).looked}
    assert found[Group.LICENSE] is State.UNCLEAR


def test_another_licence_text_is_not_the_one_that_is_asked_for(tmp_path, shared):
    (tmp_path / "LICENSE").write_text((shared / "license-texts" / "Apache-2.0.txt").read_text())
    found = {entry.group: entry.state for entry in inspect(notice(tuned()), tmp_path).looked}
    assert found[Group.LICENSE] is State.MISSING


def test_an_address_is_enough_where_the_clause_says_so(tmp_path):
    answer = notice(tuned("CC-BY-4.0", "CC-BY-4.0"))
    (copy,) = answer.copies
    assert copy.link_suffices
    assert {e.state for e in inspect(answer, tmp_path).looked if e.group is Group.LICENSE} == {State.MISSING}
    (tmp_path / "README.md").write_text(
        "Data from org/base-8B, changed, under http://www.creativecommons.org/licenses/by/4.0/\n"
    )
    assert inspect(answer, tmp_path).exit_code == 0
    assert not notice(tuned("Apache-2.0", "Apache-2.0")).copies[0].link_suffices


def test_credit_is_missed_only_where_no_notice_and_no_document_names_the_work(tmp_path):
    answer = notice(tuned("CC-BY-4.0", "CC-BY-4.0"))
    url = "https://creativecommons.org/licenses/by/4.0"
    (tmp_path / "README.md").write_text(f"A model. {url}\n")
    assert Group.CREDIT in {entry.group for entry in inspect(answer, tmp_path).of(State.MISSING)}
    (tmp_path / "README.md").write_text(f"A model, fine-tuned from Base 8B. {url}\n")
    assert inspect(answer, tmp_path).of(State.MISSING) == ()
    (tmp_path / "README.md").write_text(f"A model, based on base-80B. {url}\n")
    assert Group.CREDIT in {entry.group for entry in inspect(answer, tmp_path).of(State.MISSING)}


def test_writing_adds_and_never_takes_away(tmp_path):
    path = tmp_path / "NOTICE"
    path.write_text("Copyright 2024 Somebody.\nKeep this.")
    first = deposit(notice(tuned()), tmp_path)
    assert first.files == ("NOTICE",)
    after = path.read_text()
    assert after.startswith("Copyright 2024 Somebody.\nKeep this.")
    assert SENTENCE in after
    assert deposit(notice(tuned()), tmp_path).files == ()
    assert path.read_text() == after
    both = Bill(
        "chat",
        (*tuned().artifacts, model("other", "Apache-2.0")),
        (*tuned().relations, Relation("Llama-chat", Verb.MERGED_FROM, "other")),
    )
    deposit(notice(both), tmp_path)
    assert path.read_text().startswith(after.rstrip("\n"))
    assert path.read_text().count(SENTENCE) == 1
    assert "\nother\n" in path.read_text()


def test_texts_are_written_from_the_user_s_own_tree_and_from_nowhere_else(tmp_path, shared):
    bare = deposit(notice(tuned()), tmp_path)
    assert [copy.license for copy in bare.add] == [LLAMA]
    assert all(copy.url for copy in bare.add)
    assert [p.name for p in tmp_path.iterdir()] == ["NOTICE"]
    text = (shared / "license-texts" / "LicenseRef-Llama-3.1.txt").read_text()
    held = notice(tuned(texts={sha256(text.encode()).hexdigest(): text}))
    assert held.copies[0].held == sha256(text.encode()).hexdigest()
    written = deposit(held, tmp_path)
    assert written.files == (f"LICENSES/{LLAMA}.txt",)
    assert written.add == ()
    assert (tmp_path / written.files[0]).read_text() == text
    assert deposit(held, tmp_path).files == ()


def test_a_folder_that_is_none_is_told_clearly(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="no folder"):
        inspect(notice(tuned()), tmp_path / "nowhere")
    with pytest.raises(UsageError, match="cannot be written"):
        deposit(notice(tuned()), tmp_path / "file")


def test_brackets_in_set_words_are_for_the_user_to_fill_in(tmp_path):
    falcon = "LicenseRef-scancode-falcon-2-11b-1.0"
    answer = notice(tuned(falcon, falcon))
    (demand,) = answer.of(Group.DISPLAY)
    phrase = demand.clause.parameters.phrase
    assert phrase.startswith("[")
    (tmp_path / "README.md").write_text("Our chat model, Llama-chat" + phrase[phrase.index("]") + 1 :])
    assert states(answer, tmp_path)[(Group.DISPLAY, phrase)] is State.PRESENT


def test_copies_are_told_apart_by_whose_they_are():
    answer = notice(tuned("Apache-2.0", "MIT"))
    mine, theirs = answer.copies
    assert isinstance(mine, Copy)
    assert (mine.license, mine.upstream) == ("MIT", ())
    assert (theirs.license, theirs.upstream) == ("Apache-2.0", ("org/base-8B",))
    public = notice(Bill("b", (model("a", "CC0-1.0"),)))
    assert [(copy.license, copy.required) for copy in public.copies] == [("CC0-1.0", False)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(["MIT", "Apache-2.0", LLAMA, "CC-BY-4.0", "GPL-3.0-only"]), min_size=1, max_size=4),
    st.randoms(),
)
def test_the_notice_file_depends_on_the_lineage_alone(licenses, random):
    parents = [model(f"p{i}", name) for i, name in enumerate(licenses)]
    relations = [Relation("new", Verb.MERGED_FROM, parent.id) for parent in parents]
    straight = Bill("b", (model("new", "MIT"), *parents), tuple(relations))
    artifacts = list(straight.artifacts)
    random.shuffle(artifacts)
    random.shuffle(relations)
    text = notice(straight).text()
    assert notice(replace(straight, artifacts=tuple(artifacts), relations=tuple(relations))).text() == text
    for parent, name in zip(parents, licenses, strict=True):
        asked = any(
            d.group in {Group.SENTENCE, Group.CREDIT, Group.CHANGES}
            for d in notice(straight).of(*Group)
            if parent.id in d.upstream
        )
        assert (parent.id in text) == asked, name
    for sentence in {
        c.parameters.sentence for n in licenses for c in graph().known.get(n).clauses if c.parameters.sentence
    }:
        assert plain(sentence) in plain(text)
