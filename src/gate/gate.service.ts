import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../db/id.js';
import { Failure } from '../errors.js';
import { Gate } from './gate.entity.js';

/** What an entrance channel tells of itself (Access PUSH 7.14); null = it did not say. */
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
  readonly irState: number | null;
  readonly irSenseCount: number | null;
  readonly inCount: number | null;
  readonly outCount: number | null;
  readonly alarmCount: number | null;
  readonly runCount: number | null;
  /** Of the last report. */
  readonly at: Date | null;
}

const record = `SELECT g.id, g.name, g.device_sn AS sn, g.number, s.ir_state AS "irState",
    s.ir_sense_count AS "irSenseCount", s.in_count AS "inCount", s.out_count AS "outCount",
    s.alarm_count AS "alarmCount", s.run_count AS "runCount", s.at
  FROM gate g LEFT JOIN gate_state s ON s.gate_id = g.id`;

/** A channel controller has one channel, and nothing in the protocol would tell several apart. */
export const onlyGate = 1;

/** Entrance channels and their counters. */
@Injectable()
export class GateService {
  /** A channel is there from its controller's first report on. */
  async report(tx: EntityManager, device: { sn: string; name: string }, report: GateReport): Promise<void> {
    const id = await this.ensure(tx, device);
    await tx.query(
      `INSERT INTO gate_state AS s (gate_id, sn, ir_state, ir_sense_count, in_count, out_count, alarm_count, run_count)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (gate_id) DO UPDATE SET sn = $2, ir_state = coalesce($3, s.ir_state),
         ir_sense_count = coalesce($4, s.ir_sense_count), in_count = coalesce($5, s.in_count),
         out_count = coalesce($6, s.out_count), alarm_count = coalesce($7, s.alarm_count),
         run_count = coalesce($8, s.run_count), at = now()`,
      [id, device.sn, report.state, report.sensors, report.in, report.out, report.alarms, report.runs],
    );
  }

  /** By id, behind `after`. */
  list(tx: EntityManager, { after, limit }: { after: string; limit: number }): Promise<GateRecord[]> {
    return tx.query(`${record} WHERE g.id > $1 ORDER BY g.id LIMIT $2`, [after, limit]);
  }

  async get(tx: EntityManager, id: string): Promise<GateRecord> {
    const [found] = await tx.query<GateRecord[]>(`${record} WHERE g.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no gate ${id}`);
    return found;
  }

  async rename(tx: EntityManager, id: string, name: string): Promise<GateRecord> {
    await tx.update(Gate, { id }, { name });
    return this.get(tx, id);
  }

  private async ensure(tx: EntityManager, { sn, name }: { sn: string; name: string }): Promise<string> {
    const gate = await tx.findOneBy(Gate, { deviceSn: sn, number: onlyGate });
    if (gate) return gate.id;
    const id = newId();
    await tx.insert(Gate, { id, name: `${name}-Gate-${onlyGate}`, deviceSn: sn, number: onlyGate });
    return id;
  }
}
