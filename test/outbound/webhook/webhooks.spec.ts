import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

async function made(more: object = {}): Promise<{ id: string; secret: string }> {
  const { status, body } = await app.admin('POST', '/webhooks', { url: receiver.url, ...more });
  expect([status, body]).toEqual([201, expect.anything()]);
  return body;
}

const events = (count: number, more: object = {}) =>
  storeEvents(app, ...Array.from({ length: count }, (_, at) => ({ logId: at + 1, ...more })));

const view = async (id: string) => (await app.admin('GET', `/webhooks/${id}`)).body;
const deliveries = async (id: string, query = '') =>
  (await app.admin('GET', `/webhooks/${id}/deliveries${query}`)).body;

describe('a webhook', () => {
  it('gets every event from now on, signed and numbered', async () => {
    await events(2);
    const { id, secret } = await made();
    await events(30);
    await expect.poll(() => receiver.accepted.size).toBe(30);
    expect(sequencesOf(receiver)).toEqual(upTo(30));
    expect(receiver.all.map((one) => isVerified(secret, one))).toEqual(upTo(30).map(() => true));
    // Twenty are under way at once.
    const first = receiver.all.find(({ sequence }) => sequence === 1);
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Postern\/\d/) as unknown,
      'webhook-id': first?.id,
    });
    expect(first?.text).toBe(JSON.stringify(first?.body));
    expect(first?.body).toMatchObject({
      specversion: '1.0',
      type: 'access.granted',
      sequence: '1',
      data: { logId: 1 },
    });
    await expect.poll(async () => (await view(id)).sequence).toBe(30);
    const { items } = await deliveries(id, '?limit=1000');
    expect(items).toHaveLength(30);
    expect(items[0]).toMatchObject({ status: 'delivered', attempts: 1, lastStatus: 204, type: 'access.granted' });
  });

  it('gets what its filters say, and nothing else', async () => {
    await made({ types: ['access.denied', 'door.*'], sns: ['S-1'], minLevel: 0 });
    await events(1, { sn: 'S-1', eventNo: 0, logId: 1 });
    await events(1, { sn: 'S-1', eventNo: 27, logId: 2 });
    await events(1, { sn: 'S-2', eventNo: 27, logId: 3 });
    await events(1, { sn: 'S-1', eventNo: 200, logId: 4 });
    await expect.poll(() => receiver.accepted.size).toBe(2);
    const told = receiver.all.map(({ type, sequence, body }) => [sequence, type, body.data.logId]);
    expect(told.sort(([one], [other]) => Number(one) - Number(other))).toEqual([
      [1, 'access.denied', 2],
      [2, 'door.opened', 4],
    ]);
  });

  it('sends again what failed, with the same id and number and another signature time', async () => {
    const { id, secret } = await made();
    receiver.answering = (_, before) => ({ status: before < 2 ? 500 : 200, body: 'thanks\0' });
    await events(1);
    await expect.poll(() => receiver.accepted.size).toBe(1);
    expect(new Set(receiver.all.map((one) => `${one.id} ${one.sequence}`)).size).toBe(1);
    expect(receiver.all).toHaveLength(3);
    expect(receiver.all.every((one) => isVerified(secret, one))).toBe(true);
    await expect
      .poll(async () => (await deliveries(id)).items[0])
      .toMatchObject({ status: 'delivered', attempts: 3, lastStatus: 200, response: 'thanks', nextAt: null });
  });

  it('never follows a redirection, which has failed', async () => {
    const other = await WebhookReceiver.start();
    try {
      const { id } = await made();
      receiver.answering = () => ({ status: 302, headers: { location: other.url } });
      await events(1);
      await expect
        .poll(async () => (await deliveries(id)).items[0])
        .toMatchObject({ status: 'pending', lastStatus: 302 });
      expect(other.connections).toBe(0);
    } finally {
      await other.stop();
    }
  });

  it('becomes a dead letter when the attempts are used up, and may be sent once more', async () => {
    const { id } = await made({ types: ['alarm.raised'] });
    receiver.answering = () => ({ status: 400 });
    await events(1, { eventNo: 101, eventLevel: 2 });
    await expect.poll(async () => (await deliveries(id)).items[0]?.attempts).toBeGreaterThanOrEqual(2);
    await app.admin('POST', `/webhooks/${id}/pause`);
    await expect
      .poll(() => app.sql('SELECT 1 FROM webhook WHERE id = $1 AND lease_owner IS NULL', [id]))
      .toHaveLength(1);
    await app.sql(`UPDATE webhook_message SET attempts = 16, next_at = now() WHERE webhook_id = $1`, [id]);
    await app.admin('POST', `/webhooks/${id}/resume`);
    await expect
      .poll(async () => (await deliveries(id, '?status=dead')).items)
      .toMatchObject([{ status: 'dead', attempts: 17, lastStatus: 400, nextAt: null }]);
    expect(await view(id)).toMatchObject({ dead: 1, pending: 0 });
    receiver.answering = () => ({ status: 200 });
    const [{ position }] = (await deliveries(id)).items;
    const { status, body } = await app.admin('POST', `/webhooks/${id}/deliveries/${position}/retry`);
    expect([status, body]).toMatchObject([200, { status: 'pending', sequence: '1' }]);
    await expect.poll(() => receiver.accepted.size).toBe(1);
    await expect.poll(async () => (await deliveries(id)).items[0]).toMatchObject({ status: 'delivered', attempts: 1 });
    expect((await app.admin('POST', `/webhooks/${id}/deliveries/1/retry`)).status).toBe(404);
  });

  it('is disabled by 410, tells the others, and goes on when it is resumed', async () => {
    const witness = await WebhookReceiver.start();
    try {
      await app.admin('POST', '/webhooks', { url: witness.url, types: ['webhook.disabled'] });
      const { id } = await made({ types: ['access.*'] });
      receiver.answering = () => ({ status: 410 });
      await events(1);
      await expect.poll(() => view(id)).toMatchObject({ status: 'disabled', reason: 'its receiver answered 410 Gone' });
      await expect.poll(() => [...witness.accepted.values()].map(({ body }) => body.data.webhookId)).toContain(id);
      const { items } = (await app.admin('GET', '/attention')).body;
      expect(items).toContainEqual(expect.objectContaining({ code: 'webhookDisabled', severity: 'bad' }));
      const sent = receiver.all.length;
      await events(3);
      receiver.answering = () => ({ status: 200 });
      expect(receiver.all).toHaveLength(sent);
      expect((await app.admin('POST', `/webhooks/${id}/resume`)).body).toMatchObject({
        status: 'active',
        reason: null,
      });
      await expect.poll(() => sequencesOf(receiver)).toEqual(upTo(4));
    } finally {
      await witness.stop();
    }
  });

  it('gives a receiver that has too much to do the time that it asks for, and loses nothing', async () => {
    await made({ concurrency: 1 });
    // 200 s of Retry-After are 2 s at this scale.
    receiver.answering = ({ sequence }, before) =>
      sequence === 3 && before === 0 ? { status: 429, headers: { 'retry-after': '200' } } : { status: 200 };
    await events(6);
    await expect.poll(() => sequencesOf(receiver)).toEqual(upTo(6));
    const asked = receiver.all.findIndex(({ sequence }) => sequence === 3);
    expect((receiver.all[asked + 1]?.at ?? 0) - (receiver.all[asked]?.at ?? 0)).toBeGreaterThan(1_800);
  });

  it('keeps the order where it is asked for: what fails holds up what is behind it', async () => {
    await made({ ordered: true });
    receiver.answering = ({ sequence }, before) => ({ status: sequence % 3 === 0 && before < 2 ? 503 : 200 });
    await events(12);
    await expect.poll(() => receiver.accepted.size).toBe(12);
    expect([...receiver.accepted.values()].map(({ sequence }) => sequence)).toEqual(upTo(12));
    expect(receiver.mostAtOnce).toBe(1);
  });

  it('that keeps the order ends a bad message at its time also while it is spared', async () => {
    const { id } = await made({ ordered: true });
    receiver.answering = ({ sequence }) => ({ status: sequence === 1 ? 400 : 200 });
    await events(3);
    await expect.poll(async () => (await deliveries(id)).items[0]?.attempts).toBeGreaterThanOrEqual(2);
    await app.admin('POST', `/webhooks/${id}/pause`);
    await expect
      .poll(() => app.sql('SELECT 1 FROM webhook WHERE id = $1 AND lease_owner IS NULL', [id]))
      .toHaveLength(1);
    // As 76 hours after the first attempt, at this scale, with a breaker that has opened.
    await app.sql(
      `UPDATE webhook_message SET attempts = 16, first_at = now() - interval '46 minutes' WHERE webhook_id = $1`,
      [id],
    );
    await app.sql(
      `UPDATE webhook SET status = 'active', failures = 20, probes = 1, probe_at = now(),
         failing_since = now() - interval '46 minutes' WHERE id = $1`,
      [id],
    );
    await expect.poll(() => receiver.accepted.size).toBe(2);
    await expect
      .poll(async () => (await deliveries(id, '?status=dead')).items)
      .toMatchObject([{ sequence: '1', attempts: 17, lastStatus: 400 }]);
    expect([...receiver.accepted.values()].map(({ sequence }) => sequence)).toEqual([2, 3]);
  });

  it('has no more under way than its concurrency', async () => {
    await made({ concurrency: 3 });
    await events(60);
    await expect.poll(() => receiver.accepted.size).toBe(60);
    expect(receiver.mostAtOnce).toBeLessThanOrEqual(3);
  });

  it('is spared while it fails, and nothing that waits is given up', async () => {
    const { id } = await made();
    receiver.answering = () => ({ status: 500 });
    await events(40);
    await expect.poll(async () => (await view(id)).sparedUntil).not.toBeNull();
    const sent = receiver.all.length;
    await expect.poll(() => receiver.all.length).toBeGreaterThan(sent + 2);
    // What waits meanwhile uses up no attempts.
    const counted = await app.sql<{ id: string; attempts: number }>(
      'SELECT message_id AS id, attempts FROM webhook_message WHERE webhook_id = $1',
      [id],
    );
    for (const { id: of, attempts } of counted) {
      expect(attempts).toBeLessThanOrEqual(receiver.all.filter((one) => one.id === of).length);
    }
    receiver.answering = () => ({ status: 200 });
    await expect.poll(() => sequencesOf(receiver)).toEqual(upTo(40));
    await expect.poll(async () => (await view(id)).pending).toBe(0);
    expect(await view(id)).toMatchObject({ failingSince: null, sparedUntil: null, dead: 0 });
  });

  it('gets nothing while it is paused, and everything behind it', async () => {
    const { id } = await made();
    await events(2);
    await expect.poll(() => receiver.accepted.size).toBe(2);
    expect((await app.admin('POST', `/webhooks/${id}/pause`)).body.status).toBe('paused');
    await events(5);
    expect((await app.admin('POST', `/webhooks/${id}/test`)).body).toMatchObject({ result: '2xx', status: 204 });
    expect(receiver.all.map(({ type }) => type)).toEqual(['access.granted', 'access.granted', 'postern.test']);
    await app.admin('POST', `/webhooks/${id}/resume`);
    await expect.poll(() => receiver.accepted.size).toBe(8);
    expect(sequencesOf(receiver)).toEqual([0, ...upTo(7)]);
  });

  it('gets the messages between two positions once more, with the numbers that they had', async () => {
    const { id } = await made();
    await events(10);
    await expect.poll(async () => (await view(id)).sequence).toBe(10);
    const { items } = await deliveries(id);
    const [from, to] = [items[6].position as string, items[3].position as string];
    const { status, body } = await app.admin('POST', `/webhooks/${id}/replay`, { from: Number(from), to });
    expect([status, body]).toEqual([202, { number: 4 }]);
    await expect.poll(() => receiver.all.length).toBe(14);
    expect(
      receiver.all
        .slice(10)
        .map(({ sequence }) => sequence)
        .sort(),
    ).toEqual([4, 5, 6, 7]);
  });

  it('gets what was there before it by a replay: those have the next numbers', async () => {
    const began = new Date().toISOString();
    await events(3);
    const { id } = await made();
    await events(2);
    await expect.poll(async () => (await view(id)).sequence).toBe(2);
    const range = { from: began, to: new Date(Date.now() + 60_000).toISOString() };
    expect((await app.admin('POST', `/webhooks/${id}/replay`, range)).body).toEqual({ number: 5 });
    await expect.poll(() => receiver.all.length).toBe(7);
    expect(sequencesOf(receiver)).toEqual(upTo(5));
    await expect.poll(async () => (await view(id)).sequence).toBe(5);
    const none = await app.admin('POST', `/webhooks/${id}/replay`, { ...range, status: 'dead' });
    expect(none.body).toEqual({ number: 0 });
  });

  it('begins with all that is kept where it is asked for', async () => {
    const n = (await app.sql(`SELECT 1 FROM feed WHERE kind = 'event'`)).length;
    await made({ after: 'start', types: ['access.granted', 'access.denied', 'alarm.raised', 'door.opened'] });
    await expect.poll(() => receiver.accepted.size).toBe(n);
    expect(sequencesOf(receiver)).toEqual(upTo(n));
  });
});

describe('the secret of a webhook', () => {
  it('is replaced; for a while messages are signed with both', async () => {
    const { id, secret } = await made();
    const { status, body } = await app.admin('POST', `/webhooks/${id}/rotate`, { overlapHours: 1 });
    expect([status, body.secret]).toEqual([200, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{40}$/)]);
    await events(1);
    await expect.poll(() => receiver.all.length).toBe(1);
    const [first] = receiver.all;
    expect(String(first?.headers['webhook-signature'])).toMatch(/^v1,\S+ v1,\S+$/);
    expect(first && [isVerified(secret, first), isVerified(body.secret as string, first)]).toEqual([true, true]);
    const refused = await app.admin('POST', `/webhooks/${id}/rotate`, {});
    expect([refused.status, refused.body.errors[0].field]).toEqual([409, 'force']);
    const third = (await app.admin('POST', `/webhooks/${id}/rotate`, { force: true, overlapHours: 0 })).body
      .secret as string;
    await events(1);
    await expect.poll(() => receiver.all.length).toBe(2);
    const second = receiver.all[1];
    expect(second && [secret, body.secret as string, third].map((one) => isVerified(one, second))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it.each([24, 64])('may be brought along, with %i bytes', async (length) => {
    const secret = `whsec_${Buffer.alloc(length, 7).toString('base64')}`;
    expect((await made({ secret })).secret).toBe(secret);
    await events(1);
    await expect.poll(() => receiver.all.length).toBe(1);
    expect(receiver.all.every((one) => isVerified(secret, one))).toBe(true);
  });
});
