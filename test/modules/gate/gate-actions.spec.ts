import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { furnish, gateCalls, lane } from './gate-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish(app);
  await app.sql(`UPDATE device SET online = true, last_seen_at = now(), status = 'approved'`);
});
afterAll(() => app.stop());

const { gateId } = gateCalls(() => app);
const act = async (body: object) => await app.admin('POST', '/gates/actions', body);

describe('actions at gates', () => {
  it('let one person in or out, each gate with its own answer', async () => {
    const one = await gateId('10.8.14.234-1');
    const { status, body } = await act({ gateIds: [one, 'nobody'], action: 'letIn' });
    expect(status).toBe(200);
    const none = { returnCode: null, returnMeaning: null };
    expect(body.items).toEqual([
      {
        ...{ ...none, gateId: one, name: '10.8.14.234-1', sn: lane },
        ...{ commandId: expect.any(Number), status: 'queued', reason: null },
      },
      {
        ...{ ...none, gateId: 'nobody', name: null, sn: null },
        ...{ commandId: null, status: 'refused', reason: 'notFound' },
      },
    ]);
    const command = (await app.admin('GET', `/commands/${body.items[0].commandId}`)).body;
    expect(command).toMatchObject({ sn: lane, type: 'openDoor' });
  });

  it('are refused where a gate has no lock for that way, and where its controller is away', async () => {
    const one = await gateId('10.8.14.234-1');
    await app.admin('PATCH', `/gates/${one}`, { exitLock: null });
    const reasonOf = async (action: string) => (await act({ gateIds: [one], action })).body.items[0].reason as string;
    expect(await reasonOf('letOut')).toBe('unsupported');
    await app.sql('UPDATE device SET online = false');
    expect(await reasonOf('letIn')).toBe('offline');
  });

  it('want gates, and an action that there is', async () => {
    expect((await act({ gateIds: [], action: 'letIn' })).status).toBe(400);
    expect((await act({ gateIds: ['nobody'], action: 'open' })).status).toBe(400);
  });
});
