import { Inject, Injectable } from '@nestjs/common';
import { SiteController, type OpeningOutcome, type OpeningRequest } from '../../modules/parking/site-controller.js';
import type { Config } from '../../platform/config.js';
import { fieldError } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import { version } from '../../platform/version.js';
import { WebhookClient, type Answer } from '../webhook/webhook-client.js';
import { timesOf, type WebhookTimes } from '../webhook/webhook-times.js';
import { forbiddenNow, forbiddenWords, systemResolve, urlFault } from '../webhook/webhook-url.js';

/** A car waits in front of it. */
const patienceMs = 5_000;

/** By the client of the webhooks: the same addresses are forbidden, and no redirection is followed. */
@Injectable()
export class HttpSiteController extends SiteController {
  private readonly times: WebhookTimes;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    super();
    const times = timesOf(config.webhookTimeScale);
    this.times = { ...times, wholeMs: patienceMs * config.webhookTimeScale.patience };
  }

  async checkUrl(field: string, url: string | null | undefined): Promise<void> {
    if (url === undefined || url === null) return;
    const { webhookAllowPrivate } = this.config;
    const fault = urlFault(url, webhookAllowPrivate);
    if (fault !== null) throw fieldError(field, fault);
    const forbidden = await forbiddenNow(new URL(url), webhookAllowPrivate, systemResolve, this.times.dnsMs);
    if (forbidden !== null) throw fieldError(field, forbiddenWords(forbidden));
  }

  async open({ url, authorization, id, body }: OpeningRequest): Promise<OpeningOutcome> {
    const { webhookAllowPrivate: allowPrivate } = this.config;
    // The client sends again what met a connection that was kept and is gone. Here none is kept.
    const client = new WebhookClient({
      ...{ url, ca: null, concurrency: 1, allowPrivate, resolve: systemResolve, times: this.times },
    });
    try {
      const text = Buffer.from(JSON.stringify(body));
      return outcomeOf(await client.post(text, headersOf(id, authorization)));
    } finally {
      client.close();
    }
  }
}

const headersOf = (id: string, authorization: string | null): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': `Postern/${version}`,
  'idempotency-key': id,
  connection: 'close',
  ...(authorization === null ? {} : { authorization }),
});

function outcomeOf({ result, status, error }: Answer): OpeningOutcome {
  if (result === '2xx') return { result: 'opened', detail: '' };
  if (status !== null) return { result: 'refused', detail: `it answered ${status}` };
  return { result: result === 'blocked' ? 'unreached' : 'silent', detail: error ?? 'it gave no answer' };
}
