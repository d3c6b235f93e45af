"""Tables that only grow: the database itself refuses to change or take away what stands in them.

Names and wording are part of every store made with them: change nothing here, add beside it.
"""

from alembic import op


def make_append_only(table: str) -> None:
    """Has the database refuse UPDATE and DELETE (and TRUNCATE, where there is one) on that table."""
    if op.get_bind().dialect.name == "sqlite":
        refuse = f"SELECT RAISE(ABORT, 'the {table} is append-only')"
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END")
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'the {table} is append-only'; END $$"
    )
    for act, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {table}_append_only()"
        )
        # ALWAYS: also where a session calls itself a replica, which turns ordinary triggers off.
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_{act}")


def allow_changes(table: str) -> None:
    """Takes that back, for a migration that rebuilds the table or goes down."""
    acts = ("update", "delete") if op.get_bind().dialect.name == "sqlite" else ("update", "delete", "truncate")
    where = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
    for act in acts:
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{where}")
    if where:
        op.execute(f"DROP FUNCTION IF EXISTS {table}_append_only()")
