import type { EntityManager } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StayBillService } from '../../../src/modules/parking/stay/stay-bill.service.js';
import { ParkingStayService } from '../../../src/modules/parking/stay/stay.service.js';
import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../../support/app.js';
import { pollAll, registeredPanel } from '../../support/panel.js';
import { parkingCalls } from './parking-calls.js';

let app: TestApp;
let panel: SimulatedPanel;

beforeAll(async () => {
  app = await startApp();
  await furnish();
  const registered = await registeredPanel(app, 'YARD2', { doors: 1 });
  panel = registered.panel;
  const barrier = { barrier: 'door', barrierId: registered.doors.get(1) };
  for (const channel of ['n-in', 'n-out']) await app.admin('PATCH', `/parking/channels/${channel}`, barrier);
  await app.admin('PATCH', '/parking/areas/north', { admitsTemporary: true });
});

afterAll(async () => {
  await panel.stop();
  await app.stop();
});

afterEach(async () => {
  await pollAll(panel);
  await app.sql('TRUNCATE parking_read, parking_record, parking_stay CASCADE');
});

const { furnish } = parkingCalls(() => app);

/** @returns the command of the opening */
async function seen(plate: string, channelId: string): Promise<number> {
  const { body } = await app.admin('POST', '/parking/plates-seen', { plate, channelId });
  expect(body).toMatchObject({ opened: true, commandId: expect.any(Number) });
  return body.commandId as number;
}

const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** The opening is taken back while somebody else is about to write. @returns the status of the answer */
async function takenBackDuring(command: number, write: (tx: EntityManager) => Promise<unknown>): Promise<number> {
  const taken: Promise<{ status: number }>[] = [];
  await app.work.run(async (tx) => {
    await write(tx);
    taken.push(app.admin('POST', `/commands/${command}/cancel`));
    await expect.poll(async () => (await app.sql(waiting)).length).toBeGreaterThan(0);
  });
  const [answer] = await Promise.all(taken);
  return answer?.status ?? 0;
}

describe('a car whose barrier stayed shut', () => {
  it('is there, once somebody is being told what it costs', async () => {
    const command = await seen('A1', 'n-in');
    const bill = (tx: EntityManager) => app.app.get(StayBillService).bill(tx, 'A1', new Date());
    expect(await takenBackDuring(command, bill)).toBe(200);
    expect(await app.sql('SELECT plate, left_at FROM parking_stay')).toEqual([{ plate: 'A1', left_at: null }]);
    expect(await app.sql('SELECT 1 FROM parking_bill')).toHaveLength(1);
  });

  it('does not leave a second time when it is coming in again meanwhile', async () => {
    await seen('A1', 'n-in');
    await pollAll(panel);
    const command = await seen('A1', 'n-out');
    const again = { plate: 'A1', channelId: null, areaId: 'north', at: new Date() };
    const enter = (tx: EntityManager) => app.app.get(ParkingStayService).enter(tx, again);
    expect(await takenBackDuring(command, enter)).toBe(200);
    expect(await app.sql('SELECT left_at IS NULL AS here, ended FROM parking_stay ORDER BY entered_at')).toEqual([
      { here: false, ended: 'left' },
      { here: true, ended: null },
    ]);
  });
});
