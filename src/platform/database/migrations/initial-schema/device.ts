/** Areas, devices, and what devices report about themselves. */
export const deviceTables = [
  `CREATE TABLE area (
    id varchar(64) NOT NULL, code text NOT NULL, name text NOT NULL, parent_code text, learns_from text[],
    CONSTRAINT "PK_39d5e4de490139d6535d75f42ff" PRIMARY KEY (id),
    CONSTRAINT "UQ_4aa797d975cf8ea8fe936098e00" UNIQUE (code)
  )`,

  `CREATE TABLE device (
    sn text NOT NULL, id varchar(64) NOT NULL, name text NOT NULL, module text NOT NULL DEFAULT 'acc',
    type text NOT NULL DEFAULT '', area_code text NOT NULL DEFAULT '1', time_zone text,
    status text NOT NULL DEFAULT 'pending', link text NOT NULL DEFAULT 'push-acc',
    online boolean NOT NULL DEFAULT false, last_seen_at timestamptz, offline_since timestamptz,
    returned_at timestamptz, registered_at timestamptz, address text, registry_code text, session_id text,
    previous_session_id text, push_version text, options jsonb NOT NULL DEFAULT '{}',
    quirks jsonb NOT NULL DEFAULT '{}', existing text NOT NULL DEFAULT 'keep', multi_card_on boolean,
    dev_id int NOT NULL DEFAULT 1, max_records int NOT NULL DEFAULT 100, event_epoch int NOT NULL DEFAULT 1,
    last_event_index bigint NOT NULL DEFAULT '0', token_form text, alerts jsonb NOT NULL DEFAULT '[]',
    counted_users int, counted_at timestamptz, created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(), last_event_time text, extra_users int,
    existing_done boolean NOT NULL DEFAULT false, setup_at timestamptz, synced_as text, move jsonb,
    reconcile text NOT NULL DEFAULT 'gap', push_prot_ver text NOT NULL DEFAULT '3.0.1',
    token_mode text NOT NULL DEFAULT 'observe', token_matches int NOT NULL DEFAULT 0,
    remote_identification boolean NOT NULL DEFAULT false, attendance boolean NOT NULL DEFAULT false,
    module_chosen boolean NOT NULL DEFAULT false, address_mode text NOT NULL DEFAULT 'pin',
    addresses text[] NOT NULL DEFAULT '{}', bound_at timestamptz, registration_until timestamptz,
    verify_due boolean NOT NULL DEFAULT false, learns text NOT NULL DEFAULT 'fill',
    CONSTRAINT "PK_7e2a394fe054f32797a8a5d7534" PRIMARY KEY (sn),
    CONSTRAINT "UQ_2dc10972aa4e27c01378dad2c72" UNIQUE (id)
  )`,
  `CREATE INDEX "IDX_6e1daf1f4034e482d158095373" ON device (status)`,
  `CREATE INDEX "IDX_7566311a14a913e5cc2ee33ade" ON device (updated_at)`,
  `CREATE INDEX "IDX_984305c4b456e26e5600933940" ON device (area_code, module)`,

  // Callers with the serial number of a device, from other addresses.
  `CREATE TABLE device_newcomer (
    sn text NOT NULL REFERENCES device ON DELETE CASCADE, address text NOT NULL, mac text NOT NULL DEFAULT '',
    model text NOT NULL DEFAULT '', firmware text NOT NULL DEFAULT '', calls int NOT NULL DEFAULT 0,
    duplicate boolean NOT NULL DEFAULT false, first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (sn, address))`,

  `CREATE TABLE device_removed (sn text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  `CREATE INDEX device_removed_by_time ON device_removed (at)`,

  // Sub-controllers that a master names (Access PUSH 5). authorized is what the operator wants; null = said nothing.
  `CREATE TABLE sub_device (
    sn text NOT NULL, sub_sn text NOT NULL, online boolean, is_authorize int NOT NULL, authorize_info jsonb NOT NULL,
    register_info jsonb NOT NULL, authorized boolean, updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sn, sub_sn)
  )`,

  // Where terminals on port 4370 are, and how far their logs were read.
  `CREATE TABLE pull_terminal (
    sn text PRIMARY KEY REFERENCES device (sn) ON DELETE CASCADE,
    host text NOT NULL,
    port int NOT NULL,
    comm_key bytea,
    transport text NOT NULL,
    encoding text NOT NULL,
    unlock_unit text NOT NULL,
    live boolean NOT NULL,
    poll_seconds int NOT NULL,
    clear_after_read boolean NOT NULL,
    mark jsonb,
    lease_owner text,
    lease_until timestamptz,
    connected_at timestamptz,
    read_at timestamptz,
    counted int,
    fault text,
    error text,
    failed_at timestamptz,
    failures int NOT NULL DEFAULT 0,
    -- What an option of the terminal was before a gateway changed it; it is put back also after a crash.
    sdk_before text
  )`,

  // Where a transfer continues, by table: the device's own text, given back to it at its next first contact.
  `CREATE TABLE att_stamp (
    sn text NOT NULL,
    table_name text NOT NULL,
    -- '0' = the device shall send that table again.
    stamp text NOT NULL,
    -- Until then what comes is what the device has had for long, and no news.
    backlog_until timestamptz,
    PRIMARY KEY (sn, table_name)
  )`,

  // The zone that a terminal was told at its last first contact: it asks for it at no other time.
  `CREATE TABLE att_zone (sn text PRIMARY KEY, told text NOT NULL)`,

  // What was done at a terminal, or happened to it (OPLOG).
  `CREATE TABLE device_operation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL,
    at timestamp(0) NOT NULL,
    code int NOT NULL,
    operator text NOT NULL,
    objects jsonb NOT NULL,
    row_hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (sn, row_hash)
  )`,
  `CREATE INDEX device_operation_by_sn ON device_operation (sn, id DESC)`,

  `CREATE TABLE device_error (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, code text NOT NULL, message text NOT NULL, origin text NOT NULL, command_id text NOT NULL,
    additional text NOT NULL, row_hash text NOT NULL, received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sn, row_hash)
  )`,

  // Uploads of tables that Postern does not take apart yet: kept whole, sealed, each body once.
  `CREATE TABLE device_upload (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, table_name text NOT NULL, count int NOT NULL, body bytea NOT NULL, body_hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sn, table_name, body_hash)
  )`,

  `CREATE TABLE quarantine (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, path text NOT NULL, reason text NOT NULL, body bytea NOT NULL, body_hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(), times int NOT NULL DEFAULT 1,
    UNIQUE (sn, body_hash)
  )`,

  `CREATE TABLE wiegand_test (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, type text NOT NULL, bits_count int, bits text NOT NULL, sub_sn text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX wiegand_test_by_sn ON wiegand_test (sn, id DESC)`,

  // One attempt to give a device another firmware. fetched: which bytes of the file have gone to it.
  `CREATE TABLE upgrade (
    id varchar(32) PRIMARY KEY,
    sn text NOT NULL, file_id varchar(32) NOT NULL, name text NOT NULL, size bigint NOT NULL, md5 text NOT NULL,
    method smallint NOT NULL, command_id int NOT NULL, firmware_before text NOT NULL,
    fetched int8multirange NOT NULL DEFAULT '{}', fetched_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
  )`,
  `CREATE INDEX upgrade_by_file ON upgrade (file_id)`,
  `CREATE INDEX upgrade_by_sn ON upgrade (sn, id DESC)`,
];
