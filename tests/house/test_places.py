"""No table and no column can be forgotten: whatever the schema has is declared, and what is declared is in the schema."""

import sqlalchemy as sa

from foundation.database import Base, UtcDateTime, import_tables
from funnel.privacy.model import Group, Handle
from funnel.privacy.places import PLACES, WITHOUT_TEXT

NUMBERS = (sa.Integer, sa.Boolean, sa.DateTime, sa.Date, sa.Float, UtcDateTime)
MEND = (
    "enter it in funnel/privacy/places.py: what becomes of it when a person is erased, or that it holds nothing of one"
)


def schema() -> dict[str, sa.Table]:
    import_tables()
    return dict(Base.metadata.tables)


def test_every_table_is_declared() -> None:
    missing = sorted(set(schema()) - {place.table for place in PLACES} - WITHOUT_TEXT)
    assert missing == [], f"{missing}: {MEND}"
    assert {place.table for place in PLACES} <= set(schema())
    twice = [one for index, one in enumerate(PLACES) if one in PLACES[:index]]
    assert twice == []


def test_every_column_that_can_hold_words_is_declared() -> None:
    declared: dict[str, set[str]] = {}
    for place in PLACES:
        held = {*place.own, *place.free, *place.named, *place.harmless, *(place.blanks or {})}
        declared.setdefault(place.table, set()).update(held)
    forgotten = [
        f"{table.name}.{column.name}"
        for table in schema().values()
        for column in table.columns
        if not isinstance(column.type, NUMBERS) and column.name not in declared.get(table.name, set())
    ]
    assert forgotten == [], f"{forgotten}: {MEND}"


def test_no_column_is_declared_that_is_not_there() -> None:
    tables = schema()
    for place in PLACES:
        named = {*place.own, *place.free, *place.named, *place.harmless, *(place.blanks or {}), *place.yields}
        named |= {link.column for link in place.links}
        assert named <= set(tables[place.table].c.keys()), place.table


def test_what_names_a_customer_a_conversation_or_a_visitor_is_a_link() -> None:
    """A table that refers to persons is one whose rows are found."""
    links = {(place.table, link.column) for place in PLACES for link in place.links}
    speaking = {"customer_id", "conversation_id", "visitor", "recipient", "sender"}
    unlinked = [
        f"{table.name}.{column.name}"
        for table in schema().values()
        for column in table.columns
        if column.name in speaking and (table.name, column.name) not in links
    ]
    assert unlinked == [], f"{unlinked}: {MEND}"


def test_rows_go_before_those_they_refer_to() -> None:
    """Else the database would refuse, or take them away uncounted."""
    first: dict[str, int] = {}
    for number, place in enumerate(PLACES):
        first.setdefault(place.table, number)
    going = {place.table for place in PLACES if place.links and place.blanks is None}
    for name in going:
        for key in schema()[name].foreign_keys:
            other = key.column.table.name
            if other in going and other not in {"outgoing_mails", "knowledge_gaps"}:
                assert first[name] < first[other], f"{name} stands behind {other}"


def test_what_is_free_text_is_of_a_kind_that_can_be_searched() -> None:
    tables = schema()
    for place in PLACES:
        for name in place.free:
            assert not isinstance(tables[place.table].c[name].type, sa.LargeBinary), f"{place.table}.{name}"
    assert {group for group in Group if group is not Group.FILES} >= {place.group for place in PLACES}
    assert {Handle(link.handle) for place in PLACES for link in place.links} <= set(Handle)
