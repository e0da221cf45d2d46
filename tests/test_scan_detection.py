"""What ScanCode found in one file: which evidence it is, what is too weak, and what says nothing."""

from __future__ import annotations

import pytest

from fourfold.scan.detection import LEAST, read_file, states
from fourfold.terms import Grade


def match(words, score=100.0, matcher="2-aho", rule="words.RULE", first=2, last=2, **more):
    return {
        "license_expression_spdx": words, "score": score, "matcher": matcher, "rule_identifier": rule,
        "start_line": first, "end_line": last, "match_coverage": score, **more,
    }  # fmt: skip


def entry(*matches, words="", **more):
    said = words or " AND ".join(dict.fromkeys(m["license_expression_spdx"] for m in matches))
    return {"license_detections": [{"license_expression_spdx": said, "matches": list(matches)}], **more}


def test_a_notice_is_evidence_of_the_file_itself():
    (found,) = read_file(entry(match("MIT"))).found
    assert (found.license, found.grade, found.line, found.tagged) == ("MIT", Grade.B, 2, False)
    assert found.says == "ScanCode: notice (score 100)"


def test_a_header_is_told_as_one():
    (found,) = read_file(entry(match("MIT", matcher="1-spdx-id"))).found
    assert found.tagged
    assert "SPDX header" in found.says


TEXT = match("MIT", matcher="1-hash", rule="mit.LICENSE", first=3, last=9)


@pytest.mark.parametrize(
    ("more", "text", "grade"),
    [
        ({"percentage_of_license_text": 100}, "", Grade.A),
        ({"percentage_of_license_text": 97.0}, "", Grade.B),
        ({"percentage_of_license_text": 97.0}, "Copyright (c) 2031 A. Bell\n\n" + "x\n" * 7, Grade.A),
        (
            {"percentage_of_license_text": 97.0},
            "Copyright (c) 2031 A. Bell\n\n" + "x\n" * 7 + "Ring on Sundays.\n",
            Grade.B,
        ),
    ],
)
def test_a_whole_text_is_the_best_evidence_if_nothing_but_copyright_stands_beside_it(more, text, grade):
    (found,) = read_file(entry(TEXT, **more), text=text).found
    assert found.grade is grade


@pytest.mark.parametrize("change", [{"matcher": "3-seq"}, {"match_coverage": 99.0}, {"rule_identifier": "mit_12.RULE"}])
def test_a_text_that_is_not_word_for_word_is_none(change):
    (found,) = read_file(entry({**TEXT, **change}, percentage_of_license_text=100)).found
    assert found.grade is Grade.B


def test_a_match_below_the_score_is_no_claim():
    seen = read_file(entry(match("MIT", LEAST - 0.01), match("Zlib", LEAST)))
    assert [found.license for found in seen.found] == ["Zlib"]
    assert seen.weak == (("MIT", LEAST - 0.01, 2),)


def test_a_match_without_a_score_is_no_claim():
    bare = match("MIT")
    del bare["score"]
    assert read_file(entry(bare)).found == ()


def test_clues_are_no_claims():
    seen = read_file({"license_detections": [], "license_clues": [match("MIT")]})
    assert (seen.found, seen.weak) == ((), (("MIT", 100.0, 2),))


def test_words_that_only_point_at_a_licence_state_none():
    vague = "LicenseRef-scancode-unknown-license-reference"
    assert read_file(entry(match(vague, first=5))).vague == (5,)
    seen = read_file(entry(match("MIT"), match(vague)))
    assert [found.license for found in seen.found] == ["MIT"]


def test_a_choice_and_an_exception_are_kept_whole():
    words = "GPL-2.0-only WITH Classpath-exception-2.0 OR MIT"
    (found,) = read_file(entry(match("GPL-2.0-only WITH Classpath-exception-2.0"), match("MIT"), words=words)).found
    assert found.license == words


def test_several_matches_of_which_one_is_weak_apply_together():
    seen = read_file(entry(match("MIT OR Zlib"), match("ISC"), match("0BSD", 10.0)))
    assert [found.license for found in seen.found] == ["(MIT OR Zlib) AND ISC"]


def test_what_stands_in_another_file_says_so():
    (found,) = read_file(entry(match("MIT", from_file="kit/LICENSE")), "kit/a.py").found
    assert found.elsewhere == "kit/LICENSE"
    assert "kit/LICENSE" in found.says


def test_older_outputs_have_the_expression_at_the_file_alone():
    old = {"score": 100.0, "license_expression": "gpl-2.0", "start_line": 1}
    (found,) = read_file(
        {
            "detected_license_expression": "gpl-2.0",
            "detected_license_expression_spdx": "GPL-2.0-only",
            "license_detections": [{"license_expression": "gpl-2.0", "matches": [old]}],
        }
    ).found
    assert found.license == "GPL-2.0-only"


@pytest.mark.parametrize(
    ("words", "says"),
    [("MIT", True), ("LicenseRef-scancode-warranty-disclaimer", False), ("LicenseRef-scancode-proprietary-license", True),
     ("LicenseRef-scancode-unknown-spdx AND MIT", True), ("words of nobody", True)],
)  # fmt: skip
def test_which_words_state_terms(words, says):
    assert states(words) is says
