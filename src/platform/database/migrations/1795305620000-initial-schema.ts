import type { MigrationInterface, QueryRunner } from 'typeorm';
import { accessTables } from './initial-schema/access.js';
import { attendanceTables } from './initial-schema/attendance.js';
import { builtInRows } from './initial-schema/built-in-rows.js';
import { comparisonTables } from './initial-schema/comparison.js';
import { deviceTables } from './initial-schema/device.js';
import { eventTables } from './initial-schema/event.js';
import { mediaTables } from './initial-schema/media.js';
import { parkingTables } from './initial-schema/parking.js';
import { personTables } from './initial-schema/person.js';
import { placeTables } from './initial-schema/place.js';
import { queueTables } from './initial-schema/queue.js';
import { systemTables } from './initial-schema/system.js';
import { visitorTables } from './initial-schema/visitor.js';

/** All tables, indexes and built-in rows of version 0.1; functions, views and triggers are in ../schema. */
export class InitialSchema1795305620000 implements MigrationInterface {
  name = 'InitialSchema1795305620000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      ...systemTables,
      ...deviceTables,
      ...placeTables,
      ...personTables,
      ...accessTables,
      ...eventTables,
      ...queueTables,
      ...comparisonTables,
      ...visitorTables,
      ...attendanceTables,
      ...parkingTables,
      ...mediaTables,
      ...builtInRows,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
