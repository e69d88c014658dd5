import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../../support/app.js';
import { settle as settled } from '../../support/panel.js';
import { jpeg, panel as rawPanel } from '../../support/panels.js';
import { at, call, hour, registration, reservation, withoutVisitors } from './site.js';

let app: TestApp;
let panel: SimulatedPanel;
let level: string;
const panels: SimulatedPanel[] = [];

async function registered(sn: string, options: Partial<PanelOptions> = {}) {
  await app.admin('POST', '/devices', { sn });
  const made = new SimulatedPanel({ url: app.url, sn, doors: 1, zone: 'Europe/Madrid', ...options });
  panels.push(made);
  expect(await made.connect()).toBe('registered');
  const { items } = (await app.admin('GET', `/doors?sn=${sn}`)).body as { items: { id: string }[] };
  const doorIds = items.map(({ id }) => id);
  const { body } = await app.admin('POST', '/visitor-levels', { name: sn, doorIds });
  return { panel: made, level: (body as { id: string }).id };
}

beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/person/add', { pin: '1', name: 'Ana' });
  ({ panel, level } = await registered('VIS1'));
});
afterAll(async () => {
  await Promise.all(panels.map((one) => one.stop()));
  await app.stop();
});
beforeEach(async () => {
  const gone = await app.sql<{ pin: string }>('SELECT pin FROM person WHERE is_visitor');
  await withoutVisitors(app);
  // Afterwards: a change that is processed before the people are gone would leave them on the panel.
  await app.sql(`INSERT INTO change (kind, key) SELECT 'person', unnest($1::text[])`, [gone.map(({ pin }) => pin)]);
  await settle(panel);
  expect(panel.rows('user')).toEqual([]);
});

/** Polls until nothing more comes. */
const settle = (one: SimulatedPanel) => settled(app, one);

const register = (more: object = {}, code = 0) =>
  call(app, 'visRegistration/add', registration({ visLevels: level, ...more }), code);
const exit = (certNum = '456888', code = 0) => call(app, 'visRegistration/exit', { certType: '8', certNum }, code);
const pins = (one = panel) => one.rows('user').map(({ pin }) => pin);
const visits = async () => (await app.admin('GET', '/visits')).body.items as Record<string, unknown>[];

describe('a visitor', () => {
  it('is a person on the devices of the levels until signing out, and keeps the name in events and history', async () => {
    const said = { cardNo: '4711', visEmpName: 'Max', visEmpLastName: 'Moss', startTime: at(-60), endTime: at(hour) };
    await register(said);
    await settle(panel);
    expect(panel.rows('user')).toMatchObject([{ pin: '80000001', name: 'Max Moss', disable: '0' }]);
    expect(panel.rows('userauthorize')).toMatchObject([
      { pin: '80000001', authorizetimezoneid: '1', authorizedoorid: '1' },
    ]);
    expect(await panel.badge('4711', 1)).toBe('opens');
    await exit();
    expect(await settle(panel)).toContain('DATA DELETE user Pin=80000001');
    expect([panel.rows('user'), panel.rows('userauthorize')]).toEqual([[], []]);
    expect(await panel.badge('4711', 1)).not.toBe('opens');
    await exit('456888', -256);
    expect(await settle(panel)).toEqual([]);

    const events = async () =>
      (
        (await app.api('GET', '/api/transaction/list?pageNo=1&pageSize=100')).body.data as Record<string, unknown>[]
      ).filter(({ pin, eventNo }) => pin === '80000001' && eventNo === 0);
    expect(await events()).toMatchObject([{ name: 'Max', lastName: 'Moss', cardNo: '4711', deptName: '' }]);
    expect((await app.admin('DELETE', '/visitors/80000001')).status).toBe(204);
    expect(await events()).toMatchObject([{ name: 'Max', lastName: 'Moss' }]);
    expect(await visits()).toMatchObject([{ pin: '80000001', name: 'Max', lastName: 'Moss', status: 'ended' }]);
  });

  it('comes onto the devices when the visit begins and goes when it ends, by the clock alone', async () => {
    // Long enough that a busy machine sees the visitor there.
    await register({ cardNo: '4712', startTime: at(4), endTime: at(20) });
    await settle(panel);
    const [visit] = await visits();
    if (at(0) < String(visit?.startTime)) expect(pins()).toEqual([]);
    const untilHeld = async (held: string[]) =>
      expect.poll(async () => (await panel.poll(), pins()), { timeout: 60_000, interval: 100 }).toEqual(held);
    await untilHeld(['80000001']);
    await untilHeld([]);
    expect(await panel.badge('4712', 1)).not.toBe('opens');
    expect(panel.rows('userauthorize')).toEqual([]);
    expect(await visits()).toMatchObject([{ status: 'overdue', exitTime: null }]);
    // A visitor who signs out late is still signed out.
    await exit();
    expect(await visits()).toMatchObject([{ status: 'ended', endedBy: 'exit' }]);
  });

  it('is deleted although a power cut comes between the exit and the device', async () => {
    await register({ cardNo: '4713' });
    await settle(panel);
    expect(await panel.badge('4713', 1)).toBe('opens');
    await exit();
    // The device has not polled yet, and restarts.
    expect(await panel.reboot()).toBe('registered');
    await settle(panel);
    expect(pins()).toEqual([]);
    expect(await panel.badge('4713', 1)).not.toBe('opens');
  });

  it('who came and left while the device was offline never gets onto it', async () => {
    await register({ cardNo: '4714' });
    await exit();
    const texts = await settle(panel);
    expect(texts.filter((text) => text.includes('DATA UPDATE'))).toEqual([]);
    expect(pins()).toEqual([]);
  });

  it('may be one of two, and is the same at the next visit, with a new card', async () => {
    await register({ certNum: 'E1', cardNo: '4715' });
    await register({ certNum: 'E2', cardNo: '4716' });
    await settle(panel);
    expect(pins().sort()).toEqual(['80000001', '80000002']);
    await exit('E1');
    await settle(panel);
    expect(pins()).toEqual(['80000002']);
    await register({ certNum: 'E1', cardNo: '4717' });
    await settle(panel);
    expect(pins().sort()).toEqual(['80000001', '80000002']);
    expect(await panel.badge('4715', 1)).not.toBe('opens');
    expect(await panel.badge('4717', 1)).toBe('opens');
  });

  it('gets a card of another visitor only once that one cannot pass with it any more', async () => {
    await register({ certNum: 'F1', cardNo: '4718' });
    await settle(panel);
    await exit('F1');
    await register({ certNum: 'F2', cardNo: '4718' });
    await settle(panel);
    expect(panel.cards()).toEqual([{ pin: '80000002', card: '4718' }]);
    expect(await panel.badge('4718', 1)).toBe('opens');
  });

  it('passes by QR code until signing out', async () => {
    await register();
    await settle(panel);
    const code = (await call(app, 'visRegistration/getQrCode', { pin: '80000001' })) as string;
    await settle(panel);
    expect(await panel.badge(code, 1)).toBe('opens');
    await exit();
    await settle(panel);
    expect(await panel.badge(code, 1)).not.toBe('opens');
    expect(panel.cards()).toEqual([]);
  });

  it('is deleted at once when the block list names them', async () => {
    await register({ cardNo: '4719' });
    await settle(panel);
    await app.admin('POST', '/visitor-block-list', { certType: '8', certNumber: '456888', reason: 'theft' });
    await settle(panel);
    expect(pins()).toEqual([]);
    expect(await visits()).toMatchObject([{ status: 'ended', endedBy: 'blocked' }]);
    await register({}, -254);
  });

  it('stays longer, or gets other levels, if an operator says so', async () => {
    const other = await registered('VIS2');
    await register({ endTime: at(2 * hour), cardNo: '4720' });
    await settle(panel);
    const [visit] = await visits();
    const later = at(50 * hour);
    const path = `/visits/${String(visit?.id)}`;
    expect((await app.admin('PATCH', path, { endTime: later })).body).toMatchObject({ endTime: later, status: 'on' });
    await settle(panel);
    const [before] = panel.rows('user');
    expect(before).toMatchObject({ pin: '80000001' });
    expect((await app.admin('PATCH', path, { levelIds: [other.level] })).body.levelIds).toEqual([other.level]);
    await settle(panel);
    await settle(other.panel);
    expect([pins(), pins(other.panel)]).toEqual([[], ['80000001']]);
    expect(await other.panel.badge('4720', 1)).toBe('opens');
    await app.admin('POST', `${path}/exit`);
    await settle(other.panel);
    expect(pins(other.panel)).toEqual([]);
  });

  it('of one day is marked on panels that delete visitors at its end; one who stays overnight is not', async () => {
    const { panel: kept, level: its } = await registered('VIS3', { options: { AccSupportFunList: functionList(9) } });
    // Its last minute is too short for a visit.
    const day = (seconds: number) => at(seconds).slice(0, 10);
    await vi.waitUntil(() => day(0) === day(60), { timeout: 90_000 });
    const today = day(0);
    const told = async () => (await settle(kept)).filter((text) => text.includes('UPDATE extuser'));
    await register({ visLevels: its, startTime: `${today} 00:00:00`, endTime: `${today} 23:59:59` });
    expect(await told()).toEqual([
      'DATA UPDATE extuser Pin=80000001\tFunSwitch=2\tFirstName=\tLastName=\tPersonalVS=0',
    ]);
    await exit();
    await settle(kept);
    await register({ visLevels: its, endTime: at(50 * hour) });
    expect(await told()).toEqual([]);
    expect(pins(kept)).toEqual(['80000001']);
  });

  it('who was expected is registered by one call', async () => {
    await call(app, 'visReservation/add', reservation({ visitDate: at(-60), visitEndDate: at(hour) }));
    const { items } = (await app.admin('GET', '/visitor-reservations')).body as { items: { id: string }[] };
    const path = `/visitor-reservations/${items[0]?.id ?? ''}`;
    const { status, body } = await app.admin('POST', `${path}/register`, { cardNo: '4721', levelIds: [level] });
    expect([status, body.pin, body.name, body.status]).toEqual([200, '80000001', 'Mary', 'on']);
    expect((await app.admin('GET', path)).body.visitId).toBe(body.id);
    await settle(panel);
    expect(await panel.badge('4721', 1)).toBe('opens');
    expect((await app.admin('POST', `${path}/register`)).status).toBe(409);
  });
});

describe("a visitor's face", () => {
  it('is on terminals while the visit lasts, and no longer', async () => {
    const terminal = await rawPanel(app, 'VISFACE', 'PhotoFunOn=1,BioPhotoFun=1');
    const made = await app.admin('POST', '/visitor-levels', { name: 'VISFACE', doorIds: terminal.doors });
    const { id: visLevels } = made.body as { id: string };
    await register({ visLevels, facePhoto: `data:image/jpeg;base64,${await jpeg(90)}` });
    const told = (await terminal.settle()).map((text) => text.replace(/(content=).*/i, '$1'));
    expect(told.filter((text) => /photo|pic/.test(text))).toEqual([
      expect.stringMatching(/^DATA UPDATE biophoto PIN=80000001\tType=9\tNo=0\tIndex=0\tSize=\d+\tContent=$/) as string,
      expect.stringMatching(/^DATA UPDATE userpic pin=80000001\tsize=\d+\tcontent=$/) as string,
    ]);
    await exit();
    const gone = await terminal.settle();
    expect(gone).toEqual(
      expect.arrayContaining([
        'DATA DELETE userpic pin=80000001',
        'DATA DELETE biophoto PIN=80000001\tType=9',
        'DATA DELETE user Pin=80000001',
      ]),
    );
  });
});

describe('a visitor and remote identification', () => {
  it('passes while the visit lasts', async () => {
    const { passage } = await asking('VIS4');
    await register({ visLevels: passage.level, cardNo: '4722' });
    expect(await passage.ask('4722', 1)).toBe('AUTH=SUCCESS');
    await exit();
    expect(await passage.ask('4722', 2)).toBe('AUTH=FAILED');
  });

  async function asking(sn: string) {
    const { RawDevice, registryCode } = await import('../../support/raw-device.js');
    await app.admin('POST', '/devices', { sn, remoteIdentification: true });
    const device = new RawDevice(app, sn);
    await registryCode(device, 'DeviceType=acc,LockCount=1,ReaderCount=2,AutoServerFunOn=1');
    const { items } = (await app.admin('GET', `/doors?sn=${sn}`)).body as { items: { id: string }[] };
    const made = await app.admin('POST', '/visitor-levels', { name: sn, doorIds: items.map(({ id }) => id) });
    const ask = async (card: string, second: number) => {
      const line = `time=2026-03-02 08:00:0${second}\tcardno=${card}\taddrtype=2\teventaddr=1\tevent=223\tinoutstatus=0\tverifytype=4`;
      return (await device.post('/iclock/cdata?AuthType=device', `${line}\r\n`)).text.split('\r\n')[0];
    };
    return { passage: { ask, level: (made.body as { id: string }).id } };
  }
});
