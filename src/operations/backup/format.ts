/** The name and version that a manifest begins with. A file of a higher version is refused. */
export const formatName = 'postern-backup';
export const formatVersion = 1;

export const manifestName = 'manifest.json';
export const keyName = 'encryption.key';
export const endName = 'end.json';

/** The most text of a table in one file of the archive. */
export const chunkBytes = 8 * 1024 * 1024;

/** Something is wrong with the file, or with what it is to be used for; one line. */
export class BackupFault extends Error {}

/** One backup of a database at a time. */
export class OtherBackup extends BackupFault {}

/** A table, or one partition of it. */
export interface BackupTable {
  readonly name: string;
  /** The table that it is a partition of, and for which rows. */
  readonly partitionOf: string | null;
  readonly bound: string | null;
  readonly columns: readonly string[];
  readonly rows: number;
  /** The sum of the first eight bytes of the MD5 of each row, as PostgreSQL writes rows; a decimal number. */
  readonly sum: string;
}

export type EventsKept = 'all' | 'none' | { readonly since: string };

/** What stands at the beginning of a file. */
export interface Manifest {
  readonly format: typeof formatName;
  readonly formatVersion: number;
  /** An archive has one month of events and nothing else. */
  readonly kind: 'backup' | 'archive';
  readonly month: string | null;
  /** The instant of the snapshot. */
  readonly at: string;
  readonly postern: string;
  readonly postgres: string;
  readonly migrations: readonly string[];
  readonly feedEra: { readonly system: string; readonly timeline: string; readonly firstPosition: string } | null;
  /** Of the key that seals secrets in this database. */
  readonly keyFingerprint: string | null;
  readonly hasKey: boolean;
  readonly events: EventsKept;
  readonly photos: boolean;
  /** In the order in which they can be restored: who is referred to comes first. */
  readonly tables: readonly BackupTable[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

export interface Chunk {
  readonly name: string;
  readonly rows: number;
  /** Of the file as it stands in the archive. */
  readonly sha256: string;
}

export interface SequenceValue {
  readonly name: string;
  readonly value: string;
  readonly isCalled: boolean;
}

/** What stands at the end of a file: without it the file is cut. */
export interface End {
  /** SHA-256 of manifest.json. */
  readonly manifest: string;
  readonly chunks: readonly Chunk[];
  readonly sequences: readonly SequenceValue[];
}

export const chunkName = (table: string, number: number): string => `t/${table}/${number}.copy.gz`;

/** @throws BackupFault if it is no manifest, or one that this version does not know */
export function manifestIn(content: Buffer): Manifest {
  const found = jsonIn(content, manifestName) as Partial<Manifest> | null;
  if (found?.format !== formatName) throw new BackupFault('this is no backup of Postern');
  if (found.formatVersion !== formatVersion) {
    throw new BackupFault(
      `the backup is of a newer version: its format is ${String(found.formatVersion)}, this version reads ${formatVersion}`,
    );
  }
  if (!Array.isArray(found.tables) || !Array.isArray(found.migrations)) {
    throw new BackupFault(`the backup is damaged: ${manifestName} is not complete`);
  }
  return found as Manifest;
}

export function endIn(content: Buffer): End {
  const found = jsonIn(content, endName) as Partial<End> | null;
  if (!Array.isArray(found?.chunks) || !Array.isArray(found.sequences) || typeof found.manifest !== 'string') {
    throw new BackupFault(`the backup is damaged: ${endName} is not complete`);
  }
  return found as End;
}

function jsonIn(content: Buffer, name: string): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    throw new BackupFault(`the backup is damaged: ${name} cannot be read`);
  }
}
