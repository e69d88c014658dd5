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
const deliveries = async (id: string, query = '') => (await app.admin('GET', `/webhooks/${id}/deliveries${query}`)).body;

describe('a webhook', () => {
  it('gets every event from now on, signed and numbered', async () => {
    await events(2);
    const { id, secret } = await made();
    await events(30);
    await expect.poll(() => receiver.accepted.size).toBe(30);
    expect(sequencesOf(receiver)).toEqual(upTo(30));
    expect(receiver.all.map((one) => isVerified(secret, one))).toEqual(upTo(30).map(() => true));
    const [first] = receiver.all;
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Postern\/\d/) as unknown,
      'webhook-id': first?.id,
    });
    expect(first?.text).toBe(JSON.stringify(first?.body));
    expect(first?.body).toMatchObject({ specversion: '1.0', type: 'access.granted', sequence: '1', data: { logId: 1 } });
    await expect.poll(async () => (await view(id)).sequence).toBe(30);
    const { items } = await deliveries(id, '?limit=1000');
    expect(items).toHaveLength(30);
    expect(items[0]).toMatchObject({ status: 'delivered', attempts: 1, lastStatus: 204, type: 'access.granted' });
  });
});
