import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { Int, OneOf, Shown, Text } from '../../admin/common/fields.js';
import { cursorForm } from './cursor.service.js';

const position = { is: cursorForm, says: 'the digits of a position, now or start' } as const;

/** What a reader may choose by. */
class MessagesQuery {
  @Text('Types with commas, access.* and the like too; left out = all', { optional: true, max: 2_000 }) types?: string;
  @Text('Only of this device', { optional: true }) sn?: string;
  @Text('Only of this door', { optional: true }) doorId?: string;
  @Text('Only at devices of this area and those below it', { optional: true }) areaCode?: string;
  @Text('Only of this person', { optional: true }) pin?: string;
  @OneOf('Events of this level and above, and nothing else from 1 on: 0 normal, 1 warning, 2 alarm', [0, 1, 2], {
    optional: true,
  })
  minLevel?: number;
}

export class FeedQuery extends MessagesQuery {
  @Text('nextCursor of the last answer, now or start; left out = start, the oldest that is kept', {
    optional: true,
    pattern: position,
  })
  after?: string;
  @Int('Messages at most; left out = 100', { optional: true, min: 1, max: 1000 }) limit?: number;
  @Int('Seconds to wait where there is nothing yet', { optional: true, min: 0, max: 25 }) wait?: number;
}

export class MessageStreamQuery extends MessagesQuery {
  @Text('Position behind which to begin, now or start; left out = now. The header Last-Event-ID goes before it', {
    optional: true,
    pattern: position,
  })
  after?: string;
}

/** A message, for the documents; what is in `data` is told by the AsyncAPI document for each type. */
export class EnvelopeView {
  @Shown('Version of CloudEvents', { enum: ['1.0'] }) specversion!: string;
  @Shown('`evt_` and the id of the event, or `msg_` and the position', {
    example: 'evt_0f1a2b3c4d000012675e6f708192a3b4',
  })
  id!: string;
  @Shown('This installation', { example: 'urn:postern:0195b2c4d5e6f708192a3b4c5d6e7f80' }) source!: string;
  @Shown('Type', { example: 'access.granted' }) type!: string;
  @Shown('When it happened', { format: 'date-time' }) time!: string;
  @Shown('The same, as Standard Webhooks have it', { format: 'date-time' }) timestamp!: string;
  @Shown('What it is about', { required: false, example: 'door/0195b2c4d5e6f708192a3b4c5d6e7f80' }) subject?: string;
  @Shown('Place in the feed; positions grow, with holes', { example: '812345' }) position!: string;
  @Shown('What the type says: /asyncapi.json', { type: 'object', additionalProperties: true })
  data!: object;
}

@ApiExtraModels(EnvelopeView)
export class EnvelopePage {
  @Shown('Messages in the order of the feed', {
    type: 'array',
    items: { $ref: getSchemaPath(EnvelopeView) },
  })
  items!: object[];
  @Shown('The value of after for the next call', { example: '812345' }) nextCursor!: string;
}
