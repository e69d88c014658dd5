import { Injectable } from '@nestjs/common';

/** Why a stream ended. */
export const closeReasons = ['client', 'unread', 'blocked', 'revoked', 'tooOld', 'shutdown'] as const;
export type CloseReason = (typeof closeReasons)[number];

/** How messages were read. */
export const readers = ['sse', 'poll'] as const;

/** What the readers of this process have done since its start, and what they do now. */
@Injectable()
export class StreamTotals {
  streams = 0;
  longPolls = 0;
  readonly messages: Record<(typeof readers)[number], number> = { sse: 0, poll: 0 };
  readonly closed: Record<CloseReason, number> = {
    client: 0,
    unread: 0,
    blocked: 0,
    revoked: 0,
    tooOld: 0,
    shutdown: 0,
  };
}
