import { Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdminResource, Read } from '../common/admin.js';
import { StreamQuery } from './stream.dto.js';
import { StreamService, type Wanted } from './stream.service.js';
import { topics, type Topic } from './stream-topics.js';

const Streamed = () =>
  ApiOkResponse({ description: 'Messages', content: { 'text/event-stream': { schema: { type: 'string' } } } });

/** A place that is none leads to a `reset`: what its reader saw is not of this database. */
const nowhere = Number.MAX_SAFE_INTEGER;

/** What the browser saw last goes before what the page asked for first. */
function afterOf({ headers }: FastifyRequest, after = ''): number | null {
  const seen = headers['last-event-id'];
  if (typeof seen === 'string' && seen !== '') return /^\d{1,15}$/.test(seen) ? Number(seen) : nowhere;
  return after === '' ? null : Number(after);
}

@AdminResource('stream')
export class StreamController {
  constructor(private readonly streams: StreamService) {}

  @Streamed()
  @Read('', 'What happens, as it happens: server-sent events hello, batch, reset and bye')
  async all(@Query() query: StreamQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const names = (query.topics ?? '').split(',');
    const chosen = topics.filter((topic) => names.includes(topic));
    const wanted: Wanted = {
      topics: new Set<Topic>(chosen.length > 0 ? chosen : topics),
      after: afterOf(request, query.after),
    };
    await this.streams.open(request, reply, wanted);
  }
}
