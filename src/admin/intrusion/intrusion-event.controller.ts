import { Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IntrusionListService } from '../../modules/intrusion/intrusion-list.service.js';
import { IntrusionStrangerService } from '../../modules/intrusion/intrusion-stranger.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read } from '../common/admin.js';
import { wholeClock } from '../common/clock-text.js';
import { searchRows, SearchQuery, type CountedPage } from '../common/search-page.js';
import {
  IntrusionEventsQuery,
  IntrusionEventView,
  StrangerView,
  toIntrusionEventView,
  toStrangerView,
} from './intrusion.dto.js';

/** What intrusion panels told. */
@AdminResource('intrusion/events')
export class IntrusionEventController {
  constructor(
    private readonly events: IntrusionListService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Intrusion events, newest first', { of: IntrusionEventView, as: 'page' })
  list(
    @Query() query: IntrusionEventsQuery,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<CountedPage<IntrusionEventView>> {
    const { panelId, does, from, to } = query;
    const within = signedIn?.bounds?.areas ?? null;
    const filter = { panelId, does, start: from && wholeClock(from), end: to && wholeClock(to), within };
    const tx = this.unitOfWork.manager;
    return searchRows(query, 'id', (search) => this.events.search(tx, filter, search), toIntrusionEventView);
  }

  @Read(':id', 'One intrusion event', { of: IntrusionEventView })
  async get(@Param('id') id: string): Promise<IntrusionEventView> {
    return toIntrusionEventView(await this.events.get(this.unitOfWork.manager, id));
  }
}

/** Messages that were not taken: what a panel really sends, while it is set up. */
@AdminResource('intrusion/strangers')
export class IntrusionStrangerController {
  constructor(
    private readonly strangers: IntrusionStrangerService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Who sends messages that are not taken, and why; the last one first', { of: StrangerView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<StrangerView>> {
    return searchRows(query, 'key', (search) => this.strangers.search(this.unitOfWork.manager, search), toStrangerView);
  }
}
