CREATE TYPE user_set_kind AS ENUM ('ITEMIZED', 'LOGICAL');

CREATE TABLE user_set (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    kind user_set_kind NOT NULL,
    is_private BOOLEAN NOT NULL DEFAULT true,
    status user_status NOT NULL DEFAULT 'ACTIVE',
    search TEXT,
    filter JSONB,
    owner_id INTEGER NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    modified_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    modified_by_id INTEGER NOT NULL,

    CONSTRAINT user_set_pkey PRIMARY KEY (id)
);

CREATE TABLE user_set_member (
    set_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,

    CONSTRAINT user_set_member_pkey PRIMARY KEY (set_id,user_id)
);

CREATE INDEX user_set_owner_id_idx ON user_set(owner_id);

CREATE INDEX user_set_member_user_id_idx ON user_set_member(user_id);

ALTER TABLE user_set ADD CONSTRAINT user_set_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE user_set ADD CONSTRAINT user_set_modified_by_id_fkey FOREIGN KEY (modified_by_id) REFERENCES users(id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE user_set_member ADD CONSTRAINT user_set_member_set_id_fkey FOREIGN KEY (set_id) REFERENCES user_set(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_set_member ADD CONSTRAINT user_set_member_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

-- ── Laws of a set ───────────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE user_set
  ADD CONSTRAINT user_set_name_given CHECK (btrim(name) <> '' AND length(name) <= 255),
  -- A logical set is its saved query; an itemized set has members and no query.
  ADD CONSTRAINT user_set_query_when_logical CHECK ((kind = 'LOGICAL') = (filter IS NOT NULL)),
  ADD CONSTRAINT user_set_search_when_logical CHECK (kind = 'LOGICAL' OR search IS NULL);
