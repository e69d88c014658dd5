import type { BaseOptions, Connection, Producer } from '@platformatic/kafka';
import { brokerAddresses, brokerLookup, checkDialled } from '../../platform/network/broker-address.js';
import type { Secrets } from '../reader/reader-store.js';
import { brokerOf, type KafkaSettings } from './kafka-settings.js';

const connectMs = 10_000;
const requestMs = 30_000;
const metadataMs = 30_000;
/** Whoever follows the feed tries again by itself, on a new connection. */
const retries = 2;
const retryMs = 500;

export type TextProducer = Producer<string, string, string, string>;

/** @throws RefusedAddress */
async function optionsOf(settings: KafkaSettings, { key, password }: Secrets): Promise<BaseOptions> {
  const { brokers, clientId, tls, ca, cert, sasl } = settings;
  const all = brokers.map(brokerOf);
  for (const { host } of all) await brokerAddresses(host);
  return {
    clientId,
    bootstrapBrokers: all,
    connectTimeout: connectMs,
    requestTimeout: requestMs,
    timeout: requestMs,
    metadataMaxAge: metadataMs,
    retries,
    retryDelay: retryMs,
    ...(tls
      ? {
          tls: {
            lookup: brokerLookup,
            ...(ca === null ? {} : { ca }),
            ...(cert === null ? {} : { cert }),
            ...(key === undefined ? {} : { key }),
          },
          tlsServerName: true,
        }
      : {}),
    ...(sasl ? { sasl: { ...sasl, password: password ?? '' } } : {}),
  };
}

/**
 * A producer that the broker knows by a number, so that what it repeats within a connection is not kept twice. Brokers
 * tell of other brokers: those that have an address where none may be are not spoken to.
 * @param refused said when such a connection was made; it is closed already
 */
export async function newProducer(
  settings: KafkaSettings,
  secrets: Secrets,
  refused: (reason: Error) => void,
): Promise<TextProducer> {
  const options = await optionsOf(settings, secrets);
  const { Producer, compatibilityPartitioner, stringSerializers } = await import('@platformatic/kafka');
  const producer: TextProducer = new Producer({
    ...options,
    idempotent: true,
    autocreateTopics: true,
    // The same partition as clients in Java choose for a key.
    partitioner: (message, key) => compatibilityPartitioner(message as never, key),
    serializers: stringSerializers,
  });
  producer.on('client:broker:connect', ({ connection }: { connection: Connection }) => {
    try {
      checkDialled(connection.socket.remoteAddress);
    } catch (error) {
      connection.socket.destroy();
      refused(error as Error);
    }
  });
  return producer;
}

/** Also where it does not answer any more. Never rejects. */
export async function closeProducer(producer: TextProducer): Promise<void> {
  await new Promise<void>((resolve) => {
    producer.close(true, () => resolve());
  });
}

/** The library collects errors in each other; the innermost says what happened. */
export function plainError(error: unknown): Error {
  let inner = error;
  for (let depth = 0; depth < 10; depth++) {
    const { errors, cause } = inner as { errors?: unknown[]; cause?: unknown };
    const next = errors?.at(-1) ?? cause;
    if (!(next instanceof Error)) break;
    inner = next;
  }
  const text = inner instanceof Error ? inner.message || inner.name : String(inner);
  return new Error(text, { cause: error });
}
