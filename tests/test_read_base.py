"""What all readers share: the format told by content, clear refusals, YAML with the line of every value."""

from __future__ import annotations

import bz2
import gc
import gzip
import lzma

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.api import read
from fourfold.errors import FourfoldError, InputError, NothingToCheck
from fourfold.read import READERS
from fourfold.read.base import Source, escape, load_yaml, open_source

MANIFEST = "fourfold: 1\nname: x\nartifacts:\n  - {id: a, license: MIT}\n"


@pytest.mark.parametrize("name", ["a.yaml", "a.txt", "README.md", "bill.json", "noext"])
def test_the_format_is_told_by_content_and_not_by_name(tmp_path, name):
    path = tmp_path / name
    path.write_text(MANIFEST)
    assert read(path).format == "fourfold manifest 1"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"])
def test_what_is_packed_is_unpacked(tmp_path, pack):
    path = tmp_path / "bill"
    path.write_bytes(pack(MANIFEST.encode()))
    assert read(path).artifacts[0].id == "a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_may_begin_with_a_byte_order_mark(tmp_path, encoding):
    path = tmp_path / "bill.yaml"
    path.write_bytes(MANIFEST.replace("id: a", "id: ä").encode(encoding))
    assert read(path).artifacts[0].id == "ä"


def test_lines_end_in_line_feeds_and_the_exact_text_is_kept():
    source = Source("x", None, "a\r\nb\rc\n\x0c\u2028".encode())
    assert source.text == source.head() == "a\nb\nc\n\x0c\u2028"
    assert source.exact == "a\r\nb\rc\n\x0c\u2028"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_manifest_keeps_its_lines_however_they_end(tmp_path, end):
    path = tmp_path / "thing"
    path.write_bytes(MANIFEST.replace("\n", end).encode())
    assert read(path).artifacts[0].place.line == 4


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (b"", NothingToCheck, "empty"),
        (b"  \n\n", NothingToCheck, "empty"),
        (b"hello world", InputError, "no format that is known"),
        (b"\x7fELF\x02\x01\x01\x00\xff\xfe\xfd", InputError, ""),
        (b"{", InputError, ""),
        (b"{}", InputError, ""),
        (b"[]", InputError, ""),
        (b"null", InputError, ""),
        (b"fourfold: 1\nname: x\n", NothingToCheck, "no artifact"),
        (gzip.compress(MANIFEST.encode())[:-6], InputError, "damaged"),
    ],
)
def test_what_is_no_bill_is_refused(tmp_path, data, kind, says):
    path = tmp_path / "thing"
    path.write_bytes(data)
    with pytest.raises(kind) as caught:
        read(path)
    assert says in caught.value.what
    assert "thing" in caught.value.where


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.text(alphabet="-:[]{}&*!|>'\"#%@`,? \nab1", max_size=80).map(str.encode)
)
def test_no_bytes_bring_it_down(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "thing"
    path.write_bytes(data)
    try:
        bill = read(path)
    except FourfoldError as error:
        assert "thing" in str(error)
    else:
        assert bill.artifacts


def test_a_path_that_is_not_there_is_told_with_the_nearest(tmp_path):
    (tmp_path / "fourfold.yaml").write_text(MANIFEST)
    with pytest.raises(InputError) as caught:
        open_source(str(tmp_path / "fourfold.yml"))
    assert "fourfold.yaml" in caught.value.hint


def test_the_readers_have_names_and_the_directory_is_asked_first():
    names = [reader.name for reader in READERS]
    assert names[0] == "directory"
    assert {"fourfold manifest", "Hub card"} < set(names)
    assert len(names) == len(set(names))


def test_a_reader_asked_about_a_stranger_says_no_and_raises_nothing(tmp_path):
    strangers = [b"", b"hello", b"\x00\x01\x02", "fourfold".encode("utf-16"), b"---\n", b"<a/>", b"SPDXVersion"]
    for data in strangers:
        source = Source("x", tmp_path / "x", data)
        assert [
            reader.name
            for reader in READERS
            if reader.name in {"directory", "fourfold manifest"} and reader.sniff(source)
        ] == []


DOCUMENT = """\
name: x
list:
  - one
  - two: 2
    three: {four: 4}
"a/b~c": slash
"""


def test_every_value_knows_its_line():
    located = load_yaml(DOCUMENT, "doc.yaml")
    assert located.value == {"name": "x", "list": ["one", {"two": 2, "three": {"four": 4}}], "a/b~c": "slash"}
    assert {pointer: located.lines[pointer] for pointer in ("/name", "/list", "/list/0", "/list/1", "/list/1/three", "/a~1b~0c")} == {
        "/name": 1, "/list": 2, "/list/0": 3, "/list/1": 4, "/list/1/three": 5, "/a~1b~0c": 6,
    }  # fmt: skip


def test_a_pointer_that_has_no_line_takes_that_of_its_parent():
    located = load_yaml(DOCUMENT, "doc.yaml")
    place = located.place("/list/1/three/nothing/here")
    assert (place.file, place.line, place.pointer) == ("doc.yaml", 5, "/list/1/three/nothing/here")


def test_a_head_in_the_middle_of_a_file_counts_from_there():
    assert load_yaml("a: 1\nb: 2\n", "card.md", 10).lines["/b"] == 11


def test_a_pointer_is_escaped_as_the_standard_says():
    assert escape("a/b~c") == "a~1b~0c"


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("a: 1\na: 2\n", "'a' stands twice", 2),
        ("a: [1\nb: 2\n", "not valid YAML", None),
        ("a: 1\n? [x]\n: 2\n", "plain word", 2),
        ("a: *b\n", "", 1),
        ("a: 1\n---\nb: 2\n", "more than one document", None),
        ("a: " + "[" * 200 + "]" * 200 + "\n", "nested too deeply", 1),
        ("a: " + "[" * 200_000 + "\n", "nested too deeply", 1),
    ],
)
def test_yaml_that_is_refused(text, says, line):
    with pytest.raises(InputError) as caught:
        load_yaml(text, "doc.yaml")
    assert says in caught.value.what
    if line is not None:
        assert caught.value.where == f"doc.yaml:{line}"


def test_a_tag_that_would_run_something_is_not_followed():
    assert load_yaml("a: !!python/object/apply:os.system ['x']\n", "doc.yaml").value == {"a": ["x"]}


def test_aliases_that_grow_without_end_are_stopped():
    text = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(12)
    )
    with pytest.raises(InputError, match="expands too far"):
        load_yaml(text, "bomb.yaml")


def test_plain_aliases_are_fine():
    assert load_yaml("a: &x {k: 1}\nb: *x\n", "doc.yaml").value == {"a": {"k": 1}, "b": {"k": 1}}


def test_the_bytes_of_a_json_document_are_let_go_unless_they_are_kept(tmp_path):
    path = tmp_path / "bom.json"
    path.write_text('{"bomFormat": "CycloneDX", "components": [{"name": "a"}]}')
    for kept in (True, False):
        source = open_source(str(path))
        source.is_kept = kept
        assert source.json["bomFormat"] == "CycloneDX"
        assert (source.data != b"") == kept
        assert "CycloneDX" in source.head()
        taken = source.take_json().value
        assert taken == source.json
        taken["components"].clear()  # as readers do
        assert bool(source.json["components"]) == kept
        assert ("CycloneDX" in source.text) == kept


def test_json_that_is_no_bill_is_not_called_empty(tmp_path):
    path = tmp_path / "thing.json"
    path.write_text('{"a": 1}')
    with pytest.raises(NothingToCheck, match="is JSON in which"):
        read(path)


def test_a_manifest_may_be_written_as_json(tmp_path):
    path = tmp_path / "thing.json"
    path.write_text('{"fourfold": 1, "name": "x", "artifacts": [{"id": "a", "license": "MIT"}]}')
    assert read(path).artifacts[0].id == "a"


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was(tmp_path, running):
    path = tmp_path / "bill"
    path.write_text(MANIFEST)
    gc.enable() if running else gc.disable()
    try:
        read(path)
        assert gc.isenabled() == running
        assert gc.get_freeze_count() == 0
    finally:
        gc.enable()


def test_standard_input_that_is_closed_is_told(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        open_source("-")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("org/name", "hf:org/name --online"),
        ("org/name@v1.0", "hf:org/name@v1.0 --online"),
        ("https://huggingface.co/org/name", "hf:org/name --online"),
        ("https://huggingface.co/org/name/", "hf:org/name --online"),
        ("https://huggingface.co/datasets/org/name/tree/main", "hf:datasets/org/name@main --online"),
        ("http://hf.co/org/name/blob/main/README.md", "hf:org/name@main --online"),
    ],
)
def test_what_looks_like_a_repository_of_the_hub_is_answered_with_how_to_ask_for_it(name, hint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        open_source(name)
    assert caught.value.hint.endswith(hint)


@pytest.mark.parametrize("name", ["../org/name", "a/b/c.json", "name.json", "/org/name", "https://a.example/org/name"])
def test_what_is_no_repository_of_the_hub_is_not_taken_for_one(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        open_source(name)
    assert "hf:" not in caught.value.hint
