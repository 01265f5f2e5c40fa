"""A CSV file from anywhere becomes a table: encodings, delimiters, numbers, dates; and what tells only rows apart is left out."""

import pytest

from scoring.learning.columns import Column, Kind, Omission, understand_column
from scoring.learning.errors import TargetUnclear, UnreadableTable
from scoring.learning.numbers import number_style
from scoring.learning.table import read_table
from scoring.learning.target import find_column, find_target


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_is_read_in_every_encoding_of_its_exports(encoding: str) -> None:
    table = read_table("城市,成交\n上海,是\n北京,否\n广州,是\n".encode(encoding))
    assert table.columns == {"城市": ["上海", "北京", "广州"], "成交": ["是", "否", "是"]}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Größe;Käufer\nüber 100;ja\nklein;nein\n", "cp1252"),
        ("会社,受注\nさくら工業,はい\nひかりのくに,いいえ\n", "cp932"),
        ("المدينة,الشراء\nالرياض,نعم\nجدة,لا\n", "cp1256"),
    ],
)
def test_older_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert read_table(text.encode(encoding)).columns == read_table(text.encode()).columns


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_quoted_ones_do_not_count(delimiter: str) -> None:
    rows = [("name", "y"), ('"Bolt, 5; 6|7\t8"', "yes"), ('"He said ""no""\nand left"', "no")]
    table = read_table("\r\n".join(delimiter.join(row) for row in rows).encode())
    assert table.columns == {"name": ["Bolt, 5; 6|7\t8", 'He said "no"\nand left'], "y": ["yes", "no"]}


def test_forms_left_alone_are_empty_cells_and_equal_names_are_numbered() -> None:
    table = read_table(b"a,a,,b\nSelect,1,x,N/A\n n/a ,2,y,?\n\n,,,\n")
    assert table.columns == {"a": [None, None], "a (2)": ["1", "2"], "Column 3": ["x", "y"], "b": [None, None]}


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n ", b"only one\n1\n2\n", b"a,b\n", b"a,b\n1,2,3\n4,5,6\n", bytes(range(256)) * 10],
)
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableTable, match=r"^[^\n]+\.$"):
        read_table(data)


@pytest.mark.parametrize(
    ("cells", "delimiter", "numbers"),
    [
        (["1234.5", "2", "-3e2"], ",", [1234.5, 2, -300]),
        (["1.234,5", "2,25", "1.000"], ";", [1234.5, 2.25, 1000]),
        (["1,234.5", "2", "1,000"], ",", [1234.5, 2, 1000]),
        (["1,234", "12,500"], ",", [1234, 12500]),
        (["0,125", "1,250"], ";", [0.125, 1.25]),
        (["€ 1 200", "30 €", "7,5 %"], ";", [1200, 30, 7.5]),
        (["１２", "٣٤", "5"], ",", [12, 34, 5]),
    ],
)
def test_numbers_are_read_as_their_writers_meant_them(cells: list[str], delimiter: str, numbers: list[float]) -> None:
    style = number_style(dict.fromkeys(cells, 1), least=0.98, delimiter=delimiter)
    assert style is not None
    assert [style.read(cell) for cell in cells] == numbers


@pytest.mark.parametrize("word", ["12 pieces", "1.2.3.4", "M8", "inf", "nan", "", "--"])
def test_what_is_no_number_is_none(word: str) -> None:
    assert number_style({word: 1}, least=0.98, delimiter=",") is None


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["2025-03-04 10:15:00", "2025-12-31 08:00:00"], "2025-03-04T10:15"),
        (["31.12.2024", "04.03.2025"], "2024-12-31T00:00"),
        (["04/03/2025", "31/12/2024"], "2025-03-04T00:00"),
        (["04/03/2025", "12/31/2024"], "2025-04-03T00:00"),
        (["4 Mar 2025", "31 Dez 2024"], "2025-03-04T00:00"),
        (["2025年3月4日", "2024年12月31日"], "2025-03-04T00:00"),
        (["3/4/2025 2:05 PM", "12/31/2024 12:00 AM"], "2025-03-04T14:05"),
    ],
)
def test_dates_are_read_as_the_whole_column_writes_them(cells: list[str], first: str) -> None:
    column = understand_column("Created", list(cells), delimiter=",")
    assert isinstance(column, Column)
    assert column.moments is not None
    moments = [column.moments.read(cell) for cell in cells]
    assert moments[0] is not None
    assert moments[0].isoformat().startswith(first)
    assert moments[1] is not None


@pytest.mark.parametrize(
    ("name", "cells", "found"),
    [
        ("Lead Number", [str(660_000 + 7 * row) for row in range(100)], Omission.IDENTIFIER),
        ("n", [str(row) for row in range(100)], Omission.IDENTIFIER),
        ("key", [f"7927b2df-{row:04}" for row in range(100)], Omission.IDENTIFIER),
        ("Comment", [f"Customer number {row} would like to hear about all that we do" for row in range(100)], Omission.FREE_TEXT),
        ("Portal", ["web"] * 100, Omission.CONSTANT),
        ("Fax", [None] * 100, Omission.EMPTY),
        ("Balance", [str(row * 137 % 9973) for row in range(100)], Kind.NUMBER),
        ("Rate", [f"{row / 7:.4f}" for row in range(100)], Kind.NUMBER),
        ("Mail", [f"a{row}@firm{row}.example" for row in range(100)], Kind.MAIL),
        ("Given", ["yes"] * 50 + [None] * 50, Kind.CHOICE),
    ],
)  # fmt: skip
def test_what_only_tells_rows_apart_is_left_out(name: str, cells: list[str | None], found: Kind | Omission) -> None:
    column = understand_column(name, cells, delimiter=",")
    assert (column.kind if isinstance(column, Column) else column) == found


def test_a_target_is_found_however_it_is_written_and_near_names_are_offered() -> None:
    table = read_table(b"Lead Source,Converted\nx,1\ny,0\n")
    assert find_column(table, "converted") == "Converted"
    assert find_column(table, "LEAD_SOURCE") == "Lead Source"
    with pytest.raises(TargetUnclear, match="did you mean Converted"):
        find_column(table, "convert")


@pytest.mark.parametrize(
    ("words", "success"),
    [
        ("TRUE FALSE", "true"),
        ("yes no", "yes"),
        ("1.0 0.0", "1"),
        ("ja nein", "ja"),
        ("是 否", "是"),
        ("Won Lost", "won"),
        ("1 -1", "1"),
    ],
)
def test_success_is_guessed_where_it_is_plain(words: str, success: str) -> None:
    table = read_table(("a,y\n" + "".join(f"x,{word}\n" for word in words.split())).encode())
    target = find_target(table, "y")
    assert (target.positive, target.guessed) == ((success,), True)


@pytest.mark.parametrize("words", ["red blue", "1 2", "won lost open", "yes"])
def test_success_is_asked_where_it_is_not_plain(words: str) -> None:
    table = read_table(("a,y\n" + "".join(f"x,{word}\n" for word in words.split())).encode())
    with pytest.raises(TargetUnclear, match=r"^[^\n]+\.$"):
        find_target(table, "y")


def test_success_that_is_named_must_occur() -> None:
    table = read_table(b"a,y\n1,won\n2,lost\n3,open\n")
    assert find_target(table, "y", ["WON"]).positive == ("won",)
    assert find_target(table, "y", ["won", "open"]).positive == ("open", "won")
    for wrong in (["win"], ["won", "lost", "open"]):
        with pytest.raises(TargetUnclear):
            find_target(table, "y", wrong)
