-- What an institution may say about the role types of the product. Rank, scopes and parameters stay the product's: rights rest on them.
ALTER TABLE role_type
  ADD COLUMN description TEXT NOT NULL DEFAULT '',
  ADD COLUMN enabled BOOLEAN NOT NULL DEFAULT true;

-- A library that goes must never leave its roles behind as roles at the institution, which are rights over everybody.
ALTER TABLE user_role
  DROP CONSTRAINT user_role_library_code_fkey,
  ADD CONSTRAINT user_role_library_code_fkey FOREIGN KEY (library_code) REFERENCES library(code) ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TYPE api_key_scope AS ENUM ('READ', 'SUBMIT_JOBS', 'EDIT_USERS', 'ADMINISTER');

CREATE TABLE api_key (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    prefix TEXT NOT NULL,
    hash BYTEA NOT NULL,
    scopes api_key_scope[],
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ(3) NOT NULL,
    last_used_at TIMESTAMPTZ(3),
    revoked_at TIMESTAMPTZ(3),
    revoked_by TEXT NOT NULL DEFAULT '',

    CONSTRAINT api_key_pkey PRIMARY KEY (id),
    CONSTRAINT api_key_name_given CHECK (btrim(name) <> ''),
    -- SHA-256 of the whole key: the key itself is nowhere.
    CONSTRAINT api_key_hash_sha256 CHECK (length(hash) = 32),
    CONSTRAINT api_key_reads CHECK ('READ' = ANY (scopes)),
    CONSTRAINT api_key_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX api_key_prefix_idx ON api_key(prefix);

CREATE INDEX api_key_owner_id_idx ON api_key(owner_id);

-- The audit is read by what was done and to what, the newest first.
CREATE INDEX audit_event_operation_newest ON audit_event (operation, id);
CREATE INDEX audit_event_subject_newest ON audit_event (subject, id);

-- A job that was submitted with an API key which may not administer must not do so later, under its owner's whole authority.
ALTER TABLE job ADD COLUMN narrowed BOOLEAN NOT NULL DEFAULT false;
