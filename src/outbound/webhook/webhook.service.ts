import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { noteChange } from '../../platform/auth/audit-change.js';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { shownSecret } from '../../platform/crypto/sealed-fields.js';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import type { Privacy } from '../envelope/envelope.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import { newSecret, secretBytes, shownAs } from './signature.js';
import { checkCa, headersOf } from './webhook-body.js';
import { openHeaders } from './webhook-settings.js';
import { timesOf } from './webhook-times.js';
import { forbiddenNow, forbiddenWords, systemResolve, urlFault } from './webhook-url.js';
import { WebhookMatcherService } from './webhook-matcher.service.js';
import { Webhook } from './webhook.entity.js';

export interface WebhookFacts {
  readonly url?: string | undefined;
  readonly name?: string | undefined;
  readonly types?: string[] | undefined;
  readonly sns?: string[] | undefined;
  readonly doorIds?: string[] | undefined;
  readonly areaCodes?: string[] | undefined;
  readonly alarmCodes?: string[] | undefined;
  readonly minLevel?: number | undefined;
  readonly privacy?: Privacy | undefined;
  readonly cards?: boolean | undefined;
  readonly ordered?: boolean | undefined;
  readonly concurrency?: number | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  /** Null = those that Node trusts. */
  readonly ca?: string | null | undefined;
}

export interface NewWebhook extends WebhookFacts {
  readonly id?: string | undefined;
  readonly url: string;
  readonly secret?: string | undefined;
  /** `now`, `start` or a position. */
  readonly after?: string | undefined;
}

/** What somebody else may know of an endpoint: the path of its address may hold a secret. */
export const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');

const hourMs = 3_600_000;

/** The endpoints of webhooks and their settings. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly seal: SealedBox,
    private readonly feed: FeedTailService,
    private readonly matchers: WebhookMatcherService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<Webhook> {
    const webhook = await tx.findOneBy(Webhook, { id });
    if (!webhook) throw new Failure('notFound', `there is no webhook ${id}`);
    return webhook;
  }

  /**
   * Before any transaction: names are resolved, which may take seconds.
   * @throws Failure invalid for an address that webhooks are not sent to
   */
  async checkUrl(url: string | undefined): Promise<void> {
    if (url === undefined) return;
    const { webhookAllowPrivate, webhookTimeScale } = this.config;
    const fault = urlFault(url, webhookAllowPrivate);
    if (fault !== null) throw fieldError('url', fault);
    const { dnsMs } = timesOf(webhookTimeScale);
    const forbidden = await forbiddenNow(new URL(url), webhookAllowPrivate, systemResolve, dnsMs);
    if (forbidden !== null) throw fieldError('url', forbiddenWords(forbidden));
  }

  /** @returns the webhook with its secret, which nobody is told again */
  async create(tx: EntityManager, facts: NewWebhook): Promise<{ webhook: Webhook; secret: string }> {
    const { id = newId(), after = 'now', secret: given, headers, ...settings } = facts;
    if (await tx.existsBy(Webhook, { id })) throw taken('id', id, `there is a webhook ${id} already`);
    if (given !== undefined && !secretBytes(given))
      throw fieldError('secret', 'must be 24 to 64 bytes in base64, with or without whsec_ before them');
    const secret = shownAs(given ?? newSecret());
    const all = { ...standard, name: originOf(settings.url), ...givenOf(settings) };
    if (all.ca) checkCa(all.ca);
    await this.matchers.check(all);
    await this.matchers.checkDoors(all.doorIds);
    await tx.insert(Webhook, {
      ...all,
      id,
      secret: this.seal.seal(secret),
      headers: this.sealed(headersOf(headers ?? {})),
      position: await this.positionOf(after),
    });
    notify(tx, 'webhook', id);
    return { webhook: await this.get(tx, id), secret };
  }

  async patch(tx: EntityManager, id: string, { headers, ...facts }: WebhookFacts): Promise<Webhook> {
    const webhook = await lockedOf(tx, id);
    const changed = { ...settingsOf(webhook), ...givenOf(facts) };
    if (facts.ca) checkCa(facts.ca);
    await this.matchers.check({
      ...changed,
      // An area that was removed since does not keep anything else from being changed.
      areaCodes: facts.areaCodes === undefined ? [] : changed.areaCodes,
    });
    if (facts.doorIds) await this.matchers.checkDoors(facts.doorIds, webhook.doorIds);
    // Who may edit does not get to see the values: they go nowhere else.
    const isElsewhere = originOf(changed.url) !== originOf(webhook.url);
    if (isElsewhere && webhook.headers !== null && keepsSome(headers)) throw fieldError('headers', staysThere);
    const known = openHeaders(this.seal, webhook);
    await tx.update(
      Webhook,
      { id },
      { ...changed, ...(headers === undefined ? {} : { headers: this.sealed(headersOf(headers, known)) }) },
    );
    noteChange(tx, shown(settingsOf(webhook)), shown(changed));
    notify(tx, 'webhook', id);
    return this.get(tx, id);
  }

  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(Webhook, { id });
    notify(tx, 'webhook', id);
  }

  /** @throws Failure conflict while the secret before this one is still used, unless it is forced */
  async rotate(
    tx: EntityManager,
    id: string,
    { overlapHours, force }: { overlapHours: number; force: boolean },
  ): Promise<{ webhook: Webhook; secret: string }> {
    const { previousUntil, secret: before } = await lockedOf(tx, id);
    if (previousUntil !== null && previousUntil.getTime() > Date.now() && !force) {
      const message = `the secret before this one is used until ${previousUntil.toISOString()}; force ends it now`;
      throw new Failure('conflict', message, { errors: [{ field: 'force', code: 'missing', message }] });
    }
    const secret = newSecret();
    const hasOverlap = overlapHours > 0;
    await tx.update(
      Webhook,
      { id },
      {
        secret: this.seal.seal(secret),
        previousSecret: hasOverlap ? before : null,
        previousUntil: hasOverlap ? new Date(Date.now() + overlapHours * hourMs) : null,
      },
    );
    notify(tx, 'webhook', id);
    return { webhook: await this.get(tx, id), secret };
  }

  /** What is under way comes to its end; nothing else is sent. */
  async pause(tx: EntityManager, id: string): Promise<Webhook> {
    await lockedOf(tx, id);
    await tx.update(Webhook, { id }, { status: 'paused', reason: null });
    notify(tx, 'webhook', id);
    return this.get(tx, id);
  }

  /** It goes on where it was, as if nothing had failed. */
  async resume(tx: EntityManager, id: string): Promise<Webhook> {
    const { status } = await lockedOf(tx, id);
    if (status !== 'active') {
      const rested = { failures: 0, probes: 0, probeAt: null, slowUntil: null, failingSince: null };
      await tx.update(Webhook, { id }, { status: 'active', reason: null, ...rested });
      notify(tx, 'webhook', id);
    }
    return this.get(tx, id);
  }

  private sealed(headers: Readonly<Record<string, string>>): Buffer | null {
    return Object.keys(headers).length === 0 ? null : this.seal.sealJson(headers);
  }

  private async positionOf(after: string): Promise<number> {
    if (after === 'start') return this.feed.horizon();
    const last = await this.feed.last();
    if (after === 'now') return last;
    if (Number(after) > last) throw fieldError('after', `is ahead of the feed, whose last position is ${last}`);
    return Number(after);
  }
}

const standard = {
  ...{ types: [], sns: [], doorIds: [], areaCodes: [], alarmCodes: [], minLevel: 0 },
  ...{ privacy: 'ids', cards: false, ordered: false, concurrency: 20, ca: null },
} satisfies WebhookFacts;

type Settings = Required<{ [K in keyof Omit<WebhookFacts, 'headers'>]: Exclude<WebhookFacts[K], undefined> }>;

const settingsOf = (webhook: Webhook): Settings => {
  const { url, name, types, sns, doorIds, areaCodes, alarmCodes, minLevel, privacy, cards, ordered } = webhook;
  const { concurrency, ca } = webhook;
  return { url, name, types, sns, doorIds, areaCodes, alarmCodes, minLevel, privacy, cards, ordered, concurrency, ca };
};

/** For the audit log. */
const shown = (settings: Settings) => ({ ...settings, url: originOf(settings.url) });

const givenOf = <T extends object>(facts: T) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const staysThere = `must be given anew, or as {} to remove them: the url leads elsewhere now, and they are secrets`;

const keepsSome = (headers: WebhookFacts['headers']): boolean =>
  headers === undefined || Object.values(headers).includes(shownSecret);

/** @throws Failure notFound */
async function lockedOf(tx: EntityManager, id: string): Promise<Webhook> {
  await tx.query('SELECT 1 FROM webhook WHERE id = $1 FOR NO KEY UPDATE', [id]);
  const webhook = await tx.findOneBy(Webhook, { id });
  if (!webhook) throw new Failure('notFound', `there is no webhook ${id}`);
  return webhook;
}
