import { newId } from '../../platform/database/id.js';
import type { FeedMessage } from '../envelope/envelope.js';
import { newMessage } from '../envelope/new-message.js';
import type { Gap } from './message-rows.js';

const ofNothing = { sn: null, doorId: null, areaCode: null, pin: null, level: 0, subject: null } as const;

/** Tells an endpoint what it has missed. */
export const gapMessage = (position: number, { from, to }: Gap, time: Date, source: string): FeedMessage =>
  newMessage(
    {
      ...ofNothing,
      position,
      id: `msg_${position}`,
      type: 'feed.gap',
      time,
      data: () => ({ from, to, reason: 'retention' }),
    },
    source,
  );

/** Shows that messages arrive. It stands nowhere in the feed; its position is where the endpoint is. */
export const testMessage = (webhookId: string, position: number, time: Date, source: string): FeedMessage =>
  newMessage(
    {
      ...ofNothing,
      position,
      id: `msg_test_${newId()}`,
      type: 'postern.test',
      time,
      subject: `webhook/${webhookId}`,
      data: () => ({ webhookId, at: time.toISOString() }),
    },
    source,
  );
