"""Country codes: known ones in one form, the European Union's own spellings, and nothing else."""

from __future__ import annotations

import pytest

from fourfold.artifact import Context
from fourfold.errors import UsageError
from fourfold.territory import settle


@pytest.mark.parametrize(("word", "code"), [("de", "DE"), ("UK", "GB"), ("el", "GR"), ("EU", "EU"), (" fr ", "FR")])
def test_a_code_has_one_form(word, code):
    assert settle([word]) == (code,)
    assert Context(territory=(word,)).territory == (code,)


@pytest.mark.parametrize("word", ["XX", "Germany", "", "D", "ZZ", "E U"])
def test_what_is_no_code_is_refused(word):
    with pytest.raises(ValueError, match="no code of a country"):
        settle([word])
    with pytest.raises(UsageError, match="territory"):
        Context().but(territory=[word])


def test_a_manifest_with_a_place_that_nobody_knows_is_refused_with_its_line(run, tmp_path):
    path = tmp_path / "fourfold.yaml"
    path.write_text(
        "fourfold: 1\nname: x\ncontext: {territory: [XX]}\nartifacts: [{id: a, kind: model, license: MIT}]\n"
    )
    code, _, err = run("check", path)
    assert code == 2
    assert "fourfold.yaml:3" in err


def test_the_united_kingdom_is_left_out_under_either_code(run, tmp_path):
    path = tmp_path / "fourfold.yaml"
    path.write_text(
        "fourfold: 1\nname: x\nartifacts: [{id: a, kind: model, license: LicenseRef-scancode-tencent-hunyuan-3d-2.0-cla}]\n"
    )
    assert [run("check", path, "--territory", word)[0] for word in ("GB", "UK", "US")] == [1, 1, 0]
