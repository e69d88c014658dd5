import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../src/platform/openapi/documents.js';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { previewApp } from '../support/preview.js';
import { operationsOf, type Operation, type Slot } from './fuzz/operation.js';
import { resourceOf, type Pools } from './fuzz/requests.js';
import { keepOnline, makePeople, makeSite } from './fuzz/site.js';

/** The call of the manual and its other forms, by what the manual's section says they do. */
const sections = new Map<string, string>();
for (const line of readFileSync(new URL('../../openapi/vendor-calls.txt', import.meta.url), 'utf8').split('\n')) {
  const [method = '', path = '', section = ''] = line.trim().split(/\s+/);
  sections.set(`${method} ${path}`, section);
}

const takesAway = ({ method, path }: Operation) => method !== 'GET' && /delete|leave|\/del|FgListByPin/i.test(path);
const operations = operationsOf(documentOf(await previewApp(), 'facade')).sort(
  (a, b) => Number(takesAway(a)) - Number(takesAway(b)),
);

/** Optional parameters without which the calls would have no effect. */
const told = new Set([
  'pageNo',
  'pageSize',
  'pin',
  'pins',
  'code',
  'templateNo',
  'certNumber',
  'certType',
  'visitDate',
  'name',
]);
/** Calls that need more: a row that exists already, or a state that was reached before; and a stream, which never ends. */
const elsewhere =
  /attApply|bioTemplate\/add|visRe|visVisitor|adMedia\/add|v2\/person\/addPersons|accLevel\/addLevel|monitor|psgReader\/getById|reinstated|editBlackWhite|delBlackWhite|parkTransaction|LevelBy|psgDevice|getAtt|Type|events\/stream|ivsDevice\/get(?:Device|Video|Rtsp)|space\w*\/(?:add|delete|getById|cancel|finish|getRes)|parkPlate/;
/** Deleting a person, or all templates of one: a template is not to be named. */
const namesNone = /person\/delete(?!.*templateNo)|deleteByPin(?!AndTemplateNo)|deleteByPins/;

let app: TestApp;
let pools: Pools;
beforeAll(async () => {
  app = await startApp();
  pools = await makeSite(app);
});
afterAll(() => app.stop());

function valueOf({ name, schema }: Slot, path: string): unknown {
  const pool = pools[`${resourceOf(path)}.${name}`] ?? pools[name];
  return pool?.[0] ?? schema.example ?? schema.enum?.[0] ?? '1';
}

const sentWith = (slots: readonly Slot[], path: string) =>
  slots
    .filter(({ name, required }) => required || told.has(name))
    .filter(({ name }) => !(name === 'templateNo' && namesNone.test(path)))
    .map((slot) => [slot.name, valueOf(slot, path)] as const);

/** Asks by the document: what stands in the path, in the query and in the body. */
async function ask({ method, path, inPath, inQuery, inBody }: Operation) {
  const filled = inPath.reduce(
    (text, slot) => text.replace(`{${slot.name}}`, encodeURIComponent(String(valueOf(slot, path)))),
    path,
  );
  const query = sentWith(inQuery, path).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const body = Object.fromEntries(sentWith(inBody, path));
  return app.request(method, `${filled}${query.length === 0 ? '' : `?${query.join('&')}`}`, {
    headers: { access_token: apiToken, ...(inBody.length === 0 ? {} : { 'content-type': 'application/json' }) },
    ...(inBody.length === 0 ? {} : { body: JSON.stringify(body) }),
  });
}

const asked = operations.filter(({ path }) => !elsewhere.test(path));
const first = new Map<string, string>();

describe.each(asked)('$method $path', (operation) => {
  it('succeeds, and answers like the other forms of the call', async () => {
    await (takesAway(operation) ? makePeople(app, ['1']) : keepOnline(app));
    const { body, text } = await ask(operation);
    expect([body.code ?? body.ret, text]).toEqual([body.ret ? 'ok' : 0, text]);
    const section = sections.get(`GET ${operation.path}`);
    // Calls that no manual has are no forms of each other.
    if (operation.method !== 'GET' || section === undefined || section === 'none') return;
    const isPage = operation.path.includes('/v2/');
    const before = first.get(`${section} ${isPage}`);
    first.set(`${section} ${isPage}`, text);
    if (before !== undefined) expect(text).toBe(before);
  });
});
