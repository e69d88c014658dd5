import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { functionList } from '../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';

let app: TestApp;
let client: Client;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp();
  client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await client.end();
  await app.stop();
});

/** Takes the lock that work on a person needs. While it is held, changes of this person wait. */
async function whileHeld(pin: string, task: () => Promise<void>): Promise<void> {
  await client.query('SELECT pg_advisory_lock(7080, hashtext($1))', [pin]);
  await task().finally(() => client.query('SELECT pg_advisory_unlock(7080, hashtext($1))', [pin]));
}

async function person(fields: Record<string, unknown>): Promise<void> {
  expect((await app.api('POST', '/api/person/add', fields)).body).toMatchObject({ code: 0 });
}

const isInSync = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.sync.inSync as boolean;

async function pollAll(panel: SimulatedPanel): Promise<void> {
  while ((await panel.poll()).length > 0);
}

const changesOf = (pin: string) => app.sql('SELECT 1 FROM change WHERE kind = $1 AND key = $2', ['person', pin]);

describe.each([
  ['in the row of its user', 'CARD1', '61', '62', functionList()],
  ['in a row of its own', 'CARD2', '63', '64', functionList(7)],
])('a card that moves while the work on its former holder takes long, %s', (_, sn, taker, giver, functions) => {
  it('is waited for: nothing is refused, and the new holder loses the previous card at once', async () => {
    const { panel, doors } = await registeredPanel(app, sn, { options: { AccSupportFunList: functions } });
    panels.push(panel);
    const level = await app.admin('POST', '/access-levels', { name: sn, doorIds: [doors.get(1)] });
    const accLevelIds = level.body.id as string;
    await person({ pin: taker, cardNo: `10${taker}`, accLevelIds });
    await person({ pin: giver, cardNo: `10${giver}`, accLevelIds });
    await settle(app, panel);

    await whileHeld(giver, async () => {
      await person({ pin: giver, cardNo: '' });
      await person({ pin: taker, cardNo: `10${giver}` });
      await expect.poll(() => changesOf(taker)).toEqual([]);
      expect(await changesOf(giver)).toHaveLength(1);
      await pollAll(panel);
      expect(panel.cards()).toEqual([{ pin: giver, card: `10${giver}` }]);
      expect(await isInSync(sn)).toBe(false);
    });
    await settle(app, panel);
    expect(panel.cards()).toEqual([{ pin: taker, card: `10${giver}` }]);
    expect(panel.executed.filter(({ code }) => code !== 0)).toEqual([]);
    expect(await isInSync(sn)).toBe(true);
  });

  it('comes into sync when two persons exchange theirs', async () => {
    const [panel] = panels.filter((one) => one.sn === sn);
    if (!panel) throw new Error('there is no panel');
    await person({ pin: giver, cardNo: `20${giver}` });
    await settle(app, panel);
    await whileHeld(giver, async () => {
      await person({ pin: taker, cardNo: '' });
      await person({ pin: giver, cardNo: `10${giver}` });
      await person({ pin: taker, cardNo: `20${giver}` });
      await expect.poll(() => changesOf(taker)).toEqual([]);
      await pollAll(panel);
      expect(panel.cards()).toEqual([{ pin: giver, card: `20${giver}` }]);
    });
    await settle(app, panel);
    expect(panel.cards().sort((a, b) => Number(a.pin) - Number(b.pin))).toEqual([
      { pin: taker, card: `20${giver}` },
      { pin: giver, card: `10${giver}` },
    ]);
    expect(panel.executed.filter(({ code }) => code !== 0)).toEqual([]);
    expect(await isInSync(sn)).toBe(true);
  });
});

describe('a card that somebody has given back', () => {
  it.each([
    ['without another', '', 'CARD5', '71', '72'],
    ['for another', '7109', 'CARD6', '73', '74'],
  ])(
    '%s goes to somebody who is new on a panel with several cards for each person',
    async (_, next, sn, before, after) => {
      const { panel, doors } = await registeredPanel(app, sn, { options: { AccSupportFunList: functionList(7) } });
      panels.push(panel);
      const level = await app.admin('POST', '/access-levels', { name: sn, doorIds: [doors.get(1)] });
      const accLevelIds = level.body.id as string;
      await person({ pin: before, cardNo: `10${before}`, accLevelIds });
      await settle(app, panel);
      await person({ pin: before, cardNo: next });
      await settle(app, panel);
      await person({ pin: after, cardNo: `10${before}`, accLevelIds });
      await settle(app, panel);
      expect(panel.cards()).toContainEqual({ pin: after, card: `10${before}` });
      expect(await isInSync(sn)).toBe(true);
    },
  );
});
