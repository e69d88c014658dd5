import type { Opener } from './age.js';
import { BackupFault, type BackupTable, type Manifest } from './format.js';
import { readBackup, type Visitor } from './read-backup.js';

/** The manifest of an archive, which has a month. */
export type ArchiveManifest = Manifest & { readonly month: string };

/** What a table of an archive holds: its partition has the name of the month. */
export const holdsPictures = ({ name }: Pick<BackupTable, 'name'>): boolean => name === 'event_photo';

export const archiveName = (month: string): string => `events-${month}.tar.age`;

/** The month in the name of a file; undefined if it is not that of an archive. */
export const monthInName = (name: string): string | undefined =>
  /^events-(\d{4}-(?:0[1-9]|1[0-2]))\.tar\.age$/.exec(name)?.[1];

/**
 * Reads an archive to its end and checks all of it.
 * @throws BackupFault as readBackup does, and if the file is a backup
 */
export async function readArchive(
  source: AsyncIterable<Uint8Array>,
  opener: Opener,
  {
    manifest: told,
    ...visitor
  }: Omit<Visitor, 'manifest'> & {
    readonly manifest?: (manifest: ArchiveManifest) => Promise<void> | void;
  } = {},
): Promise<ArchiveManifest> {
  const { manifest } = await readBackup(source, opener, {
    ...visitor,
    manifest: async (found) => {
      const archive = archiveOnly(found);
      await told?.(archive);
    },
  });
  return archiveOnly(manifest);
}

function archiveOnly(manifest: Manifest): ArchiveManifest {
  const { kind, month } = manifest;
  if (kind !== 'archive' || month === null)
    throw new BackupFault('this is a backup, not an archive of a month: `postern restore` is for it');
  return { ...manifest, month };
}
