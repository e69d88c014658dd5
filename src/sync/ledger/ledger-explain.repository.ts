import type { EntityManager } from 'typeorm';

/* Whether devices hold the right of a person to pass. */

export type HeldState =
  'held' | 'pending' | 'sent' | 'retrying' | 'failed' | 'unsupported' | 'unknown' | 'leaving' | 'none';

/** What a device holds of a person's right, as far as it has acknowledged. */
export interface Held {
  readonly state: HeldState;
  /** Since when it holds it as it should; null = not known, or it does not. */
  readonly since: Date | null;
  /** The command that carries what differs. */
  readonly commandId: number | null;
}

export const heldNothing: Held = { state: 'none', since: null, commandId: null };

const differs = '(l.unknown OR l.desired_hash IS DISTINCT FROM l.held_hash)';
/** Templates and photos do not decide whether somebody may pass. */
const ofRight = `l.table_name IN ('user', 'userauthorize', 'mulcarduser')`;

interface Pair {
  readonly sn: string;
  readonly pin: string;
}

export const heldKey = ({ sn, pin }: Pair): string => `${sn} ${pin}`;

/** By `heldKey`; devices that hold nothing of a person, and are to hold nothing, are not in it. */
export async function heldOf(tx: EntityManager, pairs: readonly Pair[]): Promise<ReadonlyMap<string, Held>> {
  if (pairs.length === 0) return new Map();
  const rows: (Pair & Held)[] = await tx.query(
    `SELECT l.sn, l.pin, max(l.command_id) FILTER (WHERE ${differs}) AS "commandId",
       CASE WHEN bool_or(${differs} OR l.held_at IS NULL OR l.desired_hash IS NULL) THEN NULL
         ELSE max(l.held_at) END AS since,
       CASE WHEN bool_and(l.desired_hash IS NULL) THEN 'leaving' WHEN bool_or(l.unsupported) THEN 'unsupported'
         WHEN bool_or(l.failed) THEN 'failed' WHEN bool_or(${differs} AND l.retry_at IS NOT NULL) THEN 'retrying'
         WHEN bool_or(${differs} AND l.command_id IS NOT NULL) THEN 'sent'
         WHEN bool_or(l.unknown) THEN 'unknown' WHEN bool_or(${differs}) THEN 'pending' ELSE 'held' END AS state
     FROM (SELECT DISTINCT sn, pin FROM unnest($1::text[], $2::text[]) AS n (sn, pin)) a
       JOIN ledger l ON l.sn = a.sn AND l.pin = a.pin AND ${ofRight}
     GROUP BY l.sn, l.pin`,
    [pairs.map(({ sn }) => sn), pairs.map(({ pin }) => pin)],
  );
  return new Map(
    rows.map(({ sn, pin, state, since, commandId }) => [heldKey({ sn, pin }), { state, since, commandId }]),
  );
}
