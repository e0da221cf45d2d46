"""The four freedoms of some terms, and of what a release makes possible: limits lessen, duties do not, what is missing denies."""

from __future__ import annotations

import pytest

from fourfold.artifact import Artifact, Context
from fourfold.expression import parse
from fourfold.freedoms import granted, meet_all, parts_of, possible
from fourfold.graph import graph
from fourfold.terms import Extent, Form, Freedom, Kind, Purpose

LETTER = {"g": Extent.GRANTED, "p": Extent.PARTIAL, "d": Extent.DENIED, "u": Extent.UNKNOWN}


def extents(words, **context):
    found = granted(parse(words), graph(), Context(**context))
    return "".join(found[freedom].extent.value[0] for freedom in Freedom)


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("MIT", "gggg"),
        ("GPL-3.0-only", "gggg"),
        ("AGPL-3.0-only", "gggg"),
        ("CC-BY-SA-4.0", "gggg"),
        ("OFL-1.1", "gggg"),
        ("OpenMDW-1.0", "gggg"),
        ("CC0-1.0", "gggg"),
        ("CC-BY-NC-4.0", "pgpp"),
        ("CC-BY-ND-4.0", "ggdp"),
        ("CC-BY-NC-ND-4.0", "pgdp"),
        ("llama3.1", "pgpp"),
        ("gemma", "pgpp"),
        ("creativeml-openrail-m", "pgpp"),
        ("LicenseRef-scancode-polyform-internal-use-1.0.0", "pgpd"),
        ("Fnord-9.0", "uuuu"),
        ("Abstyles", "uuuu"),
    ],
)
def test_what_terms_grant_for_any_purpose(words, held):
    """Use, study, modify, share. Study, which nothing in these texts limits, is granted wherever use is."""
    assert extents(words) == held


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("MIT OR CC-BY-NC-4.0", "gggg"),
        ("MIT AND CC-BY-NC-4.0", "pgpp"),
        ("CC-BY-ND-4.0 OR CC-BY-NC-4.0", "ggpp"),
        ("Fnord-9.0 OR MIT", "gggg"),
        ("Fnord-9.0 AND MIT", "uuuu"),
        ("Fnord-9.0 AND CC-BY-ND-4.0", "uudp"),
    ],
)
def test_of_a_choice_the_best_and_of_a_conjunction_the_least(words, held):
    """Each freedom by itself; a limit that is known stays one whatever else is unknown."""
    assert extents(words) == held


def test_a_right_that_is_missing_in_the_situation_that_is_asked_about_is_denied():
    assert extents("CC-BY-NC-4.0", purpose=Purpose.COMMERCIAL) == "dgdd"
    assert extents("CC-BY-NC-4.0", purpose=Purpose.NON_COMMERCIAL) == "pgpp"
    assert extents("llama2", monthly_active_users=700_000_001)[0] == "d"
    assert extents("llama2", monthly_active_users=700_000_000)[0] == "p"
    assert extents("Elastic-2.0", form=Form.SAAS)[3] == "d"
    assert extents("Elastic-2.0")[3] == "p"


def test_every_limit_names_the_clause_and_every_unknown_what_is_missing():
    found = granted(parse("CC-BY-NC-4.0"), graph(), Context())
    assert {cited.clause.kind for cited in found[Freedom.USE].because} == {"non-commercial"}
    assert "not known" in granted(parse("Fnord-9.0"), graph(), Context())[Freedom.USE].missing
    assert "category" in granted(parse("Abstyles"), graph(), Context())[Freedom.USE].missing


def test_no_terms_grant_nothing_that_is_known():
    assert {state.extent for state in granted(None, graph(), Context()).values()} == {Extent.UNKNOWN}


def test_a_name_that_may_mean_several_licences_grants_what_they_all_grant():
    assert (
        extents("gemma")
        == extents("LicenseRef-scancode-gemma-tou-2024-04-01")
        == extents("LicenseRef-scancode-gemma-tou-2025-03-24")
    )
    found = granted(parse("cc-by"), graph(), Context())
    assert {state.extent for state in found.values()} <= {Extent.GRANTED, Extent.UNKNOWN}


def test_the_meet_of_nothing_is_everything():
    assert {state.extent for state in meet_all([]).values()} == {Extent.GRANTED}


def test_the_meet_keeps_every_clause_that_decides():
    parts = [granted(parse(words), graph(), Context()) for words in ("CC-BY-NC-4.0", "llama3.1", "MIT")]
    cited = {clause.license for clause in meet_all(parts)[Freedom.USE].because}
    assert cited == {"CC-BY-NC-4.0", "LicenseRef-scancode-llama-3.1-license-2024"}


def test_an_exception_that_adds_a_restriction_lessens():
    assert extents("MIT WITH LicenseRef-scancode-commons-clause") == "pgpp"


MODEL = Artifact("m", Kind.MODEL)
CODE = Artifact("c", Kind.CODE, component="training-code")
DATA = Artifact("d", Kind.DATASET, component="training-dataset")


@pytest.mark.parametrize(
    ("facts", "beside", "missing"),
    [
        ({}, (), "data code"),
        ({}, (CODE,), "data"),
        ({}, (DATA,), "code"),
        ({}, (CODE, DATA), ""),
        ({"training-data": True, "training-code": True}, (), ""),
        ({"training-data": "obtainable"}, (CODE,), ""),
        ({"training-data": "none"}, (CODE,), "data"),
        ({"training-data": False}, (CODE, DATA), "data"),
        ({"training-code": False}, (CODE, DATA), "code"),
        ({}, (Artifact("i", Kind.CODE, component="inference-code"), DATA), "code"),
        ({}, (Artifact("t", Kind.DATASET, component="evaluation-data"), CODE), "data"),
    ],
)
def test_a_model_needs_the_data_and_the_code_that_it_was_made_with(facts, beside, missing):
    found = possible(Artifact("m", Kind.MODEL, facts=facts), parts_of(beside))
    names = {"data": "data-information-missing", "code": "training-code-missing"}
    assert found.rules == tuple(names[word] for word in missing.split())
    assert found.extent is (Extent.PARTIAL if missing else Extent.GRANTED)


@pytest.mark.parametrize("kind", [Kind.DATASET, Kind.CODE, Kind.DOCUMENT, Kind.SERVICE, None])
def test_what_is_no_model_is_its_own_preferred_form(kind):
    assert possible(Artifact("x", kind), parts_of(())).extent is Extent.GRANTED
    assert possible(MODEL, parts_of(())).extent is Extent.PARTIAL
