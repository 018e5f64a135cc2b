"""A million cases, with everything that belongs to each: the demonstration's own, many times over, by plain SQL.

Each copy has its own identities, number and, where a person applied, person; what organisations applied for stays
theirs, so that some have thousands of cases.
"""

import collections
import contextlib
import io
import sqlite3
import subprocess

# What is copied, in this order; every column that names one of these is listed in IDS.
TABLES = [
    "party", "case_file", "case_content", "case_answer", "case_event", "audit", "message", "case_result", "file", "feedback",
]
# Columns that hold an identity which each copy has anew.
IDS = {
    ("case_file", "id"), ("case_content", "case_id"), ("case_answer", "case_id"), ("case_event", "case_id"),
    ("audit", "id"), ("message", "id"), ("message", "case_id"), ("case_result", "id"), ("case_result", "case_id"),
    ("file", "id"), ("file", "case_id"), ("file", "result"), ("feedback", "id"), ("feedback", "case_id"), ("party", "id"),
}
# Columns that hold a party, which each copy has anew if it is a person who applied.
PARTIES = {
    ("case_file", "applicant"), ("case_file", "submitted_by"), ("case_event", "person"), ("case_event", "acting_for"),
    ("audit", "person"), ("audit", "acting_for"), ("audit", "data_of"), ("message", "person"),
}
# Columns that are unique and may be empty.
EMPTIED = {("party", "personal_code"), ("case_file", "draft")}
ONLY = {
    "party": "t.id IN (SELECT id FROM seed.applicant)",
    "audit": "t.subject LIKE 'case:%'",
}


class Sqlite:
    """The file of a server that does not run."""

    # The last four bytes of an identity tell the copy.
    TAIL = "x'%08x'"
    BLOB = "BLOB"

    def __init__(self, file):
        self.file = file

    @contextlib.contextmanager
    def opened(self):
        # The two orders are the same, and SQLite's own needs no call into Python for each comparison.
        self.rename('COLLATE "C"', "COLLATE BINARY")
        connection = sqlite3.connect(self.file, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -1000000"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        original = self.file.with_suffix(".seed")
        connection.execute("VACUUM INTO ?", (str(original),))
        connection.execute("ATTACH ? AS seed", (str(original),))
        self.connection = connection
        try:
            yield self
        finally:
            connection.close()
            original.unlink()
            self.rename("COLLATE BINARY", 'COLLATE "C"')

    def rename(self, old, new):
        """Write other words into the descriptions of all tables."""
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", (old, new))
            connection.commit()

    def run(self, sql):
        self.connection.execute(sql)

    def rows(self, sql):
        return self.connection.execute(sql).fetchall()

    def columns(self, table):
        return [name for (name,) in self.rows(f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")]

    def indexes(self):
        """What makes each index that no constraint needs, by name."""
        listed = ", ".join(f"'{table}'" for table in TABLES)
        return dict(self.rows(
            f"SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({listed})"
        ))

    def take_in(self, table, rows):
        places = ", ".join("?" * len(rows[0]))
        self.run("BEGIN")
        self.connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        self.run("COMMIT")

    def new_id(self, column):
        return f"CAST(substr({column}, 1, 12) || k.tail AS BLOB)"

    def new_subject(self, column):
        return f"substr({column}, 1, length({column}) - 8) || k.hex"

    def finish(self):
        # As the product does when it closes the database.
        self.run("PRAGMA analysis_limit = 400")
        self.run("ANALYZE main")


class Postgres:
    """A cluster of its own."""

    TAIL = "'%08x'"
    BLOB = "TEXT"

    def __init__(self, url):
        self.url = url

    @contextlib.contextmanager
    def opened(self):
        self.run("CREATE SCHEMA seed")
        for table in TABLES:
            self.run(f"CREATE TABLE seed.{table} AS SELECT * FROM public.{table}")
        try:
            yield self
        finally:
            self.run("DROP SCHEMA seed CASCADE")

    def run(self, sql):
        # Neither triggers nor foreign keys: what is copied was checked.
        self.psql(f"SET session_replication_role = replica; SET client_min_messages = warning; {sql}")

    def rows(self, sql):
        text = self.psql(f"COPY ({sql}) TO STDOUT")
        return [tuple(line.split("\t")) for line in text.splitlines()]

    def psql(self, sql, given=None):
        command = ["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", self.url, "--command", sql]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, input=given).stdout

    def columns(self, table):
        return [name for (name,) in self.rows(
            "SELECT column_name FROM information_schema.columns "
            f"WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
        )]

    def indexes(self):
        listed = ", ".join(f"'{table}'" for table in TABLES)
        return dict(self.rows(
            f"SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename IN ({listed}) "
            "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        ))

    def take_in(self, table, rows):
        text = io.StringIO()
        for row in rows:
            text.write("\t".join(map(str, row)) + "\n")
        self.psql(f"COPY {table} FROM STDIN", text.getvalue())

    def new_id(self, column):
        return f"CAST(left(CAST({column} AS TEXT), 28) || k.tail AS UUID)"

    def new_subject(self, column):
        return f"left({column}, -8) || k.hex"

    def finish(self):
        # As PostgreSQL does by itself after a while.
        self.psql("VACUUM ANALYZE")
        # From here on as in earnest; for the filling it did not matter.
        for setting in ("fsync = on", "synchronous_commit = on", "full_page_writes = on"):
            self.psql(f"ALTER SYSTEM SET {setting}")
        self.psql("SELECT pg_reload_conf()")


def fill(engine, cases):
    """Copy until there are at least so many cases; return how many there are."""
    with engine.opened() as db:
        there = int(db.rows("SELECT count(*) FROM seed.case_file")[0][0])
        copies = -(-(cases - there) // there)
        prepare(db, copies)
        indexes = db.indexes()
        for name in indexes:
            db.run(f"DROP INDEX {name}")
        for table in TABLES:
            db.run(copying(db, table))
        for sql in indexes.values():
            db.run(sql)
        # Every service has moved: its forecast is summed up anew when the server runs.
        db.run(f"UPDATE service_use SET cases = cases * {copies + 1}, changes = changes + cases")
        db.run(f"UPDATE case_counter SET last = last * {copies + 1}")
        db.run(f"UPDATE rating_summary SET count = count * {copies + 1}, sum = sum * {copies + 1}")
        db.finish()
    return there * (copies + 1)


def prepare(db, copies):
    """The copies, who applied, and the numbers of all new cases."""
    db.run(f"CREATE TABLE seed.copy (n BIGINT PRIMARY KEY, tail {db.BLOB}, hex TEXT)")
    tails = ", ".join(f"({n}, {db.TAIL % n}, '{n:08x}')" for n in range(1, copies + 1))
    db.run(f"INSERT INTO seed.copy VALUES {tails}")
    db.run(
        "CREATE TABLE seed.applicant AS SELECT DISTINCT p.id FROM seed.party p "
        "JOIN seed.case_file c ON c.applicant = p.id WHERE p.kind = 'person'"
    )
    numbers = [number for (number,) in db.rows("SELECT number FROM seed.case_file ORDER BY id")]
    in_year = collections.Counter(number[:4] for number in numbers)
    db.run("CREATE TABLE seed.number (old TEXT, n BIGINT, new TEXT)")
    db.take_in("seed.number", [
        (number, n, case_number(number[:4], in_year[number[:4]] * n + int(number.split("-")[1])))
        for number in numbers
        for n in range(1, copies + 1)
    ])
    db.run("CREATE INDEX seed.seed_case_number ON case_file (number)" if isinstance(db, Sqlite) else "ANALYZE seed.number")


def case_number(year, sequence):
    """With its check character by ISO 7064 MOD 37,36."""
    rest = 36
    for digit in f"{year}{sequence:06}":
        rest = ((rest + int(digit)) % 36 or 36) * 2 % 37
    return f"{year}-{sequence:06}-{'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[(37 - rest) % 36]}"


def copying(db, table):
    """The statement that copies a table."""
    columns = db.columns(table)
    values = ", ".join(value(db, table, column) for column in columns)
    source = f"seed.{table} t CROSS JOIN seed.copy k"
    if table == "case_file":
        source = "seed.number m CROSS JOIN seed.case_file t ON t.number = m.old CROSS JOIN seed.copy k ON k.n = m.n"
        if not isinstance(db, Sqlite):
            source = source.replace("CROSS JOIN", "JOIN")
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {source} WHERE {ONLY.get(table, 'TRUE')}"


def value(db, table, column):
    """What a copy has in a column."""
    old = f"t.{column}"
    if (table, column) in EMPTIED:
        return "NULL"
    if (table, column) == ("case_file", "number"):
        return "m.new"
    if (table, column) == ("audit", "subject"):
        return db.new_subject(old)
    if (table, column) in PARTIES:
        return f"CASE WHEN {old} IN (SELECT id FROM seed.applicant) THEN {db.new_id(old)} ELSE {old} END"
    return db.new_id(old) if (table, column) in IDS else old
