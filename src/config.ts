import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Networks } from './network/networks.js';
import { locales, type Locale } from './wire/push/words/locales.js';

/** What the environment says, read once. Nobody else reads process.env. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly devicePort: number | null;
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly adminToken: string | null;
  readonly adminPassword: string | null;
  readonly apiToken: string | null;
  readonly deviceApproval: 'manual' | 'auto';
  readonly siteTimeZone: string;
  /** Language of the names of events. */
  readonly locale: Locale;
  readonly encryptionKey: Buffer | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Whose X-Forwarded-For is believed; null = nobody's. */
  readonly trustedProxies: Networks | null;
  /** Seconds a control command lives. */
  readonly commandTtl: number;
  /** Seconds before an unanswered data command is delivered again. */
  readonly commandRetry: number;
  readonly webhookAllowPrivate: boolean;
  /** Whether Swagger UI and the OpenAPI documents are served. */
  readonly apiDocs: boolean;
  /** Terminals on port 4370 may have loopback, link-local and such addresses. */
  readonly pullAllowLocal: boolean;
  readonly logLevel: string;
}

/** A variable that cannot be used; its message is the one line that the start ends with. */
export class ConfigError extends Error {}

interface Variable {
  readonly name: string;
  /** What the value must be, as the end of the sentence "X must be ...". */
  readonly must: string;
  readonly secret?: true;
  /** The value used when unset, as the environment would spell it; null = stays unset. */
  readonly standard: () => string | null;
  /** Undefined when the text is not a legal value. */
  readonly read: (text: string) => unknown;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const nothing = (): null => null;
const anyText = (text: string): string => text;
const oneOf =
  (...allowed: string[]) =>
  (text: string): string | undefined =>
    allowed.find((value) => value === text.toLowerCase());
const integer = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined;
};
/** Own tokens: what is shorter can be guessed. */
export const shortestToken = 24;
const ownToken = {
  must: `at least ${shortestToken} characters without blanks`,
  secret: true,
  standard: nothing,
  read: (text: string): string | undefined => (text.length >= shortestToken && !/\s/.test(text) ? text : undefined),
} as const;

function timeZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function postgresUrl(text: string): string | undefined {
  try {
    return ['postgres:', 'postgresql:'].includes(new URL(text).protocol) ? text : undefined;
  } catch {
    return undefined;
  }
}

function key32(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && /^[A-Za-z0-9+/=_-]+$/.test(text) ? bytes : undefined;
}

function networks(text: string): Networks | undefined {
  try {
    return new Networks(text.split(',').map((network) => network.trim()));
  } catch {
    return undefined;
  }
}

function pemFile(text: string): string | undefined {
  try {
    return readFileSync(text, 'utf8');
  } catch {
    return undefined;
  }
}

const variables = {
  host: { name: 'HOST', must: 'an address to listen on', standard: () => '0.0.0.0', read: anyText },
  port: { name: 'PORT', must: 'a port number from 0 to 65535', standard: () => '8088', read: integer(0, 65535) },
  devicePort: {
    name: 'DEVICE_PORT',
    must: 'a port number from 0 to 65535',
    standard: nothing,
    read: integer(0, 65535),
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    must: 'a postgres:// address',
    secret: true,
    standard: nothing,
    read: postgresUrl,
  },
  dataDir: { name: 'DATA_DIR', must: 'a directory', standard: () => './data', read: (text: string) => resolve(text) },
  adminToken: { name: 'ADMIN_TOKEN', ...ownToken },
  adminPassword: {
    name: 'ADMIN_PASSWORD',
    must: 'at least 8 characters',
    secret: true,
    standard: nothing,
    read: (text: string) => (text.length >= 8 ? text : undefined),
  },
  apiToken: { name: 'API_TOKEN', ...ownToken },
  deviceApproval: {
    name: 'DEVICE_APPROVAL',
    must: '"manual" or "auto"',
    standard: () => 'manual',
    read: oneOf('manual', 'auto'),
  },
  siteTimeZone: {
    name: 'SITE_TIME_ZONE',
    must: 'an IANA time zone such as Europe/Madrid',
    standard: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    read: timeZone,
  },
  locale: {
    name: 'LOCALE',
    must: `one of ${locales.join(', ')}`,
    standard: () => 'en',
    read: oneOf(...locales),
  },
  encryptionKey: {
    name: 'ENCRYPTION_KEY',
    must: '32 bytes in base64',
    secret: true,
    standard: nothing,
    read: key32,
  },
  tlsCert: { name: 'TLS_CERT', must: 'a readable PEM file', standard: nothing, read: pemFile },
  tlsKey: { name: 'TLS_KEY', must: 'a readable PEM file', secret: true, standard: nothing, read: pemFile },
  trustedProxies: {
    name: 'TRUSTED_PROXIES',
    must: 'addresses and networks such as 10.0.0.0/8, separated by commas',
    standard: nothing,
    read: networks,
  },
  commandTtl: {
    name: 'COMMAND_TTL',
    must: 'seconds from 1 to 90',
    standard: () => '30',
    read: integer(1, 90),
  },
  commandRetry: {
    name: 'COMMAND_RETRY',
    must: 'seconds from 1 to 3600',
    standard: () => '60',
    read: integer(1, 3600),
  },
  webhookAllowPrivate: {
    name: 'WEBHOOK_ALLOW_PRIVATE',
    must: '"true" or "false"',
    standard: () => 'false',
    read: oneOf('true', 'false'),
  },
  apiDocs: { name: 'API_DOCS', must: '"on" or "off"', standard: () => 'on', read: oneOf('on', 'off') },
  pullAllowLocal: {
    name: 'PULL_ALLOW_LOCAL',
    must: '"true" or "false"',
    standard: () => 'false',
    read: oneOf('true', 'false'),
  },
  logLevel: {
    name: 'LOG_LEVEL',
    must: `one of ${levels.join(', ')}`,
    standard: () => 'info',
    read: oneOf(...levels),
  },
} satisfies Record<string, Variable>;

/** The names of all variables, for the README's table and its test. */
export const variableNames: readonly string[] = Object.values(variables).map(({ name }) => name);

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as unset: compose files pass those. */
const textOf = (environment: Environment, { name, standard }: Variable) =>
  environment[name]?.trim() ? environment[name].trim() : standard();

/** Reads and checks the environment. Throws ConfigError naming the first bad variable. */
export function loadConfig(environment: Environment): Config {
  const values: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries<Variable>(variables)) {
    const text = textOf(environment, variable);
    values[key] = text === null ? null : variable.read(text);
    if (values[key] === undefined) throw new ConfigError(`${variable.name} must be ${variable.must}`);
  }
  if (values.devicePort !== 0 && values.devicePort === values.port) {
    throw new ConfigError('DEVICE_PORT must be another port than PORT; leave it out for one port for everything');
  }
  const { tlsCert, tlsKey, webhookAllowPrivate, apiDocs, pullAllowLocal, ...rest } = values;
  return Object.freeze({
    ...rest,
    tls: tlsPair(tlsCert as string | null, tlsKey as string | null),
    webhookAllowPrivate: webhookAllowPrivate === 'true',
    apiDocs: apiDocs === 'on',
    pullAllowLocal: pullAllowLocal === 'true',
  }) as unknown as Config;
}

function tlsPair(cert: string | null, key: string | null): Config['tls'] {
  if (cert === null && key === null) return null;
  if (cert === null) throw new ConfigError('TLS_CERT must be set where TLS_KEY is');
  if (key === null) throw new ConfigError('TLS_KEY must be set where TLS_CERT is');
  try {
    createPrivateKey(key);
  } catch {
    throw new ConfigError('TLS_KEY must be a private key in PEM form');
  }
  return { cert, key };
}

/** The effective settings as `--print-config` shows them: one `NAME=value` a line, secrets masked. */
export function printConfig(environment: Environment): string {
  loadConfig(environment);
  const lines = Object.values<Variable>(variables).map((variable) => {
    const text = textOf(environment, variable);
    const shown = text === null ? '(unset)' : variable.secret ? '********' : text;
    return `${variable.name}=${shown}`;
  });
  return lines.join('\n');
}
