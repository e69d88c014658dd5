import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE "gate" ADD "entry_lock" integer NOT NULL DEFAULT '1'`,
  `ALTER TABLE "gate" ADD "exit_lock" integer DEFAULT '2'`,

  // As before; a gate leads through its locks, which its controller calls doors.
  `CREATE OR REPLACE VIEW level_place AS
     SELECT l.level_id, 'door' AS kind, d.device_sn AS sn, d.number FROM acc_level_door l JOIN door d ON d.id = l.door_id
     UNION ALL SELECT l.level_id, 'floor', f.device_sn, f.number FROM acc_level_floor l JOIN floor f ON f.id = l.floor_id
     UNION ALL SELECT l.level_id, 'gate', g.device_sn, d.number FROM acc_level_gate l JOIN gate g ON g.id = l.gate_id
       LEFT JOIN door d ON d.device_sn = g.device_sn AND d.number IN (g.entry_lock, g.exit_lock)`,
];

/** Which locks of its controller let people through a gate, in and out. */
export class GateLocks1795305600101 implements MigrationInterface {
  name = 'GateLocks1795305600101';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
