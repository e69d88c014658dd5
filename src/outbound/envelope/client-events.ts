import { messageTypes } from './all-types.js';
import { dataName, dataSchemas } from './async-api.js';
import type { Schema } from './schema.js';

const plain: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

function typeOf({ type, enum: values, items, properties, required = [] }: Schema): string {
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(type)) return (type as string[]).map((one) => plain[one] ?? 'unknown').join(' | ');
  if (type === 'array') return `readonly ${typeOf(items ?? {})}[]`;
  if (!properties) return plain[type as string] ?? 'unknown';
  const fields = Object.entries(properties).flatMap(([name, schema]) => [
    `  /** ${schema.description ?? name} */`,
    `  readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  ]);
  return `{\n${fields.join('\n')}\n}`;
}

/** The types of messages for the client in clients/typescript. */
export const clientEvents = (): string =>
  [
    '// Made from the declarations of messages by `npm run openapi`; not edited by hand.',
    '',
    ...Object.entries(dataSchemas).map(([name, schema]) => `export interface ${name} ${typeOf(schema)}\n`),
    '/** What the data of each type of message are. */',
    'export interface MessageData {',
    ...messageTypes.flatMap((type) => [`  /** ${type.about} */`, `  readonly '${type.name}': ${dataName(type)};`]),
    '}',
    '',
    'export type MessageType = keyof MessageData;',
    '',
    '/** A message: a CloudEvent 1.0, and a payload of Standard Webhooks. */',
    'export interface MessageOf<T extends MessageType> {',
    "  readonly specversion: '1.0';",
    '  /** The same whenever the message is sent again. */',
    '  readonly id: string;',
    '  /** The installation that it comes from. */',
    '  readonly source: string;',
    '  readonly type: T;',
    '  readonly time: string;',
    '  readonly timestamp: string;',
    '  readonly subject?: string;',
    '  /** Digits; it grows, with holes. */',
    '  readonly position: string;',
    '  /** Of webhooks: 1, 2, 3 ... for each endpoint. */',
    '  readonly sequence?: string;',
    '  readonly data: MessageData[T];',
    '}',
    '',
    '/** A message of any type: `message.type` tells what is in `message.data`. */',
    'export type Message = { [T in MessageType]: MessageOf<T> }[MessageType];',
    '',
  ].join('\n');
