import { expect } from 'vitest';
import type { TestApp } from './app.js';

let levels = 0;

/** Lets a person through the doors of a device, which gets one where it has none: from now on it is to know them. */
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
