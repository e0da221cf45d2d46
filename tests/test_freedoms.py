"""The four freedoms of some terms, and of what a release makes possible: limits lessen, duties do not, what is missing denies."""

from __future__ import annotations

import pytest

from fourfold.artifact import Context
from fourfold.expression import parse
from fourfold.freedoms import OWN, Holding, granted, meet_all
from fourfold.graph import graph
from fourfold.terms import Extent, Form, Freedom, Purpose, Reach, Role

LETTER = {"g": Extent.GRANTED, "p": Extent.PARTIAL, "d": Extent.DENIED, "u": Extent.UNKNOWN}


def extents(words, holding=OWN, **context):
    found = granted(parse(words), graph(), Context(**context), holding)
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


QWEN = "LicenseRef-scancode-qwen-2024"


@pytest.mark.parametrize(
    ("words", "context", "held"),
    [
        (QWEN, {"monthly_active_users": 150_000_000, "purpose": Purpose.COMMERCIAL}, "dgdd"),
        (QWEN, {"monthly_active_users": 150_000_000, "purpose": Purpose.NON_COMMERCIAL}, "pgpp"),
        (QWEN, {"monthly_active_users": 150_000_000, "purpose": Purpose.RESEARCH}, "pgpp"),
        ("LicenseRef-LFM-1.0", {"annual_revenue_usd": 12e6, "purpose": Purpose.COMMERCIAL}, "dgdd"),
        ("LicenseRef-LFM-1.0", {"annual_revenue_usd": 12e6, "purpose": Purpose.RESEARCH}, "pgpp"),
        ("LicenseRef-scancode-hfoil-1.0", {"form": Form.SAAS, "purpose": Purpose.COMMERCIAL}, "dggd"),
        ("LicenseRef-scancode-hfoil-1.0", {"form": Form.SAAS, "purpose": Purpose.NON_COMMERCIAL}, "pggp"),
        ("LicenseRef-Hunyuan-Large", {"territory": ("DE",)}, "dgdd"),
        ("LicenseRef-Hunyuan-Large", {"territory": ("US",)}, "pgpp"),
        ("CC-BY-NC-ND-4.0", {"form": Form.PRIVATE}, "pgpp"),
        ("CC-BY-NC-ND-4.0", {"form": Form.PRIVATE, "purpose": Purpose.COMMERCIAL}, "dgdd"),
        ("CC-BY-ND-4.0", {"form": Form.BINARY}, "ggdp"),
        ("CC-BY-ND-3.0", {"form": Form.PRIVATE}, "ggdp"),
    ],
)
def test_a_limit_denies_only_what_it_takes_in_the_situation_that_is_asked_about(words, context, held):
    assert extents(words, **context) == held


@pytest.mark.parametrize(
    ("modality", "role", "held"),
    [
        ("multimodal", Role.DISTRIBUTOR, "dgdd"),
        ("Multimodal", Role.DISTRIBUTOR, "dgdd"),
        ("multimodal", Role.END_USER, "pgpp"),
        ("text", Role.DISTRIBUTOR, "pgpp"),
        ("", Role.DISTRIBUTOR, "pgpp"),
    ],
)
def test_a_place_left_out_for_one_modality_denies_where_the_thing_is_of_it(modality, role, held):
    assert extents("llama3.2", Holding(modality=modality), territory=("DE",), role=role) == held


def kinds(words, by):
    found = granted(parse(words), graph(), Context(), Holding(by))
    return {cited.clause.kind for state in found.values() for cited in state.because}


def test_only_clauses_that_name_the_way_limit_what_was_made_with_the_material():
    assert kinds("stabilityai-ai-community", Reach.OUTPUT) == {"acceptable-use-policy", "output-training"}
    assert {"revocable", "annual-revenue", "registration"} <= kinds("stabilityai-ai-community", Reach.ADAPT)
    assert kinds("creativeml-openrail-m", Reach.OUTPUT) == {"output-use"}
    assert "no-reverse-engineering" not in kinds("exaone", Reach.EXTRACT)
    assert "no-hosting" not in kinds("LicenseRef-scancode-flux-1-nc", Reach.LEARN)
    assert extents("CC-BY-NC-ND-4.0", Holding(Reach.LEARN)) == "gggg"
    assert extents("Fnord-9.0", Holding(Reach.LEARN)) == "uuuu"


def test_what_has_to_go_out_under_the_same_terms_has_all_their_limits():
    assert kinds("LicenseRef-SVD-NC", Reach.EXTRACT) == kinds("LicenseRef-SVD-NC", Reach.ADAPT)
    assert "no-distribution" in kinds("LicenseRef-AlphaFold3-Weights", Reach.KEEP)
    assert "no-distribution" not in kinds(
        "LicenseRef-AlphaFold3-Weights", Reach.OUTPUT
    )  # outputs have terms of their own


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


@pytest.mark.parametrize("terms", ["MIT AND Commons-Clause", "Apache-2.0 AND MIT AND Commons-Clause"])
def test_what_only_adds_to_a_licence_need_not_give_the_rights_itself(terms):
    assert extents(terms) == "pgpp"
    assert extents("Commons-Clause")[1] == "u"


@pytest.mark.parametrize(("form", "held"), [(Form.RAW, "pppd"), (Form.PRIVATE, "pppp"), (Form.SAAS, "pppd")])
def test_what_only_bars_supplying_others_in_trade_leaves_ones_own_use(form, held):
    assert extents("LicenseRef-K-EXAONE", purpose=Purpose.COMMERCIAL, form=form) == held


@pytest.mark.parametrize(
    ("modality", "held"),
    [
        ("multimodal", "dgdd"),
        ("image-text-to-text", "dgdd"),
        ("Vision_Language", "dgdd"),
        ("text-generation", "pgpp"),
        ("quantum", "pgpp"),
    ],
)
def test_a_territory_left_out_for_multimodal_models_heeds_the_words_of_the_hub(modality, held):
    """As the finding of the same clause does: a tag of the Hub says so as well as the plain word."""
    assert extents("llama3.2", Holding(modality=modality), territory=("DE",)) == held
    named = {
        c.clause.kind
        for c in granted(parse("llama3.2"), graph(), Context(), Holding(modality=modality))[Freedom.USE].because
    }
    assert ("territory" in named) == (modality != "text-generation")
