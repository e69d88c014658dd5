import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FeedDrainService } from './feed-drain.service.js';
import { EventNameService } from './event-name.service.js';
import { keyConditions, otherConditions, putInto, type EventFilter } from './event-filter.js';
import { visitExtra, toItem, type EventItem, type EventRow } from './event-item.js';
import { doorStatesInFeed, toDoorStateEntry, type DoorStateEntry, type DoorStateRow } from './door-state-entry.js';

export const feedKinds = ['event', 'doorState'] as const;
export type FeedKind = (typeof feedKinds)[number];

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

/** A door state has none of these: whoever chooses by them only gets events. */
const ofEvents = [
  ...([
    'pin',
    'level',
    'from',
    'to',
    'areaCodes',
    'deptCodes',
    'reader',
    'cardNo',
    'eventNos',
    'outcome',
    'q',
  ] as const),
  'near',
] as const;

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
    private readonly pending: FeedDrainService,
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
    await this.pending.take();
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

  private async doorStates(wanted: FeedFilter, end: number): Promise<DoorStateEntry[]> {
    const { after, sn, doorId, limit } = wanted;
    if (ofEvents.some((name) => wanted[name] !== undefined)) return [];
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
    const parameters: unknown[] = [];
    const put = putInto(parameters);
    const conditions = [
      `f.kind = 'event' AND f.position > ${put(wanted.after)} AND f.position <= ${put(end)}`,
      ...keyConditions(wanted, put, 'f.event_time'),
      ...otherConditions(wanted, put),
    ];
    const rows: EventRow[] = await this.unitOfWork.manager.query(
      `SELECT e.*, f.position, ${visitExtra} FROM feed f JOIN event e ON e.event_time = f.event_time AND e.id = f.ref::uuid
       WHERE ${conditions.join(' AND ')} ORDER BY f.position LIMIT ${put(wanted.limit)}`,
      parameters,
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
