import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { NewEvent, Stored } from './event.js';
import { eventHorizon, isExpired } from './event-horizon.js';
import { ensureMonthOf } from './partitions.js';
import { prepare } from './prepared-event.js';

/** An event that another server stored, with the names that it had then. */
export interface HistoricEvent extends NewEvent {
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly deptName: string;
}

/** Events from before this server: they are in every list and in no feed (see ingest_history). */
@Injectable()
export class HistoryIngestService {
  private readonly months = new Set<string>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Those from before the horizon: they are not stored. */
  async expired(events: readonly HistoricEvent[]): Promise<readonly HistoricEvent[]> {
    const horizon = await eventHorizon(this.unitOfWork.manager);
    return horizon === null ? [] : events.filter((event) => isExpired(prepare(event), horizon));
  }

  /**
   * Those that are here already, from a device or an earlier import, count as repeated.
   * @throws an error of the database if it refuses one of them: none is stored then
   */
  async store(events: readonly HistoricEvent[]): Promise<Stored> {
    if (events.length === 0) return { stored: 0, repeated: 0, expired: 0 };
    await this.prepareMonths(events);
    const rows = events.map((event) => ({
      ...prepare(event),
      ...{ name: event.name, last_name: event.lastName, dept_code: event.deptCode, dept_name: event.deptName },
    }));
    const [{ added } = { added: 0 }] = await this.unitOfWork.run((tx): Promise<{ added: number }[]> =>
      tx.query('SELECT ingest_history($1::json) AS added', [JSON.stringify(rows)]),
    );
    const expired = added === events.length ? 0 : (await this.expired(events)).length;
    return { stored: added, repeated: events.length - added - expired, expired };
  }

  private async prepareMonths(events: readonly HistoricEvent[]): Promise<void> {
    for (const month of new Set(events.map(({ eventTime }) => eventTime.slice(0, 7)))) {
      if (this.months.has(month)) continue;
      await this.unitOfWork.run((tx) => ensureMonthOf(tx, new Date(`${month}-01T00:00:00Z`)));
      this.months.add(month);
    }
  }
}
