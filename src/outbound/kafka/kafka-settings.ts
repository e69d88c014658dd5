import type { FeedMessage } from '../envelope/envelope.js';
import type { ReaderView } from '../reader/reader-view.js';

export const kafkaReader = 'kafka';

export const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
export type SaslMechanism = (typeof saslMechanisms)[number];

export interface KafkaSettings extends ReaderView {
  /** `host:port` */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly tls: boolean;
  /** PEM: whom to trust, and the certificate of this client. */
  readonly ca: string | null;
  readonly cert: string | null;
  readonly sasl: { readonly mechanism: SaslMechanism; readonly username: string } | null;
  /** With `{type}` in it, each type has a topic of its own. */
  readonly topic: string;
}

const typeMark = '{type}';

export const topicOf = ({ topic }: KafkaSettings, type: string): string => topic.replaceAll(typeMark, type);

export const isByType = ({ topic }: KafkaSettings): boolean => topic.includes(typeMark);

/**
 * Messages with the same key are in one partition, in their order: those of a device, of a person, of a visit, each by
 * itself.
 */
export const keyOf = ({ sn, pin, type }: FeedMessage): string => sn ?? (pin === null ? type : `pin:${pin}`);

/** `[::1]:9092` -> `::1` and 9092 */
export function brokerOf(address: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(`kafka://${address}`);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? 9092 : Number(port) };
}
