import type { Envelope, EnvelopeView, FeedMessage } from './envelope.js';
import { fitting } from './fitting.js';

/** What a message is made of. `data` is made when somebody wants it, because it depends on the view. */
export interface MessageParts extends Omit<FeedMessage, 'envelope'> {
  readonly subject: string | null;
  readonly data: (view: EnvelopeView) => Readonly<Record<string, unknown>>;
}

export function newMessage({ data, subject, ...message }: MessageParts, source: string): FeedMessage {
  const { id, type, position, time } = message;
  const at = time.toISOString();
  const made = new Map<string, Envelope>();
  const make = (view: EnvelopeView): Envelope => ({
    specversion: '1.0',
    id,
    source,
    type,
    time: at,
    timestamp: at,
    ...(subject === null ? {} : { subject }),
    position: String(position),
    data: fitting(data(view)),
  });
  return {
    ...message,
    envelope: (view) => {
      const key = `${view.privacy} ${view.cards}`;
      const known = made.get(key);
      if (known) return known;
      const envelope = make(view);
      made.set(key, envelope);
      return envelope;
    },
  };
}
