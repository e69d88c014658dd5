import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerShape, commandShape } from '../../../src/tools/simulator/answer-shape.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { readRecord, recordTo, type Recorded } from '../../../src/tools/simulator/record.js';
import { replay } from '../../../src/tools/simulator/replay.js';
import { startApp, type TestApp } from '../../support/app.js';
import { worked } from '../../support/panels.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';

let folder: string;
let server: DeviceServer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-record-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  server = await startDeviceServer();
});

afterEach(async () => {
  await server.stop();
});

/** A panel registers, gets a user, and a person passes. */
async function recorded(
  url: string,
  sn: string,
  poll: (panel: SimulatedPanel) => Promise<unknown>,
): Promise<Recorded[]> {
  const file = join(folder, `${sn}.jsonl`);
  const record = recordTo(file);
  const panel = new SimulatedPanel({ url, sn, heard: record.heard, zone: 'Europe/Madrid' });
  await panel.connect();
  await poll(panel);
  await panel.badge('99', 1);
  await panel.stop();
  await record.close();
  return readRecord(readFileSync(file, 'utf8'));
}

describe('a recorded conversation', () => {
  it('is sent again word for word, with the tokens and ids of today and another serial number', async () => {
    server.commands.push('C:7:DATA UPDATE user Pin=1', 'C:8:DATA QUERY tablename=user,fielddesc=Pin,filter=*');
    const record = await recorded(server.url, 'OLD1', async (panel) => {
      await panel.poll();
      await panel.poll();
    });
    const then = server.seen.splice(0).map(({ line, body }) => [line, body]);

    server.answers.set('/registry', [200, 'RegistryCode=another']);
    server.commands.push('C:70:DATA UPDATE user Pin=1', 'C:80:DATA QUERY tablename=user,fielddesc=Pin,filter=*');
    const { requests, differences } = await replay(record, { url: server.url, sn: 'NEW1' });
    expect([requests, differences]).toEqual([then.length, []]);
    const now = server.seen.map(({ line, body }) => [line, body]);
    const renewed = then.map((pair) =>
      pair.map((text) =>
        text
          .replaceAll('OLD1', 'NEW1')
          .replace('ID=7&', 'ID=70&')
          .replace('ID=8&', 'ID=80&')
          .replace('cmdid=8&', 'cmdid=80&'),
      ),
    );
    expect(now).toEqual(renewed);
    // MD5 of another, NEW1 and the session of the device server.
    expect(server.seen.at(-1)?.headers.cookie).toBe('token=de8872705a9a02994e72357c237b5734');
  });

  it('shows what the server answers differently, and what it no longer asks for', async () => {
    server.commands.push('C:7:DATA UPDATE user Pin=1');
    const record = await recorded(server.url, 'OLD2', (panel) => panel.poll());
    server.answers.set('rtlog', [503, '']);
    server.answers.set('/push', [200, 'ServerVersion=3.0.1\nSessionID=x']);
    server.commands.push('C:9:CONTROL DEVICE 03000000');
    const { differences } = await replay(record, { url: server.url, commandSeconds: 0.5 });
    expect(differences).toEqual([
      '3 POST /iclock/push?SN=OLD2: "ErrorDelay PushVersion Realtime RequestDelay ServerName ServerVersion SessionID ' +
        'TimeoutSec TransInterval TransTables TransTimes" then, "ServerVersion SessionID" now',
      '5 POST /iclock/devicecmd?SN=OLD2: not sent, the server does not ask for update user now',
      '6 POST /iclock/cdata?SN=OLD2&table=rtlog: status 200 then, 503 now',
      'the server asks for control 3 now, which the record does not',
    ]);
  });

  it('compares nothing with a request that had no answer, and sends it all the same', async () => {
    const record = await recorded(server.url, 'OLD3', (panel) => panel.poll());
    const sent = server.seen.splice(0).map(({ line }) => line);
    const unheard = record.map((one) => ({ ...one, status: 0, answer: '' }));
    const { differences } = await replay(unheard, { url: server.url });
    expect(differences).toEqual([]);
    expect(server.seen.map(({ line }) => line)).toEqual(sent);
  });

  it('knows answers by their shape', () => {
    expect(answerShape('OK')).toBe('OK');
    expect(answerShape('user=3')).toBe('user=3');
    expect(answerShape('RegistryCode=x')).toBe('RegistryCode');
    expect(answerShape('DateTime=583050990,ServerTZ=+0800')).toBe('DateTime ServerTZ');
    expect(answerShape('AUTH=FAILED\r\ntime=2026-01-01 00:00:00\tpin=1\r\n')).toBe('AUTH=FAILED');
    expect(commandShape('DATA UPDATE user Pin=1')).toBe('update user');
    expect(commandShape('CONTROL DEVICE 01010105')).toBe('control 1');
  });

  it('is refused with the number of the bad line', () => {
    const file = join(folder, 'broken.jsonl');
    writeFileSync(file, '{"method":"GET","path":"/x","status":200}\n{"method":"PUT"}\n');
    expect(() => readRecord(readFileSync(file, 'utf8'))).toThrow('line 2 is no recorded request');
  });
});

describe('a conversation with one gateway, replayed to a fresh one', () => {
  let apps: TestApp[] = [];

  afterEach(async () => {
    await Promise.all(apps.map((app) => app.stop()));
    apps = [];
  });

  it('gets answers of the same shape', async () => {
    const fresh = async (): Promise<TestApp> => {
      const app = await startApp();
      apps.push(app);
      await app.admin('POST', '/devices', { sn: 'GATE1', name: 'GATE1' });
      return app;
    };
    const first = await fresh();
    const untilQuiet = async (panel: SimulatedPanel): Promise<void> => {
      for (let quiet = 0; quiet < 5;) {
        await worked(first);
        quiet = (await panel.poll()).length > 0 ? 0 : quiet + 1;
      }
    };
    const record = await recorded(first.url, 'GATE1', untilQuiet);
    expect(record.filter(({ path }) => path.includes('devicecmd')).length).toBeGreaterThan(0);
    const second = await fresh();
    const { differences } = await replay(record, { url: second.url });
    expect(differences).toEqual([]);
    const { body } = await second.admin('GET', '/events?sn=GATE1&limit=10');
    expect((body as { items: { eventNo: number }[] }).items.map(({ eventNo }) => eventNo)).toEqual([27]);
  });
});
