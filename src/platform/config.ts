import { resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import {
  anyText,
  integer,
  key32,
  mostWorkers,
  networks,
  nothing,
  oneOf,
  postgresUrl,
  publicUrl,
  severalHosts,
  timeScale,
  timeZone,
  workers,
  type TimeScale,
} from './config-values.js';
import { diskLimits, type DiskLimits } from './disk/disk-space.js';
import { printVariables, readVariables, shown, type Environment, type Variable } from './environment.js';
import type { Networks } from './network/networks.js';
import { mailVariables, type MailConfig } from './mail-settings.js';
import { isOwnToken, ownTokenMust, readSecrets, secretVariables, type SecretFiles } from './secret-settings.js';
import { pemFile, readTls, type TlsPair } from './tls-pair.js';
import { locales, type Locale } from '../protocol/access-push/words/locales.js';

/** The settings of the environment, read once. No other code reads process.env. */
export interface Config extends MailConfig {
  readonly host: string;
  readonly port: number;
  readonly devicePort: number | null;
  /** Where intrusion panels report by SIA DC-09; null = nowhere. */
  readonly dc09Port: number | null;
  readonly databaseUrl: string | null;
  /** For LISTEN alone, where DATABASE_URL leads to a pooler. */
  readonly databaseListenUrl: string | null;
  /** A replica of it, for exports and charts; null = none. */
  readonly databaseReadUrl: string | null;
  readonly dataDir: string;
  /** Whether the start brings the schema of the database up to date. */
  readonly migrate: boolean;
  /** Processes behind one port. */
  readonly workers: number;
  readonly adminToken: string | null;
  readonly adminPassword: string | null;
  readonly apiToken: string | null;
  readonly deviceApproval: 'manual' | 'auto';
  readonly siteTimeZone: string;
  /** Language of event names. */
  readonly locale: Locale;
  readonly encryptionKey: Buffer | null;
  /** Keys before it, which may have sealed what is still there. */
  readonly encryptionKeyOld: readonly Buffer[];
  /** Where secrets were read from, to read them again; null = not from a file. */
  readonly secretFiles: SecretFiles;
  readonly tls: TlsPair | null;
  /** Of DEVICE_PORT, where it is set. */
  readonly deviceTls: TlsPair | null;
  /** The proxies whose X-Forwarded-For is believed; null = none. */
  readonly trustedProxies: Networks | null;
  /** The life of a control command in seconds. */
  readonly commandTtl: number;
  /** Seconds before an unanswered data command is delivered again. */
  readonly commandRetry: number;
  readonly webhookAllowPrivate: boolean;
  /** Of webhooks. */
  readonly webhookTimeScale: TimeScale;
  /** How the gateway is reached from outside, without a slash at the end: it stands before paths that are sent out. */
  readonly publicUrl: string | null;
  /** Whether Swagger UI and the OpenAPI documents are served. */
  readonly apiDocs: boolean;
  /** Whether a device is read once, table by table, after it was approved. */
  readonly firstSurvey: boolean;
  /** Terminals on port 4370 may have loopback, link-local and similar addresses. */
  readonly pullAllowLocal: boolean;
  /** Seconds between SIGTERM and the end, in which others see that it stops and send their calls elsewhere. */
  readonly drainSeconds: number;
  /** Of the disk of the embedded database. */
  readonly diskLimits: DiskLimits;
  readonly logLevel: string;
  /** Who reads /metrics has to show it; null = anybody may. */
  readonly metricsToken: string | null;
  /** The settings of the site that the environment decides: nobody can change them elsewhere. */
  readonly fixed: readonly ('siteTimeZone' | 'locale')[];
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const ownToken = {
  must: ownTokenMust,
  secret: true,
  standard: nothing,
  read: (text: string): string | undefined => (isOwnToken(text) ? text : undefined),
} as const;

const variables = {
  host: { name: 'HOST', must: 'an address to listen on', standard: () => '0.0.0.0', read: anyText },
  port: { name: 'PORT', must: 'a port number from 0 to 65535', standard: () => '8088', read: integer(0, 65535) },
  devicePort: {
    name: 'DEVICE_PORT',
    must: 'a port number from 0 to 65535',
    standard: nothing,
    read: integer(0, 65535),
  },
  dc09Port: {
    name: 'DC09_PORT',
    must: 'a port number from 0 to 65535',
    standard: nothing,
    read: integer(0, 65535),
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    must: 'a postgres:// address',
    fault: severalHosts,
    secret: true,
    standard: nothing,
    read: postgresUrl,
  },
  databaseListenUrl: {
    name: 'DATABASE_LISTEN_URL',
    must: 'a postgres:// address',
    fault: severalHosts,
    secret: true,
    standard: nothing,
    read: postgresUrl,
  },
  databaseReadUrl: {
    name: 'DATABASE_READ_URL',
    must: 'a postgres:// address',
    secret: true,
    standard: nothing,
    read: postgresUrl,
  },
  dataDir: { name: 'DATA_DIR', must: 'a directory', standard: () => './data', read: (text: string) => resolve(text) },
  migrate: { name: 'MIGRATE', must: '"on" or "off"', standard: () => 'on', read: oneOf('on', 'off') },
  workers: {
    name: 'WORKERS',
    must: `a number from 1 to ${mostWorkers}, or "auto" for one for each core`,
    standard: () => '1',
    read: workers,
  },
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
  ...secretVariables,
  tlsCert: { name: 'TLS_CERT', must: 'a readable PEM file', standard: nothing, read: pemFile },
  tlsKey: { name: 'TLS_KEY', must: 'a readable PEM file', secret: true, standard: nothing, read: pemFile },
  deviceTls: { name: 'DEVICE_TLS', must: '"on" or "off"', standard: () => 'on', read: oneOf('on', 'off') },
  deviceTlsCert: { name: 'DEVICE_TLS_CERT', must: 'a readable PEM file', standard: nothing, read: pemFile },
  deviceTlsKey: {
    name: 'DEVICE_TLS_KEY',
    must: 'a readable PEM file',
    secret: true,
    standard: nothing,
    read: pemFile,
  },
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
  webhookTimeScale: {
    name: 'WEBHOOK_TIME_SCALE',
    must: 'one or two numbers from 0.0001 to 1, separated by a comma',
    isHidden: true,
    standard: () => '1',
    read: timeScale,
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    must: 'an absolute http:// or https:// address without user, query or fragment, such as https://doors.example.com',
    standard: nothing,
    read: publicUrl,
  },
  firstSurvey: { name: 'FIRST_SURVEY', must: '"on" or "off"', standard: () => 'on', read: oneOf('on', 'off') },
  apiDocs: { name: 'API_DOCS', must: '"on" or "off"', standard: () => 'on', read: oneOf('on', 'off') },
  pullAllowLocal: {
    name: 'PULL_ALLOW_LOCAL',
    must: '"true" or "false"',
    standard: () => 'false',
    read: oneOf('true', 'false'),
  },
  drainSeconds: {
    name: 'DRAIN_SECONDS',
    must: 'seconds from 0 to 60',
    standard: () => '3',
    read: integer(0, 60),
  },
  diskLimits: {
    name: 'DISK_LIMITS',
    must: 'megabytes of ballast, megabytes and percent that stay free, separated by commas',
    isHidden: true,
    standard: () => '256,512,5',
    read: diskLimits,
  },
  metricsToken: { name: 'METRICS_TOKEN', ...ownToken },
  ...mailVariables,
  logLevel: {
    name: 'LOG_LEVEL',
    must: `one of ${levels.join(', ')}`,
    standard: () => 'info',
    read: oneOf(...levels),
  },
} satisfies Record<string, Variable>;

/** The names of all variables, for the README's table and its test. */
export const variableNames: readonly string[] = shown(variables).map(({ name }) => name);

/** Reads and checks the environment. @throws ConfigError with a line for each bad variable */
export function loadConfig(environment: Environment): Config {
  const { values, faults } = readVariables(variables, environment);
  if (typeof values.devicePort === 'number' && values.devicePort !== 0 && values.devicePort === values.port) {
    faults.push('DEVICE_PORT must be another port than PORT; leave it out for one port for everything');
  }
  const { plain, files: secretFiles, faults: secretFaults } = readSecrets(values, ownToken);
  const {
    tlsCert,
    tlsKey,
    deviceTls,
    deviceTlsCert,
    deviceTlsKey,
    webhookAllowPrivate,
    apiDocs,
    firstSurvey,
    pullAllowLocal,
    migrate,
    ...rest
  } = plain;
  const tls = readTls({
    people: { cert: tlsCert, key: tlsKey },
    devices: { cert: deviceTlsCert, key: deviceTlsKey },
    isOn: deviceTls !== 'off',
    hasPort: values.devicePort !== null,
  });
  faults.push(...tls.faults, ...secretFaults);
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return Object.freeze({
    ...rest,
    secretFiles,
    tls: tls.people,
    deviceTls: tls.devices,
    webhookAllowPrivate: webhookAllowPrivate === 'true',
    apiDocs: apiDocs === 'on',
    firstSurvey: firstSurvey === 'on',
    pullAllowLocal: pullAllowLocal === 'true',
    migrate: migrate === 'on',
    fixed: (['siteTimeZone', 'locale'] as const).filter((key) => environment[variables[key].name]?.trim()),
  }) as unknown as Config;
}

/** The effective settings as `--print-config` shows them: one `NAME=value` in each line, secrets masked. */
export function printConfig(environment: Environment): string {
  loadConfig(environment);
  return printVariables(variables, environment);
}
