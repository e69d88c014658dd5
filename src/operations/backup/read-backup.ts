import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { decrypted, type Opener } from './age.js';
import { rowsIn } from './copy-chunks.js';
import {
  BackupFault,
  chunkBytes,
  chunkName,
  endIn,
  endName,
  keyName,
  manifestIn,
  manifestName,
  type BackupTable,
  type Chunk,
  type End,
  type Manifest,
} from './format.js';
import { filesIn, type TarFile } from './tar-stream.js';

const unzip = promisify(gunzip);

/** No file of an archive is larger, whoever made it. */
const mostBytes = 64 * 1024 * 1024;
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Gets the parts of a backup in their order. What throws ends the reading. */
export interface Visitor {
  readonly manifest?: (manifest: Manifest) => Promise<void> | void;
  readonly rows?: (table: BackupTable, text: Buffer) => Promise<void>;
}

export interface ReadBackup {
  readonly manifest: Manifest;
  /** The text of the sealing key, if it is there. */
  readonly key: string | null;
  readonly end: End;
}

/**
 * Reads a backup to its end and checks all of it; memory does not grow with its size.
 * @throws BackupFault if the key is wrong, or anything is missing, altered or not as the manifest says
 */
export async function readBackup(
  source: AsyncIterable<Uint8Array>,
  opener: Opener,
  visitor: Visitor = {},
): Promise<ReadBackup> {
  const reading = new Reading(visitor);
  for await (const file of filesIn(decrypted(source, opener))) await reading.take(file);
  return reading.finish();
}

class Reading {
  private manifest: Manifest | null = null;
  private manifestHash = '';
  private key: string | null = null;
  private end: End | null = null;
  private readonly chunks: Chunk[] = [];
  /** Of the table whose files come. */
  private place = 0;
  private number = 0;
  private rows = 0;

  constructor(private readonly visitor: Visitor) {}

  async take(file: TarFile): Promise<void> {
    if (file.size > mostBytes) throw damaged(`${file.name} is larger than any file of a backup`);
    const content = await file.content();
    if (this.end) throw damaged(`${file.name} stands behind its end`);
    if (!this.manifest) return this.takeManifest(file.name, content);
    if (file.name === keyName && this.chunks.length === 0) {
      this.key = content.toString('utf8');
    } else if (file.name === endName) {
      this.end = endIn(content);
    } else {
      await this.takeRows(this.manifest, file.name, content);
    }
  }

  finish(): ReadBackup {
    const { manifest, end, key } = this;
    if (!manifest) throw new BackupFault('this is no backup of Postern');
    if (!end) throw damaged('its end is missing');
    this.leaveTables(manifest, manifest.tables.length);
    if (end.manifest !== this.manifestHash) throw damaged(`${manifestName} is not the one that was written`);
    if (JSON.stringify(end.chunks) !== JSON.stringify(this.chunks)) {
      const bad = this.chunks.find((chunk, at) => JSON.stringify(chunk) !== JSON.stringify(end.chunks[at]));
      throw damaged(`${bad?.name ?? 'a file of a table'} is not as it was written`);
    }
    if (manifest.hasKey !== (key !== null)) throw damaged(`${keyName} is missing`);
    return { manifest, end, key };
  }

  private async takeManifest(name: string, content: Buffer): Promise<void> {
    if (name !== manifestName) throw new BackupFault('this is no backup of Postern');
    this.manifest = manifestIn(content);
    this.manifestHash = sha256(content);
    await this.visitor.manifest?.(this.manifest);
  }

  private async takeRows(manifest: Manifest, name: string, content: Buffer): Promise<void> {
    const table = this.tableOf(manifest, name);
    const text = await unzip(content, { maxOutputLength: chunkBytes }).catch(() => {
      throw damaged(`${name} cannot be unpacked`);
    });
    const rows = rowsIn(text);
    this.rows += rows;
    this.chunks.push({ name, rows, sha256: sha256(content) });
    await this.visitor.rows?.(table, text);
  }

  /** Files come in the order of the tables, and those of a table by their numbers. */
  private tableOf(manifest: Manifest, name: string): BackupTable {
    const at = manifest.tables.findIndex(({ name: table }) => name.startsWith(`t/${table}/`));
    const table = manifest.tables[at];
    if (!table || at < this.place) throw damaged(`${name} is not expected there`);
    if (at > this.place) this.leaveTables(manifest, at);
    if (name !== chunkName(table.name, ++this.number)) throw damaged(`${name} is not expected there`);
    return table;
  }

  /** All tables up to that place must be complete. */
  private leaveTables(manifest: Manifest, next: number): void {
    for (; this.place < next; this.place++) {
      const table = manifest.tables[this.place];
      if (table && table.rows !== this.rows)
        throw damaged(`table ${table.name} has ${this.rows} of ${table.rows} rows`);
      this.number = 0;
      this.rows = 0;
    }
  }
}

const damaged = (how: string) => new BackupFault(`the backup is damaged: ${how}`);
