import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

const lines: Record<string, unknown>[] = [];
let app: TestApp;
beforeAll(async () => {
  app = await startApp({
    env: { LOG_LEVEL: 'warn' },
    logInto: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
});
afterAll(() => app.stop());

const call = async (access_token: string) =>
  (await app.request('GET', '/api/accLevel/list?pageNo=1&pageSize=10', { headers: { access_token } })).status;
const linesOf = (name: string) => lines.filter(({ apiToken }) => apiToken === name);

it.each<[string, Record<string, string>, string]>([
  ['hr', { allowed_cidrs: '["10.1.2.0/24"]' }, 'a token was refused: it may not be used from this address'],
  ['canteen', { expires_at: '2020-01-01' }, 'a token was refused: it has ended'],
])('a right token that is refused is logged once a minute: %s', async (name, columns, msg) => {
  const { id, token } = (await app.admin('POST', '/api-tokens', { name })).body as { id: string; token: string };
  for (const [column, value] of Object.entries(columns))
    await app.sql(`UPDATE api_token SET ${column} = $2 WHERE id = $1`, [id, value]);
  for (let times = 0; times < 5; times++) expect(await call(token)).toBe(401);
  expect(linesOf(name)).toEqual([expect.objectContaining({ level: 40, address: '127.0.0.1', msg })]);
  expect(JSON.stringify(lines)).not.toContain(token);
});

it('a wrong token is not logged: a stranger could fill the log', async () => {
  const told = () => lines.filter(({ apiToken }) => apiToken !== undefined).length;
  const before = told();
  expect(await call('pst_nobody-has-this-token-at-all')).toBe(401);
  expect(told()).toBe(before);
});
