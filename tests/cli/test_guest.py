"""`yosher guest` and `yosher evidence share`: the customer's page by the command line."""

from pathlib import Path

from commands import Line


def paper(cli: Line, case: str, tmp_path: Path) -> str:
    file = tmp_path / "terms.txt"
    file.write_text("Our terms", "utf-8")
    return str(cli.did("evidence", "add", case, file)["exhibits"][0]["exhibit"])


def test_a_link_is_printed_once_and_is_nowhere_else(cli: Line) -> None:
    case = cli.case()
    made = cli.did("guest", "link", case, "--site", "https://desk.example/")
    assert made["link"].startswith("https://desk.example/with/")
    assert (made["case"], made["until"]) == (case, "2026-12-06T09:00:00+02:00")
    secret = made["link"].rpartition("/")[2]
    assert len(secret) == 43
    shown = cli.did("case", "show", case)
    assert secret not in str(shown)
    assert shown["events"][-1]["act"] == "customer_invited"
    assert secret.encode() not in (cli.home / "yosher.sqlite3").read_bytes()


def test_a_page_is_closed_once(cli: Line) -> None:
    case = cli.case()
    cli.did("guest", "link", case)
    assert cli.did("guest", "revoke", case)["was_open"] is True
    assert cli.did("guest", "revoke", case)["was_open"] is False
    assert "No link was open" in cli.page("guest", "revoke", case).stdout


def test_an_exhibit_is_shared_and_no_longer(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    exhibit = paper(cli, case, tmp_path)
    assert cli.did("evidence", "share", case, exhibit) == {"case": case, "exhibit": exhibit, "shared": True}
    assert exhibit in cli.page("evidence", "unshare", case, exhibit).stdout
    acts = [event["act"] for event in cli.did("case", "show", case)["events"]]
    assert acts[-2:] == ["exhibit_shared", "exhibit_unshared"]


def test_what_is_not_there_is_not_found(cli: Line) -> None:
    case = cli.case()
    of_evidence = (("evidence", "share", case, "X-1"), ("evidence", "unshare", "C-X", "X-1"))
    for words in (("guest", "link", "C-X"), ("guest", "revoke", "C-X"), *of_evidence):
        said = cli.json(*words)
        assert (said.exit_code, said.code) == (1, "cli.not_found")


def test_what_a_paper_is_can_be_said_afterwards(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    exhibit = paper(cli, case, tmp_path)
    again = cli.did("evidence", "add", case, tmp_path / "terms.txt", "--kind", "terms_accepted_record")
    assert [(note["code"], exhibit in note["text"]) for note in again["notes"]] == [("evidence.known_already", True)]
    assert [one["exhibit"] for one in again["exhibits"]] == [exhibit]
    assert cli.did("evidence", "kind", case, exhibit, "terms_accepted_record")["kind"] == "terms_accepted_record"
    assert cli.refused("evidence", "kind", case, exhibit, "nonsense", exit_code=2) == "cli.no_such_evidence"
    assert cli.did("case", "show", case)["events"][-1]["act"] == "exhibit_kind_changed"
