import type { MessageType } from './event-type.js';
import { record, text, type Schema } from './schema.js';

/** An example of a whole message. */
export const messageExample = ({ name, example }: MessageType): Readonly<Record<string, unknown>> => {
  const isEvent = 'eventNo' in example;
  const subject = subjectOf(example);
  return {
    specversion: '1.0',
    id: isEvent ? `evt_${String(example.id)}` : 'msg_812345',
    source: 'urn:postern:0195b2c4d5e6f708192a3b4c5d6e7f80',
    type: name,
    time: '2026-11-22T07:30:00.000Z',
    timestamp: '2026-11-22T07:30:00.000Z',
    ...(subject === null ? {} : { subject }),
    position: '812345',
    data: example,
  };
};

/** What a message is about is the first of these that its data name. */
const subjects = [
  ['doorId', 'door'],
  ['sn', 'device'],
  ['visitId', 'visit'],
  ['recordId', 'parking'],
  ['intrusionEventId', 'intrusion'],
  ['webhookId', 'webhook'],
  ['pin', 'person'],
] as const;

function subjectOf(data: MessageType['example']): string | null {
  const found = subjects.find(([field]) => typeof data[field] === 'string' && data[field] !== '');
  return found ? `${found[1]}/${String(data[found[0]])}` : null;
}

/** The JSON Schema of messages of a type. @param data of its `data` */
export const envelopeSchema = (name: string, data: object): Schema =>
  record(
    {
      specversion: { const: '1.0', description: 'Version of CloudEvents' },
      id: text(
        '`evt_` and the id of the event, which is the same after a restore; `msg_` and the position for all others. ' +
          'A message that is sent again has the same id',
        { pattern: '^(evt_[0-9a-f]{32}|msg_[0-9]+)$' },
      ),
      source: text('This installation', { pattern: '^urn:postern:.+$' }),
      type: { const: name, description: 'The type' },
      time: text('When it happened, in UTC', { format: 'date-time' }),
      timestamp: text('The same, under the name of Standard Webhooks', { format: 'date-time' }),
      subject: text('What it is about, such as door/<id> or device/<serial number>'),
      position: text('Place in the feed: it grows, with holes', { pattern: '^[0-9]{1,15}$' }),
      sequence: text('Of webhooks alone: 1, 2, 3 ... for each endpoint', { pattern: '^[0-9]+$' }),
      data: data,
    },
    ['subject', 'sequence'],
  );
