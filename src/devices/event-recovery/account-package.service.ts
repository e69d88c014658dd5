import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { lockDevice } from '../../core/command/command.store.js';
import { DeliveryService } from '../../core/command/delivery.service.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { readCommand } from '../../protocol/access-push/command-reader.js';
import type { PackageFormat } from './packing.js';
import { ReconciliationFailureService } from './reconciliation-failure.service.js';
import { origin, reconciliations, type Reconciliation, type Way } from './reconciliation.js';

/**
 * The most bytes of all packages of one answer together, and the seconds by which each prolongs the wait for the next
 * (docs/rules.md 4, 10).
 */
const mostBytes = 16 * 1024 * 1024;
const packageSeconds = 600;

/** One package as it came. */
export interface Package {
  readonly body: Buffer;
  readonly format: PackageFormat;
  /** Its number from 1; null if the device gives none. */
  readonly packet: number | null;
  /** How many packages there are; null if the device does not say. */
  readonly of: number | null;
}

/** Whether a command requests events, and how; this includes raw commands. */
export function wayOf({ order }: Command): Way | null {
  if (order.type === 'account') return 'account';
  if (order.type === 'query') return order.table.toLowerCase() === 'transaction' ? 'query' : null;
  if (order.type !== 'raw') return null;
  const { verb, table } = readCommand(order.text);
  if (verb === 'account') return 'account';
  return verb === 'query' && table.toLowerCase() === 'transaction' ? 'query' : null;
}

/** Packages of events are kept until all have come; only then are they used (docs/rules.md 10). */
@Injectable()
export class AccountPackageService {
  /** Called when a reconciliation has all its packages. */
  onReceived: () => void = () => undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly deliveries: DeliveryService,
    private readonly failures: ReconciliationFailureService,
  ) {}

  /** What the device announces: how many packages, and how many records in them (9.2.2). */
  async announce(command: Command, announced: { packages: number; records: number }): Promise<boolean> {
    return this.change(command, async (tx, { id }) => {
      await tx.query('UPDATE reconciliation SET packages = $2, announced = $3 WHERE id = $1', [
        id,
        announced.packages,
        announced.records,
      ]);
    });
  }

  /**
   * Stores a package; a repeated package is stored once. Resolves after the commit.
   * @returns whether the answer that it belongs to is still wanted
   */
  async keep(command: Command, given: Package): Promise<boolean> {
    const hash = createHash('sha256').update(given.body).digest('hex');
    return this.change(command, async (tx, reconciliation) => {
      const { id } = reconciliation;
      const [there] = await tx.query<{ packet: number }[]>(
        `SELECT packet FROM account_package WHERE reconciliation_id = $1
           AND (body_hash = $2 AND ($3::int IS NULL OR packet = $3) OR packet = $3 AND stored IS NOT NULL)`,
        [id, hash, given.packet],
      );
      if (there) return;
      await tx.query(
        `INSERT INTO account_package (reconciliation_id, packet, format, body, body_hash, bytes)
         VALUES ($1, coalesce($2, 1 + (SELECT count(*)::int FROM account_package WHERE reconciliation_id = $1)), $3, $4, $5, $6)
         ON CONFLICT (reconciliation_id, packet) DO UPDATE SET body = excluded.body, body_hash = excluded.body_hash,
           bytes = excluded.bytes, format = excluded.format, records = NULL, stored = NULL, unreadable = NULL`,
        [id, given.packet, given.format, this.sealedBox.seal(given.body), hash, given.body.length],
      );
      // A device that does not number its packages sends everything in one answer, so further packages belong to the
      // same answer.
      await tx.query(
        `UPDATE reconciliation SET packages = CASE WHEN $2::int IS NULL AND $3::int IS NULL
             THEN (SELECT count(*)::int FROM account_package WHERE reconciliation_id = $1)
             ELSE coalesce($2, packages) END,
           status = 'running', finished_at = NULL, reason = NULL WHERE id = $1`,
        [id, given.of, given.packet],
      );
      await this.limit(tx, reconciliation);
    });
  }

  private async change(
    command: Command,
    task: (tx: EntityManager, reconciliation: Reconciliation) => Promise<void>,
  ): Promise<boolean> {
    const outcome = await this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, command.sn);
      const reconciliation = await this.of(tx, command);
      // Given up: half of the answer was deleted, and the device still has all of it.
      if (!reconciliation || reconciliation.status === 'failed') return 'unwanted';
      await task(tx, reconciliation);
      await this.deliveries.prolong(tx, command.sn, command.id, packageSeconds);
      return (await this.complete(tx, reconciliation.id)) ? 'received' : 'kept';
    });
    if (outcome === 'received') this.onReceived();
    return outcome !== 'unwanted';
  }

  /**
   * The reconciliation of the command. A raw command of an operator gets a reconciliation of its own. Null if another
   * one was requested since.
   */
  private async of(tx: EntityManager, command: Command): Promise<Reconciliation | null> {
    const { sn, id } = command;
    const where = 'r.sn = $1 AND r.command_id = $2';
    const [known] = await reconciliations(tx, where, [sn, id]);
    if (known) return known;
    if (command.origin === origin) return null;
    const range = command.order.type === 'account' ? command.order.range : {};
    await tx.query(
      `INSERT INTO reconciliation (sn, cause, status, range, way, command_id) VALUES ($1, 'command', 'running', $2, $3, $4)`,
      [sn, JSON.stringify(range), wayOf(command) ?? 'query', id],
    );
    const [made] = await reconciliations(tx, where, [sn, id]);
    if (!made) throw new Error(`the reconciliation of command ${id} vanished`);
    return made;
  }

  private async limit(tx: EntityManager, reconciliation: Reconciliation): Promise<void> {
    const [sum] = await tx.query<{ bytes: number }[]>(
      'SELECT sum(bytes)::bigint AS bytes FROM account_package WHERE reconciliation_id = $1 AND stored IS NULL',
      [reconciliation.id],
    );
    if ((sum?.bytes ?? 0) > mostBytes) await this.failures.fail(tx, reconciliation, 'the device sent more than 16 MB');
  }

  private async complete(tx: EntityManager, id: number): Promise<boolean> {
    const [rows]: [{ status: string }[], number] = await tx.query(
      `UPDATE reconciliation r SET last_at = clock_timestamp(), status = CASE
           WHEN r.status = 'running' AND r.packages = (SELECT count(*) FROM account_package
             WHERE reconciliation_id = r.id AND packet <= r.packages) THEN 'received' ELSE r.status END
       WHERE id = $1 RETURNING status`,
      [id],
    );
    return rows[0]?.status === 'received';
  }
}
