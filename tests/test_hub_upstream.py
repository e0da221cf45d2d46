"""From base model and dataset to release: how far origins are looked up, and what is said where they cannot be."""

from __future__ import annotations

import pytest

from fourfold.api import check, read
from fourfold.hub.upstream import DEEPEST, MOST
from fourfold.terms import Verb, Verdict
from tests.hub_server import Repo


def card(license_="mit", *bases, datasets=()):
    lines = [f"license: {license_}", *([f"base_model: [{', '.join(bases)}]"] if bases else [])]
    lines += [f"datasets: [{', '.join(datasets)}]"] if datasets else []
    return Repo({"README.md": "\n".join(["---", *lines, "---", "# Name", ""]), "model.gguf": 10**9})


def told(bill, code):
    return [d.message for d in bill.diagnostics if d.code == code]


def claims(bill):
    return {a.id: [c.license for c in a.claims] for a in bill.artifacts}


def chain(hub, length):
    """Repositories of which each was made from the next."""
    for i in range(length):
        hub.repos[f"org/m{i}"] = card(
            "mit" if i < length - 1 else "llama3.1", *([f"org/m{i + 1}"] if i < length - 1 else [])
        )


def test_the_path_leads_to_the_origin_of_the_origin(hub):
    chain(hub, 3)
    bill = read("hf:org/m0", online=True)
    assert claims(bill)["org/m2"] == ["llama3.1"]
    paths = [f.path for f in check(bill).findings if f.rule == "relabelled-derivative" and f.subject == "org/m0"]
    assert ("org/m0", "finetuned-from", "org/m1", "finetuned-from", "org/m2") in paths


def test_places_lead_to_the_card_that_says_it(hub):
    chain(hub, 3)
    bill = read("hf:org/m0", online=True)
    relation = next(r for r in bill.relations if r.subject == "org/m1" and r.verb is Verb.FINETUNED_FROM)
    assert str(relation.place) == f"hf:org/m1@{hub.repos['org/m1'].sha}/README.md:3"


def test_what_is_too_far_stays_unknown_and_is_told(hub):
    chain(hub, DEEPEST + 3)
    bill = read("hf:org/m0", online=True)
    found = claims(bill)
    assert found[f"org/m{DEEPEST}"]
    assert found[f"org/m{DEEPEST + 1}"] == []
    assert told(bill, "upstream-left")[0].endswith(f"not looked up: org/m{DEEPEST + 1}")
    assert check(bill).verdict is Verdict.UNKNOWN


def test_no_more_than_so_many_repositories_are_asked(hub):
    bases = [f"org/b{i:03}" for i in range(MOST + 10)]
    hub.repos |= {base: card() for base in bases} | {"org/merge": card("mit", *bases)}
    bill = read("hf:org/merge", online=True)
    assert len([path for _, path in hub.log if path.startswith("/api/")]) == MOST + 1
    assert told(bill, "upstream-left")[0].endswith("org/b040, org/b041, org/b042 and 7 more")
    assert check(bill).verdict is Verdict.UNKNOWN


def test_a_circle_ends_and_is_told(hub):
    hub.repos |= {"org/a": card("mit", "org/b"), "org/b": card("mit", "org/c"), "org/c": card("mit", "org/a", "org/b")}
    bill = read("hf:org/a", online=True)
    assert sorted(claims(bill)) == ["org/a", "org/b", "org/c"]
    assert len([path for _, path in hub.log if path.startswith("/api/")]) == 3
    assert "lineage-cycle" in {f.rule for f in check(bill).findings}


def test_an_origin_of_two_is_asked_for_once(hub):
    hub.repos |= {
        "org/a": card("mit", "org/b", "org/c"),
        "org/b": card("mit", "org/d"),
        "org/c": card("mit", "org/d"),
        "org/d": card(),
    }
    bill = read("hf:org/a", online=True)
    assert len([path for _, path in hub.log if "/org/d/" in path and "/api/" in path]) == 1
    assert [(r.subject, r.object) for r in bill.relations if r.object == "org/d"] == [
        ("org/b", "org/d"),
        ("org/c", "org/d"),
    ]


@pytest.mark.parametrize(
    ("base", "says"),
    [
        ("org/none", "there is no such repository, or it is private"),
        ("./checkpoints/last", "is no name of a repository on the Hub"),
        ("org/down", "the Hub answered with status 503"),
        ("org/half", "the Hub answered with status 500"),
        ("org/odd", "the answer is none that the Hub gives"),
    ],
)
def test_an_origin_that_cannot_be_read_stays_unknown_with_the_reason(hub, base, says):
    half = card("apache-2.0")
    half.files["LICENSE"] = "x"
    half.failing = {"LICENSE": 500}
    hub.repos |= {"org/a": card("mit", base), "org/half": half, "org/down": Repo({"README.md": ""}, failing={"": 503})}
    hub.raw["/api/models/org/odd/revision/main"] = b"<html>"
    bill = read("hf:org/a", online=True)
    assert claims(bill) == {"org/a": ["mit"], base: []}
    (message,) = told(bill, "upstream-unread")
    assert message.startswith(f"{base}: {says}")
    report = check(bill)
    assert report.verdict is Verdict.UNKNOWN
    assert any(says in f.message for f in report.findings if f.rule == "input-incomplete")


def test_of_an_origin_behind_a_gate_the_card_counts_and_the_gate_is_told(hub):
    base = card("llama3.1")
    base.files["LICENSE"] = "x"
    base.gated, base.refused = "manual", 401
    hub.repos |= {"org/a": card("mit", "org/base"), "org/base": base}
    bill = read("hf:org/a", online=True)
    assert claims(bill)["org/base"] == ["llama3.1"]
    (message,) = told(bill, "gated")
    assert message.startswith("org/base: its users are asked to accept terms at a gate")
    assert check(bill).exit_code == 1


def test_an_origin_behind_a_gate_that_says_nothing_is_unknown(hub):
    base = Repo({"README.md": "# none\n", "LICENSE": "x"}, gated="auto", refused=403)
    hub.repos |= {"org/a": card("mit", "org/base"), "org/base": base}
    assert check(read("hf:org/a", online=True)).verdict is Verdict.UNKNOWN


def test_of_an_origin_neither_weights_nor_sources_are_asked_for(hub):
    base = card("apache-2.0")
    base.files |= {"modeling.py": "# SPDX-License-Identifier: MIT\n", "fourfold.yaml": "fourfold: 1\n", "NOTICE": "x"}
    hub.repos |= {"org/a": card("mit", "org/base"), "org/base": base}
    bill = read("hf:org/a", online=True)
    assert hub.asked() == ["README.md", "README.md"]
    base_artifact = next(a for a in bill.artifacts if a.id == "org/base")
    assert base_artifact.facts["notice-file"] is True


def test_datasets_are_looked_up_among_datasets(hub):
    data = Repo({"README.md": "---\nlicense: cc-by-nc-4.0\nsource_datasets: [extended|org/raw]\n---\n"})
    hub.repos |= {"org/a": card("mit", datasets=["org/d"]), "datasets/org/d": data}
    hub.repos["datasets/org/raw"] = Repo({"README.md": "---\nlicense: odbl\n---\n", "x.csv": 5})
    found = claims(read("hf:org/a", online=True))
    assert (found["datasets/org/d"], found["datasets/org/raw"]) == (["cc-by-nc-4.0"], ["odbl"])


def test_terms_at_the_gate_of_an_origin_are_told_and_its_card_counts(hub):
    gate = "extra_gated_prompt: Nobody may whistle while it runs."
    hub.repos["org/base"] = card(f"mit\n{gate}")
    hub.repos["org/name"] = card("mit", "https://huggingface.co/org/base")
    bill = read("hf:org/name", online=True)
    assert claims(bill)["org/base"] == ["mit"]
    assert len(told(bill, "gated-terms-unread")) == 1
    assert claims(read("hf:org/base", online=True))["org/base"] == ["mit", "LicenseRef-gated-terms"]
