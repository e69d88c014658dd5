import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { GroupCommit } from '../../platform/database/group-commit.js';
import { Notifications } from '../../platform/database/notifications.js';
import { isDataError, notify, sqlState } from '../../platform/database/unit-of-work.js';
import { seconds, secondsSince, Sizes } from '../../platform/metrics/sizes.js';
import type { NewEvent, Stored } from './event.js';
import { eventHorizon, isExpired } from './event-horizon.js';
import { eventsAlone } from './feed-drain.service.js';
import { prepare, type Prepared } from './prepared-event.js';

/** The database refuses the upload in every form: its rows belong into quarantine. */
export class Unstorable extends Error {}

const deadlocks = new Set(['40001', '40P01']);
const mostRetries = 5;
/** Upper bounds of batches, in rows. */
const rowCounts = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000] as const;
const insertBatch = 'SELECT ingest_events($1::json, $2) AS ids';
/**
 * A second lane for many callers: while one batch takes its positions in the feed and is written to disk, the rows of
 * the next are inserted.
 */
const limits = { lanes: 2, crowd: 200, most: 2_000 };

/** One path in for events: concurrent uploads share one statement, and each waits for the commit that holds its rows. */
@Injectable()
export class IngestService {
  private readonly batches = new GroupCommit<Prepared, Stored>((uploads) => this.write(uploads), limits);
  /** Totals since the start, for the metrics. */
  readonly totals = { stored: 0, repeated: 0, expired: 0, batches: 0, refused: 0 };
  readonly batchRows = new Sizes(rowCounts);
  /** From the statement to the answer of its commit. */
  readonly commits = new Sizes(seconds);

  constructor(
    private readonly source: DataSource,
    private readonly notifications: Notifications,
  ) {}

  /** Resolves after the commit. Rejects with Unstorable, or with the error that broke the connection. */
  store(events: readonly NewEvent[]): Promise<Stored> {
    if (events.length === 0) return Promise.resolve({ stored: 0, repeated: 0, expired: 0 });
    return this.batches.add(events.map(prepare));
  }

  /** In the caller's transaction, for events of the gateway itself. */
  async storeIn(tx: EntityManager, events: readonly NewEvent[]): Promise<void> {
    await tx.query(insertBatch, [JSON.stringify(events.map(prepare)), events.length]);
    notify(tx, 'feed', eventsAlone);
  }

  private async write(uploads: readonly (readonly Prepared[])[]): Promise<(Stored | Unstorable)[]> {
    const results = await this.writeOrSplit(uploads).catch((error: unknown) => {
      this.totals.refused += uploads.length;
      throw error;
    });
    void this.notifications.send([`feed ${eventsAlone}`]);
    return results;
  }

  /** Data that PostgreSQL refuses must not affect other uploads: the batch is split until that data is alone. */
  private async writeOrSplit(uploads: readonly (readonly Prepared[])[]): Promise<(Stored | Unstorable)[]> {
    try {
      return await this.writeAll(uploads);
    } catch (error) {
      if (!isDataError(error)) throw error;
      if (uploads.length === 1) return [new Unstorable(`refused by the database: ${sqlState(error)}`)];
      const middle = Math.ceil(uploads.length / 2);
      return [
        ...(await this.writeOrSplit(uploads.slice(0, middle))),
        ...(await this.writeOrSplit(uploads.slice(middle))),
      ];
    }
  }

  private async writeAll(uploads: readonly (readonly Prepared[])[]): Promise<Stored[]> {
    const stored = await this.insert(uploads.flat());
    this.totals.batches++;
    // If all were new, none was too old.
    const horizon = stored ? await eventHorizon(this.source.manager) : null;
    return uploads.map((rows) => this.outcome(rows, stored, horizon));
  }

  /** @returns the ids that were new, or null if all were */
  private async insert(batch: readonly Prepared[]): Promise<Set<string> | null> {
    const parameters = [JSON.stringify(batch), batch.length];
    for (let attempt = 1; ; attempt++) {
      try {
        const began = performance.now();
        const [row]: { ids: string[] | null }[] = await this.source.query(insertBatch, parameters);
        this.commits.note(secondsSince(began));
        this.batchRows.note(batch.length);
        return row?.ids ? new Set(row.ids.map(plain)) : null;
      } catch (error) {
        if (attempt === mostRetries || !deadlocks.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  private outcome(rows: readonly Prepared[], ids: Set<string> | null, horizon: string | null): Stored {
    // If two uploads of a batch contain the same event, the first one counts.
    const others = ids ? rows.filter(({ id }) => !ids.delete(id)) : [];
    const expired = others.filter((row) => isExpired(row, horizon)).length;
    const counts = { stored: rows.length - others.length, repeated: others.length - expired, expired };
    this.totals.stored += counts.stored;
    this.totals.repeated += counts.repeated;
    this.totals.expired += counts.expired;
    return counts;
  }
}

/** In PostgreSQL's form of a uuid; our ids have no dashes. */
const plain = (uuid: string) => uuid.replaceAll('-', '');
