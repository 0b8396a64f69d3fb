"""Blobs: written once, whole or not at all, never another organisation's, never outside their folder."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.adapters.blobs.store import BlobStore, blobs_at
from yosher.desk.ports import NotFound, Trouble
from yosher.kernel.ids import BlobRef, CaseId, OrgId

ORG, OTHER, CASE = OrgId("one"), OrgId("two"), CaseId("C-1")


@pytest.fixture(params=["folder", "file", "memory"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    address = {"folder": None, "file": f"file://{tmp_path}/a%20place", "memory": "memory://"}[request.param]
    return blobs_at(address, tmp_path / "blobs")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_put_comes_back_by_its_hash(blobs: BlobStore) -> None:
    content = "קבלה".encode()
    ref = blobs.put(ORG, CASE, content)
    assert ref == hashlib.sha256(content).hexdigest()
    assert blobs.get(ORG, CASE, ref) == content


def test_the_same_bytes_twice_are_one_blob(blobs: BlobStore) -> None:
    assert blobs.put(ORG, CASE, b"x") == blobs.put(ORG, CASE, b"x")
    assert blobs.get(ORG, CASE, blobs.put(ORG, CASE, b"")) == b""


@pytest.mark.parametrize(("organisation", "case"), [(OTHER, CASE), (ORG, CaseId("C-2"))])
def test_another_organisation_or_case_finds_nothing(blobs: BlobStore, organisation: OrgId, case: CaseId) -> None:
    ref = blobs.put(ORG, CASE, b"x")
    with pytest.raises(NotFound):
        blobs.get(organisation, case, ref)


def test_an_unknown_ref_is_not_found(blobs: BlobStore) -> None:
    for ref in ("0" * 64, "", "..", "no ref"):
        with pytest.raises(NotFound):
            blobs.get(ORG, CASE, BlobRef(ref))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["..", "../..", "/etc", "a/../../b", "C:\\", "%2e%2e", ".", ""]))
def test_no_id_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, organisation: str, case: str, hostile: str) -> None:
    outside = tmp_path_factory.mktemp("outside")
    blobs = blobs_at(None, outside / "blobs")
    for org, of_case in ((organisation, case), (hostile, case), (organisation, hostile), (hostile, hostile)):
        try:
            ref = blobs.put(OrgId(org), CaseId(of_case), b"x")
        except Trouble:  # a name that the file system does not take, such as one of surrogates or of 300 bytes
            continue
        assert blobs.get(OrgId(org), CaseId(of_case), ref) == b"x"
    assert [path.name for path in outside.iterdir()] == ["blobs"]


def test_a_blob_that_was_changed_on_disk_is_not_given_as_what_was_put(tmp_path: Path) -> None:
    blobs = blobs_at(None, tmp_path)
    ref = blobs.put(ORG, CASE, b"as handed in")
    (path,) = files(tmp_path)
    path.write_bytes(b"as handed on")
    with pytest.raises(Trouble) as trouble:
        blobs.get(ORG, CASE, ref)
    assert trouble.value.reason.code == "store.blob_changed"


def test_a_name_whose_bytes_never_reached_the_disk_is_mended_by_the_next_put(tmp_path: Path) -> None:
    blobs = blobs_at(None, tmp_path)
    ref = blobs.put(ORG, CASE, b"content")
    (path,) = files(tmp_path)
    path.write_bytes(b"")  # what a power cut leaves
    assert blobs.put(ORG, CASE, b"content") == ref
    assert blobs.get(ORG, CASE, ref) == b"content"


def test_what_is_erased_is_gone_and_all_else_stays(blobs: BlobStore) -> None:
    near = CaseId("C-10")  # whose name begins like the other's
    refs = [blobs.put(ORG, CASE, content) for content in (b"a", b"b", b"c")]
    kept = [(org, case, blobs.put(org, case, b"a")) for org, case in ((ORG, near), (OTHER, CASE))]
    blobs.erase(ORG, CASE, refs[:1])
    blobs.erase(ORG, CASE, [*refs[:1], BlobRef("0" * 64), BlobRef("")])
    with pytest.raises(NotFound):
        blobs.get(ORG, CASE, refs[0])
    assert [blobs.get(ORG, CASE, ref) for ref in refs[1:]] == [b"b", b"c"]
    blobs.erase(ORG, CASE, [])
    assert blobs.get(ORG, CASE, refs[1]) == b"b"
    blobs.erase(ORG, CASE)
    blobs.erase(ORG, CASE)
    for ref in refs:
        with pytest.raises(NotFound):
            blobs.get(ORG, CASE, ref)
    assert [blobs.get(org, case, ref) for org, case, ref in kept] == [b"a", b"a"]
    assert blobs.get(ORG, CASE, blobs.put(ORG, CASE, b"a")) == b"a", "and may be put again"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["..", "../..", "/", "", ".", "%2e%2e", "C-1/..", "*"]), st.sampled_from(["..", "", ".", "C-1", "%", "ק"]))
def test_no_id_erases_what_is_not_its_own(tmp_path_factory: pytest.TempPathFactory, organisation: str, case: str) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "mine.txt").write_text("mine")
    blobs = blobs_at(None, outside / "blobs")
    ref = blobs.put(ORG, CASE, b"x")
    own = blobs.put(OrgId(organisation), CaseId(case), b"y")
    blobs.erase(OrgId(organisation), CaseId(case))
    blobs.erase(OrgId(organisation), CaseId(case), [BlobRef("../../../mine.txt"), BlobRef(f"../{CASE}/{ref}")])
    with pytest.raises(NotFound):
        blobs.get(OrgId(organisation), CaseId(case), own)
    assert blobs.get(ORG, CASE, ref) == b"x"
    assert (outside / "mine.txt").read_text() == "mine"


def test_no_empty_folder_is_left(tmp_path: Path) -> None:
    blobs = blobs_at(None, tmp_path / "blobs")
    for case in (CASE, CaseId("C-2")):
        blobs.put(ORG, case, b"x")
    blobs.erase(ORG, CASE)
    assert [path.name for path in (tmp_path / "blobs" / ORG).iterdir()] == ["C-2"]
    blobs.erase(ORG, CaseId("C-2"), [blobs.put(ORG, CaseId("C-2"), b"x")])
    assert list((tmp_path / "blobs").iterdir()) == []


def test_an_unknown_address_is_said_to_be_unknown(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        blobs_at("carrier-pigeon://coop?key=secret", tmp_path)
    assert trouble.value.reason.code == "store.blobs_unknown"
    assert "secret" not in str(trouble.value.reason.values)


FULL = """
import resource, signal, sys
from pathlib import Path
from yosher.adapters.blobs.store import blobs_at
from yosher.desk.ports import Trouble
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
blobs = blobs_at(None, Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    blobs.put("one", "C-1", b"x" * 100_000)
except Trouble as trouble:
    sys.exit(trouble.reason.code)
"""
ENDLESS = """
import sys
from pathlib import Path
from yosher.adapters.blobs.store import blobs_at
blobs = blobs_at(None, Path(sys.argv[1]))
n = 0
while True:
    print(blobs.put("one", "C-1", n.to_bytes(8) * 50_000), flush=True)
    n += 1
"""


def test_a_full_disk_leaves_no_half_blob(tmp_path: Path) -> None:
    said = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=False)
    assert said.stderr.strip() == "store.disk_full"
    assert [path.stat().st_size for path in files(tmp_path) if len(path.name) == 64] == []


def test_kill_9_in_the_middle_of_a_put_leaves_whole_blobs_only(tmp_path: Path) -> None:
    for moment in (0.1, 0.25, 0.4):
        process = subprocess.Popen([sys.executable, "-c", ENDLESS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        given_refs = [process.stdout.readline().strip()]
        time.sleep(moment)
        os.kill(process.pid, signal.SIGKILL)
        given_refs += process.stdout.read().split()
        process.stdout.close()
        process.wait()
        blobs = blobs_at(None, tmp_path)
        whole = [ref for ref in given_refs if len(ref) == 64]
        assert whole
        for ref in whole:  # a ref that was given is a promise
            assert blobs.get(ORG, CASE, BlobRef(ref))
        for path in files(tmp_path):  # what lies under a blob's name is that blob
            assert len(path.name) != 64 or hashlib.sha256(path.read_bytes()).hexdigest() == path.name
