import { randomInt } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../src/platform/openapi/documents.js';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { previewApp } from '../support/preview.js';
import { operationsOf, type Operation } from './fuzz/operation.js';
import { invalidRequests, validRequests, type Pools, type Sent } from './fuzz/requests.js';
import { keepOnline, makePeople, makeSite } from './fuzz/site.js';

const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
/** Requests of each call. */
const [valid, invalid] = isFull ? [100, 100] : [6, 3];
/** POSTERN_FUZZ_SEED=random looks for new findings; POSTERN_FUZZ_SEED=<number> runs one again. */
const { POSTERN_FUZZ_SEED = '20261123' } = process.env;
const seed = POSTERN_FUZZ_SEED === 'random' ? randomInt(0x7fffffff) : Number(POSTERN_FUZZ_SEED);
const perOperation = 60_000;

/** Calls that read come first. Calls that delete come last, when everything has been read. */
const rank = ({ method, path }: Operation) => (method === 'GET' ? 0 : /delete|leave|\/del/i.test(path) ? 2 : 1);
const operations = operationsOf(documentOf(await previewApp(), 'facade')).sort((a, b) => rank(a) - rank(b));

let app: TestApp;
let pools: Pools;
beforeAll(async () => {
  process.stdout.write(`calls of the facade: seed ${seed}\n`);
  // Answers to random requests do not count as covered.
  app = await startApp({ isNoted: false });
  pools = await makeSite(app);
});
afterAll(() => app.stop());

/** Sends it; an answer that the document does not describe rejects (test/support/answers.ts). */
async function send({ method, path, type, body }: Sent) {
  const headers = { authorization: `Bearer ${apiToken}`, ...(type ? { 'content-type': type } : {}) };
  return app.request(method, path, { headers, ...(body ? { body } : {}) });
}

async function sendAll(
  requests: Arbitrary<Sent>,
  numRuns: number,
  seen: (code: unknown, text: string) => void,
): Promise<void> {
  for (const sent of fc.sample(requests, { seed, numRuns })) {
    const what = `${sent.method} ${sent.path.slice(0, 500)} ${sent.body?.toString('latin1').slice(0, 500) ?? ''}`;
    const answer = await send(sent).catch((error: unknown) => {
      throw new Error(`seed ${seed}: ${what}\n${String(error)}`);
    });
    expect(answer.status, `seed ${seed}: ${what}\n${answer.text}`).toBeLessThan(500);
    expect([answer.body?.message ?? answer.body?.msg, what]).toEqual([expect.any(String), what]);
    expect(answer.body.detail, what).not.toBe('a fault of the gateway');
    seen(answer.body.ret === 'ok' ? 0 : answer.body.code, answer.text);
  }
}

const good = new Set<Operation>();
/** The last answer of each call that never succeeded. */
const said = new Map<Operation, string>();

describe.each(operations)('$method $path', (operation) => {
  it(
    'answers what it describes, whatever is sent',
    async () => {
      await (rank(operation) === 2 ? makePeople(app) : keepOnline(app));
      await sendAll(validRequests(operation, pools), valid, (code, text) => {
        if (code === 0) good.add(operation);
        said.set(operation, text);
      });
      await sendAll(invalidRequests(operation, pools), invalid, () => undefined);
    },
    perOperation,
  );
});

it('reaches the good case of nearly every call', () => {
  const missed = operations.filter((operation) => !good.has(operation));
  process.stdout.write(missed.map((one) => `never good: ${one.method} ${one.path} ${said.get(one)}\n`).join(''));
  expect(missed.length / operations.length).toBeLessThan(0.2);
});
