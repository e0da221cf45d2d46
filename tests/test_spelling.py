"""The names that people write: however a licence's full name is spelt, it means that licence, or is open between it and others."""

from __future__ import annotations

import re

import pytest

from fourfold.catalogue import catalogue
from fourfold.spelling import fold

NUMBER = re.compile(
    r"(?P<before>,? )(?:v ?|version )?(?P<number>\d+(?:\.\d+)+|\d+(?=$| (?:only|or later)))", re.IGNORECASE
)


def spellings(name):
    """Yield a full name as people write it: with and without *The* and *License*, and with the version in several forms."""
    numbers = [name]
    for form in (" {}", " v{}", " v. {}", " Version {}", ", version {}", "-{}"):
        numbers.append(NUMBER.sub(lambda match, form=form: form.format(match["number"]), name, count=1))
        short = NUMBER.sub(lambda match, form=form: form.format(match["number"].removesuffix(".0")), name, count=1)
        numbers.append(short)
    for one in dict.fromkeys(numbers):
        bare = re.sub(r"(?i)^the ", "", one)
        yield from (bare, f"The {bare}", bare.upper(), bare.replace("License", "Licence"), f"{bare} License")
        yield re.sub(r"(?i) licen[cs]e\b", "", bare)


def listed():
    known = catalogue()
    return [i for i in known if not i.startswith("LicenseRef-") and not known.get(i).exception]


def test_every_spelling_of_a_full_name_means_the_licence_or_says_between_which():
    known = catalogue()
    wrong = []
    tried = 0
    for license_id in listed():
        for name in dict.fromkeys(spellings(known.get(license_id).name)):
            tried += 1
            found = known.resolve(name)
            if license_id not in found.candidates or found.how not in {"id", "alias", "ambiguous", "mapped"}:
                wrong.append((license_id, name, found.license or found.candidates))
    assert wrong == []
    assert len(listed()) >= 180
    assert tried >= 5_000


@pytest.mark.parametrize(
    ("one", "other"), [("GPL v3", "gpl-3.0"), ("BSD 3-Clause License", "bsd-3-clause"), ("C.C. 4", "c.c. 4.0")]
)
def test_fold_ignores_how_a_name_is_written(one, other):
    assert fold(one) == fold(other)


def test_fold_keeps_what_tells_licences_apart():
    assert fold("openrail++") != fold("openrail")
    assert fold("llama-3.1") != fold("llama-3")
    assert fold("GPL-2.0-only") != fold("GPL-2.0-or-later")
    assert fold("CC BY 3.0 DE") != fold("CC BY 3.0")
    assert fold("Attribution Assurance License") != fold("CC BY")
