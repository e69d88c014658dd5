import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/platform/database/migrate.js';
import { startEmbeddedPostgres } from '../src/platform/database/embedded/postgres.js';
import { attlogUpload, durableUpload, idlePoll, personGet, type Grounds } from './contests.js';
import { eventsOut } from './events-out.js';
import { feedEntries } from './feed-entries.js';
import { connections } from './load.js';
import { benchConsole } from './console/console.js';
import { compareLists } from './lists.js';
import { startBare, startGateway } from './processes.js';
import { compete } from './rounds.js';
import { connectPanels, connectTerminals, fillPersons } from './site.js';
import { benchWebhooks } from './webhooks.js';
import { Report } from './sync/report.js';
import * as rows from './sync/rows.js';
import { full, sized, tenth, type Scale } from './sync/scale.js';
import { Site } from './sync/site.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);
/** The names of contests of one kind begin with this. */
const contests = {
  poll: idlePoll,
  upload: durableUpload,
  attlog: attlogUpload(1),
  attlog50: attlogUpload(50),
  person: personGet,
};

/** Rows about sync, each on a site of its own. `--full` = as large as docs/performance.md has them. */
async function benchSync(wanted: readonly string[], scale: Scale): Promise<boolean> {
  const report = new Report(say);
  for (const [name, row] of Object.entries(rows)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const site = await Site.start(say);
    try {
      await row(site, scale, report);
    } finally {
      await site.stop();
    }
  }
  return report.isMet;
}

/** Entries of the feed, on a database with nothing else to do. @returns whether every demand was met */
async function benchFeed(folder: string): Promise<boolean> {
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'feed'), log: say });
  try {
    await migrate(database.url);
    return await compete(feedEntries(database.url), say);
  } finally {
    await database.stop();
  }
}

/** Measures the named contests, or all of them. @returns whether every demand was met */
async function bench(folder: string, wanted: readonly string[]): Promise<boolean> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    // A real one: fsync is on, so an upload that was answered is on the disk.
    const database = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: say });
    stops.unshift(() => database.stop());
    // Its panels do nothing but poll: they would not answer what a first survey asks them.
    const gateway = await startGateway(database.url, join(folder, 'gateway'), { FIRST_SURVEY: 'off' });
    stops.unshift(() => gateway.stop());
    const persons = await fillPersons(gateway.url);
    const sns = await connectPanels(gateway.url, connections);
    const terminals = await connectTerminals(gateway.url, connections);
    const bare = await startBare({ databaseUrl: database.url, persons });
    stops.unshift(() => bare.stop());
    const grounds: Grounds = {
      gateway: gateway.url,
      bareFastify: bare.fastify,
      bareHttp: bare.http,
      databaseUrl: database.url,
      sns,
      terminals,
      pins: Object.keys(persons),
      acknowledged: 0,
    };
    const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name.replace(/\d+$/, ''));
    let isMet = true;
    for (const [name, contest] of Object.entries(contests)) {
      if (isWanted(name)) isMet = (await compete(contest(grounds), say)) && isMet;
    }
    if (isWanted('events')) await eventsOut(grounds, say);
    isMet = (await areAllStored(grounds)) && isMet;
    return isWanted('lists') ? (await compareLists(gateway.url, database.url, say)) && isMet : isMet;
  } finally {
    for (const stop of stops) await stop();
  }
}

/** A gateway of its own: the figures of others would stand in its lists. */
async function benchOfConsole(folder: string): Promise<boolean> {
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'console-data'), log: say });
  try {
    const gateway = await startGateway(database.url, join(folder, 'console-gateway'));
    try {
      return await benchConsole(gateway.url, database.url, say);
    } finally {
      await gateway.stop();
    }
  } finally {
    await database.stop();
  }
}

/** Speed does not count if an acknowledged event is missing. */
async function areAllStored({ databaseUrl, acknowledged }: Grounds): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // Every event of the feed came through the gateway; the baselines write none.
  const { rows } = await client.query<{ n: string }>(
    `SELECT count(*) AS n FROM feed JOIN event ON event.id::text = feed.ref WHERE feed.kind = 'event' AND event.event_no = 0`,
  );
  await client.end();
  const stored = Number(rows[0]?.n ?? 0);
  say(`uploads: ${acknowledged} acknowledged, ${stored} stored`);
  return stored >= acknowledged;
}

const asked = process.argv.slice(2);
const wanted = asked.filter((word) => !word.startsWith('--'));
const ofSync = wanted.filter((name) => name in rows);
const ofConsole = 'console';
const others = ['feed', 'webhooks', ofConsole];
const ofRequests = wanted.filter((name) => !(name in rows) && !others.includes(name));
const isOfWebhooks = wanted.length === 0 || wanted.includes('webhooks');
const folder = await mkdtemp(join(tmpdir(), 'postern-bench-'));
// mkdtemp gives it mode 0700, which would keep PostgreSQL's user out if the bench runs as root.
await chmod(folder, 0o755);
try {
  const isMet = wanted.length > 0 && ofRequests.length === 0 ? true : await bench(folder, ofRequests);
  const isFeedMet = wanted.length > 0 && !wanted.includes('feed') ? true : await benchFeed(folder);
  // By name alone: it needs a browser.
  const isConsoleMet = wanted.includes(ofConsole) ? await benchOfConsole(folder) : true;
  const scale = sized(asked.includes('--full') ? full : tenth, asked);
  const isSyncMet = wanted.length > 0 && ofSync.length === 0 ? true : await benchSync(ofSync, scale);
  if (isOfWebhooks) await benchWebhooks(join(folder, 'webhooks'), say);
  process.exitCode = isMet && isFeedMet && isConsoleMet && isSyncMet ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
