import type { Opener } from '../../operations/backup/age.js';
import { erasedIn, type ErasedPin } from '../../operations/backup/erasures.js';
import type { Manifest } from '../../operations/backup/format.js';
import { checkBackup, refuseFull, restore } from '../../operations/backup/restore.js';
import { rowsOnly } from '../../operations/backup/rows-only.js';
import { keyFor, writeKey } from '../../operations/backup/sealing-key.js';
import { loadConfig, type Config } from '../../platform/config.js';
import { clusterName, exists } from '../../platform/database/embedded/place.js';
import { setClusterAside } from '../../platform/database/embedded/set-aside.js';
import type { Screen } from '../postern/screen.js';
import { startDatabase, type TargetDatabase } from '../target-database.js';
import { UsageError } from '../usage-error.js';
import { bytesOf, findFile, linesOf, type CheckOptions } from './check.js';
import { withClient } from '../../operations/backup/with-client.js';
import { forgetErasedBefore, noteErasedBefore } from './erased-before.js';
import { erasedBeside } from './erased-here.js';
import { openerOf } from './options.js';

export interface RestoreOptions extends CheckOptions {
  readonly giveAtOnce?: boolean;
}

/** Restores a backup into the database of the gateway. @returns the exit code */
export async function restoreBackup(
  path: string,
  given: RestoreOptions,
  screen: Screen,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const config = loadConfig(env);
  refuseStandardInput(path);
  await findFile(path);
  const opener = openerOf(given);
  const say = (text: string) => screen.progress.say(text);
  // All of it, before anything is touched.
  const { manifest, key } = await checkBackup(() => bytesOf(path, say), opener);
  const newKey = await keyFor(config, manifest, key);
  const beside = await erasedBeside(path);
  const suffix = `before-restore-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const old = await makeRoom(config, suffix, screen);
  const place = await targetOf(config);
  try {
    await restore(place.url, {
      open: () => bytesOf(path),
      opener,
      name: path,
      erased: [...beside, ...old.erased],
      givesAtOnce: given.giveAtOnce === true,
      say,
    });
  } finally {
    await place.close();
  }
  if (newKey !== null) await writeKey(config, newKey, suffix);
  await forgetErasedBefore(config);
  tell(manifest, { given, screen, aside: old.aside, path });
  return 0;
}

export function refuseStandardInput(path: string): void {
  if (path === '-') throw new UsageError('a restore reads its file twice: standard input cannot be used');
}

interface Old {
  readonly aside: string | null;
  readonly erased: readonly ErasedPin[];
}

/** A database of somebody else's must be empty; our own is moved away. */
async function makeRoom(config: Config, suffix: string, screen: Screen): Promise<Old> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl !== null) {
    await refuseFull(databaseUrl);
    return { aside: null, erased: await noteErasedBefore(config, []) };
  }
  if (!(await exists(clusterName(dataDir)))) return { aside: null, erased: await noteErasedBefore(config, []) };
  screen.progress.say('moving the old database aside');
  const found = await erasedOf(config).catch((error: unknown) => {
    if ((error as Error).message.includes('in use by another gateway')) throw error;
    screen.err(`the old database does not start: who was erased there is not known (${(error as Error).message})`);
    return [];
  });
  const erased = await noteErasedBefore(config, found);
  return { aside: await setClusterAside(dataDir, suffix, () => undefined), erased };
}

async function erasedOf(config: Config): Promise<ErasedPin[]> {
  const { url, close } = await targetOf(config);
  return withClient(url, (client) => erasedIn(rowsOnly(client))).finally(close);
}

/** Not that of a gateway that runs. */
async function targetOf({ databaseUrl, dataDir }: Config): Promise<TargetDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, close: () => Promise.resolve() };
  return startDatabase({ dataDir, log: () => undefined });
}

interface Told {
  readonly given: RestoreOptions;
  readonly screen: Screen;
  readonly aside: string | null;
  readonly path: string;
}

function tell(manifest: Manifest, { given, screen, aside, path }: Told): void {
  if (given.json) {
    screen.json({ ok: true, file: path, at: manifest.at, oldDatabase: aside, held: given.giveAtOnce !== true });
    return;
  }
  screen.out(`restored: ${path}`);
  for (const line of linesOf(manifest)) screen.out(line);
  if (aside !== null) screen.out(`the old database is in ${aside}: delete it when all is well`);
  screen.out('open commands were ended, devices are compared and asked for what has happened since');
  screen.out('webhooks, MQTT, NATS and Kafka are paused: look at them and switch them on');
  screen.out(
    `tokens that were revoked and operators who were disabled after ${manifest.at} are valid again, and passwords, plates ` +
      'and visitors are as they were: see "What else is as it was then" in docs/backup.md',
  );
  if (given.giveAtOnce)
    screen.out(`devices are given what the backup says: a badge that was revoked after ${manifest.at} opens again`);
  else
    screen.out(
      `who may pass where is as it was at ${manifest.at}: a device that lacks some of it is given nothing until you ` +
        'have looked at the page Backup (or GET /admin/v1/backup) and released it',
    );
}

/** For a rehearsal: the same, in a folder that goes. */
export async function restoreInto(
  config: Pick<Config, 'dataDir' | 'encryptionKey' | 'encryptionKeyOld'>,
  url: string,
  { path, opener, say }: { readonly path: string; readonly opener: Opener; readonly say: (text: string) => void },
): Promise<Manifest> {
  refuseStandardInput(path);
  const { manifest, key } = await checkBackup(() => bytesOf(path, say), opener);
  const newKey = await keyFor(config, manifest, key);
  await restore(url, { open: () => bytesOf(path), opener, name: path, erased: [], say });
  if (newKey !== null) await writeKey(config, newKey, 'before');
  return manifest;
}
