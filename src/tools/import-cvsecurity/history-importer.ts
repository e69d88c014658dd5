import { Inject, Injectable } from '@nestjs/common';
import type { Stored } from '../../modules/transaction/event.js';
import { HistoryIngestService, type HistoricEvent } from '../../modules/transaction/history-ingest.service.js';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CONFIG } from '../../platform/tokens.js';
import type { OldDatabase } from './old-database.js';
import { oldEvent, type EventPlaces, type KnownDoor } from './old-events.js';
import { oldPages, type OldRow } from './old-list.js';
import { isAboutList } from './old-site.js';
import type { OldServer } from './old-server.js';
import { oldTables } from './old-tables.js';
import { said } from './old-values.js';
import type { Report } from './report.js';
import { SourceRepository } from './sources.repository.js';
import { refusalOf } from './writer.js';

export interface HistoryRun {
  readonly server: OldServer | null;
  readonly database: OldDatabase | null;
  readonly months: number;
  readonly report: Report;
  readonly isTrial: boolean;
  readonly say: (text: string) => void;
}

const kind = 'events';
const oneDay = 86_400_000;
/** Devices that were offline send older events later, so a day is read again until it is this old. */
const settledDays = 7;

const dayText = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The events of the old server: by its database, or by its API day for day. */
@Injectable()
export class HistoryImporter {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly history: HistoryIngestService,
    private readonly sources: SourceRepository,
  ) {}

  async take(run: HistoryRun): Promise<void> {
    run.report.countsOf(kind);
    const since = new Date();
    since.setUTCMonth(since.getUTCMonth() - run.months);
    const first = Date.parse(`${dayText(since.getTime())}T00:00:00Z`);
    const places = await this.places();
    if (run.database?.reads(oldTables.events)) await this.ofDatabase(run, run.database, dayText(first), places);
    else if (run.server) await this.ofApi(run, run.server, first, places);
  }

  private async places(): Promise<EventPlaces> {
    const tx = this.unitOfWork.manager;
    const doors: KnownDoor[] = await tx.query('SELECT id, device_sn AS sn, number, name FROM door');
    const devices: { sn: string; module: string }[] = await tx.query('SELECT sn, module FROM device');
    const modules = new Map(devices.map(({ sn, module }) => [sn, module]));
    return { doors, modules, timeZone: this.config.siteTimeZone };
  }

  private async ofDatabase(run: HistoryRun, database: OldDatabase, first: string, places: EventPlaces): Promise<void> {
    for await (const rows of database.pages(oldTables.events, { name: 'eventTime', value: first })) {
      await this.store(run, rows, places);
    }
  }

  /** Days that were read to their end are not asked for again. */
  private async ofApi(run: HistoryRun, server: OldServer, first: number, places: EventPlaces): Promise<void> {
    const tx = this.unitOfWork.manager;
    const settled = Date.now() - settledDays * oneDay;
    for (let at = first; at <= Date.now() + oneDay; at += oneDay) {
      const day = dayText(at);
      const known = await this.sources.of(tx, kind, [day]);
      if (known.size > 0) continue;
      const isWhole = await this.ofDay(run, server, day, places);
      if (isWhole && !run.isTrial && at < settled) {
        await this.sources.put(tx, kind, [{ oldId: day, newKey: day, hash: {} }]);
      }
    }
  }

  private async ofDay(run: HistoryRun, server: OldServer, day: string, places: EventPlaces): Promise<boolean> {
    const list = {
      paths: ['v2/transaction/list', 'transaction/list'],
      parameters: { startDate: `${day} 00:00:00`, endDate: `${day} 23:59:59` },
      idOf: (row: OldRow) => said(row, 'id'),
    };
    try {
      for await (const rows of oldPages(server, list)) await this.store(run, rows, places);
      return true;
    } catch (error) {
      if (!isAboutList(error)) throw error;
      await this.refuse(run.report, day, `the events of ${day}`, error.message);
      return false;
    }
  }

  private async store(
    { report, isTrial, say }: HistoryRun,
    rows: readonly OldRow[],
    places: EventPlaces,
  ): Promise<void> {
    const events: HistoricEvent[] = [];
    for (const row of rows) {
      const event = oldEvent(row, places);
      if (typeof event === 'string') await this.refuse(report, said(row, 'id'), said(row, 'eventTime'), event);
      else events.push(event);
    }
    const counts = report.countsOf(kind);
    counts.there += rows.length;
    const expired = new Set(await this.history.expired(events));
    for (const { naturalKey, eventTime } of expired) {
      await this.refuse(report, naturalKey, eventTime, 'is older than events are kept here (retention)');
    }
    const wanted = events.filter((event) => !expired.has(event));
    const { stored, repeated } = isTrial ? { stored: wanted.length, repeated: 0 } : await this.written(wanted, report);
    counts.outcomes.add += stored;
    counts.outcomes.same += repeated;
    say(`events: ${counts.there}`);
  }

  /** Rows that the database refuses are found by halving, so the others are stored. */
  private async written(events: readonly HistoricEvent[], report: Report): Promise<Stored> {
    try {
      return await this.history.store(events);
    } catch (error) {
      const { message } = refusalOf(error);
      const [event] = events;
      if (events.length === 1 && event) {
        await this.refuse(report, event.naturalKey, event.eventTime, message);
        return { stored: 0, repeated: 0, expired: 0 };
      }
      const middle = Math.ceil(events.length / 2);
      const first = await this.written(events.slice(0, middle), report);
      const second = await this.written(events.slice(middle), report);
      return {
        stored: first.stored + second.stored,
        repeated: first.repeated + second.repeated,
        expired: first.expired + second.expired,
      };
    }
  }

  private async refuse(report: Report, oldId: string, label: string, reason: string): Promise<void> {
    const none = { changes: [], kept: [] } as const;
    await report.add({ kind, oldId, key: oldId, label, outcome: 'refused', reason, ...none });
  }
}
