/** Who may pass where and when, and who passed. */
export const accessTables = [
  `CREATE TABLE time_zone (
    id int NOT NULL, name text NOT NULL, periods jsonb NOT NULL,
    CONSTRAINT "PK_e9a4c5ba8975d37f156b8ba90d1" PRIMARY KEY (id),
    CONSTRAINT "UQ_7a3194cab309720cc6033de2577" UNIQUE (name)
  )`,

  `CREATE TABLE holiday (
    id varchar(64) NOT NULL, name text NOT NULL, date text NOT NULL, type int NOT NULL,
    every_year boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_3e7492c25f80418a7aad0aec053" PRIMARY KEY (id),
    CONSTRAINT "UQ_89b26e4ed3db8895b86c8df55e8" UNIQUE (date)
  )`,

  `CREATE TABLE acc_level (
    id varchar(64) NOT NULL, name text NOT NULL, time_zone_id int NOT NULL DEFAULT 1,
    area_code text NOT NULL DEFAULT '1', created_at timestamptz NOT NULL DEFAULT now(),
    business text NOT NULL DEFAULT 'acc',
    CONSTRAINT "PK_00cc547343e9b8d9ea142772574" PRIMARY KEY (id),
    CONSTRAINT "UQ_93ed059a7a90a24cff574dba453" UNIQUE (business, name),
    CONSTRAINT "FK_a31d889de62c4008b6790b83328" FOREIGN KEY (time_zone_id) REFERENCES time_zone (id)
  )`,

  `CREATE TABLE acc_level_door (
    level_id varchar(64) NOT NULL, door_id varchar(64) NOT NULL,
    CONSTRAINT "PK_7480e315efae816f5307e8fb8b4" PRIMARY KEY (level_id, door_id),
    CONSTRAINT "FK_5656fec6ceba8e0c58d73bc85b9" FOREIGN KEY (level_id) REFERENCES acc_level (id) ON DELETE CASCADE,
    CONSTRAINT "FK_970360c2b8e3c1d275ed785cc5c" FOREIGN KEY (door_id) REFERENCES door (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_970360c2b8e3c1d275ed785cc5" ON acc_level_door (door_id)`,

  `CREATE TABLE acc_level_floor (
    level_id varchar(64) NOT NULL, floor_id varchar(64) NOT NULL, direct boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_290b8cb40a0dac24cfe671c7a04" PRIMARY KEY (level_id, floor_id),
    CONSTRAINT "FK_130f6e87e50fa5f5a5d4dd35e08" FOREIGN KEY (level_id) REFERENCES acc_level (id) ON DELETE CASCADE,
    CONSTRAINT "FK_e5868873e0be6a6cedcce87e6a1" FOREIGN KEY (floor_id) REFERENCES floor (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_e5868873e0be6a6cedcce87e6a" ON acc_level_floor (floor_id)`,

  `CREATE TABLE acc_level_gate (
    level_id varchar(64) NOT NULL, gate_id varchar(64) NOT NULL,
    CONSTRAINT "PK_642b27cf10abbd176305b70e9bb" PRIMARY KEY (level_id, gate_id),
    CONSTRAINT "FK_6ffb29d926e1ec13d75bc024139" FOREIGN KEY (level_id) REFERENCES acc_level (id) ON DELETE CASCADE,
    CONSTRAINT "FK_cec11af11089052705412c8f974" FOREIGN KEY (gate_id) REFERENCES gate (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_cec11af11089052705412c8f97" ON acc_level_gate (gate_id)`,

  `CREATE TABLE acc_level_person (
    level_id varchar(64) NOT NULL, person_id varchar(64) NOT NULL, granted boolean NOT NULL DEFAULT true,
    inherited boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_0b0addf5273a099f8320be7b7fb" PRIMARY KEY (level_id, person_id),
    CONSTRAINT "FK_8f54ef4318a3dbb28864b22cece" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT "FK_9a07a53f153f7d9c86e09764d63" FOREIGN KEY (level_id) REFERENCES acc_level (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_8f54ef4318a3dbb28864b22cec" ON acc_level_person (person_id)`,

  `CREATE TABLE department_level (
    department_id varchar(64) NOT NULL, level_id varchar(64) NOT NULL,
    CONSTRAINT "PK_b25bf51e1c537bc32405cb72648" PRIMARY KEY (department_id, level_id),
    CONSTRAINT "FK_10993e37ef313b9975852661439" FOREIGN KEY (department_id) REFERENCES department (id) ON DELETE CASCADE,
    CONSTRAINT "FK_d0dceb5572d8b82730bf75b076f" FOREIGN KEY (level_id) REFERENCES acc_level (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_d0dceb5572d8b82730bf75b076" ON department_level (level_id)`,

  `CREATE TABLE access_rule (
    id varchar(64) NOT NULL, kind text NOT NULL, number int, device_sn text,
    everywhere boolean NOT NULL DEFAULT false, time_zone_id int, facts jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_0dcf6f12463394723bfacae31a0" PRIMARY KEY (id),
    CONSTRAINT "FK_41732bc3d326780d0c3a7c295e9" FOREIGN KEY (time_zone_id) REFERENCES time_zone (id),
    CONSTRAINT "FK_e35c36bc63127d7cd17db3e634f" FOREIGN KEY (device_sn) REFERENCES device (sn) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_277e3d47cd743feb129cd36279" ON access_rule (kind)`,
  `CREATE INDEX "IDX_41732bc3d326780d0c3a7c295e" ON access_rule (time_zone_id)`,
  `CREATE INDEX "IDX_e35c36bc63127d7cd17db3e634" ON access_rule (device_sn)`,

  `CREATE TABLE access_rule_device (
    rule_id varchar(64) NOT NULL, device_sn text NOT NULL,
    CONSTRAINT "PK_54659b7faadb162d28bb063ffe3" PRIMARY KEY (rule_id, device_sn),
    CONSTRAINT "FK_15bad0026f1170a621190277eb8" FOREIGN KEY (rule_id) REFERENCES access_rule (id) ON DELETE CASCADE,
    CONSTRAINT "FK_f06903881444814f41f05d75d24" FOREIGN KEY (device_sn) REFERENCES device (sn) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_f06903881444814f41f05d75d2" ON access_rule_device (device_sn)`,

  `CREATE TABLE access_rule_door (
    rule_id varchar(64) NOT NULL, door_id varchar(64) NOT NULL,
    CONSTRAINT "PK_64caa688a045d70b4f2debd5ceb" PRIMARY KEY (rule_id, door_id),
    CONSTRAINT "FK_88f19f479feba5d6c6b4e7750f9" FOREIGN KEY (rule_id) REFERENCES access_rule (id) ON DELETE CASCADE,
    CONSTRAINT "FK_f8dba368ffdf1ce4aa1b71f4c31" FOREIGN KEY (door_id) REFERENCES door (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_f8dba368ffdf1ce4aa1b71f4c3" ON access_rule_door (door_id)`,

  `CREATE TABLE access_rule_person (
    rule_id varchar(64) NOT NULL, person_id varchar(64) NOT NULL,
    CONSTRAINT "PK_e47838be94bfe4a9efb8485c09f" PRIMARY KEY (rule_id, person_id),
    CONSTRAINT "FK_e79df4bc7037887c08b436c4fc5" FOREIGN KEY (rule_id) REFERENCES access_rule (id) ON DELETE CASCADE,
    CONSTRAINT "FK_eb6f4c0cb10d366447f81ed17c0" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_eb6f4c0cb10d366447f81ed17c" ON access_rule_person (person_id)`,

  `CREATE TABLE access_rule_use (
    rule_id varchar(64) NOT NULL, used_id varchar(64) NOT NULL,
    CONSTRAINT "PK_6a2c7d4eaef89ca5fde7f8f77e8" PRIMARY KEY (rule_id, used_id),
    CONSTRAINT "FK_6bed4a8fbe40f9d363257fc2470" FOREIGN KEY (used_id) REFERENCES access_rule (id),
    CONSTRAINT "FK_c1d596296627e0479d468d9fef9" FOREIGN KEY (rule_id) REFERENCES access_rule (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_6bed4a8fbe40f9d363257fc247" ON access_rule_use (used_id)`,

  `CREATE TABLE acc_zone (
    id varchar(64) NOT NULL, code text NOT NULL, name text NOT NULL, cleared_at timestamptz,
    CONSTRAINT "PK_dd35ebf480bd35fd90cce944281" PRIMARY KEY (id),
    CONSTRAINT "UQ_607cc80771dd35350eeb72763b1" UNIQUE (code)
  )`,

  `CREATE TABLE acc_zone_reader (
    zone_id varchar(64) NOT NULL, reader_id varchar(64) NOT NULL, direction int NOT NULL,
    CONSTRAINT "PK_c12ae6c3fde09f9d8729675765b" PRIMARY KEY (zone_id, reader_id),
    CONSTRAINT "FK_19001d0c55f81e3d0fd0d3fd641" FOREIGN KEY (zone_id) REFERENCES acc_zone (id) ON DELETE CASCADE,
    CONSTRAINT "FK_6e002650e58049732537ba349a7" FOREIGN KEY (reader_id) REFERENCES reader (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_6e002650e58049732537ba349a" ON acc_zone_reader (reader_id)`,

  // The newest passage, or correction, of a person at a zone. Only a newer one takes its place, so late and repeated
  // uploads leave it right.
  `CREATE TABLE acc_zone_presence (
    zone_id text, pin text, inside boolean NOT NULL, at timestamptz NOT NULL, event_id uuid NOT NULL,
    PRIMARY KEY (zone_id, pin)
  )`,

  // When a person was deleted: before that time nobody with that pin is inside a zone.
  `CREATE TABLE acc_zone_left (pin text PRIMARY KEY, at timestamptz NOT NULL)`,

  // A row is stored before its answer is sent. The same question with the same answer is one row.
  `CREATE TABLE identification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sn text NOT NULL, device_time text NOT NULL, pin text NOT NULL, card_no text NOT NULL,
    door_id text, door_name text NOT NULL, result text NOT NULL, reason text NOT NULL,
    line_hash text NOT NULL, times int NOT NULL DEFAULT 1,
    UNIQUE (sn, line_hash, reason, result)
  )`,
  `CREATE INDEX identification_by_sn ON identification (sn, id DESC)`,
  `CREATE INDEX identification_by_time ON identification (at)`,
];
