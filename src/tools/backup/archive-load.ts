import { loadArchive, unloadArchive } from '../../operations/backup/load-archive.js';
import { loadConfig } from '../../platform/config.js';
import type { Screen } from '../postern/screen.js';
import { UsageError } from '../usage-error.js';
import { monthOf } from './archive.js';
import { bytesOf, findFile, type CheckOptions } from './check.js';
import { onDatabase } from './connection.js';
import { erasedHere, erasedText } from './erased-here.js';
import { openerOf } from './options.js';

export interface LoadOptions extends CheckOptions {
  readonly schema: string;
}

export interface UnloadOptions {
  readonly month?: string;
  readonly schema: string;
  readonly json?: boolean;
}

/** Loads an archive into a schema of its own, for queries. @returns the exit code */
export async function loadMonth(
  path: string,
  given: LoadOptions,
  screen: Screen,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  await findFile(path);
  const opener = openerOf(given);
  const schema = schemaOf(given.schema);
  const config = loadConfig(env);
  const erased = await erasedHere(config, path);
  return onDatabase(config, async ({ client }) => {
    const source = bytesOf(path, screen.progress.say);
    const { month, events, pictures } = await loadArchive(client, { source, opener, schema, erased });
    const count = `${month}: ${events} events in ${schema}.event, ${pictures} pictures in ${schema}.event_photo`;
    if (given.json) screen.json({ file: path, month, schema, events, pictures, erased: erased.count });
    else screen.out(`${count}${erasedText(erased.count)}`);
    return 0;
  });
}

/** Takes a month that was loaded away again. @returns the exit code: 1 = it was not there */
export async function unloadMonth(given: UnloadOptions, screen: Screen, env: NodeJS.ProcessEnv): Promise<number> {
  const month = monthOf(given.month);
  const schema = schemaOf(given.schema);
  return onDatabase(loadConfig(env), async ({ client }) => {
    const wasThere = await unloadArchive(client, schema, month);
    if (given.json) screen.json({ month, schema, wasLoaded: wasThere });
    else screen.out(wasThere ? `${month} is gone from ${schema}` : `${month} is not loaded in ${schema}`);
    return wasThere ? 0 : 1;
  });
}

function schemaOf(text: string): string {
  if (/^[a-z_][a-z0-9_]{0,30}$/.test(text) && !text.startsWith('pg_')) return text;
  throw new UsageError('--schema must be a name of small letters, digits and underscores, such as archive');
}
