/** Auxiliary inputs and outputs, and the move of a device to another server; as TypeORM derives them from the entities. */
export const auxPointTables = [
  `CREATE TABLE "aux_input" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "device_sn" text NOT NULL, "number" integer NOT NULL, "settings" jsonb NOT NULL DEFAULT '{}', CONSTRAINT "UQ_f3590745161b48fb9a7c8a84300" UNIQUE ("device_sn", "number"), CONSTRAINT "PK_cfe0720616fef1dcb3be8985357" PRIMARY KEY ("id"))`,
  `CREATE TABLE "aux_output" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "device_sn" text NOT NULL, "number" integer NOT NULL, "settings" jsonb NOT NULL DEFAULT '{}', CONSTRAINT "UQ_5ff1d235c0f88a67c0149c16a60" UNIQUE ("device_sn", "number"), CONSTRAINT "PK_5c70e93169e77a67ed4b8052160" PRIMARY KEY ("id"))`,
  `ALTER TABLE "aux_input" ADD CONSTRAINT "FK_517340f14d38abb57fc95b60c34" FOREIGN KEY ("device_sn") REFERENCES "device"("sn") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "aux_output" ADD CONSTRAINT "FK_d2ca76d90288daa3f7b708bf689" FOREIGN KEY ("device_sn") REFERENCES "device"("sn") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "device" ADD "move" jsonb`,

  // Gateways keep the names of points in memory: a change of one is a change of its device.
  `CREATE FUNCTION aux_point_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE device SET updated_at = clock_timestamp() WHERE sn = coalesce(NEW.device_sn, OLD.device_sn);
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER aux_input_changed AFTER INSERT OR UPDATE OR DELETE ON aux_input
   FOR EACH ROW EXECUTE FUNCTION aux_point_changed()`,
  `CREATE TRIGGER aux_output_changed AFTER INSERT OR UPDATE OR DELETE ON aux_output
   FOR EACH ROW EXECUTE FUNCTION aux_point_changed()`,
];
