import { Read, Resource } from '../../facade/endpoint.js';
import { Text, Texts } from '../../facade/fields.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { Webhook } from './webhook.entity.js';
import { originOf, WebhookService } from './webhook.service.js';

class PushSettingQuery {
  @Text('Where alarms of cameras are posted', { missing: 'invalid', max: 2_000 }) pushAddress!: string;
  @Texts('Codes of the alarms that are wanted; empty = all') alarmCodes?: string[];
}

/** The one webhook of this call: calling it again changes it. */
const pushWebhook = 'ivs-push';

/** Alarms of cameras are posted by the webhooks, like everything else. */
@Resource('ivsDevice')
export class VideoPushController {
  constructor(
    private readonly webhooks: WebhookService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Read('ivsDevice/setPushSetting', 'Say where alarms of cameras are posted', { section: 'v1.2:2.11.1.6' })
  async set(
    @Params() { pushAddress: url, alarmCodes = [] }: PushSettingQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.webhooks.checkUrl(url);
    // The path of an address may hold a secret.
    const told = { ...caller, detail: { ...caller.detail, pushAddress: originOf(url) } };
    await this.audited.run(told, async (tx) => {
      const types = ['camera.alarm'];
      const there = await tx.findOneBy(Webhook, { id: pushWebhook });
      if (!there) {
        await this.webhooks.create(tx, { id: pushWebhook, name: 'Video alarms (ivsDevice)', url, types, alarmCodes });
        return;
      }
      // Headers are secrets of the receiver before.
      const isElsewhere = originOf(there.url) !== originOf(url);
      await this.webhooks.patch(tx, pushWebhook, { url, types, alarmCodes, ...(isElsewhere ? { headers: {} } : {}) });
      await this.webhooks.resume(tx, pushWebhook);
    });
  }
}
