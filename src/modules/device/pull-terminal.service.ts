import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { fieldError, missing } from '../../platform/errors.js';
import { isLocal, LocalAddress } from '../../platform/network/dialled-address.js';

export type PullTransport = 'auto' | 'tcp' | 'udp';
export type UnlockUnit = 'tenths' | 'seconds';

/** The settings of a terminal on port 4370 in an operator's request. */
export interface PullSettings {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** 0 = none. */
  readonly commKey?: number | undefined;
  readonly transport?: PullTransport | undefined;
  /** The encoding of names that the terminal is set to. */
  readonly encoding?: string | undefined;
  /** The unit in which the terminal counts the opening time. */
  readonly unlockUnit?: UnlockUnit | undefined;
  /** The connection stays open for live events; otherwise the terminal is read every `pollSeconds`. */
  readonly live?: boolean | undefined;
  readonly pollSeconds?: number | undefined;
  /** Its log is cleared once everything in it is stored here. */
  readonly clearAfterRead?: boolean | undefined;
}

/** How a terminal is reached, and the latest results. */
export interface PullTerminal {
  readonly sn: string;
  readonly host: string;
  readonly port: number;
  readonly commKey: number;
  readonly transport: PullTransport;
  readonly encoding: string;
  readonly unlockUnit: UnlockUnit;
  readonly live: boolean;
  readonly pollSeconds: number;
  readonly clearAfterRead: boolean;
  /** The value of its SDKBuild before a gateway changed it, until it is restored. */
  readonly sdkBefore: string | null;
  /** How far its log was read. */
  readonly mark: unknown;
  readonly connectedAt: Date | null;
  readonly readAt: Date | null;
  /** The number of punches that it reported. */
  readonly counted: number | null;
  readonly fault: string | null;
  readonly error: string | null;
  readonly failedAt: Date | null;
  readonly failures: number;
  /** It may have an address of this machine. */
  readonly allowLocal: boolean;
}

type Row = Omit<PullTerminal, 'commKey' | 'allowLocal'> & { readonly commKey: Buffer | null };

const columns = `sn, host, port, comm_key AS "commKey", transport, encoding, unlock_unit AS "unlockUnit", live,
  poll_seconds AS "pollSeconds", clear_after_read AS "clearAfterRead", sdk_before AS "sdkBefore", mark, connected_at AS "connectedAt",
  read_at AS "readAt", counted, fault, error, failed_at AS "failedAt", failures`;

const usual = {
  port: 4370,
  commKey: 0,
  transport: 'auto',
  encoding: 'utf-8',
  unlockUnit: 'tenths',
  live: true,
  pollSeconds: 60,
  clearAfterRead: false,
} as const;

/** Terminals that the gateway calls on port 4370: their addresses, and which gateway is connected to each. */
@Injectable()
export class PullTerminalService {
  /** Seconds for which only one gateway may talk to a terminal; it renews them before they are over. */
  leaseSeconds = 60;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
  ) {}

  get allowLocal(): boolean {
    return this.config.pullAllowLocal;
  }

  /** A name is checked when it is called. @throws Failure invalid for an address that must not be called */
  checkHost(host: string): void {
    if (this.allowLocal || !isLocal(host)) return;
    throw fieldError('host', new LocalAddress(host).message);
  }

  async find(tx: EntityManager, sn: string): Promise<PullTerminal | null> {
    return (await this.list(tx, [sn])).get(sn) ?? null;
  }

  async list(tx: EntityManager, sns: readonly string[]): Promise<Map<string, PullTerminal>> {
    if (sns.length === 0) return new Map();
    const rows: Row[] = await tx.query(`SELECT ${columns} FROM pull_terminal WHERE sn = ANY($1)`, [sns]);
    return new Map(rows.map((row) => [row.sn, this.opened(row)]));
  }

  /** Adds the given values to the stored ones. @throws Failure invalid if there is no host */
  async set(tx: EntityManager, sn: string, said: PullSettings): Promise<void> {
    const there = await this.find(tx, sn);
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as PullSettings;
    const all = { ...usual, ...there, ...given };
    if (!all.host) throw missing('host', 'is missing');
    if (given.host !== undefined) this.checkHost(given.host);
    const moved = there !== null && (there.host !== all.host || there.port !== all.port);
    await tx.query(
      `INSERT INTO pull_terminal (sn, host, port, comm_key, transport, encoding, unlock_unit, live, poll_seconds,
         clear_after_read)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (sn) DO UPDATE SET host = excluded.host, port = excluded.port, comm_key = excluded.comm_key,
         transport = excluded.transport, encoding = excluded.encoding, unlock_unit = excluded.unlock_unit,
         live = excluded.live, poll_seconds = excluded.poll_seconds, clear_after_read = excluded.clear_after_read,
         failures = 0, mark = CASE WHEN $11 THEN NULL ELSE pull_terminal.mark END`,
      [
        sn,
        all.host,
        all.port,
        all.commKey === 0 ? null : this.sealedBox.seal(Buffer.from(String(all.commKey))),
        all.transport,
        all.encoding,
        all.unlockUnit,
        all.live,
        all.pollSeconds,
        all.clearAfterRead,
        moved,
      ],
    );
    notify(tx, 'device', sn);
  }

  /** @returns whether this gateway may talk to the terminal for the next minute */
  async lease(tx: EntityManager, sn: string, owner: string): Promise<boolean> {
    const mine: [unknown[], number] = await tx.query(
      `UPDATE pull_terminal SET lease_owner = $2, lease_until = clock_timestamp() + $3 * interval '1 second'
       WHERE sn = $1 AND (lease_owner IS NULL OR lease_owner = $2 OR lease_until < clock_timestamp()) RETURNING sn`,
      [sn, owner, this.leaseSeconds],
    );
    return mine[1] > 0;
  }

  async release(tx: EntityManager, sn: string, owner: string): Promise<void> {
    await tx.query(
      'UPDATE pull_terminal SET lease_owner = NULL, lease_until = NULL WHERE sn = $1 AND lease_owner = $2',
      [sn, owner],
    );
  }

  async noteConnected(tx: EntityManager, sn: string): Promise<void> {
    await tx.query(
      `UPDATE pull_terminal SET connected_at = clock_timestamp(), failures = 0, fault = NULL, error = NULL WHERE sn = $1`,
      [sn],
    );
  }

  async noteSdk(tx: EntityManager, sn: string, before: string | null): Promise<void> {
    await tx.query('UPDATE pull_terminal SET sdk_before = $2 WHERE sn = $1', [sn, before]);
  }

  async noteFailure(tx: EntityManager, sn: string, fault: string, error: string): Promise<void> {
    await tx.query(
      `UPDATE pull_terminal SET failures = failures + 1, fault = $2, error = $3, failed_at = clock_timestamp()
       WHERE sn = $1`,
      [sn, fault, error.slice(0, 500)],
    );
  }

  /** Everything up to the mark is stored. */
  async noteRead(tx: EntityManager, sn: string, mark: unknown, counted: number | null): Promise<void> {
    await tx.query(
      'UPDATE pull_terminal SET mark = $2::jsonb, counted = $3, read_at = clock_timestamp() WHERE sn = $1',
      [sn, mark === null ? null : JSON.stringify(mark), counted],
    );
  }

  private opened(row: Row): PullTerminal {
    const { allowLocal } = this;
    return {
      ...row,
      allowLocal,
      commKey: row.commKey === null ? 0 : Number(this.sealedBox.open(row.commKey).toString('utf8')),
    };
  }
}
