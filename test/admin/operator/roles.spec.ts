import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly permission: string | null;
}

/** Every call of the document, with the permission that it says. */
const calls: Call[] = Object.entries(
  (
    JSON.parse(readFileSync('openapi/admin.json', 'utf8')) as {
      paths: Record<string, Record<string, { 'x-permission'?: string | null }>>;
    }
  ).paths,
).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path: path.replaceAll(/\{\w+\}/g, 'nobody'),
    permission: operation['x-permission'] ?? null,
  })),
);

/** The table of the contract, by hand: what each role may do. */
const roles: Readonly<Record<string, string>> = {
  operator:
    'watch door.open door.hold door.emergency alarm.ack muster person.face person.read person level biometrics erase visit.read ' +
    'visit.exit visit attendance.read attendance device.read door.settings.read rule.read hours.read area.read plan.read ' +
    'wire.read command.read report export.visit export',
  guard: 'watch door.open door.hold door.emergency alarm.ack muster person.face visit.read visit.exit',
  reception: 'watch door.open muster person.face visit.read visit.exit visit export.visit',
  installer:
    'watch door.open device.read device door.settings.read door.settings rule.read rule hours.read hours area.read area ' +
    'plan.read plan wire.read wire command.read command',
  auditor:
    'watch person.face person.read visit.read attendance.read device.read door.settings.read rule.read hours.read ' +
    'area.read plan.read wire.read command.read report export.visit export audit',
};

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
});
afterAll(() => app.stop());

const signIn = async (name: string, password: string): Promise<{ token: string; permissions: string[] }> => {
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return { token: body.token as string, permissions: body.permissions as string[] };
};

it('every call says which permission it needs', () => {
  expect(calls.length).toBeGreaterThan(370);
  const without = calls.filter(({ permission }) => permission === null).map(({ method, path }) => `${method} ${path}`);
  expect(without.filter((call) => !/ \/admin\/v1\/(session|roles)/.test(call))).toEqual([]);
});

it.each(Object.entries(roles))(
  '%s may do what the contract says, and nothing else, at every call',
  async (role, may) => {
    const { body } = await app.admin('POST', '/operators', { name: role, role, password: 'a long password' });
    expect(body.role).toBe(role);
    const { token, permissions } = await signIn(role, 'a long password');
    expect([...permissions].sort()).toEqual(may.split(' ').sort());
    const wrong: string[] = [];
    for (const { method, path, permission } of calls) {
      // An answer that does not end is read elsewhere.
      if (permission === null || path.endsWith('/stream')) continue;
      const { status, body: answer } = await app.request(method, path, {
        headers: { authorization: `Bearer ${token}` },
      });
      const isRefused = status === 403 && answer.permission === permission;
      if (isRefused === permissions.includes(permission)) wrong.push(`${method} ${path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  },
);

it('an administrator may do everything', async () => {
  const { permissions } = await signIn('admin', 'correct horse 1');
  const needed = new Set(calls.flatMap(({ permission }) => permission ?? []));
  expect([...needed].filter((one) => !permissions.includes(one))).toEqual([]);
});
