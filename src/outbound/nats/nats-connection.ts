import { isIP } from 'node:net';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { Authenticator, NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import { bareHost, brokerAddresses, brokerLookup } from '../../platform/network/broker-address.js';
import type { Secrets } from '../reader/reader-store.js';
import { covers, subjectsOf, type NatsSettings } from './nats-settings.js';

const usualPorts: Readonly<Record<string, string>> = { 'nats:': '4222', 'tls:': '4222', 'ws:': '80', 'wss:': '443' };
const connectMs = 10_000;
/** A connection that says nothing for a minute is over. */
const pingMs = 20_000;
const mostUnansweredPings = 2;

type Library = typeof import('@nats-io/transport-node');

function authenticatorOf(library: Library, { username }: NatsSettings, secrets: Secrets): Authenticator | undefined {
  const { creds, nkey, token, password } = secrets;
  const bytes = (text: string) => new TextEncoder().encode(text);
  if (creds !== undefined) return library.credsAuthenticator(bytes(creds));
  if (nkey !== undefined) return library.nkeyAuthenticator(bytes(nkey));
  if (token !== undefined) return library.tokenAuthenticator(token);
  if (username !== null) return library.usernamePasswordAuthenticator(username, password);
  return undefined;
}

/** Dials the addresses that were checked, and no others: not those that the server tells of its cluster either. */
export async function connectNats(settings: NatsSettings, secrets: Secrets): Promise<NatsConnection> {
  const library = await import('@nats-io/transport-node');
  const url = new URL(settings.url);
  const authenticator = authenticatorOf(library, settings, secrets);
  const options: NodeConnectionOptions = {
    name: 'postern',
    timeout: connectMs,
    pingInterval: pingMs,
    maxPingOut: mostUnansweredPings,
    // Whoever follows the feed connects again, and knows what is to be repeated.
    reconnect: false,
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
    ...(authenticator ? { authenticator } : {}),
  };
  return /^wss?:$/.test(url.protocol)
    ? overWebSocket(library, url, options, settings, secrets)
    : overTcp(library, url, options, settings, secrets);
}

function tlsOf({ ca, cert }: NatsSettings, { key }: Secrets) {
  return {
    ...(ca === null ? {} : { ca }),
    ...(cert === null ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

async function overTcp(
  library: Library,
  url: URL,
  options: NodeConnectionOptions,
  settings: NatsSettings,
  secrets: Secrets,
): Promise<NatsConnection> {
  const host = bareHost(url.hostname);
  const port = url.port || usualPorts[url.protocol];
  const addresses = await brokerAddresses(host);
  const own = tlsOf(settings, secrets);
  const isTls = url.protocol === 'tls:' || Object.keys(own).length > 0;
  // The certificate is that of the name, not that of the address. TLS has no server names that are addresses.
  const tls = { ...own, ...(isIP(host) === 0 ? { servername: host } : { servername: '', host }) };
  return library.connect({
    ...options,
    servers: addresses.map((address) => (isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`)),
    noRandomize: true,
    resolve: false,
    ...(isTls ? { tls } : {}),
  });
}

async function overWebSocket(
  library: Library,
  url: URL,
  options: NodeConnectionOptions,
  settings: NatsSettings,
  secrets: Secrets,
): Promise<NatsConnection> {
  await brokerAddresses(url.hostname);
  const { WebSocket: Socket } = await import('ws');
  const { authenticator } = options;
  return library.wsconnect({
    name: options.name ?? 'postern',
    timeout: connectMs,
    pingInterval: pingMs,
    maxPingOut: mostUnansweredPings,
    reconnect: false,
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
    servers: url.href,
    ...(authenticator ? { authenticator } : {}),
    wsFactory: () => {
      const socket = new Socket(url.href, {
        ...tlsOf(settings, secrets),
        lookup: brokerLookup,
        handshakeTimeout: connectMs,
        followRedirects: false,
      });
      return Promise.resolve({ socket: socket as unknown as WebSocket, encrypted: url.protocol === 'wss:' });
    },
  });
}

/** Longer than it takes until another gateway goes on: what it sends again is not kept twice. */
const duplicatesMs = 10 * 60_000;
const keptMs = 30 * 86_400_000;

export type StreamFound = 'there' | 'missing';

/** @throws Error if the stream does not take what is published */
export async function findStream(manager: JetStreamManager, settings: NatsSettings): Promise<StreamFound> {
  const { JetStreamApiCodes, JetStreamApiError } = await import('@nats-io/jetstream');
  const { stream } = settings;
  const info = await manager.streams.info(stream).catch((error: unknown) => {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return null;
    throw error;
  });
  if (!info) return 'missing';
  const { subjects } = info.config;
  const left = subjectsOf(settings).find((wanted) => !subjects.some((one) => covers(one, wanted)));
  if (left !== undefined) {
    throw new Error(`the stream ${stream} does not take ${left}; its subjects are ${subjects.join(', ') || 'none'}`);
  }
  return 'there';
}

/** A stream of another's making is left as it is. */
export async function ensureStream(manager: JetStreamManager, settings: NatsSettings): Promise<void> {
  if ((await findStream(manager, settings)) === 'there') return;
  const { DiscardPolicy, RetentionPolicy, StorageType } = await import('@nats-io/jetstream');
  const { nanos } = await import('@nats-io/transport-node');
  const { stream, prefix } = settings;
  const made = manager.streams.add({
    name: stream,
    description: 'What happened at doors and devices, published by Postern',
    subjects: [`${prefix}.>`],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_age: nanos(keptMs),
    duplicate_window: nanos(duplicatesMs),
  });
  await made.catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`there is no stream ${stream}, and it could not be made: ${why}`, { cause });
  });
}
