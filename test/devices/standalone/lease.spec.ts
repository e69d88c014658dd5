import { expect, it } from 'vitest';
import { Control } from '../../../src/devices/standalone/client/control.js';
import { People } from '../../../src/devices/standalone/client/people.js';
import { Lease } from '../../../src/devices/standalone/lease.js';
import { UserTable } from '../../../src/devices/standalone/user-table.js';
import { steadyMs } from '../../../src/platform/steady-clock.js';
import { commands } from '../../../src/protocol/standalone/codes.js';
import { connect, person, terminal } from './terminals.js';

const hour = 3_600_000;

it('a gateway that stood still in an order sends nothing more of it once another one has the terminal', async () => {
  const device = await terminal();
  device.data.setUser(person(7, { card: 4711 }));
  let isOurs = true;
  const lease = {
    get isFresh() {
      return isOurs;
    },
    isOurs: () => Promise.resolve(isOurs),
  };
  const client = await connect(device, { lease });
  const table = new UserTable(new People(client), new Control(client));
  await table.size();
  // It is asked whether its users are as before, and answers when this gateway goes on again.
  device.faults.instead = {
    [commands.GET_FREE_SIZES]: () => {
      isOurs = false;
      device.data.setUser(person(7, { privilege: 1 }));
      return null;
    },
  };
  table.newOrder();
  await expect(table.allow('7', 1)).rejects.toMatchObject({ fault: 'unreachable' });
  expect(client.session.isOpen).toBe(false);
  expect(device.data.users()).toMatchObject([{ userId: '7', privilege: 1, card: 0 }]);
});

it('a lease that is over is asked for again before anything is sent, and is kept where nobody has taken it', async () => {
  let lost = 0;
  const madeBefore = (again: () => Promise<boolean>) => new Lease(again, hour, () => lost++, steadyMs() - hour);
  const kept = madeBefore(() => Promise.resolve(true));
  expect([kept.isFresh, await kept.isOurs(), kept.isFresh, lost]).toEqual([false, true, true, 0]);
  const taken = madeBefore(() => Promise.resolve(false));
  expect([await taken.isOurs(), taken.isFresh, lost]).toEqual([false, false, 1]);
  // The database is away, and somebody may have taken it before.
  const unknown = madeBefore(() => Promise.reject(new Error('away')));
  expect([await unknown.isOurs(), lost]).toEqual([false, 2]);
  for (const lease of [kept, taken, unknown]) lease.stop();
});
