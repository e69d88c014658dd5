import type { Command } from 'commander';
import { onScreen, type Screen } from './screen.js';

interface MigrateOptions {
  readonly check?: boolean;
  readonly json?: boolean;
}

export function addMigrate(program: Command, exit: (code: number) => void): void {
  program
    .command('migrate')
    .description('Bring the database up to date, as a start does unless MIGRATE is off')
    .option('--check', 'only look what is missing; nothing is changed')
    .option('--json', 'for a script')
    .addHelpText(
      'after',
      `
Gateways of this release and of the one before may run meanwhile. Where a table is in use, it waits and tries again.
Ends with 0 when the database is up to date, 1 when something is missing (--check), 2 when it could not be done: the
database cannot be reached, was changed by a newer version, or is too old.`,
    )
    .action((given: MigrateOptions) => onScreen(exit, (screen) => migrated(given, screen)));
}

async function migrated({ check = false, json = false }: MigrateOptions, screen: Screen): Promise<number> {
  const { loadConfig } = await import('../../platform/config.js');
  const { inWords, migrate, toMigrate } = await import('../../platform/database/migrate.js');
  const { openDatabase } = await import('../target-database.js');
  const database = await openDatabase(loadConfig(process.env));
  try {
    const found = check
      ? await toMigrate(database.url)
      : await migrate(database.url, (text) => screen.progress.say(text));
    const isMissing = check && inWords(found) !== null;
    if (json) screen.json({ upToDate: !isMissing, [check ? 'missing' : 'done']: found });
    else {
      for (const name of found.migrations) screen.out(name);
      for (const name of found.objects) screen.out(name);
      screen.out(isMissing ? (inWords(found) ?? '') : 'the database is up to date');
    }
    return isMissing ? 1 : 0;
  } finally {
    await database.close();
  }
}
