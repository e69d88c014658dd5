import { MessageFilterService } from '../../outbound/envelope/message-filter.js';
import { natsSecrets, type NatsSettings } from '../../outbound/nats/nats-settings.js';
import { keptSecrets } from '../../outbound/reader/reader-settings.service.js';
import type { Secrets } from '../../outbound/reader/reader-store.js';
import { urlTextFault } from '../../platform/network/port-fault.js';
import { invalidField } from '../common/invalid.js';
import { checkBrokerHost } from './broker-host.js';
import type { NatsBody } from './nats.dto.js';
import { checkPem } from './pem.js';
import { readerViewOf } from './reader.dto.js';

export interface NatsInput {
  readonly settings: NatsSettings;
  readonly secrets: Secrets;
}

const protocols = ['nats:', 'tls:', 'ws:', 'wss:'];

function urlOf(text: string): URL {
  const refuse = (says: string) => invalidField('url', says);
  const fault = urlTextFault(text, 'must be an address such as nats://host:4222');
  if (fault !== null) throw refuse(fault);
  const url = new URL(text);
  if (!protocols.includes(url.protocol)) throw refuse('must begin with nats://, tls://, ws:// or wss://');
  if (url.username !== '' || url.password !== '') throw refuse('must not hold a user or password: they have fields');
  if (url.hostname === '') throw refuse('must name a host');
  const isSocket = url.protocol.startsWith('ws');
  if (url.search !== '' || url.hash !== '' || (!isSocket && !['', '/'].includes(url.pathname))) {
    throw refuse('must be a host and a port, and nothing else');
  }
  return url;
}

type Proof = 'username' | 'token' | 'nkey' | 'creds';
const proofs: readonly Proof[] = ['username', 'token', 'nkey', 'creds'];
const isGiven = (value: string | null | undefined) => value !== undefined && value !== null;

/** By what the client proves who it is: one of them. One that is named takes the place of what was kept. */
function provenBy(body: NatsBody, kept: Secrets): Secrets {
  const named = proofs.filter((proof) => isGiven(body[proof]));
  const [proof, other] = named;
  if (other !== undefined) throw invalidField(other, `cannot be used together with ${proof}`);
  const others = proofs.filter((one) => one !== proof && (proof !== undefined || one === 'username'));
  const dropped = others.map((one) => (one === 'username' ? 'password' : one));
  if (proof !== 'username' && isGiven(body.password)) {
    throw invalidField('username', 'is required with a password', 'missing');
  }
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !dropped.includes(name as never)));
}

type Place = Pick<NatsSettings, 'url' | 'ca' | 'cert'>;

/** With certificates the connection is encrypted, whatever the address begins with. */
const isEncrypted = ({ url, ca, cert }: Place) => /^(tls|wss):/.test(url) || ca !== null || cert !== null;

/** Who may edit does not get to see secrets: nothing stays for another server, or where anybody reads along. */
const isSamePlace = (before: NatsInput | null, place: Place): boolean =>
  before?.settings.url === place.url && (isEncrypted(place) || !isEncrypted(before.settings));

/** A password stays with its user. */
function secretsFor(username: string | null, before: NatsInput | null): Secrets {
  const { password, ...others } = before?.secrets ?? {};
  return before && password !== undefined && before.settings.username === username ? before.secrets : others;
}

/**
 * Settings of a body, and its secrets with those that were kept.
 * @throws Failure invalid
 */
export async function natsInput(
  body: NatsBody,
  before: NatsInput | null,
  filters: MessageFilterService,
): Promise<NatsInput> {
  const url = urlOf(body.url);
  const { username = null, ca = null, cert = null, stream = 'POSTERN', prefix = 'postern' } = body;
  const given = Object.fromEntries(natsSecrets.map((name) => [name, body[name]]));
  const isSame = isSamePlace(before, { url: url.href, ca, cert });
  const secrets = provenBy(body, keptSecrets(secretsFor(username, before), given, isSame));
  checkPem({ ca, cert, key: secrets.key });
  await checkBrokerHost('url', url.hostname);
  const settings = { url: url.href, username, ca, cert, stream, prefix, ...readerViewOf(body) };
  await filters.matcherOf(settings);
  return { settings, secrets };
}
