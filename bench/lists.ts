import pg from 'pg';
import { fillEvents } from './many-events.js';
import { apiToken } from './processes.js';

/** The request of a list, and its total: answers of v1 lists have none. */
interface List {
  readonly path: string;
  readonly total: string;
}

const usualEvents = 1_000_000;
const pages = 1_000;
const rounds = 15;
const demand = 3;

const lists: readonly List[] = [
  { path: 'transaction/list?', total: 'v2/transaction/list?' },
  { path: 'v2/transaction/list?', total: 'v2/transaction/list?' },
  { path: 'v2/transaction/person/1000?', total: 'v2/transaction/person/1000?' },
  { path: 'v2/transaction/device/acc0?', total: 'v2/transaction/device/acc0?' },
  { path: 'v2/eleTransaction/list?', total: 'v2/eleTransaction/list?' },
  { path: 'v2/psgTransaction/list?', total: 'v2/psgTransaction/list?' },
  { path: 'hep/transaction/list?', total: '' },
  { path: 'v2/transaction/listAttTransaction?', total: 'v2/transaction/listAttTransaction?' },
];

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Compares page 1 with page 1,000 of each list, in turn. A list with a million rows has pages of 1,000 rows; other
 * lists have pages that give a thousand of them. @returns whether no last page took more than three times as long
 */
export async function compareLists(url: string, databaseUrl: string, say: (line: string) => void): Promise<boolean> {
  const count = Number(process.env.BENCH_EVENTS ?? usualEvents);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const hep = 'SELECT sum(n)::int AS n FROM event_total_by_family WHERE family = $1';
  try {
    say(`lists: storing ${count.toLocaleString('en')} events`);
    await fillEvents((sql, parameters) => client.query(sql, parameters), count);
    let isMet = true;
    for (const { path, total: counted } of lists) {
      const total =
        counted === ''
          ? ((await client.query<{ n: number }>(hep, ['hep'])).rows[0]?.n ?? 0)
          : await totalOf(url, counted);
      isMet = (await comparePages(url, path, total, say)) && isMet;
    }
    return isMet;
  } finally {
    await client.end();
  }
}

async function comparePages(url: string, path: string, total: number, say: (line: string) => void): Promise<boolean> {
  const size = Math.max(1, Math.min(1_000, Math.floor(total / pages)));
  const page = (no: number) => `${path}pageNo=${no}&pageSize=${size}`;
  const first: number[] = [];
  const last: number[] = [];
  for (let round = 0; round < rounds; round++) {
    first.push(await timeOf(url, page(1), size));
    last.push(await timeOf(url, page(pages), size));
  }
  const ratio = median(last.map((time, round) => time / (first[round] ?? 1)));
  const name = path.replace('?', '');
  say(
    `${name}, ${total.toLocaleString('en')} rows, ${size} a page: page 1 ${median(first).toFixed(1)} ms, page ${pages.toLocaleString('en')} ` +
      `${median(last).toFixed(1)} ms, ratio ${ratio.toFixed(2)} (demand at most ${demand}${ratio > demand ? ', MISSED' : ''})`,
  );
  return ratio <= demand;
}

async function call(url: string, path: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/${path}`, { headers: { access_token: apiToken } });
  const { code, message, data } = (await answer.json()) as { code: number; message: string; data: unknown };
  if (code !== 0) throw new Error(`${path}: ${message}`);
  return data;
}

const totalOf = async (url: string, path: string) =>
  ((await call(url, `${path}pageNo=1&pageSize=1`)) as { total: number }).total;

async function timeOf(url: string, path: string, size: number): Promise<number> {
  const begin = performance.now();
  const data = await call(url, path);
  const time = performance.now() - begin;
  const rows = Array.isArray(data) ? data : (data as { data: unknown[] }).data;
  if (rows.length !== size) throw new Error(`${path} has ${rows.length} rows instead of ${size}`);
  return time;
}
