import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../src/tools/simulator/panel-options.js';
import { startApp, type TestApp } from '../support/app.js';
import { worked } from '../support/panels.js';
import { registration } from '../modules/visitor/site.js';

// What clients request from the gateway, and what controllers of elevators and gates then hold and do.
const wednesday = '2026-11-18 12:00:00';

// Each test has several round trips between panel and gateway, so a busy machine gets more time.

let app: TestApp;
let panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp();
});
afterEach(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  panels = [];
});
afterAll(() => app.stop());

interface Item {
  readonly id: string;
  readonly name: string;
  readonly number: number;
}
const itemsOf = (body: unknown): Item[] => (body as { items: Item[] }).items;

async function connected(sn: string, module: 'ele' | 'psg', options: Partial<PanelOptions>): Promise<SimulatedPanel> {
  const panel = new SimulatedPanel({ url: app.url, sn, zone: 'Europe/Madrid', ...options });
  panels.push(panel);
  await app.admin('POST', '/devices', { sn, name: sn, module });
  expect(await panel.connect()).toBe('registered');
  await panel.introduce();
  return panel;
}

/** The panel fetches until what it holds is as it should be. */
async function fetched(panel: SimulatedPanel, what: () => unknown, value: unknown): Promise<void> {
  await expect
    .poll(
      async () => {
        await panel.poll();
        return what();
      },
      { timeout: 60_000 },
    )
    .toEqual(value);
}

/** Makes a call that waits for the device, while the device polls. */
async function whilePolling(panel: SimulatedPanel, path: string): Promise<number> {
  const asked = app.api('POST', `/api/${path}&wait=20`);
  const state = { done: false };
  const end = () => {
    state.done = true;
  };
  asked.then(end, end);
  while (!state.done) {
    await panel.poll();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (await asked).body.code;
}

async function person(pin: string): Promise<string> {
  const cardNo = `88${pin}`;
  expect((await app.api('POST', '/api/person/add', { pin, name: 'Ada', cardNo })).body).toMatchObject({ code: 0 });
  return cardNo;
}

const api = async (method: string, path: string) => (await app.api(method, `/api/${path}`)).body;
const floorsOf = async (sn: string): Promise<string[]> => {
  const items = itemsOf((await app.admin('GET', `/floors?sn=${sn}`)).body);
  return items.toSorted((a, b) => a.number - b.number).map(({ id }) => id);
};
const refusals = ({ executed }: SimulatedPanel) => executed.filter(({ code }) => code === null || code < 0);
const rides = (panel: SimulatedPanel) =>
  panel
    .rows('usereleauthorize')
    .map(({ pin, authorizetimezoneid, authorizefloors }) => [pin, authorizetimezoneid, authorizefloors]);

describe('an elevator controller', () => {
  it('holds exactly the floors of a person, and none once the level is taken away', async () => {
    const panel = await connected('LIFT1', 'ele', { profile: 'elevator' });
    const floors = await floorsOf('LIFT1');
    expect(floors).toHaveLength(10);
    const listed = await api('GET', 'floor/list?pageNo=1&pageSize=1000');
    expect(listed.data.map(({ floorNo }: { floorNo: number }) => floorNo)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const card = await person('501');
    const zone = await app.admin('POST', '/time-zones', { name: 'Mornings', periods: { wed: [['08:00', '11:59']] } });
    const zoneId = (zone.body as { id: number }).id;
    const level = async (name: string, numbers: number[], timeZoneId?: number) => {
      const floorIds = numbers.map((number) => floors[number - 1]);
      const made = await app.admin('POST', '/elevator-levels', { name, floorIds, timeZoneId });
      return (made.body as { id: string }).id;
    };
    const office = await level('Office', [8, 9]);
    const roof = await level('Roof', [10], zoneId);

    expect(await api('POST', `eleLevel/syncPerson?pin=501&levelIds=${office},${roof}`)).toMatchObject({ code: 0 });
    // The manual's example: floors 8 and 9 are 180.
    await fetched(panel, () => rides(panel).toSorted(), [
      ['501', '1', '180'],
      ['501', String(zoneId), '200'],
    ]);
    expect(panel.rows('user').map(({ pin }) => pin)).toEqual(['501']);
    expect(panel.rows('userauthorize')).toEqual([]);
    expect(panel.rows('timezone').map(({ timezoneid }) => timezoneid)).toContain(String(zoneId));
    const ride = (floor: number) => panel.ride(card, floor, wednesday);
    expect([await ride(8), await ride(9), await ride(10), await ride(1)]).toEqual([
      'opens',
      'opens',
      'outside time zone',
      'no authority',
    ]);
    expect(await panel.ride(card, 10, '2026-11-18 09:00:00')).toBe('opens');

    // One floor less, one more: the rows follow.
    await app.admin('PATCH', `/elevator-levels/${office}`, { floorIds: [floors[8], floors[0]] });
    await fetched(panel, () => rides(panel).toSorted(), [
      ['501', '1', '101'],
      ['501', String(zoneId), '200'],
    ]);
    expect(await api('POST', `eleLevel/deleteLevel?pin=501&levelIds=${office}`)).toMatchObject({ code: 0 });
    await fetched(panel, () => rides(panel), [['501', String(zoneId), '200']]);
    // The person goes to that floor directly, without a button.
    await app.admin('PUT', `/elevator-levels/${roof}/direct-floors`, { floorIds: [floors[9]] });
    await fetched(panel, () => panel.rows('usereleauthorize').map(({ authorizefloorid }) => authorizefloorid), ['10']);
    expect(await api('POST', `eleLevel/deleteLevel?pin=501&levelIds=${roof}`)).toMatchObject({ code: 0 });
    await fetched(panel, () => [rides(panel), panel.rows('user')], [[], []]);
    expect(await ride(1)).toBe('unknown card');
    expect(refusals(panel)).toEqual([]);

    // A renamed floor has the new name in its events.
    await app.admin('PATCH', `/floors/${floors[0] ?? ''}`, { name: 'Ground' });
    await expect
      .poll(async () => {
        await panel.sendEvent({ event: 80, door: 1 });
        const { items } = (await app.admin('GET', '/events?sn=LIFT1&limit=100')).body as {
          items: { doorName: string }[];
        };
        return JSON.stringify(items).includes('"Ground"');
      })
      .toBe(true);
  });

  it('lets the button of a floor work only as long as the level lasts, and gets a level again', async () => {
    const panel = await connected('LIFT2', 'ele', { profile: 'elevator' });
    const floors = await floorsOf('LIFT2');
    await panel.poll();
    expect(await whilePolling(panel, `floor/remoteOpenById?floorId=${floors[2] ?? ''}&interval=7`)).toBe(0);
    expect(await whilePolling(panel, `floor/remoteCloseById?floorId=${floors[2] ?? ''}`)).toBe(0);
    expect(panel.peripherals.floors).toEqual([
      { floors: [3], seconds: 7, forEverybody: false },
      { floors: [3], seconds: 0, forEverybody: false },
    ]);
    await app.admin('POST', '/floors/actions', { floorIds: [floors[0], floors[9]], action: 'normalOpen' });
    await fetched(panel, () => panel.peripherals.floors.at(-1), {
      floors: [1, 10],
      seconds: 255,
      forEverybody: true,
    });

    await person('502');
    const made = await app.admin('POST', '/elevator-levels', { name: 'Lift 2', floorIds: [floors[4]] });
    const { id } = made.body as { id: string };
    await api('POST', `eleLevel/syncPerson?pin=502&levelIds=${id}`);
    await fetched(panel, () => rides(panel), [['502', '1', '10']]);
    const sent = () => panel.executed.filter(({ text }) => text.startsWith('DATA UPDATE usereleauthorize')).length;
    const before = sent();
    expect(await api('POST', `eleLevel/syncLevel?levelId=${id}`)).toMatchObject({ code: 0 });
    await fetched(panel, () => sent() > before, true);

    // The panel that replaces it has the floors with the same ids, and gets the people.
    await app.admin('POST', '/devices/LIFT2/replace', { newSn: 'LIFT2B' });
    const other = new SimulatedPanel({ url: app.url, sn: 'LIFT2B', profile: 'elevator', zone: 'Europe/Madrid' });
    panels.push(other);
    expect(await other.connect()).toBe('registered');
    expect(await floorsOf('LIFT2B')).toEqual(floors);
    await fetched(other, () => rides(other), [['502', '1', '10']]);
  });

  it('without the table of floors holds nobody, and the operator is told', async () => {
    const panel = await connected('LIFT3', 'ele', { profile: 'elevator', options: { AccSupportFunList: '0' } });
    const floors = await floorsOf('LIFT3');
    await person('503');
    const made = await app.admin('POST', '/elevator-levels', { name: 'Lift 3', floorIds: [floors[0]] });
    const { id } = made.body as { id: string };
    const states = async () => {
      await panel.poll();
      const { items } = (await app.admin('GET', '/devices/LIFT3/sync')).body as {
        items: { pin: string; state: string }[];
      };
      return items.filter(({ pin }) => pin === '503').map(({ state }) => state);
    };
    await api('POST', `eleLevel/syncPerson?pin=503&levelIds=${id}`);
    await expect.poll(states).toEqual(['unsupported']);
    // A repetition changes nothing.
    expect(await api('POST', `eleLevel/syncPerson?pin=503&levelIds=${id}`)).toMatchObject({ code: 0 });
    expect(await api('POST', `eleLevel/syncLevel?levelId=${id}`)).toMatchObject({ code: 0 });
    await worked(app);
    for (let poll = 0; poll < 3; poll++) expect(await states()).toEqual(['unsupported']);
    expect(panel.rows('user')).toEqual([]);
    expect(refusals(panel)).toEqual([]);
  });
});

describe('a controller of gates', () => {
  const gatesOf = async (sn: string) =>
    (await api('GET', `psgGate/gateStateBySn?deviceSn=${sn}`)).data as Record<string, string | number>[];
  const levelOf = async (name: string, sn: string): Promise<string> => {
    const gateIds = (await gatesOf(sn)).map(({ id }) => id);
    return ((await app.admin('POST', '/gate-levels', { name, gateIds })).body as { id: string }).id;
  };

  it('lets people with a level pass, opens in the requested direction, and reports its counters', async () => {
    const panel = await connected('LANE1', 'psg', { profile: 'turnstile' });
    await panel.poll();
    await panel.sendState();
    expect(await gatesOf('LANE1')).toMatchObject([
      { name: 'LANE1-1', connect: '1', gateState: '1', relay: '0', alarm: '0', inCount: 0, outCount: 0 },
    ]);
    const readers = (await api('GET', 'psgReader/list?pageNo=1&pageSize=20')).data;
    expect(readers).toMatchObject([
      { name: 'LANE1-1-In', readerNo: 1, readerState: 0 },
      { name: 'LANE1-1-Out', readerNo: 2, readerState: 1 },
    ]);
    const card = await person('601');
    const level = await levelOf('Lane 1', 'LANE1');
    expect(await api('POST', `psgLevel/syncPerson?pin=601&levelIds=${level}`)).toMatchObject({ code: 0 });
    const authority = () =>
      panel
        .rows('userauthorize')
        .map(({ pin, authorizetimezoneid, authorizedoorid }) => [pin, authorizetimezoneid, authorizedoorid]);
    await fetched(panel, authority, [['601', '1', '1']]);
    expect(await panel.badge(card, 1, wednesday)).toBe('opens');
    expect(await gatesOf('LANE1')).toMatchObject([{ inCount: 1, outCount: 0, runCount: 1 }]);

    expect(await whilePolling(panel, 'psgGate/remoteOpenByName?gateName=LANE1-1&openType=2')).toBe(0);
    expect(panel.executed.at(-1)).toMatchObject({ text: 'CONTROL DEVICE 01020105', code: 0 });
    await expect.poll(async () => (await gatesOf('LANE1'))[0]?.outCount).toBe(1);
    const { id = '' } = (await gatesOf('LANE1'))[0] ?? {};
    expect(await whilePolling(panel, `psgGate/remoteOpenById?gateId=${id}&openType=1`)).toBe(0);
    expect(panel.executed.at(-1)).toMatchObject({ text: 'CONTROL DEVICE 01010105', code: 0 });
    await expect.poll(async () => (await gatesOf('LANE1'))[0]).toMatchObject({ inCount: 2, outCount: 1, runCount: 3 });

    // Events of the gate have its name.
    await app.admin('PATCH', `/gates/${id}`, { name: 'East lane' });
    await panel.badge(card, 1, '2026-11-18 12:30:00', { inOut: 1 });
    const passed = (await api('GET', 'psgTransaction/person/601?pageNo=1&pageSize=20')).data;
    expect(passed[0]).toMatchObject({ eventPointName: 'East lane', readerName: 'LANE1-1-Out', gateType: 1 });

    expect(await api('POST', `psgLevel/deleteLevel?pin=601&levelIds=${level}`)).toMatchObject({ code: 0 });
    await fetched(panel, () => [authority(), panel.rows('user')], [[], []]);
    expect(await panel.badge(card, 1, wednesday)).toBe('unknown card');
    expect(refusals(panel)).toEqual([]);
  });

  it('that asks who may pass is answered by the levels of gates', async () => {
    const panel = await connected('LANE2', 'psg', { profile: 'turnstile', remoteIdentification: true });
    expect((await app.admin('PATCH', '/devices/LANE2', { remoteIdentification: true })).status).toBe(200);
    const card = await person('603');
    const level = await levelOf('Lane 2', 'LANE2');
    await panel.poll();
    expect(await panel.badge(card, 1)).toBe('server says no');
    await api('POST', `psgLevel/syncPerson?pin=603&levelIds=${level}`);
    expect(await panel.badge(card, 1)).toBe('opens');
    await api('POST', `psgLevel/deleteLevel?pin=603&levelIds=${level}`);
    expect(await panel.badge(card, 1)).toBe('server says no');
  });

  it('with a lock for each direction gives both to its people, and shows which one is open', async () => {
    const panel = await connected('HALL1', 'psg', { profile: 'controller', doors: 2 });
    await panel.sendState();
    expect(await gatesOf('HALL1')).toMatchObject([{ name: 'HALL1-1', connect: '1', gateState: '0', relay: '0' }]);
    await person('602');
    const level = await levelOf('Hall 1', 'HALL1');
    await api('POST', `psgLevel/syncPerson?pin=602&levelIds=${level}`);
    const doors = () => panel.rows('userauthorize').map(({ authorizedoorid }) => authorizedoorid);
    await fetched(panel, doors, ['3']);
    expect(await whilePolling(panel, 'psgGate/remoteOpenByName?gateName=HALL1-1&openType=1')).toBe(0);
    await expect.poll(async () => (await gatesOf('HALL1'))[0]?.relay).toBe('2');
    panel.doors.close(1);
    expect(await whilePolling(panel, 'psgGate/remoteOpenByName?gateName=HALL1-1&openType=2')).toBe(0);
    await expect.poll(async () => (await gatesOf('HALL1'))[0]?.relay).toBe('1');

    // A gate with only one lock opens with that lock alone.
    const [gate] = await gatesOf('HALL1');
    await app.admin('PATCH', `/gates/${gate?.id ?? ''}`, { exitLock: null });
    await fetched(panel, doors, ['1']);
  });
});

describe('a visitor', () => {
  it('rides where the level leads, until signing out', async () => {
    const panel = await connected('LIFT9', 'ele', { profile: 'elevator' });
    const floorIds = (await floorsOf('LIFT9')).slice(7, 9);
    const made = await app.admin('POST', '/visitor-levels', { name: 'Guests', floorIds });
    const { id: visLevels } = made.body as { id: string };
    await person('590');
    const said = registration({ persPersonPin: '590', visLevels, cardNo: '88591' });
    expect((await app.api('POST', '/api/visRegistration/add', said)).body).toMatchObject({ code: 0 });
    await fetched(panel, () => rides(panel), [['80000001', '1', '180']]);
    await fetched(panel, () => panel.rows('user').map(({ pin }) => pin), ['80000001']);
    const { body } = await app.api('POST', '/api/visRegistration/exit', { certType: '8', certNum: '456888' });
    expect(body).toMatchObject({ code: 0 });
    await fetched(panel, () => [rides(panel), panel.rows('user')], [[], []]);
    expect(refusals(panel)).toEqual([]);
  });
});
