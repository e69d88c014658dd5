import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { LOG } from '../../platform/tokens.js';
import { syncCounts } from '../ledger/ledger-status.repository.js';
import { restMinutes, surveyDue } from './due.js';
import { whyFailed } from './import-state.js';
import { deviceRuleTables } from './found-row.js';
import { ForeignRowService } from './foreign-row.service.js';
import { surveys, type Survey } from './survey.js';
import { StillTaking } from './still-taking.js';
import { SurveyService } from './survey.service.js';
import { TakeOverService, type Within } from './take-over.service.js';
import type { TakeOver } from './take-over.js';

/** Devices that are read at a time without a request: a reading takes some forty queries. */
const mostAtOnce = 8;
/** A device that keeps what it has is read long after its first rows were sent: doors and people go first. */
const restSeconds = 10;
/** Rows that are taken over, or reported. */
const settled = [
  'user',
  'userauthorize',
  'mulcarduser',
  'extuser',
  'templatev10',
  'biodata',
  'biophoto',
  'userpic',
  'timezone',
  'holiday',
  'firstcard',
  'superauthorize',
  ...deviceRuleTables,
];

/**
 * Reads devices that are due, once they are quiet. After the reading, rows that a device should have cleared are
 * deleted one by one, and the data of a device that was approved with `import` is taken over.
 */
@Injectable()
export class DueSurveyService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly surveys: SurveyService,
    private readonly takeOvers: TakeOverService,
    private readonly foreign: ForeignRowService,
    private readonly registrations: DeviceRegistrationService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'due-surveys', everyMs: 2_000, failure: 'devices that are to be read could not be looked after' },
      () => this.look(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  private async look(): Promise<void> {
    const ended: { sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT sn FROM survey WHERE status = 'done' AND NOT followed AND ${isFree}
         AND purpose IN ('clear', 'import', 'settle') ORDER BY finished_at LIMIT ${mostAtOnce}`,
    );
    for (const { sn } of ended) await this.goOn(sn);
    const due: { sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT t.sn FROM take_over t JOIN device d USING (sn)
       WHERE t.due IS NOT NULL AND coalesce(t.due_at <= clock_timestamp(), true) AND d.online AND d.status = 'approved' AND d.registered_at IS NOT NULL
         AND d.existing_done AND d.link <> 'pull'
         AND (t.due <> 'keep' OR d.setup_at < clock_timestamp() - interval '${restSeconds} seconds')
         AND NOT EXISTS (SELECT 1 FROM survey s WHERE s.sn = t.sn AND s.status = 'running')
         AND NOT EXISTS (SELECT 1 FROM command c
           WHERE c.sn = t.sn AND c.origin = 'takeOver' AND c.status IN ('queued', 'sent'))
       ORDER BY t.due IN ('import', 'clear') DESC, t.sn
       LIMIT greatest(0, ${mostAtOnce} - (SELECT count(*) FROM survey WHERE status = 'running' AND purpose <> 'asked'))`,
    );
    for (const { sn } of due) await this.begin(sn);
  }

  private async begin(sn: string): Promise<void> {
    try {
      await this.unitOfWork.run(async (tx) => {
        if (await isQuiet(tx, sn)) await this.surveys.start(tx, sn);
      });
    } catch (error) {
      // It went away, or is being read already: it is read later.
      if (!(error instanceof Failure)) throw error;
    }
  }

  private async goOn(sn: string): Promise<void> {
    const one = await this.unitOfWork.run((tx) => claimed(tx, sn));
    if (!one) return;
    const lastly = <T>(task: (tx: EntityManager) => Promise<T>) =>
      this.unitOfWork.run(async (tx) => {
        const result = await task(tx);
        await followed(tx, one);
        return result;
      });
    try {
      if (one.purpose === 'import') await this.import(one, lastly);
      else await lastly((tx) => this.follow(tx, one));
    } catch (error) {
      // Nothing was kept of the slice, so it comes with the next look.
      if (error instanceof StillTaking) return this.unitOfWork.run((tx) => leave(tx, one));
      this.log.error({ err: error, sn }, 'what the device was found to hold could not be taken over');
      await lastly((tx) =>
        this.registrations.alert(tx, sn, `what it holds could not be taken over: ${whyFailed(error)}`),
      );
    }
  }

  private async import({ sn }: Survey, lastly: Within): Promise<void> {
    await this.takeOvers.run(sn, false, (task) =>
      lastly(async (tx) => {
        const report = await task(tx);
        await surveyDue(tx, [sn], 'settle');
        return report;
      }),
    );
  }

  private async follow(tx: EntityManager, { sn, purpose }: Survey): Promise<void> {
    if (purpose === 'clear') await this.foreign.clear(tx, sn, {}, false);
    if (purpose === 'settle') {
      const [{ report } = { report: null }]: { report: TakeOver | null }[] = await tx.query(
        'SELECT report FROM take_over WHERE sn = $1',
        [sn],
      );
      const butPins = (report?.disputes ?? []).map(({ pin }) => pin);
      const stay = { butPins: [...butPins, ...(await strangers(tx, sn))], butPlaces: report?.left ?? [] };
      await this.foreign.clear(tx, sn, { tables: settled, ...stay }, false);
    }
  }
}

const isFree = `(follow_at IS NULL OR follow_at < clock_timestamp() - interval '${restMinutes} minutes')`;

/** The survey, for one gateway; null where another one works on it, or nothing is to be done any more. */
async function claimed(tx: EntityManager, sn: string): Promise<Survey | null> {
  const [, mine]: [unknown, number] = await tx.query(
    `UPDATE survey SET follow_at = clock_timestamp()
     WHERE sn = $1 AND status = 'done' AND NOT followed AND ${isFree}`,
    [sn],
  );
  const [one] = mine > 0 ? await surveys(tx, 'sn = $1', [sn]) : [];
  if (!one || (await isStillWanted(tx, one))) return one ?? null;
  await followed(tx, one);
  return null;
}

async function leave(tx: EntityManager, { id }: Survey): Promise<void> {
  await tx.query('UPDATE survey SET follow_at = NULL WHERE id = $1', [id]);
}

async function followed(tx: EntityManager, { id }: Survey): Promise<void> {
  await tx.query('UPDATE survey SET followed = true WHERE id = $1', [id]);
}

/** An operator may have decided otherwise while it was read. */
async function isStillWanted(tx: EntityManager, { sn, purpose }: Survey): Promise<boolean> {
  const wanted = purpose === 'clear' ? 'clear' : 'import';
  const rows: unknown[] = await tx.query('SELECT 1 FROM device WHERE sn = $1 AND existing = $2', [sn, wanted]);
  return rows.length > 0;
}

/** Nothing is left to work out or send, except refused rows. */
async function isQuiet(tx: EntityManager, sn: string): Promise<boolean> {
  const [counts] = await syncCounts(tx, [sn]);
  return counts !== undefined && !counts.working && counts.open <= counts.failed + counts.blocked;
}

/** Users of a panel who are unknown here. */
async function strangers(tx: EntityManager, sn: string): Promise<string[]> {
  const rows: { pin: string }[] = await tx.query(
    `SELECT r.row ->> 'pin' AS pin FROM survey s JOIN survey_row r ON r.survey_id = s.id
     WHERE s.sn = $1 AND r.table_name = 'user' AND NOT EXISTS (SELECT 1 FROM person p WHERE p.pin = r.row ->> 'pin')`,
    [sn],
  );
  return rows.map(({ pin }) => pin);
}
