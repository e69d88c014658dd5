import { Text } from '../common/fields.js';
import { topics } from './stream-topics.js';

const position = { is: /^\d{0,15}$/, says: 'a position of the feed' } as const;

export class StreamQuery {
  @Text(`What is wanted, with commas; left out = all: ${topics.join(', ')}`, {
    optional: true,
    example: 'event,door',
    pattern: {
      is: new RegExp(`^((${topics.join('|')})(,(?!$)|$))*$`),
      says: `made of ${topics.join(', ')}, with commas`,
    },
  })
  topics?: string;
  @Text('Position behind which to continue: X-Position of a list, id of the last message; left out = from now on', {
    optional: true,
    pattern: position,
  })
  after?: string;
}
