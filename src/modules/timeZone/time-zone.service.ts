import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { Failure, taken } from '../../platform/errors.js';
import { alwaysTimeZoneId, TimeZone, type Periods } from './time-zone.entity.js';
import { faultOfPeriods } from './periods.js';
import { sayUse, usesOfZones } from './zone-uses.js';

export interface TimeZoneFacts {
  readonly name?: string | undefined;
  readonly periods?: Periods | undefined;
}

/** Controllers hold 255 zones; more than that reaches no door. */
const highestId = 255;

/** When a level is open. */
@Injectable()
export class TimeZoneService {
  async get(tx: EntityManager, id: number): Promise<TimeZone> {
    const zone = await tx.findOneBy(TimeZone, { id });
    if (!zone) throw new Failure('notFound', `there is no time zone ${id}`);
    return zone;
  }

  /** @param wanted the number that it gets if that is free */
  async create(tx: EntityManager, { name, periods }: Required<TimeZoneFacts>, wanted?: number): Promise<TimeZone> {
    checkPeriods(periods);
    await this.checkName(tx, name, 0);
    const zone = tx.create(TimeZone, { id: await this.freeId(tx, wanted), name: name ?? '', periods: periods ?? {} });
    await tx.insert(TimeZone, zone);
    await recordChange(tx, 'timeZone', [String(zone.id)]);
    return zone;
  }

  async patch(tx: EntityManager, id: number, facts: TimeZoneFacts): Promise<TimeZone> {
    const zone = await this.changeable(tx, id);
    checkPeriods(facts.periods);
    await this.checkName(tx, facts.name, id);
    zone.name = facts.name ?? zone.name;
    zone.periods = facts.periods ?? zone.periods;
    await tx.save(zone);
    await recordTaking(tx, 'timeZone', [String(id)]);
    return zone;
  }

  async remove(tx: EntityManager, id: number): Promise<void> {
    await this.changeable(tx, id);
    const usedBy = (await usesOfZones(tx, [id])).get(id) ?? [];
    const [first] = usedBy;
    if (first) throw new Failure('conflict', `time zone ${id} is used by ${sayUse(first)}`, { usedBy });
    await recordTaking(tx, 'timeZone', [String(id)]);
    await tx.delete(TimeZone, { id });
  }

  private async changeable(tx: EntityManager, id: number): Promise<TimeZone> {
    if (id === alwaysTimeZoneId) throw new Failure('conflict', 'time zone 1 is always open and cannot be changed');
    const zone = await tx.findOne(TimeZone, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!zone) throw new Failure('notFound', `there is no time zone ${id}`);
    return zone;
  }

  private async checkName(tx: EntityManager, name: string | undefined, own: number): Promise<void> {
    if (name === undefined) return;
    const other = await tx.findOneBy(TimeZone, { name });
    if (other && other.id !== own) throw taken('name', String(other.id), `there is a time zone "${name}" already`);
  }

  /** The lowest free one: devices have room for few. */
  private async freeId(tx: EntityManager, wanted = 0): Promise<number> {
    await tx.query('LOCK TABLE time_zone IN SHARE ROW EXCLUSIVE MODE');
    const [row]: { id: number }[] = await tx.query(
      `SELECT n AS id FROM generate_series(2, ${highestId}) n WHERE NOT EXISTS (SELECT 1 FROM time_zone WHERE id = n)
       ORDER BY n <> $1, n LIMIT 1`,
      [wanted],
    );
    if (!row) throw new Failure('conflict', `there are ${highestId} time zones already, as many as devices hold`);
    return row.id;
  }
}

function checkPeriods(periods: Periods | undefined): void {
  const fault = periods && faultOfPeriods(periods);
  if (fault) throw new Failure('invalid', fault.message, { errors: [fault] });
}
