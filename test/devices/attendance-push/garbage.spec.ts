import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brief } from '../../support/raw-device.js';
import { startApp, type TestApp } from '../../support/app.js';
import { terminal, type Terminal } from './terminal.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

/** The terminal is still served: it is shown, and gets its commands. */
async function goesOn(device: Terminal): Promise<void> {
  const { status } = await app.admin('POST', `/devices/${device.sn}/commands`, { type: 'setTime' });
  expect(status).toBe(201);
  await expect.poll(() => device.poll()).toMatch(/^C:\d+:CHECK$/m);
  expect((await app.admin('GET', `/devices/${device.sn}`)).status).toBe(200);
}

describe('an attendance terminal that sends nonsense', () => {
  it.each([
    ['NUL', 'a%00b'],
    ['bytes of no text', '%ff%fe%00,1,2'],
    ['numbers of no column', 'Ver,99999999999999999999,1e99,-5,x,y'],
    ['5,000 parts', ','.repeat(5_000)],
    ['line ends', 'Ver%00%0A,1,1,1,1.1.1.1,%00,%00'],
    ['half an escape', '%'],
  ])('of its counters (%s) goes on', async (name, info) => {
    const device = await terminal(app, `GARBLED-${name.replaceAll(/\W/g, '')}`);
    expect(await brief(device.get(`/iclock/getrequest?INFO=${info}`))).toEqual([200, 'OK']);
    await goesOn(device);
  });

  it('of its options goes on', async () => {
    const device = await terminal(app, 'GARBLED-OPTIONS');
    const many = Array.from({ length: 10_000 }, (_, at) => `K${at}=v\0${at}`).join(',');
    expect(await device.upload('options', many, '')).toEqual([200, 'OK']);
    const odd = `~DeviceName=Cl\0ock,FWVersion=\0,MAC=${'y'.repeat(50_000)},__proto__=1,constructor=2`;
    expect(await device.upload('options', odd, '')).toEqual([200, 'OK']);
    await goesOn(device);
  });

  it('of its punches loses none: each is stored or kept, and acknowledged', async () => {
    const device = await terminal(app, 'GARBLED-PUNCHES');
    const { sn } = device;
    const row = (pin: string, time: string) => `${pin}\t${time}\t0\t1\t0\t0\t0`;
    const impossible = ['2099-12-31 23:59:59', '0000-00-00 00:00:00', '9999-12-31 23:59:59', '2024-02-30 10:00:00', ''];
    const kept = impossible.map((time) => row('7', time));
    const long = 'p'.repeat(200);
    const stored = [
      row('7', '1970-01-01 00:00:00'),
      row(`${long}a`, '2024-03-01 10:00:00'),
      row(`${long}b`, '2024-03-01 10:00:00'),
      row('', '2024-03-01 10:00:01'),
      row('0'.repeat(200), '2024-03-01 10:00:02'),
      row("'; --", '2024-03-01 10:00:03'),
    ];
    for (const one of [...kept, ...stored]) expect(await device.upload('ATTLOG', one)).toEqual([200, 'OK: 1']);
    const bodies = await app.sql<{ body: string }>(
      `SELECT convert_from(body, 'UTF8') AS body FROM quarantine WHERE sn = $1`,
      [sn],
    );
    expect(bodies.map(({ body }) => body).sort()).toEqual([...kept].sort());
    const events = await app.sql<{ raw: string }>('SELECT raw FROM event WHERE sn = $1', [sn]);
    expect(events.map(({ raw }) => raw).sort()).toEqual([...stored].sort());
  });
});
