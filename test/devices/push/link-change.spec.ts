import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Terminal, terminal } from '../attendance-push/terminal.js';
import { startApp, type TestApp } from '../../support/app.js';
import { granted, panel, worked, type Panel } from '../../support/panels.js';
import { brief, printedRegistration, type RawDevice } from '../../support/raw-device.js';
import { silence } from './silence.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

interface View {
  readonly link: string;
  readonly sync: { readonly inSync: boolean; readonly unknown: number; readonly reason: string | null };
  readonly alerts: readonly { readonly text: string }[];
}

const view = async (sn: string): Promise<View> => (await app.admin('GET', `/devices/${sn}`)).body as View;

const ledger = async (sn: string) =>
  (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM ledger WHERE sn = $1', [sn]))[0]?.n ?? 0;

const eventsOf = async (sn: string) =>
  (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM event WHERE sn = $1', [sn]))[0]?.n ?? 0;

const keptOf = async (sn: string) =>
  (await app.sql<{ table_name: string }>('SELECT table_name FROM device_upload WHERE sn = $1 ORDER BY 1', [sn])).map(
    ({ table_name }) => table_name,
  );

/** A panel that holds one person and has acknowledged it. */
async function holding(sn: string, pin: string): Promise<{ one: Panel; level: string }> {
  const one = await panel(app, sn, 'DSTFunOn=0');
  const level = await granted(app, pin, [one], { cardNo: `77${pin}` });
  await one.settle();
  expect((await view(sn)).sync).toMatchObject({ inSync: true, unknown: 0, reason: null });
  return { one, level };
}

const revoke = async (level: string, pin: string) => {
  expect((await app.admin('DELETE', `/access-levels/${level}/persons/${pin}`)).status).toBeLessThan(300);
  await worked(app);
};

/** The device begins anew after a long silence. */
const begins = (sn: string, contact: () => Promise<{ status: number }>) =>
  expect
    .poll(
      async () => {
        await silence(app, sn);
        return (await contact()).status;
      },
      { timeout: 60_000 },
    )
    .toBe(200);

const asTerminal = (device: RawDevice) => device.get('/iclock/cdata?options=all&pushver=2.4.1&DeviceType=att');
const asPanel = (device: RawDevice) => device.post('/iclock/registry', printedRegistration);

describe('requests in the protocol that a device does not speak', () => {
  it('change nothing for a panel: a revocation after them arrives', async () => {
    const { one, level } = await holding('OTHER1', '8101');
    const { device } = one;
    const rows = await ledger('OTHER1');
    expect(await brief(device.post('/iclock/cdata?table=OPERLOG'))).toEqual([200, 'OK']);
    const user = 'USER PIN=9\tName=Mallory\tPri=14\tPasswd=1\tCard=99\tGrp=1';
    expect(await brief(device.post('/iclock/cdata?table=OPERLOG&Stamp=1', user))).toEqual([200, 'OK: 1']);
    expect(await brief(device.get('/iclock/getrequest?INFO=Ver%201,0,0,0,10.0.0.9'))).toEqual([200, 'OK']);
    expect((await asTerminal(device)).status).toBe(403);
    expect(await view('OTHER1')).toMatchObject({ link: 'push-acc', sync: { inSync: true } });
    expect((await view('OTHER1')).alerts.map(({ text }) => text)).toEqual([
      'something begins to speak Attendance PUSH under its serial number while it is heard in Access PUSH: ' +
        'it is refused until the device has been silent',
    ]);
    expect(await ledger('OTHER1')).toBe(rows);
    await revoke(level, '8101');
    expect(await one.settle()).toEqual(['DATA DELETE userauthorize Pin=8101', 'DATA DELETE user Pin=8101']);
    expect(await app.sql(`SELECT pin FROM device_user WHERE sn = 'OTHER1'`)).toEqual([]);
  });

  it('bring events that are stored, and rows that are kept whole', async () => {
    const { one } = await holding('OTHER2', '8102');
    const before = await eventsOf('OTHER2');
    const punch = '8102\t2024-03-05 08:01:22\t0\t1';
    expect(await brief(one.device.post('/iclock/cdata?table=ATTLOG&Stamp=1', punch))).toEqual([200, 'OK: 1']);
    expect(await eventsOf('OTHER2')).toBe(before + 1);
    await one.device.post('/iclock/cdata?table=OPERLOG&Stamp=1', 'OPLOG 4\t0\t2024-03-05 07:59:10\t0\t0\t0\t0');
    expect(await keptOf('OTHER2')).toEqual(['Attendance PUSH: operlog']);
    expect(await app.sql(`SELECT 1 FROM att_stamp WHERE sn = 'OTHER2'`)).toEqual([]);
    expect(await app.sql(`SELECT 1 FROM device_operation WHERE sn = 'OTHER2'`)).toEqual([]);
  });

  it('do not make a panel of a terminal that still calls; a registration without a body never does', async () => {
    const device = await terminal(app, 'OTHER3');
    expect(await brief(asPanel(device))).toEqual([406, '406']);
    expect(await brief(device.post('/iclock/push'))).toEqual([406, '406']);
    const passage =
      'time=2024-03-05 08:01:22\tpin=8103\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\tindex=5';
    const before = await eventsOf('OTHER3');
    expect(await brief(device.post('/iclock/cdata?table=rtlog', passage))).toEqual([200, 'OK']);
    expect(await eventsOf('OTHER3')).toBe(before + 1);
    const state = 'time=2024-03-05 08:01:22\tsensor=01\trelay=01\talarm=0000000000000000';
    expect(await brief(device.post('/iclock/cdata?table=rtstate', state))).toEqual([200, 'OK']);
    expect(await keptOf('OTHER3')).toEqual(['Access PUSH: rtstate']);
    await silence(app, 'OTHER3');
    expect(await brief(device.post('/iclock/registry', 'DeviceType=acc'))).toEqual([406, '406']);
    expect((await view('OTHER3')).link).toBe('push-att');
  });
});

describe('a device that is switched to another protocol', () => {
  it('may hold what it got before, until it has answered otherwise', async () => {
    const { one, level } = await holding('SWITCH1', '8201');
    await begins('SWITCH1', () => asTerminal(one.device));
    await worked(app);
    expect(await view('SWITCH1')).toMatchObject({ link: 'push-att', sync: { inSync: false } });
    expect(
      (await app.sql(`SELECT 1 FROM ledger WHERE sn = 'SWITCH1' AND table_name = 'userauthorize' AND unknown`)).length,
    ).toBe(1);

    await revoke(level, '8201');
    expect(await one.settle()).toEqual(['DATA DELETE USERINFO PIN=8201\n']);
    const { sync } = await view('SWITCH1');
    expect(sync.inSync).toBe(false);
    expect(sync.reason).toMatch(/^\d+ rows that it was given over another link may still be on it: /);
    expect((await app.admin('POST', '/devices/SWITCH1/sync', { full: true })).status).toBeLessThan(300);
    expect(await one.settle()).toEqual([]);
    expect((await view('SWITCH1')).sync.inSync).toBe(false);

    await begins('SWITCH1', () => asPanel(one.device));
    expect(await one.settle()).toContain('DATA DELETE userauthorize Pin=8201');
    expect(await view('SWITCH1')).toMatchObject({ link: 'push-acc', sync: { inSync: true, reason: null } });
    expect(await app.sql(`SELECT 1 FROM ledger WHERE sn = 'SWITCH1' AND pin = '8201'`)).toEqual([]);
  });

  it('is known to hold nothing once it was emptied', async () => {
    const { one, level } = await holding('SWITCH2', '8202');
    await begins('SWITCH2', () => asTerminal(one.device));
    await revoke(level, '8202');
    await one.settle();
    expect((await view('SWITCH2')).sync.inSync).toBe(false);
    expect((await app.admin('POST', '/devices/SWITCH2/approve', { existing: 'clear' })).status).toBeLessThan(300);
    expect(await one.settle()).toEqual(['DATA DELETE USERINFO\n']);
    expect((await view('SWITCH2')).sync).toMatchObject({ inSync: true, reason: null });
  });

  it('is still a panel where a terminal’s first contact only came before its own registration', async () => {
    expect((await app.admin('POST', '/devices', { sn: 'SWITCH3' })).status).toBe(201);
    const device = new Terminal(app, 'SWITCH3');
    await device.contact('options=all');
    expect(await brief(device.get('/iclock/getrequest'))).toEqual([200, 'OK']);
    expect((await view('SWITCH3')).link).toBe('push-att');
    expect((await asPanel(device)).status).toBe(200);
    expect((await view('SWITCH3')).link).toBe('push-acc');
  });
});
