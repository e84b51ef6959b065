"""Recipients as CSV: what is wrong is said with its line, and then nothing is imported."""

from __future__ import annotations

import pytest

from line_connector.errors import InputError
from line_connector.recipients import Book
from line_connector.recipients.files import Line, export_people, import_people, read_people
from support.webhook_events import AOI, OPS, REN, event


def read(text: str, **taken: str) -> list[Line]:
    return read_people(text, "people.csv", taken)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("beginning", ["", "\ufeff", "\n"])
def test_forms_of_csv(delimiter: str, newline: str, beginning: str) -> None:
    lines: tuple[list[str], ...] = (
        ["ID", "name", "tags", "alias"],
        [AOI, '"Aoi, T."', "vip night", "boss"],
        [],
        [REN, "", "", ""],
    )
    text = beginning + "".join(delimiter.join(line) + newline for line in lines)
    assert read(text) == [
        Line(AOI, {"name": "Aoi, T."}, ("boss",), ("vip", "night")),
        Line(REN, {}),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "people.csv, line 1: must name the columns: id, name"),
        ("name\nAoi\n", "people.csv, line 1: must have a column id"),
        ("id,nmae\n", "people.csv, line 1: unknown column 'nmae'; did you mean name?"),
        ("id,id\n", "people.csv, line 1: column id is there twice"),
        (f"id\n\n{AOI[:-1]}\n", "people.csv, line 3, column id: must be U, C or R and 32 hex"),
        (f"id\n{AOI}\n{AOI}\n", "people.csv, line 3, column id: is in line 2 too"),
        (f"id,name\n{AOI}\n", "people.csv, line 2: has 1 cells, not 2"),
        (f"id,tags\n{AOI},a b:c\n", "people.csv, line 2, column tags: 'b:c': a tag is letters"),
        (f"id,alias\n{AOI},{REN}\n", f"people.csv, line 2, column alias: '{REN}': a recipient's"),
        (f"id,alias\n{AOI},b\n{REN},b\n", f"people.csv, line 3, column alias: b is {AOI} already"),
        (f"id,alias\n{AOI},taken\n", f"people.csv, line 2, column alias: taken is {OPS} already"),
        (f"id,consent\n{AOI},yes\n", "column consent: must be given or withdrawn"),
        (f"id,consent_at\n{AOI},today\n", "column consent_at: must be a time: 2026-11-21T09"),
        (f"id,consent_at\n{AOI},2999-01-01\n", "line 2, column consent_at: must be after 1970 and"),
        (f"id,consent_at\n{AOI},1970-01-01\n", "line 2, column consent_at: must be after 1970 and"),
        (f"id,consent_at\n{AOI},0001-01-01T00:00:00+14:00\n", "must be after 1970 and not in the"),
        (f'id,name\n{AOI},"A\noi"\nx,y\n', "people.csv, line 4, column id"),
        (f'id,name\n{AOI},"open\n', "people.csv, line 2: is not valid CSV: unexpected end"),
        (f"id,name\n{AOI},a\x01b\n", "people.csv, line 2, column name: has a character"),
        (f"id,name\n{AOI},a\x9fb\n", "people.csv, line 2, column name: has a character"),
        (f"id,note\n{AOI},a\0b\n", "people.csv, line 2, column note: has a character"),
        (f"id,note\n{AOI},a\ud83db\n", "people.csv, line 2, column note: has a character"),
        (f"id,alias\n{AOI},a\u200db\n", "people.csv, line 2, column alias: 'a\\"),
        (f"id,note\n{AOI},{'x' * 1001}\n", "column note: must have at most 1000 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, words: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text, taken=OPS)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "name",
    ["山田\u3000太郎", "👨\u200d👩\u200d👧 family", "می\u200cخواهم", "M.\xa0Aoi", "a\tb\r\nc"],  # noqa: RUF001
)
def test_names_have_characters_without_a_picture(name: str) -> None:
    assert read(f'id,name\n{AOI},"{name}"\n') == [Line(AOI, {"name": name})]


def test_columns_that_are_not_imported_may_hold_anything() -> None:
    text = f"id,display_name\n{AOI},a\x01b{'x' * 1001}\n"
    assert read(text) == [Line(AOI, {})]


def test_all_that_is_wrong_is_said_up_to_a_number() -> None:
    with pytest.raises(InputError) as raised:
        read("id\n" + "x\n" * 25)
    lines = str(raised.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "people.csv: 5 more errors"


def test_an_empty_cell_changes_nothing(book: Book) -> None:
    book.describe(AOI, name="Aoi", note="kept")
    import_people(book, read(f"id,name,note\n{AOI},Aoi T.,\n"), "people.csv")
    found = book.find(AOI)
    assert found is not None
    assert (found.row["name"], found.row["note"]) == ("Aoi T.", "kept")


def test_an_alias_that_was_given_away_meanwhile_imports_nothing(book: Book) -> None:
    lines = read(f"id,alias,tags\n{AOI},,vip\n{REN},boss,vip\n")
    book.set_alias("boss", OPS, "somebody else")
    with pytest.raises(InputError, match="alias boss: is C"):
        import_people(book, lines, "people.csv")
    assert [each.id for each in book.recipients()] == [OPS]


def test_an_export_imports_to_the_same_book(book: Book) -> None:
    book.take(event("follow", 1_000))
    book.describe(AOI, name='=1+1, "quoted"\nand more', note="-x", language="ja")
    book.describe(REN, name="'single", display_name="@ren")
    book.tag([AOI], ["vip", "night"], "me")
    book.set_alias("boss", AOI, "me")
    book.set_alias("chief", AOI, "me")
    book.set_consent([REN], given=False, source="mail", at=86_400_000)

    text = "\n".join(export_people(book.recipients()))
    with Book.at(str(book.engine.url.render_as_string(hide_password=False)), "copy") as copy:
        import_people(copy, read(text), "backup")
        known = ("name", "note", "language", "aliases", "tags", "consents")
        for recipient in (AOI, REN):
            original, copied = book.find(recipient), copy.find(recipient)
            assert original is not None
            assert copied is not None
            expected, now = original.to_dict(), copied.to_dict()
            assert {n: now.get(n) for n in known} == {n: expected.get(n) for n in known}


def test_a_spreadsheet_runs_nothing_of_an_export(sqlite_book: Book) -> None:
    sqlite_book.describe(AOI, display_name="=HYPERLINK(1)", name="+1")
    (_, line) = export_people(sqlite_book.recipients())
    assert ",'=HYPERLINK(1)," in line
    assert ",'+1," in line


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "＝", "＠"])  # noqa: RUF001
def test_white_space_and_wide_signs_before_a_formula_run_nothing_either(
    sqlite_book: Book, start: str
) -> None:
    sqlite_book.describe(AOI, display_name=f"{start}=HYPERLINK(1)")
    (_, line) = export_people(sqlite_book.recipients())
    assert f"'{start}=HYPERLINK" in line
