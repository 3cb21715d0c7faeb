-- Packages that analysts publish, who did what with them, and the audit trail. The conventions of V1 hold; ${bytes} is the type of a run of
-- bytes in the database at hand.

create table if not exists policy_package (
  hash         varchar(64) primary key,    -- over the names and texts of all files
  policy       varchar(200) not null,
  edition      varchar(200) not null,
  content_hash varchar(64) not null,       -- over policy.yaml and the rules: what assessments name
  files        text not null,              -- JSON: name -> text
  author       varchar(200) not null,
  submitted_at timestamp(6) with time zone not null,
  verdict      varchar(20) check (verdict in ('VERIFIED', 'REFUSED')), -- null: not verified yet
  verification text,                       -- JSON: the report of the last verification
  verified_at  timestamp(6) with time zone,
  constraint policy_package_verification check ((verdict is null) = (verified_at is null))
);

create index if not exists policy_package_edition on policy_package (policy, edition);
create index if not exists policy_package_content_hash on policy_package (content_hash);

-- Everybody who submitted a package, its author among them; none of them may approve it.
create table if not exists package_submission (
  hash         varchar(64) not null references policy_package (hash),
  submitter    varchar(200) not null,
  submitted_at timestamp(6) with time zone not null,
  primary key (hash, submitter)
);

-- What was compiled from a package, so that another replica need not compile.
create table if not exists package_module (
  hash        varchar(64) not null references policy_package (hash),
  environment varchar(64) not null,        -- the hash of what compiled rules depend on beside their text
  module      ${bytes} not null,
  primary key (hash, environment)
);

create table if not exists package_approval (
  hash        varchar(64) not null references policy_package (hash),
  approver    varchar(200) not null,
  approved_at timestamp(6) with time zone not null,
  remark      varchar(500),
  primary key (hash, approver)
);

create table if not exists package_signature (
  hash      varchar(64) not null references policy_package (hash),
  key_id    varchar(100) not null,
  signature varchar(200) not null,         -- Ed25519, base64
  signed_by varchar(200) not null,         -- who handed it in
  signed_at timestamp(6) with time zone not null,
  primary key (hash, key_id)
);

-- Append-only: what is in use at an instant follows from these rows alone.
create table if not exists activation (
  number       bigint primary key,
  policy       varchar(200) not null,
  edition      varchar(200) not null,
  hash         varchar(64) references policy_package (hash), -- null: what the library folder holds
  kind         varchar(20) not null check (kind in ('ACTIVATION', 'ROLLBACK')),
  undoes       bigint references activation (number),
  effective_at timestamp(6) with time zone not null,
  actor        varchar(200) not null,
  recorded_at  timestamp(6) with time zone not null,
  remark       varchar(500),
  constraint activation_undoes check ((kind = 'ROLLBACK') = (undoes is not null))
);

-- A package that is evaluated beside what is in use; nothing of a case is kept but the id of its assessment.
create table if not exists shadow_run (
  id          uuid primary key,
  hash        varchar(64) not null references policy_package (hash),
  started_by  varchar(200) not null,
  started_at  timestamp(6) with time zone not null,
  stopped_by  varchar(200),
  stopped_at  timestamp(6) with time zone,
  assessments bigint not null,
  different   bigint not null,
  failed      bigint not null
);

create table if not exists shadow_difference (
  shadow_run    uuid not null references shadow_run (id),
  number        bigint not null,
  assessment_id uuid not null,
  field         varchar(300) not null,     -- a pointer into the assessment
  active_value  varchar(300) not null,
  shadow_value  varchar(300) not null,
  primary key (shadow_run, number)
);

create table if not exists audit (
  number        bigint primary key,
  recorded_at   timestamp(6) with time zone not null,
  actor         varchar(200) not null,
  action        varchar(40) not null,
  subject       varchar(200) not null,
  detail        text not null,             -- JSON, with nothing of a patient
  previous_hash varchar(64) not null,
  hash          varchar(64) not null
);

-- One row: how many entries there are, and the hash of the last. Who appends locks it.
create table if not exists audit_head (
  id      integer primary key check (id = 1),
  entries bigint not null,
  hash    varchar(64) not null
);

insert into audit_head (id, entries, hash)
select 1, 0, '0000000000000000000000000000000000000000000000000000000000000000'
where not exists (select 1 from audit_head);

-- How the answer was asked for, beside the case: an edition that the address named.
alter table assessment add column if not exists asked_edition varchar(200);

create index if not exists assessment_evaluated_at on assessment (evaluated_at);
