import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/platform/database/embedded/postgres.js';
import { fillEvents } from './many-events.js';
import { adminToken, startBare, startGateway } from './processes.js';
import { compete } from './rounds.js';

/** As many as a webhook has under way. */
const atOnce = 20;
/** More than are sent in a round. */
const entries = 40_000;

/** About as long as a message. */
const body = Buffer.from(
  JSON.stringify({ specversion: '1.0', type: 'access.granted', data: { text: 'x'.repeat(700) } }),
);

async function admin(gateway: string, method: string, path: string, said?: object): Promise<void> {
  const answer = await fetch(`${gateway}/admin/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${adminToken}`, ...(said ? { 'content-type': 'application/json' } : {}) },
    ...(said ? { body: JSON.stringify(said) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function delivered(gateway: string): Promise<number> {
  const text = await fetch(`${gateway}/metrics`).then((answer) => answer.text());
  return Number(/^postern_webhook_attempts_total\{result="2xx"\} (\d+)/m.exec(text)?.[1] ?? 0);
}

/** Posts in a second, each behind the answer of the one before, on so many connections. */
async function barePosts(url: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const until = performance.now() + seconds * 1_000;
  let count = 0;
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const post = request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume().once('end', resolve);
      });
      post.once('error', reject).end(body);
    });
  const loop = async () => {
    while (performance.now() < until) {
      await once();
      count++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  agent.destroy();
  return count / seconds;
}

interface Grounds {
  readonly gateway: string;
  readonly databaseUrl: string;
  /** Answers everything. */
  readonly receiver: string;
}

/** Deliveries in a second, all endpoints together, to so many of them that are far behind. */
async function deliveries(
  { gateway, receiver }: Grounds,
  db: pg.Client,
  count: number,
  seconds: number,
): Promise<number> {
  const ids = Array.from({ length: count }, (_, at) => `bench-${count}-${at}`);
  for (const id of ids)
    await admin(gateway, 'POST', '/webhooks', { id, url: receiver, after: 'start', concurrency: atOnce });
  const before = await delivered(gateway);
  while ((await delivered(gateway)) === before) await sleep(5);
  const [began, first] = [performance.now(), await delivered(gateway)];
  await sleep(seconds * 1_000);
  const rate = (((await delivered(gateway)) - first) * 1_000) / (performance.now() - began);
  for (const id of ids) await admin(gateway, 'DELETE', `/webhooks/${id}`);
  const { rows } = await db.query<{ n: number }>('SELECT count(*)::int AS n FROM webhook');
  if (rows[0]?.n !== 0) throw new Error('webhooks of the bench are left over');
  return rate;
}

/** Signed, recorded messages to 1 and to 100 endpoints, beside a loop that posts the same and does nothing else. */
async function compare(grounds: Grounds, say: (line: string) => void): Promise<void> {
  const db = new pg.Client({ connectionString: grounds.databaseUrl });
  await db.connect();
  try {
    await fillEvents((sql, parameters) => db.query(sql, parameters), entries);
    for (const count of [1, 100]) {
      const contest = {
        what: `deliveries to ${count} ${count === 1 ? 'webhook' : 'webhooks'}`,
        subject: { name: 'gateway', measure: (seconds: number) => deliveries(grounds, db, count, seconds) },
        rivals: [
          {
            name: 'a bare loop of node:http',
            measure: (seconds: number) => barePosts(grounds.receiver, seconds),
            demand: null,
          },
        ],
      };
      await compete(contest, say);
    }
  } finally {
    await db.end();
  }
}

/** On a database and a gateway of its own. */
export async function benchWebhooks(folder: string, say: (line: string) => void): Promise<void> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const database = await startEmbeddedPostgres({ dataDir: `${folder}-data`, log: say });
    stops.unshift(() => database.stop());
    const gateway = await startGateway(database.url, `${folder}-gateway`);
    stops.unshift(() => gateway.stop());
    const bare = await startBare({ databaseUrl: database.url, persons: {} });
    stops.unshift(() => bare.stop());
    await compare({ gateway: gateway.url, databaseUrl: database.url, receiver: bare.http }, say);
  } finally {
    for (const stop of stops) await stop();
  }
}
