import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import type { LedgerRow, Order, RowToWrite, UnitToDelete } from '../../core/command/order.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import type { DeviceFacts } from '../desired/facts.js';
import { entryColumns, openDesired, type LedgerEntry } from './ledger.js';
import { plan, type Candidate, type Planned } from './plan.js';
import { speakableTables } from '../desired/speakable.js';
import { dependsOnUser } from '../desired/table-order.js';

export const syncOrigin = 'sync';

interface Flow {
  /** Data commands that may be open for one device: a month offline must not grow a queue (docs/rules.md 3). */
  readonly window: number;
  /** Commands that are still open when the next ones are made: a few at a time, not one for each that ends. */
  readonly refillAt: number;
  /** Records of one command at most. */
  readonly records: number;
  /** A DELETE of a user takes everything of theirs. */
  readonly wholeUsers: boolean;
}

/** Attendance terminals take a row a command, and many commands a poll. */
const flowOf = ({ device }: DeviceFacts): Flow =>
  device.link === 'push-att'
    ? { window: 40, refillAt: 20, records: 1, wholeUsers: true }
    : { window: 4, refillAt: 2, records: device.maxRecords, wholeUsers: false };
/** Rows of a table looked at in one go: enough for every command of the window. What is beyond waits for the next. */
const mostCandidates = 500;
/** Bytes of one command, whatever the device says it can take. */
const mostBytes = 64_000;

/** What a user row holds whose card was taken for somebody else: nothing that it should. */
const cardFreed = 'card freed';

type PlannedUpdate = Extract<Planned, { type: 'update' }>;

/** Turns the difference between what is desired and what is held into commands, a few at a time. */
@Injectable()
export class DispatchService {
  constructor(
    private readonly commands: CommandService,
    private readonly sealedBox: SealedBox,
  ) {}

  /** A command has ended: the next ones, once most of the window is empty. The caller holds the device's lock. */
  async refill(tx: EntityManager, facts: DeviceFacts): Promise<void> {
    if ((await this.open(tx, facts.sn)) <= flowOf(facts).refillAt) await this.dispatch(tx, facts);
  }

  /** The caller holds the device's lock. */
  async dispatch(tx: EntityManager, facts: DeviceFacts): Promise<void> {
    const { sn } = facts;
    const { window, records, wholeUsers } = flowOf(facts);
    const room = window - (await this.open(tx, sn));
    if (room <= 0) return;
    const candidates = await this.candidates(tx, facts);
    if (candidates.length === 0) return;
    const mates = await this.mates(tx, sn, candidates);
    const planned = plan(
      candidates,
      (table, units) => mates.filter((row) => row.table === table && units.includes(row.unit)),
      { commands: room, records, wholeUsers, zonesOverwrite: facts.device.quirks.zonesOverwrite === true },
    );
    // Rows that stay of what is deleted have another version from then on.
    const versions = new Map<string, number>();
    for (const part of planned) await this.send(tx, facts, part, mates, versions);
  }

  private async open(tx: EntityManager, sn: string): Promise<number> {
    const [open] = await tx.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM command
       WHERE sn = $1 AND origin = $2 AND kind = 'data' AND lane = 2 AND status IN ('queued', 'sent')`,
      [sn, syncOrigin],
    );
    return open?.n ?? 0;
  }

  private candidates(tx: EntityManager, { sn, device }: DeviceFacts): Promise<Candidate[]> {
    return tx.query(
      // Each table gives the same number of rows, and of those that hang on a user only those whose user is there:
      // otherwise rows that cannot go yet would crowd out those that can, and commands would shrink to a row each.
      // What else a row depends on is looked up only for those that may go now. That pin is not empty is said of the
      // column: so the index of pins serves, and nobody reads the ledgers of all devices.
      `WITH zones AS (
         SELECT EXISTS (SELECT 1 FROM ledger WHERE sn = $1 AND table_name = 'timezone' AND failures = 0 AND NOT failed
           AND desired_hash IS NOT NULL AND (unknown OR desired_hash IS DISTINCT FROM held_hash)) AS pending),
       l AS MATERIALIZED (
         SELECT o.* FROM (
           SELECT DISTINCT table_name FROM ledger
           WHERE sn = $1 AND (unknown OR desired_hash IS DISTINCT FROM held_hash)
             AND ($3::text[] IS NULL OR table_name = ANY($3))) t
         CROSS JOIN LATERAL (
           SELECT r.* FROM ledger r
           WHERE r.sn = $1 AND r.table_name = t.table_name AND r.command_id IS NULL AND NOT r.failed
             AND (r.retry_at IS NULL OR r.retry_at <= clock_timestamp())
             AND (r.unknown OR r.desired_hash IS DISTINCT FROM r.held_hash)
             AND (r.desired_hash IS NULL OR t.table_name <> ALL($2) OR EXISTS (
               SELECT 1 FROM ledger u WHERE u.sn = $1 AND u.table_name = 'user' AND u.key = 'Pin=' || r.pin
                 AND u.desired_hash IS NOT NULL AND u.held_hash IS NOT NULL AND NOT u.unknown))
           ORDER BY (r.desired_hash IS NOT NULL AND coalesce(r.held_scope <@ r.desired_scope, true)), r.version
           LIMIT ${mostCandidates}) o),
       freed AS MATERIALIZED (
         SELECT f.table_name, card FROM ledger f, jsonb_array_elements(f.held_scope) card
         WHERE f.sn = $1 AND (f.unknown OR f.desired_hash IS DISTINCT FROM f.held_hash)
           AND f.table_name IN ('user', 'mulcarduser') AND NOT coalesce(f.desired_scope @> card, false))
       SELECT ${entryColumns}, zones.pending AS "zonesPending",
         (l.desired_scope IS NOT NULL AND NOT coalesce(l.held_scope <@ l.desired_scope, true)) AS shrinks,
         EXISTS (SELECT 1 FROM ledger u WHERE u.sn = l.sn AND u.table_name = 'user' AND u.key = 'Pin=' || l.pin
           AND u.desired_hash IS NOT NULL AND u.held_hash IS NOT NULL AND NOT u.unknown) AS "userHeld",
         (l.table_name = 'user' AND l.desired_hash IS NULL AND l.pin IN (SELECT pin FROM ledger WHERE sn = $1
           AND table_name <> 'user' AND (command_id IS NOT NULL OR failures = 0 AND NOT failed
             AND (held_hash IS NOT NULL OR unknown)))) AS "othersLeft",
         (l.table_name <> 'user' AND EXISTS (SELECT 1 FROM ledger u WHERE u.sn = l.sn AND u.table_name = 'user'
           AND u.key = 'Pin=' || l.pin AND u.desired_hash IS NULL AND NOT u.failed)) AS "userGoes",
         (l.table_name = 'timezone' AND l.desired_hash IS NULL AND EXISTS (SELECT 1 FROM ledger o WHERE o.sn = l.sn
           AND o.table_name = 'userauthorize' AND (o.held_hash IS NOT NULL OR o.unknown OR o.command_id IS NOT NULL)
           AND E'\\t' || o.key || E'\\t' LIKE E'%\\tAuthorize' || l.key || E'\\t%'
           OR o.sn = l.sn AND o.table_name IN ('options', 'doorparameters') AND o.key ~ '(KeepOpenTimeZone|ValidTZ)'
             AND (o.unknown OR o.desired_hash IS DISTINCT FROM o.held_hash))) AS "zoneUsed",
         coalesce((l.table_name, l.desired_scope -> 0) IN (SELECT table_name, card FROM freed), false) AS "cardElsewhere"
       FROM l, zones ORDER BY l.version`,
      [sn, [...dependsOnUser], speakableTables(device.link)],
    );
  }

  private mates(tx: EntityManager, sn: string, candidates: readonly Candidate[]): Promise<LedgerEntry[]> {
    const units = [...new Set(candidates.map(({ unit }) => unit))];
    return tx.query(`SELECT ${entryColumns} FROM ledger WHERE sn = $1 AND unit = ANY($2) ORDER BY version`, [
      sn,
      units,
    ]);
  }

  private async send(
    tx: EntityManager,
    facts: DeviceFacts,
    planned: Planned,
    mates: readonly LedgerEntry[],
    versions: Map<string, number>,
  ): Promise<void> {
    if (planned.type === 'delete') return this.sendDelete(tx, facts, planned, mates, versions);
    const current = planned.rows.map((row) => ({ ...row, version: versions.get(placeOf(row)) ?? row.version }));
    for (const rows of this.bySize({ ...planned, rows: current }, facts)) {
      const id = await this.run(tx, facts, { type: 'updateRows', table: planned.table, rows });
      await tx.query(
        `UPDATE ledger SET command_id = $4, retry_at = NULL,
           held_scope = (SELECT jsonb_agg(DISTINCT part)
             FROM jsonb_array_elements(coalesce(held_scope, '[]') || coalesce(desired_scope, '[]')) part)
         WHERE sn = $1 AND table_name = $2 AND key = ANY($3)`,
        [facts.sn, planned.table, rows.map(({ key }) => key), id],
      );
    }
  }

  private async sendDelete(
    tx: EntityManager,
    facts: DeviceFacts,
    { table, units }: Extract<Planned, { type: 'delete' }>,
    mates: readonly LedgerEntry[],
    versions: Map<string, number>,
  ): Promise<void> {
    const rows = mates.filter((row) => row.table === table && units.includes(row.unit));
    for (const [place, version] of await this.renew(tx, facts.sn, table, units)) versions.set(place, version);
    const withRows = units.map((unit): UnitToDelete => ({
      unit,
      rows: rows
        .filter((row) => row.unit === unit)
        .map((row) => ({ key: row.key, version: versions.get(placeOf(row)) ?? row.version })),
    }));
    const id = await this.run(tx, facts, { type: 'deleteUnits', table, units: withRows });
    await tx.query(
      // Another command may have written the row already.
      `UPDATE ledger l SET command_id = $4, retry_at = NULL,
         unknown = unknown OR EXISTS (SELECT 1 FROM command c WHERE c.id = l.command_id AND c.sent_at IS NOT NULL)
       WHERE sn = $1 AND table_name = $2 AND unit = ANY($3)`,
      [facts.sn, table, units, id],
    );
    if (table === 'user' && flowOf(facts).wholeUsers) await this.doubtAllOf(tx, facts.sn, units);
    if (table === 'biophoto')
      await this.doubtTemplates(
        tx,
        facts.sn,
        withRows.flatMap(({ rows }) => rows),
      );
  }

  /** A late answer about rows that stay says nothing of what they are behind the DELETE. */
  private async renew(
    tx: EntityManager,
    sn: string,
    table: string,
    units: readonly string[],
  ): Promise<readonly (readonly [string, number])[]> {
    const [rows]: [{ key: string; version: number }[], number] = await tx.query(
      `UPDATE ledger SET version = nextval('ledger_version')
       WHERE sn = $1 AND table_name = $2 AND unit = ANY($3) AND desired_hash IS NOT NULL RETURNING key, version`,
      [sn, table, units],
    );
    return rows.map(({ key, version }) => [placeOf({ table, key }), version]);
  }

  /** What hangs on these users goes with them: whoever is made one again has none of it. */
  private async doubtAllOf(tx: EntityManager, sn: string, units: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE ledger SET unknown = true WHERE sn = $1 AND table_name <> 'user' AND held_hash IS NOT NULL
         AND 'Pin=' || pin = ANY($2) AND key NOT LIKE 'unsupported %'`,
      [sn, units],
    );
  }

  /**
   * With a photo, firmware may drop the template that it holds of the same face: that is sent again. What is not held
   * yet goes behind the DELETE anyway; another version would leave its own command without an answer.
   */
  private async doubtTemplates(tx: EntityManager, sn: string, photos: readonly LedgerRow[]): Promise<void> {
    await tx.query(
      `UPDATE ledger t SET unknown = true, version = nextval('ledger_version')
       FROM ledger p, regexp_match(p.key, 'Type=(\\d+)', 'i') AS m (type)
       WHERE p.sn = $1 AND p.table_name = 'biophoto' AND p.key = ANY($2)
         AND t.sn = $1 AND t.table_name = 'biodata' AND t.pin = p.pin AND t.desired_hash = t.held_hash
         AND NOT t.unknown AND t.command_id IS NULL AND t.key LIKE 'Type=' || m.type[1] || E'\\t%'`,
      [sn, photos.map(({ key }) => key)],
    );
  }

  private run(tx: EntityManager, { sn, device }: DeviceFacts, order: Order): Promise<number> {
    return this.commands.run(tx, sn, order, { origin: syncOrigin, pollSeconds: requestDelayOf(device) });
  }

  /** Rows with their content, in parts that fit a command. */
  private bySize({ rows, withoutCard }: PlannedUpdate, { dialect }: DeviceFacts): RowToWrite[][] {
    const most = Math.min(mostBytes, Math.floor(dialect.maxPackageSize / 2) || mostBytes);
    const parts: RowToWrite[][] = [];
    let size = most;
    for (const { key, version, desired, desiredHash } of rows) {
      if (!desired || desiredHash === null) continue;
      const filled = openDesired(this.sealedBox, desired);
      const length = desired.length + sizeOf(filled);
      if (size + length > most) {
        parts.push([]);
        size = 0;
      }
      size += length;
      const full = { key, version, hash: desiredHash, ...filled };
      parts.at(-1)?.push(withoutCard ? withoutItsCard(full) : full);
    }
    return parts;
  }
}

const placeOf = ({ table, key }: Pick<LedgerEntry, 'table' | 'key'>) => `${table}\n${key}`;

const sizeOf = ({ content }: Pick<RowToWrite, 'content'>) => content?.size ?? 0;

const withoutItsCard = (full: RowToWrite): RowToWrite => ({
  ...full,
  hash: cardFreed,
  row: { ...full.row, cardNo: '' },
});
