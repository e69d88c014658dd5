import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { profileNames } from '../../../src/tools/simulator/profile.js';
import { startApp, type TestApp } from '../../support/app.js';

// Each test has several round trips between panel and gateway, so a busy machine gets more time.

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await app.stop();
});

/** Polls until the gateway has nothing more for the panel. */
async function fetchAll(panel: SimulatedPanel): Promise<void> {
  while ((await panel.poll()).length > 0);
}

interface Listed {
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

async function firstDoor(sn: string): Promise<string> {
  const { body } = await app.admin('GET', `/doors?sn=${sn}`);
  return (body as Listed).items[0]?.id ?? 'no door';
}

describe.each(profileNames)('%s and the gateway', (profile) => {
  it('registers, lets people in, reports it, opens remotely, and lets in nobody whose right has ended', async () => {
    const sn = `MODEL${profileNames.indexOf(profile)}`;
    const pin = String(7000 + profileNames.indexOf(profile));
    const card = `30000${pin}`;
    const panel = new SimulatedPanel({ url: app.url, sn, profile, zone: 'Europe/Madrid' });
    try {
      expect(await panel.connect()).toBe('refused');
      await app.admin('POST', `/devices/${sn}/approve`, { existing: 'keep' });
      expect(await panel.connect()).toBe('registered');
      await panel.introduce();
      await panel.fetchTime();
      await panel.sendState();

      const door = await firstDoor(sn);
      const made = await app.admin('POST', '/access-levels', { name: sn, doorIds: [door] });
      const level = (made.body as { id: string }).id;
      const added = await app.api('POST', '/api/person/add', { pin, name: 'Ada', cardNo: card, accLevelIds: level });
      expect(added.body).toMatchObject({ code: 0 });
      const passes = async (): Promise<string> => {
        await fetchAll(panel);
        return panel.badge(card, 1);
      };
      await expect.poll(passes, { timeout: 60_000 }).toBe('opens');

      const asked = app.api('POST', `/api/door/remoteOpenById?doorId=${door}&interval=7&wait=20`);
      await expect
        .poll(async () => {
          await panel.poll();
          return panel.opened.at(-1)?.seconds;
        })
        .toBe(7);
      expect((await asked).body).toMatchObject({ code: 0 });

      await app.api('POST', `/api/accLevel/deleteLevel?pin=${pin}&levelIds=${level}`);
      await expect.poll(passes, { timeout: 60_000 }).not.toBe('opens');
      const { body } = await app.admin('GET', `/events?sn=${sn}&limit=100`);
      const passed = (body as { items: { pin: string; cardNo: string; eventNo: number }[] }).items.filter(
        (event) => event.pin === pin,
      );
      expect(passed.map(({ cardNo, eventNo }) => [cardNo, eventNo])).toContainEqual([card, 0]);
      const refused = panel.executed.filter(({ code }) => code === null || code < 0);
      expect(refused).toEqual([]);
      expect(panel.log.filter(({ status, path }) => status !== 200 && !path.includes('registry'))).toEqual([]);
    } finally {
      await panel.stop();
    }
  });
});
