-- A workspace of schema 7, written by `tests/schemas/run.py PROGRAM --freeze`; never changed afterwards.
PRAGMA user_version = 7;
BEGIN TRANSACTION;
CREATE TABLE app_versions(            -- flow: what was applied, unchangeable
  app TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL, made_at INTEGER NOT NULL, who TEXT NOT NULL, parts TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY(app, version), UNIQUE(app, hash)) WITHOUT ROWID;
CREATE TABLE audit(seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '');
INSERT INTO "audit" VALUES(1,1795632154,'','add','/srv/fixture/files','collection default: 3 added, 0 updated, 0 moved, 0 removed, 0 failed');
INSERT INTO "audit" VALUES(2,1795632154,'','add','/srv/fixture/tickets.jsonl','collection tickets: 1 added, 0 updated, 0 moved, 0 removed, 0 failed');
INSERT INTO "audit" VALUES(3,1795632154,'','user.add','li','label confidential, administrator, group service');
INSERT INTO "audit" VALUES(4,1795632154,'','user.add','guest','label internal');
INSERT INTO "audit" VALUES(5,1795632154,'','key.add','li','k81b287eac7a2');
CREATE TABLE audits(                  -- learn: runs of the audited sample; found: '' while nobody has looked, "right", "wrong"
  run TEXT PRIMARY KEY, app TEXT NOT NULL, version INTEGER NOT NULL, task INTEGER NOT NULL, at INTEGER NOT NULL, found TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE cases(                   -- learn: inputs with their standard answers, beside those in files
  number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, id TEXT NOT NULL, inputs TEXT NOT NULL, expected TEXT NOT NULL, refuse INTEGER NOT NULL,
  never_break INTEGER NOT NULL, sealed INTEGER NOT NULL, stratum TEXT NOT NULL, cluster TEXT NOT NULL, time TEXT NOT NULL, source TEXT NOT NULL, run TEXT NOT NULL,
  note TEXT NOT NULL, who TEXT NOT NULL, made_at INTEGER NOT NULL, UNIQUE(app, id));
CREATE TABLE certificates(number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
  void TEXT NOT NULL DEFAULT '');
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
  curated INTEGER NOT NULL DEFAULT 0, blocks BLOB NOT NULL, rights_from INTEGER NOT NULL DEFAULT 0, UNIQUE(collection, name));
INSERT INTO "documents" VALUES(1,'default','faq.csv','faq.csv','csv','39af731ec2f96f84ac2453e004f33e27b156418efa3513f125340b1f61ddd7bf',69,53,1,0,1,'','',1795632154,1,'faq.csv','','ready','',1,X'01010000190100021A',0);
INSERT INTO "documents" VALUES(2,'default','policy.txt','policy.txt','txt','87cde077b72dec255ca38e714d3a9f01f64236b94305aa99d73f20049b8a410c',58,20,1,0,1,'','',1795632154,1,'policy.txt','','ready','',0,X'0101000013',0);
INSERT INTO "documents" VALUES(3,'default','travel.md','Travel','md','e541fbf835c55eecb03f934da3977cb87bba89c5348c5d9e8a4bfd001b96fbb6',105,99,2,0,1,'','',1795632154,1,'travel.md','','ready','',0,X'01000100060100022A0002020501000228',0);
INSERT INTO "documents" VALUES(4,'tickets','T-1','Ticket 1','jsonl','25d2643c7842a8b7758e163f60ed60e2fded33c82fa1eb7ba32cb7c36dbae36f',137,43,1,0,3,'','',1795632154,NULL,'/srv/fixture/tickets.jsonl','','ready','',0,X'010100002B',1);
CREATE TABLE erasures(                -- library: deletions whose traces must go from the disk; `done` once they have
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, receipt TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
CREATE TABLE evaluated(evaluation INTEGER NOT NULL, case_id TEXT NOT NULL, score REAL NOT NULL, right INTEGER NOT NULL, answered INTEGER NOT NULL,
  output TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY(evaluation, case_id)) WITHOUT ROWID;
CREATE TABLE evaluations(             -- learn: a version held against the cases
  number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, cause TEXT NOT NULL,
  cases INTEGER NOT NULL, right INTEGER NOT NULL, wrong INTEGER NOT NULL, refused INTEGER NOT NULL, score REAL NOT NULL, report TEXT NOT NULL);
CREATE TABLE feedback(number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, app TEXT NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, verdict TEXT NOT NULL,
  expected TEXT NOT NULL, why TEXT NOT NULL, case_id TEXT NOT NULL DEFAULT '');
CREATE TABLE files(                   -- library: what was seen of a source's files; stamps of 0 are not to be trusted
  source INTEGER NOT NULL, path BLOB NOT NULL, hash TEXT NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
  node INTEGER NOT NULL, PRIMARY KEY(source, path)) WITHOUT ROWID;
INSERT INTO "files" VALUES(1,X'6661712E637376','39af731ec2f96f84ac2453e004f33e27b156418efa3513f125340b1f61ddd7bf',69,0,0,11632897);
INSERT INTO "files" VALUES(1,X'706F6C6963792E747874','87cde077b72dec255ca38e714d3a9f01f64236b94305aa99d73f20049b8a410c',58,0,0,11632881);
INSERT INTO "files" VALUES(1,X'74726176656C2E6D64','e541fbf835c55eecb03f934da3977cb87bba89c5348c5d9e8a4bfd001b96fbb6',105,0,0,11632869);
CREATE TABLE gap_questions(           -- learn: the wordings in which a gap was asked for; key: the question, folded
  app TEXT NOT NULL, key TEXT NOT NULL, gap INTEGER NOT NULL, question TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY(app, key)) WITHOUT ROWID;
CREATE TABLE gaps(                    -- learn: what was refused and an expert is asked for; document: collection/name of what the expert's answer became
  number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, key TEXT NOT NULL, question TEXT NOT NULL, task INTEGER NOT NULL, times INTEGER NOT NULL,
  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, state TEXT NOT NULL, document TEXT NOT NULL DEFAULT '', UNIQUE(app, key));
CREATE TABLE keys(id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, hash TEXT NOT NULL, title TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL, expires_at INTEGER, used_at INTEGER) WITHOUT ROWID;
INSERT INTO "keys" VALUES('k81b287eac7a2','li','1133efca4e21db5c0f3b8c26e9e02cbf1d49ea75a33c8d901485a0105dd70cb0','',1795632154,NULL,NULL);
CREATE TABLE live_apps(app TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE members(user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, grp TEXT NOT NULL, PRIMARY KEY(user, grp)) WITHOUT ROWID;
INSERT INTO "members" VALUES('li','service');
CREATE TABLE monitors(app TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE moves(                   -- index: documents whose compartment changed after their segment was written; 0 = removed
  seq INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, compartment INTEGER NOT NULL);
CREATE TABLE outcomes(number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, app TEXT NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
  amount REAL NOT NULL, note TEXT NOT NULL);
CREATE TABLE pairs(                   -- ingest: curated question and answer; start, length: the answer in the canonical text
  document INTEGER NOT NULL, ordinal INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL,
  PRIMARY KEY(document, ordinal)) WITHOUT ROWID;
INSERT INTO "pairs" VALUES(1,0,'How long is the warranty?','The warranty is 24 months.',27,26);
CREATE TABLE pending(document INTEGER PRIMARY KEY);
CREATE TABLE questions(               -- answer: what was asked and refused, so that the home page can show what waits
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, collection TEXT NOT NULL, question TEXT NOT NULL,
  confidence REAL NOT NULL, reason TEXT NOT NULL);
INSERT INTO "questions" VALUES(1,1795632154,'','','Who founded the moon?',4.06252761573437093378e-02,'uncertain');
CREATE TABLE releases(                -- flow: which version was made live when, and why
  seq INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '');
CREATE TABLE run_files(run TEXT NOT NULL, name TEXT NOT NULL, media TEXT NOT NULL, hash TEXT NOT NULL, bytes INTEGER NOT NULL,
  PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE TABLE run_parents(run TEXT PRIMARY KEY, parent TEXT NOT NULL, above TEXT NOT NULL, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE run_steps(               -- flow: what became of each step (item -1) and each item of a step
  run INTEGER NOT NULL, position INTEGER NOT NULL, item INTEGER NOT NULL, state TEXT NOT NULL, result TEXT NOT NULL, reason TEXT NOT NULL,
  evidence TEXT NOT NULL, tries INTEGER NOT NULL, at INTEGER NOT NULL, ms REAL NOT NULL, needed_model INTEGER NOT NULL,
  PRIMARY KEY(run, position, item)) WITHOUT ROWID;
CREATE TABLE run_tokens(app TEXT NOT NULL, token TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(app, token)) WITHOUT ROWID;
CREATE TABLE runs(                    -- flow: one row an execution; times in milliseconds since 1970; owner: the process that works on it
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, app TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, by TEXT NOT NULL,
  cause TEXT NOT NULL, inputs TEXT NOT NULL, output TEXT NOT NULL, reason TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
  wake_at INTEGER NOT NULL, needed_model INTEGER NOT NULL, owner TEXT NOT NULL, learned INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0);
CREATE TABLE segments(                -- index: the manifest
  id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, documents INTEGER NOT NULL, chunks INTEGER NOT NULL, bytes INTEGER NOT NULL,
  moves_seq INTEGER NOT NULL, analyser INTEGER NOT NULL);
CREATE TABLE small_models(            -- model: what training fitted, unchangeable
  number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL, blob BLOB NOT NULL,
  report TEXT NOT NULL, made_at INTEGER NOT NULL);
CREATE TABLE sources(                 -- library: folders and files given to add
  id INTEGER PRIMARY KEY, collection TEXT NOT NULL, root TEXT NOT NULL, groups TEXT NOT NULL, label TEXT NOT NULL, synced_at INTEGER NOT NULL,
  UNIQUE(collection, root));
INSERT INTO "sources" VALUES(1,'default','/srv/fixture/files','','internal',1795632154);
INSERT INTO "sources" VALUES(2,'tickets','/srv/fixture/tickets.jsonl','','internal',1795632154);
CREATE TABLE tallies(                 -- learn: what is counted of runs, for ever
  app TEXT NOT NULL, month TEXT NOT NULL, done INTEGER NOT NULL, refused INTEGER NOT NULL, failed INTEGER NOT NULL, needed_model INTEGER NOT NULL,
  PRIMARY KEY(app, month)) WITHOUT ROWID;
CREATE TABLE tally_people(app TEXT NOT NULL, month TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY(app, month, person)) WITHOUT ROWID;
CREATE TABLE tasks(                   -- flow: what people are asked
  number INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, position INTEGER NOT NULL, item INTEGER NOT NULL, kind TEXT NOT NULL, grp TEXT NOT NULL,
  person TEXT NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL, said TEXT NOT NULL, made_at INTEGER NOT NULL, done_at INTEGER NOT NULL, due_at INTEGER NOT NULL);
CREATE TABLE trigger_marks(app TEXT NOT NULL, position INTEGER NOT NULL, mark TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(app, position)) WITHOUT ROWID;
CREATE TABLE unread(                  -- library: files that could not be read, and why
  collection TEXT NOT NULL, name TEXT NOT NULL, source INTEGER, path TEXT NOT NULL, format TEXT NOT NULL, reason TEXT NOT NULL,
  hash TEXT NOT NULL, bytes INTEGER NOT NULL, compartment INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(collection, name)) WITHOUT ROWID;
CREATE TABLE users(name TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT '', label TEXT NOT NULL, admin INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "users" VALUES('guest','','internal',0,1795632154);
INSERT INTO "users" VALUES('li','','confidential',1,1795632154);
CREATE TABLE waiting_pages(           -- library: scanned pages that wait for OCR
  document INTEGER NOT NULL, page INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(document, page)) WITHOUT ROWID;
CREATE INDEX documents_by_source ON documents(source, path);
CREATE INDEX documents_by_compartment ON documents(compartment);
CREATE UNIQUE INDEX keys_by_hash ON keys(hash);
CREATE INDEX runs_by_app ON runs(app, number);
CREATE INDEX runs_unended ON runs(state, owner, wake_at) WHERE ended_at = 0;
CREATE INDEX runs_ended ON runs(ended_at) WHERE ended_at > 0;
CREATE INDEX tasks_by_run ON tasks(run);
CREATE INDEX tasks_by_state ON tasks(state, number);
CREATE INDEX run_files_by_hash ON run_files(hash);
CREATE INDEX small_models_by_name ON small_models(app, name, number);
CREATE INDEX evaluations_by_app ON evaluations(app, number);
CREATE INDEX audits_by_app ON audits(app, version, found);
CREATE INDEX feedback_by_run ON feedback(run);
CREATE INDEX gaps_by_document ON gaps(document) WHERE document <> '';
CREATE INDEX gap_questions_by_gap ON gap_questions(gap);
CREATE INDEX runs_to_learn ON runs(number) WHERE learned = 0 AND ended_at > 0;
CREATE INDEX outcomes_by_app ON outcomes(app, at);
CREATE INDEX outcomes_by_run ON outcomes(run);
CREATE INDEX runs_by_person ON runs(by, number);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('documents',4);
INSERT INTO "sqlite_sequence" VALUES('segments',2);
INSERT INTO "sqlite_sequence" VALUES('audit',5);
INSERT INTO "sqlite_sequence" VALUES('questions',1);
INSERT OR IGNORE INTO pending(document) SELECT number FROM documents;
COMMIT;
