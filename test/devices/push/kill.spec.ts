import { randomInt } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GatewayProcess } from '../../support/gateway-process.js';
import { callAdmin, callApi } from '../../support/http.js';
import { newTally, Uploader, type Tally } from '../../support/uploader.js';

const deviceCount = 50;
/** Uploads of one round, over all devices. */
const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const uploads = isFull ? 10_000 : 600;

let gateway: GatewayProcess;
let devices: Uploader[];

beforeAll(async () => {
  gateway = await GatewayProcess.prepare();
  await gateway.start();
  devices = Array.from({ length: deviceCount }, (_, n) => new Uploader(`KILL${100 + n}`, gateway.url));
  for (const { sn } of devices) {
    expect((await callAdmin('POST', `${gateway.url}/admin/v1/devices`, { sn, name: sn })).status).toBe(201);
  }
});

afterAll(async () => {
  for (const device of devices) device.close();
  await gateway.remove();
});

interface Row {
  readonly sn: string;
  readonly log_id: number;
}

async function rows<T extends object>(query: string): Promise<T[]> {
  const client = new Client({ connectionString: await gateway.databaseUrl() });
  await client.connect();
  return (await client.query<T>(query).finally(() => client.end())).rows;
}

const nameOf = ({ sn, log_id }: Row) => `${sn} ${log_id}`;

/** Compares the database with what was acknowledged to the devices: everything is there once, and nothing else. */
async function expectEachStoredOnce(): Promise<number> {
  const stored = (await rows<Row>('SELECT sn, log_id FROM event WHERE event_no = 206')).map(nameOf);
  const told = devices.flatMap(({ sn, acknowledged }) => acknowledged.map((index) => `${sn} ${index}`));
  expect(new Set(told).size).toBe(told.length);
  expect(stored.sort()).toEqual(told.sort());
  const [counted] = await rows<object>(
    `SELECT (SELECT sum(n)::int FROM event_total_by_sn) = (SELECT count(*)::int FROM event) AS "counters agree",
       (SELECT count(*)::int FROM feed f JOIN event e ON e.event_time = f.event_time AND e.id = f.ref::uuid WHERE f.kind = 'event')
         = (SELECT count(*)::int FROM event) AS "each stands in the feed",
       (SELECT count(*)::int FROM quarantine) AS quarantined`,
  );
  expect(counted).toEqual({ 'counters agree': true, 'each stands in the feed': true, quarantined: 0 });
  return stored.length;
}

/** Starts one round's uploads; `half` resolves somewhere in the middle of them. */
function startUploads(count: number): { tally: Tally; all: Promise<unknown>; half: Promise<unknown> } {
  const tally = newTally();
  const moment = randomInt(Math.floor(count * 0.2), Math.floor(count * 0.7));
  for (const device of devices) device.record(count / deviceCount);
  const all = Promise.all(devices.map((device) => device.upload(tally)));
  return { tally, all, half: vi.waitUntil(() => tally.acknowledged >= moment, { timeout: 180_000, interval: 1 }) };
}

function told({ acknowledged, broken, refused }: Tally): string {
  const answers = [...refused].map(([status, n]) => `, ${n} x ${status}`).join('');
  return `${acknowledged} acknowledged, ${broken} broken off${answers}`;
}

describe('events while the gateway is killed', () => {
  it.each([
    [1, ['the gateway']],
    [2, ['the gateway', 'PostgreSQL']],
    [3, ['PostgreSQL', 'the gateway']],
    ...(isFull ? [4, 5, 6].map((round) => [round, ['the gateway']] as const) : []),
  ] as const)('are each stored exactly once, round %i: %j', async (round, whom) => {
    const { tally, all, half } = startUploads(uploads);
    await half;
    const before = tally.acknowledged;
    let processes = 0;
    for (const which of whom) {
      if (which === 'PostgreSQL') processes = await gateway.killPostgres();
      else await gateway.kill();
    }
    expect(before).toBeLessThan(uploads);
    await gateway.start();
    await all;
    const stored = await expectEachStoredOnce();
    console.log(
      `round ${round}: killed ${whom.join(', then ')} after ${before} of ${uploads}; ${told(tally)}; ${stored} stored in all`,
    );
    expect(tally.acknowledged).toBe(uploads);
    expect(tally.broken).toBeGreaterThan(0);
    // The postmaster, its helpers, and the connections of the gateway.
    if (whom.length > 1) expect(processes).toBeGreaterThan(5);
  });

  it('are each stored exactly once when PostgreSQL alone is killed; the gateway goes on without a restart', async () => {
    const { tally, all, half } = startUploads(uploads);
    await half;
    await gateway.killPostgres();
    const facade: { status: number; code: number }[] = [];
    await vi.waitUntil(
      async () => {
        const { status, body } = await callApi('GET', `${gateway.url}/api/accLevel/list?pageNo=1&pageSize=10`);
        facade.push({ status, code: (body as { code: number }).code });
        return tally.acknowledged >= uploads;
      },
      { timeout: 180_000, interval: 50 },
    );
    await all;
    const stored = await expectEachStoredOnce();
    console.log(`PostgreSQL killed: ${told(tally)}; ${stored} stored in all`);
    expect(tally.refused.get(503)).toBeGreaterThan(0);
    expect([...tally.refused.keys()]).toEqual([503]);
    expect(tally.withoutRetryAfter).toBe(0);
    expect(facade).toContainEqual({ status: 200, code: -1 });
    expect(gateway.isRunning).toBe(true);
    expect(await callApi('GET', `${gateway.url}/api/accLevel/list?pageNo=1&pageSize=10`)).toMatchObject({
      status: 200,
      body: { code: 0 },
    });
  });
});
