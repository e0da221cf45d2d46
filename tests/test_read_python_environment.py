"""An installed environment: a folder that distributions are installed into is read as them, each with what it says."""

from __future__ import annotations

import pytest

from fourfold.api import check, read
from fourfold.errors import NothingToCheck
from fourfold.read.python_environment import installed
from fourfold.terms import Grade, Verb


@pytest.fixture
def site(tmp_path):
    """Return a virtual environment, a folder that distributions are installed into, and what installs one."""
    root = tmp_path / "env"
    folder = root / "lib" / "python3.12" / "site-packages"
    folder.mkdir(parents=True)
    (root / "pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")

    def add(name, *lines, into=folder, files=(), record=None):
        base = into / f"{name}-1.0.dist-info"
        (base / "licenses").mkdir(parents=True)
        text = "\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines, "", "Readme"])
        (base / "METADATA").write_bytes(text.encode("latin-1"))
        for path, content in dict(files).items():
            (base / path).write_bytes(content.encode("latin-1"))
        if record:
            (base / "RECORD").write_text("".join(f"{path},,\n" for path in record), encoding="utf-8")
        return base

    return root, folder, add


def said(bill):
    return {a.id: [c.license for c in a.claims] for a in bill.artifacts}


def codes(bill):
    return {entry.code for entry in bill.diagnostics}


def test_a_virtual_environment_is_its_distributions(site):
    root, folder, add = site
    add("one", "License-Expression: MIT", "Requires-Dist: two")
    add("two", "License: GPL-3.0-only")
    for where in (root, folder):
        bill = read(where)
        assert (bill.format, bill.name) == ("Python environment", where.name)
        assert said(bill) == {"one": ["MIT"], "two": ["GPL-3.0-only"]}
        assert (("one", Verb.RUNS, "two")) in {(r.subject, r.verb, r.object) for r in bill.relations}
        assert {a.place.file for a in bill.artifacts} == {
            str(folder / f"{name}-1.0.dist-info" / "METADATA") for name in ("one", "two")
        }
        assert bill.diagnostics == ()
    assert "GPL-3.0-only" in {artifact.resolved for artifact in check(read(root)).artifacts}


def test_an_environment_in_which_nothing_is_installed_holds_nothing(site):
    with pytest.raises(NothingToCheck):
        read(site[0])


def test_a_manifest_says_all_there_is_to_say_of_an_environment_as_well(site):
    root, _, add = site
    add("one", "License: MIT")
    (root / "fourfold.yaml").write_text(
        "fourfold: 1\nname: mine\nartifacts: [{id: a, license: MIT}]\n", encoding="utf-8"
    )
    assert read(root).name == "mine"


def test_a_release_with_a_distribution_beside_it_is_a_directory(site, tmp_path):
    _, _, add = site
    add("one", "License: MIT", into=tmp_path / "release")
    assert read(tmp_path / "release").format == "Python environment"
    (tmp_path / "release" / "README.md").write_text(
        "---\nlicense: apache-2.0\nbase_model: a/b\n---\n", encoding="utf-8"
    )
    assert read(tmp_path / "release").format.startswith("directory")


def test_what_belongs_to_no_distribution_is_told(site):
    root, folder, add = site
    add("one", "License: MIT", record=["one/__init__.py", "one.py", '"a,b/c"', "one-1.0.dist-info/RECORD"])
    for name in ("one", "__pycache__"):
        (folder / name).mkdir()
    for name in ("one.py", "easy.pth", "README.txt"):
        (folder / name).write_text("", encoding="utf-8")
    assert codes(read(root)) == set()
    (folder / "model.safetensors").write_bytes(b"")
    bill = read(root)
    (told,) = bill.diagnostics
    assert (told.code, told.place.file) == ("environment-rest", str(folder / "model.safetensors"))


def test_what_lies_outside_of_an_environment_is_told(site):
    root, _, add = site
    add("one", "License: MIT")
    (root / "pyvenv.cfg").write_text("home = /usr\ninclude-system-site-packages = true\n", encoding="utf-8")
    assert codes(read(root)) == {"environment-outside"}


def test_bytes_of_any_kind_are_read(site, licence_text):
    root, _, add = site
    files = {"licenses/LICENSE": licence_text("MIT").replace("Copyright", "Copyright \xa9 J\xfcrgen", 1)}
    add("one", "Author: J\xfcrgen", "License: MIT", "Requires-Dist: two", files=files)
    add("two", "License: ISC")
    bill = read(root)
    assert said(bill)["one"][:1] == ["MIT"]
    assert ("one", Verb.RUNS, "two") in {(r.subject, r.verb, r.object) for r in bill.relations}


def test_licence_texts_that_the_metadata_do_not_name_are_found_beside_them(site, licence_text):
    root, _, add = site
    add("one", files={"LICENSE.txt": licence_text("MIT"), "RECORD": ""})
    (artifact,) = read(root).artifacts
    assert [(c.license, c.evidence) for c in artifact.claims] == [("MIT", Grade.A)]


def test_licence_texts_without_their_folder_are_found(site, licence_text):
    root, _, add = site
    add("one", "License-File: legal/LICENSE.txt", files={"LICENSE.txt": licence_text("MIT")})
    assert said(read(root)) == {"one": ["MIT"]}


def test_what_cannot_be_read_or_stands_twice_is_told(site):
    root, folder, add = site
    add("one", "License: MIT")
    add("One", "License: ISC")
    (folder / "none-1.0.dist-info").mkdir()
    (folder / "none-1.0.dist-info" / "METADATA").write_text("nothing\n", encoding="utf-8")
    bill = read(root)
    assert sorted(said(bill).values()) == [["ISC"], ["MIT"]]
    assert codes(bill) == {"id-repeated", "distribution-unreadable"}
    other = root / "lib" / "python3.13" / "site-packages"
    add("one", "License: 0BSD", into=other)
    bill = read(root)
    assert "distribution-repeated" in codes(bill)
    assert ["0BSD"] not in said(bill).values()


@pytest.fixture
def environment(tmp_path):
    def add(name: str, *lines: str) -> None:
        folder = tmp_path / f"{name}-1.0.dist-info"
        folder.mkdir()
        text = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *lines, "", "Readme"])
        (folder / "METADATA").write_text(text, encoding="utf-8")

    add(
        "App",
        "License-Expression: MIT",
        "Requires-Dist: my_lib>=1",
        "Requires-Dist: other; extra == 'x'",
        "Requires-Dist: absent",
    )
    add("My.Lib", "License: UNKNOWN", "Classifier: License :: OSI Approved :: Apache Software License")
    add("other")
    return [str(tmp_path)]


def test_an_environment_is_its_distributions_and_what_they_require(environment):
    bill = installed(environment)
    assert {a.id: [c.license for c in a.claims] for a in bill.artifacts} == {
        "app": ["MIT"],
        "my-lib": ["Apache Software License"],
        "other": [],
    }
    verbs = {(r.subject, r.verb, r.object) for r in bill.relations}
    assert ("app", Verb.RUNS, "my-lib") in verbs
    assert not any(subject == "app" and object_ in {"other", "absent"} for subject, _, object_ in verbs)
    assert sum(verb is Verb.CONTAINS for _, verb, _ in verbs) == 3


def test_this_environment_is_read():
    names = {artifact.id for artifact in installed().artifacts}
    assert {"pytest", "pyyaml"} <= names
