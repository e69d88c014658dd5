import { Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EventFeedService, feedKinds, type FeedKind } from '../../modules/transaction/event-feed.service.js';
import { EventPage, EventsQuery } from './event.dto.js';
import { AdminResource, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';

const usualLimit = 100;

/** The date `2026-05-01` means its first second in `from` and its last second in `to`. */
function wallClockOf(text: string | undefined, end: '00:00:00' | '23:59:59'): string | undefined {
  if (text === undefined || text === '') return undefined;
  const [date = '', time] = text.split(/[ T]/);
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(date)) {
    throw invalidField(end === '00:00:00' ? 'from' : 'to', 'is no day of the calendar');
  }
  return `${date} ${time ?? end}`;
}

/** @throws if one of them is not valid */
function kindsOf(text: string | undefined): FeedKind[] {
  if (text === undefined || text === '') return ['event'];
  return text.split(',').map((name) => {
    const kind = feedKinds.find((one) => one === name);
    if (kind === undefined) throw invalidField('kinds', `is made of ${feedKinds.join(', ')}, with commas`);
    return kind;
  });
}

@AdminResource('events')
export class EventController {
  constructor(private readonly feed: EventFeedService) {}

  @Read('', 'Events in the order in which they were stored; waits for the next where there is none yet', {
    of: EventPage,
  })
  async list(@Query() query: EventsQuery, @Req() request: FastifyRequest): Promise<EventPage> {
    const { after, limit = usualLimit, wait = 0, sn, pin, doorId, level } = query;
    const gone = new AbortController();
    request.raw.once('close', () => gone.abort());
    const found = await this.feed.read(
      {
        kinds: kindsOf(query.kinds),
        after: Number(after ?? 0),
        limit,
        wait,
        sn,
        pin,
        doorId,
        level,
        from: wallClockOf(query.from, '00:00:00'),
        to: wallClockOf(query.to, '23:59:59'),
      },
      gone.signal,
    );
    return { items: found.items, nextCursor: String(found.next) };
  }
}
