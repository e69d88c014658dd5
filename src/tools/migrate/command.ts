import { loadConfig } from '../../platform/config.js';
import { inWords, migrate, toMigrate } from '../../platform/database/migrate.js';
import { openDatabase } from '../target-database.js';

export interface GivenOptions {
  readonly check?: boolean;
  readonly json?: boolean;
}

export interface Screen {
  readonly out: (line: string) => void;
  readonly json: (value: unknown) => void;
  readonly progress: { readonly say: (text: string) => void };
}

/**
 * Brings the database up to date and tells what was done, or what is missing.
 * @returns the exit code: 0 it is up to date, 1 something is missing. @throws Error if it could not be done
 */
export async function runMigrate(given: GivenOptions, screen: Screen, env: NodeJS.ProcessEnv): Promise<number> {
  const { check = false, json = false } = given;
  const database = await openDatabase(loadConfig(env));
  try {
    const { url } = database;
    const found = check ? await toMigrate(url) : await migrate(url, (text) => screen.progress.say(text));
    const missing = check ? inWords(found) : null;
    if (json) screen.json({ upToDate: missing === null, [check ? 'missing' : 'done']: found });
    else {
      for (const name of [...found.migrations, ...found.objects]) screen.out(name);
      screen.out(missing ?? 'the database is up to date');
    }
    return missing === null ? 0 : 1;
  } finally {
    await database.close();
  }
}
