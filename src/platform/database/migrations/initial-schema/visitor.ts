/** Visitors, their visits, reservations, the deny list; and codes that are given out as card numbers. */
export const visitorTables = [
  `CREATE TABLE visit (
    id varchar(64) NOT NULL, person_id varchar(64), pin text NOT NULL, name text NOT NULL,
    last_name text NOT NULL DEFAULT '', phone text NOT NULL DEFAULT '', email text NOT NULL DEFAULT '',
    company text NOT NULL DEFAULT '', car_plate text NOT NULL DEFAULT '', cert_type text NOT NULL,
    cert_number bytea NOT NULL, cert_hash text NOT NULL, host_pin text NOT NULL, host_name text NOT NULL DEFAULT '',
    host_dept_name text NOT NULL DEFAULT '', dept_code text, visit_reason text NOT NULL,
    visitor_count int NOT NULL DEFAULT 1, start_time text NOT NULL, end_time text NOT NULL,
    card_no text NOT NULL DEFAULT '', level_ids text[] NOT NULL DEFAULT '{}', enter_place_id text, exit_time text,
    ended_by text, created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_c9919ef5a07627657c535d8eb88" PRIMARY KEY (id),
    CONSTRAINT "FK_ea9b13a52b676811807311bc7fb" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE SET NULL
  )`,
  `CREATE INDEX "IDX_0dede60d666b8c51bd0c889ad4" ON visit (start_time, id)`,
  `CREATE INDEX "IDX_6eb5ce0ecb7a4f5069763597be" ON visit (pin)`,
  `CREATE INDEX "IDX_e8f368ea3f4f7b64520a8a68b1" ON visit (cert_hash)`,
  `CREATE INDEX "IDX_ea9b13a52b676811807311bc7f" ON visit (person_id)`,
  `CREATE INDEX visit_by_card ON visit (card_no) WHERE card_no <> ''`,
  `CREATE UNIQUE INDEX visit_open ON visit (person_id) WHERE exit_time IS NULL`,

  `CREATE TABLE visit_photo (
    name text NOT NULL, visit_id varchar(64) NOT NULL, kind text NOT NULL, content bytea NOT NULL,
    CONSTRAINT "PK_caece063d2bfcb5880a407f2a57" PRIMARY KEY (name),
    CONSTRAINT "FK_4ec7f8da743a628131a7f09c58a" FOREIGN KEY (visit_id) REFERENCES visit (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_4ec7f8da743a628131a7f09c58" ON visit_photo (visit_id)`,

  `CREATE TABLE visit_reservation (
    id varchar(64) NOT NULL, host_pin text NOT NULL, cert_type text NOT NULL, cert_number bytea NOT NULL,
    cert_hash text NOT NULL, name text NOT NULL, phone text NOT NULL DEFAULT '', email text NOT NULL DEFAULT '',
    company text NOT NULL DEFAULT '', car_plate text NOT NULL DEFAULT '', visit_reason text NOT NULL,
    visit_date text NOT NULL, visit_end_date text NOT NULL, dept_code text, visit_id varchar(64),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_541643796a5dc6219dfa11dfa86" PRIMARY KEY (id),
    CONSTRAINT "FK_405f7294557e59dccb7a2cab78c" FOREIGN KEY (visit_id) REFERENCES visit (id) ON DELETE SET NULL
  )`,
  `CREATE INDEX "IDX_16c8b3fd6e147739186b7f8beb" ON visit_reservation (visit_date, id)`,
  `CREATE INDEX "IDX_bc7c93a723c7e51c1e48f3acdf" ON visit_reservation (cert_hash)`,

  `CREATE TABLE visitor (
    person_id varchar(64) NOT NULL, cert_type text NOT NULL, cert_number bytea NOT NULL, cert_hash text NOT NULL,
    company text NOT NULL DEFAULT '', created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_9d2b03857f24de01b5b72b81bb4" PRIMARY KEY (person_id),
    CONSTRAINT "UQ_884d6e70bdf83553a79ac348821" UNIQUE (cert_hash, cert_type),
    CONSTRAINT "FK_9d2b03857f24de01b5b72b81bb4" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
  )`,

  `CREATE TABLE visitor_block (
    id varchar(64) NOT NULL, cert_type text NOT NULL, cert_number bytea NOT NULL, cert_hash text NOT NULL,
    name text NOT NULL DEFAULT '', reason text NOT NULL DEFAULT '', created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_e9fd5bd254876d6f4050c1826bc" PRIMARY KEY (id),
    CONSTRAINT "UQ_6a4a275e3ff78297bba3faba381" UNIQUE (cert_hash, cert_type)
  )`,

  `CREATE TABLE qr_code (
    card_no text NOT NULL, person_id varchar(64) NOT NULL, expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_647d06cb633dc5803933b805625" PRIMARY KEY (card_no),
    CONSTRAINT "FK_6a2428887e49eac4184c67eff1b" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_4fdcdcda237246b7c78a2286a9" ON qr_code (expires_at)`,
  `CREATE INDEX "IDX_6a2428887e49eac4184c67eff1" ON qr_code (person_id)`,
];
