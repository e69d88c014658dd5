import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { LOG } from '../tokens.js';
import type { PeriodicJob } from '../schedule/periodic-job.js';
import { PeriodicJobService } from '../schedule/periodic-job.service.js';
import { SealedBox } from '../crypto/sealed-box.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { readHead, writeHead } from './audit-head.js';
import { AuditKey, oldLink, type Head } from './audit-key.js';
import { auditColumns, beginningOf, faultOfLink, isGenuine, type AuditRow, type Link } from './audit-links.js';
import { lock, tryLock } from '../database/locks.js';

const batch = 1_000;

/** Whether the log is unchanged. `firstBad` names the first wrong link. */
export interface ChainReport {
  readonly ok: boolean;
  /** Number of links that were checked. */
  readonly checked: number;
  /** The first link that is still here, where those before it were exported and removed. */
  readonly from?: number;
  /** The first link with a key. */
  readonly keyedFrom: number;
  readonly firstBad: { readonly seq: number | null; readonly chain: number; readonly why: string } | null;
}

interface Bad {
  readonly seq: number | null;
  readonly why: string;
}

const missingAtEnd = 'rows are missing at the end';

/**
 * Chains the audit log: each link is an HMAC of the one before and of its row. Rows are chained in the order in which
 * they are found, not in the order of `seq`: a transaction that began earlier may commit later, and its row is then
 * simply the next link. A row that was not written by `recordAudit` has no valid digest and is never chained.
 */
@Injectable()
export class AuditChainService implements OnApplicationBootstrap {
  private readonly key: AuditKey;
  private readonly job: PeriodicJob;
  /** The longest chain that this gateway has seen: if the chain is shorter now, it was cut. */
  private seen: Head | null = null;
  private fault: string | null = null;
  /** At the last look at all links. */
  private foundBad = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    seal: SealedBox,
    @Inject(LOG) private readonly log: Logger,
    jobs: PeriodicJobService,
  ) {
    this.key = new AuditKey(seal);
    this.job = jobs.add({ name: 'audit-chain', everyMs: 1_000, failure: 'the audit log could not be chained' }, () =>
      this.sealUnlessBusy(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** Something was changed or taken away, as far as this gateway has seen. */
  get isBroken(): boolean {
    return this.fault !== null || this.foundBad;
  }

  /** Chains what is not chained yet, after waiting for another gateway that does the same. */
  async seal(): Promise<void> {
    const head = await this.unitOfWork.run(async (tx) => {
      await lock(tx, 'auditChain');
      return this.sealAll(tx, await this.trustedHead(tx));
    });
    this.note(head);
  }

  /** The same, but not if another gateway does it already: one is enough. */
  private async sealUnlessBusy(): Promise<void> {
    const head = await this.unitOfWork.run(async (tx) => {
      if (!(await tryLock(tx, 'auditChain'))) return null;
      // The first look is at the head in any case: from then on it is known what there was.
      if (this.seen !== null && (await this.unsealed(tx, 0, 1)).length === 0) return null;
      return this.sealAll(tx, await this.trustedHead(tx));
    });
    this.note(head);
  }

  /** After the commit, because a row that was rolled back never existed. */
  private note(head: Head | null): void {
    if (head && head.chain >= (this.seen?.chain ?? 0)) this.seen = head;
  }

  private async sealAll(tx: EntityManager, from: Head | null): Promise<Head | null> {
    if (!from) return null;
    let head = from;
    for (let after = 0; ;) {
      const rows = await this.unsealed(tx, after);
      head = await this.sealRows(tx, head, rows);
      if (rows.length < batch) return head;
      after = rows.at(-1)?.seq ?? after;
    }
  }

  private unsealed(tx: EntityManager, after: number, most = batch): Promise<AuditRow[]> {
    return tx.query(`SELECT ${auditColumns} FROM audit WHERE hash IS NULL AND seq > $1 ORDER BY seq LIMIT $2`, [
      after,
      most,
    ]);
  }

  /**
   * Null if the head is missing or was changed: continuing the chain from there would hide a manipulation. A chain
   * without a key is an old one only for a gateway that has seen no other: anybody with the database can make one.
   */
  private async trustedHead(tx: EntityManager): Promise<Head | null> {
    const { head: found, old } = await readHead(tx, this.key);
    const head = old && this.seen === null ? await this.carryOver(tx, old) : found;
    const fault = this.faultOfHead(head);
    if (fault && fault !== this.fault) this.log.error({ fault }, 'the audit log is not as it was written');
    this.fault = fault;
    return fault ? null : head;
  }

  private faultOfHead(head: Head | null): string | null {
    if (!head) return 'the head of the chain is missing or not as it was written';
    const { seen } = this;
    const isCut = seen && (head.chain < seen.chain || (head.chain === seen.chain && head.hash !== seen.hash));
    return isCut ? missingAtEnd : null;
  }

  /** A chain without a key, from an older version, is completed with the waiting rows and sealed as it is. */
  private async carryOver(tx: EntityManager, old: Link): Promise<Head> {
    let last = old;
    const waiting: AuditRow[] = await tx.query(
      `SELECT ${auditColumns} FROM audit WHERE hash IS NULL AND digest IS NULL ORDER BY seq`,
    );
    const links = waiting.map((row) => {
      const chain = last.chain + 1;
      last = { chain, hash: oldLink(last.hash, { ...row, chain }, row, row.detailText) };
      return { seq: row.seq, ...last };
    });
    await writeLinks(tx, links);
    const head = { ...last, keyedFrom: last.chain + 1 };
    await writeHead(tx, this.key, head);
    this.log.warn({ keyedFrom: head.keyedFrom }, 'from here on the links of the audit log have a key');
    return head;
  }

  private async sealRows(tx: EntityManager, head: Head, rows: readonly AuditRow[]): Promise<Head> {
    let last = head;
    const links = rows
      .filter((row) => isGenuine(this.key, row))
      .map((row) => {
        const chain = last.chain + 1;
        last = { ...last, chain, hash: this.key.link(last.hash, { ...row, chain }, row.digest ?? '') };
        return { seq: row.seq, chain, hash: last.hash };
      });
    if (links.length === 0) return head;
    await writeLinks(tx, links);
    await writeHead(tx, this.key, last);
    return last;
  }

  /** Calculates every link again, from the first one on, or from the checkpoint behind which the log begins. */
  async verify(tx: EntityManager): Promise<ChainReport> {
    const { head } = await readHead(tx, this.key);
    const keyedFrom = head?.keyedFrom ?? 1;
    const beginning = await beginningOf(tx, this.key);
    const { last, bad: badLink } = beginning.isGenuine
      ? await this.verifyLinks(tx, beginning, keyedFrom)
      : { last: beginning, bad: { seq: null, why: 'the checkpoint was not made by the gateway' } };
    const bad = badLink ?? (await this.badEnd(tx, last, head));
    const firstBad = bad && { seq: bad.seq, chain: last.chain + 1, why: bad.why };
    this.foundBad = bad !== null;
    const from = beginning.chain === 0 ? {} : { from: beginning.chain + 1 };
    return { ok: !bad, checked: last.chain - beginning.chain, ...from, keyedFrom, firstBad };
  }

  private async verifyLinks(tx: EntityManager, from: Link, keyedFrom: number): Promise<{ last: Link; bad?: Bad }> {
    let last: Link = { chain: from.chain, hash: from.hash };
    for (;;) {
      const rows: AuditRow[] = await tx.query(
        `SELECT ${auditColumns} FROM audit WHERE chain > $1 ORDER BY chain LIMIT ${batch}`,
        [last.chain],
      );
      for (const row of rows) {
        const why = faultOfLink(this.key, last, row, keyedFrom);
        if (why) return { last, bad: { seq: row.seq, why } };
        last = { chain: row.chain, hash: row.hash ?? '' };
      }
      if (rows.length < batch) return { last };
    }
  }

  private async badEnd(tx: EntityManager, last: Link, head: Head | null): Promise<Bad | null> {
    const fault = this.faultOfHead(head);
    if (fault) return { seq: null, why: fault };
    if (head && head.chain > last.chain) return { seq: null, why: missingAtEnd };
    const stray = await this.stray(tx);
    return stray === null ? null : { seq: stray, why: 'this row was not written by the gateway' };
  }

  /** If a row has waited a minute for its link, the gateway did not write it: otherwise it would have one. */
  private async stray(tx: EntityManager): Promise<number | null> {
    let after = 0;
    for (;;) {
      const rows = await this.unsealed(tx, after);
      const found = rows.find((row) => row.isOld && !isGenuine(this.key, row));
      if (found) return found.seq;
      if (rows.length < batch) return null;
      after = rows.at(-1)?.seq ?? after;
    }
  }
}

async function writeLinks(tx: EntityManager, links: readonly (Link & { readonly seq: number })[]): Promise<void> {
  await tx.query(
    `UPDATE audit a SET chain = l.chain, hash = l.hash
     FROM unnest($1::bigint[], $2::bigint[], $3::text[]) l (seq, chain, hash) WHERE a.seq = l.seq`,
    [links.map(({ seq }) => seq), links.map(({ chain }) => chain), links.map(({ hash }) => hash)],
  );
}
