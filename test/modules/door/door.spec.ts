import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CommandService } from '../../../src/core/command/command.service.js';
import { DoorRegistrationService } from '../../../src/modules/door/door-registration.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addPanel, doorId } from '../../support/facade-site.js';
import { refusalOf } from '../../support/answers.js';

const lobbyId = '402856aa6c3bbde1016c3bc211e5005a';
const cellarId = '402856aa6c3baabb016c3bb37365000a';
let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await addPanel(app, '5662012052868', { id: lobbyId, name: 'Lobby', doors: 2 });
  await addPanel(app, '5662012052869', { id: cellarId, name: 'Cellar', doors: 1, readers: 1 });
  await app.sql(`INSERT INTO device (sn, id, name, status) VALUES ('STRANGER', 'x', 'Stranger', 'pending')`);
});
afterAll(() => app.stop());

beforeEach(async () => {
  await app.sql(`UPDATE device SET online = true, last_seen_at = now(), status = 'approved' WHERE status <> 'pending'`);
  await app.sql('DELETE FROM door_state');
  await app.sql('DELETE FROM command');
});

const data = async (path: string) => (await app.api('GET', `/api/${path}`)).body.data;
const codeOf = async (method: string, path: string): Promise<number> =>
  (await app.api(method, `/api/${path}`)).body.code;

describe('devices (2.9)', () => {
  const lobby = {
    id: lobbyId,
    sn: '5662012052868',
    name: 'Lobby',
    type: 'inBIO460',
    state: '1',
    status: '1',
    module: 'acc',
  };
  const cellar = { ...lobby, id: cellarId, sn: '5662012052869', name: 'Cellar' };

  it('lists controllers, not strangers', async () => {
    expect(await data('device/accList?pageNo=1&pageSize=20')).toEqual([lobby, cellar]);
    expect(await data('device/accList?pageNo=2&pageSize=1')).toEqual([cellar]);
    for (const path of ['v2/device/list', 'v2/device/accList']) {
      expect(await data(`${path}?pageNo=1&pageSize=1`)).toEqual({
        page: 0,
        size: 1,
        total: 2,
        data: [lobby],
        offset: 0,
        lastPage: false,
      });
    }
  });

  it('answers one by ?sn= and by path', async () => {
    expect(await data('device/getAcc?sn=5662012052869')).toEqual(cellar);
    expect(await data('device/getAcc/5662012052868')).toEqual(lobby);
    expect(await codeOf('GET', 'device/getAcc')).toBe(-48);
    expect(await codeOf('GET', 'device/getAcc?sn=nobody')).toBe(-102);
    expect(await codeOf('GET', 'device/getAcc?sn=STRANGER')).toBe(-102);
  });

  it('state shows whether it is enabled, whatever the connection', async () => {
    await app.sql('UPDATE device SET online = false');
    expect(await data('device/getAcc?sn=5662012052868')).toMatchObject({ state: '1', status: '1' });
    await app.sql(`UPDATE device SET status = 'disabled' WHERE sn = '5662012052868'`);
    expect(await data('device/getAcc?sn=5662012052868')).toMatchObject({ state: '0', status: '0' });
  });
});

describe('doors (2.11.4, 2.11.5, 2.11.10)', () => {
  it('lists and answers them', async () => {
    const doors = await data('door/list?pageNo=1&pageSize=20');
    expect(doors).toEqual([
      { id: await doorId(app, 'Lobby-1'), name: 'Lobby-1', deviceId: lobbyId },
      { id: await doorId(app, 'Lobby-2'), name: 'Lobby-2', deviceId: lobbyId },
      { id: await doorId(app, 'Cellar-1'), name: 'Cellar-1', deviceId: cellarId },
    ]);
    expect(await data('v2/door/list?pageNo=2&pageSize=2')).toEqual({
      page: 1,
      size: 2,
      total: 3,
      data: [doors[2]],
      offset: 0,
      lastPage: true,
    });
    expect(await data(`door/get?id=${doors[1].id}`)).toEqual(doors[1]);
    expect(await codeOf('GET', 'door/get')).toBe(-44);
    expect(await codeOf('GET', 'door/get?id=nobody')).toBe(-47);
  });
});

describe('readers (2.14)', () => {
  it('each door has two unless the device announces fewer, then one', async () => {
    const readers = await data('reader/accList?pageNo=1&pageSize=20');
    const [first, second, cellar] = [
      await doorId(app, 'Lobby-1'),
      await doorId(app, 'Lobby-2'),
      await doorId(app, 'Cellar-1'),
    ];
    const row = (doorIdOf: string, name: string, readerNo: number, readerState: number) => ({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      doorId: doorIdOf,
      name,
      readerNo,
      readerState,
    });
    expect(readers).toEqual([
      row(first, 'Lobby-1-In', 1, 0),
      row(first, 'Lobby-1-Out', 2, 1),
      row(second, 'Lobby-2-In', 3, 0),
      row(second, 'Lobby-2-Out', 4, 1),
      row(cellar, 'Cellar-1-In', 1, 0),
    ]);
    expect(await data(`reader/getAcc?id=${readers[1].id}`)).toEqual(readers[1]);
    expect(await data(`reader/getAcc/${readers[1].id}`)).toEqual(readers[1]);
    for (const path of ['v2/reader/list', 'v2/reader/accList']) {
      expect(await data(`${path}?pageNo=1&pageSize=2`)).toEqual({
        page: 0,
        size: 2,
        total: readers.length,
        data: readers.slice(0, 2),
        offset: 0,
        lastPage: false,
      });
      expect(await codeOf('GET', path)).toBe(-92);
    }
    expect(await codeOf('GET', 'reader/getAcc')).toBe(-263);
    expect(await codeOf('GET', 'reader/getAcc?id=nobody')).toBe(-264);
  });

  it('a second registration keeps ids and names and adds what is new; a name that is taken is made unique', async () => {
    const registrations = app.app.get(DoorRegistrationService);
    await app.sql(
      `INSERT INTO device (sn, id, name, status, module) VALUES ('TWIN', 'twin', 'Lobby', 'approved', 'acc')`,
    );
    const names = async () =>
      (
        await app.sql<{ name: string }>(
          `SELECT d.name || coalesce(' ' || r.name, '') AS name FROM door d JOIN reader r ON r.door_id = d.id
           WHERE d.device_sn = 'TWIN' ORDER BY d.number, r.reader_no`,
        )
      ).map(({ name }) => name);
    await app.work.run((tx) => registrations.ensureDoors(tx, { sn: 'TWIN', name: 'Lobby' }, 1, 1));
    await app.sql(`UPDATE door SET name = 'Renamed' WHERE device_sn = 'TWIN'`);
    await app.work.run((tx) => registrations.ensureDoors(tx, { sn: 'TWIN', name: 'Lobby' }, 2, 4));
    expect(await names()).toEqual([
      'Renamed Lobby-1 (TWIN)-In',
      'Renamed Renamed-Out',
      'Lobby-2 (TWIN) Lobby-2 (TWIN)-In',
      'Lobby-2 (TWIN) Lobby-2 (TWIN)-Out',
    ]);
    await app.sql(`DELETE FROM device WHERE sn = 'TWIN'`);
  });
});

describe('states (2.11.1-3)', () => {
  const report = async (name: string, sensor: number, relay: number, alarm: number) =>
    app.sql(
      `INSERT INTO door_state (door_id, sn, sensor, relay, alarm, device_time) VALUES ($1, 'x', $2, $3, $4, '')`,
      [await doorId(app, name), sensor, relay, alarm],
    );
  const unknown = { sensor: 'unknown', alarm: 'unknown', relay: 'unknown' };

  it('shows sensor, alarm and relay in words, and unknown if nothing was reported', async () => {
    await report('Lobby-1', 2, 1, 0);
    await report('Cellar-1', 0, 0, 16);
    const states = [
      {
        id: await doorId(app, 'Lobby-1'),
        name: 'Lobby-1',
        deviceId: lobbyId,
        connect: '1',
        sensor: 'open',
        alarm: 'none',
        relay: 'open',
      },
      { id: await doorId(app, 'Lobby-2'), name: 'Lobby-2', deviceId: lobbyId, connect: '1', ...unknown },
      {
        id: await doorId(app, 'Cellar-1'),
        name: 'Cellar-1',
        deviceId: cellarId,
        connect: '1',
        sensor: 'no sensor',
        alarm: 'timeout',
        relay: 'off',
      },
    ];
    expect(await data('door/allDoorState?timestamp=1494467276539')).toEqual(states);
    expect(await data('door/allDoorState')).toEqual(states);
    expect(await data(`door/doorStateById?doorId=${await doorId(app, 'Lobby-1')}&timestamp=0`)).toEqual(states[0]);
    // One door is an object, several are an array.
    expect(await data('door/doorStateBySn?deviceSn=5662012052869')).toEqual(states[2]);
    expect(await data('door/doorStateBySn?devsn=5662012052868')).toEqual(states.slice(0, 2));
  });

  it('is unknown while the device is offline or disabled', async () => {
    await report('Lobby-1', 2, 1, 0);
    await report('Cellar-1', 2, 1, 0);
    await app.sql(`UPDATE device SET online = false WHERE sn = '5662012052868'`);
    await app.sql(`UPDATE device SET status = 'disabled' WHERE sn = '5662012052869'`);
    const [lobby, , cellar] = await data('door/allDoorState');
    expect(lobby).toMatchObject({ connect: '0', ...unknown });
    expect(cellar).toMatchObject({ connect: '2', ...unknown });
  });

  it('refuses a missing or unknown door', async () => {
    expect(await codeOf('GET', 'door/doorStateById')).toBe(-44);
    expect(await codeOf('GET', 'door/doorStateById?doorId=nobody')).toBe(-47);
    expect(await codeOf('GET', 'door/doorStateBySn')).toBe(-48);
    expect(await codeOf('GET', 'door/doorStateBySn?deviceSn=nobody')).toBe(-102);
  });
});

describe('remote opening and closing (2.11.6-9)', () => {
  const queued = async () => {
    const ids = await app.sql<{ id: number }>('SELECT id FROM command ORDER BY id');
    const commands = await Promise.all(ids.map(({ id }) => app.app.get(CommandService).get(app.work.manager, id)));
    return commands.map(({ sn, order }) => ({ sn, order }));
  };

  it('queues the command, by id and by name, under every spelling', async () => {
    const id = await doorId(app, 'Lobby-2');
    for (const path of [
      `remoteOpenById?doorId=${id}&interval=5`,
      'remoteOpenByName?doorName=Lobby-2&interval=254',
      `remoteCloseById?doorId=${id}`,
      `remoteoffById?doorId=${id}`,
      'remoteCloseByName?doorName=Cellar-1',
      'remoteoffByName?doorName=Cellar-1',
    ]) {
      expect((await app.api('POST', `/api/door/${path}`)).body).toEqual({ code: 0, message: 'success', data: null });
    }
    const close = { sn: '5662012052868', order: { type: 'closeDoor', door: 2 } };
    const closeCellar = { sn: '5662012052869', order: { type: 'closeDoor', door: 1 } };
    expect(await queued()).toEqual([
      { sn: '5662012052868', order: { type: 'openDoor', door: 2, seconds: 5 } },
      { sn: '5662012052868', order: { type: 'openDoor', door: 2, seconds: 254 } },
      close,
      close,
      closeCellar,
      closeCellar,
    ]);
  });

  it.each([
    ['remoteOpenById?interval=5', -44],
    ['remoteOpenById?doorId=&interval=5', -44],
    ['remoteOpenById?doorId=nobody&interval=5', -47],
    ['remoteOpenById?doorId={id}', -45],
    ['remoteOpenById?doorId={id}&interval=0', -45],
    ['remoteOpenById?doorId={id}&interval=255', -45],
    ['remoteOpenById?doorId={id}&interval=5.5', -45],
    ['remoteOpenById?doorId={id}&interval=5&wait=21', -1],
    ['remoteOpenByName?interval=5', -46],
    ['remoteOpenByName?doorName=nobody&interval=5', -47],
    ['remoteOpenByName?doorName=Lobby-1&interval=300', -45],
    ['remoteCloseById', -44],
    ['remoteCloseById?doorId=nobody', -47],
    ['remoteCloseByName', -46],
    ['remoteCloseByName?doorName=nobody', -47],
  ])('%s answers %i and queues nothing', async (path, code) => {
    expect(await codeOf('POST', `door/${path.replace('{id}', await doorId(app, 'Lobby-1'))}`)).toBe(code);
    expect(await queued()).toEqual([]);
  });

  it.each([`online = false`, `status = 'disabled'`])('with %s it is -103, and nothing is queued', async (fact) => {
    await app.sql(`UPDATE device SET ${fact} WHERE sn = '5662012052869'`);
    for (const call of [
      'remoteOpenByName?doorName=Cellar-1&interval=5',
      'remoteCloseByName?doorName=Cellar-1&wait=5',
    ]) {
      expect(await codeOf('POST', `door/${call}`)).toBe(-103);
    }
    expect(await queued()).toEqual([]);
  });

  describe('with wait', () => {
    /** Ends the next command as an answer of its device would. */
    const answer = async (status: string, returnCode: number | null) => {
      for (;;) {
        const [row] = await app.sql<{ id: number }>('SELECT id FROM command');
        if (!row) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          continue;
        }
        await app.work.run(async (tx) => {
          const commands = app.app.get(CommandService);
          await commands.end(tx, await commands.get(tx, row.id), { status: status as 'done', returnCode });
        });
        return row.id;
      }
    };
    const open = () => app.api('POST', '/api/door/remoteOpenByName?doorName=Cellar-1&interval=5&wait=10');

    it('answers success when the device has done it', async () => {
      const [{ body }] = await Promise.all([open(), answer('done', 0)]);
      expect(body).toEqual({ code: 0, message: 'success', data: null });
    });

    it('answers the meaning of a refusal', async () => {
      const [{ body }, commandId] = await Promise.all([open(), answer('failed', -3)]);
      expect(body).toMatchObject({ code: -1, data: { commandId, returnCode: -3 } });
      expect(body.detail).not.toBe('');
    });

    it('cancels what the device has not fetched when the time is over, and says that nothing was sent', async () => {
      const { body } = await app.api('POST', '/api/door/remoteOpenByName?doorName=Cellar-1&interval=5&wait=1');
      const [row] = await app.sql<{ id: number; status: string }>('SELECT id, status FROM command');
      expect(row?.status).toBe('cancelled');
      expect(body).toEqual(
        refusalOf(-1, 'nothing was sent: the device has not asked for it, and it was taken back', {
          commandId: row?.id,
        }),
      );
    });

    it.each([
      ['expired', 'nothing was sent: the device did not ask for it in time'],
      ['unanswered', 'no answer: unanswered'],
    ])('reports what is known of a command that is %s', async (status, message) => {
      const [{ body }, commandId] = await Promise.all([open(), answer(status, null)]);
      expect(body).toEqual(refusalOf(-1, message, { commandId }));
    });

    it('reports a command that was sent and not answered', async () => {
      const opening = app.api('POST', '/api/door/remoteOpenByName?doorName=Cellar-1&interval=5&wait=5');
      await expect
        .poll(() =>
          app.sql(`UPDATE command SET status = 'sent', sent_at = now(), retry_at = now() + interval '1 h' RETURNING 1`),
        )
        .toMatchObject([[{}], 1]);
      expect((await opening).body).toMatchObject({ code: -1, detail: 'sent, no answer yet' });
    });
  });
});
