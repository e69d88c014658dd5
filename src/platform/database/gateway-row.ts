import { hostname } from 'node:os';
import type { SealedBox } from '../crypto/sealed-box.js';
import { version } from '../version.js';

interface Queries {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** A gateway that was not heard of for longer does not run any more. */
export const goneAfterSeconds = 45;
export const tellEveryMs = 15_000;

/** A gateway that runs on this database. */
export interface GatewayRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly keys: readonly string[];
  readonly sealing: string;
  readonly hints: boolean | null;
}

/** Says that this gateway runs, and which keys it holds. */
export async function writeGateway(
  tx: Queries,
  id: string,
  seal: Pick<SealedBox, 'fingerprint' | 'fingerprints'>,
  hints: boolean | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO gateway (id, host, pid, version, keys, sealing, hints) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET keys = excluded.keys, sealing = excluded.sealing, hints = excluded.hints,
       seen_at = clock_timestamp()`,
    [id, hostname(), process.pid, version, seal.fingerprints, seal.fingerprint, hints],
  );
}

/** Also those that were killed long ago. */
export async function removeGateway(tx: Queries, id: string): Promise<void> {
  await tx.query(`DELETE FROM gateway WHERE id = $1 OR seen_at < clock_timestamp() - interval '1 day'`, [id]);
}

export const livingGateways = `SELECT id, host, pid, version, keys, sealing, hints FROM gateway
  WHERE seen_at > clock_timestamp() - interval '${goneAfterSeconds} seconds' ORDER BY host, pid, id`;

/** The gateways that were heard of lately. */
export const readGateways = (tx: Queries): Promise<GatewayRow[]> => tx.query(livingGateways) as Promise<GatewayRow[]>;
