/** Parking: areas and channels, the allow and deny list, records and their pictures. */
export const parkingTables = [
  `CREATE TABLE parking_area (
    id varchar(64) NOT NULL, name text NOT NULL, parent_id varchar(64),
    CONSTRAINT "PK_864127a5917f9114dd620336439" PRIMARY KEY (id),
    CONSTRAINT "UQ_e1e7fe6a6fac4686159f4ba6221" UNIQUE (name),
    CONSTRAINT "FK_98da85879adf2d883fba664b36a" FOREIGN KEY (parent_id) REFERENCES parking_area (id)
  )`,
  `CREATE INDEX "IDX_98da85879adf2d883fba664b36" ON parking_area (parent_id)`,

  `CREATE TABLE parking_channel (
    id varchar(64) NOT NULL, name text NOT NULL, area_id varchar(64) NOT NULL, state int NOT NULL,
    CONSTRAINT "PK_fb00755625b0c46779363dd3aa2" PRIMARY KEY (id),
    CONSTRAINT "UQ_3396e84ac4bb30529d960602879" UNIQUE (name),
    CONSTRAINT "FK_6ca7b7af9c51b87876730de8d37" FOREIGN KEY (area_id) REFERENCES parking_area (id)
  )`,
  `CREATE INDEX "IDX_6ca7b7af9c51b87876730de8d3" ON parking_channel (area_id)`,

  `CREATE TABLE parking_plate (
    plate text NOT NULL, car_number text NOT NULL, type int NOT NULL, from_date text, to_date text,
    CONSTRAINT "PK_28bcfde286c0234a241dc28e4bb" PRIMARY KEY (plate)
  )`,

  `CREATE TABLE parking_record (
    id varchar(32) NOT NULL, direction text NOT NULL, reader_key text NOT NULL, channel_id varchar(64) NOT NULL,
    channel_name text NOT NULL, channel_state int NOT NULL, area_name text NOT NULL, plate text NOT NULL,
    car_number text NOT NULL, car_type_name text NOT NULL, event_type int NOT NULL, pin text NOT NULL,
    name text NOT NULL, list_type int, time text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT "PK_f9dc44e883e94ff79553a41c2cf" PRIMARY KEY (id),
    CONSTRAINT "UQ_a1e3bf2278a6ae2a5ab7c397f1a" UNIQUE (channel_id, reader_key)
  )`,
  `CREATE INDEX "IDX_07218a2bcc73c03fbfcd04944c" ON parking_record (direction, "time", id)`,
  `CREATE INDEX "IDX_959da17c7e5beb0fa3a42daaeb" ON parking_record (plate, "time")`,

  `CREATE TABLE parking_picture (
    record_id varchar(32) NOT NULL, content bytea NOT NULL,
    CONSTRAINT "PK_3b572d520585c07edf34ff627bb" PRIMARY KEY (record_id),
    CONSTRAINT "FK_3b572d520585c07edf34ff627bb" FOREIGN KEY (record_id) REFERENCES parking_record (id) ON DELETE CASCADE
  )`,
];
