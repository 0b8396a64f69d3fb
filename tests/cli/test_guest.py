"""`yosher guest` and `yosher evidence share`: the pages of a case's guests by the command line."""

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


def test_a_lawyer_is_invited_given_more_and_shut_out(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    exhibit = paper(cli, case, tmp_path)
    made = cli.did("guest", "invite", case, "lawyer", "--name", "Adv. Cohen", "--part", "claim", "--site", "https://desk.example/")
    assert made["link"].startswith("https://desk.example/with/")
    page = cli.page("guest", "invite", case, "witness", "--name", "Dana Levi", "--about", "a delivery").stdout
    assert "It opens the page of Dana Levi" in page
    assert "customer" not in page
    _, guest = cli.did("guest", "list", case)["guests"]
    assert (guest["name"], guest["parts"], guest["exhibits"], guest["is_open"]) == ("Adv. Cohen", ["claim"], [], True)
    assert "Adv. Cohen" in cli.page("guest", "list", case).stdout
    given = cli.did("guest", "give", case, guest["ref"], "--part", "timeline", "--exhibit", exhibit)
    assert (given["parts"], given["exhibits"]) == (["timeline"], [exhibit])
    closed = {"case": case, "was_open": True, "link": guest["ref"]}
    assert cli.did("guest", "revoke", case, "--link", guest["ref"]) == closed
    assert cli.did("guest", "revoke", case, "--link", guest["ref"]) == closed | {"was_open": False}
    acts = [event["act"] for event in cli.did("case", "show", case)["events"]]
    assert acts[-3:] == [
        "guest_invited",
        "guest_given",
        "guest_link_revoked",
    ]


def test_a_bad_invitation_is_told_in_words(cli: Line) -> None:
    case = cli.case()
    assert "No witness, mediator or lawyer" in cli.page("guest", "list", case).stdout
    for words, code in (
        (("witness", "--name", "Dana"), "desk.witness_has_no_topic"),
        (("witness", "--name", "Dana", "--about", "a delivery", "--part", "claim"), "desk.not_for_this_guest"),
        (("lawyer", "--name", " "), "desk.guest_has_no_name"),
        (("lawyer", "--name", "Dana", "--exhibit", "X-none"), "cli.not_found"),
    ):
        said = cli.json("guest", "invite", case, *words)
        assert (said.exit_code, said.code) == (1, code)
    said = cli.json("guest", "revoke", case, "--link", "nobody")
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


def test_a_paper_is_taken_out_with_a_reason_and_put_in_again(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    exhibit = paper(cli, case, tmp_path)
    assert cli.refused("evidence", "withdraw", case, exhibit) == "desk.withdrawn_without_reason"
    assert cli.refused("evidence", "withdraw", case, "X-none", "--because", "Wrong case.") == "cli.not_found"
    taken_out = cli.did("evidence", "withdraw", case, exhibit, "--because", "Of another customer.")["withdrawn"]
    assert taken_out["because"] == "Of another customer."
    page = cli.page("case", "show", case).stdout
    assert all(words in page for words in ("Taken out of the case", "Of another customer.", "paper taken out"))
    again = cli.did("evidence", "add", case, tmp_path / "terms.txt")
    assert [(note["code"], exhibit in note["text"]) for note in again["notes"]] == [("evidence.in_use_again", True)]
    cli.did("evidence", "withdraw", case, exhibit, "--because", "Of another customer.")
    assert cli.did("evidence", "restore", case, exhibit)["withdrawn"] is None
    assert "is used for nothing" in cli.page("evidence", "withdraw", case, exhibit, "--because", "Wrong.").stdout
    assert "is used again" in cli.page("evidence", "restore", case, exhibit).stdout
    assert "Taken out of the case" not in cli.page("case", "show", case).stdout
