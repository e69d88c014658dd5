import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { granted, panel, type Panel } from '../support/panels.js';
import { ModelPanel } from './model-panel.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const inSync = async ({ sn }: Panel) => (await app.admin('GET', `/devices/${sn}`)).body.sync.inSync as boolean;

describe('a command that was carried out in part, and refused', () => {
  // -102 means that the number of fields is wrong. The API reports that the firmware does not know the table.
  for (const [code, sn, pin] of [
    [-102, 'PART-1', 5101],
    [-1, 'PART-2', 5201],
    [-629, 'PART-3', 5301],
  ] as const) {
    it(`deletes again what it gave, when the right is revoked (${code})`, async () => {
      const made = await panel(app, sn, 'DeviceType=acc,~UserCount=0');
      const level = await granted(app, String(pin), []);
      const other = String(pin + 1);
      expect((await app.admin('POST', '/persons', { pin: other, accLevelIds: [level] })).status).toBe(201);
      await made.settle();
      // Both of them at once: their rows are in one command.
      expect((await app.admin('PATCH', `/access-levels/${level}`, { doorIds: made.doors })).status).toBe(200);
      const memory = new ModelPanel();
      const bad = (record: ReadonlyMap<string, string>) => record.get('pin') === other && record.has('authorizedoorid');
      await made.settle((text) => memory.carryOut(text, bad) && code);
      expect(memory.rows('userauthorize').map((row) => row.get('pin'))).toEqual([String(pin)]);
      for (const one of [String(pin), other])
        expect((await app.admin('DELETE', `/access-levels/${level}/persons/${one}`)).status).toBe(204);
      await made.settle((text) => memory.carryOut(text, bad));
      expect({ rights: memory.rows('userauthorize').length, inSync: await inSync(made) }).toEqual({
        rights: 0,
        inSync: true,
      });
    });
  }
});
