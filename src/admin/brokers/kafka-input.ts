import { MessageFilterService } from '../../outbound/envelope/message-filter.js';
import { brokerOf, saslMechanisms, type KafkaSettings } from '../../outbound/kafka/kafka-settings.js';
import { keptSecrets } from '../../outbound/reader/reader-settings.service.js';
import type { Secrets } from '../../outbound/reader/reader-store.js';
import { portFault } from '../../platform/network/port-fault.js';
import { invalidField } from '../common/invalid.js';
import { checkBrokerHost } from './broker-host.js';
import type { KafkaBody, SaslInput } from './kafka.dto.js';
import { checkPem } from './pem.js';
import { readerViewOf } from './reader.dto.js';

export interface KafkaInput {
  readonly settings: KafkaSettings;
  readonly secrets: Secrets;
}

const mostBrokers = 20;
const address = /^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i;
const longestSecret = 255;

function brokersOf(brokers: readonly string[]): string[] {
  if (brokers.length === 0) throw invalidField('brokers', 'must name at least one', 'missing');
  if (brokers.length > mostBrokers) throw invalidField('brokers', `must be at most ${mostBrokers}`);
  return brokers.map((broker) => {
    if (portFault(`kafka://${broker}`) !== null) {
      throw invalidField('brokers', `must be as host:port with a port from 1 to 65535, and "${broker}" is not`);
    }
    if (!address.test(broker) || !URL.canParse(`kafka://${broker}`)) {
      throw invalidField('brokers', `must be as host:port, and "${broker}" is not`);
    }
    return broker;
  });
}

const isText = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= longestSecret;

/** The validator has seen that it is an object, and nothing more. */
function saslOf(sasl: SaslInput | null | undefined): SaslInput | null {
  if (sasl === undefined || sasl === null) return null;
  const known = ['mechanism', 'username', 'password'];
  const unknown = Object.keys(sasl).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalidField(`sasl.${unknown}`, 'is not a field of this call', 'unknown');
  const { mechanism, username, password } = sasl;
  if (!saslMechanisms.includes(mechanism)) {
    throw invalidField('sasl.mechanism', `must be one of ${saslMechanisms.join(', ')}`);
  }
  if (!isText(username)) throw invalidField('sasl.username', 'must be a text of 1 to 255 characters');
  if (password !== undefined && password !== null && !isText(password)) {
    throw invalidField('sasl.password', 'must be a text of 1 to 255 characters, or null');
  }
  return sasl;
}

function settingsOf(body: KafkaBody): KafkaSettings {
  const { clientId = 'postern', ca = null, cert = null, topic = 'postern.events' } = body;
  const brokers = brokersOf(body.brokers);
  const given = saslOf(body.sasl);
  const hasCertificates = ca !== null || cert !== null;
  const tls = body.tls ?? hasCertificates;
  if (!tls && hasCertificates) throw invalidField('tls', 'must be true with certificates');
  const sasl = given && { mechanism: given.mechanism, username: given.username };
  return { brokers, clientId, tls, ca, cert, sasl, topic, ...readerViewOf(body) };
}

const isSameUser = (before: KafkaSettings | undefined, { sasl }: KafkaSettings): boolean =>
  before?.sasl?.username === sasl?.username && before?.sasl?.mechanism === sasl?.mechanism;

/** Who may edit does not get to see secrets: nothing stays for other brokers, or where anybody reads along. */
const isSamePlace = (before: KafkaSettings | undefined, { brokers, tls }: KafkaSettings): boolean =>
  before?.brokers.join() === brokers.join() && (tls || !before.tls);

/** A password stays with its user, its mechanism, and its brokers. */
function secretsOf({ key, sasl }: KafkaBody, before: KafkaInput | null, settings: KafkaSettings): Secrets {
  const known = before?.settings;
  const password = sasl?.password ?? (sasl && isSameUser(known, settings) ? undefined : null);
  const kept = before && isSamePlace(known, settings) ? before.secrets : {};
  const secrets = keptSecrets(kept, { key, password }, true);
  if (settings.sasl !== null && secrets.password === undefined) {
    throw invalidField('sasl.password', 'is required', 'missing');
  }
  return secrets;
}

/**
 * Settings of a body, and its secrets with those that were kept.
 * @throws Failure invalid
 */
export async function kafkaInput(
  body: KafkaBody,
  before: KafkaInput | null,
  filters: MessageFilterService,
): Promise<KafkaInput> {
  const settings = settingsOf(body);
  const secrets = secretsOf(body, before, settings);
  checkPem({ ca: settings.ca, cert: settings.cert, key: secrets.key });
  for (const broker of settings.brokers) await checkBrokerHost('brokers', brokerOf(broker).host);
  await filters.matcherOf(settings);
  return { settings, secrets };
}
