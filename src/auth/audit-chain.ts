import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { LOG } from '../db/house.js';
import { Work } from '../db/work.js';

/** One replica at a time chains; the others try again a second later. */
const chainLock = [7078, 5] as const;
const batch = 1_000;
const everyMs = 1_000;

/** What the first link hangs on. */
const root = '0'.repeat(64);

interface AuditRow {
  seq: number;
  chain: number;
  at: string;
  actor: string;
  address: string;
  action: string;
  object: string;
  detail: string;
  hash: string;
}

/** The columns as text that does not depend on who reads them: jsonb prints its keys in an order of its own. */
const columns = `seq, chain, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
  actor, address, action, object, detail::text AS detail, hash`;

const hashOf = (previous: string, chain: number, row: AuditRow): string =>
  createHash('sha256')
    .update(previous)
    .update(JSON.stringify([chain, row.seq, row.at, row.actor, row.address, row.action, row.object, row.detail]))
    .digest('hex');

/** Whether the log is as it was written. `firstBad` names the first link that is not. */
export interface ChainReport {
  readonly ok: boolean;
  /** Links checked. */
  readonly checked: number;
  readonly firstBad: { readonly seq: number | null; readonly chain: number; readonly why: string } | null;
}

interface Head {
  readonly chain: number;
  readonly hash: string;
}

/**
 * Chains the audit log: each link is the SHA-256 of the one before and of its row. Rows are chained in the order in
 * which they are found, not in the order of `seq`: a transaction that began earlier may commit later, and its row is
 * then simply the next link.
 */
@Injectable()
export class AuditChain implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly work: Work,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), everyMs).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.busy;
  }

  private tick(): void {
    this.busy = this.busy
      .then(() => this.sealUnlessBusy())
      .catch((error: unknown) => this.log.warn({ err: error }, 'the audit log could not be chained'));
  }

  /** Chains what is not chained yet, once whoever is at it has finished. */
  async seal(): Promise<void> {
    let made = batch;
    while (made === batch) {
      made = await this.work.run(async (tx) => {
        await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [...chainLock]);
        return this.sealBatch(tx);
      });
    }
  }

  /** The same, unless another gateway is at it: one is enough. */
  private sealUnlessBusy(): Promise<number> {
    return this.work.run(async (tx) => {
      const [lock]: { free: boolean }[] = await tx.query('SELECT pg_try_advisory_xact_lock($1, $2) AS free', [
        ...chainLock,
      ]);
      return lock?.free ? this.sealBatch(tx) : 0;
    });
  }

  /** @returns how many links were made */
  private async sealBatch(tx: EntityManager): Promise<number> {
    const rows: AuditRow[] = await tx.query(
      `SELECT ${columns} FROM audit WHERE hash IS NULL ORDER BY seq LIMIT ${batch}`,
    );
    if (rows.length === 0) return 0;
    const links = linksBehind(await readHead(tx), rows);
    await tx.query(
      `UPDATE audit a SET chain = l.chain, hash = l.hash
       FROM unnest($1::bigint[], $2::bigint[], $3::text[]) l (seq, chain, hash) WHERE a.seq = l.seq`,
      [links.map(({ seq }) => seq), links.map(({ chain }) => chain), links.map(({ hash }) => hash)],
    );
    await writeHead(tx, links.at(-1));
    return rows.length;
  }

  /** Recomputes every link from the first on. */
  async verify(tx: EntityManager): Promise<ChainReport> {
    let last: Head = { chain: 0, hash: root };
    for (;;) {
      const rows: AuditRow[] = await tx.query(
        `SELECT ${columns} FROM audit WHERE chain > $1 ORDER BY chain LIMIT ${batch}`,
        [last.chain],
      );
      for (const row of rows) {
        const why = faultOf(last, row);
        if (why) return { ok: false, checked: last.chain, firstBad: { seq: row.seq, chain: last.chain + 1, why } };
        last = row;
      }
      if (rows.length < batch) return this.verifyEnd(tx, last);
    }
  }

  /** Links taken off the end leave a whole chain behind: the head, kept apart, tells. */
  private async verifyEnd(tx: EntityManager, last: Head): Promise<ChainReport> {
    const head = await readHead(tx);
    if (head.chain <= last.chain) return { ok: true, checked: last.chain, firstBad: null };
    const firstBad = { seq: null, chain: last.chain + 1, why: 'rows are missing at the end' };
    return { ok: false, checked: last.chain, firstBad };
  }
}

function faultOf(last: Head, row: AuditRow): string | null {
  if (row.chain !== last.chain + 1) return 'rows are missing before this one';
  return row.hash === hashOf(last.hash, row.chain, row) ? null : 'this row is not as it was written';
}

function linksBehind(head: Head, rows: readonly AuditRow[]): { seq: number; chain: number; hash: string }[] {
  let last = head;
  return rows.map((row) => {
    const chain = last.chain + 1;
    last = { chain, hash: hashOf(last.hash, chain, row) };
    return { seq: row.seq, ...last };
  });
}

const headKey = 'audit.head';

async function readHead(tx: EntityManager): Promise<Head> {
  const [row]: { value: Head }[] = await tx.query('SELECT value FROM setting WHERE key = $1', [headKey]);
  return row?.value ?? { chain: 0, hash: root };
}

async function writeHead(tx: EntityManager, head: Head | undefined): Promise<void> {
  if (!head) return;
  await tx.query(
    'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [headKey, JSON.stringify({ chain: head.chain, hash: head.hash })],
  );
}
