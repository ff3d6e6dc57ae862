"""The records as they are, row by row, for tests that take something back."""

from __future__ import annotations

from app.services.office import Office

TABLES = ("household", "resident", "residency", "occupancy", "label_override", "label_interval")


Rows = dict[str, list[tuple[object, ...]]]


def content(office: Office) -> Rows:
    """Every row of the households, without the ids of what is derived."""
    with office.store.reading() as connection:
        found = {}
        for table in TABLES:
            names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            shown = [name for name in names if table != "label_interval" or name != "id"]
            quoted = ", ".join(f'"{name}"' for name in shown)
            rows = connection.exec_driver_sql(f"SELECT {quoted} FROM {table} ORDER BY {quoted}")
            found[table] = [tuple(row) for row in rows]
        return found
