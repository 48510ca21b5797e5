-- compatibleFrom: 1
-- Published workflow documents (workflows.storage.type: database), as their authors wrote them. digest is the SHA-256 of
-- the text and tells one version from another; times are milliseconds since 1970.
CREATE TABLE workflows (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  digest TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  published_by TEXT NOT NULL
);

-- One row, whose stamp is another one after every change: what every server looks at twice a second.
CREATE TABLE workflow_changes (
  id INTEGER PRIMARY KEY,
  stamp TEXT NOT NULL
);

INSERT INTO workflow_changes (id, stamp) VALUES (1, '');
