"""Settings, rates, organisations, people, records, the worker, backup and restore."""

from pathlib import Path

import pytest

from commands import Line

RATES = "date,base,quote,rate,source\n2026-11-02,USD,ILS,3.71,Bank of Israel\n"
FREE_TEXTS = ("name", "contact", "sender_line")
DEMO = Path(__file__).parents[2] / "src" / "yosher" / "cli" / "demo_files" / "history"


def test_settings_say_what_they_mean_in_both_languages(cli: Line) -> None:
    rows = cli.did("settings", "get")["settings"]
    hebrew = Line(cli.home, "he").did("settings", "get")["settings"]
    assert len(rows) == len(hebrew) > 5
    for row, same in zip(rows, hebrew, strict=True):
        assert set(row) == {"key", "value", "default", "meaning"}
        assert row["key"] == same["key"]
        assert row["meaning"] != same["meaning"]


def test_a_setting_is_kept_and_given_back(cli: Line) -> None:
    assert cli.did("settings", "set", "hour_cost", "180.00") == {"key": "hour_cost", "value": "180.00"}
    assert cli.did("settings", "get", "hour_cost")["settings"][0]["value"] == "180.00"
    cli.did("settings", "set", "hour_cost", "")
    row = cli.did("settings", "get", "hour_cost")["settings"][0]
    assert row["value"] == row["default"]


def test_every_setting_refuses_nonsense(cli: Line) -> None:
    for row in cli.did("settings", "get")["settings"]:
        if row["key"] in FREE_TEXTS:
            continue
        assert cli.json("settings", "set", row["key"], "שטויות").exit_code == 1, row["key"]
        assert cli.json("settings", "set", row["key"], "-1").exit_code in {1, 2}, row["key"]


IDENTITY = (
    ("name", "Oak & Olive", "My business", "desk.name_of_nobody"),
    ("name", "עץ וזית", "x" * 161, "desk.text_unfit"),
    ("language", "en", "fr", "desk.no_such_language"),
    ("country", "US", "usa", "desk.no_such_country"),
    ("country", "XK", "ZZ", "desk.no_such_country"),
    ("zone", "America/New_York", "Mars/Base", "desk.no_such_zone"),
    ("currency", "USD", "XXQ", "desk.no_such_currency"),
    ("contact", "help@oak.example, 03-1234567", "a\nb", "desk.text_unfit"),
    ("sender_line", "5 Oak Street", "x" * 161, "desk.text_unfit"),
)


@pytest.mark.parametrize(("key", "good", "bad", "code"), IDENTITY)
def test_who_the_business_is_is_set_checked_and_taken_back(cli: Line, key: str, good: str, bad: str, code: str) -> None:
    before = cli.did("settings", "get", key)["settings"][0]
    assert before["value"] == before["default"]
    assert cli.refused("settings", "set", key, bad) == code
    assert Line(cli.home, "he").refused("settings", "set", key, bad) == code
    assert cli.did("settings", "set", key, good) == {"key": key, "value": good}
    assert cli.did("settings", "get", key)["settings"][0]["value"] == good
    others = [row for row in cli.did("settings", "get")["settings"] if row["key"] != key]
    assert all(row["value"] == row["default"] for row in others)
    cli.did("settings", "set", key, "")
    assert cli.did("settings", "get", key)["settings"][0] == before


def test_a_change_of_the_name_leaves_the_other_organisations_and_the_id(cli: Line) -> None:
    cli.did("org", "add", "Other shop", "--id", "other")
    cli.did("settings", "set", "name", "Oak & Olive")
    assert [(row["org"], row["name"]) for row in cli.did("org", "list")["organisations"]] == [
        ("default", "Oak & Olive"),
        ("other", "Other shop"),
    ]


def test_an_organisation_is_added_under_a_name_of_its_own(cli: Line) -> None:
    assert cli.refused("org", "add", "My business") == "desk.name_of_nobody"


def test_unknown_settings_are_named(cli: Line) -> None:
    assert cli.refused("settings", "get", "colour", exit_code=2) == "cli.no_such_setting"
    assert cli.refused("settings", "set", "colour", "red") == "desk.no_such_setting"


def test_rates_are_loaded_and_bad_rows_named(cli: Line, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(
        RATES + "2026-13-02,USD,ILS,3.7,x\n2026-11-03,USD,ILS,-1,x\n2026-11-03,USD,XXQ,1,x\n2026-11-03,USD,ILS,NaN,x\nshort\n", "utf-8"
    )
    document = cli.did("rates", "load", file)
    assert document["rates"] == 1
    assert [row["row"] for row in document["refused"]] == [3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "text", ["", "hello\n", "date,base\n2026-11-02,USD\n", "\x00\x00", "date,base,quote,rate,source\n" + "x" * 200_000 + "\n"]
)
def test_a_file_without_a_rate_exits_2(cli: Line, tmp_path: Path, text: str) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(text, "utf-8")
    said = cli.json("rates", "load", file)
    assert said.exit_code == 2, said
    assert said.document["rates"] == 0


def test_rates_loaded_again_are_already_known(cli: Line, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(RATES, "utf-8")
    cli.did("rates", "load", file)
    assert cli.json("rates", "load", file).exit_code == 0


def test_organisations_are_added_once_and_listed(cli: Line) -> None:
    made = cli.did("org", "add", "Café Zürich", "--country", "CH", "--zone", "Europe/Zurich", "--currency", "CHF", "--language", "en")
    assert made["currency"] == "CHF"
    assert made["org"] in {row["org"] for row in cli.did("org", "list")["organisations"]}
    assert cli.refused("org", "add", "Café Zürich") == "desk.id_taken"


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--zone", "Mars/Base", "desk.no_such_zone"),
        ("--zone", "../../etc/passwd", "desk.no_such_zone"),
        ("--zone", "", "desk.no_such_zone"),
        ("--country", "Israel", "desk.no_such_country"),
        ("--country", "ZZ", "desk.no_such_country"),
        ("--currency", "shekel", "desk.no_such_currency"),
        ("--language", "fr", "desk.no_such_language"),
    ],
)
def test_an_organisation_of_nowhere_is_refused(cli: Line, option: str, value: str, code: str) -> None:
    assert cli.refused("org", "add", "Shop", option, value) == code


def test_ids_that_name_a_folder_elsewhere_are_not_taken(cli: Line) -> None:
    """Packets lie in a folder named after the organisation."""
    for ref in ("../../outside", "/tmp/outside", "..", ".", "a/b", "", "-x", "a" * 61, "a\nb"):
        assert cli.refused("org", "add", "Shop", "--id", ref) == "desk.id_unfit"
        assert cli.refused("person", "add", "Dana", "--id", ref) == "desk.id_unfit"
    assert cli.did("org", "add", "../..")["org"] == "unnamed"


def test_people_are_added_once_with_a_role_that_exists(cli: Line) -> None:
    assert cli.did("person", "add", "דנה כהן", "--role", "approver")["role"] == "approver"
    assert cli.refused("person", "add", "דנה כהן") == "desk.id_taken"
    assert cli.refused("person", "add", "Eli", "--role", "king") == "desk.no_such_role"
    assert cli.did("person", "list")["people"][0]["name"] == "דנה כהן"


@pytest.mark.parametrize("file", sorted(DEMO.glob("*.csv")), ids=lambda f: f.stem)
def test_records_are_loaded_and_known_the_second_time(cli: Line, file: Path) -> None:
    first = cli.did("history", "load", file)
    assert set(first) >= {"kind", "rows", "refused", "seconds"}
    assert first["kind"] == file.stem
    assert first["rows"] == first["new"] > 0
    again = cli.did("history", "load", file, "--kind", file.stem)
    assert (again["rows"], again["new"]) == (first["rows"], 0)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\xff", "{", "id,amount\n"])
def test_records_that_are_none_exit_2(cli: Line, tmp_path: Path, text: str) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(text, "utf-8")
    assert cli.json("history", "load", file).exit_code == 2


def test_records_of_no_kind_or_no_file_are_bad_usage(cli: Line, tmp_path: Path) -> None:
    assert cli.refused("history", "load", cli.form(), "--kind", "dreams", exit_code=2) == "cli.no_such_kind"
    assert cli.refused("history", "load", tmp_path / "no.csv", exit_code=2) == "cli.file_unreadable"


def test_the_worker_prepares_what_came_in(cli: Line) -> None:
    case = cli.case()
    assert cli.refused("worker", exit_code=2) == "cli.worker_now_needs_once"
    assert cli.did("worker", "--once")["done"] >= 1
    assert cli.did("case", "show", case)["answer"] is not None
    assert cli.did("worker", "--once")["done"] == 0


def test_backup_comes_back_on_an_empty_machine(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    cli.did("evidence", "add", case, cli.form(), "--kind", "other")
    archive = tmp_path / "archive.tar"
    cli.did("backup", archive)
    assert archive.stat().st_mode & 0o077 == 0
    there = Line(tmp_path / "other")
    there.did("restore", archive)
    assert there.did("case", "show", case) == cli.did("case", "show", case)
    assert there.refused("restore", archive) == "upkeep.home_not_empty"


def test_a_backup_into_no_folder_is_said(cli: Line, tmp_path: Path) -> None:
    assert cli.refused("backup", tmp_path / "nowhere" / "archive.tar") == "upkeep.archive_unwritable"


@pytest.mark.parametrize("spoil", ["cut", "noise", "absent"])
def test_a_spoilt_archive_is_refused_and_leaves_no_database(cli: Line, tmp_path: Path, spoil: str) -> None:
    archive = tmp_path / "archive.tar"
    cli.did("backup", archive)
    whole = archive.read_bytes()
    archive.write_bytes({"cut": whole[: len(whole) // 2], "noise": whole[:4000] + b"?" * 2000 + whole[6000:], "absent": b""}[spoil])
    there = Line(tmp_path / "other")
    assert there.refused("restore", archive) == "upkeep.archive_damaged"
    assert not (tmp_path / "other" / "yosher.sqlite3").exists()


def test_migrate_twice_has_nothing_left_to_do(tmp_path: Path) -> None:
    cli = Line(tmp_path / "new")
    assert cli.did("migrate")["applied"]
    assert cli.did("migrate")["applied"] == []
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new" / "yosher.sqlite3").stat().st_mode & 0o077 == 0


def test_doctor_finds_a_fine_home_fine(cli: Line) -> None:
    cli.home.chmod(0o700)
    document = cli.json("doctor").document
    assert {check["check"] for check in document["checks"]} >= {"folder", "rights", "database", "integrity", "blobs", "space", "work"}
    assert [check for check in document["checks"] if not check["ok"] and check["check"] != "space"] == []
    assert all(set(check) == {"check", "ok", "code", "text"} for check in document["checks"])


def test_somebody_who_has_left_acts_no_more_and_stays_named(cli: Line) -> None:
    for name, role in (("Noa", "owner"), ("Rina", "analyst")):
        cli.did("person", "add", name, "--role", role)
    made = cli.did("key", "add", "shop", "--scope", "read", "--as", "noa")["key"]
    assert cli.refused("person", "end", "noa") == "desk.last_owner"
    assert cli.refused("person", "role", "noa", "reader", "--as", "noa") == "desk.not_oneself"
    assert cli.refused("person", "role", "rina", "king") == "desk.no_such_role"
    assert cli.refused("person", "end", "noa", "--as", "rina") == "desk.role_may_not"
    assert cli.did("person", "role", "rina", "owner")["role"] == "owner"
    case = cli.case()
    cli.did("note", case, "seen", "--as", "noa")
    assert cli.did("person", "end", "noa", "--as", "rina")["keys"] == [made]
    assert cli.refused("note", case, "again", "--as", "noa") == "desk.no_such_person"
    assert cli.refused("assign", case, "noa") == "desk.person_left"
    assert cli.refused("person", "link", "noa") == "desk.person_left"
    assert "has left" in cli.page("person", "list").stdout
    assert "noa" in cli.page("case", "show", case).stdout.lower()
    assert cli.did("person", "role", "noa", "analyst")["has_left"] is False
    assert cli.did("assign", case, "noa")["assigned"] == "noa"
