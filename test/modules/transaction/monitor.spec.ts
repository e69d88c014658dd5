import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../../support/app.js';
import { transactionCalls, printed } from './transaction-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  // Events keep the names that their pins have when they are stored.
  await app.api('POST', '/api/person/add', { pin: '57', name: 'Leo', lastName: 'Hou' });
  await app.api('POST', '/api/person/add', { pin: '58', name: 'Ana', lastName: 'Hou' });
});

afterAll(() => app.stop());

const { store, clear, get } = transactionCalls(() => app);

describe('monitor (2.18.5)', () => {
  beforeEach(clear);
  const news = async (timestamp: string, token = apiToken): Promise<number[]> => {
    const { body } = await app.request('GET', `/api/transaction/monitor?timestamp=${timestamp}`, {
      headers: { access_token: token },
    });
    return body.data.map(({ logId }: { logId: number }) => logId);
  };
  const logIds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => ({ logId: from + n }));

  it('prints the device with its serial number', async () => {
    await store({});
    expect((await get('transaction/monitor?timestamp=1494467276539')).data).toEqual([
      { ...printed, devName: '10.8.14.210(7633223440032)' },
    ]);
  });

  it('a known reader continues, oldest first', async () => {
    await store(...logIds(1, 3));
    expect(await news('100')).toEqual([1, 2, 3]);
    expect(await news('100')).toEqual([]);
    await store(...logIds(4, 5));
    expect(await news('100')).toEqual([4, 5]);
    expect(await news('100')).toEqual([]);
  });

  it('a new timestamp continues at the last call of the same token and address', async () => {
    await store(...logIds(1, 2));
    expect(await news('100')).toEqual([1, 2]);
    await store(...logIds(3, 3));
    expect(await news('200')).toEqual([3]);
    // The first session has a position of its own.
    expect(await news('100')).toEqual([3]);
  });

  it('another token starts ten seconds back', async () => {
    await store(...logIds(1, 2));
    await app.sql(`UPDATE feed SET at = now() - interval '11 seconds'`);
    await store(...logIds(3, 4));
    const { body } = await app.admin('POST', '/api-tokens', { name: 'other' });
    expect(await news('100', body.token)).toEqual([3, 4]);
  });

  it('after ten minutes a new timestamp starts anew, and a known one still continues', async () => {
    await store(...logIds(1, 2));
    expect(await news('100')).toEqual([1, 2]);
    await app.sql(`UPDATE monitor_reader SET called_at = now() - interval '11 minutes'`);
    await store(...logIds(3, 3));
    expect(await news('200')).toEqual([1, 2, 3]);
    expect(await news('100')).toEqual([3]);
  });

  it('is forgotten after a day', async () => {
    await store(...logIds(1, 1));
    expect(await news('100')).toEqual([1]);
    await app.sql(`UPDATE monitor_reader SET called_at = now() - interval '25 hours'`);
    expect(await news('100')).toEqual([1]);
  });

  it('missing, 0 and unreadable are one session', async () => {
    await store(...logIds(1, 1));
    expect(await news('')).toEqual([1]);
    expect(await news('0')).toEqual([]);
    expect(await news('now')).toEqual([]);
    expect((await get('transaction/monitor')).data).toEqual([]);
    expect(await app.sql('SELECT stamp FROM monitor_reader')).toEqual([{ stamp: '0' }]);
  });

  it('at most a thousand at once, and none is lost between entries of other kinds', async () => {
    await store(...logIds(1, 1500));
    await app.sql(`SELECT feed_append('command', 'x', '1') FROM generate_series(1, 50)`);
    await store(...logIds(1501, 1502));
    const first = await news('100');
    expect(first).toHaveLength(1000);
    const all = [...first, ...(await news('100')), ...(await news('100'))];
    expect(all.sort((a, b) => a - b)).toEqual(logIds(1, 1502).map(({ logId }) => logId));
  });

  it('polls at once and events meanwhile: nothing is lost', async () => {
    const seen = new Set<number>();
    let stored = 0;
    const writer = async () => {
      for (let n = 1; n <= 40; n++) {
        await store(...logIds(n * 5 - 4, n * 5));
        stored = n * 5;
      }
    };
    const reader = async () => {
      while (stored < 200) for (const logId of await news('100')) seen.add(logId);
    };
    await Promise.all([writer(), reader(), reader(), reader()]);
    for (const logId of await news('100')) seen.add(logId);
    expect([...seen].sort((a, b) => a - b)).toEqual(logIds(1, 200).map(({ logId }) => logId));
  });

  it('a client that hangs up before the answer gets the events at the next call, whoever calls meanwhile', async () => {
    await news('100');
    for (let round = 0; round < 10; round++) {
      await store(...logIds(round * 50 + 1, round * 50 + 50));
      const seen = new Set<number>();
      const next = async () => {
        for (const logId of await news('100')) seen.add(logId);
      };
      // The row of the reader is held, so that the answer cannot come before the client has gone.
      const meanwhile = await app.work.run(async (tx) => {
        await tx.query('SELECT * FROM monitor_reader FOR UPDATE');
        const call = request(`${app.url}/api/transaction/monitor?timestamp=100`, {
          headers: { access_token: apiToken },
        });
        call.on('error', () => undefined);
        call.end();
        await new Promise((resolve) => setTimeout(resolve, 100));
        const gone = new Promise((resolve) => call.once('close', resolve));
        call.destroy();
        await gone;
        return [next(), next(), next()];
      });
      await Promise.all(meanwhile);
      await expect.poll(async () => (await next(), seen.size), { timeout: 60_000 }).toBe(50);
    }
  });
});
