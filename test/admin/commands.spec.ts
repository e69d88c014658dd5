import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryService } from '../../src/core/command/delivery.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { deviceWithDoors, recordChanges, setOnline } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await deviceWithDoors(app, 'C1', 2);
  await deviceWithDoors(app, 'C2', 1);
});
afterAll(() => app.stop());

const run = (body: object, sn = 'C1') => app.admin('POST', `/devices/${sn}/commands`, body);

describe('commands of a device', () => {
  it('by type: a control command for a device that is there', async () => {
    await setOnline(app, 'C1');
    const { status, body } = await run({ type: 'openDoor', door: 2, seconds: 5 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      sn: 'C1',
      type: 'openDoor',
      text: null,
      kind: 'control',
      status: 'queued',
      attempts: 0,
      sentAt: null,
      finishedAt: null,
      returnCode: null,
      returnMeaning: null,
    });
    // COMMAND_TTL is 30 s.
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(30_000);
    expect((await app.admin('GET', `/commands/${body.id}`)).body).toEqual(body);
  });

  it('raw: kinds by the first words', async () => {
    const kind = async (command: string) => (await run({ command })).body.kind;
    expect(await kind('DATA UPDATE user Pin=1')).toBe('data');
    expect(await kind('DATA DELETE user Pin=1')).toBe('data');
    expect(await kind('SET OPTIONS NetMask=255.255.255.0')).toBe('data');
    expect(await kind('DATA QUERY tablename=user,fielddesc=*,filter=*')).toBe('query');
    expect(await kind('DATA COUNT user')).toBe('query');
    expect(await kind('GET OPTIONS ~SerialNumber')).toBe('query');
    expect(await kind('CONTROL DEVICE 01010105')).toBe('control');
  });

  it('are found by door, type, time, and who asked for them', async () => {
    const { body: doors } = await app.admin('GET', '/doors');
    const [first, second] = doors.items
      .filter(({ sn }: { sn: string }) => sn === 'C1')
      .map(({ id }: { id: string }) => id) as string[];
    await setOnline(app, 'C1');
    await run({ type: 'lockDoor', door: 1, locked: true });
    const found = async (query: string) =>
      (await app.admin('GET', `/commands?${query}`)).body.items.map(({ type }: { type: string }) => type);
    expect(await found(`doorId=${String(first)}`)).toEqual(['lockDoor']);
    expect(await found(`doorId=${String(second)}`)).toEqual(['openDoor']);
    expect(await found('doorId=none')).toEqual([]);
    expect(await found('type=lockDoor&actor=admin&from=2020-01-01')).toEqual(['lockDoor']);
    expect(await found('actor=sync')).toEqual([]);
    expect(await found('to=2020-01-01')).toEqual([]);
  });

  it('shows text with its secrets masked', async () => {
    const row = await run({ command: 'DATA UPDATE user Pin=1\tPassword=12,34\tName=Ann' });
    expect(row.body.text).toBe('DATA UPDATE user Pin=1\tPassword=***\tName=Ann');
    const options = await run({ command: 'SET OPTIONS ComPwd=secret,NetMask=255.0.0.0' });
    expect(options.body.text).toBe('SET OPTIONS ComPwd=***,NetMask=255.0.0.0');
  });

  it('refuses what is not well formed and names the field', async () => {
    const fieldOf = async (body: object) => {
      const answer = await run(body);
      return [answer.status, answer.body.errors?.[0]?.field];
    };
    expect(await fieldOf({})).toEqual([400, 'command']);
    expect(await fieldOf({ command: '   ' })).toEqual([400, 'command']);
    expect(await fieldOf({ command: 'C:5:CONTROL DEVICE 01010105' })).toEqual([400, 'command']);
    expect(await fieldOf({ command: 'CONTROL DEVICE 03000000\nC:9:CONTROL DEVICE 01010105' })).toEqual([
      400,
      'command',
    ]);
    expect(await fieldOf({ command: 'DATA COUNT user', type: 'restart' })).toEqual([400, 'command']);
    expect(await fieldOf({ type: 'fly' })).toEqual([400, 'type']);
    expect(await fieldOf({ type: 'openDoor' })).toEqual([400, 'door']);
    expect(await fieldOf({ type: 'openDoor', door: 3 })).toEqual([400, 'door']);
    expect(await fieldOf({ type: 'openDoor', door: 1, seconds: 255 })).toEqual([400, 'seconds']);
    expect(await fieldOf({ type: 'setOptions', options: { A: 'x,B=1' } })).toEqual([400, 'options.A']);
    expect(await fieldOf({ type: 'getOptions', names: ['a b'] })).toEqual([400, 'names']);
    expect((await run({ type: 'restart' }, 'NONE')).status).toBe(404);
  });

  it('queues nothing of the control kind for a device that is disabled', async () => {
    await setOnline(app, 'C2');
    await app.admin('POST', '/devices/C2/disable');
    const refused = await run({ type: 'openDoor', door: 1 }, 'C2');
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:postern:deviceOffline']);
    expect((await run({ command: 'CONTROL DEVICE 01010105' }, 'C2')).status).toBe(409);
    expect((await app.admin('GET', '/devices/C2/commands')).body.items).toEqual([]);
  });

  it('lists newest first, page by page and by status', async () => {
    const first = await app.admin('GET', '/devices/C1/commands?limit=2');
    const ids = first.body.items.map(({ id }: { id: number }) => id);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBeGreaterThan(ids[1]);
    const next = await app.admin('GET', `/devices/C1/commands?limit=2&cursor=${first.body.nextCursor}`);
    expect(next.body.items[0].id).toBeLessThan(ids[1]);
    expect((await app.admin('GET', '/commands?status=done')).body.items).toEqual([]);
    expect((await app.admin('GET', '/commands?status=gone')).status).toBe(400);
  });

  it('can be cancelled while they wait, and only then', async () => {
    const { body } = await run({ type: 'count', table: 'user' });
    expect((await app.admin('POST', `/commands/${body.id}/cancel`)).body.status).toBe('cancelled');
    expect((await app.admin('POST', `/commands/${body.id}/cancel`)).status).toBe(409);
    expect((await app.admin('GET', '/commands/2147483648')).status).toBe(404);
    expect((await app.admin('GET', '/commands/abc')).status).toBe(404);
  });

  it('are waited for until they end', async () => {
    const { body } = await run({ type: 'count', table: 'user' });
    const waiting = app.admin('GET', `/commands/${body.id}?wait=20`);
    await app.admin('POST', `/commands/${body.id}/cancel`);
    expect((await waiting).body).toMatchObject({ id: body.id, status: 'cancelled' });
  });

  it('show what a return code means', async () => {
    const { body } = await run({ type: 'count', table: 'user' });
    await app.sql(`UPDATE command SET status = 'failed', return_code = -100 WHERE id = $1`, [body.id]);
    const { body: ended } = await app.admin('GET', `/commands/${body.id}`);
    expect([ended.returnCode, ended.returnMeaning]).toEqual([-100, 'no such table']);
  });
});

describe('raw data', () => {
  it('makes the rows that it may have changed unknown, whatever its result, and sync writes them again', async () => {
    await deviceWithDoors(app, 'C3');
    const changes = await recordChanges(app);
    const held = (table: string, key: string, pin: string) =>
      app.sql(
        `INSERT INTO ledger (sn, table_name, key, unit, pin, held_hash, version) VALUES ('C3', $1, $2, $2, $3, 'h', 1)`,
        [table, key, pin],
      );
    await held('timezone', '4', '');
    await held('userauthorize', '7/tz1', '7');
    await held('user', '7', '7');
    const { body } = await run({ command: 'DATA DELETE user Pin=7' }, 'C3');
    const delivery = app.app.get(DeliveryService, { strict: false });
    const texts = await delivery.claim('C3', (order) => ({ text: order.type === 'raw' ? order.text : '' }), {
      most: 1,
    });
    expect(texts.commands).toMatchObject([{ id: body.id, text: 'DATA DELETE user Pin=7' }]);
    expect(await changes()).toEqual([]);
    await delivery.settle('C3', { id: body.id as number, returnCode: -1 });
    expect(await changes()).toEqual(['device C3']);
    expect(await app.sql('SELECT table_name, unknown FROM ledger WHERE sn = $1 ORDER BY 1', ['C3'])).toEqual([
      { table_name: 'timezone', unknown: false },
      { table_name: 'user', unknown: true },
      { table_name: 'userauthorize', unknown: true },
    ]);
    expect((await app.admin('GET', `/commands/${body.id}`)).body.status).toBe('failed');
  });

  it('includes a card that the device should keep: the rows of that person may hold it now', async () => {
    await deviceWithDoors(app, 'C4');
    await app.sql(
      `UPDATE device SET options = options || '{"AccSupportFunList":"${'0'.repeat(40)}1"}' WHERE sn = 'C4'`,
    );
    for (const [table, pin] of [
      ['user', '7'],
      ['mulcarduser', '7'],
      ['userauthorize', '7'],
      ['user', '8'],
    ] as const) {
      await app.sql(
        `INSERT INTO ledger (sn, table_name, key, unit, pin, held_hash, version) VALUES ('C4', $1, $2, $2, $2, 'h', 1)`,
        [table, pin],
      );
    }
    const delivery = app.app.get(DeliveryService, { strict: false });
    const enrol = async (keep: boolean) => {
      const { body } = await run({ type: 'enrollInfo', pin: '7', keep }, 'C4');
      await delivery.claim('C4', (order) => ({ text: order.type }), { most: 1 });
      await delivery.settle('C4', { id: body.id as number, returnCode: 0 });
      return app.sql(`SELECT table_name, pin FROM ledger WHERE sn = 'C4' AND unknown ORDER BY table_name, pin`);
    };
    expect(await enrol(false)).toEqual([]);
    expect(await enrol(true)).toEqual([
      { table_name: 'mulcarduser', pin: '7' },
      { table_name: 'user', pin: '7' },
    ]);
  });
});
