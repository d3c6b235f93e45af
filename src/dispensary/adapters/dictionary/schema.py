"""The tables of one release file. Codes are text (18 digits do not fit a float), amounts are decimal text."""

VERSION = "1"

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE vtm (code TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, invalid INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE substance (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, base TEXT, invalid INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE substance_alias (key TEXT NOT NULL, code TEXT NOT NULL);
CREATE TABLE vtm_ingredient (vtm TEXT NOT NULL, substance TEXT NOT NULL);
CREATE TABLE vmp (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, vtm TEXT, status TEXT, sugar_free INTEGER NOT NULL,
    preservative_free INTEGER NOT NULL, cfc_free INTEGER NOT NULL, gluten_free INTEGER NOT NULL, discrete INTEGER,
    unit TEXT, form TEXT, category TEXT, atc TEXT, bnf TEXT, invalid INTEGER NOT NULL, derived TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE vmp_route (vmp TEXT NOT NULL, route TEXT NOT NULL);
CREATE TABLE vmp_ingredient (
    vmp TEXT NOT NULL, substance TEXT NOT NULL, base TEXT, amount TEXT, amount_unit TEXT, per TEXT, per_unit TEXT
);
CREATE TABLE vmpp (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, vmp TEXT NOT NULL, quantity TEXT, unit TEXT,
    combination INTEGER NOT NULL, invalid INTEGER NOT NULL, training INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE amp (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, description TEXT NOT NULL,
    description_key TEXT NOT NULL, vmp TEXT NOT NULL, supplier TEXT, available INTEGER NOT NULL,
    invalid INTEGER NOT NULL, training INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE ampp (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, vmpp TEXT NOT NULL, amp TEXT NOT NULL, combination INTEGER NOT NULL,
    discontinued INTEGER NOT NULL, special_container INTEGER NOT NULL, calendar_pack INTEGER NOT NULL,
    invalid INTEGER NOT NULL, training INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE pack_component (parent TEXT NOT NULL, child TEXT NOT NULL);
CREATE TABLE gtin (gtin TEXT NOT NULL, ampp TEXT NOT NULL, started TEXT, ended TEXT);
CREATE TABLE alias (kind TEXT NOT NULL, old TEXT NOT NULL, current TEXT NOT NULL, started TEXT, ended TEXT);
CREATE VIRTUAL TABLE vmp_words USING fts5(
    words, code UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);
CREATE VIRTUAL TABLE amp_words USING fts5(
    words, code UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);
"""

INDEXES = """
CREATE INDEX vtm_key ON vtm (key);
CREATE INDEX substance_key ON substance (key);
CREATE INDEX substance_alias_key ON substance_alias (key);
CREATE INDEX vtm_ingredient_vtm ON vtm_ingredient (vtm);
CREATE INDEX vmp_key ON vmp (key);
CREATE INDEX vmp_route_vmp ON vmp_route (vmp);
CREATE INDEX vmp_ingredient_vmp ON vmp_ingredient (vmp);
CREATE INDEX vmpp_vmp ON vmpp (vmp);
CREATE INDEX amp_vmp ON amp (vmp);
CREATE INDEX amp_key ON amp (key);
CREATE INDEX amp_description ON amp (description_key);
CREATE INDEX ampp_vmpp ON ampp (vmpp);
CREATE INDEX ampp_amp ON ampp (amp);
CREATE INDEX pack_component_parent ON pack_component (parent);
CREATE INDEX gtin_gtin ON gtin (gtin);
CREATE INDEX gtin_ampp ON gtin (ampp);
CREATE INDEX alias_old ON alias (old);
"""
