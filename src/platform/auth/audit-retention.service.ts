import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { SealedBox } from '../crypto/sealed-box.js';
import { lock } from '../database/locks.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { CONFIG } from '../tokens.js';
import { readHead } from './audit-head.js';
import { AuditKey } from './audit-key.js';
import { auditColumns, beginningOf, faultOfLink, type AuditRow, type Link } from './audit-links.js';

const batch = 1_000;
/** Links in one file. */
const mostInFile = 100_000;

/** Makes of the bytes of a file what only somebody else can read. */
export interface FileSealing {
  /** What the name of the file ends with. */
  readonly ending: string;
  readonly sealed: (plain: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/** With a number at its end it is one that broke off. */
const exported = /^audit-\d{12}-\d{12}\.jsonl\.gz(\.age)?(\.\d+)?$/;

const unsealed: FileSealing = { ending: '', sealed: (plain) => plain };

interface Prefix {
  readonly from: Link;
  readonly to: number;
  readonly keyedFrom: number;
}

/**
 * Takes the beginning off the audit log: it is written into a file, and the last link that goes becomes the root of the
 * rest. Links that are not as they were written stay: what is wrong with them must be seen.
 */
@Injectable()
export class AuditRetentionService {
  private readonly key: AuditKey;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    seal: SealedBox,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.key = new AuditKey(seal);
  }

  /**
   * @param before an instant in SQL
   * @param sealing of the files
   * @throws Error if the log is not whole, or the file cannot be written: nothing of it is removed then
   */
  async removeBefore(before: string, isStopped: () => boolean, sealing = unsealed): Promise<void> {
    // A gateway may have stopped between the checkpoint and its rows.
    await this.removeRows(isStopped);
    while (!isStopped()) {
      const prefix = await this.prefixBefore(before);
      if (prefix === null) return;
      const file = `audit-${place(prefix.from.chain + 1)}-${place(prefix.to)}.jsonl.gz${sealing.ending}`;
      const { last, sha256 } = await this.write(prefix, file, sealing);
      await this.unitOfWork.run(async (tx) => {
        await lock(tx, 'auditChain');
        await tx.query(
          `INSERT INTO audit_checkpoint (chain, hash, mac, file, sha256) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (chain) DO NOTHING`,
          [last.chain, last.hash, this.key.checkpoint(last), file, sha256],
        );
      });
      await this.removeRows(isStopped);
    }
  }

  /** Deletes files of this gateway. @param before an instant in SQL: when they were written */
  async removeFiles(before: string): Promise<void> {
    const [row]: { at: Date }[] = await this.unitOfWork.manager.query(`SELECT ${before} AS at`);
    if (!row) return;
    for (const { path, at } of await this.list()) if (at < row.at) await rm(path, { force: true });
  }

  /** What this gateway has. */
  async files(): Promise<{ readonly bytes: number; readonly rows: number; readonly oldest: Date | null }> {
    const list = await this.list();
    const [oldest = null] = list.map(({ at }) => at).sort((one, other) => one.getTime() - other.getTime());
    return { bytes: list.reduce((sum, { bytes }) => sum + bytes, 0), rows: list.length, oldest };
  }

  private async list(): Promise<{ readonly path: string; readonly bytes: number; readonly at: Date }[]> {
    // There is none before the first part is exported.
    const names = await readdir(this.folder).catch(() => []);
    const paths = names.filter((name) => exported.test(name)).map((name) => join(this.folder, name));
    const found = await Promise.all(paths.map(async (path) => ({ path, stats: await stat(path).catch(() => null) })));
    return found.flatMap(({ path, stats }) => (stats ? [{ path, bytes: stats.size, at: stats.mtime }] : []));
  }

  private get folder(): string {
    return join(this.config.dataDir, 'audit');
  }

  private async prefixBefore(before: string): Promise<Prefix | null> {
    const tx = this.unitOfWork.manager;
    const from = await beginningOf(tx, this.key);
    const { head } = await readHead(tx, this.key);
    if (!from.isGenuine || !head) throw new Error('the audit log is not as it was written: nothing of it is removed');
    const [row]: { last: number }[] = await tx.query(
      `SELECT coalesce(
         (SELECT chain - 1 FROM audit WHERE chain > $1 AND at >= ${before} ORDER BY chain LIMIT 1),
         (SELECT max(chain) FROM audit), 0)::float8 AS last`,
      [from.chain],
    );
    const to = Math.min(row?.last ?? 0, from.chain + mostInFile);
    return to > from.chain ? { from, to, keyedFrom: head.keyedFrom } : null;
  }

  private async write(
    { from, to, keyedFrom }: Prefix,
    name: string,
    { sealed }: FileSealing,
  ): Promise<{ last: Link; sha256: string }> {
    const { folder } = this;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const partial = join(folder, `${name}.${process.pid}`);
    const end: { last: Link } = { last: from };
    const hash = createHash('sha256');
    try {
      const file = await open(partial, 'w', 0o600);
      try {
        const lines = Readable.from(this.lines(to, keyedFrom, end));
        await pipeline(lines, createGzip(), async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of sealed(chunks)) {
            hash.update(chunk);
            await file.writeFile(chunk);
          }
        });
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, join(folder, name));
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    return { last: end.last, sha256: hash.digest('hex') };
  }

  /** One row a line, each held against the one before it. */
  private async *lines(to: number, keyedFrom: number, end: { last: Link }): AsyncGenerator<string> {
    while (end.last.chain < to) {
      const rows: AuditRow[] = await this.unitOfWork.manager.query(
        `SELECT ${auditColumns} FROM audit WHERE chain > $1 AND chain <= $2 ORDER BY chain LIMIT ${batch}`,
        [end.last.chain, to],
      );
      if (rows.length === 0) throw new Error('rows are missing in the audit log: nothing of it is removed');
      for (const row of rows) {
        const fault = faultOfLink(this.key, end.last, row, keyedFrom);
        if (fault) throw new Error(`row ${row.seq} of the audit log: ${fault}: nothing of it is removed`);
        end.last = { chain: row.chain, hash: row.hash ?? '' };
        yield lineOf(row);
      }
    }
  }

  private async removeRows(isStopped: () => boolean): Promise<void> {
    const { chain, isGenuine } = await beginningOf(this.unitOfWork.manager, this.key);
    // Of a checkpoint that somebody else made nothing follows.
    if (!isGenuine || chain === 0) return;
    for (let removed = batch; removed === batch && !isStopped();) {
      [, removed] = await this.unitOfWork.manager.query<[unknown, number]>(
        `DELETE FROM audit WHERE chain IN (SELECT chain FROM audit WHERE chain <= $1 ORDER BY chain LIMIT ${batch})`,
        [chain],
      );
    }
  }
}

/** In the order of their numbers in a list of files, too. */
const place = (chain: number) => String(chain).padStart(12, '0');

const lineOf = ({ seq, chain, at, actor, address, action, object, detail, hash, salt, digest, erased }: AuditRow) =>
  `${JSON.stringify({ seq, chain, at, actor, address, action, object, detail, hash, salt, digest, erased })}\n`;
