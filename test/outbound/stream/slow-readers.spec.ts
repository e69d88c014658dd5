import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../../support/app.js';
import { EventStream } from '../../support/event-stream.js';
import { storeEvents } from '../../support/events.js';

const patience = { timeout: 60_000 };
const headers = { authorization: `Bearer ${adminToken}` };

let app: TestApp;
const open: EventStream[] = [];
beforeAll(async () => {
  app = await startApp({ isNoted: false });
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(() => app.stop());

async function follow(query = 'types=access.*'): Promise<EventStream> {
  const stream = await EventStream.open(`${app.url}/admin/v1/events/stream?${query}`, headers);
  open.push(stream);
  return stream;
}

async function metrics(): Promise<(name: string) => number> {
  const { text } = await app.request('GET', '/metrics');
  return (name) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')
        .at(-1),
    );
}

/** Their texts are long, so that few fill the buffers of the system on both sides. */
async function write(count: number): Promise<void> {
  const batch = 100;
  for (let at = 0; at < count; at += batch)
    await storeEvents(app, ...Array.from({ length: batch }, () => ({ readerName: 'x'.repeat(3_000) })));
}

describe('a reader that takes nothing', () => {
  it('is cut off, keeps nobody waiting, and goes on where it was', async () => {
    const [slow, quick] = [await follow(), await follow()];
    await expect.poll(() => [slow, quick].map(({ lastId }) => lastId !== null), patience).toEqual([true, true]);
    slow.pause();
    const seenBefore = slow.messages.length;
    let written = 0;
    const closed = async () => (await metrics())('postern_stream_closed_total{reason="unread"}');
    // Few at a time: whoever is behind by many is waited for.
    while ((await closed()) === 0 && written < 10_000) {
      await write(100);
      written += 100;
      await expect.poll(() => quick.messages.length, patience).toBe(written);
    }
    expect(await closed()).toBe(1);
    slow.resume();
    await expect.poll(() => slow.isEnded, patience).toBe(true);
    const again = await follow(`types=access.*&after=${slow.lastId ?? ''}`);
    await expect.poll(() => slow.messages.length - seenBefore + again.messages.length, patience).toBe(written);
    expect((await metrics())('postern_sse_streams')).toBe(2);
  });
});

describe('more streams than a gateway takes', () => {
  it('are refused with 503, and taken again when one has ended', async () => {
    for (let count = 0; count < 500; count += 50)
      await Promise.all(Array.from({ length: 50 }, () => follow('types=door.forced')));
    expect((await metrics())('postern_sse_streams')).toBe(500);
    const refused = await app.admin('GET', '/events/stream');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    const facade = await app.api('GET', '/api/v3/events/stream');
    expect([facade.status, facade.headers.get('retry-after'), facade.body.code]).toEqual([503, '5', -1]);
    await storeEvents(app, { eventNo: 102, eventLevel: 2 });
    await expect.poll(() => open.every(({ messages }) => messages.length === 1), patience).toBe(true);
    open.shift()?.close();
    await expect.poll(async () => (await metrics())('postern_sse_streams'), patience).toBe(499);
    expect((await follow('types=door.forced')).status).toBe(200);
  });
});
