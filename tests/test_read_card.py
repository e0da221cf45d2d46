"""Hub cards: licence tags as people write them, every word for a base, and what is not known told."""

from __future__ import annotations

import pytest

from fourfold.api import check, read
from fourfold.errors import InputError
from fourfold.read.card import head_of
from fourfold.terms import Grade, Kind, Verb, Verdict


@pytest.fixture
def card(tmp_path):
    def write(head, body="\n# Title\n", name="card.md"):
        path = tmp_path / name
        path.write_text(f"---\n{head}\n---\n{body}", encoding="utf-8")
        return read(path)

    return write


def relations(bill):
    return [(r.verb.value if r.verb else None, r.word, r.object, r.basis) for r in bill.relations]


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("finetune", Verb.FINETUNED_FROM),
        ("adapter", Verb.ADAPTER_OF),
        ("merge", Verb.MERGED_FROM),
        ("quantized", Verb.QUANTIZED_FROM),
        ("Finetune", Verb.FINETUNED_FROM),
    ],
)
def test_every_word_for_a_base(card, word, verb):
    bill = card(f"license: mit\nbase_model: org/base\nbase_model_relation: {word}")
    assert relations(bill) == [(verb.value, word.lower(), "org/base", "stated")]


def test_a_word_for_a_base_that_is_not_known_is_kept_and_told(card):
    bill = card("license: mit\nbase_model: org/base\nbase_model_relation: inspired")
    assert relations(bill) == [(None, "inspired", "org/base", "stated")]
    (told,) = bill.diagnostics
    assert "inspired" in told.message
    assert told.place.line == 4


@pytest.mark.parametrize(
    ("head", "verb"),
    [
        ("tags: [merge]", Verb.MERGED_FROM),
        ("tags: [mergekit]", Verb.MERGED_FROM),
        ("library_name: peft", Verb.ADAPTER_OF),
        ("tags: [lora]", Verb.ADAPTER_OF),
        ("tags: [gguf]", Verb.QUANTIZED_FROM),
        ("tags: [awq]", Verb.QUANTIZED_FROM),
        ("tags: [text-generation]", Verb.FINETUNED_FROM),
    ],
)
def test_without_a_word_the_rest_of_the_card_tells_and_the_relation_is_marked_inferred(card, head, verb):
    assert relations(card(f"base_model: org/base\n{head}")) == [(verb.value, "", "org/base", "inferred")]


@pytest.mark.parametrize(
    "written",
    [
        "https://huggingface.co/org/base",
        "https://huggingface.co/org/base/",
        "http://www.huggingface.co/org/base?library=x",
        "hf.co/org/base/tree/v1",
        "huggingface.co/org/base/blob/main/README.md#use",
    ],
)
def test_the_address_of_a_base_is_its_id(card, written):
    bill = card(f"license: mit\nbase_model: [{written}, org/base]")
    assert {(r.verb, r.object) for r in bill.relations} == {(Verb.FINETUNED_FROM, "org/base")}


@pytest.mark.parametrize(
    "written",
    ["https://huggingface.co/datasets/org/data", "https://huggingface.co/papers/2001.00001", "https://x.org/a/b"],
)
def test_addresses_of_something_else_stay_as_they_are(card, written):
    assert [r.object for r in card(f"license: mit\nbase_model: {written}").relations] == [written]


def test_addresses_of_data_sets(card):
    bill = card(
        "datasets:\n- https://huggingface.co/datasets/org/a/tree/main\n- datasets/org/b\n- https://x.org/c\n- https://hf.co/org/d"
    )
    assert [r.object for r in bill.relations] == [
        "datasets/org/a",
        "datasets/org/b",
        "https://x.org/c",
        "https://hf.co/org/d",
    ]


def test_origins_that_are_no_names_are_told_and_leave_it_open(card):
    bill = card("license: mit\nbase_model: {name: org/base}\ndatasets: [{name: a}, b, {path: c}]")
    assert [r.object for r in bill.relations] == ["datasets/b"]
    assert [(d.code, d.place.line) for d in bill.diagnostics] == [("relation-unknown", 3), ("relation-unknown", 4)]
    assert "org/base" in bill.diagnostics[0].message
    assert "1 more" in bill.diagnostics[1].message
    assert check(card("license: mit\nbase_model: {name: org/base}")).verdict is Verdict.UNKNOWN
    assert card("license: mit\ntask_ids: []\nsource_datasets: [null, '']").diagnostics == ()


def test_several_bases_are_a_merge(card):
    found = relations(card("license: mit\nbase_model:\n  - org/one\n  - org/two"))
    assert [(verb, target) for verb, _, target, _ in found] == [("merged-from", "org/one"), ("merged-from", "org/two")]


def test_data_sets_are_what_a_model_was_trained_on(card):
    bill = card("license: mit\ndatasets:\n  - org/corpus\n  - plain")
    assert [(r.verb, r.object) for r in bill.relations] == [
        (Verb.TRAINED_ON, "datasets/org/corpus"), (Verb.TRAINED_ON, "datasets/plain"),
    ]  # fmt: skip
    assert {a.kind for a in bill.artifacts if a.id.startswith("datasets/")} == {Kind.DATASET}


def test_a_data_set_and_its_sources(card):
    bill = card(
        "license: cc-by-4.0\ntask_categories: [qa]\nsource_datasets: [original, squad, 'extended|wiki', 'extended|other-mine']"
    )
    assert bill.artifacts[0].kind is Kind.DATASET
    assert bill.format == "Hub dataset card"
    assert [(r.verb, r.object) for r in bill.relations] == [
        (Verb.MODIFIED_FROM, "datasets/squad"), (Verb.MODIFIED_FROM, "datasets/wiki"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("license: mit", "mit"),
        ("license: [mit, apache-2.0]", "mit AND apache-2.0"),
        ("license: other\nlicense_name: qwen", "qwen"),
        ("license: other\nlicense_name: some house licence", "some house licence"),
        ("license_name: gemma\ndatasets: [x]", "gemma"),
        ("licenses: [mit]", "mit"),
        ("license: other\ndatasets: [x]", "other"),
    ],
)
def test_licence_tags(card, head, words):
    (claim,) = card(head).artifacts[0].claims
    assert (claim.license, claim.evidence) == (words, Grade.C)


def test_other_without_a_name_is_no_licence(card):
    report = check(card("license: other\ndatasets: [x]"))
    assert report.artifacts[0].license == "other"
    assert report.verdict is Verdict.UNKNOWN


def test_the_link_of_a_licence_is_kept_beside_its_name(card):
    (claim,) = card("license: other\nlicense_name: qwen\nlicense_link: https://example.org/l").artifacts[0].claims
    assert "https://example.org/l" in claim.source


def test_no_licence_is_no_claim(card):
    bill = card("base_model: org/base")
    assert bill.artifacts[0].claims == ()
    assert check(bill).verdict is Verdict.UNKNOWN


def test_the_base_is_upstream_and_states_no_licence_here(card):
    bill = card("license: mit\nbase_model: org/base")
    base = next(a for a in bill.artifacts if a.id == "org/base")
    assert (base.shipped, base.claims, base.kind) == (False, (), Kind.MODEL)
    assert check(bill).verdict is Verdict.UNKNOWN


def test_lines_are_those_of_the_file(card):
    bill = card("license: mit\nbase_model:\n  - org/one\n  - org/two")
    assert [r.place.line for r in bill.relations] == [4, 5]
    assert bill.artifacts[0].claims[0].place.line == 2


def test_the_artifact_is_called_as_the_file_or_its_folder(card, tmp_path):
    assert card("license: mit", name="org--model.README.md").artifacts[0].id == "org--model"
    assert card("license: mit", name="README.md").artifacts[0].id == tmp_path.name


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_heads_however_lines_end(tmp_path, newline):
    path = tmp_path / "README.md"
    path.write_bytes(newline.join(["---", "datasets: [a]", "license: mit", "---", "# T"]).encode())
    for where in (path, tmp_path):
        (claim,) = read(where).artifacts[0].claims
        assert (claim.license, claim.place.line) == ("mit", 3)


@pytest.mark.parametrize("comment", ["<!-- draft -->\n", "<!-- one\n--- two -->\n\n<!--three-->\n"])
def test_a_comment_may_stand_before_the_head(tmp_path, comment):
    path = tmp_path / "card.md"
    path.write_text(f"{comment}---\nlicense: mit\n---\n# T\n")
    (claim,) = read(path).artifacts[0].claims
    assert (claim.license, claim.place.line) == ("mit", comment.count("\n") + 2)


def test_comments_without_a_head_behind_them_are_soon_done_with():
    assert head_of("<!-- a -->\n" * 10_000 + "prose") is None


def test_yaml_of_another_kind_is_no_card(tmp_path):
    path = tmp_path / "thing.yml"
    path.write_text("---\nrepository:\n  license: mit\n  tags: [a]\n")
    with pytest.raises(InputError, match="no format that is known"):
        read(path)
    path.write_text("---\nlicense: mit\n")
    assert read(path).artifacts[0].claims[0].license == "mit"


@pytest.mark.parametrize(
    "key",
    ["pretty_name: A", "viewer: false", "paperswithcode_id: a", "multilinguality: [monolingual]", "train-eval-index: []", "config_names: [a]", "language_details: en-US"],
)  # fmt: skip
def test_keys_that_only_dataset_cards_have(card, key):
    assert card(f"license: mit\n{key}").artifacts[0].kind is Kind.DATASET
    for model in ("pipeline_tag: x", "datasets: [y]", "base_model: o/b", "widget: []"):
        assert card(f"license: mit\n{key}\n{model}").artifacts[0].kind is Kind.MODEL


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("title: my essay", "nothing of a model or dataset"),
        ("- a\n- b", "not a mapping"),
        ("license: [mit", "not valid YAML"),
        ("license: mit\nlicense: apache-2.0", "stands twice"),
    ],
)
def test_what_is_no_card_is_refused_with_its_line(card, head, says):
    with pytest.raises(InputError) as caught:
        card(head)
    assert says in caught.value.what
    assert "card.md:" in caught.value.where


def test_a_text_without_a_head_is_no_card():
    assert head_of("# Title\n\nlicense: mit\n") is None
    assert head_of("---\nlicense: mit\n---\n") == ("license: mit", 2)


def test_odd_values_do_not_break_it(card):
    bill = card("license: mit\nbase_model: [null, '', 5, {a: b}, org/base]\ndatasets: {a: b}\ntags: 7")
    assert [r.object for r in bill.relations] == ["5", "org/base"]


def test_a_card_that_names_itself_as_its_base_has_no_base(card):
    assert card("license: mit\nbase_model: card").relations == ()
