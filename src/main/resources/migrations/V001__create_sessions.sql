-- compatibleFrom: 1
-- Durable sessions. Times are nanoseconds since 1970, for people and for idle rules: no order rests on them.

-- The documents that sessions run on, each once.
CREATE TABLE pinned_workflows (
  hash TEXT PRIMARY KEY,
  document TEXT NOT NULL
);

-- One row a session: its state now. number is the order of creation; revision counts the events, whose newest hash is
-- head_hash. updated_day (days since 1970) finds idle sessions by an index that a busy session seldom touches.
-- search_text is in lower case, because the two dialects fold letters differently.
CREATE TABLE sessions (
  number ${identity},
  id TEXT NOT NULL UNIQUE,
  workflow_id TEXT NOT NULL,
  workflow_version TEXT NOT NULL,
  workflow_hash TEXT NOT NULL REFERENCES pinned_workflows (hash),
  goal TEXT NOT NULL,
  search_text TEXT NOT NULL,
  status TEXT NOT NULL,
  owner TEXT NOT NULL,
  team TEXT,
  holder TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_day INTEGER NOT NULL,
  ended_at BIGINT,
  position BIGINT NOT NULL,
  position_since BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  head_hash TEXT NOT NULL,
  token_key TEXT NOT NULL,
  history TEXT NOT NULL,
  context TEXT NOT NULL,
  completed_count BIGINT NOT NULL,
  last_completed TEXT NOT NULL
);

CREATE INDEX sessions_by_status ON sessions (status, number);

CREATE INDEX sessions_by_owner ON sessions (owner, status, number);

CREATE INDEX sessions_by_team ON sessions (team, status, number) WHERE team IS NOT NULL;

CREATE INDEX sessions_by_document ON sessions (workflow_hash);

CREATE INDEX sessions_living ON sessions (updated_day) WHERE ended_at IS NULL;

CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;

-- What happened; rows are added and never changed.
CREATE TABLE session_events (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  seq BIGINT NOT NULL,
  type TEXT NOT NULL,
  position BIGINT NOT NULL,
  actor TEXT NOT NULL,
  client TEXT,
  request_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  digest TEXT,
  payload TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (session_id, seq)
);

-- Finds a repeated attempt or checkpoint; an advance is found by its position.
CREATE INDEX session_events_by_digest ON session_events (session_id, digest, seq)
  WHERE digest IS NOT NULL AND type <> 'advanced';

-- The positions that were left: what answers a token of one of them.
CREATE TABLE used_positions (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  position BIGINT NOT NULL,
  event_seq BIGINT NOT NULL,
  cause TEXT NOT NULL,
  actor TEXT NOT NULL,
  at BIGINT NOT NULL,
  digest TEXT,
  result TEXT,
  superseded_by TEXT,
  superseded_at BIGINT,
  PRIMARY KEY (session_id, position)
);

-- The session is written after its key in the same transaction: who has the key, has the session.
CREATE TABLE idempotency_keys (
  subject TEXT NOT NULL,
  request_id TEXT NOT NULL,
  session_id TEXT NOT NULL REFERENCES sessions (id) DEFERRABLE INITIALLY DEFERRED,
  digest TEXT NOT NULL,
  PRIMARY KEY (subject, request_id)
);

CREATE INDEX idempotency_keys_by_session ON idempotency_keys (session_id);

-- Work that waits for, or got, a person's decision; number is the order of submission.
CREATE TABLE submissions (
  number ${identity},
  id TEXT NOT NULL UNIQUE,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  position BIGINT NOT NULL,
  step_id TEXT NOT NULL,
  submitted_by TEXT NOT NULL,
  client TEXT,
  submitted_at BIGINT NOT NULL,
  digest TEXT NOT NULL,
  input TEXT NOT NULL,
  status TEXT NOT NULL,
  decided_by TEXT,
  decided_at BIGINT,
  comment TEXT
);

CREATE INDEX submissions_by_position ON submissions (session_id, position, digest, number);

CREATE UNIQUE INDEX submissions_open ON submissions (session_id) WHERE status = 'open';
