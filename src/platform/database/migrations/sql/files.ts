/** Files for devices. */
export const fileTables = [
  `CREATE TABLE "stored_file" ("id" character varying(32) NOT NULL, "kind" text NOT NULL, "name" text NOT NULL, "size" bigint NOT NULL, "md5" text NOT NULL, "complete" boolean NOT NULL DEFAULT false, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_stored_file" PRIMARY KEY ("id"))`,
  // Several gateways share one database and no disk; pieces can be read one by one.
  `CREATE TABLE file_chunk (
    file_id varchar(32) NOT NULL REFERENCES stored_file ON DELETE CASCADE, place int NOT NULL, body bytea NOT NULL,
    PRIMARY KEY (file_id, place)
  )`,
  // Firmware is compressed already: trying it again only costs time.
  `ALTER TABLE file_chunk ALTER body SET STORAGE EXTERNAL`,

  // One attempt to give a device another firmware. fetched: which bytes of the file have gone to it.
  `CREATE TABLE upgrade (
    id varchar(32) PRIMARY KEY,
    sn text NOT NULL, file_id varchar(32) NOT NULL, name text NOT NULL, size bigint NOT NULL, md5 text NOT NULL,
    method smallint NOT NULL, command_id int NOT NULL, firmware_before text NOT NULL,
    fetched int8multirange NOT NULL DEFAULT '{}', fetched_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
  )`,
  `CREATE INDEX upgrade_by_sn ON upgrade (sn, id DESC)`,
  `CREATE INDEX upgrade_by_file ON upgrade (file_id)`,
];
