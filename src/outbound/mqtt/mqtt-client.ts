import type { IClientOptions, MqttClient } from 'mqtt';
import { brokerAddresses, brokerLookup } from '../../platform/network/broker-address.js';
import { brokerPlace } from './broker-place.js';
import type { MqttAccess } from './mqtt-settings.js';

/** The will: what the broker says in our place. */
interface Will {
  readonly topic: string;
  readonly payload: string;
}

export interface ClientSetup extends MqttAccess {
  readonly clientId: string;
  readonly version: 4 | 5;
  /** False = a session that outlives the connection, so that the will can wait for whoever takes over. */
  readonly isClean: boolean;
  readonly will: Will | null;
  readonly signal: AbortSignal;
}

/** An open connection, and what the broker allows. */
export interface OpenClient {
  readonly client: MqttClient;
  /** Messages that may wait for their acknowledgement at once. */
  readonly window: number;
  readonly longestPacket: number;
  readonly version: 4 | 5;
}

const connectMs = 10_000;
const keepaliveSeconds = 15;
/** The broker waits so long with the will: a gateway that takes over within it is no outage. */
export const willDelaySeconds = 15;
/** Longer than the will is delayed: the end of a session sends the will at once (MQTT 5, 3.1.3.2.2). */
const sessionSeconds = 60;
const mostInFlight = 100;
/** Orders are short. The broker keeps what is longer to itself, so that nobody fills the memory of the gateway. */
const longestHeard = 64 * 1_024;

class ClosedAtOnce extends Error {}

/** 3.1.1 has 1 for a version that the broker does not speak, 5 has 0x84; some brokers just hang up. */
const isOtherVersion = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return code === 1 || code === 0x84 || error instanceof ClosedAtOnce;
};

/** @throws what the broker, the network or the certificate is wrong about */
export async function openClient(setup: ClientSetup): Promise<OpenClient> {
  const { connect } = await import('mqtt');
  const options = await optionsOf(setup);
  setup.signal.throwIfAborted();
  const client = connect(options);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      setup.signal.removeEventListener('abort', aborted);
      client.end(true);
      // It may find further faults while it closes.
      client.on('error', () => undefined);
      reject(error);
    };
    const aborted = () => fail(setup.signal.reason as Error);
    setup.signal.addEventListener('abort', aborted);
    client.once('error', fail);
    client.once('close', () => fail(new ClosedAtOnce('the broker closed the connection')));
    client.once('connect', ({ properties }) => {
      const lack = lackIn(properties);
      if (lack !== null) {
        fail(new Error(lack));
        return;
      }
      setup.signal.removeEventListener('abort', aborted);
      client.removeAllListeners('error');
      client.removeAllListeners('close');
      // Each fault ends the connection, and `close` tells that.
      client.on('error', () => client.end(true));
      resolve({
        client,
        window: Math.min(mostInFlight, properties?.receiveMaximum ?? mostInFlight),
        longestPacket: properties?.maximumPacketSize ?? Infinity,
        version: setup.version,
      });
    });
  });
}

/** With MQTT 5, and with 3.1.1 where the broker has nothing newer. */
export async function openNewest(setup: Omit<ClientSetup, 'version'>): Promise<OpenClient> {
  try {
    return await openClient({ ...setup, version: 5 });
  } catch (error) {
    if (!isOtherVersion(error)) throw error;
    return openClient({ ...setup, version: 4 });
  }
}

function lackIn(properties: { retainAvailable?: boolean; maximumQoS?: number } | undefined): string | null {
  if (properties?.retainAvailable === false) return 'the broker keeps no retained messages';
  if (properties?.maximumQoS === 0) return 'the broker acknowledges no messages (its maximum QoS is 0)';
  return null;
}

async function optionsOf(setup: ClientSetup): Promise<IClientOptions> {
  const { settings, version, isClean } = setup;
  return {
    ...(await placeOptions(settings.url)),
    ...identityOf(setup),
    ...(setup.will === null ? {} : { will: willOf(setup.will, version) }),
    clientId: setup.clientId,
    protocolVersion: version,
    clean: isClean,
    keepalive: keepaliveSeconds,
    connectTimeout: connectMs,
    // A new client is made for each connection: an old one would send again what is old by then.
    reconnectPeriod: 0,
    reconnectOnConnackError: false,
    resubscribe: false,
    queueQoSZero: false,
    ...(version === 5
      ? { properties: { sessionExpiryInterval: isClean ? 0 : sessionSeconds, maximumPacketSize: longestHeard } }
      : {}),
  };
}

/** The address is dialled that was checked, and the certificate is held against the name. */
async function placeOptions(url: string): Promise<IClientOptions> {
  const { protocol, host, port, path } = brokerPlace(url);
  const [address = host] = await brokerAddresses(host);
  if (protocol === 'ws' || protocol === 'wss') {
    const wsOptions = { lookup: brokerLookup, followRedirects: false };
    return { protocol, port, hostname: bracketed(host), path, wsOptions };
  }
  return { protocol, port, hostname: address, ...(host === address ? {} : { servername: host }) };
}

function identityOf({ settings, secrets }: MqttAccess): IClientOptions {
  const { url, username, ca, cert } = settings;
  const { password, key } = secrets;
  const isSecure = /^(mqtts|wss):/i.test(url);
  return {
    ...(username === null ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(isSecure && ca !== null ? { ca } : {}),
    ...(isSecure && cert !== null && key !== undefined ? { cert, key } : {}),
  };
}

const willOf = ({ topic, payload }: Will, version: 4 | 5): NonNullable<IClientOptions['will']> => ({
  topic,
  payload: Buffer.from(payload),
  qos: 1,
  retain: true,
  ...(version === 5 ? { properties: { willDelayInterval: willDelaySeconds } } : {}),
});

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);
