import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../src/platform/openapi/documents.js';
import { startApp, type TestApp } from '../support/app.js';
import { previewApp } from '../support/preview.js';

interface Operation {
  readonly description: string;
  readonly tags: string[];
  readonly parameters?: { readonly name: string; readonly in: string; readonly example?: unknown }[];
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown }> };
  readonly responses: Record<
    string,
    { readonly content?: Record<string, { readonly examples?: Record<string, unknown> }> }
  >;
}

interface Call extends Operation {
  readonly verb: string;
  readonly path: string;
}

let calls: Call[] = [];
let tags: string[] = [];
let app: TestApp;
beforeAll(async () => {
  const document = documentOf(await previewApp(), 'facade');
  tags = (document.tags ?? []).map(({ name }) => name);
  calls = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs as Record<string, Operation>).map(([verb, operation]) => ({ ...operation, verb, path })),
  );
  app = await startApp();
});
afterAll(() => app.stop());

const others = 'Other forms of the calls above';
const own = () => calls.filter((call) => !call.tags.includes(others));
// A stream does not end by itself: test/outbound/stream reads them.
const ending = () => own().filter(({ path }) => !path.endsWith('/stream'));

/** The request of Swagger UI without any change: parameters that have an example, and the example of the body. */
async function sent({ verb, path, parameters = [], requestBody }: Call): Promise<number> {
  const filled = parameters.filter(({ example }) => example !== undefined);
  const at = (place: string) => filled.filter((one) => one.in === place);
  const address = at('path').reduce((url, { name, example }) => url.replace(`{${name}}`, String(example)), path);
  const query = new URLSearchParams(
    at('query').map(({ name, example }): [string, string] => [name, String(example)]),
  ).toString();
  // The app holds every answer against the document.
  const { status, body } = await app.api(
    verb.toUpperCase(),
    `${address}?${query}`,
    requestBody?.content['application/json']?.example,
  );
  expect(status).toBe(200);
  // A few calls answer as `ret` and `msg`.
  return body.code ?? (body.ret === 'ok' ? 0 : -1);
}

const key = ({ verb, path }: Call) => `${verb.toUpperCase()} ${path}`;
const codesOf = async (chosen: Call[], before: () => Promise<unknown> = () => Promise.resolve()) => {
  const codes: string[] = [];
  for (const call of chosen) {
    await before();
    codes.push(`${key(call)}: ${await sent(call)}`);
  }
  return codes;
};
const allDone = (chosen: Call[]) => chosen.map((call) => `${key(call)}: 0`);
/** Calls that read come first, so that no call that writes can disturb them. */
const readingFirst = (chosen: Call[]) =>
  ['get', 'post', 'delete'].flatMap((verb) => chosen.filter((call) => call.verb === verb));

const succeeds = 'The example succeeds as it stands.';
const person = 'The example needs person 1001 (`POST /api/person/add` as it stands).';
const saying = (sentence: string) => readingFirst(ending().filter(({ description }) => description.endsWith(sentence)));

describe('the examples of the facade', () => {
  it('say of every call whether they succeed on a new gateway, or what they need', () => {
    const silent = own().filter(
      ({ description }) => !/\n\nThe example (succeeds as it stands|needs .+)\.$/.test(description),
    );
    expect(silent.map(key)).toEqual([]);
    expect(saying(succeeds).length).toBeGreaterThan(50);
    expect(saying(person).length).toBeGreaterThan(15);
  });

  it('succeed where they say so', async () => {
    expect(await codesOf(saying(succeeds))).toEqual(allDone(saying(succeeds)));
  }, 300_000);

  it('succeed if they need only the person of the example', async () => {
    const [makes] = calls.filter((call) => key(call) === 'POST /api/person/add');
    const makePerson = async () => {
      await app.admin('DELETE', '/persons/1001');
      if (makes) expect(await sent(makes)).toBe(0);
    };
    expect(await codesOf(saying(person), makePerson)).toEqual(allDone(saying(person)));
  }, 300_000);

  it('are answered as the document says, also if something is missing', async () => {
    const rest = readingFirst(ending()).filter(({ description }) => !description.endsWith(succeeds));
    expect((await codesOf(rest)).length).toBe(rest.length);
  }, 300_000);

  it('have one answer for each code', () => {
    const answer = calls.find((call) => key(call) === 'GET /api/person/get/{pin}')?.responses['200'];
    expect(Object.keys(answer?.content?.['application/json']?.examples ?? {}).sort()).toEqual([
      '-1',
      '-20',
      '-22',
      '0',
    ]);
  });
});

describe('the groups of the facade', () => {
  it('stand in the order of the manual, and other forms of a call behind all', () => {
    expect(tags[0]).toBe('accLevel: levels of doors');
    expect(tags.at(-1)).toBe(others);
    expect([...new Set(calls.flatMap((call) => call.tags))].sort()).toEqual([...tags].sort());
    expect(tags.filter((tag) => !tag.includes(': '))).toEqual([others]);
    const forms = calls.filter((call) => call.tags.includes(others)).map(key);
    expect(forms).toContain('GET /api/v2/card/getCards');
    expect(forms).not.toContain('GET /api/card/getCards/{pin}');
  });

  it('are found by what they are about: events', () => {
    const found = calls.filter(({ tags: [tag = ''] }) => tag.includes('event')).map(key);
    expect(found).toContain('GET /api/transaction/list');
  });
});
