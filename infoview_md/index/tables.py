"""The tables of the index.  Whoever changes them raises `VERSION`, and every index is made anew."""

APPLICATION = 0x696E666F
VERSION = 6

TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE folder(path TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE note(
    id INTEGER PRIMARY KEY,
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    digest BLOB NOT NULL,
    kind TEXT NOT NULL,
    name_key TEXT NOT NULL,
    fact TEXT
);
CREATE TABLE edge(
    note_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    target TEXT NOT NULL,
    target_key TEXT NOT NULL,
    contact_key TEXT NOT NULL,
    finding TEXT NOT NULL,
    line INTEGER NOT NULL
);
CREATE TABLE problem(
    note_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    property TEXT NOT NULL,
    message TEXT NOT NULL,
    hint TEXT NOT NULL
);
CREATE TABLE name(key TEXT NOT NULL, note_id INTEGER NOT NULL, is_own INTEGER NOT NULL);
CREATE TABLE follow_up(
    contact_key TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    contact TEXT NOT NULL,
    contact_path TEXT NOT NULL,
    note TEXT NOT NULL,
    line INTEGER NOT NULL,
    opened TEXT NOT NULL,
    due TEXT NOT NULL,
    closed TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE TABLE marked(note_id INTEGER PRIMARY KEY);
CREATE TABLE paged(note_id INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE page USING fts5(title, body, tokenize="unicode61 remove_diacritics 2");
CREATE TABLE birthday(
    contact_key TEXT NOT NULL,
    month_day TEXT NOT NULL,
    contact TEXT NOT NULL,
    path TEXT NOT NULL,
    line INTEGER NOT NULL,
    born TEXT NOT NULL,
    met TEXT NOT NULL,
    closed TEXT NOT NULL,
    snoozed_until TEXT NOT NULL
);
"""

INDEXES = """
CREATE UNIQUE INDEX note_place ON note(folder, name);
CREATE INDEX note_name ON note(name_key);
CREATE INDEX note_kind ON note(kind);
CREATE INDEX edge_note ON edge(note_id);
CREATE INDEX edge_target ON edge(target_key);
CREATE INDEX edge_contact ON edge(contact_key);
CREATE INDEX edge_finding ON edge(finding) WHERE finding != '';
CREATE INDEX problem_note ON problem(note_id);
CREATE INDEX name_key ON name(key);
CREATE INDEX name_own ON name(key) WHERE is_own;
CREATE INDEX name_note ON name(note_id);
CREATE INDEX follow_up_contact ON follow_up(contact_key);
CREATE INDEX follow_up_closed ON follow_up(closed, due);
CREATE INDEX birthday_contact ON birthday(contact_key);
CREATE INDEX birthday_day ON birthday(month_day);
"""
