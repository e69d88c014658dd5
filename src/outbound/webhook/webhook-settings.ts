import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { secretBytes } from './signature.js';
import type { Webhook } from './webhook.entity.js';

type Secrets = Pick<Webhook, 'secret' | 'previousSecret' | 'previousUntil'>;

/** What messages are signed with now, the newest first. */
export function signingSecrets(seal: SealedBox, webhook: Secrets, now: Date): Buffer[] {
  const { secret, previousSecret, previousUntil } = webhook;
  const isOverlap = previousSecret !== null && previousUntil !== null && previousUntil > now;
  return [secret, ...(isOverlap ? [previousSecret] : [])].flatMap(
    (sealed) => secretBytes(seal.open(sealed).toString('utf8')) ?? [],
  );
}

export const openHeaders = (seal: SealedBox, { headers }: Pick<Webhook, 'headers'>): Record<string, string> =>
  headers === null ? {} : (seal.openJson(headers) as Record<string, string>);
