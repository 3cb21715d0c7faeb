-- Runs on H2 and on PostgreSQL. Once released it is never edited: a change is a further file. H2 commits each statement by itself, so a file
-- must do no harm when it runs again after it was cut off.

create table if not exists assessment (
  id              uuid primary key,
  evaluated_at    timestamp(6) with time zone not null,
  payer           varchar(200) not null,
  policy          varchar(200),              -- null: no edition judged the case
  edition         varchar(200),
  content_hash    varchar(64),
  model           varchar(100),              -- version of the likelihood model
  case_json       varchar,                   -- null: cases are not kept
  assessment_json varchar not null           -- the answer, byte for byte
);

create table if not exists determination (
  assessment_id uuid primary key references assessment (id) on delete cascade,
  decision      varchar(20) not null check (decision in ('APPROVED', 'DENIED', 'PARTIALLY_APPROVED', 'WITHDRAWN')),
  decided_on    date not null,
  reason        varchar(500),
  recorded_at   timestamp(6) with time zone not null
);

create table if not exists idempotency (
  idempotency_key varchar(255) primary key,
  request_hash    varchar(64) not null,
  assessment_id   uuid not null references assessment (id) on delete cascade,
  created_at      timestamp(6) with time zone not null
);

create index if not exists idempotency_created_at on idempotency (created_at);
create index if not exists idempotency_assessment_id on idempotency (assessment_id);
