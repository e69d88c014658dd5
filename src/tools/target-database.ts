import type { Config } from '../platform/config.js';
import { startEmbeddedPostgres } from '../platform/database/embedded/postgres.js';
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
  const started = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const offList = atInterrupt(() => started.stop());
  return { url: started.url, close: () => (offList(), started.stop()) };
}
