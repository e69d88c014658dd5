import { Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdminResource, Read } from '../../admin/common/admin.js';
import { cursorRefusals } from '../../admin/common/problem.dto.js';
import type { EnvelopeView as View } from '../envelope/envelope.js';
import { MessageFilterService } from '../envelope/message-filter.js';
import { CursorService } from './cursor.service.js';
import { EnvelopePage, FeedQuery, MessageStreamQuery } from './feed.dto.js';
import { FeedListService } from './feed-list.service.js';
import { filterFields, filterOf, goneOf, openerOf, seenBy, sendHead } from './opening.js';
import { SseService } from './sse.service.js';

/** Who administers a site sees its people and their cards elsewhere, too. */
const view: View = { privacy: 'names', cards: true };
const usualLimit = 100;

@AdminResource('feed')
export class FeedController {
  constructor(
    private readonly cursors: CursorService,
    private readonly filters: MessageFilterService,
    private readonly list: FeedListService,
  ) {}

  @cursorRefusals
  @Read(
    '',
    'Everything that happens, as messages in the order of the feed; waits for the next where there is none yet',
    {
      of: EnvelopePage,
    },
  )
  async read(@Query() query: FeedQuery, @Req() request: FastifyRequest): Promise<EnvelopePage> {
    const { limit = usualLimit, wait = 0 } = query;
    const matches = await this.filters.matcherOf(filterOf(query), filterFields);
    const after = await this.cursors.begin(query.after, 'start');
    const wanted = { after, limit, wait, matches, view, reader: request.signedIn };
    const { items, next } = await this.list.read(wanted, goneOf(request));
    return { items, nextCursor: String(next) };
  }
}

@AdminResource('events/stream')
export class MessageStreamController {
  constructor(
    private readonly cursors: CursorService,
    private readonly filters: MessageFilterService,
    private readonly streams: SseService,
  ) {}

  @cursorRefusals
  @ApiOkResponse({ description: 'Messages', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @Read('', 'Everything that happens, as it happens: server-sent events, a message each')
  async stream(
    @Query() query: MessageStreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const matches = await this.filters.matcherOf(filterOf(query), filterFields);
    const after = await this.cursors.begin(seenBy(request) ?? query.after, 'now');
    this.streams.admit();
    if (sendHead(request, reply)) this.streams.add(reply.raw, { after, matches, view, opener: openerOf(request) });
  }
}
