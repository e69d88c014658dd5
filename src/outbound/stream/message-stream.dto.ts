import { Choice, Int, Raw, Text } from '../../facade/fields.js';

const choosing = {
  types: 'Types with commas, access.* and the like too; left out = all',
  sn: 'Only of this device',
  doorId: 'Only of this door',
  areaCode: 'Only at devices of this area and those below it',
  pin: 'Only of this person',
  minLevel: 'Events of this level and above, and nothing else from 1 on: 0 normal, 1 warning, 2 alarm',
} as const;

class MessagesQuery {
  @Text(choosing.types, { max: 2_000, example: 'access.*,door.forced' }) types?: string;
  @Text(choosing.sn) sn?: string;
  @Text(choosing.doorId) doorId?: string;
  @Text(choosing.areaCode) areaCode?: string;
  @Text(choosing.pin) pin?: string;
  @Choice(choosing.minLevel, [0, 1, 2]) minLevel?: number;
}

export class MessageListParams extends MessagesQuery {
  @Raw('nextCursor of the last answer, now or start; left out = start, the oldest that is kept') after?: string;
  @Int('Messages at most; left out = 100', { min: 1, max: 1000 }) limit?: number;
  @Int('Seconds to wait where there is nothing yet', { min: 0, max: 25 }) wait?: number;
}

export class MessageStreamParams extends MessagesQuery {
  @Raw('Position behind which to begin, now or start; left out = now. The header Last-Event-ID goes before it')
  after?: string;
}
