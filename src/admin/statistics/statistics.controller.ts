import { Headers, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OccupancyService } from '../../modules/accZone/occupancy.service.js';
import { countIdle, listIdle, type Idle, type IdleKind } from '../../modules/person/idle.js';
import type { CountStep } from '../../modules/transaction/hour-counts.js';
import type { Config } from '../../platform/config.js';
import { ReadReplicaService } from '../../platform/database/read-replica.service.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure } from '../../platform/errors.js';
import { preferredLanguage } from '../../platform/http/accept-language.js';
import { withChildren } from '../../platform/operator/bounds.js';
import { CONFIG } from '../../platform/tokens.js';
import { eventLanguages } from '../../protocol/access-push/words/event-names.js';
import { AdminResource, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { cursorText, pageOf, usualLimit } from '../common/page.js';
import type { CountedPage } from '../common/search-page.js';
import { alarmCounts } from './alarm-counts.js';
import { eventCounts } from './event-counts.js';
import { occupancyOf } from './occupancy.js';
import { isLastDay, spanOf, type Span } from './span.js';
import {
  AlarmCountsQuery,
  CountsView,
  EventCountsQuery,
  IdleQuery,
  IdleView,
  OccupancyQuery,
  OccupancyView,
} from './statistics.dto.js';

type Who = Pick<FastifyRequest, 'signedIn'>;
const areasOf = ({ signedIn }: Who) => signedIn?.bounds?.areas ?? null;

const usualTop = 20;
const usualDays = 90;
const usualSpans: Readonly<Record<CountStep, { hours: number } | { days: number }>> = {
  hour: { hours: 24 },
  day: { days: 30 },
  weekhour: { days: 84 },
};

@AdminResource('statistics')
export class ReportController {
  constructor(
    private readonly occupancy: OccupancyService,
    private readonly replica: ReadReplicaService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Read(
    'events',
    'Events by hour, day or hour of the week, for each outcome, door, code and so on; beyond the last day with the ' +
      'permission report',
    { of: CountsView },
  )
  async events(
    @Query() query: EventCountsQuery,
    @Req() request: FastifyRequest,
    @Headers('accept-language') wanted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CountsView> {
    const { step = 'hour', by = 'outcome', top = usualTop, outcome, sn, doorId, areaCode } = query;
    const span = this.span(query, usualSpans[step], request);
    const language = preferredLanguage(wanted, eventLanguages, this.config.locale);
    void reply.header('content-language', language).header('vary', 'Accept-Language');
    return this.replica.read(async (tx) => {
      const areaCodes = areaCode === undefined ? undefined : ((await withChildren(tx, 'area', [areaCode])) ?? []);
      if (areaCodes?.length === 0) throw invalidField('areaCode', 'is the code of no area');
      const chosen = { outcome, sn, doorId, areaCodes, bounds: areasOf(request) };
      return eventCounts(tx, { ...span, ...chosen, step, by, top, timeZone: this.config.siteTimeZone }, language);
    });
  }

  @Read('occupancy', 'How many people were in each zone; beyond the last day with the permission report', {
    of: OccupancyView,
  })
  occupants(@Query() query: OccupancyQuery, @Req() request: FastifyRequest): Promise<OccupancyView> {
    const span = this.span(query, { hours: 24 }, request);
    const bounds = request.signedIn?.bounds ?? null;
    const { siteTimeZone: timeZone } = this.config;
    return this.replica.read((tx) =>
      occupancyOf(tx, this.occupancy, { ...span, zoneId: query.zoneId, timeZone, bounds }),
    );
  }

  @Read('alarms', 'Alarms by when they began, by door or by kind; beyond the last day with the permission report', {
    of: CountsView,
  })
  alarms(@Query() query: AlarmCountsQuery, @Req() request: FastifyRequest): Promise<CountsView> {
    const { by = 'hour', top = usualTop } = query;
    const span = this.span(query, { hours: 24 }, request);
    const { siteTimeZone: timeZone } = this.config;
    const bounds = areasOf(request);
    return this.replica.read((tx) => alarmCounts(tx, { ...span, by, top, timeZone, bounds }));
  }

  @Read('idle', 'People who have not come for some days, by pin; or cards that nobody used, by number', {
    of: IdleView,
    as: 'page',
  })
  async idle(@Query() query: IdleQuery, @Req() request: FastifyRequest): Promise<CountedPage<IdleView>> {
    const { days = usualDays, of = 'persons', limit = usualLimit, cursor, count } = query;
    const { siteTimeZone } = this.config;
    const since = new Date(Date.now() - days * 86_400_000);
    const wanted = {
      since,
      clock: wallClockOf(since, siteTimeZone),
      now: wallClockOf(new Date(), siteTimeZone),
      within: request.signedIn?.bounds?.departments ?? null,
    };
    const after = cursorText(cursor) ?? '';
    const { rows, ...total } = await this.replica.read(async (tx) => ({
      rows: await listIdle(tx, of, wanted, { after, limit: limit + 1 }),
      ...(count === 'true' ? { total: await countIdle(tx, of, wanted) } : {}),
    }));
    // Where somebody was seen last may be a place that the operator does not see.
    const page = pageOf(rows, limit, keyIn(of), (row) => viewOf(row, areasOf(request) === null));
    return { ...page, ...total };
  }

  /** @throws Failure invalid; forbidden beyond the last day */
  private span(query: Parameters<typeof spanOf>[0], usual: Parameters<typeof spanOf>[1], { signedIn }: Who): Span {
    const { siteTimeZone } = this.config;
    const span = spanOf(query, usual, siteTimeZone);
    const maySeeAll = signedIn?.permissions.includes('report') ?? true;
    if (!maySeeAll && !isLastDay(span, siteTimeZone))
      throw new Failure('forbidden', 'an operator needs the permission report for more than the last day', {
        permission: 'report',
      });
    return span;
  }
}

const keyIn = (of: IdleKind) => (row: Idle) => (of === 'cards' ? row.cardNo : row.pin);

const viewOf = ({ lastSeen, ...row }: Idle, isSeen: boolean): IdleView => ({
  ...row,
  lastSeen: isSeen ? (lastSeen?.toISOString() ?? null) : null,
});
