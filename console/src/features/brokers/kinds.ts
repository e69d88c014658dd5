import type { Field, Values } from '../../ui/records/field.js';
import { textOf } from '../../ui/records/field.js';

type Body = Record<string, unknown>;

/** A broker that messages are published to: what it is set by, and how that stands in bodies. */
export interface BrokerKind {
  readonly id: 'mqtt' | 'nats' | 'kafka';
  readonly name: string;
  readonly path: string;
  readonly fields: readonly Field[];
  readonly toValues: (view: Values) => Values;
  readonly toBody: (values: Body) => Body;
}

const privacy: Field = { name: 'privacy', kind: 'choice', options: ['ids', 'names', 'photos'], begins: 'ids' };
const types: Field = { name: 'types', kind: 'texts', hint: 'types' };
const cards: Field = { name: 'cards', kind: 'flag' };
const username: Field = { name: 'username', kind: 'text', isNullable: true };
const password: Field = { name: 'password', kind: 'text', isSecret: true, hint: 'secret' };
const certificates: readonly Field[] = [
  { name: 'ca', kind: 'text', isLong: true, isNullable: true, hint: 'pem' },
  { name: 'cert', kind: 'text', isLong: true, isNullable: true },
  { name: 'key', kind: 'text', isLong: true, isSecret: true, hint: 'secret' },
];
const same = <T>(values: T): T => values;

/** What is empty is not said. */
const said = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== '' && value !== undefined));

/** Mechanism, user and password stand together in bodies. */
function toKafka({ mechanism, username: user, password: secret, ...body }: Body): Body {
  if (mechanism === undefined || mechanism === 'none') return { ...said(body), sasl: null };
  return { ...said(body), sasl: said({ mechanism, username: user, password: secret }) };
}

function ofKafka(view: Values): Values {
  const sasl = view.sasl as Values | null | undefined;
  return { ...view, mechanism: sasl ? textOf(sasl.mechanism) : 'none', username: textOf(sasl?.username) };
}

export const brokerKinds: readonly BrokerKind[] = [
  {
    id: 'mqtt',
    name: 'MQTT',
    path: '/mqtt',
    fields: [
      { name: 'url', kind: 'text', isRequired: true, hint: 'url-mqtt' },
      username,
      password,
      { name: 'prefix', kind: 'text', begins: 'postern' },
      { name: 'discovery', kind: 'choice', options: ['homeassistant', 'none'], begins: 'homeassistant' },
      { name: 'commands', kind: 'flag', hint: 'commands' },
      privacy,
      ...certificates,
    ],
    toValues: (view) => ({ ...view, discovery: view.discovery ?? 'none' }),
    toBody: (body) => ({ ...said(body), ...(body.discovery === 'none' ? { discovery: null } : {}) }),
  },
  {
    id: 'nats',
    name: 'NATS',
    path: '/nats',
    fields: [
      { name: 'url', kind: 'text', isRequired: true, hint: 'url-nats' },
      username,
      password,
      { name: 'token', kind: 'text', isSecret: true, hint: 'secret' },
      { name: 'stream', kind: 'text', begins: 'POSTERN' },
      { name: 'prefix', kind: 'text', begins: 'postern' },
      types,
      privacy,
      cards,
      ...certificates,
    ],
    toValues: same,
    toBody: said,
  },
  {
    id: 'kafka',
    name: 'Kafka',
    path: '/kafka',
    fields: [
      { name: 'brokers', kind: 'texts', isRequired: true, hint: 'brokers' },
      { name: 'topic', kind: 'text', begins: 'postern.events' },
      { name: 'clientId', kind: 'text', begins: 'postern' },
      { name: 'tls', kind: 'flag' },
      {
        name: 'mechanism',
        kind: 'choice',
        options: ['none', 'PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
        begins: 'none',
      },
      { ...username, when: ({ mechanism }) => mechanism !== 'none' },
      { ...password, when: ({ mechanism }) => mechanism !== 'none' },
      types,
      privacy,
      cards,
      ...certificates,
    ],
    toValues: ofKafka,
    toBody: toKafka,
  },
];
