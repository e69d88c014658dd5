/** The parts of a device: doors, readers, event points, floors, gates, and their states. */
export const placeTables = [
  `CREATE TABLE door (
    id varchar(64) NOT NULL, name text NOT NULL, device_sn text NOT NULL, number int NOT NULL,
    settings jsonb NOT NULL DEFAULT '{}', lock_down text NOT NULL DEFAULT 'none',
    lock_down_command int NOT NULL DEFAULT 0,
    CONSTRAINT "PK_89255cb8975221e2600373638ea" PRIMARY KEY (id),
    CONSTRAINT "UQ_5c07918e593a283c0d5edca1a8d" UNIQUE (name),
    CONSTRAINT "UQ_5fe2236de409806d841dee06771" UNIQUE (device_sn, number),
    CONSTRAINT "FK_a87458b0fca0a00abd23c5a2036" FOREIGN KEY (device_sn) REFERENCES device (sn) ON DELETE CASCADE
  )`,

  `CREATE TABLE reader (
    id varchar(64) NOT NULL, name text NOT NULL, door_id varchar(64) NOT NULL, reader_no int NOT NULL,
    reader_state int NOT NULL, settings jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT "PK_6f40e8c75b734b9073be81a4564" PRIMARY KEY (id),
    CONSTRAINT "FK_6ea76350c12636ac72fa03abada" FOREIGN KEY (door_id) REFERENCES door (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_6ea76350c12636ac72fa03abad" ON reader (door_id)`,

  `CREATE TABLE aux_input (
    id varchar(64) NOT NULL, name text NOT NULL, device_sn text NOT NULL, number int NOT NULL,
    settings jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT "PK_cfe0720616fef1dcb3be8985357" PRIMARY KEY (id),
    CONSTRAINT "UQ_f3590745161b48fb9a7c8a84300" UNIQUE (device_sn, number),
    CONSTRAINT "FK_517340f14d38abb57fc95b60c34" FOREIGN KEY (device_sn) REFERENCES device (sn) ON DELETE CASCADE
  )`,

  `CREATE TABLE aux_output (
    id varchar(64) NOT NULL, name text NOT NULL, device_sn text NOT NULL, number int NOT NULL,
    settings jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT "PK_5c70e93169e77a67ed4b8052160" PRIMARY KEY (id),
    CONSTRAINT "UQ_5ff1d235c0f88a67c0149c16a60" UNIQUE (device_sn, number),
    CONSTRAINT "FK_d2ca76d90288daa3f7b708bf689" FOREIGN KEY (device_sn) REFERENCES device (sn) ON DELETE CASCADE
  )`,

  `CREATE TABLE floor (
    id varchar(64) NOT NULL, name text NOT NULL, device_sn text NOT NULL, number int NOT NULL,
    CONSTRAINT "PK_16a0823530c5b0dd226b8a96ee1" PRIMARY KEY (id),
    CONSTRAINT "UQ_3ee0681db517feaf7ffc57b4651" UNIQUE (device_sn, number),
    CONSTRAINT "FK_0f441437aaa9ff18aabdd628ba8" FOREIGN KEY (device_sn) REFERENCES device (sn) ON DELETE CASCADE
  )`,

  `CREATE TABLE gate (
    id varchar(64) NOT NULL, name text NOT NULL, device_sn text NOT NULL, number int NOT NULL,
    entry_lock int NOT NULL DEFAULT 1, exit_lock int DEFAULT 2,
    CONSTRAINT "PK_f8d4ea65058f6177925357d1311" PRIMARY KEY (id),
    CONSTRAINT "UQ_647553a3ee4d6e44bda36540397" UNIQUE (device_sn, number),
    CONSTRAINT "FK_08e2594c3fdae1f874045bbbd0e" FOREIGN KEY (device_sn) REFERENCES device (sn) ON DELETE CASCADE
  )`,

  `CREATE TABLE door_state (
    door_id text PRIMARY KEY, sn text NOT NULL, sensor smallint, relay smallint, alarm int,
    device_time text NOT NULL, at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX door_state_by_sn ON door_state (sn)`,

  `CREATE TABLE gate_state (
    gate_id text PRIMARY KEY, sn text NOT NULL, ir_state int, ir_sense_count bigint, in_count bigint, out_count bigint,
    alarm_count bigint, run_count bigint, at timestamptz NOT NULL DEFAULT now()
  )`,
];
