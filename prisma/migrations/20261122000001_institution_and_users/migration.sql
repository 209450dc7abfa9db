CREATE TYPE role_rank AS ENUM ('OPERATIONAL', 'USER_MANAGER', 'ADMINISTRATOR');

CREATE TYPE role_parameter_name AS ENUM ('CIRCULATION_DESK', 'SERVICE_UNIT', 'METADATA_TYPE', 'READ_ONLY');

CREATE TYPE record_type AS ENUM ('PUBLIC', 'STAFF', 'CONTACT');

CREATE TYPE account_type AS ENUM ('INTERNAL', 'EXTERNAL');

CREATE TYPE user_status AS ENUM ('ACTIVE', 'INACTIVE');

CREATE TYPE segment_type AS ENUM ('INTERNAL', 'EXTERNAL');

CREATE TYPE gender AS ENUM ('MALE', 'FEMALE', 'OTHER', 'NONE');

CREATE TABLE institution (
    code TEXT NOT NULL,
    name TEXT NOT NULL,

    CONSTRAINT institution_pkey PRIMARY KEY (code)
);

CREATE TABLE library (
    code TEXT NOT NULL,
    name TEXT NOT NULL,

    CONSTRAINT library_pkey PRIMARY KEY (code)
);

CREATE TABLE circulation_desk (
    library_code TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,

    CONSTRAINT circulation_desk_pkey PRIMARY KEY (library_code,code)
);

CREATE TABLE service_unit (
    library_code TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,

    CONSTRAINT service_unit_pkey PRIMARY KEY (library_code,code)
);

CREATE TABLE code (
    table_name TEXT NOT NULL,
    code TEXT NOT NULL,
    description TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    enabled BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT code_pkey PRIMARY KEY (table_name,code)
);

CREATE TABLE role_type (
    code TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    rank role_rank NOT NULL,
    allows_institution BOOLEAN NOT NULL,
    allows_library BOOLEAN NOT NULL,
    parameter role_parameter_name,
    parameter_required BOOLEAN NOT NULL DEFAULT false,
    parameter_multiple BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT role_type_pkey PRIMARY KEY (code)
);

CREATE TABLE users (
    id SERIAL NOT NULL,
    primary_id TEXT NOT NULL,
    record_type record_type NOT NULL DEFAULT 'PUBLIC',
    account_type account_type NOT NULL DEFAULT 'INTERNAL',
    external_id TEXT,
    status user_status NOT NULL DEFAULT 'ACTIVE',
    first_name TEXT NOT NULL DEFAULT '',
    middle_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL,
    preferred_first_name TEXT NOT NULL DEFAULT '',
    preferred_middle_name TEXT NOT NULL DEFAULT '',
    preferred_last_name TEXT NOT NULL DEFAULT '',
    title TEXT,
    gender gender,
    birth_date DATE,
    pin TEXT,
    job_category TEXT,
    job_description TEXT NOT NULL DEFAULT '',
    preferred_language TEXT,
    user_group TEXT,
    campus TEXT,
    cataloger_level TEXT,
    password_hash TEXT,
    force_password_change BOOLEAN NOT NULL DEFAULT false,
    expiry_date DATE,
    purge_date DATE,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT users_pkey PRIMARY KEY (id)
);

CREATE TABLE user_address (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    types TEXT[],
    line1 TEXT NOT NULL DEFAULT '',
    line2 TEXT NOT NULL DEFAULT '',
    line3 TEXT NOT NULL DEFAULT '',
    line4 TEXT NOT NULL DEFAULT '',
    line5 TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    state_province TEXT NOT NULL DEFAULT '',
    postal_code TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    start_date DATE,
    end_date DATE,
    preferred BOOLEAN NOT NULL DEFAULT false,
    segment segment_type NOT NULL,

    CONSTRAINT user_address_pkey PRIMARY KEY (id)
);

CREATE TABLE user_email (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    types TEXT[],
    address TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    preferred BOOLEAN NOT NULL DEFAULT false,
    segment segment_type NOT NULL,

    CONSTRAINT user_email_pkey PRIMARY KEY (id)
);

CREATE TABLE user_phone (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    types TEXT[],
    number TEXT NOT NULL,
    preferred BOOLEAN NOT NULL DEFAULT false,
    preferred_sms BOOLEAN NOT NULL DEFAULT false,
    segment segment_type NOT NULL,

    CONSTRAINT user_phone_pkey PRIMARY KEY (id)
);

CREATE TABLE user_identifier (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    status user_status NOT NULL DEFAULT 'ACTIVE',
    segment segment_type NOT NULL,

    CONSTRAINT user_identifier_pkey PRIMARY KEY (id)
);

CREATE TABLE user_role (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    role_type_code TEXT NOT NULL,
    library_code TEXT,
    status user_status NOT NULL DEFAULT 'ACTIVE',
    expires_on DATE,
    parameters JSONB NOT NULL DEFAULT '[]',
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    created_by TEXT NOT NULL DEFAULT '',

    CONSTRAINT user_role_pkey PRIMARY KEY (id)
);

CREATE TABLE user_block (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    code TEXT NOT NULL,
    status user_status NOT NULL DEFAULT 'ACTIVE',
    note TEXT NOT NULL DEFAULT '',
    expires_at TIMESTAMPTZ(3),
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    created_by TEXT NOT NULL DEFAULT '',
    segment segment_type NOT NULL,

    CONSTRAINT user_block_pkey PRIMARY KEY (id)
);

CREATE TABLE user_note (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    text TEXT NOT NULL,
    user_viewable BOOLEAN NOT NULL DEFAULT false,
    popup BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    created_by TEXT NOT NULL DEFAULT '',
    segment segment_type NOT NULL,

    CONSTRAINT user_note_pkey PRIMARY KEY (id)
);

CREATE TABLE user_statistic (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    type TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    segment segment_type NOT NULL,

    CONSTRAINT user_statistic_pkey PRIMARY KEY (id)
);

CREATE TABLE user_proxy (
    patron_id INTEGER NOT NULL,
    proxy_id INTEGER NOT NULL,

    CONSTRAINT user_proxy_pkey PRIMARY KEY (patron_id,proxy_id)
);

CREATE TABLE user_resource_sharing_library (
    user_id INTEGER NOT NULL,
    library_code TEXT NOT NULL,

    CONSTRAINT user_resource_sharing_library_pkey PRIMARY KEY (user_id,library_code)
);

CREATE TABLE user_letter_opt_out (
    user_id INTEGER NOT NULL,
    letter_code TEXT NOT NULL,

    CONSTRAINT user_letter_opt_out_pkey PRIMARY KEY (user_id,letter_code)
);

CREATE TABLE user_search_text (
    user_id INTEGER NOT NULL,
    text TEXT NOT NULL,

    CONSTRAINT user_search_text_pkey PRIMARY KEY (user_id)
);

CREATE UNIQUE INDEX role_type_key_key ON role_type(key);

CREATE INDEX user_address_user_id_idx ON user_address(user_id);

CREATE INDEX user_email_user_id_idx ON user_email(user_id);

CREATE INDEX user_phone_user_id_idx ON user_phone(user_id);

CREATE INDEX user_identifier_user_id_idx ON user_identifier(user_id);

CREATE UNIQUE INDEX user_identifier_type_value_key ON user_identifier(type, value);

-- One role of a type at a scope; at the institution (no library), too: nothing can be granted twice.
CREATE UNIQUE INDEX user_role_user_id_role_type_code_library_code_key ON user_role (user_id, role_type_code, library_code) NULLS NOT DISTINCT;

CREATE INDEX user_block_user_id_idx ON user_block(user_id);

CREATE INDEX user_note_user_id_idx ON user_note(user_id);

CREATE INDEX user_statistic_user_id_idx ON user_statistic(user_id);

CREATE INDEX user_proxy_proxy_id_idx ON user_proxy(proxy_id);

ALTER TABLE circulation_desk ADD CONSTRAINT circulation_desk_library_code_fkey FOREIGN KEY (library_code) REFERENCES library(code) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE service_unit ADD CONSTRAINT service_unit_library_code_fkey FOREIGN KEY (library_code) REFERENCES library(code) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE user_address ADD CONSTRAINT user_address_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_email ADD CONSTRAINT user_email_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_phone ADD CONSTRAINT user_phone_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_identifier ADD CONSTRAINT user_identifier_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_role ADD CONSTRAINT user_role_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_role ADD CONSTRAINT user_role_role_type_code_fkey FOREIGN KEY (role_type_code) REFERENCES role_type(code) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE user_role ADD CONSTRAINT user_role_library_code_fkey FOREIGN KEY (library_code) REFERENCES library(code) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE user_block ADD CONSTRAINT user_block_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_note ADD CONSTRAINT user_note_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_statistic ADD CONSTRAINT user_statistic_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_proxy ADD CONSTRAINT user_proxy_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_proxy ADD CONSTRAINT user_proxy_proxy_id_fkey FOREIGN KEY (proxy_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_resource_sharing_library ADD CONSTRAINT user_resource_sharing_library_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_resource_sharing_library ADD CONSTRAINT user_resource_sharing_library_library_code_fkey FOREIGN KEY (library_code) REFERENCES library(code) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE user_letter_opt_out ADD CONSTRAINT user_letter_opt_out_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_search_text ADD CONSTRAINT user_search_text_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

-- ── Laws of the record ──────────────────────────────────────────────────────────────────────────────────────────────

-- Alma's primary id is unique without regard to case.
CREATE UNIQUE INDEX users_primary_id_key ON users ((lower(primary_id) COLLATE "C"));
ALTER TABLE users
  ADD CONSTRAINT users_primary_id_given CHECK (btrim(primary_id) <> '' AND length(primary_id) <= 255),
  ADD CONSTRAINT users_last_name_given CHECK (btrim(last_name) <> ''),
  ADD CONSTRAINT users_external_id_given CHECK (account_type = 'INTERNAL' OR external_id IS NOT NULL),
  ADD CONSTRAINT users_password_internal_only CHECK (account_type = 'INTERNAL' OR password_hash IS NULL),
  ADD CONSTRAINT users_pin_four_digits CHECK (pin ~ '^[0-9]{4}$'),
  -- Room on every page, so that a change of an unindexed column stays on its page and touches no index.
  SET (fillfactor = 50);

CREATE UNIQUE INDEX user_email_one_preferred ON user_email (user_id) WHERE preferred;
CREATE UNIQUE INDEX user_address_one_preferred ON user_address (user_id) WHERE preferred;
CREATE UNIQUE INDEX user_phone_one_preferred ON user_phone (user_id) WHERE preferred;
CREATE UNIQUE INDEX user_phone_one_preferred_sms ON user_phone (user_id) WHERE preferred_sms;
ALTER TABLE user_email ADD CONSTRAINT user_email_address_given CHECK (btrim(address) <> '');
ALTER TABLE user_phone ADD CONSTRAINT user_phone_number_given CHECK (btrim(number) <> '');
ALTER TABLE user_identifier ADD CONSTRAINT user_identifier_value_given CHECK (btrim(value) <> '');
ALTER TABLE user_note ADD CONSTRAINT user_note_text_given CHECK (btrim(text) <> '');
ALTER TABLE user_role ADD CONSTRAINT user_role_parameters_list CHECK (jsonb_typeof(parameters) = 'array');
ALTER TABLE user_proxy ADD CONSTRAINT user_proxy_not_oneself CHECK (patron_id <> proxy_id);
ALTER TABLE role_type ADD CONSTRAINT role_type_scope_given CHECK (allows_institution OR allows_library);

-- ── Search text ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Case is no reason not to find a person, and a final sigma is a sigma. What these functions make of a letter hangs on the database's locale:
-- one that knows no letters but ASCII would find half of the people and say nothing.
DO $$ BEGIN
  IF lower('ÄЖΣ') <> 'äжσ' THEN
    RAISE EXCEPTION 'The database needs a UTF-8 locale that knows the letters of all alphabets, such as C.UTF-8 or en_US.UTF-8; lower() here does not.';
  END IF;
END $$;

CREATE FUNCTION text_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(lower(value), 'ς', 'σ')
$$;

-- For the free search, neither are accents: "muller" finds "Müller".
CREATE FUNCTION search_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(regexp_replace(normalize(lower(value), NFD), '[\u0300-\u036f]', '', 'g'), 'ς', 'σ')
$$;

CREATE FUNCTION refresh_user_search_text(ids int[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO user_search_text (user_id, text)
  SELECT u.id, search_fold(concat_ws(E'\n', u.primary_id,
      u.first_name, u.middle_name, u.last_name, u.preferred_first_name, u.preferred_middle_name, u.preferred_last_name,
      (SELECT string_agg(i.value, E'\n' ORDER BY i.id) FROM user_identifier i WHERE i.user_id = u.id),
      (SELECT string_agg(e.address, E'\n' ORDER BY e.id) FROM user_email e WHERE e.user_id = u.id)))
  FROM users u WHERE u.id = ANY (ids)
  ON CONFLICT (user_id) DO UPDATE SET text = EXCLUDED.text WHERE user_search_text.text <> EXCLUDED.text
$$;

CREATE INDEX user_search_text_trigrams ON user_search_text USING gin (text gin_trgm_ops);

CREATE FUNCTION users_searched_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM refresh_user_search_text(ARRAY(SELECT id FROM changed)); RETURN NULL; END $$;
CREATE FUNCTION users_searched_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM refresh_user_search_text(ARRAY[NEW.id]); RETURN NULL; END $$;
CREATE FUNCTION user_part_searched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM refresh_user_search_text(ARRAY(SELECT DISTINCT user_id FROM changed)); RETURN NULL; END $$;

CREATE TRIGGER searched_insert AFTER INSERT ON users REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION users_searched_statement();
-- By row and column, not by statement: a job that sets a status must not pay for text it does not touch.
CREATE TRIGGER searched_update
  AFTER UPDATE OF primary_id, first_name, middle_name, last_name, preferred_first_name, preferred_middle_name, preferred_last_name ON users
  FOR EACH ROW WHEN ((OLD.primary_id, OLD.first_name, OLD.middle_name, OLD.last_name, OLD.preferred_first_name, OLD.preferred_middle_name, OLD.preferred_last_name)
    IS DISTINCT FROM (NEW.primary_id, NEW.first_name, NEW.middle_name, NEW.last_name, NEW.preferred_first_name, NEW.preferred_middle_name, NEW.preferred_last_name))
  EXECUTE FUNCTION users_searched_row();

CREATE TRIGGER searched_insert AFTER INSERT ON user_identifier REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION user_part_searched();
CREATE TRIGGER searched_update AFTER UPDATE ON user_identifier REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION user_part_searched();
CREATE TRIGGER searched_delete AFTER DELETE ON user_identifier REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION user_part_searched();
CREATE TRIGGER searched_insert AFTER INSERT ON user_email REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION user_part_searched();
CREATE TRIGGER searched_update AFTER UPDATE ON user_email REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION user_part_searched();
CREATE TRIGGER searched_delete AFTER DELETE ON user_email REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION user_part_searched();

-- ── Indexes of the search ───────────────────────────────────────────────────────────────────────────────────────────

-- None on a column that jobs set for many users at once (status, user group, expiry, purge date, last change): each would make such a job pay for
-- every user again. In the collation "C" the texts with a prefix are a range.
CREATE INDEX users_last_name_folded ON users ((text_fold(last_name) COLLATE "C"));
CREATE INDEX users_job_category_id_idx ON users (job_category, id);
CREATE INDEX user_email_address_folded ON user_email ((text_fold(address) COLLATE "C"));
CREATE INDEX user_identifier_value_folded ON user_identifier ((text_fold(value) COLLATE "C"));
CREATE INDEX user_role_role_type_code_library_code_user_id_idx ON user_role (role_type_code, library_code, user_id);
-- The order of names as people of any language expect it.
CREATE INDEX users_by_name ON users (last_name COLLATE "und-x-icu", first_name COLLATE "und-x-icu", id);
