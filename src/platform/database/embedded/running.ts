import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probe, socketUrl } from './connection.js';
import { DATABASE } from './postgres.js';
import { clusterName } from './place.js';

/** The URL of the database that a running gateway has started in `dataDir`; null if none answers there. */
export async function runningPostgres(dataDir: string): Promise<string | null> {
  const text = await readFile(join(clusterName(dataDir), 'postmaster.pid'), 'utf8').catch(() => '');
  const socketDir = text.split('\n')[4] ?? '';
  if (socketDir === '') return null;
  return (await probe(socketDir)) === 'ready' ? socketUrl(socketDir, DATABASE) : null;
}
