import { statfs } from 'node:fs/promises';
import pg from 'pg';
import type { Config } from '../../platform/config.js';
import { runningPostgres } from '../../platform/database/embedded/running.js';
import { lines } from './all.js';
import type { DoctorWorld, Found, Line, Params, Severity, Space } from './line.js';

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly params: Params;
  /** In English. */
  readonly words: string;
  readonly todo: string;
}

export interface Checked {
  readonly id: string;
  /** `skipped`: without the database it cannot be told. */
  readonly severity: Severity | 'ok' | 'skipped';
  readonly findings: readonly Finding[];
}

export interface Diagnosis {
  readonly status: 'ok' | 'warnings' | 'faults';
  readonly lines: readonly Checked[];
}

/** Where it can look elsewhere than usual, for tests and for a gateway that looks at itself. */
export interface DoctorOptions {
  /** The database that the gateway uses. */
  readonly databaseUrl?: string;
  /** Left out = all. */
  readonly lines?: readonly Line[];
  readonly now?: () => Date;
  readonly spaceOf?: (path: string) => Promise<Space | null>;
}

/** No line takes longer. */
const patience = `SET LOCAL statement_timeout = 5000; SET LOCAL lock_timeout = 500`;
const connectMs = 5_000;

async function usualSpace(path: string): Promise<Space | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(path);
    return { free: bavail * bsize, size: blocks * bsize };
  } catch {
    return null;
  }
}

/** Looks at everything. It changes nothing: each line has a transaction that can only read. */
export async function diagnose(config: Config, options: DoctorOptions = {}): Promise<Diagnosis> {
  const connected = await connect(config, options);
  const client = 'client' in connected ? connected.client : null;
  const at = worldOf(config, connected, options);
  try {
    const checked: Checked[] = [];
    for (const one of options.lines ?? lines) {
      if (one.id === 'database' && 'found' in connected) checked.push(told(one, [connected.found]));
      else checked.push(await look(one, at, isEmpty(checked) ? null : client));
    }
    return { status: statusOf(checked), lines: checked };
  } finally {
    await client?.end().catch(() => undefined);
  }
}

const worldOf = (config: Config, connected: Connected, options: DoctorOptions): DoctorWorld => ({
  config,
  databaseUrl: 'client' in connected ? connected.url : '',
  now: options.now ?? (() => new Date()),
  spaceOf: options.spaceOf ?? usualSpace,
  query: async <T>(sql: string, parameters?: unknown[]) => {
    if (!('client' in connected)) throw new Error('the database cannot be reached');
    return (await connected.client.query(sql, parameters)).rows as T[];
  },
});

/** There are no tables yet: nothing else can be told of the database. */
const isEmpty = (checked: readonly Checked[]) =>
  checked.some(({ id, findings }) => id === 'schema' && findings.some(({ code }) => code === 'empty'));

type Connected = { readonly client: pg.Client; readonly url: string } | { readonly found: Found };

async function connect(config: Config, { databaseUrl }: DoctorOptions): Promise<Connected> {
  const url = databaseUrl ?? config.databaseUrl ?? (await runningPostgres(config.dataDir));
  if (url === null) return { found: { code: 'asleep', params: { dataDir: config.dataDir } } };
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    application_name: 'postern doctor',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return { client, url };
  } catch (error) {
    await client.end().catch(() => undefined);
    return { found: { code: 'unreachable', params: { reason: reasonOf(error) } } };
  }
}

/** Of several addresses that were tried, the error has no message of its own. */
const reasonOf = (error: unknown): string => {
  const { message = '', code, errors } = error as { message?: string; code?: string; errors?: readonly Error[] };
  const [line = ''] = message.split('\n');
  return line === '' ? (errors?.[0]?.message ?? code ?? 'no reason given') : line;
};

async function look(one: Line, at: DoctorWorld, client: pg.Client | null): Promise<Checked> {
  if (client === null && one.needs === 'database') return { id: one.id, severity: 'skipped', findings: [] };
  try {
    await client?.query(`BEGIN READ ONLY; ${patience}`);
    return told(one, await one.look(at));
  } catch (error) {
    const words = `could not be looked at: ${reasonOf(error)}`;
    const params = { reason: reasonOf(error) };
    const todo = 'See whether another line tells why.';
    return {
      id: one.id,
      severity: 'warning',
      findings: [{ code: 'unseen', severity: 'warning', params, words, todo }],
    };
  } finally {
    await client?.query('ROLLBACK').catch(() => undefined);
  }
}

function told({ id, cases }: Line, found: readonly Found[]): Checked {
  const findings = found.flatMap(({ code, params = {} }): Finding[] => {
    const of = cases[code];
    return of ? [{ code, severity: of.severity, params, words: of.words(params), todo: of.todo }] : [];
  });
  return { id, severity: worst(findings.map(({ severity }) => severity)), findings };
}

const worst = (some: readonly string[]): Severity | 'ok' =>
  some.includes('fault') ? 'fault' : some.includes('warning') ? 'warning' : 'ok';

const statusOf = (checked: readonly Checked[]): Diagnosis['status'] => {
  const all = worst(checked.map(({ severity }) => severity));
  return all === 'ok' ? 'ok' : `${all}s`;
};

export const exitCodes = { ok: 0, warnings: 1, faults: 2 } as const;

/** The lines as a person reads them. */
export function asText({ lines: checked }: Diagnosis): string {
  const marks = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ', skipped: 'skipped' } as const;
  const rows = checked.flatMap(({ id, severity, findings }) =>
    findings.length === 0
      ? [`${marks[severity]}  ${id}`]
      : findings.flatMap((one) => [`${marks[one.severity]}  ${id}: ${one.words}`, `         ${one.todo}`]),
  );
  return rows.join('\n');
}
