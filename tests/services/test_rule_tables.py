"""An office's own values lie over the tables that come with the program."""

from __future__ import annotations

import pytest

from app import services
from app.base.errors import UserFault
from app.services.office import Office


def test_a_value_is_changed_undone_and_put_back(office: Office) -> None:
    def public() -> dict[str, str]:
        return {row.key: row.values["public"] for row in services.rules.table(office, "legend").rows}

    before = public()
    services.rules.edit(office, "legend", "党员户", "public", "是")
    assert public() == before | {"党员户": "是"}
    changed = [row.key for row in services.rules.table(office, "legend").rows if row.changed]
    assert changed == ["党员户"]
    services.journal.undo(office)
    assert public() == before
    services.rules.edit(office, "legend", "党员户", "public", "是")
    services.rules.edit(office, "legend", "党员户", "public", "否")
    with office.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM rule_edit").scalar_one() == 0
    assert services.safekeeping.check(office) == ()


@pytest.mark.parametrize(
    ("key", "field", "value", "said"),
    [
        ("党员户", "public", "也许", "只能填"),
        ("没有户", "public", "是", "没有这一项"),
        ("党员户", "colour", "#000000", "没有这一项"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, key: str, field: str, value: str, said: str) -> None:
    with pytest.raises(UserFault, match=said):
        services.rules.edit(office, "legend", key, field, value)


def test_every_editable_table_can_be_read(office: Office) -> None:
    for table in services.rules.tables(office):
        assert table.title
        assert table.rows
        for row in table.rows:
            assert row.values["source"]
            assert all(field.name in row.values for field in table.fields)
