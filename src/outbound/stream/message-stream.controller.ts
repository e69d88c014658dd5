import { Req, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WaitedInterceptor } from '../../admin/common/waited.interceptor.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { EnvelopeView as View } from '../envelope/envelope.js';
import { MessageFilterService } from '../envelope/message-filter.js';
import { CursorService } from './cursor.service.js';
import { EnvelopePage } from './feed.dto.js';
import { FeedListService } from './feed-list.service.js';
import { MessageListParams, MessageStreamParams } from './message-stream.dto.js';
import { filterFields, filterOf, goneOf, openerOf, seenBy, sendHead } from './opening.js';
import { SseService } from './sse.service.js';

/** What events of the other calls show as well. */
const view: View = { privacy: 'names', cards: true };
const usualLimit = 100;

/** Ours: no server of the vendor has these calls. */
@Resource('events')
export class MessageListController {
  constructor(
    private readonly cursors: CursorService,
    private readonly filters: MessageFilterService,
    private readonly list: FeedListService,
    private readonly streams: SseService,
  ) {}

  @UseInterceptors(WaitedInterceptor)
  @Read('v3/events', 'Everything that happens, as messages; waits for the next where there is none yet', {
    section: 'postern',
    of: EnvelopePage,
    fails: ['cursorTooOld', 'cursorAhead'],
    statuses: {
      409: 'No position that was given yet',
      410: 'What followed this position has been removed; `oldest` in `data` is the oldest cursor that is good',
    },
  })
  async read(@Params() params: MessageListParams, @Req() request: FastifyRequest): Promise<EnvelopePage> {
    const { limit = usualLimit, wait = 0 } = params;
    const matches = await this.filters.matcherOf(filterOf(params), filterFields);
    const after = await this.cursors.begin(params.after, 'start');
    const { items, next } = await this.list.read({ after, limit, wait, matches, view, reader: null }, goneOf(request));
    return { items, nextCursor: String(next) };
  }

  @Read('v3/events/stream', 'Everything that happens, as it happens: server-sent events, a message each', {
    section: 'postern',
    streamed: true,
    fails: ['cursorTooOld', 'cursorAhead', 'tooManyStreams'],
    statuses: {
      409: 'No position that was given yet',
      410: 'What followed this position has been removed; `oldest` in `data` is the oldest cursor that is good',
      503: 'This gateway has as many streams as it can; Retry-After says when to try again',
    },
  })
  async stream(
    @Params() params: MessageStreamParams,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const matches = await this.filters.matcherOf(filterOf(params), filterFields);
    const after = await this.cursors.begin(seenBy(request) ?? params.after, 'now');
    this.streams.admit();
    if (sendHead(request, reply)) this.streams.add(reply.raw, { after, matches, view, opener: openerOf(request) });
  }
}
