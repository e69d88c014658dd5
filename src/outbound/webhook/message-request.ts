import { version } from '../../platform/version.js';
import type { FeedMessage } from '../envelope/envelope.js';
import { signatureOf } from './signature.js';
import type { Webhook } from './webhook.entity.js';

export interface MessageRequest {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** The text that is signed and sent. `data` comes last, as everywhere. */
function bodyOf(message: FeedMessage, { privacy, cards }: Pick<Webhook, 'privacy' | 'cards'>, sequence: number | null) {
  const { data, ...rest } = message.envelope({ privacy, cards });
  return JSON.stringify({ ...rest, ...(sequence === null ? {} : { sequence: String(sequence) }), data });
}

/**
 * A message as it goes out now.
 * @param secrets the newest first
 * @param own headers of the endpoint's settings
 * @param sequence null = it is not counted
 */
export function requestOf(
  message: FeedMessage,
  view: Pick<Webhook, 'privacy' | 'cards'>,
  sequence: number | null,
  secrets: readonly Buffer[],
  own: Readonly<Record<string, string>>,
  now = Date.now(),
): MessageRequest {
  const text = bodyOf(message, view, sequence);
  const timestamp = Math.floor(now / 1_000);
  return {
    body: Buffer.from(text),
    headers: {
      ...own,
      'content-type': 'application/json',
      'user-agent': `Postern/${version}`,
      'webhook-id': message.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(secrets, message.id, timestamp, text),
    },
  };
}
