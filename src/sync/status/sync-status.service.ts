import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { answersOf } from '../ledger/answers.js';
import { DispatchService } from '../ledger/dispatch.service.js';
import { loadDevices } from '../desired/facts.js';
import { speakableTables } from '../desired/speakable.js';
import { unknownUsersText } from './unknown-users.js';

/** How far a device is from what it should hold. */
export interface SyncSummary {
  /** Rows it should hold. */
  readonly desired: number;
  /** Of those, acknowledged as they are. */
  readonly acked: number;
  /** Given up until their content changes. */
  readonly failed: number;
  /** Waiting for a row that failed. */
  readonly blocked: number;
  /** Users on the device that are not ours. */
  readonly extra: number;
  /** Rows of which it is not known whether the device holds them. */
  readonly unknown: number;
  readonly inSync: boolean;
  /** Why it is not in sync; null where it is. */
  readonly reason: string | null;
}

interface Counts extends Omit<SyncSummary, 'inSync' | 'reason'> {
  readonly sn: string;
  /** Rows that differ, or that the device did not take. */
  readonly open: number;
  /** Rows of another link, which the one that it has now has no words for. */
  readonly stranded: number;
  readonly working: boolean;
  readonly registered: boolean;
  /** It came from a new address, and what it holds is not compared yet. */
  readonly doubted: boolean;
}

const rowsText = (n: number) => (n === 1 ? '1 row' : `${n} rows`);

/** The first of these that holds. */
const reasons: readonly ((counts: Counts) => string | null)[] = [
  ({ doubted }) => (doubted ? 'it calls from a new address: what it holds is being compared' : null),
  ({ working }) => (working ? 'what it should hold is being worked out' : null),
  ({ open, registered }) => (open > 0 && !registered ? 'it has not registered' : null),
  ({ stranded }) =>
    stranded > 0
      ? `${rowsText(stranded)} that it was given over another link may still be on it: empty it (approve it with ` +
        `existing = clear), or let it speak that link again`
      : null,
  ({ failed }) => (failed > 0 ? `it refused ${rowsText(failed)}` : null),
  ({ unknown }) => (unknown > 0 ? `whether it holds ${rowsText(unknown)} is not known yet` : null),
  ({ open }) => (open > 0 ? `${rowsText(open)} not acknowledged yet` : null),
  ({ extra }) => (extra > 0 ? unknownUsersText(extra) : null),
];

function summaryOf(counts: Counts): SyncSummary {
  const { desired, acked, failed, blocked, extra, unknown } = counts;
  const reason = reasons.reduce<string | null>((found, why) => found ?? why(counts), null);
  return { desired, acked, failed, blocked, extra, unknown, inSync: reason === null, reason };
}

export interface SyncRow {
  readonly table: string;
  readonly key: string;
  readonly pin: string;
  readonly state: 'pending' | 'sent' | 'retrying' | 'failed' | 'blocked' | 'unsupported';
  readonly wanted: boolean;
  readonly failures: number;
  readonly returnCode: number | null;
  readonly returnMeaning: string | null;
  readonly retryAt: Date | null;
  readonly commandId: number | null;
}

const blocked = `(l.desired_hash IS NOT NULL AND l.table_name NOT IN ('user', 'timezone', 'holiday')
  AND (l.unknown OR l.desired_hash IS DISTINCT FROM l.held_hash) AND NOT l.failed
  AND EXISTS (SELECT 1 FROM ledger u WHERE u.sn = l.sn AND u.table_name = 'user' AND u.key = 'Pin=' || l.pin
    AND (u.failed OR u.failures > 0)))`;
const differs = `(l.unknown OR l.desired_hash IS DISTINCT FROM l.held_hash)`;
const isOpen = `(${differs} OR l.failed)`;

/** What it should hold is still to be worked out: it has doors and was never looked at, or what it holds has changed. */
const working = `(
  (d.synced_as IS NULL AND (EXISTS (SELECT 1 FROM door WHERE door.device_sn = d.sn)
    OR EXISTS (SELECT 1 FROM area_person a WHERE a.area_code = d.area_code AND a.module = d.module)))
  OR (d.registered_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM change c WHERE c.due_at <= clock_timestamp() AND CASE c.kind
      WHEN 'device' THEN c.key = d.sn
      WHEN 'rule' THEN c.key = d.sn
      WHEN 'person' THEN EXISTS (SELECT 1 FROM ledger k WHERE k.sn = d.sn AND k.pin = c.key)
        OR EXISTS (SELECT 1 FROM person p JOIN acc_level_person lp ON lp.person_id = p.id
          JOIN level_place o ON o.level_id = lp.level_id WHERE p.pin = c.key AND o.sn = d.sn)
        OR EXISTS (SELECT 1 FROM person p JOIN area_person a ON a.person_id = p.id
          WHERE p.pin = c.key AND a.area_code = d.area_code AND a.module = d.module)
      ELSE true END)))`;

/** Whoever had its number before may have taken commands away and said yes to them. */
const doubted = `(d.verify_due OR EXISTS (SELECT 1 FROM verification v
  WHERE v.sn = d.sn AND v.status = 'running' AND v.created_at >= d.bound_at))`;

/** "Is the device in sync?" is a query. */
@Injectable()
export class SyncStatusService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly dispatcher: DispatchService,
  ) {}

  async summary(tx: EntityManager, sns: readonly string[]): Promise<Map<string, SyncSummary>> {
    const rows: Counts[] = await tx.query(
      `SELECT d.sn, coalesce(d.extra_users, 0) AS extra,
         count(l.key) FILTER (WHERE l.desired_hash IS NOT NULL)::int AS desired,
         count(l.key) FILTER (WHERE l.desired_hash IS NOT NULL AND NOT ${differs})::int AS acked,
         count(l.key) FILTER (WHERE l.failed)::int AS failed,
         count(l.key) FILTER (WHERE ${blocked})::int AS blocked,
         count(l.key) FILTER (WHERE l.unknown)::int AS unknown,
         count(l.key) FILTER (WHERE ${isOpen})::int AS open,
         count(l.key) FILTER (WHERE ${differs} AND d.link = 'push-att' AND l.table_name <> ALL($2))::int AS stranded,
         d.registered_at IS NOT NULL AS registered, ${working} AS working, ${doubted} AS doubted
       FROM device d LEFT JOIN ledger l ON l.sn = d.sn WHERE d.sn = ANY($1) GROUP BY d.sn`,
      [sns, speakableTables('push-att')],
    );
    return new Map(rows.map((counts) => [counts.sn, summaryOf(counts)]));
  }

  /** The rows that differ. @param after place of the last row of the page before, as `table key` */
  async rows(tx: EntityManager, sn: string, page: { limit: number; cursor?: string | undefined }): Promise<SyncRow[]> {
    const rows: (Omit<SyncRow, 'returnMeaning'> & { returnCode: number | null })[] = await tx.query(
      `SELECT l.table_name AS "table", l.key, l.pin, l.desired_hash IS NOT NULL AS wanted, l.failures,
         l.return_code AS "returnCode", l.retry_at AS "retryAt", l.command_id AS "commandId",
         CASE WHEN l.failed AND l.desired IS NULL AND l.desired_hash IS NOT NULL THEN 'unsupported'
           WHEN l.failed THEN 'failed' WHEN ${blocked} THEN 'blocked'
           WHEN l.retry_at IS NOT NULL THEN 'retrying' WHEN l.command_id IS NOT NULL THEN 'sent' ELSE 'pending' END AS state
       FROM ledger l WHERE l.sn = $1 AND ${isOpen} AND ($2::text IS NULL OR l.table_name || ' ' || l.key > $2)
       ORDER BY l.table_name || ' ' || l.key LIMIT $3`,
      [sn, page.cursor ?? null, page.limit],
    );
    const { meaning } = await answersOf(tx, sn);
    return rows.map((row) => ({ ...row, returnMeaning: row.returnCode === null ? null : meaning(row.returnCode, '') }));
  }

  /** Rows that were given up are tried again; with `full`, everything counts as unacknowledged and is sent again. */
  async resend(tx: EntityManager, sn: string, full: boolean): Promise<void> {
    await lockDevice(tx, sn);
    await tx.query(
      `UPDATE ledger SET failures = 0, failed = false, retry_at = NULL, unknown = unknown OR $2
       WHERE sn = $1 AND (failed OR retry_at IS NOT NULL OR $2) AND NOT (failed AND desired IS NULL AND desired_hash IS NOT NULL)`,
      [sn, full],
    );
    await this.dispatch(tx, sn);
  }

  /** Rows of these persons count as unacknowledged: syncLevel and syncPerson. */
  async resendPersons(tx: EntityManager, pins: readonly string[]): Promise<void> {
    const devices: { sn: string }[] = await tx.query('SELECT DISTINCT sn FROM ledger WHERE pin = ANY($1) ORDER BY sn', [
      pins,
    ]);
    for (const { sn } of devices) {
      await lockDevice(tx, sn);
      await tx.query(
        `UPDATE ledger SET unknown = true, failures = 0, failed = false, retry_at = NULL
         WHERE sn = $1 AND pin = ANY($2) AND command_id IS NULL
           AND NOT (failed AND desired IS NULL AND desired_hash IS NOT NULL)`,
        [sn, pins],
      );
      await this.dispatch(tx, sn);
    }
  }

  private async dispatch(tx: EntityManager, sn: string): Promise<void> {
    for (const facts of await loadDevices(tx, this.config.siteTimeZone, [sn]))
      await this.dispatcher.dispatch(tx, facts);
  }
}
