import type { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { ensurePartitions } from '../../modules/transaction/partitions.js';
import { linesOfCopy } from '../../operations/doctor/all.js';
import { diagnose } from '../../operations/doctor/doctor.js';
import { rowsOnly } from '../../operations/backup/rows-only.js';
import { loadEncryptionKey } from '../../platform/auth/encryption-key.js';
import type { Config } from '../../platform/config.js';
import { migrations } from '../../platform/database/migrations/all.js';

/** What was looked at in the restored database. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** @param config of the gateway that would use the restored database */
export async function checksOf(client: Client, config: Config & { readonly databaseUrl: string }): Promise<Check[]> {
  const count = async (query: string, values: unknown[] = []) =>
    Number((await client.query<{ n: string }>(query, values)).rows[0]?.n ?? 0);
  const names = migrations.map(({ name }) => name);
  const done = await count('SELECT count(*) AS n FROM migrations WHERE name = ANY($1)', [names]);
  const open = await count(`SELECT count(*) AS n FROM command WHERE status IN ('queued', 'sent')`);
  const told = await count(`SELECT (SELECT count(*) FROM webhook WHERE status = 'active') +
    (SELECT count(*) FROM feed_reader WHERE NOT is_paused) AS n`);
  const unsealed = await count(
    `SELECT count(*) AS n FROM setting
    WHERE key = 'encryptionKeyFingerprint' AND value #>> '{}' <> ALL ($1)`,
    [loadEncryptionKey(config).fingerprints],
  );
  const persons = await count('SELECT count(*) AS n FROM person');
  const events = await count('SELECT count(*) AS n FROM event');
  return [
    { name: 'sums', ok: true, detail: 'all rows of all tables are as they were' },
    { name: 'tables', ok: done === names.length, detail: `${done} of ${names.length} migrations` },
    {
      name: 'key',
      ok: unsealed === 0,
      detail: unsealed === 0 ? 'opens what is sealed' : 'is not the one of this database',
    },
    { name: 'commands', ok: open === 0, detail: `${open} open` },
    { name: 'receivers', ok: told === 0, detail: `${told} not paused` },
    await doctorOf(client, config),
    { name: 'contents', ok: true, detail: `${persons} persons, ${events} events` },
  ];
}

/** What the doctor says of the database when a gateway has made the months that it makes at its start. */
async function doctorOf(client: Client, config: Config & { readonly databaseUrl: string }): Promise<Check> {
  await client.query('BEGIN');
  await ensurePartitions(rowsOnly(client) as EntityManager, new Date());
  await client.query('COMMIT');
  const { lines } = await diagnose(config, { databaseUrl: config.databaseUrl, lines: linesOfCopy });
  const found = lines.flatMap(({ id, findings }) => findings.map((finding) => ({ ...finding, id })));
  const faults = found.filter(({ severity }) => severity === 'fault');
  const told = (faults.length > 0 ? faults : found).map(({ id, words }) => `${id}: ${words}`);
  return {
    name: 'doctor',
    ok: faults.length === 0,
    detail: faults.length > 0 ? told.join('; ') : ['finds no fault', ...told].join('; '),
  };
}
