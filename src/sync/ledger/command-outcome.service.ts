import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import type { LedgerRow, Order, RowToWrite, UnitToDelete } from '../../core/command/order.js';
import type { Config } from '../../platform/config.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { answersOf } from './answers.js';
import { DeviceSetupService } from '../setup/device-setup.js';
import { DispatchService, syncOrigin } from './dispatch.service.js';
import { loadDevices } from '../desired/facts.js';
import { speakableTables } from '../desired/speakable.js';

type DataOrder = Extract<Order, { type: 'updateRows' | 'deleteUnits' }>;
type UnitsOrder = Extract<Order, { type: 'deleteUnits' }>;

/** Seconds before a row that stands alone and was refused is tried again; after the last it has failed (docs/rules.md 3). */
const backOff = [5, 20, 60, 300, 900];

/** Tables whose rows open doors: what should have gone from them must not be forgotten. */
const leavesRights: ReadonlySet<string> = new Set([
  'userauthorize',
  'usereleauthorize',
  'superauthorize',
  'mulcarduser',
]);

interface Said {
  readonly code: number;
  readonly meaning: string;
}

/** Attendance PUSH 12.9. */
const hasOlderWords = /^DATA (?:UPDATE|DELETE) (?:USERINFO|FINGERTMP)\b/;

const rowsOf = (order: DataOrder): readonly LedgerRow[] =>
  order.type === 'updateRows' ? order.rows : order.units.flatMap(({ rows }) => rows);

const partsOf = (order: DataOrder): readonly (RowToWrite | UnitToDelete)[] =>
  order.type === 'updateRows' ? order.rows : order.units;

const keysOf = (order: DataOrder): string[] => rowsOf(order).map(({ key }) => key);
const unitsOf = ({ units }: UnitsOrder): string[] => units.map(({ unit }) => unit);

const partOf = (order: DataOrder, from: number, to?: number): DataOrder =>
  order.type === 'updateRows'
    ? { ...order, rows: order.rows.slice(from, to) }
    : { ...order, units: order.units.slice(from, to) };

/** What the end of a data command means for the ledger; called inside the settling transaction. */
@Injectable()
export class CommandOutcomeService implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly commands: CommandService,
    private readonly dispatcher: DispatchService,
    private readonly setup: DeviceSetupService,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  onModuleInit(): void {
    this.commands.onSettled(syncOrigin, (tx, command, end) => this.settled(tx, command, end));
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const { order } = command;
    if (order.type === 'updateRows' || order.type === 'deleteUnits') await this.data(tx, command, order, end);
    else await this.setup.settled(tx, command, end);
    for (const facts of await loadDevices(tx, this.config.siteTimeZone, [command.sn])) {
      await this.dispatcher.refill(tx, facts);
    }
  }

  private async data(tx: EntityManager, command: Command, order: DataOrder, end: CommandEnd): Promise<void> {
    if (end.status === 'done') return this.acknowledged(tx, command, order);
    // A late refusal of a command that was given up: its rows have long gone another way.
    if (command.status === 'unanswered') return;
    if (order.type === 'deleteUnits') await this.holdBack(tx, command, order);
    if (end.status === 'failed' && end.returnCode !== null) return this.refused(tx, command, order, end.returnCode);
    if (end.status === 'failed') return this.backOff(tx, command, null);
    // Cancelled by an operator, or given up: whether the device did it is not known.
    await this.release(tx, command);
  }

  /**
   * A DELETE of rights was not carried out: the UPDATE that stands behind it goes with it. Acknowledged alone, it would
   * hide that the device still has what should have gone.
   */
  private async holdBack(tx: EntityManager, { sn, id }: Command, order: UnitsOrder): Promise<void> {
    // Elsewhere what stands behind may go: a refusal often says that nothing was there.
    if (!leavesRights.has(order.table) && order.units.length === 1) return;
    const rows = rowsOf(order);
    const behind: { command_id: number }[] = await tx.query(
      `SELECT DISTINCT l.command_id FROM ledger l JOIN unnest($3::text[], $4::bigint[]) AS r (key, version)
         ON l.key = r.key AND l.version = r.version
       WHERE l.sn = $1 AND l.table_name = $2 AND l.command_id > $5`,
      [sn, order.table, rows.map(({ key }) => key), rows.map(({ version }) => version), id],
    );
    const ids = behind.map(({ command_id }) => command_id);
    if (ids.length === 0) return;
    await tx.query(
      `UPDATE ledger l SET command_id = CASE WHEN l.table_name = $3 AND l.unit = ANY($4) THEN $5::int END, unknown = true
       WHERE sn = $1 AND command_id = ANY($2)`,
      [sn, ids, order.table, order.units.map(({ unit }) => unit), id],
    );
    await this.commands.withdraw(tx, ids);
  }

  /** The ledger follows only where the version acknowledged is still the newest. */
  private async acknowledged(tx: EntityManager, { sn, id }: Command, order: DataOrder): Promise<void> {
    const rows = rowsOf(order);
    const places = [sn, order.table, rows.map(({ key }) => key), rows.map(({ version }) => version)];
    if (order.type === 'updateRows') {
      await tx.query(
        `UPDATE ledger l SET held_hash = r.hash, unknown = false, failures = 0,
           failed = false, retry_at = NULL, return_code = NULL,
           held_scope = CASE WHEN l.desired_hash = r.hash THEN l.desired_scope END,
           command_id = CASE WHEN l.command_id = $6 THEN NULL ELSE l.command_id END
         FROM unnest($3::text[], $4::bigint[], $5::text[]) AS r (key, version, hash)
         WHERE l.sn = $1 AND l.table_name = $2 AND l.key = r.key AND l.version = r.version`,
        [...places, order.rows.map(({ hash }) => hash), id],
      );
    } else {
      await tx.query(
        `UPDATE ledger l SET held_hash = NULL, unknown = false, failures = 0, return_code = NULL,
           held_scope = CASE WHEN l.command_id <> $5 THEN l.desired_scope END,
           command_id = CASE WHEN l.command_id = $5 THEN NULL ELSE l.command_id END
         FROM unnest($3::text[], $4::bigint[]) AS r (key, version)
         WHERE l.sn = $1 AND l.table_name = $2 AND l.key = r.key AND l.version = r.version`,
        [...places, id],
      );
      await tx.query(
        `DELETE FROM ledger WHERE sn = $1 AND table_name = $2 AND key = ANY($3) AND desired_hash IS NULL
           AND held_hash IS NULL AND NOT unknown AND command_id IS NULL`,
        places.slice(0, 3),
      );
      if (order.table === 'user') await this.usersGone(tx, sn, rows);
    }
  }

  /**
   * What they reported once, they do not hold any more; from terminals everything of a user goes with the user. What a
   * device was given of a user over another link may still be there.
   */
  private async usersGone(tx: EntityManager, sn: string, rows: readonly LedgerRow[]): Promise<void> {
    const keys = rows.map(({ key }) => key);
    await tx.query(`DELETE FROM device_user WHERE sn = $1 AND 'Pin=' || pin = ANY($2)`, [sn, keys]);
    await tx.query(
      `DELETE FROM ledger l USING device d WHERE l.sn = $1 AND d.sn = l.sn AND d.link = 'push-att'
         AND 'Pin=' || l.pin = ANY($2) AND l.table_name <> 'user' AND l.table_name = ANY($3)
         AND l.desired_hash IS NULL AND NOT EXISTS (
           SELECT 1 FROM ledger u WHERE u.sn = l.sn AND u.table_name = 'user' AND u.key = 'Pin=' || l.pin)`,
      [sn, keys, speakableTables('push-att')],
    );
  }

  private async refused(tx: EntityManager, command: Command, order: DataOrder, code: number): Promise<void> {
    const answers = await answersOf(tx, command.sn);
    const kind = answers.kind(code, command.text ?? '');
    const rows = rowsOf(order);
    const meaning = answers.meaning(code, command.text ?? '');
    if (kind === 'full')
      await this.registrations.alert(tx, command.sn, `the device is full: it refused data (${code})`);
    if (kind === 'never') return this.unknownTo(tx, command, order, { code, meaning });
    if (kind === 'content') return this.giveUp(tx, command, code, { mayHold: true });
    if (kind === 'person') await this.doubtUser(tx, command.sn, rows);
    if (kind === 'size' && partsOf(order).length > 1) {
      await this.learnSize(tx, command.sn, partsOf(order).length);
      return this.release(tx, command);
    }
    if (partsOf(order).length > 1) return this.halve(tx, command, order);
    await this.backOff(tx, command, code);
  }

  private async unknownTo(tx: EntityManager, command: Command, order: DataOrder, said: Said): Promise<void> {
    if (await this.learnsWords(tx, command)) return this.release(tx, command);
    await this.neverAgain(tx, command, order, said);
  }

  /** A terminal that announces no version may know the words of before alone: it is tried with those. */
  private async learnsWords(tx: EntityManager, { sn, text }: Command): Promise<boolean> {
    if (!hasOlderWords.test(text ?? '')) return false;
    const antiques: unknown[] = await tx.query(
      `SELECT 1 FROM device WHERE sn = $1 AND link = 'push-att' AND push_version IS NULL`,
      [sn],
    );
    if (antiques.length === 0) return false;
    await this.registrations.learn(tx, sn, { antiqueWords: '1' });
    return true;
  }

  /**
   * Both halves go at once; the record that is refused soon stands alone, and only it waits. Of what was sent only that
   * goes again which this command still carries: the rest has a newer version, or goes another way.
   */
  private async halve(tx: EntityManager, command: Command, order: DataOrder): Promise<void> {
    const { sn, id } = command;
    const still = await this.stillCarried(tx, command, order);
    const middle = Math.ceil(partsOf(still).length / 2);
    for (const half of [partOf(still, 0, middle), partOf(still, middle)]) {
      if (partsOf(half).length === 0) continue;
      const number = await this.commands.run(tx, sn, half, { origin: syncOrigin });
      const [column, names] = half.type === 'updateRows' ? ['key', keysOf(half)] : ['unit', unitsOf(half)];
      await tx.query(
        `UPDATE ledger SET command_id = $1, unknown = true
         WHERE sn = $2 AND table_name = $3 AND ${column} = ANY($4) AND command_id = $5`,
        [number, sn, order.table, names, id],
      );
    }
    await this.release(tx, command);
  }

  private async stillCarried(tx: EntityManager, { sn, id }: Command, order: DataOrder): Promise<DataOrder> {
    const rows: (LedgerRow & { unit: string; carried: boolean })[] = await tx.query(
      `SELECT key, version, unit, command_id IS NOT DISTINCT FROM $3 AS carried FROM ledger
       WHERE sn = $1 AND table_name = $2 AND (command_id = $3 OR unit = ANY($4))`,
      [sn, order.table, id, order.type === 'deleteUnits' ? unitsOf(order) : []],
    );
    const carried = rows.filter((row) => row.carried);
    if (order.type === 'updateRows') {
      const versions = new Map(carried.map(({ key, version }) => [key, String(version)]));
      return { ...order, rows: order.rows.filter(({ key, version }) => versions.get(key) === String(version)) };
    }
    const units = unitsOf(order).filter((unit) => carried.some((row) => row.unit === unit));
    return {
      ...order,
      units: units.map((unit) => ({
        unit,
        rows: rows.filter((row) => row.unit === unit).map(({ key, version }) => ({ key, version })),
      })),
    };
  }

  private async backOff(tx: EntityManager, { sn, id }: Command, code: number | null): Promise<void> {
    await tx.query(
      `UPDATE ledger SET command_id = NULL, unknown = true, return_code = $3, failures = failures + 1,
         failed = failures >= $4,
         retry_at = CASE WHEN failures >= $4 THEN NULL
           ELSE clock_timestamp() + ($5::int[])[failures + 1] * interval '1 second' END
       WHERE sn = $1 AND command_id = $2`,
      [sn, id, code, backOff.length, backOff],
    );
    await this.tellFailures(tx, sn);
  }

  /** The firmware does not know the table or a field of it: trying again would not help. */
  private async neverAgain(
    tx: EntityManager,
    command: Command,
    order: DataOrder,
    { code, meaning }: Said,
  ): Promise<void> {
    const { sn } = command;
    await this.giveUp(tx, command, code, { mayHold: false });
    await this.registrations.alert(
      tx,
      sn,
      `its firmware does not know table ${order.table} as it was sent (${code}: ${meaning})`,
    );
    this.log.warn({ sn, table: order.table, code }, 'a table is unknown to this firmware');
  }

  /**
   * These rows are not sent again before their content changes.
   * @param mayHold what was handed out before and not answered may have been taken; of a table that it does not know it
   *   can hold nothing
   */
  private async giveUp(
    tx: EntityManager,
    { sn, id }: Command,
    code: number,
    { mayHold }: { readonly mayHold: boolean },
  ): Promise<void> {
    await tx.query(
      `UPDATE ledger SET command_id = NULL, failed = true, retry_at = NULL, return_code = $3, failures = failures + 1,
         unknown = $4 OR desired_hash IS NULL AND unknown
       WHERE sn = $1 AND command_id = $2`,
      [sn, id, code, mayHold],
    );
    await this.tellFailures(tx, sn);
  }

  /** It has not the user that a row belongs to, whatever it said before: the user is sent again, then the row. */
  private async doubtUser(tx: EntityManager, sn: string, rows: readonly LedgerRow[]): Promise<void> {
    await tx.query(
      `UPDATE ledger u SET unknown = true, held_hash = NULL FROM ledger r
       WHERE r.sn = $1 AND r.key = ANY($2) AND u.sn = r.sn AND u.table_name = 'user' AND u.key = 'Pin=' || r.pin
         AND u.command_id IS NULL`,
      [sn, rows.map(({ key }) => key)],
    );
  }

  private async release(tx: EntityManager, { sn, id }: Command): Promise<void> {
    await tx.query(`UPDATE ledger SET command_id = NULL, unknown = true WHERE sn = $1 AND command_id = $2`, [sn, id]);
  }

  private async learnSize(tx: EntityManager, sn: string, refusedRecords: number): Promise<void> {
    await tx.query('UPDATE device SET max_records = $2 WHERE sn = $1', [
      sn,
      Math.max(1, Math.floor(refusedRecords / 2)),
    ]);
  }

  /** Sync failures have a place in the feed (docs/rules.md 2). */
  private async tellFailures(tx: EntityManager, sn: string): Promise<void> {
    const [failed] = await tx.query<{ n: number }[]>('SELECT count(*)::int AS n FROM ledger WHERE sn = $1 AND failed', [
      sn,
    ]);
    if (failed && failed.n > 0) await tx.query(`SELECT feed_append('syncFailure', $1, $2)`, [sn, String(failed.n)]);
  }
}
