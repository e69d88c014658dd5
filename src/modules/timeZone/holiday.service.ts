import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { recordTaking } from '../../core/outbox/outbox.js';
import { holdRow } from '../../platform/database/hold-row.js';
import { newId } from '../../platform/database/id.js';
import { Failure, taken } from '../../platform/errors.js';
import { Holiday } from './holiday.entity.js';

export interface HolidayFacts {
  readonly name: string;
  /** yyyy-MM-dd */
  readonly date: string;
  readonly type: 1 | 2 | 3;
  readonly everyYear: boolean;
}

/** Days on which the holiday periods of a time zone count instead of its weekday's. */
@Injectable()
export class HolidayService {
  async get(tx: EntityManager, id: string): Promise<Holiday> {
    const holiday = await tx.findOneBy(Holiday, { id });
    if (!holiday) throw new Failure('notFound', `there is no holiday ${id}`);
    return holiday;
  }

  async create(tx: EntityManager, facts: HolidayFacts, id = newId()): Promise<Holiday> {
    await this.checkDate(tx, facts.date, id);
    const holiday = tx.create(Holiday, { id, ...facts });
    await tx.insert(Holiday, holiday);
    await recordTaking(tx, 'holiday', ['']);
    return holiday;
  }

  async patch(tx: EntityManager, id: string, facts: Partial<HolidayFacts>): Promise<Holiday> {
    await holdRow(tx, 'holiday', id);
    const holiday = await this.get(tx, id);
    await this.checkDate(tx, facts.date ?? holiday.date, id);
    await tx.save(tx.merge(Holiday, holiday, facts));
    await recordTaking(tx, 'holiday', ['']);
    return holiday;
  }

  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await recordTaking(tx, 'holiday', ['']);
    await tx.delete(Holiday, { id });
  }

  private async checkDate(tx: EntityManager, date: string, own: string): Promise<void> {
    if (!isDay(date)) {
      const message = 'date must be a day of the calendar as yyyy-MM-dd';
      throw new Failure('invalid', message, { errors: [{ field: 'date', message }] });
    }
    const other = await tx.findOneBy(Holiday, { date, id: Not(own) });
    if (other) throw taken('date', other.name, `${date} is a holiday already: "${other.name}"`);
  }
}

function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}
