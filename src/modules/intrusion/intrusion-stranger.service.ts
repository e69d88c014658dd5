import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Logger } from 'pino';
import type { Header } from '../../protocol/dc09/message.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOG } from '../../platform/tokens.js';

/** Why a message was not taken. */
export const strangerReasons = ['unknown', 'address', 'plain', 'noKey', 'wrongKey', 'time', 'protocol'] as const;
export type StrangerReason = (typeof strangerReasons)[number];

/** Somebody whose messages are not taken. */
export interface Stranger {
  readonly key: string;
  readonly account: string;
  readonly receiver: string;
  readonly line: string;
  readonly address: string;
  readonly reason: StrangerReason;
  /** What was sent last, without what is encrypted. */
  readonly message: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Everybody may knock: nobody fills the table. */
const most = 1_000;
const longestMessage = 200;

/** Who knocked and was not let in: an installer sees here what a panel really sends. */
@Injectable()
export class IntrusionStrangerService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async note(header: Header, address: string, reason: StrangerReason): Promise<void> {
    const { account, receiver, line, id, isEncrypted, rest } = header;
    const message = isEncrypted ? `"*${id}"` : `"${id}" [${printable(rest)}`.slice(0, longestMessage);
    const made: unknown[] = await this.unitOfWork.manager.query(
      `INSERT INTO intrusion_stranger AS s (account, receiver, line, address, reason, message)
       SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM intrusion_stranger) < ${most}
         OR EXISTS (SELECT 1 FROM intrusion_stranger WHERE (account, receiver, line, address) = ($1, $2, $3, $4))
       ON CONFLICT (account, receiver, line, address) DO UPDATE SET reason = excluded.reason,
         message = excluded.message, count = s.count + 1, last_at = clock_timestamp() RETURNING count`,
      [account, receiver ?? '', line, address, reason, message],
    );
    if (made.length > 0) this.log.warn({ account, address, reason }, 'a message of an intrusion panel was not taken');
  }

  search(tx: EntityManager, search: Search): Promise<FoundRows<Stranger>> {
    return searchedRows<Stranger>(
      tx,
      {
        sql: `SELECT concat_ws(' ', account, receiver, line, address) AS key, account, receiver, line, address, reason,
            message, count, first_at AS "firstAt", last_at AS "lastAt" FROM intrusion_stranger`,
        by: 'key',
        texts: ['account', 'address', 'reason'],
        others: ['count', 'lastAt'],
        usual: '-lastAt',
      },
      search,
    );
  }
}

const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '.');
