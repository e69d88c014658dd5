import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import type { Device } from '../../modules/device/device.entity.js';
import { DeviceService } from '../../modules/device/device.service.js';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { CONFIG } from '../../platform/tokens.js';
import { supports } from '../../protocol/access-push/dialect.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { loadDevices } from '../desired/facts.js';
import { syncOrigin } from '../ledger/dispatch.service.js';
import { usersHeld } from '../ledger/ledger-status.repository.js';

const everyMs = 2_000;
const severalCards = 7;

/** What becomes of a device when it is empty. */
export type Follows = 'disable' | 'delete';
export type RetirementStatus = 'emptying' | 'clearing' | 'stuck' | 'done';

export interface Retirement {
  readonly sn: string;
  readonly follows: Follows;
  readonly status: RetirementStatus;
  readonly online: boolean;
  /** People who may still be on the device. */
  readonly opensFor: number;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A row that lets a level lead to a place; the other columns differ by its table. */
interface LevelPlace extends Readonly<Record<string, unknown>> {
  readonly level_id: string;
}
type Places = Readonly<Record<string, readonly LevelPlace[]>>;

interface Stored extends Omit<Retirement, 'online' | 'opensFor'> {
  readonly commandIds: readonly number[];
  readonly places: Places;
}

/** Tables that open something, rights first and users last; they may also hold rows of another server. */
const cleared = ['superauthorize', 'usereleauthorize', 'userauthorize', 'firstcard', 'inoutfun', 'mulcarduser', 'user'];

/** Where levels led at a device that was retired before levels kept its doors, by table. */
const places = [
  { table: 'acc_level_door', column: 'door_id', of: 'door' },
  { table: 'acc_level_floor', column: 'floor_id', of: 'floor' },
  { table: 'acc_level_gate', column: 'gate_id', of: 'gate' },
] as const;

const levelsOf = (kept: Places): string[] => [
  ...new Set(Object.values(kept).flatMap((rows) => rows.map((row) => row.level_id))),
];

const columns = `sn, follows, status, places, command_ids AS "commandIds", reason, created_at AS "createdAt",
  finished_at AS "finishedAt"`;

/**
 * Clears a device and waits until it reports that it is empty; then it is disabled or deleted. From the beginning it
 * should hold nobody (`isRetiring`), so everybody is removed in the usual way. Levels keep its doors: if it comes back,
 * it gets what they say then.
 */
@Injectable()
export class RetirementService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'retirements', everyMs, failure: 'retirements could not be looked after' }, () =>
      this.lookAll(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** A second call tries a stuck device once more. @throws Failure notFound, conflict, deviceUnsupported */
  async start(tx: EntityManager, sn: string, follows: Follows): Promise<Retirement> {
    const device = await this.devices.get(tx, sn);
    if (device.link !== 'push-acc')
      throw new Failure(
        'deviceUnsupported',
        `device ${sn} is not emptied from here, only panels with Security PUSH are: reset it at its menu`,
      );
    if (device.status !== 'approved') throw new Failure('conflict', `device ${sn} is ${device.status}`);
    await lockDevice(tx, sn);
    await tx.query(
      `INSERT INTO retirement (sn, follows, places) VALUES ($1, $2, '{}')
       ON CONFLICT (sn) DO UPDATE SET follows = $2, status = 'emptying', reason = NULL, command_ids = '{}'`,
      [sn, follows],
    );
    await recordTaking(tx, 'everybody', [sn]);
    await recordChange(tx, 'device', [sn]);
    return this.get(tx, sn);
  }

  /** @throws Failure notFound */
  async get(tx: EntityManager, sn: string): Promise<Retirement> {
    const { online } = await this.devices.get(tx, sn);
    const { status, follows, reason, createdAt, finishedAt } = await this.stored(tx, sn);
    const opensFor = status === 'done' ? 0 : (await usersHeld(tx, sn)).most;
    return { sn, status, follows, online, opensFor, reason, createdAt, finishedAt };
  }

  /** The way back: it is served as before, and gets its people again. @throws Failure notFound */
  async undo(tx: EntityManager, sn: string): Promise<void> {
    await lockDevice(tx, sn);
    const { places: kept, commandIds } = await this.stored(tx, sn);
    for (const { table, column, of } of places) {
      await tx.query(
        `INSERT INTO ${table} SELECT r.* FROM jsonb_populate_recordset(NULL::${table}, $1) r
         WHERE EXISTS (SELECT 1 FROM acc_level l WHERE l.id = r.level_id)
           AND EXISTS (SELECT 1 FROM ${of} p WHERE p.id = r.${column}) ON CONFLICT DO NOTHING`,
        [JSON.stringify(kept[table] ?? [])],
      );
    }
    // One that was handed out may still be answered: then what it cleared is sent again.
    await this.commands.withdraw(tx, [...commandIds]);
    await tx.query('DELETE FROM retirement WHERE sn = $1', [sn]);
    await this.devices.enable(tx, sn);
    await recordChange(tx, 'accLevel', levelsOf(kept));
    await recordChange(tx, 'everybody', [sn]);
    await recordChange(tx, 'device', [sn]);
  }

  /**
   * A retired device comes back by this as well; one that is being cleared continues.
   * @throws Failure deviceNotFound
   */
  async enable(tx: EntityManager, sn: string): Promise<Device> {
    const gone: unknown[] = await tx.query(`SELECT 1 FROM retirement WHERE sn = $1 AND status = 'done'`, [sn]);
    if (gone.length > 0) await this.undo(tx, sn);
    return this.devices.enable(tx, sn);
  }

  private async stored(tx: EntityManager, sn: string): Promise<Stored> {
    const [found]: Stored[] = await tx.query(`SELECT ${columns} FROM retirement WHERE sn = $1`, [sn]);
    if (!found) throw new Failure('notFound', `device ${sn} is not being retired`);
    return found;
  }

  private async lookAll(): Promise<void> {
    const open: { sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT sn FROM retirement WHERE status IN ('emptying', 'clearing') ORDER BY sn`,
    );
    for (const { sn } of open) await this.unitOfWork.run((tx) => this.look(tx, sn));
  }

  private async look(tx: EntityManager, sn: string): Promise<void> {
    await lockDevice(tx, sn);
    const [one]: Stored[] = await tx.query(`SELECT ${columns} FROM retirement WHERE sn = $1`, [sn]);
    if (one?.status === 'emptying' && (await usersHeld(tx, sn)).most === 0) await this.clear(tx, sn);
    if (one?.status === 'clearing') await this.finish(tx, one);
  }

  /** None of our people is on it any more: rows of another server are deleted, and the device counts what it has. */
  private async clear(tx: EntityManager, sn: string): Promise<void> {
    const due: unknown[] = await tx.query(
      `SELECT 1 FROM change WHERE kind IN ('device', 'everybody') AND key = $1 AND due_at <= clock_timestamp()`,
      [sn],
    );
    const [facts] = await loadDevices(tx, this.config.siteTimeZone, [sn]);
    if (!facts || due.length > 0) return;
    const { dialect } = facts;
    const has = (name: string) => {
      const when = tableNamed(name)?.when;
      return name === 'mulcarduser' ? supports(dialect, severalCards) : when === undefined || when(dialect);
    };
    const ids: number[] = [];
    for (const table of cleared.filter(has))
      ids.push(await this.commands.run(tx, sn, { type: 'clearTable', table }, { origin: syncOrigin }));
    ids.push(await this.commands.run(tx, sn, { type: 'count', table: 'user' }, { origin: 'retirement' }));
    await tx.query(`UPDATE retirement SET status = 'clearing', command_ids = $2 WHERE sn = $1`, [sn, ids]);
  }

  private async finish(tx: EntityManager, { sn, follows, commandIds }: Stored): Promise<void> {
    const [ended]: { open: boolean; counted: number | null }[] = await tx.query(
      `SELECT bool_or(status IN ('queued', 'sent')) AS open,
         max((answer ->> 'count')::float8) AS counted
       FROM command WHERE id = ANY($1)`,
      [commandIds],
    );
    if (!ended || ended.open) return;
    const { counted } = ended;
    if (counted !== 0) {
      const reason =
        counted === null
          ? 'it does not say how many users it holds'
          : `it still holds ${counted} ${counted === 1 ? 'user' : 'users'}`;
      await tx.query(`UPDATE retirement SET status = 'stuck', reason = $2 WHERE sn = $1`, [sn, reason]);
    } else if (follows === 'delete') {
      await this.devices.remove(tx, sn);
    } else {
      await tx.query(`UPDATE retirement SET status = 'done', finished_at = clock_timestamp() WHERE sn = $1`, [sn]);
      await this.devices.disable(tx, sn);
    }
  }
}
