import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CommandService } from '../../../src/core/command/command.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addController, addPanel } from '../../support/facade-site.js';
import { version } from '../../support/versions.js';

const liftId = '402856aa6c3c5063016c3cb3a0360005';
const lift = '0564140100195';
const tower = '0566141900209';
let app: TestApp;

/** AccSupportFunList with the positions of elevators. */
const elevatorFunctions = '0'.repeat(52) + '11111';

beforeAll(async () => {
  app = await startApp();
  const options = { DeviceType: 'acc', DeviceName: 'EC-100', LockCount: '1', AccSupportFunList: elevatorFunctions };
  await addController(app, lift, {
    id: liftId,
    name: '192.168.214.15',
    module: 'ele',
    options: { ...options, AuxOutCount: '4' },
  });
  await addController(app, tower, {
    id: '402856aa6c3bbde1016c3bc210d90016',
    name: '192.168.218.11',
    module: 'ele',
    options: { ...options, AuxOutCount: '0', LockCount: '2', AccSupportFunList: '0'.repeat(60) },
  });
  await addPanel(app, 'ACC1', { id: 'd1', name: 'Lobby' });
  await app.sql(`INSERT INTO device (sn, id, name, status, module) VALUES ('STRANGER', 'x', 'S', 'pending', 'ele')`);
});
afterAll(() => app.stop());

beforeEach(async () => {
  await app.sql(`UPDATE device SET online = true, last_seen_at = now(), status = 'approved' WHERE status <> 'pending'`);
  await app.sql('DELETE FROM command');
});

const data = async (path: string) => (await app.api('GET', `/api/${path}`)).body.data;
const codeOf = async (method: string, path: string): Promise<number> =>
  (await app.api(method, `/api/${path}`)).body.code;
const floorId = async (name: string): Promise<string> =>
  (await app.sql<{ id: string }>('SELECT id FROM floor WHERE name = $1', [name]))[0]?.id ?? '';

describe('elevator controllers (2.10)', () => {
  const first = {
    id: liftId,
    sn: lift,
    name: '192.168.214.15',
    type: 'EC-100',
    state: '1',
    status: '1',
    module: 'ele',
  };
  const second = { ...first, id: '402856aa6c3bbde1016c3bc210d90016', sn: tower, name: '192.168.218.11' };

  it('are listed apart from the controllers of doors', async () => {
    expect(await data('eleDevice/eleList?pageNo=1&pageSize=20')).toEqual([first, second]);
    expect(await data('eleDevice/eleList?pageNo=2&pageSize=1')).toEqual([second]);
    expect(await data('v2/eleDevice/eleList?pageNo=1&pageSize=1')).toEqual({
      page: 0,
      size: 1,
      total: 2,
      data: [first],
      offset: 0,
      lastPage: false,
    });
    expect((await data('device/accList?pageNo=1&pageSize=20')).map(({ sn }: { sn: string }) => sn)).toEqual(['ACC1']);
  });

  it('are answered by ?sn= and by path; disabled ones have state 0', async () => {
    await app.sql(`UPDATE device SET status = 'disabled' WHERE sn = $1`, [tower]);
    expect(await data(`eleDevice/getEle?sn=${tower}`)).toEqual({ ...second, state: '0', status: '0' });
    expect(await data(`eleDevice/getEle/${lift}`)).toEqual(first);
    expect(await codeOf('GET', 'eleDevice/getEle')).toBe(-200);
    expect(await codeOf('GET', 'eleDevice/getEle?sn=')).toBe(-200);
    for (const sn of ['nobody', 'ACC1', 'STRANGER'])
      expect(await codeOf('GET', `eleDevice/getEle?sn=${sn}`)).toBe(-102);
  });

  it.each(['eleDevice/eleList', 'v2/eleDevice/eleList', 'floor/list', 'v2/floor/list'])(
    '%s wants a page',
    async (path) => {
      expect(await codeOf('GET', path)).toBe(-92);
      expect(await codeOf('GET', `${path}?pageNo=0&pageSize=1`)).toBe(-90);
      expect(await codeOf('GET', `${path}?pageNo=1&pageSize=1001`)).toBe(-91);
    },
  );
});

describe('floors (2.12)', () => {
  it('are the outputs of their controller, followed by those of its boards', async () => {
    const floors = await Promise.all(
      [1, 2, 3, 4].map(async (floorNo) => ({
        id: await floorId(`192.168.214.15-${floorNo}`),
        floorNo,
        name: `192.168.214.15-${floorNo}`,
        deviceId: liftId,
      })),
    );
    expect(await data('floor/list?pageNo=1&pageSize=4')).toEqual(floors);
    expect(await data('v2/floor/list?pageNo=1&pageSize=3')).toEqual({
      page: 0,
      size: 3,
      total: 6,
      data: floors.slice(0, 3),
      offset: 0,
      lastPage: false,
    });
    const names = async () =>
      (await data('floor/list?pageNo=1&pageSize=1000')).map(({ name }: { name: string }) => name);
    expect((await names()).slice(4)).toEqual(['192.168.218.11-1', '192.168.218.11-2']);
    // A controller that is used for something else has no floors. When it is an elevator again, they are back with
    // their ids.
    await app.sql(`UPDATE device SET registered_at = now() WHERE sn = $1`, [tower]);
    const before = await floorId('192.168.218.11-2');
    await app.admin('PATCH', `/devices/${tower}`, { module: 'acc' });
    expect(await names()).toHaveLength(4);
    await app.admin('PATCH', `/devices/${tower}`, { module: 'ele' });
    expect(await floorId('192.168.218.11-2')).toBe(before);
    const board = await app.admin('POST', '/expansion-boards', { sn: tower, boardType: 'EX308', address: 1 });
    expect(board.status).toBe(201);
    await expect.poll(names).toHaveLength(14);
    expect((await names()).at(-1)).toBe('192.168.218.11-10');
  });

  it('open for some seconds and close again, each by a command with the one floor', async () => {
    const id = await floorId('192.168.214.15-3');
    for (const path of [
      `remoteOpenById?floorId=${id}&interval=254`,
      `remoteCloseById?floorId=${id}`,
      `remoteoffById?floorId=${id}`,
    ]) {
      expect((await app.api('POST', `/api/floor/${path}`)).body).toEqual({ code: 0, message: 'success', data: null });
    }
    const off = { type: 'elevatorOutput', floors: [3], seconds: 0 };
    expect(await queued()).toEqual([
      { sn: lift, order: { type: 'elevatorOutput', floors: [3], seconds: 254 } },
      { sn: lift, order: off },
      { sn: lift, order: off },
    ]);
  });

  it.each([
    ['remoteOpenById?interval=5', -201],
    ['remoteOpenById?floorId=&interval=5', -201],
    ['remoteOpenById?floorId=nobody&interval=5', -201],
    ['remoteOpenById?floorId={id}', -202],
    ['remoteOpenById?floorId={id}&interval=', -202],
    ['remoteOpenById?floorId={id}&interval=0', -203],
    ['remoteOpenById?floorId={id}&interval=-1', -203],
    ['remoteOpenById?floorId={id}&interval=255', -203],
    ['remoteOpenById?floorId={id}&interval=long', -203],
    ['remoteOpenById?floorId={id}&interval=5&wait=21', -1],
    ['remoteCloseById', -201],
    ['remoteCloseById?floorId=nobody', -201],
    ['remoteoffById?floorId=', -201],
  ])('%s answers %i and queues nothing', async (path, code) => {
    expect(await codeOf('POST', `floor/${path.replace('{id}', await floorId('192.168.214.15-1'))}`)).toBe(code);
    expect(await queued()).toEqual([]);
  });

  it('of a controller that is offline, disabled, or without elevator functions stay locked', async () => {
    const id = await floorId('192.168.214.15-1');
    const calls = ['remoteOpenById', 'remoteCloseById', 'remoteoffById'];
    const answers = (floor: string) =>
      Promise.all(calls.map((call) => codeOf('POST', `floor/${call}?floorId=${floor}&interval=5`)));
    await app.sql('UPDATE device SET online = false WHERE sn = $1', [lift]);
    expect(await answers(id)).toEqual([-103, -103, -103]);
    await app.sql(`UPDATE device SET online = true, status = 'disabled' WHERE sn = $1`, [lift]);
    expect(await answers(id)).toEqual([-103, -103, -103]);
    expect(await answers(await floorId('192.168.218.11-1'))).toEqual([-104, -104, -104]);
    expect(await queued()).toEqual([]);
  });
});

describe('floors of the admin API', () => {
  it('may be direct: floors of the level, one of each elevator', async () => {
    const [a, b, c] = await Promise.all(['192.168.214.15-1', '192.168.214.15-3', '192.168.218.11-1'].map(floorId));
    await app.admin('POST', '/elevator-levels', { id: 'direct', name: 'Direct', floorIds: [a, b] });
    const set = async (floorIds: unknown) => {
      const { status, body } = await app.admin('PUT', '/elevator-levels/direct/direct-floors', { floorIds });
      return [status, body.floorIds ?? body.errors?.[0]?.field];
    };
    expect(await set([a])).toEqual([200, [a]]);
    expect(await set([a, b])).toEqual([400, 'floorIds']);
    expect(await set([c])).toEqual([400, 'floorIds']);
    expect(await set('1')).toEqual([400, 'floorIds']);
    // The other floors of the level may change.
    await app.admin('PATCH', '/elevator-levels/direct', { floorIds: [a, c] });
    const { body } = await app.admin('GET', '/elevator-levels/direct/direct-floors');
    expect(body).toEqual({ floorIds: [a] });
    expect(await set([])).toEqual([200, []]);
    expect((await app.admin('GET', '/elevator-levels/nobody/direct-floors')).status).toBe(404);
  });

  it('have names, can be named before registration, and can be switched together', async () => {
    const { items } = (await app.admin('GET', `/floors?sn=${lift}`)).body;
    expect(items.map(({ number }: { number: number }) => number).sort()).toEqual([1, 2, 3, 4]);
    const id = await floorId('192.168.214.15-2');
    const renamed = await app.admin('PATCH', `/floors/${id}`, { name: 'Canteen' });
    const state = { output: 'unknown', since: null, until: null };
    expect(renamed.body).toEqual({ id, name: 'Canteen', sn: lift, number: 2, state, ...version });
    expect((await app.admin('GET', `/floors/${id}`)).body).toEqual(renamed.body);
    expect((await app.admin('PATCH', `/floors/${id}`, {})).body.errors[0].field).toBe('name');
    expect((await app.admin('GET', '/floors/nobody')).status).toBe(404);

    const made = await app.admin('POST', '/floors', { sn: lift, number: 40, id: 'roof' });
    expect([made.status, made.body]).toEqual([
      201,
      { id: 'roof', name: '192.168.214.15-40', sn: lift, number: 40, state, ...version },
    ]);
    expect((await app.admin('POST', '/floors', { sn: lift, number: 40 })).status).toBe(409);
    expect((await app.admin('POST', '/floors', { sn: 'nobody', number: 1 })).status).toBe(404);
    expect((await app.admin('POST', '/floors', { sn: lift, number: 257 })).body.errors[0].field).toBe('number');

    const asked = await app.admin('POST', '/floors/actions', {
      floorIds: [id, 'roof', 'nobody'],
      action: 'normalOpen',
    });
    expect(asked.body.items).toMatchObject([
      { floorId: id, name: 'Canteen', sn: lift, status: 'queued', reason: null },
      { floorId: 'roof', name: '192.168.214.15-40', sn: lift, status: 'queued', reason: null },
      { floorId: 'nobody', name: null, sn: null, status: 'refused', reason: 'notFound' },
    ]);
    await app.admin('POST', '/floors/actions', { all: true, action: 'open', seconds: 9 });
    const commands = await queued();
    expect(commands).toEqual([
      { sn: lift, order: { type: 'elevatorNormallyOpen', floors: [2, 40], seconds: 255 } },
      { sn: lift, order: { type: 'elevatorOutput', floors: [1, 2, 3, 4, 40], seconds: 9 } },
    ]);
  });
});

async function queued() {
  // Sync has its own for a controller that has registered, when it comes to it.
  const ids = await app.sql<{ id: number }>(`SELECT id FROM command WHERE origin <> 'sync' ORDER BY id`);
  const commands = await Promise.all(ids.map(({ id }) => app.app.get(CommandService).get(app.work.manager, id)));
  return commands.map(({ sn, order }) => ({ sn, order }));
}
