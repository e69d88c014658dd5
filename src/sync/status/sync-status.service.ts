import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import type { DeviceStatus } from '../../modules/device/device.entity.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { answersOf } from '../ledger/answers.js';
import { DispatchService } from '../ledger/dispatch.service.js';
import { loadDevices } from '../desired/facts.js';
import { unknownUsersText } from './unknown-users.js';
import { devicesWith, markPersonsUnknown, retryFailed } from '../ledger/ledger-unknown.repository.js';
import { rowReason, type RowReason } from './row-reason.js';
import { openRows, syncCounts, type OpenRow, type SyncCounts } from '../ledger/ledger-status.repository.js';

/** How far a device is from what it should hold. */
export interface SyncSummary extends Pick<
  SyncCounts,
  'desired' | 'acked' | 'failed' | 'blocked' | 'extra' | 'unknown' | 'foreign'
> {
  readonly inSync: boolean;
  /** Why it is not in sync; null if it is. */
  readonly reason: string | null;
}

const rowsText = (n: number) => (n === 1 ? '1 row' : `${n} rows`);

/** Nothing is asked of such a device, and nothing is sent to it. */
const unserved: Partial<Record<DeviceStatus, string>> = {
  pending: 'it is not approved yet: what it holds is not known',
  rejected: 'it was rejected: what it holds is not known',
};

/** What it holds is compared, or is to be. */
function doubtOf({ unanswered, asked, held }: SyncCounts): string {
  if (unanswered.length > 0)
    return `it did not answer what it holds in ${unanswered.length === 1 ? 'its table' : 'its tables'} ${unanswered.join(', ')}: it is asked again`;
  if (held) return 'the database was restored: what it holds is being compared';
  return asked ? 'what it holds is being compared' : 'it calls from a new address: what it holds is being compared';
}

/** The first reason that holds. */
const reasons: readonly ((counts: SyncCounts) => string | null)[] = [
  ({ status }) => unserved[status] ?? null,
  (counts) => (counts.beingCompared ? doubtOf(counts) : null),
  ({ working }) => (working ? 'what it should hold is being worked out' : null),
  ({ registered }) => (registered ? null : 'it has not registered: what it holds is not known'),
  ({ stranded }) =>
    stranded > 0
      ? `${rowsText(stranded)} that it was given over another link may still be on it: empty it (approve it with ` +
        `existing = clear), or let it speak that link again`
      : null,
  ({ held, open }) =>
    held && open > 0
      ? `the database was restored: it is given nothing until that is released, and ${rowsText(open)} may differ`
      : null,
  ({ failed }) => (failed > 0 ? `it refused ${rowsText(failed)}` : null),
  ({ unknown }) => (unknown > 0 ? `whether it holds ${rowsText(unknown)} is not known yet` : null),
  ({ open }) => (open > 0 ? `${rowsText(open)} not acknowledged yet` : null),
  ({ extra }) => (extra > 0 ? unknownUsersText(extra) : null),
  ({ unread }) => (unread ? 'what it holds of its last server is being read' : null),
  ({ notEmpty }) =>
    notEmpty.length > 0 ? `it was to be emptied, and that is not proved of its tables ${notEmpty.join(', ')}` : null,
  ({ uncounted }) => (uncounted ? 'how many users it holds is not known yet' : null),
  ({ left }) =>
    left > 0 ? `a comparison found ${rowsText(left)} other than it should be: compare again with repair` : null,
];

function summaryOf(counts: SyncCounts): SyncSummary {
  const { desired, acked, failed, blocked, extra, unknown, foreign } = counts;
  const reason = reasons.reduce<string | null>((found, why) => found ?? why(counts), null);
  return { desired, acked, failed, blocked, extra, unknown, foreign, inSync: reason === null, reason };
}

export interface SyncRow extends OpenRow {
  readonly returnMeaning: string | null;
  readonly code: RowReason;
  readonly reason: string;
}

/** Answers "Is the device in sync?" by a query. */
@Injectable()
export class SyncStatusService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly dispatcher: DispatchService,
  ) {}

  async summary(tx: EntityManager, sns: readonly string[]): Promise<Map<string, SyncSummary>> {
    const rows = await syncCounts(tx, sns);
    return new Map(rows.map((counts) => [counts.sn, summaryOf(counts)]));
  }

  /** The rows that differ. @param after place of the last row of the page before, as `table key` */
  async rows(tx: EntityManager, sn: string, page: Parameters<typeof openRows>[2]): Promise<SyncRow[]> {
    const rows = await openRows(tx, sn, page);
    const answers = await answersOf(tx, sn);
    const [device] = await tx.query<{ online: boolean }[]>('SELECT online FROM device WHERE sn = $1', [sn]);
    return rows.map((row) => {
      const returnMeaning = row.returnCode === null ? null : answers.meaning(row.returnCode, '');
      return { ...row, returnMeaning, ...rowReason({ ...row, returnMeaning }, answers, device?.online === true) };
    });
  }

  /** Rows that have failed are tried again. With `full`, every row counts as unacknowledged and is sent again. */
  async resend(tx: EntityManager, sn: string, full: boolean): Promise<void> {
    await lockDevice(tx, sn);
    await retryFailed(tx, sn, full);
    await this.dispatch(tx, sn);
  }

  /** Rows of these persons count as unacknowledged: syncLevel and syncPerson. */
  async resendPersons(tx: EntityManager, pins: readonly string[]): Promise<void> {
    for (const sn of await devicesWith(tx, pins)) {
      await lockDevice(tx, sn);
      await markPersonsUnknown(tx, sn, pins);
      await this.dispatch(tx, sn);
    }
  }

  private async dispatch(tx: EntityManager, sn: string): Promise<void> {
    for (const facts of await loadDevices(tx, this.config.siteTimeZone, [sn]))
      await this.dispatcher.dispatch(tx, facts);
  }
}
