"""Names from the input may neither forge a line nor steer the screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim
from fourfold.report.tame import one_line, tame, tame_bill
from fourfold.terms import Kind


@given(st.text())
def test_a_line_stays_one_line_and_prints(text):
    assert one_line(text).isprintable()
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_word_of_a_report_steers_the_terminal(name, license_id):
    bill = Bill(name, (Artifact(name + "x", Kind.MODEL, (Claim(license_id),)),))
    report = tame(check(bill))
    words = [
        report.name,
        *(f.message for f in report.findings),
        *(a.id for a in report.artifacts),
        *(row.license for row in report.mix),
    ]
    assert all(word.isprintable() for word in words)
    assert tame_bill(bill).artifacts[0].id.isprintable()


def test_what_prints_is_left_alone():
    report = check(Bill("release", (Artifact("weights", Kind.MODEL, (Claim("MIT"),)),)))
    assert tame(report).to_dict() == report.to_dict()
