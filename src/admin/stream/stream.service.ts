import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../../platform/operator/session.service.js';
import { version } from '../../platform/version.js';
import { StreamFollowersService, type Follower } from './stream-followers.service.js';
import { OpenStreamsService, type OpenStream } from './open-streams.service.js';
import { StreamLine } from './stream-line.js';
import { permissionOf, type Topic } from './stream-topics.js';

export interface Wanted {
  readonly topics: ReadonlySet<Topic>;
  /** Null = from now on. */
  readonly after: number | null;
}

/** Opens streams: the answer to such a request does not end by itself. */
@Injectable()
export class StreamService {
  constructor(
    private readonly followers: StreamFollowersService,
    private readonly streams: OpenStreamsService,
  ) {}

  async open(request: FastifyRequest, reply: FastifyReply, wanted: Wanted): Promise<void> {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy that gathers answers would keep the stream to itself.
      'x-accel-buffering': 'no',
    });
    if (request.method === 'HEAD') {
      raw.end();
      return;
    }
    raw.flushHeaders();
    raw.socket?.setNoDelay(true);
    const stream = newStream(request, new StreamLine(raw), wanted);
    this.streams.add(stream);
    try {
      await this.followers.follow(stream.follower, wanted.after, { version, topics: stream.told() });
    } catch {
      // The database is away: the reader comes back and begins where it was.
      stream.follower.line.end();
    }
  }
}

interface NewStream extends OpenStream {
  /** The topics that its reader wants and may see. */
  told(): Topic[];
}

function newStream({ signedIn, identity, headers }: FastifyRequest, line: StreamLine, wanted: Wanted): NewStream {
  let told: ReadonlySet<Topic> = new Set();
  const follower: Follower = {
    line,
    bounds: null,
    wants: ({ topic }) => told.has(topic),
  };
  const renew = (now: SignedIn | null) => {
    follower.bounds = now?.bounds ?? null;
    told = new Set([...wanted.topics].filter((topic) => now?.permissions.includes(permissionOf[topic]) ?? true));
  };
  renew(signedIn);
  const { id, token } = openerOf({ signedIn, identity, headers });
  return { follower, id, token, renew, told: () => [...told] };
}

/** What the stream stands and falls with. */
function openerOf({
  signedIn,
  identity,
  headers,
}: Pick<FastifyRequest, 'signedIn' | 'identity' | 'headers'>): Pick<OpenStream, 'id' | 'token'> {
  if (signedIn) return { id: signedIn.sessionId, token: null };
  if (!identity) throw new Error('a stream without a token or a session');
  const secret = headers.authorization?.replace(/^Bearer\s+/i, '').trim() ?? '';
  return { id: identity.tokenId, token: { secret, address: identity.address } };
}
