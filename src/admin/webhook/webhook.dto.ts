import { shownSecret } from '../../platform/crypto/sealed-fields.js';
import type { Privacy } from '../../outbound/envelope/envelope.js';
import type { Counts } from '../../outbound/webhook/delivery.service.js';
import type { Answer } from '../../outbound/webhook/webhook-client.js';
import type { Webhook, WebhookStatus } from '../../outbound/webhook/webhook.entity.js';
import { ChangedAt, Flag, Int, OneOf, OwnId, Shown, Text, Texts, Values } from '../common/fields.js';

const privacies: readonly Privacy[] = ['ids', 'names', 'photos'];
const statuses: readonly WebhookStatus[] = ['active', 'paused', 'disabled'];

const words = {
  url: 'Where messages are posted to; https only, unless WEBHOOK_ALLOW_PRIVATE is set; never a private or special address without it',
  name: 'What it is called; left out = the beginning of its address',
  types: 'Types of messages, such as access.granted or access.*; none = all',
  sns: 'Serial numbers of the devices that it is about; none = all',
  doorIds: 'Ids of the doors that it is about; none = all',
  areaCodes: 'Codes of areas, with those below them; none = all',
  alarmCodes: 'Of alarms of cameras (camera.alarm) those with these codes; none = all',
  minLevel: '0 everything, 1 warnings and alarms, 2 alarms; what is no event has level 0',
  privacy: 'How much is told of people: ids (pins), names, or photos (names, and addresses of pictures)',
  cards: 'Full card numbers: they open doors',
  ordered: 'One after the other: a message that fails holds up those behind it until it is delivered or dead',
  concurrency: 'Messages under way at once',
  headers: `Headers that are sent along, at most 10, such as Authorization; shown as ${shownSecret}, which leaves a header as it is`,
  ca: "Certificates in PEM, one of which the receiver's must come from; null = those that Node trusts",
} as const;

const texts = { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 10 } as const;
const longUrl = { min: 1, max: 2_000, example: 'https://hooks.example.com/postern' } as const;
const some = { optional: true } as const;
const pem = { optional: true, nullable: true, min: 1, max: 100_000 } as const;

class WebhookFilter {
  @Texts(words.types, some) types?: string[];
  @Texts(words.sns, some) sns?: string[];
  @Texts(words.doorIds, some) doorIds?: string[];
  @Texts(words.areaCodes, some) areaCodes?: string[];
  @Texts(words.alarmCodes, some) alarmCodes?: string[];
  @Int(words.minLevel, { ...some, max: 2 }) minLevel?: number;
  @OneOf(words.privacy, privacies, some) privacy?: Privacy;
  @Flag(words.cards, some) cards?: boolean;
  @Flag(words.ordered, some) ordered?: boolean;
  @Int(words.concurrency, { ...some, min: 1, max: 100 }) concurrency?: number;
  @Values(words.headers, { ...some, schema: texts }) headers?: Record<string, unknown>;
  @Text(words.ca, pem) ca?: string | null;
}

export class WebhookBody extends WebhookFilter {
  @Text(words.url, longUrl) url!: string;
  @Text(words.name, { ...some, min: 1 }) name?: string;
  @Text('A secret that the receiver has already: 24 to 64 bytes in base64, with or without whsec_; left out = made', {
    ...some,
    max: 120,
  })
  secret?: string;
  @Text('Where it begins: now, start (with everything that is kept), or behind a position; left out = now', {
    ...some,
    pattern: { is: /^(now|start|\d{1,15})$/, says: 'now, start or a position' },
  })
  after?: string;
  @OwnId() id?: string;
}

export class WebhookPatch extends WebhookFilter {
  @Text(words.url, { ...longUrl, ...some }) url?: string;
  @Text(words.name, { ...some, min: 1 }) name?: string;
}

export class RotateBody {
  @Int('For how long messages are signed with the secret before this one, too', { ...some, max: 168 })
  overlapHours?: number;
  @Flag('Also while the secret before this one is still used', some) force?: boolean;
}

export class WebhookView {
  @Shown('Id') id!: string;
  @Shown(words.name) name!: string;
  @Shown(words.url) url!: string;
  @Shown(words.types) types!: string[];
  @Shown(words.sns) sns!: string[];
  @Shown(words.doorIds) doorIds!: string[];
  @Shown(words.areaCodes) areaCodes!: string[];
  @Shown(words.alarmCodes) alarmCodes!: string[];
  @Shown(words.minLevel) minLevel!: number;
  @Shown(words.privacy, { enum: [...privacies] }) privacy!: Privacy;
  @Shown(words.cards) cards!: boolean;
  @Shown(words.ordered) ordered!: boolean;
  @Shown(words.concurrency) concurrency!: number;
  @Shown('Names of its headers; the values are secrets', { ...texts, selfRequired: true }) headers!: Record<
    string,
    string
  >;
  @Shown(words.ca, { nullable: true, type: String }) ca!: string | null;
  @Shown('paused by an operator, disabled by the gateway', { enum: [...statuses] }) status!: WebhookStatus;
  @Shown('Why it is disabled', { nullable: true, type: String }) reason!: string | null;
  @Shown('Everything up to this position of the feed was sent, waits to be sent again, or is not for it')
  position!: string;
  @Shown('How many messages it has got, or is to get again: the newest sequence') sequence!: number;
  @Shown('Since when nothing has arrived', { nullable: true, type: String, format: 'date-time' }) failingSince!:
    string | null;
  @Shown('When a message has arrived last', { nullable: true, type: String, format: 'date-time' }) lastSuccessAt!:
    string | null;
  @Shown('It is spared until then, because it fails or has asked for it', {
    nullable: true,
    type: String,
    format: 'date-time',
  })
  sparedUntil!: string | null;
  @Shown('Messages that wait to be sent again') pending!: number;
  @Shown('Messages that were given up') dead!: number;
  @Shown('Until when messages are signed with the secret before this one, too', {
    nullable: true,
    type: String,
    format: 'date-time',
  })
  previousUntil!: string | null;
  @Shown('Made at', { type: String, format: 'date-time' }) createdAt!: string;
  @ChangedAt() updatedAt!: string;
}

export class NewWebhookView extends WebhookView {
  @Shown('What messages are signed with (Standard Webhooks): shown this once') secret!: string;
}

export class TestResultView {
  @Shown('What came of it', { enum: ['2xx', '3xx', '4xx', '5xx', 'timeout', 'network', 'blocked'] }) result!: string;
  @Shown('The status of the answer; null = none came', { nullable: true, type: Number }) status!: number | null;
  @Shown('How long it took, in milliseconds') ms!: number;
  @Shown('The first kilobyte of the answer', { nullable: true, type: String }) response!: string | null;
  @Shown('Why no answer came', { nullable: true, type: String }) error!: string | null;
}

export const toTestResult = ({ result, status, ms, response, error }: Answer): TestResultView => ({
  ...{ result, status, ms, response, error },
});

const instant = (at: Date | null) => at?.toISOString() ?? null;
const future = (at: Date | null) => (at !== null && at.getTime() > Date.now() ? at : null);
const later = (one: Date | null, other: Date | null) => (one === null || (other !== null && other > one) ? other : one);

/** @param headerNames of its sealed headers */
export function toWebhookView(
  webhook: Webhook,
  headerNames: readonly string[],
  counts: Counts | undefined,
): WebhookView {
  const { id, name, url, types, sns, doorIds, areaCodes, alarmCodes, minLevel, privacy } = webhook;
  const { cards, ordered, concurrency, ca, status, reason, position, sequence, probeAt, slowUntil } = webhook;
  return {
    ...{ id, name, url, types, sns, doorIds, areaCodes, alarmCodes, minLevel, privacy, cards, ordered, concurrency },
    headers: Object.fromEntries(headerNames.map((header) => [header, shownSecret])),
    ...{ ca, status, reason, position: String(position), sequence },
    failingSince: instant(webhook.failingSince),
    lastSuccessAt: instant(webhook.lastSuccessAt),
    sparedUntil: instant(later(future(probeAt), future(slowUntil))),
    pending: counts?.pending ?? 0,
    dead: counts?.dead ?? 0,
    previousUntil: instant(future(webhook.previousUntil)),
    createdAt: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
  };
}
