import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
});
afterAll(() => app.stop());

interface Call {
  readonly method: string;
  readonly path: string;
  /** The part of the call's path that a scope names. */
  readonly resource: string;
}

const callsOf = (document: string, resourceOf: (path: string) => string): Call[] => {
  const { paths } = JSON.parse(readFileSync(`openapi/${document}.json`, 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((name) => /^(get|post|put|patch|delete)$/.test(name))
      .map((method) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{\w+\}/g, 'nobody'),
        resource: resourceOf(path),
      })),
  );
};
const wordOf = (form: RegExp) => (path: string) => form.exec(path)?.[1] ?? '';
/** Without sessions: signing in needs no token, and a token has no session. */
const admin = callsOf('admin', wordOf(/^\/admin\/v1\/([\w-]+)/)).filter(({ resource }) => resource !== 'session');
const facade = callsOf('facade', wordOf(/^\/api\/(?:v\d\/)?([^/?&:]+)/)).filter(({ resource }) => resource !== '');

const tokenOf = async (scopes: readonly string[]): Promise<string> => {
  const { status, body } = await app.admin('POST', '/api-tokens', { name: 'walk', scopes });
  expect([status, body.detail]).toEqual([201, undefined]);
  return body.token as string;
};
const statusOf = async (token: string, { method, path }: Call): Promise<number> =>
  (await app.request(method, path, { headers: { authorization: `Bearer ${token}` } })).status;

/** Every scope that there is, as a refusal tells. */
const everyScope = async (): Promise<string[]> => {
  const listOf = async (wrong: string) => {
    const { body } = await app.admin('POST', '/api-tokens', { name: 'x', scopes: [wrong] });
    return (/there are these: (.*)$/.exec(body.errors[0].message as string)?.[1] ?? '').split(', ');
  };
  const all = [...(await listOf('nope')), ...(await listOf('admin:nope'))];
  return all.filter((scope) => !['admin', 'api', 'admin:...'].includes(scope));
};

const refused = async (calls: readonly Call[], token: string) => {
  const passed: string[] = [];
  for (const call of calls) {
    const status = await statusOf(token, call);
    if (status !== 403) passed.push(`${call.method} ${call.path}: ${status}`);
  }
  return passed;
};

describe('every call of both documents', () => {
  it('is refused to a token with all scopes but its own', async () => {
    const scopes = await everyScope();
    expect(scopes.length).toBeGreaterThan(80);
    expect([admin.length > 300, facade.length > 150]).toEqual([true, true]);
    const passed: string[] = [];
    for (const resource of new Set(admin.map((call) => call.resource))) {
      const own = `admin:${resource}`;
      const others = scopes.filter((scope) => scope !== own && !scope.startsWith(`${own}/`));
      expect(others.length).toBeLessThan(scopes.length);
      const calls = admin.filter((call) => call.resource === resource);
      passed.push(...(await refused(calls, await tokenOf([...others, 'api']))));
    }
    for (const resource of new Set(facade.map((call) => call.resource))) {
      const others = scopes.filter((scope) => scope !== resource);
      expect(others.length).toBe(scopes.length - 1);
      const calls = facade.filter((call) => call.resource === resource);
      passed.push(...(await refused(calls, await tokenOf(others))));
    }
    expect(passed).toEqual([]);
  }, 300_000);

  it('that reads is open to a token with its own scope alone', async () => {
    const closed: string[] = [];
    const look = async (calls: readonly Call[], scopeOf: (resource: string) => string) => {
      for (const resource of new Set(calls.map((call) => call.resource))) {
        const token = await tokenOf([scopeOf(resource)]);
        // An answer that does not end is read elsewhere.
        const ends = calls.filter(({ path }) => !path.endsWith('/stream'));
        const read = ends.find((call) => call.resource === resource && call.method === 'GET');
        if (!read) continue;
        const status = await statusOf(token, read);
        if (status === 401 || status === 403) closed.push(`${read.path}: ${status}`);
      }
    };
    await look(admin, (resource) => `admin:${resource}`);
    await look(facade, (resource) => resource);
    expect(closed).toEqual([]);
  }, 300_000);

  it('outside a part of a resource is refused to a token for that part', async () => {
    const passed: string[] = [];
    for (const scope of (await everyScope()).filter((one) => one.includes('/'))) {
      const token = await tokenOf([scope]);
      const part = `/admin/v1/${scope.replace('admin:', '')}`;
      const resource = wordOf(/^admin:([\w-]+)/)(scope);
      const beside = admin.filter(
        (call) => call.resource === resource && call.path !== part && !call.path.startsWith(`${part}/`),
      );
      passed.push(...(await refused(beside, token)));
    }
    expect(passed).toEqual([]);
  }, 300_000);
});
