import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { LOG } from '../tokens.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { neighbourhood } from '../network/neighbourhood.js';

const mostKept = 10_000;
const notedEveryMs = 60 * 60 * 1_000;

/**
 * Which token was used from which address: such a caller may continue while the address has to wait because of another
 * caller's wrong tokens, also after a restart and at another gateway.
 */
@Injectable()
export class CallerService {
  /** `<token id> <address>` and when it was stored. */
  private readonly noted = new LRUCache<string, number>({ max: mostKept });

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async isKnown(tokenHash: string, address: string): Promise<boolean> {
    const rows: unknown[] = await this.unitOfWork.manager.query(
      `SELECT 1 FROM api_token_caller c JOIN api_token t ON t.id = c.token_id
       WHERE t.token_hash = $1 AND c.address = $2`,
      [tokenHash, neighbourhood(address)],
    );
    return rows.length > 0;
  }

  /** Stores callers now and then; a database that accepts no writes is no reason to refuse a caller. */
  async note(tokenId: string, address: string, now = performance.now()): Promise<void> {
    const key = `${tokenId} ${address}`;
    const last = this.noted.get(key);
    if (last !== undefined && now - last < notedEveryMs) return;
    this.noted.set(key, now);
    try {
      await this.unitOfWork.manager.query(
        `INSERT INTO api_token_caller (token_id, address) SELECT id, $2 FROM api_token WHERE id = $1
         ON CONFLICT (token_id, address) DO UPDATE SET last_used_at = now()`,
        [tokenId, neighbourhood(address)],
      );
    } catch (error) {
      this.noted.delete(key);
      this.log.debug({ err: error }, 'who called could not be written down');
    }
  }
}
