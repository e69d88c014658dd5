import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HousekeepingService } from '../../../src/operations/housekeeping.service.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { deviceWithDoors } from '../../admin/site.js';
import { startApp, type TestApp } from '../../support/app.js';
import { certificates } from '../../support/certificates.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Nothing has this name, so nothing is ever sent. */
const url = 'https://hooks.example/very-secret-path';
const secretHeader = 'Bearer not-for-anybody';

const waiting = `SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'webhook'`;

describe('making a webhook', () => {
  it('answers its settings, and its secret this once', async () => {
    const { status, body } = await app.admin('POST', '/webhooks', { url, headers: { Authorization: secretHeader } });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        ...{
          name: 'https://hooks.example',
          url,
          types: [],
          sns: [],
          doorIds: [],
          areaCodes: [],
          alarmCodes: [],
          minLevel: 0,
        },
        ...{
          privacy: 'ids',
          cards: false,
          ordered: false,
          concurrency: 20,
          headers: { authorization: '***' },
          ca: null,
        },
        ...{ status: 'active', reason: null, sequence: 0, failingSince: null, lastSuccessAt: null },
        ...{ sparedUntil: null, pending: 0, dead: 0, previousUntil: null },
        position: expect.stringMatching(/^\d+$/) as unknown,
        createdAt: expect.stringMatching(/Z$/) as unknown,
        updatedAt: expect.stringMatching(/Z$/) as unknown,
        secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{40}$/) as unknown,
      },
    ]);
    const { secret, ...view } = body;
    const { body: read } = await app.admin('GET', `/webhooks/${view.id}`);
    expect(read).toEqual({ ...view, position: read.position });
    const { items } = (await app.admin('GET', '/webhooks?q=very-secret')).body;
    expect(items).toEqual([{ ...view, position: items[0].position }]);
    const [stored] = await app.sql<{ secret: Buffer; headers: Buffer }>('SELECT secret, headers FROM webhook');
    expect(stored?.secret.includes(secret as string)).toBe(false);
    expect(stored?.headers.includes(secretHeader)).toBe(false);
    const audit = JSON.stringify((await app.admin('GET', '/audit?limit=5')).body);
    expect(audit).toContain('POST /admin/v1/webhooks');
    for (const told of [secret as string, secretHeader, 'very-secret-path']) expect(audit).not.toContain(told);
  });

  it.each<[string, object, string]>([
    ['without a url', {}, 'url'],
    ['by http', { url: 'http://hooks.example/' }, 'url'],
    ['to this machine', { url: 'https://127.0.0.1/' }, 'url'],
    ['to this machine, as a number', { url: 'https://2130706433/' }, 'url'],
    ['to a name of this machine', { url: 'https://localhost/' }, 'url'],
    ['to a metadata service', { url: 'https://[::ffff:169.254.169.254]/' }, 'url'],
    ['with a user', { url: 'https://me:pass@hooks.example/' }, 'url'],
    ['to a url that is too long', { url: `https://hooks.example/${'x'.repeat(2_000)}` }, 'url'],
    ['of a type that is not there', { url, types: ['access.granted', 'door.flown'] }, 'types'],
    ['of an area that is not there', { url, areaCodes: ['none'] }, 'areaCodes'],
    ['of a door that is not there', { url, doorIds: ['x'] }, 'doorIds'],
    ['with too much at once', { url, concurrency: 101 }, 'concurrency'],
    ['with nothing at once', { url, concurrency: 0 }, 'concurrency'],
    ['of a privacy that is not there', { url, privacy: 'all' }, 'privacy'],
    ['with a short secret', { url, secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, 'secret'],
    ['with a long secret', { url, secret: `whsec_${Buffer.alloc(65).toString('base64')}` }, 'secret'],
    ['with a secret that is no base64', { url, secret: 'whsec_not base64, and quite long enough for that' }, 'secret'],
    ['with a header of ours', { url, headers: { 'Webhook-Id': 'x' } }, 'headers.Webhook-Id'],
    ['with another header of ours', { url, headers: { 'content-type': 'text/plain' } }, 'headers.content-type'],
    ['with a header of two lines', { url, headers: { 'x-a': 'one\r\ntwo: 2' } }, 'headers.x-a'],
    ['with a header that is a number', { url, headers: { 'x-a': 5 } }, 'headers.x-a'],
    ['with a name of two words', { url, headers: { 'x a': 'b' } }, 'headers'],
    ['with a header twice', { url, headers: { 'x-a': '1', 'X-A': '2' } }, 'headers.X-A'],
    ['with a header that stays without having been', { url, headers: { 'x-a': '***' } }, 'headers.x-a'],
    [
      'with eleven headers',
      { url, headers: Object.fromEntries(Array.from('abcdefghijk', (c) => [`x-${c}`, c])) },
      'headers',
    ],
    ['with a certificate that is none', { url, ca: 'trust me' }, 'ca'],
    ['ahead of the feed', { url, after: '999999999' }, 'after'],
    ['from tomorrow', { url, after: 'tomorrow' }, 'after'],
    ['with an unknown field', { url, event: 'all' }, 'event'],
  ])('%s is refused', async (_what, body, field) => {
    const answer = await app.admin('POST', '/webhooks', body);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([400, field]);
  });

  it('under an id that is taken is refused', async () => {
    expect((await app.admin('POST', '/webhooks', { id: 'mine', url })).status).toBe(201);
    expect((await app.admin('POST', '/webhooks', { id: 'mine', url })).status).toBe(409);
  });
});

describe('a webhook', () => {
  it('is changed by the values that are given; its headers as a whole', async () => {
    await app.admin('POST', '/webhooks', { id: 'changed', url, headers: { 'x-key': 'one', 'x-other': 'two' } });
    const { ca } = { ca: certificates.people.cert };
    const change = { types: ['door.*'], minLevel: 1, headers: { 'X-Key': '***', 'x-new': 'three' }, ca };
    const { status, body } = await app.admin('PATCH', '/webhooks/changed', change);
    expect([status, body]).toMatchObject([
      200,
      { url, types: ['door.*'], minLevel: 1, headers: { 'x-key': '***', 'x-new': '***' }, ca },
    ]);
    expect((await app.admin('PATCH', '/webhooks/changed', { ca: null })).body.ca).toBeNull();
    expect((await app.admin('PATCH', '/webhooks/changed', { secret: 'x' })).status).toBe(400);
    expect((await app.admin('PATCH', '/webhooks/changed', { url: 'https://10.0.0.1/' })).body.errors[0].field).toBe(
      'url',
    );
    expect((await app.admin('PATCH', '/webhooks/nobody', {})).status).toBe(404);
  });

  it('may name new doors that are there, and keeps those that were removed since', async () => {
    await deviceWithDoors(app, 'SN-HOOK', 2);
    const [kept, gone] = ['SN-HOOK-1', 'SN-HOOK-2'];
    expect((await app.admin('POST', '/webhooks', { id: 'doors', url, doorIds: [kept, gone] })).status).toBe(201);
    await app.sql('DELETE FROM reader WHERE door_id = $1', [gone]);
    await app.sql('DELETE FROM door WHERE id = $1', [gone]);
    const patch = async (doorIds: string[]) => (await app.admin('PATCH', '/webhooks/doors', { doorIds })).body;
    expect(await patch([gone, kept])).toMatchObject({ doorIds: [gone, kept] });
    expect((await patch([kept, 'x'])).errors).toMatchObject([
      { field: 'doorIds', message: 'doorIds names no door: x' },
    ]);
    expect(await patch([kept])).toMatchObject({ doorIds: [kept] });
    expect((await patch([kept, gone])).errors).toMatchObject([{ field: 'doorIds' }]);
  });

  it('takes its headers to no other origin', async () => {
    await app.admin('POST', '/webhooks', { id: 'moved', url, headers: { Authorization: secretHeader } });
    const patch = async (change: object) => {
      const { status, body } = await app.admin('PATCH', '/webhooks/moved', change);
      return [status, body.errors?.[0]?.field ?? Object.keys(body.headers as object)];
    };
    const other = 'https://hooks.example.org/very-secret-path';
    for (const elsewhere of ['https://hooks.example:8443/very-secret-path', other]) {
      expect(await patch({ url: elsewhere })).toEqual([400, 'headers']);
      expect(await patch({ url: elsewhere, headers: { Authorization: '***' } })).toEqual([400, 'headers']);
    }
    expect((await app.admin('GET', '/webhooks/moved')).body.url).toBe(url);
    expect(await patch({ url: 'https://hooks.example/another-path' })).toEqual([200, ['authorization']]);
    expect(await patch({ url: other, headers: { 'x-key': 'new' } })).toEqual([200, ['x-key']]);
    expect(await patch({ url, headers: {} })).toEqual([200, []]);
    expect(await patch({ url: other })).toEqual([200, []]);
  });

  it('keeps what two callers change at once', async () => {
    await app.admin('POST', '/webhooks', { id: 'shared', url });
    const changes = await app.app.get(UnitOfWork).run(async (tx) => {
      await tx.query(`SELECT 1 FROM webhook WHERE id = 'shared' FOR NO KEY UPDATE`);
      const both = [{ name: 'Gate' }, { minLevel: 2 }].map((change) => app.admin('PATCH', '/webhooks/shared', change));
      await expect.poll(async () => (await app.sql(waiting)).length).toBeGreaterThanOrEqual(2);
      return both;
    });
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await app.admin('GET', '/webhooks/shared')).body).toMatchObject({ name: 'Gate', minLevel: 2 });
  });

  it('goes with what was known of its messages', async () => {
    await app.admin('POST', '/webhooks', { id: 'going', url });
    await app.sql(`INSERT INTO webhook_message (webhook_id, position, message_id, type, status)
      VALUES ('going', 1, 'msg_1', 'access.granted', 'dead')`);
    expect((await app.admin('DELETE', '/webhooks/going')).status).toBe(204);
    expect((await app.admin('GET', '/webhooks/going')).status).toBe(404);
    expect(await app.sql(`SELECT 1 FROM webhook_message WHERE webhook_id = 'going'`)).toEqual([]);
  });

  it.each([
    ['GET', '/webhooks/nobody/deliveries'],
    ['POST', '/webhooks/nobody/rotate'],
    ['POST', '/webhooks/nobody/pause'],
    ['POST', '/webhooks/nobody/resume'],
    ['POST', '/webhooks/nobody/test'],
    ['POST', '/webhooks/nobody/deliveries/1/retry'],
    ['DELETE', '/webhooks/nobody'],
  ])('that is not there: %s %s is 404', async (method, path) => {
    expect((await app.admin(method, path, method === 'POST' ? {} : undefined)).status).toBe(404);
  });

  it('that cannot be reached is told so by a test', async () => {
    await app.admin('POST', '/webhooks', { id: 'away', url });
    const { status, body } = await app.admin('POST', '/webhooks/away/test');
    expect([status, body]).toMatchObject([200, { status: null, response: null, error: expect.anything() as unknown }]);
    expect(['network', 'timeout']).toContain(body.result);
  });

  it('lists its messages by pages, by status and by type', async () => {
    await app.admin('POST', '/webhooks', { id: 'listed', url });
    await app.admin('POST', '/webhooks/listed/pause');
    await app.sql(`INSERT INTO webhook_message (webhook_id, position, message_id, type, sequence, status, attempts)
      SELECT 'listed', n, 'msg_' || n, CASE WHEN n % 2 = 0 THEN 'door.opened' ELSE 'door.closed' END, n,
        CASE WHEN n = 3 THEN 'dead' ELSE 'delivered' END, 1 FROM generate_series(1, 5) n`);
    const page = async (query: string) => (await app.admin('GET', `/webhooks/listed/deliveries?${query}`)).body;
    const first = await page('limit=3');
    expect(first.items.map(({ position }: { position: string }) => position)).toEqual(['5', '4', '3']);
    const second = await page(`limit=3&cursor=${first.nextCursor}`);
    expect([second.items.map(({ position }: { position: string }) => position), second.nextCursor]).toEqual([
      ['2', '1'],
      null,
    ]);
    expect((await page('status=dead')).items).toMatchObject([{ messageId: 'msg_3', sequence: '3', attempts: 1 }]);
    expect((await page('type=door.opened')).items).toHaveLength(2);
    expect((await app.admin('GET', '/webhooks/listed/deliveries?status=lost')).status).toBe(400);
  });

  it.each<[string, object, string]>([
    ['without an end', { from: '1' }, 'to'],
    ['that ends before it begins', { from: '9', to: '3' }, 'to'],
    ['that ends before it begins, by instants', { from: '2026-05-02', to: '2026-05-01' }, 'to'],
    ['from a day that is none', { from: '2026-02-30', to: '2026-05-01' }, 'from'],
    ['from somewhere', { from: 'here', to: '5' }, 'from'],
    ['of a status that is none', { from: '1', to: '5', status: 'lost' }, 'status'],
  ])('is refused a replay %s', async (_what, body, field) => {
    await app.admin('POST', '/webhooks', { id: 'replayed', url });
    const answer = await app.admin('POST', '/webhooks/replayed/replay', body);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([400, field]);
  });

  it('keeps what was delivered for 72 hours, the rest for 30 days; what waits is given up first, or sent', async () => {
    await app.admin('POST', '/webhooks', { id: 'kept', url });
    await app.admin('POST', '/webhooks/kept/pause');
    await app.admin('POST', '/webhooks', { id: 'sent', url });
    const ages = ['71 hours', '73 hours', '29 days', '31 days'];
    for (const [at, age] of ages.entries()) {
      await app.sql(
        `INSERT INTO webhook_message (webhook_id, position, message_id, type, sequence, status, next_at, last_at)
         SELECT id, $1 * 10 + p, $2 || ' ' || s, 'x', $1 * 10 + p, s, now() + interval '1 day', now() - $2::interval
         FROM unnest(ARRAY['delivered', 'pending', 'dead']) WITH ORDINALITY AS k (s, p),
           unnest(ARRAY['kept', 'sent']) AS id`,
        [at, age],
      );
    }
    await app.app.get(HousekeepingService).clean();
    await app.app.get(HousekeepingService).clean();
    const left = (webhook: string) =>
      app.sql<{ id: string; status: string }>(
        'SELECT message_id AS id, status FROM webhook_message WHERE webhook_id = $1 ORDER BY position',
        [webhook],
      );
    const young = [
      ...[
        { id: '71 hours delivered', status: 'delivered' },
        { id: '71 hours pending', status: 'pending' },
        { id: '71 hours dead', status: 'dead' },
      ],
      ...[
        { id: '73 hours pending', status: 'pending' },
        { id: '73 hours dead', status: 'dead' },
      ],
      ...[
        { id: '29 days pending', status: 'pending' },
        { id: '29 days dead', status: 'dead' },
      ],
    ];
    expect(await left('kept')).toEqual([...young, { id: '31 days pending', status: 'dead' }]);
    expect(await left('sent')).toEqual([...young, { id: '31 days pending', status: 'pending' }]);
    expect((await app.admin('GET', '/webhooks/kept')).body).toMatchObject({ dead: 4, pending: 3 });
    const [given] = (await app.admin('GET', '/webhooks/kept/deliveries?status=dead')).body.items;
    expect(given).toMatchObject({
      ...{ messageId: '31 days pending', sequence: '32', nextAt: null },
      lastError: 'it waited for 30 days, and its webhook was not resumed',
    });
  });

  it('is counted', async () => {
    const metrics = async () => (await app.request('GET', '/metrics')).text;
    await expect.poll(metrics).toMatch(/^postern_webhook_leases [1-9]/m);
    const text = await metrics();
    expect(text).toMatch(/^postern_webhook_endpoints\{status="paused"\} [1-9]/m);
    expect(text).toMatch(/^postern_webhook_endpoints\{status="disabled"\} 0$/m);
    expect(text).toMatch(/^postern_webhook_attempts_total\{result="(network|timeout)"\} [1-9]/m);
    expect(text).toMatch(/^postern_webhook_attempts_total\{result="2xx"\} 0$/m);
    expect(text).toMatch(/^postern_webhook_attempt_duration_seconds_count [1-9]/m);
    expect(text).toMatch(/^postern_webhook_dead [1-9]/m);
    expect(text).toMatch(/^postern_webhook_pending \d/m);
    expect(text).toMatch(/^postern_feed_reader_lag_seconds\{reader="webhook"\} \d/m);
  });
});
