import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { press } from '../../../src/tools/simulator/keyboard.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { commandRefusalOf, readRefusal, refusalOf, type RefuseRule } from '../../../src/tools/simulator/refusals.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';

let server: DeviceServer;
let panels: SimulatedPanel[] = [];

beforeEach(async () => {
  server = await startDeviceServer();
});

afterEach(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  panels = [];
  await server.stop();
});

function panelWith(options: Partial<PanelOptions>): SimulatedPanel {
  const panel = new SimulatedPanel({ url: server.url, sn: 'X', ...options });
  panels.push(panel);
  return panel;
}

const rulesOf = (...texts: string[]): RefuseRule[] =>
  texts.flatMap((text) => {
    const rule = readRefusal(text);
    return rule === undefined ? [] : [rule];
  });

describe('refusals', () => {
  it('can be set by table, by person and by command', async () => {
    const rules = rulesOf('biodata=-30', 'user:13=-12', 'upgrade=-720', 'control=-725', 'enroll_bio=-12', 'nonsense');
    expect(rules).toHaveLength(5);
    const panel = panelWith({ refuse: refusalOf(rules), refuseCommands: commandRefusalOf(rules) });
    const texts = [
      'DATA UPDATE user Pin=1\nPin=13',
      'DATA UPDATE biodata Pin=1\tNo=0\tIndex=0\tType=9\tTmp=AAAA',
      'UPGRADE checksum=x,url=y,size=1',
      'CONTROL DEVICE 01010105',
      'ENROLL_BIO TYPE=9\tPIN=1',
      'DATA COUNT user',
    ];
    texts.forEach((text, at) => server.commands.push(`C:${at + 1}:${text}`));
    while (server.commands.length > 0) await panel.poll();
    const results = server.seen.flatMap(({ line, body }) => (line.includes('devicecmd') ? [body] : []));
    expect(results).toEqual([
      'ID=1&Return=-12&CMD=DATA UPDATE',
      'ID=2&Return=-30&CMD=DATA UPDATE',
      'ID=3&Return=-720&CMD=UPGRADE',
      'ID=4&Return=-725&CMD=CONTROL DEVICE',
      'ID=5&Return=-12&CMD=ENROLL_BIO',
      'ID=6&Return=0&CMD=DATA COUNT',
    ]);
    expect(panel.opened).toEqual([]);
    expect(panel.rows('user').map(({ pin }) => pin)).toEqual(['1']);
  });
});

describe('what gets lost', () => {
  it('is the requested share, the same with the same seed', async () => {
    const fates: string[][] = [];
    for (const sn of ['A', 'B']) {
      const panel = panelWith({ sn, faults: { lostAnswers: 0.5 }, seed: 42 });
      for (let id = 1; id <= 40; id += 1) {
        server.commands.push(`C:${id}:DATA UPDATE user Pin=${id}`);
        await panel.poll();
      }
      fates.push(
        panel.executed.map(({ code, answered }) => (answered ? 'answered' : code === null ? 'lost' : 'silent')),
      );
    }
    expect(fates[0]).toEqual(fates[1]);
    const count = (fate: string) => fates[0]?.filter((one) => one === fate).length ?? 0;
    expect(count('answered')).toBeGreaterThan(10);
    expect(count('lost')).toBeGreaterThan(3);
    expect(count('silent')).toBeGreaterThan(3);
  });

  it('can be uploads or their answers; events are sent until they are acknowledged', async () => {
    const panel = panelWith({ faults: { lostUploads: 0.5 }, seed: 3 });
    for (let n = 0; n < 20; n += 1) await panel.sendEvent({ event: 0, door: 1 });
    while (!(await panel.flush()));
    const indexes = server.seen.flatMap(({ body }) =>
      [...body.matchAll(/index=(\d+)/g)].map(([, index]) => Number(index)),
    );
    expect(new Set(indexes).size).toBe(20);
    expect(indexes.length).toBeGreaterThan(20);
    expect(panel.journal.waiting).toBe(0);
  });
});

describe('time', () => {
  it('is wrong by the drift, and strays', async () => {
    const panel = panelWith({ zone: 'UTC', drift: -86_400, driftPerDay: 86_400_000_000 });
    const read = () => Date.parse(`${panel.clock.wall().replace(' ', 'T')}Z`);
    const first = read();
    expect(Date.now() - first).toBeLessThan(86_400_000 + 60_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // It runs more than a thousand times as fast.
    expect(read() - first).toBeGreaterThan(10_000);
  });

  it('includes restarts at an interval', async () => {
    const panel = panelWith({ pollSeconds: 0.05, retrySeconds: 0.05, rebootSeconds: 1 });
    const running = panel.run();
    const registrations = () => server.seen.filter(({ line }) => line.includes('/registry')).length;
    await expect.poll(registrations).toBeGreaterThan(2);
    await panel.stop();
    await running;
    expect(panel.journal.stored.filter(({ event }) => event === 206).length).toBeGreaterThan(2);
  });

  it('keeps events for later if the server wants them at set times (Realtime=0)', async () => {
    server.answers.set('/push', [200, 'SessionID=x\nRealtime=0\nTransInterval=5']);
    const panel = panelWith({});
    await panel.connect();
    expect(await panel.sendEvent({ event: 0, door: 1 })).toBe(false);
    expect(server.seen.some(({ line }) => line.includes('rtlog'))).toBe(false);
    expect(await panel.flush()).toBe(true);
  });
});

describe('the factory reset', () => {
  it('deletes tables, events and what the server set, and reports event 6016', async () => {
    const panel = panelWith({});
    server.commands.push('C:1:SET OPTIONS MulCardUserFunOn=1,Door1Drivertime=9');
    await panel.poll();
    panel.load('user', [{ Pin: '1' }]);
    panel.load('mulcarduser', [{ Pin: '1', CardNo: '0000000a' }]);
    await panel.sendEvent({ event: 27, door: 1 });
    const said: string[] = [];
    await press(panel, 'reset', (line) => said.push(line));
    expect(said).toEqual([]);
    expect(panel.rows('user')).toEqual([]);
    expect(panel.settings.multiCard).toBe(false);
    expect(panel.settings.get('Door1Drivertime')).toBeUndefined();
    expect(server.seen.at(-1)?.body).toMatch(/\tevent=6016\t.*\tindex=1$/);
  });
});

describe('the keyboard', () => {
  it('enrols, holds cards in ways, raises alarms, and lists without secrets', async () => {
    const panel = panelWith({ profile: 'speedface-v5l' });
    const said: string[] = [];
    const lines = [
      'n finger 5 6',
      'n face 5',
      'i 5',
      't 38.5 mask',
      'a 1 16',
      'c 90',
      'o',
      'l',
      'l biodata',
      'b 9 1 out with cp',
    ];
    for (const line of lines) await press(panel, line, (text) => said.push(text));
    expect(said.slice(0, 3)).toEqual(['2 uploads', '3 uploads', 'identity card sent, answered with 200 OK']);
    expect(said[3]).toMatch(/^the clock says \d{4}-/);
    expect(said.slice(4, 8)).toEqual(['user 1', 'biodata 2', 'biophoto 1', 'userpic 1']);
    expect(said[8]).toBe(
      'pin 5 no=6'.replace('pin 5', 'pin=5') +
        ' index=0 valid=1 duress=0 type=1 majorver=10 minorver=0 format=0 tmp=***',
    );
    expect(said.at(-1)).toBe('badge 9 at door 1: unknown card');
    expect([panel.peripherals.temperature, panel.peripherals.mask]).toEqual([38.5, true]);
    expect(panel.journal.stored.at(-1)).toMatchObject({ inOut: 1, event: 27 });
    expect(server.seen.find(({ line }) => line.includes('rtstate'))?.body).toMatch(/\talarm=1000000000000000$/);
    expect(server.seen.find(({ line }) => line.includes('identitycard'))?.body).toMatch(/^identitycard pin=5\tSN_Num=/);
  });
});
