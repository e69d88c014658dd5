import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { callAdmin, callApi, type Reply } from '../support/http.js';

const panelCount = 4;
const peopleCount = 120;
const patience = { timeout: 180_000, interval: 100 };

let gateway: GatewayProcess;
let panels: SimulatedPanel[];
let sql: Client;
let level: string;
/** Commands are carried out, and their answers never arrive. */
let isSilent = false;

const pinOf = (index: number) => String(700_001 + index);
const cardOf = (index: number) => String(7_000_001 + index);
const people = Array.from({ length: peopleCount }, (_, index) => index);

beforeAll(async () => {
  gateway = await GatewayProcess.prepare({ COMMAND_RETRY: '2', DEVICE_APPROVAL: 'auto', SITE_TIME_ZONE: 'UTC' });
  await gateway.start();
  sql = new Client({ connectionString: await gateway.databaseUrl() });
  await sql.connect();
  panels = Array.from(
    { length: panelCount },
    (_, index) =>
      new SimulatedPanel({
        url: gateway.url,
        sn: `KILLED${index + 1}`,
        doors: 2,
        zone: 'UTC',
        onCommand: () => (isSilent ? 'silent' : 'answer'),
      }),
  );
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await sql.end();
  await gateway.remove();
});

async function one(query: string): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(`SELECT (${query})::int AS n`);
  return rows[0]?.n ?? 0;
}

const admin = (method: string, path: string, body?: object): Promise<Reply> =>
  callAdmin(method, `${gateway.url}/admin/v1${path}`, body);

/** What a client does whose call was not answered: it says the same once more. */
async function insist(call: () => Promise<Reply>, isDone: (reply: Reply) => boolean): Promise<void> {
  await expect.poll(async () => isDone(await call()), patience).toBe(true);
}

const addAll = () =>
  callApi(
    'POST',
    `${gateway.url}/api/v2/person/addPersons`,
    people.map((index) => ({ pin: pinOf(index), name: 'Ada', cardNo: cardOf(index), accLevelIds: level })),
  );

/**
 * Kills the gateway twice: while it answers and works out what follows, and while commands are half on their way: one
 * panel has answered its first, one has carried it out in silence, the others have not called yet.
 */
async function killedIn(call: () => Promise<Reply>, isDone: (reply: Reply) => boolean): Promise<void> {
  const begun = call().catch(() => null);
  await Promise.race([
    begun,
    expect.poll(() => one('SELECT count(*) FROM change WHERE due_at <= now()'), patience).toBeGreaterThan(0),
  ]).catch(() => null);
  await gateway.kill();
  await begun;
  await gateway.start();
  await insist(call, isDone);
  await expect
    .poll(() => one(`SELECT count(DISTINCT sn) FROM command WHERE status = 'queued' AND lane = 2`), patience)
    .toBe(panelCount);
  const [first, second] = panels;
  await first?.poll();
  isSilent = true;
  await second?.poll();
  isSilent = false;
  await gateway.kill();
  await gateway.start();
}

const open = `SELECT (SELECT count(*) FROM change WHERE due_at <= now()) + (SELECT count(*) FROM device WHERE synced_as IS NULL)
  + (SELECT count(*) FROM command WHERE status IN ('queued', 'sent'))
  + (SELECT count(*) FROM ledger WHERE unknown OR desired_hash IS DISTINCT FROM held_hash OR command_id IS NOT NULL)`;

/** All panels poll until nothing is open. */
async function untilAtRest(): Promise<void> {
  const round = async () => {
    for (const panel of panels) while ((await panel.poll()).length > 0);
    return one(open);
  };
  await expect.poll(round, patience).toBe(0);
}

/** What each panel holds: these people with their card and their right, and the ledger knows just that. */
async function expectHeld(indexes: readonly number[]): Promise<void> {
  const pins = indexes.map(pinOf);
  const cards = indexes.map((index) => `${pinOf(index)} ${cardOf(index)}`);
  for (const panel of panels) {
    const of = (table: string) =>
      panel
        .rows(table)
        .map(({ pin }) => pin ?? '')
        .sort();
    expect([of('user'), of('userauthorize')], panel.sn).toEqual([pins, pins]);
    expect(
      panel
        .cards()
        .map(({ pin, card }) => `${pin} ${card}`)
        .sort(),
      panel.sn,
    ).toEqual(cards);
  }
  const { rows } = await sql.query<{ pin: string; n: number }>(
    `SELECT pin, count(DISTINCT sn)::int AS n FROM ledger WHERE pin <> '' GROUP BY pin ORDER BY pin`,
  );
  expect(rows).toEqual(pins.map((pin) => ({ pin, n: panelCount })));
}

const isCode0 = ({ body }: Reply) => (body as { code?: number } | undefined)?.code === 0;
const isGood = ({ status }: Reply) => status < 300;
/** Its first answer may have been lost. */
const isGone = ({ status }: Reply) => status < 300 || status === 404;

describe(
  'kill -9 in the middle leaves nothing undone and nothing done that was not asked for',
  { timeout: 600_000 },
  () => {
    it('of panels that register', async () => {
      const registering = panels.map((panel) => panel.connect().catch(() => 'refused'));
      await expect
        .poll(() => one('SELECT count(*) FROM device WHERE registered_at IS NOT NULL'), patience)
        .toBeGreaterThan(0);
      await gateway.kill();
      await Promise.all(registering);
      await gateway.start();
      for (const panel of panels)
        await expect.poll(() => panel.reboot().catch(() => 'refused'), patience).toBe('registered');
      await untilAtRest();
      expect(panels.map((panel) => panel.rows('timezone').length)).toEqual(panels.map(() => 1));
      const { items } = (await admin('GET', '/doors?limit=100')).body as { items: { id: string }[] };
      expect(items).toHaveLength(2 * panelCount);
      const made = await admin('POST', '/access-levels', { name: 'Killed', doorIds: items.map(({ id }) => id) });
      level = (made.body as { id: string }).id;
      await untilAtRest();
    });

    it('of people who come with a card and a level', async () => {
      await killedIn(addAll, isCode0);
      await untilAtRest();
      await expectHeld(people);
    });

    it('of the same people once more: nothing goes to a panel', async () => {
      const before = await one('SELECT max(id) FROM command');
      const again = addAll().catch(() => null);
      await gateway.kill();
      await again;
      await gateway.start();
      await insist(addAll, isCode0);
      await untilAtRest();
      await expectHeld(people);
      expect(
        await one(`SELECT count(*) FROM command WHERE id > ${before} AND type IN ('updateRows', 'deleteUnits')`),
      ).toBe(0);
    });

    it('of a badge that is revoked while the panels come back, and of its return', async () => {
      const [, ...others] = people;
      await Promise.all(panels.map((panel) => panel.reboot()));
      await killedIn(() => admin('DELETE', `/access-levels/${level}/persons/${pinOf(0)}`), isGone);
      await untilAtRest();
      await expectHeld(others);
      await killedIn(() => admin('PUT', `/access-levels/${level}/persons/${pinOf(0)}`), isGood);
      await untilAtRest();
      await expectHeld(people);
    });

    it('of a level of all people that is deleted', async () => {
      await killedIn(() => admin('DELETE', `/access-levels/${level}`), isGone);
      await untilAtRest();
      await expectHeld([]);
    });
  },
);
