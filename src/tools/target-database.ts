import type { Config } from '../platform/config.js';
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from '../platform/database/embedded/postgres.js';
import { runningPostgres } from '../platform/database/embedded/running.js';
import { atInterrupt } from './interrupt.js';

export interface TargetDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const nothing = () => Promise.resolve();

/** The database of this gateway: that of DATABASE_URL, the embedded one of the gateway that runs, or one started now. */
export async function openDatabase({ databaseUrl, dataDir }: Config): Promise<TargetDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, close: nothing };
  const running = await runningPostgres(dataDir);
  if (running !== null) return { url: running, close: nothing };
  return startDatabase({ dataDir, log: () => undefined });
}

/** An embedded one that is started now. If the command ends early it is stopped, also in the middle of its start. */
export async function startDatabase(options: EmbeddedPostgresOptions): Promise<TargetDatabase> {
  const starting = startEmbeddedPostgres(options);
  const stop = async () => (await starting).stop();
  const offList = atInterrupt(stop);
  try {
    const { url } = await starting;
    return { url, close: () => stop().finally(offList) };
  } catch (error) {
    offList();
    throw error;
  }
}
