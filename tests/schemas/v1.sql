-- A workspace of schema 1, written by `tests/schemas/run.py PROGRAM --freeze`; never changed afterwards.
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE audit(seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '');
INSERT INTO "audit" VALUES(1,1795612626,'','add','/srv/fixture/files','collection default: 3 added, 0 updated, 0 moved, 0 removed, 0 failed');
INSERT INTO "audit" VALUES(2,1795612626,'','add','/srv/fixture/tickets.jsonl','collection tickets: 1 added, 0 updated, 0 moved, 0 removed, 0 failed');
INSERT INTO "audit" VALUES(3,1795612627,'','user.add','li','');
INSERT INTO "audit" VALUES(4,1795612627,'','user.add','guest','');
INSERT INTO "audit" VALUES(5,1795612627,'','key.add','li','k32781b2b36e4');
CREATE TABLE chunks(                  -- ingest: id = number << 20 | ordinal; texts of a document, in order, are its canonical text
  id INTEGER PRIMARY KEY, start INTEGER NOT NULL, length INTEGER NOT NULL, page INTEGER NOT NULL, context TEXT NOT NULL, text TEXT NOT NULL);
INSERT INTO "chunks" VALUES(1048576,0,53,0,'','How long is the warranty?

The warranty is 24 months.');
INSERT INTO "chunks" VALUES(2097152,0,20,0,'','出差人员的住宿标准为每晚不超过四百元。
');
INSERT INTO "chunks" VALUES(3145728,0,52,0,'','Travel

A hotel in Paris may cost 180 EUR a night.

');
INSERT INTO "chunks" VALUES(3145729,52,47,0,'Travel','Meals

The allowance for meals is 40 EUR a day.');
INSERT INTO "chunks" VALUES(4194304,0,43,0,'','The pump of line 3 leaks at the shaft seal.');
CREATE TABLE compartments(            -- policy: interned (collection, groups, label); 0 is "gone"
  id INTEGER PRIMARY KEY, collection TEXT NOT NULL, groups TEXT NOT NULL, label TEXT NOT NULL, UNIQUE(collection, groups, label));
INSERT INTO "compartments" VALUES(1,'default','','internal');
INSERT INTO "compartments" VALUES(2,'tickets','','internal');
INSERT INTO "compartments" VALUES(3,'tickets','service','confidential');
CREATE TABLE documents(               -- ingest: one row a document; a number is never used twice
  number INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, format TEXT NOT NULL,
  hash TEXT NOT NULL, bytes INTEGER NOT NULL, characters INTEGER NOT NULL, chunks INTEGER NOT NULL, pages INTEGER NOT NULL,
  compartment INTEGER NOT NULL, url TEXT NOT NULL DEFAULT '', time TEXT NOT NULL DEFAULT '', added_at INTEGER NOT NULL,
  source INTEGER, path TEXT NOT NULL DEFAULT '', container TEXT NOT NULL DEFAULT '', state TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  curated INTEGER NOT NULL DEFAULT 0, blocks BLOB NOT NULL, UNIQUE(collection, name));
INSERT INTO "documents" VALUES(1,'default','faq.csv','faq.csv','csv','39af731ec2f96f84ac2453e004f33e27b156418efa3513f125340b1f61ddd7bf',69,53,1,0,1,'','',1795612626,1,'faq.csv','','ready','',1,X'01010000190100021A');
INSERT INTO "documents" VALUES(2,'default','policy.txt','policy.txt','txt','87cde077b72dec255ca38e714d3a9f01f64236b94305aa99d73f20049b8a410c',58,20,1,0,1,'','',1795612626,1,'policy.txt','','ready','',0,X'0101000013');
INSERT INTO "documents" VALUES(3,'default','travel.md','Travel','md','e541fbf835c55eecb03f934da3977cb87bba89c5348c5d9e8a4bfd001b96fbb6',105,99,2,0,1,'','',1795612626,1,'travel.md','','ready','',0,X'01000100060100022A0002020501000228');
INSERT INTO "documents" VALUES(4,'tickets','T-1','Ticket 1','jsonl','25d2643c7842a8b7758e163f60ed60e2fded33c82fa1eb7ba32cb7c36dbae36f',137,43,1,0,3,'','',1795612626,NULL,'/srv/fixture/tickets.jsonl','','ready','',0,X'010100002B');
CREATE TABLE keys(id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, hash TEXT NOT NULL, title TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL, expires_at INTEGER, used_at INTEGER) WITHOUT ROWID;
INSERT INTO "keys" VALUES('k32781b2b36e4','li','dc75eb8999d2b43dc0cdc95af60843775703b7b9a3d58c4d514c0b051e2926e6','',1795612627,NULL,NULL);
CREATE TABLE members(user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, grp TEXT NOT NULL, PRIMARY KEY(user, grp)) WITHOUT ROWID;
INSERT INTO "members" VALUES('li','service');
CREATE TABLE moves(                   -- index: documents whose compartment changed after their segment was written; 0 = removed
  seq INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, compartment INTEGER NOT NULL);
CREATE TABLE pairs(                   -- ingest: curated question and answer; start, length: the answer in the canonical text
  document INTEGER NOT NULL, ordinal INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL,
  PRIMARY KEY(document, ordinal)) WITHOUT ROWID;
INSERT INTO "pairs" VALUES(1,0,'How long is the warranty?','The warranty is 24 months.',27,26);
CREATE TABLE pending(document INTEGER PRIMARY KEY);
CREATE TABLE questions(               -- answer: what was asked and refused, so that the home page can show what waits
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, collection TEXT NOT NULL, question TEXT NOT NULL,
  confidence REAL NOT NULL, reason TEXT NOT NULL);
INSERT INTO "questions" VALUES(1,1795612627,'','','Who founded the moon?',2.73292435569550094809e-02,'The closest document, Ticket 1, does not mention "founded".');
CREATE TABLE segments(                -- index: the manifest
  id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, documents INTEGER NOT NULL, chunks INTEGER NOT NULL, bytes INTEGER NOT NULL,
  moves_seq INTEGER NOT NULL, analyser INTEGER NOT NULL);
CREATE TABLE sources(                 -- library: folders and files given to add
  id INTEGER PRIMARY KEY, collection TEXT NOT NULL, root TEXT NOT NULL, groups TEXT NOT NULL, label TEXT NOT NULL, synced_at INTEGER NOT NULL,
  UNIQUE(collection, root));
INSERT INTO "sources" VALUES(1,'default','/srv/fixture/files','','internal',1795612626);
INSERT INTO "sources" VALUES(2,'tickets','/srv/fixture/tickets.jsonl','','internal',1795612626);
CREATE TABLE unread(                  -- library: files that could not be read, and why
  collection TEXT NOT NULL, name TEXT NOT NULL, source INTEGER, path TEXT NOT NULL, format TEXT NOT NULL, reason TEXT NOT NULL,
  hash TEXT NOT NULL, bytes INTEGER NOT NULL, compartment INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(collection, name)) WITHOUT ROWID;
CREATE TABLE users(name TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT '', label TEXT NOT NULL, admin INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "users" VALUES('guest','','internal',0,1795612627);
INSERT INTO "users" VALUES('li','','confidential',1,1795612627);
CREATE TABLE waiting_pages(           -- library: scanned pages that wait for OCR
  document INTEGER NOT NULL, page INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(document, page)) WITHOUT ROWID;
CREATE INDEX documents_by_source ON documents(source, path);
CREATE INDEX documents_by_compartment ON documents(compartment);
CREATE UNIQUE INDEX keys_by_hash ON keys(hash);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('documents',4);
INSERT INTO "sqlite_sequence" VALUES('segments',2);
INSERT INTO "sqlite_sequence" VALUES('audit',5);
INSERT INTO "sqlite_sequence" VALUES('questions',1);
INSERT OR IGNORE INTO pending(document) SELECT number FROM documents;
COMMIT;
