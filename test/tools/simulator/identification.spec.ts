import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../../support/app.js';

// Each test has several round trips between panel and gateway, so a busy machine gets more time.

let app: TestApp;
let panel: SimulatedPanel;

beforeAll(async () => {
  app = await startApp();
  panel = new SimulatedPanel({ url: app.url, sn: 'ASK1', profile: 'senseface', zone: 'Europe/Madrid' });
});

afterAll(async () => {
  await panel.stop();
  await app.stop();
});

async function fetched(what: () => unknown, value: unknown): Promise<void> {
  await expect
    .poll(async () => {
      while ((await panel.poll()).length > 0);
      return what();
    })
    .toEqual(value);
}

const asks = () => panel.settings.get('AutoServerMode') === '1';
const lastEvent = () => panel.journal.stored.at(-1)?.event;

describe('a terminal that asks the gateway who may pass (10)', () => {
  it('asks once an operator wants it to, obeys at once, and decides by itself again afterwards', async () => {
    await app.admin('POST', '/devices', { sn: 'ASK1', name: 'ASK1' });
    expect(await panel.connect()).toBe('registered');
    const doors = (await app.admin('GET', '/doors?sn=ASK1')).body as { items: { id: string }[] };
    const level = await app.admin('POST', '/access-levels', {
      name: 'Asked',
      doorIds: doors.items.map(({ id }) => id),
    });
    const accLevelIds = (level.body as { id: string }).id;
    await app.api('POST', '/api/person/add', { pin: '8', name: 'Ada', cardNo: '4711', accLevelIds });
    await fetched(() => panel.rows('userauthorize').map(({ pin }) => pin), ['8']);

    expect((await app.admin('PATCH', '/devices/ASK1', { remoteIdentification: true })).status).toBe(200);
    await fetched(asks, true);
    expect(await panel.badge('4711', 1)).toBe('opens');
    expect([lastEvent(), panel.opened.length]).toEqual([222, 1]);
    expect(await panel.badge('4712', 1)).toBe('server says no');
    expect([lastEvent(), panel.opened.length]).toEqual([44, 1]);

    // The panel has fetched nothing since, so its own tables would still let the person in.
    await app.api('POST', `/api/accLevel/deleteLevel?pin=8&levelIds=${accLevelIds}`);
    expect(await panel.badge('4711', 1)).toBe('server says no');
    expect(panel.opened).toHaveLength(1);

    await app.admin('PATCH', '/devices/ASK1', { remoteIdentification: false });
    await fetched(() => [asks(), panel.rows('user').length], [false, 0]);
    expect(await panel.badge('4711', 1)).toBe('unknown card');
    const { body } = await app.admin('GET', '/events?sn=ASK1&limit=100');
    const numbers = (body as { items: { eventNo: number }[] }).items.map(({ eventNo }) => eventNo);
    expect(numbers).toEqual([222, 44, 44, 27]);
    expect(panel.executed.filter(({ code }) => code === null || code < 0)).toEqual([]);
  });
});
