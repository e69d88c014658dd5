import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ApplicationState } from './att-application.entity.js';

const settingName = 'attendanceApplications';

/**
 * The first state of an application. A client that sends one over the API has usually approved it in its own system.
 */
export type FirstState = Exclude<ApplicationState, 'rejected'>;
export const firstStates: readonly FirstState[] = ['approved', 'pending'];

/** An operator's settings for attendance as a whole. */
@Injectable()
export class AttendanceSettingsService {
  async firstState(tx: EntityManager): Promise<FirstState> {
    const rows: { value: FirstState }[] = await tx.query('SELECT value FROM setting WHERE key = $1', [settingName]);
    return rows[0]?.value ?? 'approved';
  }

  async setFirstState(tx: EntityManager, state: FirstState): Promise<void> {
    await tx.query(
      'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      [settingName, JSON.stringify(state)],
    );
  }
}
