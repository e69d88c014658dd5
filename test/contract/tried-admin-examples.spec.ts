import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../src/platform/openapi/documents.js';
import { startApp, type TestApp } from '../support/app.js';
import { previewApp } from '../support/preview.js';

interface Operation {
  readonly description: string;
  readonly parameters?: { readonly name: string; readonly in: string; readonly example?: string | number | boolean }[];
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown }> };
}

interface Call extends Operation {
  readonly verb: string;
  readonly path: string;
}

const prefix = '/admin/v1';
let calls: Call[] = [];
let app: TestApp;
beforeAll(async () => {
  const document = documentOf(await previewApp(), 'admin');
  // A stream does not end by itself: test/admin/stream.spec.ts reads them.
  const isStream = (path: string) => path.endsWith('/stream');
  calls = Object.entries(document.paths).flatMap(([path, verbs]) =>
    isStream(path)
      ? []
      : Object.entries(verbs as Record<string, Operation>).map(([verb, operation]) => ({
          ...operation,
          verb: verb.toUpperCase(),
          path: path.slice(prefix.length),
        })),
  );
  app = await startApp({ env: { LOG_LEVEL: 'silent' } });
});
afterAll(() => app.stop());

const key = ({ verb, path }: Call) => `${verb} ${path}`;
const bodyOf = ({ requestBody }: Call) => requestBody?.content['application/json']?.example;

/** The sentence that the description of every call ends with. */
const lastLine = ({ description }: Call) => description.split('\n').at(-1) ?? '';
const need = /`(\w+) \/admin\/v1(\S+)` as it stands/g;
const needsOf = (call: Call): Call[] =>
  [...lastLine(call).matchAll(need)].map(([, verb, path]) => {
    const found = calls.find((one) => one.verb === verb && one.path === path);
    if (!found) throw new Error(`${key(call)} needs ${verb} ${path}, which is no call`);
    return found;
  });
/** Whether the example needs nothing but other calls of this document. */
const isWhole = (call: Call) =>
  lastLine(call) === 'The example succeeds as it stands.' ||
  lastLine(call)
    .replace(/^The example needs /, '')
    .replace(/\.$/, '')
    .split(', and ')
    .every((part) => /^`\w+ \/admin\/v1\S+` as it stands$/.test(part));

/** Calls that have succeeded once, at their turn or because another needed them. */
const done = new Set<string>();

interface Sent {
  readonly status: number;
  readonly detail: unknown;
}

async function send(call: Call): Promise<Sent> {
  const { parameters = [] } = call;
  const address = parameters.reduce(
    (url, { name, example }) => url.replace(`{${name}}`, encodeURIComponent(String(example ?? 'nobody'))),
    call.path,
  );
  const asked = parameters.filter((one) => one.in === 'query' && one.example !== undefined);
  const query = new URLSearchParams(asked.map(({ name, example }): [string, string] => [name, String(example)]));
  const { status, body } = await app.admin(call.verb, `${address}?${query.toString()}`, bodyOf(call));
  if (status < 300) done.add(key(call));
  return { status, detail: (body as { detail?: unknown } | undefined)?.detail };
}

/** What a call needs is made, if it is not there yet. */
async function prepare(call: Call): Promise<void> {
  for (const needed of needsOf(call)) {
    await prepare(needed);
    const { status, detail } = await send(needed);
    if (status >= 300 && status !== 409)
      throw new Error(`${key(call)}: ${key(needed)} says ${status} ${String(detail)}`);
  }
}

const failures = async (chosen: Call[], isRight: (sent: Sent, call: Call) => boolean) => {
  const failed: string[] = [];
  for (const call of chosen) {
    await prepare(call);
    const sent = await send(call);
    if (!isRight(sent, call)) failed.push(`${key(call)}: ${sent.status} ${String(sent.detail)}`);
  }
  return failed;
};
/** Calls that create come first, calls that delete come last. */
const inOrder = (chosen: Call[]) =>
  ['POST', 'PUT', 'GET', 'PATCH', 'DELETE'].flatMap((verb) => chosen.filter((call) => call.verb === verb));

describe('the examples of the admin API', () => {
  it('say of every call whether they succeed on a new gateway, or what they need', () => {
    const silent = calls.filter((call) => !/^The example (succeeds as it stands|needs .+)\.$/.test(lastLine(call)));
    expect(silent.map(key)).toEqual([]);
  });

  it('are there for every body of JSON', () => {
    const bare = calls.filter(
      (call) => call.requestBody?.content['application/json'] !== undefined && bodyOf(call) === undefined,
    );
    expect(bare.map(key)).toEqual([]);
  });

  it('succeed if they need only other calls as they stand', async () => {
    const whole = calls.filter(isWhole);
    expect(whole.length).toBeGreaterThan(200);
    expect(await failures(inOrder(whole), (_, call) => done.has(key(call)))).toEqual([]);
  }, 300_000);

  it('are accepted in form if they need something else', async () => {
    const isFile = ({ requestBody }: Call) => requestBody !== undefined && !requestBody.content['application/json'];
    const rest = inOrder(calls.filter((call) => !isWhole(call) && !isFile(call)));
    // A token has no session, and signing in wants what a browser sends.
    const allowed = ({ path }: Call) => (path.startsWith('/session') ? [401, 403] : [404, 409]);
    expect(await failures(rest, ({ status }, call) => status < 300 || allowed(call).includes(status))).toEqual([]);
  }, 300_000);
});
