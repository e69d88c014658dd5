import type { TestApp } from '../../support/app.js';
import { addController, addPanel } from '../../support/facade-site.js';

export const laneId = '8a888e8f820060eb018200e487a50a67';

export const lane = '0564140100195';

export const hallId = '8a888e238488391e018488703e4b0012';

export const hall = 'CKN3214660034';

/** A controller with one gate, one with two, and a controller of doors. */
export async function furnish(app: TestApp): Promise<void> {
  await addController(app, lane, {
    id: laneId,
    name: '10.8.14.234',
    module: 'psg',
    options: { DeviceType: 'acc', DeviceName: 'PGIC10', LockCount: '1', ReaderCount: '2', PassWayType: '2' },
  });
  await addController(app, hall, {
    id: hallId,
    name: '10.8.14.249',
    module: 'psg',
    options: { DeviceType: 'acc', DeviceName: 'InBio-PGates', LockCount: '4', ReaderCount: '4' },
  });
  await addPanel(app, 'ACC1', { id: 'd1', name: 'Lobby' });
}

/** Calls about the gates of a spec's own app. */
export function gateCalls(app: () => TestApp) {
  const data = async (path: string) => (await app().api('GET', `/api/${path}`)).body.data;

  const codeOf = async (method: string, path: string): Promise<number> =>
    (await app().api(method, `/api/${path}`)).body.code;

  const gateId = async (name: string): Promise<string> =>
    (await app().sql<{ id: string }>('SELECT id FROM gate WHERE name = $1', [name]))[0]?.id ?? '';

  return { data, codeOf, gateId };
}
