import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type Answer, type TestApp } from '../../support/app.js';
import { registeredPanel } from '../../support/panel.js';

let app: TestApp;
let doorId: string;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
  await app.admin('POST', '/areas', { code: 'north', name: 'North wing' });
  const { doorIds } = await registeredPanel(app, 'OPN1', { doors: 1 });
  doorId = doorIds[0] ?? '';
});
afterAll(() => app.stop());

type As = (method: string, path: string, body?: unknown) => Promise<Answer>;

async function signedIn(operator: { readonly role: string; readonly areaCodes?: string[] }): Promise<As> {
  const password = 'a long password';
  const name = JSON.stringify(operator);
  expect((await app.admin('POST', '/operators', { name, password, ...operator })).status).toBe(201);
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  const headers = { authorization: `Bearer ${body.token as string}`, 'content-type': 'application/json' };
  return (method, path, sent) =>
    app.request(method, `/admin/v1${path}`, {
      headers,
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
}

describe.each(['guard', 'reception'])('%s', (role) => {
  let as: As;
  beforeAll(async () => {
    as = await signedIn({ role });
  });

  it('is told what becomes of a door that was opened, and not the words on the wire', async () => {
    const { body } = await as('POST', '/doors/actions', { doorIds: [doorId], action: 'open', seconds: 5 });
    const { commandId } = body.items[0] as { commandId: number };
    const { status, body: command } = await as('GET', `/commands/${String(commandId)}?wait=0`);
    expect([status, command]).toMatchObject([200, { id: commandId, kind: 'control', text: null, answer: null }]);
    const { body: whole } = await app.admin('GET', `/commands/${String(commandId)}`);
    expect(whole.status).toBe(command.status);
  });

  it('is told nothing of commands about people, and cancels none', async () => {
    const { body } = await app.admin('POST', '/devices/OPN1/commands', { command: 'DATA UPDATE user Pin=1\tName=Ann' });
    const path = `/commands/${String(body.id)}`;
    expect((await app.admin('GET', path)).body.kind).not.toBe('control');
    expect((await as('GET', `${path}?wait=20`)).status).toBe(404);
    expect((await as('GET', '/commands')).status).toBe(403);
    expect((await as('POST', `${path}/cancel`)).status).toBe(403);
  });

  it('reads what areas are called, and changes none', async () => {
    const { body } = await as('GET', '/areas');
    expect(body.items.map(({ name }: { name: string }) => name)).toContain('North wing');
    expect((await as('POST', '/areas', { code: 'south', name: 'South wing' })).status).toBe(403);
  });
});

it('a guard of an area is told nothing of a door elsewhere', async () => {
  const as = await signedIn({ role: 'guard', areaCodes: ['north'] });
  const { body } = await app.admin('POST', '/doors/actions', { doorIds: [doorId], action: 'open' });
  const { commandId } = body.items[0] as { commandId: number };
  expect((await as('GET', `/commands/${String(commandId)}`)).status).toBe(404);
  const { body: areas } = await as('GET', '/areas');
  expect(areas.items.map(({ code }: { code: string }) => code)).toEqual(['north']);
});
