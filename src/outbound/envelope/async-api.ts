import { messageTypes } from './all-types.js';
import { eventData } from './event-data.js';
import type { MessageType } from './event-type.js';
import { envelopeSchema, messageExample } from './message-schema.js';
import type { Schema } from './schema.js';

/** The version of the contract, not of the build. */
const contractVersion = '1.0';

const refTo = (part: string) => ({ $ref: `#/${part}` });

/** `access.granted` -> `AccessGranted` */
export const typeName = (name: string): string =>
  name
    .split('.')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** Events of all types have the same data. */
export const dataName = ({ name, data }: MessageType): string =>
  data === eventData ? 'EventData' : `${typeName(name)}Data`;

/** The schemas of data, each once. */
export const dataSchemas: Readonly<Record<string, Schema>> = Object.fromEntries(
  messageTypes.map((type) => [dataName(type), type.data]),
);

/** What a reader shows, or what a receiver is shown. */
const securitySchemes = {
  apiToken: { type: 'httpApiKey', in: 'query', name: 'access_token', description: 'An API token' },
  adminToken: { type: 'http', scheme: 'bearer', description: 'A token of the admin API' },
  signature: {
    type: 'httpApiKey',
    in: 'header',
    name: 'webhook-signature',
    description: 'HMAC-SHA256 of `id.timestamp.body` with the secret of the endpoint, by Standard Webhooks',
  },
} as const;

interface Channel {
  readonly security: keyof typeof securitySchemes;
  /** Left out = it is that of each endpoint. */
  readonly address?: string;
  readonly title: string;
  readonly description: string;
}

const channels: Readonly<Record<string, Channel>> = {
  stream: {
    security: 'apiToken',
    address: '/api/v3/events/stream',
    title: 'Server-sent events for API tokens',
    description:
      'GET with `access_token`. Each message is one `data:` line without a name; `id:` is its position, which ' +
      '`Last-Event-ID` of the next connection goes on behind.',
  },
  adminStream: {
    security: 'adminToken',
    address: '/admin/v1/events/stream',
    title: 'Server-sent events for the admin API',
    description: 'The same for tokens and sessions of the admin API.',
  },
  list: {
    security: 'apiToken',
    address: '/api/v3/events',
    title: 'Pages and long poll for API tokens',
    description:
      'GET with `after` and `wait`: `data.items` of the answer are messages, `data.nextCursor` the next `after`.',
  },
  adminList: {
    security: 'adminToken',
    address: '/admin/v1/feed',
    title: 'Pages and long poll for the admin API',
    description: 'The same for tokens and sessions of the admin API, without the envelope of the facade.',
  },
  webhook: {
    security: 'signature',
    title: 'Webhooks',
    description:
      'POST to the address of the endpoint, signed by Standard Webhooks: `webhook-id`, `webhook-timestamp` and ' +
      '`webhook-signature`. At least once, with the same id.',
  },
};

/** An object that has the same members for each type. */
const ofEachType = <T>(keyOf: (name: string) => string, of: (type: MessageType) => T): Record<string, T> =>
  Object.fromEntries(messageTypes.map((type) => [keyOf(type.name), of(type)]));

const ofEachChannel = <T>(of: (channel: Channel, name: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, of(channel, name)]));

/** What goes out, as an AsyncAPI 3.0 document. */
export const asyncApiDocument = (): object => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Postern: what goes out',
    version: contractVersion,
    description:
      'Every message is a CloudEvent 1.0 in structured JSON and a payload of Standard Webhooks at once. Delivery is at ' +
      'least once, under the same id. `docs/events.md` of the repository tells how to read them.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/json',
  servers: {
    gateway: { host: 'gateway:8088', protocol: 'https', description: 'A gateway' },
  },
  channels: ofEachChannel(({ address, title, description }) => ({
    ...(address === undefined ? {} : { address }),
    title,
    description,
    servers: [refTo('servers/gateway')],
    messages: ofEachType(typeName, ({ name }) => refTo(`components/messages/${typeName(name)}`)),
  })),
  operations: ofEachChannel(({ title, security }, name) => ({
    action: 'send',
    channel: refTo(`channels/${name}`),
    title,
    summary: 'Sends messages of all types, as chosen by the reader.',
    security: [refTo(`components/securitySchemes/${security}`)],
  })),
  components: {
    securitySchemes,
    messages: ofEachType(typeName, (type) => ({
      name: type.name,
      title: type.name,
      summary: type.about,
      contentType: 'application/json',
      payload: refTo(`components/schemas/${typeName(type.name)}`),
      examples: [{ name: type.name, payload: messageExample(type) }],
    })),
    schemas: {
      ...ofEachType(typeName, (type) => envelopeSchema(type.name, refTo(`components/schemas/${dataName(type)}`))),
      ...dataSchemas,
    },
  },
});

/** As it is served, and as it stands in the repository. */
export const asyncApiText = (): string => `${JSON.stringify(asyncApiDocument(), null, 2)}\n`;
