import { Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventFeedService, feedKinds, type FeedKind } from '../../modules/transaction/event-feed.service.js';
import { eventFilter, type EventFilter, type WantedEvents } from '../../modules/transaction/event-filter.js';
import { NewestEventsService, type EventPlace } from '../../modules/transaction/newest-events.service.js';
import { CursorService } from '../../outbound/stream/cursor.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventPage, EventsQuery } from './event.dto.js';
import { AdminResource, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { cursorOf, cursorText } from '../common/page.js';
import { oldCursorRefused } from '../common/problem.dto.js';

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

const listOf = (text: string | undefined) => text?.split(',').filter((part) => part !== '');

const wantedOf = (query: EventsQuery): WantedEvents => ({
  sn: query.sn,
  pin: query.pin,
  doorId: query.doorId,
  level: query.level,
  from: wallClockOf(query.from, '00:00:00'),
  to: wallClockOf(query.to, '23:59:59'),
  areaCode: query.areaCode,
  deptCodes: listOf(query.deptCode),
  readerId: query.readerId,
  cardNo: query.cardNo,
  eventNos: listOf(query.eventNo)?.map(Number),
  outcome: query.outcome,
  q: query.q === '' ? undefined : query.q,
  around: query.around,
});

/** Parameters of one order that the other has no use for. */
function checkOrder({ order, before, after, wait, kinds }: EventsQuery): void {
  if (order === undefined && before !== undefined) throw invalidField('before', 'goes with order=newest alone');
  if (order === undefined) return;
  if (after !== undefined) throw invalidField('after', "goes with the feed's order alone");
  if (wait !== undefined) throw invalidField('wait', "goes with the feed's order alone");
  if (kindsOf(kinds).includes('doorState')) throw invalidField('kinds', 'is event where the order is newest');
}

@AdminResource('events')
export class EventController {
  constructor(
    private readonly feed: EventFeedService,
    private readonly newest: NewestEventsService,
    private readonly unitOfWork: UnitOfWork,
    private readonly cursors: CursorService,
  ) {}

  @oldCursorRefused
  @Read(
    '',
    'Events in the order in which they were stored, which waits for the next where there is none yet; or newest first, ' +
      'where the header X-Position is the value of after from which the feed goes on',
    { of: EventPage },
  )
  async list(
    @Query() query: EventsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventPage> {
    checkOrder(query);
    const gone = new AbortController();
    request.raw.once('close', () => gone.abort());
    const filter = await eventFilter(this.unitOfWork.manager, wantedOf(query), request.signedIn?.bounds ?? null);
    return query.order === 'newest' ? this.page(query, filter, reply) : this.entries(query, filter, gone.signal);
  }

  private async page(query: EventsQuery, filter: EventFilter, reply: FastifyReply): Promise<EventPage> {
    const { before, limit = usualLimit } = query;
    const { items, next, position } = await this.newest.read(filter, placeOf(before), limit);
    void reply.header('x-position', String(position));
    return { items, nextCursor: next && cursorOfPlace(next) };
  }

  private async entries(query: EventsQuery, filter: EventFilter, gone: AbortSignal): Promise<EventPage> {
    const { after, limit = usualLimit, wait = 0 } = query;
    const wanted = { ...filter, kinds: kindsOf(query.kinds), after: Number(after ?? 0), limit, wait };
    const found = await this.feed.read(wanted, gone);
    // Without a cursor it begins with what is left.
    if (wanted.after > 0) await this.cursors.checkEvents(wanted.after);
    return { items: found.items, nextCursor: String(found.next) };
  }
}

const cursorOfPlace = ({ time, id }: EventPlace) => cursorOf(JSON.stringify([time, id.replaceAll('-', '')]));

/** @throws Failure invalid for what is no cursor of this list */
function placeOf(before: string | undefined): EventPlace | null {
  if (before === undefined || before === '') return null;
  const [, time, id] = /^\["(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)","([0-9a-f]{32})"\]$/.exec(textOf(before)) ?? [];
  if (time === undefined || id === undefined || !isTime(time))
    throw invalidField('before', 'is no cursor of this list');
  return { time, id };
}

/** Of the calendar: no 30 February, and the database knows no year 0. */
function isTime(time: string): boolean {
  const at = new Date(`${time.replace(' ', 'T')}Z`);
  return at.getTime() >= firstTime && at.toISOString().startsWith(time.replace(' ', 'T'));
}

const firstTime = Date.parse('0001-01-01T00:00:00Z');

function textOf(cursor: string): string {
  try {
    return cursorText(cursor) ?? '';
  } catch {
    return '';
  }
}
