import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { version } from '../../platform/version.js';
import { encrypted, type Readers } from './age.js';
import { copyChunks } from './copy-chunks.js';
import {
  chunkName,
  endName,
  formatName,
  formatVersion,
  keyName,
  manifestName,
  type BackupTable,
  type Chunk,
  type End,
  type Manifest,
} from './format.js';
import type { Snapshot } from './snapshot.js';
import { leftOut, rowsKept, rowsOfMonth, type Selection } from './tables.js';
import { tarOf, type Put } from './tar-stream.js';

const zip = promisify(gzip);

/** How far it is. */
export interface Progress {
  readonly tables: number;
  readonly ofTables: number;
  readonly table: string;
  readonly rows: number;
  readonly ofRows: number;
}

export interface BackupPlan extends Selection {
  readonly readers: Readers;
  /** The text of the sealing key; null = it is not in the file. */
  readonly key: string | null;
  /** Only the events of this month, such as 2025-01. */
  readonly month?: string;
  readonly onProgress?: (progress: Progress) => void;
}

/** The bytes of a backup. Memory does not grow with the database. */
export async function* writeBackup(snapshot: Snapshot, plan: BackupPlan): AsyncGenerator<Uint8Array> {
  const conditions = new Map(snapshot.tables.map((table) => [table.name, conditionOf(table, snapshot, plan)]));
  const tables = await summed(snapshot, conditions, plan);
  const manifest = await manifestOf(snapshot, tables, plan);
  const fill = async (put: Put) => {
    const text = json(manifest);
    await put(manifestName, text);
    if (plan.key !== null) await put(keyName, Buffer.from(plan.key));
    const chunks = await putTables(put, { snapshot, tables, conditions, plan });
    const end: End = { manifest: sha256(text), chunks, sequences: await snapshot.sequences() };
    await put(endName, json(end));
  };
  yield* encrypted(tarOf(fill, new Date(manifest.at)), plan.readers);
}

const json = (value: object) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

function conditionOf(
  table: { readonly name: string; readonly partitionOf: string | null },
  { quoted }: Snapshot,
  plan: BackupPlan,
): string {
  const of = table.partitionOf ?? table.name;
  return plan.month === undefined ? rowsKept(of, plan, quoted) : rowsOfMonth(of, plan.month, quoted);
}

type Conditions = ReadonlyMap<string, string>;

async function summed(snapshot: Snapshot, conditions: Conditions, { month, onProgress }: BackupPlan) {
  const tables: BackupTable[] = [];
  for (const table of snapshot.tables) {
    onProgress?.({ tables: tables.length, ofTables: snapshot.tables.length, table: table.name, rows: 0, ofRows: 0 });
    const one = await snapshot.summed(table, conditions.get(table.name) ?? 'true');
    if (month === undefined || one.rows > 0) tables.push(one);
  }
  return tables;
}

async function manifestOf(
  snapshot: Snapshot,
  tables: readonly BackupTable[],
  { events, photos, key, month }: BackupPlan,
): Promise<Manifest> {
  return {
    format: formatName,
    formatVersion,
    kind: month === undefined ? 'backup' : 'archive',
    month: month ?? null,
    postern: version,
    ...(await snapshot.facts()),
    hasKey: key !== null,
    events,
    photos,
    tables,
    leftOut: Object.entries(leftOut).map(([name, reason]) => ({ name, reason })),
  };
}

interface Copying {
  readonly snapshot: Snapshot;
  readonly tables: readonly BackupTable[];
  readonly conditions: Conditions;
  readonly plan: BackupPlan;
}

async function putTables(put: Put, { snapshot, tables, conditions, plan }: Copying): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  const ofRows = tables.reduce((sum, { rows }) => sum + rows, 0);
  let rows = 0;
  for (const [place, table] of tables.entries()) {
    const tell = () => plan.onProgress?.({ tables: place, ofTables: tables.length, table: table.name, rows, ofRows });
    tell();
    if (table.rows === 0) continue;
    let number = 0;
    for await (const chunk of copyChunks(
      snapshot.copy({ ...table, columns: [...table.columns] }, conditions.get(table.name) ?? 'true'),
    )) {
      const content = await zip(chunk.text);
      const name = chunkName(table.name, ++number);
      await put(name, content);
      chunks.push({ name, rows: chunk.rows, sha256: sha256(content) });
      rows += chunk.rows;
      tell();
    }
  }
  return chunks;
}
