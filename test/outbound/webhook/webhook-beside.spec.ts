import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notify, UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';
import { isVerified, sequencesOf, upTo, WebhookReceiver } from '../../support/webhook-receiver.js';

let app: TestApp;
let receiver: WebhookReceiver;
beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_TIME_SCALE: '0.01' } });
});
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  return async () => {
    for (const { id } of (await app.admin('GET', '/webhooks')).body.items) await app.admin('DELETE', `/webhooks/${id}`);
    await receiver.stop();
  };
});
afterAll(() => app.stop());

const made = async (body: object) =>
  (await app.admin('POST', '/webhooks', body)).body as { id: string; secret: string };
const view = async (id: string) => (await app.admin('GET', `/webhooks/${id}`)).body;
const events = (count: number, from = 1) =>
  storeEvents(app, ...Array.from({ length: count }, (_, at) => ({ logId: from + at })));
const logIds = ({ accepted }: WebhookReceiver) =>
  [...accepted.values()].flatMap(({ body }) => (body.data.logId as number | undefined) ?? []).sort((a, b) => a - b);

describe('a receiver that never answers', () => {
  it('holds up nobody else, and gets everything when it is back', async () => {
    const dead = await WebhookReceiver.start(() => 'hang');
    try {
      const { id } = await made({ url: dead.url, concurrency: 5 });
      await made({ url: receiver.url });
      await events(300);
      await expect.poll(() => receiver.accepted.size).toBe(300);
      expect(dead.accepted.size).toBe(0);
      dead.answering = () => ({ status: 200 });
      await expect.poll(() => sequencesOf(dead), { timeout: 60_000 }).toEqual(upTo(300));
      expect(await view(id)).toMatchObject({ dead: 0 });
    } finally {
      await dead.stop();
    }
  });
});

/** Of time, so it says something only on a machine that does nothing else. */
const isFull = process.env.POSTERN_TEST_VOLUME === 'full';

describe.runIf(isFull)('an endpoint beside one that never answers', () => {
  it('gets its messages less than a tenth slower', async () => {
    const dead = await WebhookReceiver.start(() => 'hang');
    const each = 2_000;
    let stored = 0;
    const round = async () => {
      const wanted = receiver.accepted.size + each;
      const began = performance.now();
      for (let part = 0; part < 10; part++) await events(each / 10, (stored += each / 10));
      await expect.poll(() => receiver.accepted.size, { timeout: 60_000, interval: 5 }).toBe(wanted);
      return performance.now() - began;
    };
    try {
      await made({ url: receiver.url });
      await round();
      const [alone, beside]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < 5; turn++) {
        alone.push(await round());
        const { id } = await made({ url: dead.url });
        beside.push(await round());
        await app.admin('DELETE', `/webhooks/${id}`);
      }
      const ratio = Math.min(...beside) / Math.min(...alone);
      console.log(`${each} messages beside an endpoint that hangs: ${ratio.toFixed(2)} times as long as alone`);
      expect(ratio).toBeLessThan(1.1);
    } finally {
      await dead.stop();
    }
  }, 600_000);
});

describe('a webhook that the end of the feed has passed', () => {
  it('is told what it has missed, and goes on there', async () => {
    const { id, secret } = await made({ url: receiver.url, types: ['access.*'] });
    await events(3);
    await expect.poll(async () => (await view(id)).sequence).toBe(3);
    await app.admin('POST', `/webhooks/${id}/pause`);
    await expect
      .poll(async () => app.sql('SELECT 1 FROM webhook WHERE id = $1 AND lease_owner IS NULL', [id]))
      .toHaveLength(1);
    const { position } = await view(id);
    await events(4, 4);
    const [end] = await app.sql<{ position: number }>('SELECT max(position) AS position FROM feed');
    await events(2, 8);
    // As if the retention had taken the partition of the first four.
    await app.sql('DELETE FROM feed WHERE position <= $1', [end?.position]);
    await app.sql('UPDATE feed_horizon SET position = $1', [end?.position]);
    receiver.answering = ({ type }, before) => ({ status: type === 'feed.gap' && before < 2 ? 500 : 200 });
    await app.admin('POST', `/webhooks/${id}/resume`);
    await expect.poll(() => receiver.accepted.size).toBe(6);
    expect(logIds(receiver)).toEqual([1, 2, 3, 8, 9]);
    expect(sequencesOf(receiver)).toEqual(upTo(6));
    const gaps = receiver.all.filter(({ type }) => type === 'feed.gap');
    expect(gaps.map((one) => [one.sequence, one.id === gaps[0]?.id, isVerified(secret, one)])).toEqual([
      [4, true, true],
      [4, true, true],
      [4, true, true],
    ]);
    expect(gaps[0]?.body.data).toMatchObject({ from: position, to: String(Number(end?.position) + 1) });
  });
});

/** Of a gateway that begins to send: it has read the settings, and asks what was sent before. */
const beginning = `SELECT 1 FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'SELECT position FROM webhook_message%'`;

describe('a webhook that a gateway begins to send to', () => {
  it('is changed by what is changed meanwhile', async () => {
    const { id } = await made({ url: receiver.url, types: ['door.*'] });
    await app.admin('POST', `/webhooks/${id}/pause`);
    await expect
      .poll(() => app.sql('SELECT 1 FROM webhook WHERE id = $1 AND lease_owner IS NULL', [id]))
      .toHaveLength(1);
    const unitOfWork = app.app.get(UnitOfWork);
    await unitOfWork.run(async (tx) => {
      await tx.query('LOCK TABLE webhook_message IN ACCESS EXCLUSIVE MODE');
      await app.sql(`UPDATE webhook SET status = 'active' WHERE id = $1`, [id]);
      await expect.poll(() => app.sql(beginning)).toHaveLength(1);
      await unitOfWork.run(async (change) => {
        await change.query(`UPDATE webhook SET types = '{}' WHERE id = $1`, [id]);
        notify(change, 'webhook', id);
      });
    });
    // It reads the change a moment later: what comes in between goes by the old settings.
    let logId = 0;
    const oneMore = async () => {
      await events(1, ++logId);
      return receiver.accepted.size;
    };
    await expect.poll(oneMore).toBeGreaterThan(0);
  });
});

describe('a webhook that goes through the feed', () => {
  it('does not pass a hole that is cut in front of it without telling', async () => {
    const { id } = await made({ url: receiver.url, types: ['access.*'] });
    await events(2);
    await expect.poll(async () => (await view(id)).sequence).toBe(2);
    // As if the retention had taken fifty entries that it had not read yet.
    const [row] = await app.sql<{ given: number }>(
      `SELECT setval('feed_position', last_value + 100) - 100 AS given FROM feed_position`,
    );
    await app.sql('UPDATE feed_horizon SET position = $1', [Number(row?.given) + 50]);
    await events(1, 3);
    await expect.poll(() => receiver.accepted.size).toBe(4);
    expect([...receiver.accepted.values()].map(({ type }) => type).sort()).toEqual([
      ...['access.granted', 'access.granted', 'access.granted', 'feed.gap'],
    ]);
    expect(sequencesOf(receiver)).toEqual(upTo(4));
  });
});

describe('a replay', () => {
  it('holds up nothing that is new', async () => {
    await events(300);
    const slow = await WebhookReceiver.start();
    try {
      const { id } = await made({ url: slow.url, concurrency: 2 });
      slow.delayMs = 100;
      const { number } = (await app.admin('POST', `/webhooks/${id}/replay`, { from: 0, to: 999_999_999 })).body;
      expect(number).toBeGreaterThanOrEqual(300);
      await expect.poll(() => slow.all.length).toBeGreaterThan(10);
      await events(1, 1_000);
      await expect.poll(() => logIds(slow), { timeout: 60_000 }).toContain(1_000);
      // It gets twenty a second: three hundred would take a quarter of a minute.
      expect(slow.all.findIndex(({ body }) => body.data.logId === 1_000)).toBeLessThan(250);
    } finally {
      await slow.stop();
    }
  });
});

describe('two gateways', () => {
  it('share the endpoints, send each message once, and go on for one that leaves', async () => {
    const env = { WEBHOOK_ALLOW_PRIVATE: 'true' };
    const one = await startApp({ env });
    const other = await startApp({ databaseUrl: one.databaseUrl, env });
    const receivers = await Promise.all(upTo(4).map(() => WebhookReceiver.start()));
    const store = (count: number, from: number) =>
      storeEvents(one, ...Array.from({ length: count }, (_, at) => ({ logId: from + at })));
    try {
      for (const { url } of receivers) await one.admin('POST', '/webhooks', { url });
      const owners = () =>
        one.sql<{ n: number }>(
          'SELECT count(*)::int AS n FROM webhook WHERE lease_until > now() GROUP BY lease_owner ORDER BY 1',
        );
      await expect.poll(owners).toEqual([{ n: 2 }, { n: 2 }]);
      await store(50, 1);
      for (const each of receivers) await expect.poll(() => each.accepted.size).toBe(50);
      await other.stop();
      await expect.poll(owners).toEqual([{ n: 4 }]);
      await store(50, 51);
      for (const each of receivers) {
        await expect.poll(() => sequencesOf(each)).toEqual(upTo(100));
        expect(each.all).toHaveLength(100);
      }
    } finally {
      await one.stop();
      await Promise.all(receivers.map((each) => each.stop()));
    }
  });
});
