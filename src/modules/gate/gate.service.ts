import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { recordTaking } from '../../core/outbox/outbox.js';
import { newId } from '../../platform/database/id.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { countOf } from '../../protocol/access-push/dialect.js';
import { Gate } from './gate.entity.js';

/** What an entrance channel reports about itself (Access PUSH 7.14); null = not reported. */
interface GateReport {
  readonly state: number | null;
  readonly sensors: number | null;
  readonly in: number | null;
  readonly out: number | null;
  readonly alarms: number | null;
  readonly runs: number | null;
}

export interface GateRecord {
  readonly id: string;
  readonly name: string;
  readonly sn: string;
  readonly number: number;
  readonly entryLock: number;
  readonly exitLock: number | null;
  readonly irState: number | null;
  readonly irSenseCount: number | null;
  readonly inCount: number | null;
  readonly outCount: number | null;
  readonly alarmCount: number | null;
  readonly runCount: number | null;
  /** The time of the last report. */
  readonly at: Date | null;
  readonly updatedAt: Date;
}

export interface GateFacts {
  readonly name?: string | undefined;
  readonly entryLock?: number | undefined;
  /** Null = it cannot be opened remotely on the way out. */
  readonly exitLock?: number | null | undefined;
}

export interface NewGate extends GateFacts {
  readonly sn: string;
  readonly number: number;
  readonly id?: string | undefined;
}

/** The last report of a channel controller about a gate, for a table called s. */
export const reported = `s.ir_state AS "irState", s.ir_sense_count AS "irSenseCount", s.in_count AS "inCount",
  s.out_count AS "outCount", s.alarm_count AS "alarmCount", s.run_count AS "runCount"`;

const record = `SELECT g.id, g.name, g.device_sn AS sn, g.number, g.entry_lock AS "entryLock",
    g.exit_lock AS "exitLock", ${reported}, s.at, g.updated_at AS "updatedAt"
  FROM gate g LEFT JOIN gate_state s ON s.gate_id = g.id`;

/** A report does not name its gate: it counts for the first one. */
const reportingGate = 1;

/** A gate has a lock for each direction: every two locks of its controller are a gate. */
const usualLocks = (number: number) => ({ entryLock: 2 * number - 1, exitLock: 2 * number });

/**
 * The number of gates that registration makes for this number of locks. A controller with one lock may still name the
 * lock of the other direction.
 */
const gatesOf = (lockCount: number) => Math.max(1, Math.ceil(lockCount / 2));

interface Controller {
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
}

async function controllerOf(tx: EntityManager, sn: string): Promise<Controller | undefined> {
  const rows: Controller[] = await tx.query('SELECT name, options FROM device WHERE sn = $1 FOR SHARE', [sn]);
  return rows[0];
}

/** A named lock must exist; if a controller did not report how many locks it has, every number is accepted. */
function checkLocks(controller: Controller | undefined, { entryLock, exitLock }: GateFacts): void {
  const lockCount = countOf(controller?.options ?? {}, 'LockCount', 0);
  if (lockCount === 0) return;
  const most = usualLocks(gatesOf(lockCount)).exitLock;
  for (const [field, lock] of Object.entries({ entryLock, exitLock })) {
    if ((lock ?? 0) > most) throw fieldError(field, `is no lock of its controller, whose locks are 1 to ${most}`);
  }
}

/** Entrance channels, their locks and their counters. */
@Injectable()
export class GateService {
  /** An entrance channel exists at the latest from its controller's first report on. */
  async report(tx: EntityManager, device: { sn: string; name: string }, report: GateReport): Promise<void> {
    await this.ensure(tx, device, reportingGate);
    await tx.query(
      `INSERT INTO gate_state AS s (gate_id, sn, ir_state, ir_sense_count, in_count, out_count, alarm_count, run_count)
       SELECT id, $2, $3, $4, $5, $6, $7, $8 FROM gate WHERE device_sn = $2 AND number = $1
       ON CONFLICT (gate_id) DO UPDATE SET sn = $2, ir_state = coalesce($3, s.ir_state),
         ir_sense_count = coalesce($4, s.ir_sense_count), in_count = coalesce($5, s.in_count),
         out_count = coalesce($6, s.out_count), alarm_count = coalesce($7, s.alarm_count),
         run_count = coalesce($8, s.run_count), at = now()`,
      [reportingGate, device.sn, report.state, report.sensors, report.in, report.out, report.alarms, report.runs],
    );
  }

  /**
   * Makes the gates of a controller of entrance control: half as many as it has locks. Existing ones keep their id and
   * name.
   */
  async ensureGates(tx: EntityManager, device: { sn: string; name: string }, lockCount: number): Promise<void> {
    for (let number = 1; number <= gatesOf(lockCount); number++) await this.ensure(tx, device, number);
  }

  /** By id, beginning after `after`. @param sn only of this controller */
  list(tx: EntityManager, { after, limit, sn }: { after: string; limit: number; sn?: string | undefined }) {
    return tx.query<GateRecord[]>(
      `${record} WHERE g.id > $1 AND ($3::text IS NULL OR g.device_sn = $3) ORDER BY g.id LIMIT $2`,
      [after, limit, sn ?? null],
    );
  }

  /** A page of them in any order. @param sn only those of this controller */
  search(tx: EntityManager, sn: string | undefined, search: Search): Promise<FoundRows<GateRecord>> {
    const sql = `${record} WHERE $1::text IS NULL OR g.device_sn = $1`;
    const others = ['sn', 'number', 'updatedAt'] as const;
    return searchedRows<GateRecord>(tx, { sql, parameters: [sn ?? null], by: 'id', texts: ['name'], others }, search);
  }

  async get(tx: EntityManager, id: string): Promise<GateRecord> {
    const [found] = await tx.query<GateRecord[]>(`${record} WHERE g.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no gate ${id}`);
    return found;
  }

  /** Adds a gate that the registration does not report, or whose id clients know already. */
  async add(tx: EntityManager, { sn, number, id = newId(), ...facts }: NewGate): Promise<GateRecord> {
    const device = await controllerOf(tx, sn);
    if (!device) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    checkLocks(device, facts);
    const other = await tx.findOne(Gate, { where: [{ id }, { deviceSn: sn, number }] });
    if (other)
      throw taken(
        other.id === id ? 'id' : 'number',
        other.id,
        `there is the gate "${other.name}" (${other.id}) already`,
      );
    const locks = usualLocks(number);
    const gate = tx.create(Gate, {
      id,
      deviceSn: sn,
      number,
      name: facts.name ?? `${device.name}-${number}`,
      entryLock: facts.entryLock ?? locks.entryLock,
      exitLock: facts.exitLock === undefined ? locks.exitLock : facts.exitLock,
    });
    await this.check(tx, gate);
    await tx.insert(Gate, gate);
    await this.changed(tx, gate);
    return this.get(tx, id);
  }

  async patch(tx: EntityManager, id: string, facts: GateFacts): Promise<GateRecord> {
    const gate = await tx.findOne(Gate, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!gate) throw new Failure('notFound', `there is no gate ${id}`);
    checkLocks(await controllerOf(tx, gate.deviceSn), facts);
    gate.name = facts.name ?? gate.name;
    gate.entryLock = facts.entryLock ?? gate.entryLock;
    gate.exitLock = facts.exitLock === undefined ? gate.exitLock : facts.exitLock;
    await this.check(tx, gate);
    await tx.save(gate);
    await this.changed(tx, gate);
    return this.get(tx, id);
  }

  private async ensure(tx: EntityManager, { sn, name }: { sn: string; name: string }, number: number): Promise<void> {
    if (await tx.existsBy(Gate, { deviceSn: sn, number })) return;
    const wanted = `${name}-${number}`;
    const free = (await tx.existsBy(Gate, { name: wanted })) ? `${wanted} (${sn})` : wanted;
    // Two reports of one controller at the same time make one gate.
    await tx.query(
      `INSERT INTO gate (id, name, device_sn, number, entry_lock, exit_lock) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (device_sn, number) DO NOTHING`,
      [newId(), free, sn, number, ...Object.values(usualLocks(number))],
    );
    notify(tx, 'device', sn);
  }

  /** Clients open gates by name; a lock belongs to one gate and one direction. */
  private async check(tx: EntityManager, { id, name, deviceSn, entryLock, exitLock }: Gate): Promise<void> {
    if (await tx.existsBy(Gate, { name, id: Not(id) })) {
      throw taken('name', name, `there is a gate "${name}" already`);
    }
    if (entryLock === exitLock) throw fieldError('exitLock', 'is the lock that lets in');
    const [other]: { name: string; entryLock: number; exitLock: number | null }[] = await tx.query(
      `SELECT name, entry_lock AS "entryLock", exit_lock AS "exitLock" FROM gate
       WHERE device_sn = $1 AND id <> $2 AND (entry_lock = ANY($3) OR exit_lock = ANY($3)) LIMIT 1`,
      [deviceSn, id, [entryLock, exitLock]],
    );
    if (!other) return;
    const isEntry = [other.entryLock, other.exitLock].includes(entryLock);
    throw fieldError(isEntry ? 'entryLock' : 'exitLock', `is a lock of the gate "${other.name}"`);
  }

  /** Members of a level with the gate have rights for its locks on the controller. */
  private async changed(tx: EntityManager, { id, deviceSn }: Gate): Promise<void> {
    const levels: { id: string }[] = await tx.query('SELECT level_id AS id FROM acc_level_gate WHERE gate_id = $1', [
      id,
    ]);
    await recordTaking(
      tx,
      'accLevel',
      levels.map((level) => level.id),
    );
    notify(tx, 'device', deviceSn);
  }
}
