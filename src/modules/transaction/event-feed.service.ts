import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventNameService } from './event-name.service.js';
import { toItem, type EventItem, type EventRow } from './event-item.js';
import { doorStatesInFeed, toDoorStateEntry, type DoorStateEntry, type DoorStateRow } from './door-state-entry.js';
import { visitOfEvent } from './visit-note.js';

export const feedKinds = ['event', 'doorState'] as const;
export type FeedKind = (typeof feedKinds)[number];

/** The filters of a reader; a missing one selects everything. */
export interface EventFilter {
  readonly sn?: string | undefined;
  readonly pin?: string | undefined;
  readonly doorId?: string | undefined;
  /** 0 normal, 1 warning, 2 alarm. */
  readonly level?: number | undefined;
  /** Wall clock of the device, `yyyy-MM-dd HH:mm:ss`, both ends included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface FeedFilter extends EventFilter {
  readonly kinds: readonly FeedKind[];
  /** The position after which to continue; 0 = from the oldest entry. */
  readonly after: number;
  readonly limit: number;
  /** Seconds to wait if there is nothing yet. */
  readonly wait: number;
}

/** The result, and the position up to which the feed was searched, including rows that did not match. */
interface FeedRow {
  readonly items: (EventItem | DoorStateEntry)[];
  readonly next: number;
}

/** The most positions searched by one query: a rare filter must not read the whole feed at once. */
const window = 10_000;

const matching = `FROM feed f JOIN event e ON e.event_time = f.event_time AND e.id = f.ref::uuid
  WHERE f.kind = 'event' AND f.position > $1 AND f.position <= $2
    AND ($3::text IS NULL OR e.sn = $3) AND ($4::text IS NULL OR e.pin = $4) AND ($5::text IS NULL OR e.door_id = $5)
    AND ($6::int IS NULL OR e.event_level = $6)
    AND ($7::timestamp IS NULL OR f.event_time >= $7) AND ($8::timestamp IS NULL OR f.event_time <= $8)`;

/**
 * Reads events in the order of the feed and waits for new ones. Any number of readers is possible; none has a queue.
 */
@Injectable()
export class EventFeedService implements OnModuleDestroy {
  private readonly sleepers = new Set<() => void>();
  private stopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notifications: Notifications,
    private readonly names: EventNameService,
  ) {
    notifications.on('feed', () => this.wakeAll());
  }

  /** Waiting readers are answered at once, so that the server can stop. */
  onModuleDestroy(): void {
    this.stopping = true;
    this.wakeAll();
  }

  /**
   * Answers as soon as there is something, or with nothing when the time is over; `gone` ends it for a client that
   * left.
   */
  async read(wanted: FeedFilter, gone: AbortSignal): Promise<FeedRow> {
    const until = Date.now() + wanted.wait * 1_000;
    let after = wanted.after;
    for (;;) {
      const found = await this.search({ ...wanted, after }, until, gone);
      const left = until - Date.now();
      if (found.items.length > 0 || left <= 0 || this.stopping || gone.aborted) return found;
      after = found.next;
      await this.sleep(Math.min(left, this.notifications.recheckMs), gone);
    }
  }

  /** Searches part after part, up to the end of the feed; always at least one part. */
  private async search(wanted: FeedFilter, until: number, gone: AbortSignal): Promise<FeedRow> {
    let after = wanted.after;
    for (;;) {
      const { end, full } = await this.nextWindow(after);
      const items = end > after ? await this.matchAll({ ...wanted, after }, end) : [];
      const last = items.at(-1);
      if (last) return { items, next: items.length === wanted.limit ? Number(last.position) : end };
      after = end;
      if (!full || gone.aborted || Date.now() >= until) return { items, next: end };
    }
  }

  private async nextWindow(after: number): Promise<{ end: number; full: boolean }> {
    const [row]: { last: number | null; n: number }[] = await this.unitOfWork.manager.query(
      `SELECT max(position) AS last, count(*)::int AS n
       FROM (SELECT position FROM feed WHERE position > $1 ORDER BY position LIMIT ${window}) w`,
      [after],
    );
    return { end: row?.last ?? after, full: row?.n === window };
  }

  private async matchAll(wanted: FeedFilter, end: number): Promise<FeedRow['items']> {
    const { kinds, limit } = wanted;
    const events = kinds.includes('event') ? await this.match(wanted, end) : [];
    if (!kinds.includes('doorState')) return events;
    const all = [...events, ...(await this.doorStates(wanted, end))];
    return all.sort((a, b) => Number(a.position) - Number(b.position)).slice(0, limit);
  }

  /** A door state has no person, no level and no time of a device: readers with these filters only get events. */
  private async doorStates(wanted: FeedFilter, end: number): Promise<DoorStateEntry[]> {
    const { after, sn, doorId, limit, pin, level, from, to } = wanted;
    if ([pin, level, from, to].some((one) => one !== undefined)) return [];
    const rows: DoorStateRow[] = await this.unitOfWork.manager.query(doorStatesInFeed, [
      after,
      end,
      sn ?? null,
      doorId ?? null,
      limit,
    ]);
    return rows.map(toDoorStateEntry);
  }

  private async match(wanted: FeedFilter, end: number): Promise<EventItem[]> {
    const { after, sn, pin, doorId, level, from, to, limit } = wanted;
    const rows: EventRow[] = await this.unitOfWork.manager.query(
      `SELECT e.*, f.position, ${visitOfEvent} AS visit ${matching} ORDER BY f.position LIMIT $9`,
      [after, end, sn ?? null, pin ?? null, doorId ?? null, level ?? null, from ?? null, to ?? null, limit],
    );
    return rows.map((row) => toItem(row, this.names.protocol));
  }

  private sleep(milliseconds: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.sleepers.delete(done);
        gone.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      gone.addEventListener('abort', done);
      this.sleepers.add(done);
    });
  }

  private wakeAll(): void {
    for (const wake of [...this.sleepers]) wake();
  }
}
