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
/** Whoever has not knocked for so long gives way to somebody new, once the table is full. */
const restMinutes = 60;
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
    const stranger = [account, receiver ?? '', line, address, reason, message];
    const isNoted = (await this.write(stranger)) || ((await this.makeRoom()) && (await this.write(stranger)));
    if (isNoted) this.log.warn({ account, address, reason }, 'a message of an intrusion panel was not taken');
  }

  /** @returns false if the table is full */
  private async write(stranger: readonly string[]): Promise<boolean> {
    const made: unknown[] = await this.unitOfWork.manager.query(
      `INSERT INTO intrusion_stranger AS s (account, receiver, line, address, reason, message)
       SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM intrusion_stranger) < ${most}
         OR EXISTS (SELECT 1 FROM intrusion_stranger WHERE (account, receiver, line, address) = ($1, $2, $3, $4))
       ON CONFLICT (account, receiver, line, address) DO UPDATE SET reason = excluded.reason,
         message = excluded.message, count = s.count + 1, last_at = clock_timestamp() RETURNING count`,
      [...stranger],
    );
    return made.length > 0;
  }

  private async makeRoom(): Promise<boolean> {
    const [, count]: [unknown[], number] = await this.unitOfWork.manager.query(
      `DELETE FROM intrusion_stranger WHERE ctid IN (
         SELECT ctid FROM intrusion_stranger WHERE last_at < clock_timestamp() - make_interval(mins => $1)
         ORDER BY last_at LIMIT (SELECT greatest(1, count(*) - ${most - 1}) FROM intrusion_stranger))`,
      [restMinutes],
    );
    return count > 0;
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
