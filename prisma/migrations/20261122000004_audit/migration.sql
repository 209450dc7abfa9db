CREATE TABLE audit_event (
    id BIGSERIAL NOT NULL,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    actor TEXT NOT NULL,
    authority TEXT NOT NULL,
    operation TEXT NOT NULL,
    refused TEXT,
    subject TEXT,
    details JSONB,
    request_id TEXT NOT NULL DEFAULT '',

    CONSTRAINT audit_event_pkey PRIMARY KEY (id)
);

CREATE INDEX audit_event_at_idx ON audit_event(at);

CREATE INDEX audit_event_actor ON audit_event (actor, at);
