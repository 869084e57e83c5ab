#include "http/schemas.h"

namespace gw {

// In the words of JSON Schema, one name a line or few. References are written "#Name" and made whole in openapi.cpp.
const char* schemas_json = R"json({
"Error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "object", "required": ["code", "message"], "properties": {
  "code": {"enum": ["invalid", "not_found", "forbidden", "busy", "timeout", "unavailable", "conflict", "internal"]}, "message": {"type": "string"}, "detail": {"type": "string"}}}}},
"Any": {"type": "object"},
"Label": {"enum": ["public", "internal", "confidential", "restricted"]},
"Health": {"type": "object", "required": ["status"], "properties": {"status": {"const": "ok"}}},
"Ready": {"type": "object", "required": ["status"], "properties": {"status": {"const": "ready"}}},
"Me": {"type": "object", "required": ["name", "administrator", "label", "groups"], "properties": {
  "name": {"type": "string"}, "administrator": {"type": "boolean"}, "label": "#Label", "groups": {"type": "array", "items": {"type": "string"}}}},
"Change": {"type": "object", "required": ["at", "who", "act", "subject", "detail"], "properties": {"seq": {"type": "integer"},
  "at": {"type": "string", "format": "date-time"}, "who": {"type": "string"}, "act": {"type": "string"}, "subject": {"type": "string"}, "detail": {"type": "string"}}},
"RefusedQuestion": {"type": "object", "required": ["at", "question", "confidence", "reason"], "properties": {
  "at": {"type": "string", "format": "date-time"}, "question": {"type": "string"}, "confidence": {"type": "number"}, "reason": {"type": "string"}}},
"Status": {"type": "object", "required": ["version", "name", "documents", "chunks", "unread", "waiting", "reading", "collections", "users", "me", "login_needed", "changes", "refused"],
  "properties": {"version": {"type": "string"},
  "name": {"type": "object", "required": ["zh", "en"], "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
  "documents": {"type": "integer"}, "chunks": {"type": "integer"}, "unread": {"type": "integer"},
  "waiting": {"type": "integer", "description": "documents not yet in the index"}, "reading": {"type": "integer", "description": "documents with scanned pages that wait"},
  "collections": {"type": "array", "items": {"type": "object", "required": ["name", "documents"], "properties": {"name": {"type": "string"}, "documents": {"type": "integer"}}}},
  "users": {"type": "integer"}, "me": "#Me", "login_needed": {"type": "boolean"},
  "changes": {"type": "array", "items": "#Change"}, "refused": {"type": "array", "items": "#RefusedQuestion"}}},
"Kinds": {"type": "object", "required": ["kinds"], "properties": {"kinds": {"type": "array", "items": {"type": "object", "required": ["family", "name", "sentence", "example"],
  "properties": {"family": {"type": "string"}, "name": {"type": "string"}, "sentence": {"type": "string"}, "example": {"type": "string"}}}}}},
"Query": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string", "minLength": 1, "maxLength": 2000}, "collection": {"type": "string"},
  "k": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 10}}},
"Hit": {"type": "object", "required": ["rank", "collection", "document", "title", "score", "text", "start", "end", "page"], "properties": {
  "rank": {"type": "integer"}, "collection": {"type": "string"}, "document": {"type": "string"}, "title": {"type": "string"}, "score": {"type": "number"},
  "text": {"type": "string"}, "start": {"type": "integer"}, "end": {"type": "integer"}, "page": {"type": "integer"}}},
"Hits": {"type": "object", "required": ["hits", "ms"], "properties": {"hits": {"type": "array", "items": "#Hit"}, "ms": {"type": "number"}}},
"Question": {"type": "object", "required": ["question"], "properties": {"question": {"type": "string", "minLength": 1, "maxLength": 2000}, "collection": {"type": "string"},
  "threshold": {"type": "number", "minimum": 0, "maximum": 1}}},
"Citation": {"type": "object", "required": ["collection", "document", "title", "quote", "start", "end", "page"], "properties": {
  "collection": {"type": "string"}, "document": {"type": "string"}, "title": {"type": "string"}, "quote": {"type": "string"},
  "start": {"type": "integer", "description": "code points in the document's text"}, "end": {"type": "integer"}, "page": {"type": "integer"}}},
"Near": {"type": "object", "required": ["collection", "document", "title", "score"], "properties": {
  "collection": {"type": "string"}, "document": {"type": "string"}, "title": {"type": "string"}, "score": {"type": "number"}}},
"Answer": {"type": "object", "required": ["status", "confidence", "threshold", "certified", "reason", "curated", "citations", "nearest", "ms"], "properties": {
  "status": {"enum": ["answered", "refused"]}, "answer": {"type": "string", "description": "missing when refused"}, "confidence": {"type": "number"},
  "threshold": {"type": "number"}, "certified": {"type": "boolean"}, "reason": {"type": "string"}, "curated": {"type": "boolean"},
  "citations": {"type": "array", "items": "#Citation"}, "nearest": {"type": "array", "items": "#Near"}, "ms": {"type": "number"}}},
"Row": {"type": "object", "required": ["collection", "document", "title", "format", "bytes", "characters", "chunks", "pages", "groups", "label", "state", "note", "time", "url",
  "added_at", "curated"], "properties": {"collection": {"type": "string"}, "document": {"type": "string"}, "title": {"type": "string"}, "format": {"type": "string"},
  "bytes": {"type": "integer"}, "characters": {"type": "integer"}, "chunks": {"type": "integer"}, "pages": {"type": "integer"},
  "groups": {"type": "array", "items": {"type": "string"}, "description": "empty: everyone"}, "label": "#Label", "state": {"enum": ["ready", "reading"]}, "note": {"type": "string"},
  "time": {"type": "string"}, "url": {"type": "string"}, "added_at": {"type": "string", "format": "date-time"}, "curated": {"type": "boolean"}}},
"Documents": {"type": "object", "required": ["documents", "next"], "properties": {"documents": {"type": "array", "items": "#Row"},
  "next": {"type": "string", "description": "empty at the end; until then a reply may hold fewer than were asked for, even none"}}},
"Block": {"type": "object", "required": ["kind", "level", "header", "hidden", "table", "page", "start", "end"], "properties": {
  "kind": {"enum": ["heading", "paragraph", "list_item", "table_row", "code"]}, "level": {"type": "integer"}, "header": {"type": "boolean"}, "hidden": {"type": "boolean"},
  "table": {"type": "integer"}, "page": {"type": "integer"}, "start": {"type": "integer"}, "end": {"type": "integer"}}},
"Pair": {"type": "object", "required": ["question", "answer", "start", "end"], "properties": {
  "question": {"type": "string"}, "answer": {"type": "string"}, "start": {"type": "integer"}, "end": {"type": "integer"}}},
"Document": {"allOf": ["#Row", {"type": "object", "required": ["text", "blocks", "pairs", "truncated"], "properties": {"text": {"type": "string"},
  "blocks": {"type": "array", "items": "#Block"}, "pairs": {"type": "array", "items": "#Pair"}, "truncated": {"type": "boolean"}}}]},
"Slice": {"type": "object", "required": ["text", "start", "end"], "properties": {"text": {"type": "string"}, "start": {"type": "integer"}, "end": {"type": "integer"}}},
"Classification": {"type": "object", "properties": {"groups": {"type": "array", "items": {"type": "string"}}, "label": "#Label"}},
"Removed": {"type": "object", "required": ["removed", "receipt"], "properties": {"removed": {"type": "integer"}, "receipt": {"type": "string"}}},
"Unread": {"type": "object", "required": ["unread"], "properties": {"unread": {"type": "array", "items": {"type": "object",
  "required": ["collection", "document", "path", "format", "reason", "bytes", "at"], "properties": {"collection": {"type": "string"}, "document": {"type": "string"},
  "path": {"type": "string"}, "format": {"type": "string"}, "reason": {"type": "string"}, "bytes": {"type": "integer"}, "at": {"type": "string", "format": "date-time"}}}}}},
"AddReport": {"type": "object", "required": ["added", "updated", "unchanged", "removed", "moved", "empty", "failed", "failed_count", "read", "seen", "unread_formats", "seconds"],
  "properties": {"added": {"type": "integer"}, "updated": {"type": "integer"}, "unchanged": {"type": "integer"}, "removed": {"type": "integer"}, "moved": {"type": "integer"},
  "empty": {"type": "integer"}, "failed": {"type": "array", "items": {"type": "object", "required": ["path", "reason"], "properties": {"path": {"type": "string"},
  "reason": {"type": "string"}}}}, "failed_count": {"type": "integer"}, "read": {"type": "integer"}, "seen": {"type": "integer"},
  "unread_formats": {"type": "object", "additionalProperties": {"type": "integer"}}, "seconds": {"type": "number"}}},
"Import": {"type": "object", "required": ["paths"], "properties": {"paths": {"type": "array", "items": {"type": "string"}, "minItems": 1}, "collection": {"type": "string"},
  "groups": {"type": "array", "items": {"type": "string"}}, "label": "#Label", "allow_removals": {"type": "boolean"}}},
"Begun": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
"ImportState": {"type": "object", "required": ["id", "state", "stage", "done", "all"], "properties": {"id": {"type": "string"}, "state": {"enum": ["running", "done", "failed"]},
  "stage": {"type": "string", "description": "waiting, reading, removing, indexing, ..; at the end done or failed"},
  "done": {"type": "integer", "description": "of the stage; at the end all files seen"}, "all": {"type": "integer", "description": "0 while it is not known"}, "report": "#AddReport",
  "error": {"type": "object", "required": ["code", "message"], "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}}},
"Key": {"type": "object", "required": ["id", "title", "created_at", "expires_at", "used_at"], "properties": {"id": {"type": "string"}, "title": {"type": "string"},
  "created_at": {"type": "string", "format": "date-time"}, "expires_at": {"type": "string", "description": "empty: never"}, "used_at": {"type": "string", "description": "empty: never"}}},
"User": {"type": "object", "required": ["name", "title", "label", "administrator", "groups", "created_at", "keys"], "properties": {"name": {"type": "string"},
  "title": {"type": "string"}, "label": "#Label", "administrator": {"type": "boolean"}, "groups": {"type": "array", "items": {"type": "string"}},
  "created_at": {"type": "string", "format": "date-time"}, "keys": {"type": "array", "items": "#Key"},
  "key": {"allOf": ["#IssuedKey"], "description": "only in the reply that adds the first user"}}},
"Users": {"type": "object", "required": ["users"], "properties": {"users": {"type": "array", "items": "#User"}}},
"UserChange": {"type": "object", "properties": {"name": {"type": "string", "description": "needed, and read, when a user is added"}, "title": {"type": "string"}, "label": "#Label",
  "administrator": {"type": "boolean"}, "groups": {"type": "array", "items": {"type": "string"}}}},
"Gone": {"type": "object", "required": ["removed"], "properties": {"removed": {"type": "string"}}},
"KeyRequest": {"type": "object", "required": ["user"], "properties": {"user": {"type": "string"}, "title": {"type": "string"},
  "expires_at": {"type": "string", "format": "date-time"}, "days": {"type": "integer", "minimum": 1, "maximum": 3650}}},
"IssuedKey": {"type": "object", "required": ["id", "key"], "properties": {"id": {"type": "string"}, "key": {"type": "string"}}},
"Groups": {"type": "object", "required": ["groups"], "properties": {"groups": {"type": "array", "items": {"type": "object", "required": ["name", "users", "documents"],
  "properties": {"name": {"type": "string"}, "users": {"type": "integer"}, "documents": {"type": "integer"}}}}}},
"Audit": {"type": "object", "required": ["audit"], "properties": {"audit": {"type": "array", "items": "#Change"}}},
"Problems": {"type": "object", "required": ["problems"], "properties": {"problems": {"type": "array", "items": {"type": "string"}}}},
"BackupRequest": {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "description": "relative to the workspace, or absolute"}}},
"Backup": {"type": "object", "required": ["file", "bytes"], "properties": {"file": {"type": "string"}, "bytes": {"type": "integer"}}}
})json";

}  // namespace gw
