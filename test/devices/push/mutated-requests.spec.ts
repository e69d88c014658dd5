import { randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GatewayProcess } from '../../support/gateway-process.js';
import { callAdmin } from '../../support/http.js';
import { brief, RawDevice, registryCode } from '../../support/raw-device.js';
import { mutatedRequests, type WireRequest } from './mutated-requests.js';

const volume = process.env.POSTERN_TEST_VOLUME === 'full' ? 100_000 : 5_000;
const atOnce = 16;
const batch = 500;
const mostGrowth = 100 * 1024 * 1024;
/** POSTERN_FUZZ_SEED=random looks for new findings; POSTERN_FUZZ_SEED=<number> runs one again. */
const { POSTERN_FUZZ_SEED = '20261123' } = process.env;
const seed = POSTERN_FUZZ_SEED === 'random' ? randomInt(0x7fffffff) : Number(POSTERN_FUZZ_SEED);

let gateway: GatewayProcess;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

beforeAll(async () => {
  gateway = await GatewayProcess.prepare({ LOG_LEVEL: 'error', DATABASE_URL: undefined });
  await gateway.start();
  for (const sn of ['FUZZ-1', 'FUZZ-2', 'FUZZ-3']) {
    await callAdmin('POST', `${gateway.url}/admin/v1/devices`, { sn, remoteIdentification: true });
    await registryCode(new RawDevice(gateway, sn), 'DeviceType=acc,LockCount=2,ReaderCount=4,AutoServerFunOn=1');
  }
});

afterAll(async () => {
  agent.destroy();
  await gateway.remove();
});

/** The status; 0 where the connection ended without one: node:http refuses what is no HTTP by closing. */
function statusOf({ method, path, headers, body }: WireRequest): Promise<number> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve) => {
    const usual = body.length > 0 ? { 'content-length': String(body.length) } : {};
    const call = request({ hostname, port, method, path, agent, headers: { ...headers, ...usual } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve(0));
    });
    call.on('error', () => resolve(0));
    call.end(body);
  });
}

async function residentBytes(): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+(?:\.\d+)?(?:e\+\d+)?)$/m.exec(text)?.[1] ?? NaN);
}

/** All of them, some at a time. */
async function sendAll(requests: readonly WireRequest[], seen: (status: number, sent: WireRequest) => void) {
  const waiting = [...requests];
  const one = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) seen(await statusOf(next), next);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

it(`${volume.toLocaleString('en')} damaged requests neither break the gateway nor fill its memory`, async () => {
  process.stdout.write(`mutated requests: seed ${seed}\n`);
  const counts = new Map<number, number>();
  const wrong: string[] = [];
  const note = (status: number, { method, path, body }: WireRequest) => {
    counts.set(status, (counts.get(status) ?? 0) + 1);
    if (status >= 500 && status !== 503)
      wrong.push(`${status} ${method} ${path} ${body.toString('latin1').slice(0, 500)}`);
  };
  let before = NaN;
  for (let done = 0, run = 0; done < volume; done += batch, run++) {
    await sendAll(fc.sample(mutatedRequests, { seed: seed + run, numRuns: batch }), note);
    expect(gateway.isRunning, `died in the batch of seed ${seed + run}\n${gateway.output}`).toBe(true);
    expect(wrong, `in the batch of seed ${seed + run}`).toEqual([]);
    // After a tenth of the runs, code and caches have their usual size.
    if (Number.isNaN(before) && done + batch >= volume / 10) before = await residentBytes();
  }
  await sleep(1_000);
  const grown = (await residentBytes()) - before;
  const by = [...counts].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
  process.stdout.write(`mutated requests: ${by.join(', ')}; memory ${Math.round(grown / 1024 / 1024)} MB more\n`);
  // 503 is for a database that is away; here it was not. A request that breaks something is written down.
  expect(gateway.output).not.toMatch(/a device request (failed|does not fit)/);
  expect(counts.get(503) ?? 0).toBe(0);
  expect(counts.get(200) ?? 0).toBeGreaterThan(volume / 10);
  expect(grown).toBeLessThan(mostGrowth);
  const device = new RawDevice(gateway, 'FUZZ-1');
  expect(await brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
}, 1_800_000);
