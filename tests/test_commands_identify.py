"""``fourfold identify`` names texts, and tells what differs."""

from __future__ import annotations

import json

import pytest

from fourfold import identify as identify_by_api
from fourfold.identify import identify
from tests.house import HOUSE, PLAIN


def test_the_command_names_texts(run, known, tmp_path):
    file = tmp_path / "LICENSE"
    file.write_text(HOUSE)
    code, out, err = run("identify", file)
    assert (code, out) == (0, f"{file}: text of House-2.0\n")
    assert err.splitlines()[-1] == "exit 0: 1 of 1 text named"


def test_the_command_tells_what_differs(run, known, tmp_path):
    file = tmp_path / "LICENSE"
    file.write_text(HOUSE.replace("30 days", "90 days") + "\nWhoever hums it pays a \x1b[31mtoll.\n")
    code, out, err = run("identify", file)
    assert code == 3
    assert "modified text of House-2.0" in out
    assert "not in House-2.0: 90" in out
    assert "Whoever hums it pays a" in out
    assert "\x1b" not in out
    assert "missing: word" in out
    assert err.splitlines()[-1] == "exit 3: 0 of 1 text named"


def test_the_command_prints_the_parts_of_a_file(run, known, tmp_path):
    file = tmp_path / "NOTICE"
    file.write_text(f"{PLAIN}\n\n{HOUSE}")
    code, out, _ = run("identify", file)
    assert code == 0
    assert "Leaflet" in out.splitlines()[1]
    assert "House-2.0" in out.splitlines()[2]
    file.write_text(f"{PLAIN}\n\n{'And now for something that nobody has ever said before. ' * 9}\n\n{HOUSE}")
    code, out, _ = run("identify", file)
    assert code == 3
    assert "unknown" in out


def test_many_passages_are_cut_short_unless_more_is_asked_for(run, known, tmp_path):
    file = tmp_path / "LICENSE"
    words = HOUSE.split(" ")
    for number in range(len(words) - 12, 12, -12):
        words.insert(number, f"hums{number} purrs{number} naps{number}")
    file.write_text(" ".join(words) + "\nA word from the cook, who " + "stirs and " * 20 + "sleeps\n")
    code, short, _ = run("identify", file)
    _, full, _ = run("identify", file, "--verbose")
    assert code == 3
    assert short.count("not in House-2.0:") == 12
    assert "--verbose" in short
    assert "sleeps" not in short
    assert full.count("not in House-2.0:") > 12
    assert "stirs and sleeps" in full


def test_the_command_prints_json(run, known, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text(HOUSE)
    two.write_text(HOUSE + "\nWhoever hums it pays a toll.\n")
    code, out, _ = run("identify", one, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["license"], found["score"], found["differences"]) == ("House-2.0", 1.0, [])
    code, out, _ = run("identify", one, two, "--format", "json")
    _, found = json.loads(out)
    assert code == 3
    assert found["license"] is None
    assert found["nearest"] == "House-2.0"
    assert found["modified"] is True
    assert found["differences"] == ["Whoever hums it pays a toll."]
    assert found["file"] == str(two)


@pytest.mark.parametrize(
    ("make", "says"), [("mkdir", "is a directory"), ("write", "is not text"), (None, "no such file")]
)
def test_the_command_refuses_what_is_no_text(run, tmp_path, make, says):
    path = tmp_path / "thing"
    if make == "mkdir":
        path.mkdir()
    elif make == "write":
        path.write_bytes(b"\x7fELF\x02\xff\xfe\x00")
    code, _, err = run("identify", path)
    assert code == 2
    assert says in err
    assert "Traceback" not in err


def test_the_public_function_gives_the_same(known):
    assert identify_by_api(HOUSE) == identify(HOUSE)
