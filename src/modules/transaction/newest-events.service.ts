import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventNameService } from './event-name.service.js';
import { keyConditions, otherConditions, putInto, type EventFilter, type Put } from './event-filter.js';
import { feedPosition } from './feed-position.js';
import { photoExtra, toJudgedItem, visitExtra, type EventItem, type EventRowWithPhoto } from './event-item.js';

/** Where an event stands in the list: time and id, its primary key. */
export interface EventPlace {
  /** `yyyy-MM-dd HH:mm:ss` */
  readonly time: string;
  /** With or without dashes. */
  readonly id: string;
}

interface NewestEvents {
  readonly items: EventItem[];
  /** Where the next page begins; null = there is nothing older. */
  readonly next: EventPlace | null;
  /** Of the feed, before the list was read: a reader that goes on there misses nothing. */
  readonly position: number;
}

/** A stretch of the list: older than `before`, and not older than `until`. */
interface Stretch {
  readonly before: EventPlace | null;
  readonly until: EventPlace | null;
}

/**
 * Events that one statement looks at, one stretch after the other: the first is short, because most pages are full
 * soon. Behind the last the page is answered as it is, so that what is nearly never found does not read the whole table.
 */
const stretches = [1_000, 4_000, 16_000, 64_000];

const newestFirst = 'ORDER BY e.event_time DESC, e.id DESC';

/** Events by time and id, newest first, page by page: nothing is counted, and a deep page costs no more than the first. */
@Injectable()
export class NewestEventsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly names: EventNameService,
  ) {}

  async read(filter: EventFilter, before: EventPlace | null, limit: number): Promise<NewestEvents> {
    const tx = this.unitOfWork.manager;
    const position = await feedPosition(tx);
    const { rows, next } = await this.rows(tx, filter, before, limit);
    return { items: rows.map((row) => toJudgedItem(row, this.names.protocol)), next, position };
  }

  private async rows(tx: EntityManager, filter: EventFilter, before: EventPlace | null, limit: number) {
    const rows: EventRowWithPhoto[] = [];
    let place = before;
    for (const size of isByKey(filter) ? [Infinity] : stretches) {
      const until = size === Infinity ? null : await endOf(tx, filter, place, size);
      rows.push(...(await match(tx, filter, { before: place, until }, limit + 1 - rows.length)));
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      if (last) return { rows: rows.slice(0, limit), next: { time: last.event_time, id: last.id } };
      place = until;
      if (place === null) break;
    }
    return { rows, next: place };
  }
}

/** Whether an index finds exactly what is wanted. */
const isByKey = (filter: EventFilter) => otherConditions(filter, () => '').length === 0;

/** The last event of a stretch; null = there are fewer. */
async function endOf(
  tx: EntityManager,
  filter: EventFilter,
  before: EventPlace | null,
  size: number,
): Promise<EventPlace | null> {
  const parameters: unknown[] = [];
  const put = putInto(parameters);
  const where = [...keyConditions(filter, put, 'e.event_time'), ...within({ before, until: null }, put), 'true'];
  const [row]: EventPlace[] = await tx.query(
    `SELECT e.event_time AS time, e.id FROM event e WHERE ${where.join(' AND ')} ${newestFirst} OFFSET ${size - 1} LIMIT 1`,
    parameters,
  );
  return row ?? null;
}

async function match(
  tx: EntityManager,
  filter: EventFilter,
  stretch: Stretch,
  limit: number,
): Promise<EventRowWithPhoto[]> {
  const parameters: unknown[] = [];
  const statement = newestStatement(filter, stretch, limit, putInto(parameters));
  return tx.query(statement, parameters);
}

/** Visits and pictures are only looked up for rows that are shown. */
function newestStatement(filter: EventFilter, stretch: Stretch, limit: number, put: Put): string {
  const where = [
    ...keyConditions(filter, put, 'e.event_time'),
    ...otherConditions(filter, put),
    ...within(stretch, put),
    'true',
  ];
  return `SELECT e.*, ${visitExtra}, ${photoExtra} FROM (
    SELECT e.* FROM event e WHERE ${where.join(' AND ')} ${newestFirst} LIMIT ${put(limit)}) e ${newestFirst}`;
}

/** The time alone says which partitions there are to read. */
function within({ before, until }: Stretch, put: Put): string[] {
  const beside = (place: EventPlace | null, than: '<' | '>=') => {
    if (place === null) return [];
    const time = `${put(place.time)}::timestamp`;
    const edge = than === '<' ? '<=' : '>=';
    return [`e.event_time ${edge} ${time} AND (e.event_time, e.id) ${than} (${time}, ${put(place.id)}::uuid)`];
  };
  return [...beside(before, '<'), ...beside(until, '>=')];
}
