import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { startApp, type TestApp } from '../../support/app.js';
import { worked } from '../../support/panels.js';

// The simulator and the gateway were written apart. What one panel learns must reach another one, and what a master
// reports must be shown.

// Each test has several round trips between panel and gateway, so a busy machine gets more time.

let app: TestApp;
let panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { COMMAND_RETRY: '1' } });
});

afterEach(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  panels = [];
});

afterAll(async () => {
  await app.stop();
});

const itemsOf = <T>(body: unknown): T[] => (body as { items: T[] }).items;

async function registered(sn: string, options: Partial<PanelOptions>): Promise<SimulatedPanel> {
  const panel = new SimulatedPanel({ url: app.url, sn, zone: 'Europe/Madrid', ...options });
  panels.push(panel);
  await app.admin('POST', '/devices', { sn, name: sn });
  expect(await panel.connect()).toBe('registered');
  await panel.introduce();
  return panel;
}

async function settle(...all: readonly SimulatedPanel[]): Promise<void> {
  for (const panel of all) {
    for (let quiet = 0; quiet < 2;) {
      await worked(app);
      quiet = (await panel.poll()).length > 0 ? 0 : quiet + 1;
    }
  }
}

/** Grants somebody all doors of the panels, and waits until they have it. */
async function granted(pin: string, ...all: readonly SimulatedPanel[]): Promise<void> {
  const doorIds: string[] = [];
  for (const { sn } of all) {
    doorIds.push(...itemsOf<{ id: string }>((await app.admin('GET', `/doors?sn=${sn}`)).body).map(({ id }) => id));
  }
  const level = await app.admin('POST', '/access-levels', { name: `level of ${pin}`, doorIds });
  const accLevelIds = (level.body as { id: string }).id;
  const added = await app.api('POST', '/api/person/add', { pin, name: 'Ada', cardNo: `66${pin}`, accLevelIds });
  expect(added.body).toMatchObject({ code: 0 });
  for (const panel of all) {
    await expect
      .poll(async () => {
        await settle(panel);
        return panel.rows('userauthorize').some((row) => row.pin === pin);
      })
      .toBe(true);
  }
}

async function eventually(panel: SimulatedPanel, what: () => unknown, value: unknown): Promise<void> {
  await expect
    .poll(async () => {
      await settle(panel);
      return what();
    })
    .toEqual(value);
}

const refusals = (...all: readonly SimulatedPanel[]) =>
  all.flatMap(({ sn, executed }) =>
    executed.filter(({ code }) => code === null || code < 0).map(({ text, code }) => [sn, text.slice(0, 40), code]),
  );

const bodyRows = (panel: SimulatedPanel, type: string) =>
  panel.rows('biodata').filter((row) => row.type === type).length;

describe('what a terminal learns about a person', () => {
  it('reaches the other one with the same algorithms, comes back after a reset, and is deleted with its template', async () => {
    const learns = await registered('BODY1', { profile: 'speedface-v5l' });
    const same = await registered('BODY2', { profile: 'speedface-v5l' });
    const other = await registered('BODY3', { profile: 'senseface' });
    await granted('501', learns, same, other);
    expect(await learns.enrol('palm', '501')).toBe(1);
    expect(await learns.enrol('finger', '501', 6)).toBe(1);
    await eventually(same, () => [bodyRows(same, '8'), bodyRows(same, '1')], [5, 1]);
    await settle(learns, other);
    expect([bodyRows(other, '8'), bodyRows(other, '1')]).toEqual([0, 0]);
    const content = (panel: SimulatedPanel) =>
      panel
        .rows('biodata')
        .map(({ tmp }) => tmp)
        .sort();
    expect(content(same)).toEqual(content(learns));

    learns.reset();
    await learns.reboot();
    await learns.sendEvent({ event: 6016, door: 0 });
    await eventually(learns, () => [bodyRows(learns, '8'), bodyRows(learns, '1')], [5, 1]);

    const { body } = await app.admin('GET', '/persons/501/templates');
    for (const { id } of itemsOf<{ id: string }>(body)) await app.admin('DELETE', `/persons/501/templates/${id}`);
    await eventually(learns, () => learns.rows('biodata').length, 0);
    await eventually(same, () => same.rows('biodata').length, 0);
    expect(refusals(learns, same, other)).toEqual([]);
  });

  it('may be a photo, which terminals use as a face', async () => {
    const panel = await registered('BODY4', { profile: 'speedface-v5l' });
    await granted('502', panel);
    const other = await registered('BODY5', { profile: 'speedface-v5l' });
    await granted('503', other);
    expect(await panel.enrol('face', '502')).toBeGreaterThan(0);
    const { body } = await app.admin('GET', '/persons/502/templates');
    expect(itemsOf<{ bioType: number }>(body).map(({ bioType }) => bioType)).toContain(9);
    await settle(panel, other);
    expect(refusals(panel, other)).toEqual([]);
    expect(bodyRows(other, '9')).toBe(0);
  });
});

describe('a controller behind a master', () => {
  it('is listed, authorised in two steps, opens a door in its own name, and is removed', async () => {
    const master = await registered('MASTER1', { profile: 'inbio5', subDevices: ['SUB1', 'SUB2'] });
    const listed = async () =>
      itemsOf<{ subSn: string; isAuthorize: number }>(
        (await app.admin('GET', '/devices/MASTER1/sub-devices')).body,
      ).map(({ subSn, isAuthorize }) => [subSn, isAuthorize]);
    expect(await listed()).toEqual([
      ['SUB1', 0],
      ['SUB2', 0],
    ]);
    const let1 = await app.admin('PUT', '/devices/MASTER1/sub-devices/SUB1', { authorized: true });
    expect(let1.status).toBe(204);
    await eventually(master, () => master.subDevices.find('SUB1')?.isAuthorised, 2);
    expect(await listed()).toEqual([
      ['SUB1', 2],
      ['SUB2', 0],
    ]);

    const asked = await app.admin('POST', '/devices/MASTER1/commands', {
      type: 'openDoor',
      door: 2,
      seconds: 6,
      subSn: 'SUB1',
    });
    expect(asked.status).toBe(201);
    const { id } = asked.body as { id: number };
    await eventually(
      master,
      () => master.subDevices.find('SUB1')?.doors.opened.map(({ door, seconds }) => [door, seconds]),
      [[2, 6]],
    );
    expect((await app.admin('GET', `/commands/${id}`)).body).toMatchObject({ status: 'done', returnCode: 0 });
    expect(master.opened).toEqual([]);

    await app.admin('PUT', '/devices/MASTER1/sub-devices/SUB1', { authorized: false });
    await eventually(master, () => master.subDevices.find('SUB1')?.isAuthorised, 0);
    expect(refusals(master)).toEqual([]);
  });
});

describe('what else devices report', () => {
  it('is stored in its place: Wiegand tests, gate counters, pictures of who passed', async () => {
    const controller = await registered('TELL1', { profile: 'inbio5' });
    await app.admin('POST', '/devices/TELL1/commands', { type: 'wiegandTest', on: true });
    await eventually(controller, () => controller.peripherals.wiegandTest, true);
    await controller.badge('123456789', 1);
    const tests = await app.admin('GET', '/devices/TELL1/wiegand-tests');
    expect(itemsOf(tests.body)).toMatchObject([{ bitCount: 26, bits: '10101101111001101000101011' }]);

    const gate = await registered('TELL2', { profile: 'turnstile' });
    await granted('601', gate);
    expect(await gate.badge('66601', 1)).toBe('opens');
    const gates = await app.admin('GET', '/gates');
    expect(itemsOf<{ sn: string }>(gates.body).find(({ sn }) => sn === 'TELL2')).toMatchObject({
      inCount: 1,
      outCount: 0,
      runCount: 1,
    });

    const terminal = await registered('TELL3', { profile: 'speedface-v5l' });
    await granted('602', terminal);
    expect(await terminal.badge('66602', 1)).toBe('opens');
    const events = itemsOf<{ id: string; pin: string; eventNo: number }>(
      (await app.admin('GET', '/events?sn=TELL3&limit=100')).body,
    );
    const passed = events.find(({ pin, eventNo }) => pin === '602' && eventNo === 0);
    const photos = await app.admin('GET', `/events/${passed?.id ?? ''}/photos`);
    expect(itemsOf(photos.body)).toHaveLength(1);
    expect(refusals(controller, gate, terminal)).toEqual([]);
  });
});
