import { expect } from 'vitest';
import type { TestApp } from './app.js';

let levels = 0;

/**
 * Lets a person pass the doors of a device, which gets a door if it has none: from now on the device should know the
 * person.
 */
export async function grant(app: TestApp, pin: string, sn: string): Promise<void> {
  const doors = (await app.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[];
  const doorIds =
    doors.length > 0
      ? doors.map(({ id }) => id)
      : [((await app.admin('POST', '/doors', { sn, number: 1, name: `Door of ${sn}` })).body as { id: string }).id];
  const level = (await app.admin('POST', '/access-levels', { name: `Level ${sn} ${++levels}`, doorIds })).body as {
    id: string;
  };
  expect((await app.admin('PUT', `/access-levels/${level.id}/persons/${pin}`)).status).toBe(204);
}
