import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { startApp, type Answer, type TestApp } from '../../support/app.js';

let app: TestApp;
let panel: SimulatedPanel;

beforeAll(async () => {
  app = await startApp();
  panel = new SimulatedPanel({ url: app.url, sn: 'SIMAPP1', doors: 4, zone: 'Europe/Madrid' });
});

afterAll(async () => {
  await panel.stop();
  await app.stop();
});

describe('a simulated panel and the gateway', () => {
  it('is a stranger until it is approved', async () => {
    expect(await panel.connect()).toBe('refused');
    const approved = await app.admin('POST', '/devices/SIMAPP1/approve', {});
    expect(approved.status).toBeLessThan(300);
    expect(await panel.connect()).toBe('registered');
  });

  it('opens for a person who was granted a door, and no longer once that was taken away', async () => {
    const door = await doorEndingWith('-1');
    const made = await app.admin('POST', '/access-levels', { name: 'Front', doorIds: [door] });
    const level = (made.body as { id: string }).id;
    const added = await app.api('POST', '/api/person/add', { pin: '7', name: 'Ann', cardNo: '123456789' });
    expect(added.body).toMatchObject({ code: 0 });
    await app.admin('PUT', `/access-levels/${level}/persons/7`);
    await expect.poll(() => polledRights(), { timeout: 60_000 }).toEqual(['7']);
    expect(await panel.badge('123456789', 1)).toBe('opens');
    expect(await panel.badge('123456789', 2)).toBe('no authority');
    await expect
      .poll(
        async () => (await panel.poll()).length === 0 && panel.executed.every(({ code }) => code !== null && code >= 0),
      )
      .toBe(true);

    await app.admin('DELETE', `/access-levels/${level}/persons/7`);
    await expect.poll(() => polledRights(), { timeout: 60_000 }).toEqual([]);
    expect(await panel.badge('123456789', 1)).not.toBe('opens');
  });

  it('opens a door remotely, and the events arrive', async () => {
    const door = await doorEndingWith('-3');
    const asked = await app.api('POST', `/api/door/remoteOpenById?doorId=${door}&interval=5`);
    expect(asked.body).toMatchObject({ code: 0 });
    await panel.poll();
    expect(panel.opened.at(-1)).toMatchObject({ door: 3, seconds: 5 });
    const events = await app.admin('GET', '/events?limit=100');
    const numbers = itemsOf<{ eventNo: number }>(events).map(({ eventNo }) => eventNo);
    expect(numbers).toEqual(expect.arrayContaining([0, 23, 8]));
  });
});

/** The forms in which firmware holds the same right. */
const firmware: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'one card in user, door bits': { AccSupportFunList: functionList(2) },
  'cards in mulcarduser': { AccSupportFunList: functionList(7) },
  'one door a row': { AccSupportFunList: functionList(15) },
  'a device number in each row': { AccSupportFunList: functionList(15, 26) },
  'authority with dates': { AccSupportFunList: functionList(7, 62) },
  'dates as days': { AccSupportFunList: functionList(60), DateFmtFunOn: '0' },
};

describe.each(Object.entries(firmware))('a panel with %s', (name, options) => {
  it('lets in the right people, at the right doors, as long as it should', async () => {
    const number = 20 + Object.keys(firmware).indexOf(name);
    const sn = `SIMFW${number}`;
    const pin = String(number);
    const card = `40000000${number}`;
    await app.admin('POST', '/devices', { sn, name: sn });
    const one = new SimulatedPanel({ url: app.url, sn, zone: 'Europe/Madrid', options });
    try {
      expect(await one.connect()).toBe('registered');
      const doorIds = [await doorEndingWith(`${sn}-1`), await doorEndingWith(`${sn}-3`)];
      const made = await app.admin('POST', '/access-levels', { name: sn, doorIds });
      const level = (made.body as { id: string }).id;
      const person = { pin, name: 'Bo', cardNo: card, accLevelIds: level };
      await app.api('POST', '/api/person/add', {
        ...person,
        accStartTime: '2020-01-01 00:00:00',
        accEndTime: '2099-12-31 00:00:00',
      });
      await expect.poll(() => passes(one, card), { timeout: 60_000 }).toEqual([1, 3]);
      await app.api('POST', '/api/person/add', {
        ...person,
        accStartTime: '2020-01-01 00:00:00',
        accEndTime: '2020-12-31 00:00:00',
      });
      await expect.poll(() => passes(one, card), { timeout: 60_000 }).toEqual([]);
      expect(one.executed.filter(({ code }) => code === null || code < 0)).toEqual([]);
    } finally {
      await one.stop();
    }
  });
});

/** The doors that a card opens, after the panel has fetched everything. */
async function passes(one: SimulatedPanel, card: string): Promise<number[]> {
  while ((await one.poll()).length > 0);
  const doors: number[] = [];
  for (const door of [1, 2, 3, 4]) if ((await one.badge(card, door)) === 'opens') doors.push(door);
  return doors;
}

/** The pins that may pass after one more poll. */
async function polledRights(): Promise<(string | undefined)[]> {
  await panel.poll();
  return panel.rows('userauthorize').map(({ pin }) => pin);
}

async function doorEndingWith(end: string): Promise<string> {
  const doors = itemsOf<{ id: string; name: string }>(await app.admin('GET', '/doors'));
  return doors.find(({ name }) => name.endsWith(end))?.id ?? 'no such door';
}

function itemsOf<T>(answer: Answer): T[] {
  return (answer.body as { items: T[] }).items;
}
