-- compatibleFrom: 1
-- Tokens that ended before their time. kind says what name is: the id of a token (jti), or the subject of all tokens that
-- were issued up to revoked_at (milliseconds since 1970). Rows are kept: how long a token would have lived is not known.
CREATE TABLE revocations (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  revoked_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (kind, name)
);

CREATE INDEX revocations_by_time ON revocations (revoked_at);
