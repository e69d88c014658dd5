import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askByUdp, Dc09Panel, frameOf } from '../devices/intrusion/dc09-panel.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { callAdmin } from '../support/http.js';
import { brief, RawDevice } from '../support/raw-device.js';

const patience = { timeout: 60_000, interval: 200 };

/** The processes that a process has started, PostgreSQL aside. */
function workersOf(pid: number): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return list
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => Number(found?.[2]) === pid && (found?.[3] ?? '').includes('main.js'))
    .map((found) => Number(found?.[1]));
}

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** One that was killed before may be gone by now. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

let gateway: GatewayProcess;
let device: RawDevice;

beforeAll(async () => {
  gateway = await GatewayProcess.prepare({
    ...{ WORKERS: '2', DATABASE_URL: undefined, LOG_LEVEL: 'error', DC09_PORT: '0' },
  });
  await gateway.start();
  await callAdmin('POST', `${gateway.url}/admin/v1/devices`, { sn: 'FLEET-1' });
  device = new RawDevice(gateway, 'FLEET-1');
});

afterAll(() => gateway.remove());

const event = (index: number) =>
  `time=2026-04-26 07:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index}`;

/** Each request has a connection of its own, so that any worker may take it. */
const upload = (index: number) =>
  fetch(`${gateway.url}/iclock/cdata?SN=FLEET-1&table=rtlog`, {
    method: 'POST',
    body: event(index),
    headers: { connection: 'close' },
    signal: AbortSignal.timeout(60_000),
  }).then(
    ({ status }) => status,
    () => 0,
  );

const stored = async () => {
  const { body } = await callAdmin('GET', `${gateway.url}/admin/v1/events?sn=FLEET-1&limit=1000`);
  return body.items.filter(({ logId }: { logId: number }) => logId > 0).map(({ logId }: { logId: number }) => logId);
};

const metric = async (name: string) => {
  const text = await (await fetch(`${gateway.url}/metrics`, { headers: { connection: 'close' } })).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length));
};
const counted = () => metric('postern_events_total{result="stored"}');

const residentBytes = (pid: number) =>
  1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

describe('two workers behind one port', () => {
  it('print their address once, serve, and count together', async () => {
    await expect.poll(() => workersOf(gateway.pid), patience).toHaveLength(2);
    expect(gateway.output.match(/Postern is running/g)).toHaveLength(1);
    const largest = () => Math.max(...workersOf(gateway.pid).map(residentBytes));
    await expect
      .poll(async () => (await metric('process_resident_memory_bytes')) / largest(), patience)
      .toBeGreaterThan(1.3);
    const before = await counted();
    for (let index = 1; index <= 20; index++) expect(await upload(index)).toBe(200);
    // Each worker answers with the sum of all workers.
    for (let times = 0; times < 4; times++) expect((await counted()) - before).toBe(20);
    expect(await stored()).toHaveLength(20);
  });

  it('hear intrusion panels at one port, and store what is sent to both of them once', async () => {
    const panel = { id: 'shed', name: 'Shed', account: '1234' };
    expect((await callAdmin('POST', `${gateway.url}/admin/v1/intrusion/panels`, panel)).status).toBe(201);
    const port = Number(/SIA DC-09 to \S+, port (\d+)/.exec(gateway.output)?.[1]);
    const alarm = frameOf('"ADM-CID"0001L0#1234[#1234|1130 01 005]');
    const taken = '"ACK"0001L0#1234[]';
    const panels = await Promise.all([1, 2, 3, 4].map(() => Dc09Panel.connect(port)));
    expect(await Promise.all(panels.map((one) => one.ask(alarm)))).toEqual([taken, taken, taken, taken]);
    expect(await askByUdp(port, alarm)).toBe(taken);
    await expect.poll(() => metric('postern_intrusion_connections'), patience).toBe(4);
    await expect.poll(() => metric('postern_intrusion_messages_total{result="taken"}'), patience).toBe(5);
    for (const one of panels) one.close();
    const { body } = await callAdmin('GET', `${gateway.url}/admin/v1/intrusion/events`);
    expect(body.items).toHaveLength(1);
  });

  it('one dies and is replaced; what was acknowledged is there, once', async () => {
    const [first = 0] = workersOf(gateway.pid);
    const acknowledged = new Set<number>(Array.from({ length: 20 }, (_, at) => at + 1));
    for (let index = 21; index <= 80; index++) {
      if (index === 40) process.kill(first, 'SIGKILL');
      // A device whose connection broke sends again what was not answered.
      await expect.poll(() => upload(index), patience).toBe(200);
      acknowledged.add(index);
    }
    const after = (await stored()).sort((a: number, b: number) => a - b);
    expect(after).toEqual([...acknowledged].sort((a, b) => a - b));
    await expect.poll(() => workersOf(gateway.pid), patience).toHaveLength(2);
    expect(workersOf(gateway.pid)).not.toContain(first);
    expect(gateway.output).toContain('a worker ended; another one takes its place');
  });

  it('all end with the primary process, also where it is killed; PostgreSQL ends with the next stop', async () => {
    const workers = workersOf(gateway.pid);
    await gateway.kill();
    await expect.poll(() => workers.filter(isThere), patience).toEqual([]);
    await gateway.start();
    expect(await stored()).toHaveLength(80);
    await expect.poll(() => workersOf(gateway.pid), patience).toHaveLength(2);
    const [next, postmaster] = [workersOf(gateway.pid), await gateway.postmasterPid()];
    expect(await gateway.terminate()).toEqual({ code: 0, signal: null });
    await expect.poll(() => [...next, postmaster].filter(isThere), patience).toEqual([]);
  });

  it('a start that fails says why in one line and leaves no process', async () => {
    await gateway.start();
    const other = GatewayProcess.on(gateway.dataDir, {
      WORKERS: '2',
      DATABASE_URL: await gateway.databaseUrl(),
      PORT: String(gateway.port),
    });
    expect(await other.runToEnd()).toEqual({ code: 1, signal: null });
    expect(other.output.trim()).toMatch(/^PORT: \w+ EADDRINUSE[^\n]*$/);
    expect(await brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
  });

  it('all die as soon as they are there, and are replaced', async () => {
    const times = process.env.POSTERN_TEST_VOLUME === 'full' ? 2 : 1;
    for (let time = 0; time < times; time++) {
      await expect.poll(() => workersOf(gateway.pid), patience).toHaveLength(2);
      const old = workersOf(gateway.pid);
      for (const worker of old) killIfThere(worker);
      // Those that were killed are still listed for a moment.
      const replacing = () => workersOf(gateway.pid).filter((worker) => !old.includes(worker));
      await expect.poll(() => replacing().length, { ...patience, interval: 20 }).toBeGreaterThan(0);
      for (const worker of replacing()) killIfThere(worker);
    }
    await expect.poll(() => upload(1), patience).toBe(200);
    expect(await stored()).toHaveLength(80);
  });
});
