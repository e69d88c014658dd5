import type { FeedMessage } from '../envelope/envelope.js';
import type { SenderContext } from './sender-context.js';
import { requestOf } from './message-request.js';
import { openHeaders, signingSecrets } from './webhook-settings.js';
import { failedAnswer, WebhookClient, type Answer, type ClientOptions } from './webhook-client.js';
import type { Webhook } from './webhook.entity.js';

type Shared = Pick<SenderContext, 'seal' | 'totals'> & Pick<ClientOptions, 'allowPrivate' | 'resolve' | 'times'>;

/** An endpoint with its settings of the moment: what is sent to it goes through here. */
export class Endpoint {
  private client: WebhookClient;
  private headers: Readonly<Record<string, string>>;

  constructor(
    private readonly shared: Shared,
    public settings: Webhook,
  ) {
    this.client = this.newClient();
    this.headers = openHeaders(shared.seal, settings);
  }

  /** Attempts at once. */
  get most(): number {
    return this.settings.ordered ? 1 : this.settings.concurrency;
  }

  /** Attempts that are under way go to the address that they were begun for. @returns whether there is another one */
  change(settings: Webhook): boolean {
    const { url, ca, concurrency, ordered } = this.settings;
    this.settings = settings;
    this.headers = openHeaders(this.shared.seal, settings);
    if (
      url === settings.url &&
      ca === settings.ca &&
      concurrency === settings.concurrency &&
      ordered === settings.ordered
    )
      return false;
    const { client } = this;
    setTimeout(() => client.close(), this.shared.times.wholeMs).unref();
    this.client = this.newClient();
    return url !== settings.url || ca !== settings.ca;
  }

  /** Never rejects. @param sequence null = it is not counted */
  async send(message: FeedMessage, sequence: number | null): Promise<Answer> {
    const answer = await this.answerTo(message, sequence).catch((error: unknown) => failedAnswer('network', error, 0));
    this.shared.totals.note(answer);
    return answer;
  }

  close(): void {
    this.client.close();
  }

  private async answerTo(message: FeedMessage, sequence: number | null): Promise<Answer> {
    const secrets = signingSecrets(this.shared.seal, this.settings, new Date());
    const { body, headers } = requestOf(message, this.settings, sequence, secrets, this.headers);
    return this.client.post(body, headers);
  }

  private newClient(): WebhookClient {
    const { url, ca } = this.settings;
    const { allowPrivate, resolve, times } = this.shared;
    return new WebhookClient({ url, ca, concurrency: this.most, allowPrivate, resolve, times });
  }
}
