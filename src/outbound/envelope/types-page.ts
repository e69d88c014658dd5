import { messageTypes } from './all-types.js';
import { eventData } from './event-data.js';
import type { MessageType } from './event-type.js';
import { messageExample } from './message-schema.js';
import type { Schema } from './schema.js';

const head = `# Types of messages

Made from the declarations of messages by \`npm run openapi\`; not edited by hand. [events.md](events.md) tells how messages
are read. The same as JSON Schema: \`openapi/events.asyncapi.json\`, which a gateway serves at \`/asyncapi.json\`.

Fields may be added later. Examples are at the privacy level \`ids\`, without cards.
`;

const json = (value: unknown) => ['```json', JSON.stringify(value, null, 2), '```'].join('\n');

/** What each field is, where it is not there always, and which values it has. */
function fieldsOf({ properties = {}, required = [] }: Schema): string {
  const lines = Object.entries(properties).map(([name, { description = '', enum: values }]) => {
    const words = (values ?? []).filter((value) => typeof value === 'string');
    const among = words.length > 0 ? ` (${words.join(', ')})` : '';
    return `- \`${name}\`${required.includes(name) ? '' : ', not always'}: ${description}${among}`;
  });
  return lines.join('\n');
}

/** Of events all have the same fields: what differs is told. */
function exampleOf(type: MessageType, usual: MessageType['example']): unknown {
  if (type.data !== eventData) return messageExample(type);
  const own = Object.entries(type.example).filter(([name, value]) => usual[name] !== value);
  return { type: type.name, data: Object.fromEntries(own) };
}

/** The page docs/event-types.md. */
export function typesPage(): string {
  const [whole] = messageTypes.filter(({ name }) => name === 'access.granted');
  if (!whole) throw new Error('there is no access.granted');
  const events = messageTypes.filter(({ data }) => data === eventData);
  const others = messageTypes.filter(({ data }) => data !== eventData);
  const section = (type: MessageType, rest: readonly string[]) =>
    `### ${type.name}\n\n${[`${type.about}.`, ...rest].join('\n\n')}\n`;
  return [
    head,
    '## Events\n',
    'An event becomes the first of these types that fits it. All have the fields of this one:\n',
    `${json(messageExample(whole))}\n`,
    `${fieldsOf(eventData)}\n`,
    ...events.map((type) =>
      section(
        type,
        type === whole ? [] : ['Where it differs from the example above:', json(exampleOf(type, whole.example))],
      ),
    ),
    '## Everything else\n',
    ...others.map((type) => section(type, [json(exampleOf(type, whole.example)), fieldsOf(type.data)])),
  ].join('\n');
}
