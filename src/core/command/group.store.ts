import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { tryLockKeys } from '../../platform/database/locks.js';
import { steadyMs } from '../../platform/steady-clock.js';
import type { CommandLifeService } from './command-life.service.js';
import type { Command, CommandRow, OpenCommandRow } from './command.js';
import { byKey, endOf, isAhead, toCommand, plainOf } from './command.store.js';
import type { Waiting } from './turn.js';

/* Commands of many devices, with one statement of a kind for all of them. */

/** Takes the locks of those devices that are not locked. @returns these devices */
export const tryLockDevices = (tx: EntityManager, sns: readonly string[]): Promise<ReadonlySet<string>> =>
  tryLockKeys(tx, 'device', sns, `, ${byKey}`);

/** The devices among these that have any work. */
export async function withOpenCommands(tx: EntityManager, sns: readonly string[]): Promise<ReadonlySet<string>> {
  const found: { sn: string }[] = await tx.query(
    `SELECT d.sn FROM unnest($1::text[]) AS d (sn)
     WHERE EXISTS (SELECT 1 FROM command WHERE sn = d.sn AND status IN ('queued', 'sent') OFFSET 0)`,
    [sns],
  );
  return new Set(found.map(({ sn }) => sn));
}

/** A command that waits. Its content is read only if it may be next. */
export interface WaitingCommand extends Waiting {
  readonly meant: Buffer | null;
}

/** Commands that may still be handed out or answered, device by device in the order of handing out. */
export async function waitingCommands(
  tx: EntityManager,
  lives: CommandLifeService,
  sns: readonly string[],
): Promise<WaitingCommand[]> {
  const askedAt = steadyMs();
  const rows: (Omit<OpenCommandRow, 'meant' | 'text' | 'answer'> & { meant: Buffer | null })[] = await tx.query(
    `SELECT c.* FROM unnest($1::text[]) AS d (sn) CROSS JOIN LATERAL (
       SELECT id, sn, type, kind, lane, ahead, once, origin, status, attempts, created_at, expires_at, retry_at, sent_at,
         ${isAhead('created_at')} AS doubtful, retry_at <= clock_timestamp() OR ${isAhead('sent_at')} AS overdue,
         extract(epoch FROM expires_at - clock_timestamp())::float8 AS expires_in,
         extract(epoch FROM clock_timestamp() - sent_at)::float8 AS sent_ago,
         extract(epoch FROM retry_at - clock_timestamp())::float8 AS retry_in,
         CASE WHEN status = 'queued' AND row_number() OVER (PARTITION BY status, lane, kind = 'query'
           ORDER BY ahead DESC, id) = 1 THEN meant END AS meant
       FROM command WHERE sn = d.sn AND status IN ('queued', 'sent') ORDER BY lane, ahead DESC, id LIMIT 100) c`,
    [sns],
  );
  return rows.map((row) => {
    const endsAt = endOf(lives, row, askedAt);
    return {
      ...plainOf(row),
      status: row.status,
      finishedAt: null,
      returnCode: null,
      endsAt,
      expired: row.status === 'queued' && endsAt <= steadyMs(),
      overdue: row.status === 'sent' && row.overdue === true,
      sentAgo: row.sent_ago ?? 0,
      retryIn: row.retry_in ?? Infinity,
      meant: row.meant,
    };
  });
}

/** @param sent the text that is kept, and seconds until its answer is overdue */
export async function markAllSent(
  tx: EntityManager,
  seal: SealedBox,
  sent: readonly { readonly id: number; readonly kept: string; readonly retryAfter: number }[],
): Promise<void> {
  if (sent.length === 0) return;
  await tx.query(
    `UPDATE command c SET status = 'sent', attempts = c.attempts + 1, text = s.text, sent_at = clock_timestamp(),
       retry_at = clock_timestamp() + s.seconds * interval '1 second'
     FROM unnest($1::int[], $2::bytea[], $3::float8[]) AS s (id, text, seconds) WHERE c.id = s.id`,
    [sent.map(({ id }) => id), sent.map(({ kept }) => seal.seal(kept)), sent.map(({ retryAfter }) => retryAfter)],
  );
}

/** A device's word that it has done what a command says. */
export interface Done {
  readonly sn: string;
  readonly id: number;
  readonly returnCode: number;
}

export interface Answered {
  readonly command: Command;
  /** Seconds since it was queued. */
  readonly lasted: number;
}

/**
 * Ends those of these commands that are waited for. @returns them, as they were; the text of rows is left out
 */
export async function endAnswered(tx: EntityManager, seal: SealedBox, done: readonly Done[]): Promise<Answered[]> {
  if (done.length === 0) return [];
  const [rows]: [(CommandRow & { lasted: number })[], number] = await tx.query(
    `UPDATE command c SET status = 'done', return_code = a.code, finished_at = clock_timestamp(), retry_at = NULL
     FROM unnest($1::int[], $2::text[], $3::int[]) AS a (id, sn, code)
     WHERE c.id = a.id AND c.sn = a.sn AND c.status = 'sent'
     RETURNING c.id, c.sn, c.type, c.kind, c.lane, c.ahead, c.once, c.origin, c.meant, c.attempts, c.created_at,
       c.expires_at, c.sent_at, c.answer, c.return_code,
       extract(epoch FROM c.finished_at - c.created_at)::float8 AS lasted,
       CASE WHEN c.type NOT IN ('updateRows', 'deleteUnits') THEN c.text END AS text`,
    [done.map(({ id }) => id), done.map(({ sn }) => sn), done.map(({ returnCode }) => returnCode)],
  );
  for (const { id, sn } of rows) {
    notify(tx, 'command', String(id));
    notify(tx, 'due', sn);
  }
  return rows.map((row) => ({
    command: toCommand(seal, { ...row, status: 'sent', retry_at: null, finished_at: null }),
    lasted: row.lasted,
  }));
}
