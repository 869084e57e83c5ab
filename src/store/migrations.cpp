#include "store/migrations.h"

namespace gw {
namespace {

constexpr Migration history[] = {
    {1, R"sql(
CREATE TABLE compartments(            -- policy: interned (collection, groups, label); 0 is "gone"
  id INTEGER PRIMARY KEY, collection TEXT NOT NULL, groups TEXT NOT NULL, label TEXT NOT NULL, UNIQUE(collection, groups, label));
CREATE TABLE documents(               -- ingest: one row a document; a number is never used twice
  number INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, format TEXT NOT NULL,
  hash TEXT NOT NULL, bytes INTEGER NOT NULL, characters INTEGER NOT NULL, chunks INTEGER NOT NULL, pages INTEGER NOT NULL,
  compartment INTEGER NOT NULL, url TEXT NOT NULL DEFAULT '', time TEXT NOT NULL DEFAULT '', added_at INTEGER NOT NULL,
  source INTEGER, path TEXT NOT NULL DEFAULT '', container TEXT NOT NULL DEFAULT '', state TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  curated INTEGER NOT NULL DEFAULT 0, blocks BLOB NOT NULL, UNIQUE(collection, name));
CREATE INDEX documents_by_source ON documents(source, path);
CREATE INDEX documents_by_compartment ON documents(compartment);
CREATE TABLE chunks(                  -- ingest: id = number << 20 | ordinal; texts of a document, in order, are its canonical text
  id INTEGER PRIMARY KEY, start INTEGER NOT NULL, length INTEGER NOT NULL, page INTEGER NOT NULL, context TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE pairs(                   -- ingest: curated question and answer; start, length: the answer in the canonical text
  document INTEGER NOT NULL, ordinal INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL,
  PRIMARY KEY(document, ordinal)) WITHOUT ROWID;
CREATE TABLE pending(document INTEGER PRIMARY KEY);   -- ingest: committed, not yet in a segment
CREATE TABLE waiting_pages(           -- library: scanned pages that wait for OCR
  document INTEGER NOT NULL, page INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(document, page)) WITHOUT ROWID;
CREATE TABLE segments(                -- index: the manifest
  id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, documents INTEGER NOT NULL, chunks INTEGER NOT NULL, bytes INTEGER NOT NULL,
  moves_seq INTEGER NOT NULL, analyser INTEGER NOT NULL);
CREATE TABLE moves(                   -- index: documents whose compartment changed after their segment was written; 0 = removed
  seq INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, compartment INTEGER NOT NULL);
CREATE TABLE sources(                 -- library: folders and files given to add
  id INTEGER PRIMARY KEY, collection TEXT NOT NULL, root TEXT NOT NULL, groups TEXT NOT NULL, label TEXT NOT NULL, synced_at INTEGER NOT NULL,
  UNIQUE(collection, root));
CREATE TABLE unread(                  -- library: files that could not be read, and why
  collection TEXT NOT NULL, name TEXT NOT NULL, source INTEGER, path TEXT NOT NULL, format TEXT NOT NULL, reason TEXT NOT NULL,
  hash TEXT NOT NULL, bytes INTEGER NOT NULL, compartment INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(collection, name)) WITHOUT ROWID;
CREATE TABLE users(name TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT '', label TEXT NOT NULL, admin INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE members(user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, grp TEXT NOT NULL, PRIMARY KEY(user, grp)) WITHOUT ROWID;
CREATE TABLE keys(id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, hash TEXT NOT NULL, title TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL, expires_at INTEGER, used_at INTEGER) WITHOUT ROWID;
CREATE UNIQUE INDEX keys_by_hash ON keys(hash);
CREATE TABLE audit(seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '');
CREATE TABLE questions(               -- answer: what was asked and refused, so that the home page can show what waits
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, collection TEXT NOT NULL, question TEXT NOT NULL,
  confidence REAL NOT NULL, reason TEXT NOT NULL);
)sql"},
    {2, R"sql(
CREATE TABLE files(                   -- library: what was seen of a source's files; stamps of 0 are not to be trusted
  source INTEGER NOT NULL, path BLOB NOT NULL, hash TEXT NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
  node INTEGER NOT NULL, PRIMARY KEY(source, path)) WITHOUT ROWID;
CREATE TABLE erasures(                -- library: deletions whose traces must go from the disk; `done` once they have
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, receipt TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
)sql"},
    // A store of schema 1 knew no files: those of its documents are made known, to be read anew at the next synchronisation.
    {3, R"sql(
INSERT OR IGNORE INTO files(source, path, hash, bytes, modified, changed, node)
  SELECT DISTINCT source, CAST(path AS BLOB), '', 0, 0, 0, 0 FROM documents WHERE source IS NOT NULL;
)sql"},
    // Which rights were given by hand is told by the audit, of the documents of a source also by rights that are not the source's. Files without a
    // document are read anew: a clash may have kept them out. Documents whose file was forgotten are found to have vanished by the next synchronisation.
    {4, R"sql(
ALTER TABLE documents ADD COLUMN rights_from INTEGER NOT NULL DEFAULT 0;   -- 0 what it was added with, 1 its JSON line, 2 by hand
UPDATE documents SET rights_from = 2 WHERE number IN (
  SELECT d.number
  FROM (SELECT substr(subject, 1, instr(subject, '/') - 1) collection, substr(subject, instr(subject, '/') + 1) name, detail FROM audit WHERE act = 'classify') a
  JOIN documents d ON d.collection = a.collection AND (d.name = a.name OR d.name >= a.name || '!/' AND d.name < a.name || '!0')
  JOIN compartments c ON c.id = d.compartment AND a.detail = c.label || ' for ' || CASE c.groups WHEN '' THEN 'everyone' ELSE c.groups END);
UPDATE documents SET rights_from = 2 WHERE format <> 'jsonl' AND EXISTS(
  SELECT 1 FROM sources s JOIN compartments c ON c.id = compartment WHERE s.id = source AND (s.groups, s.label) <> (c.groups, c.label));
UPDATE files SET hash = '', modified = 0, changed = 0
  WHERE hash <> 'lines' AND NOT EXISTS(SELECT 1 FROM documents d WHERE d.source = files.source AND d.path = CAST(files.path AS TEXT));
INSERT OR IGNORE INTO files(source, path, hash, bytes, modified, changed, node)
  SELECT DISTINCT source, CAST(path AS BLOB), '', 0, 0, 0, 0 FROM documents WHERE source IS NOT NULL;
)sql"},
    // The reasons kept with refused questions named documents, and outlived them and the asker's rights; questions outlived their users.
    {5, R"sql(
UPDATE questions SET reason = CASE WHEN confidence > 0 THEN 'uncertain' ELSE 'nothing' END;
DELETE FROM questions WHERE who <> '' AND NOT EXISTS(SELECT 1 FROM users WHERE name = who AND created_at <= at);
)sql"},
    {6, R"sql(
CREATE TABLE app_versions(            -- flow: what was applied, unchangeable
  app TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL, made_at INTEGER NOT NULL, who TEXT NOT NULL,
  PRIMARY KEY(app, version), UNIQUE(app, hash)) WITHOUT ROWID;
CREATE TABLE live_apps(app TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE releases(                -- flow: which version was made live when, and why
  seq INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '');
CREATE TABLE runs(                    -- flow: one row an execution; times in milliseconds since 1970; owner: the process that works on it
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, app TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, by TEXT NOT NULL,
  cause TEXT NOT NULL, inputs TEXT NOT NULL, output TEXT NOT NULL, reason TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
  wake_at INTEGER NOT NULL, needed_model INTEGER NOT NULL, owner TEXT NOT NULL);
CREATE INDEX runs_by_app ON runs(app, number);
CREATE INDEX runs_unended ON runs(state, owner, wake_at) WHERE ended_at = 0;
CREATE INDEX runs_ended ON runs(ended_at) WHERE ended_at > 0;
CREATE TABLE run_steps(               -- flow: what became of each step (item -1) and each item of a step
  run INTEGER NOT NULL, position INTEGER NOT NULL, item INTEGER NOT NULL, state TEXT NOT NULL, result TEXT NOT NULL, reason TEXT NOT NULL,
  evidence TEXT NOT NULL, tries INTEGER NOT NULL, at INTEGER NOT NULL, ms REAL NOT NULL, needed_model INTEGER NOT NULL,
  PRIMARY KEY(run, position, item)) WITHOUT ROWID;
CREATE TABLE run_tokens(app TEXT NOT NULL, token TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(app, token)) WITHOUT ROWID;  -- flow: what triggers started
CREATE TABLE tasks(                   -- flow: what people are asked
  number INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, position INTEGER NOT NULL, item INTEGER NOT NULL, kind TEXT NOT NULL, grp TEXT NOT NULL,
  person TEXT NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL, said TEXT NOT NULL, made_at INTEGER NOT NULL, done_at INTEGER NOT NULL, due_at INTEGER NOT NULL);
CREATE INDEX tasks_by_run ON tasks(run);
CREATE INDEX tasks_by_state ON tasks(state, number);
)sql"},
    {7, R"sql(
ALTER TABLE app_versions ADD COLUMN parts TEXT NOT NULL DEFAULT '{}';   -- the files that it names, with their text, and the numbers of its models
CREATE TABLE run_files(run TEXT NOT NULL, name TEXT NOT NULL, media TEXT NOT NULL, hash TEXT NOT NULL, bytes INTEGER NOT NULL,
  PRIMARY KEY(run, name)) WITHOUT ROWID;   -- flow: files that runs made; their bytes lie beside the store by hash
CREATE INDEX run_files_by_hash ON run_files(hash);
CREATE TABLE run_parents(run TEXT PRIMARY KEY, parent TEXT NOT NULL, above TEXT NOT NULL, label TEXT NOT NULL) WITHOUT ROWID;  -- flow: runs that are a step of another
CREATE TABLE trigger_marks(app TEXT NOT NULL, position INTEGER NOT NULL, mark TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(app, position)) WITHOUT ROWID;  -- flow
CREATE TABLE small_models(            -- model: what training fitted, unchangeable
  number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL, blob BLOB NOT NULL,
  report TEXT NOT NULL, made_at INTEGER NOT NULL);
CREATE INDEX small_models_by_name ON small_models(app, name, number);
CREATE TABLE cases(                   -- learn: inputs with their standard answers, beside those in files
  number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, id TEXT NOT NULL, inputs TEXT NOT NULL, expected TEXT NOT NULL, refuse INTEGER NOT NULL,
  never_break INTEGER NOT NULL, sealed INTEGER NOT NULL, stratum TEXT NOT NULL, cluster TEXT NOT NULL, time TEXT NOT NULL, source TEXT NOT NULL, run TEXT NOT NULL,
  note TEXT NOT NULL, who TEXT NOT NULL, made_at INTEGER NOT NULL, UNIQUE(app, id));
CREATE TABLE evaluations(             -- learn: a version held against the cases
  number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, cause TEXT NOT NULL,
  cases INTEGER NOT NULL, right INTEGER NOT NULL, wrong INTEGER NOT NULL, refused INTEGER NOT NULL, score REAL NOT NULL, report TEXT NOT NULL);
CREATE INDEX evaluations_by_app ON evaluations(app, number);
CREATE TABLE evaluated(evaluation INTEGER NOT NULL, case_id TEXT NOT NULL, score REAL NOT NULL, right INTEGER NOT NULL, answered INTEGER NOT NULL,
  output TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY(evaluation, case_id)) WITHOUT ROWID;
CREATE TABLE certificates(number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
  void TEXT NOT NULL DEFAULT '');
CREATE TABLE monitors(app TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;          -- learn: the watch over the live version (learn/drift.h)
CREATE TABLE audits(                  -- learn: runs of the audited sample; found: '' while nobody has looked, "right", "wrong"
  run TEXT PRIMARY KEY, app TEXT NOT NULL, version INTEGER NOT NULL, task INTEGER NOT NULL, at INTEGER NOT NULL, found TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX audits_by_app ON audits(app, version, found);
CREATE TABLE feedback(number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, app TEXT NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, verdict TEXT NOT NULL,
  expected TEXT NOT NULL, why TEXT NOT NULL, case_id TEXT NOT NULL DEFAULT '');
CREATE INDEX feedback_by_run ON feedback(run);
CREATE TABLE gaps(                    -- learn: what was refused and an expert is asked for; document: collection/name of what the expert's answer became
  number INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, key TEXT NOT NULL, question TEXT NOT NULL, task INTEGER NOT NULL, times INTEGER NOT NULL,
  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, state TEXT NOT NULL, document TEXT NOT NULL DEFAULT '', UNIQUE(app, key));
CREATE INDEX gaps_by_document ON gaps(document) WHERE document <> '';
CREATE TABLE gap_questions(           -- learn: the wordings in which a gap was asked for; key: the question, folded
  app TEXT NOT NULL, key TEXT NOT NULL, gap INTEGER NOT NULL, question TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY(app, key)) WITHOUT ROWID;
CREATE INDEX gap_questions_by_gap ON gap_questions(gap);
ALTER TABLE runs ADD COLUMN learned INTEGER NOT NULL DEFAULT 0;          -- flow: whether the loop has taken it in (learn/collect.h), once, after its end
ALTER TABLE runs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;         -- flow: how often it was begun anew since it last waited, its process having died
CREATE INDEX runs_to_learn ON runs(number) WHERE learned = 0 AND ended_at > 0;
CREATE TABLE tallies(                 -- learn: what is counted of runs, for ever
  app TEXT NOT NULL, month TEXT NOT NULL, done INTEGER NOT NULL, refused INTEGER NOT NULL, failed INTEGER NOT NULL, needed_model INTEGER NOT NULL,
  PRIMARY KEY(app, month)) WITHOUT ROWID;
CREATE TABLE tally_people(app TEXT NOT NULL, month TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY(app, month, person)) WITHOUT ROWID;  -- learn: hashes of names
CREATE TABLE outcomes(number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, app TEXT NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
  amount REAL NOT NULL, note TEXT NOT NULL);
CREATE INDEX outcomes_by_app ON outcomes(app, at);
CREATE INDEX outcomes_by_run ON outcomes(run);
CREATE INDEX runs_by_person ON runs(by, number);
)sql"},
};

}  // namespace

std::span<const Migration> migrations() { return history; }

}  // namespace gw
