import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CommandService } from '../../../src/core/command/command.service.js';
import { GateService } from '../../../src/modules/gate/gate.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { furnish, gateCalls, hall, hallId, lane, laneId } from './gate-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish(app);
});

afterAll(() => app.stop());

beforeEach(async () => {
  await app.sql(`UPDATE device SET online = true, last_seen_at = now(), status = 'approved'`);
  await app.sql('DELETE FROM door_state');
  await app.sql('DELETE FROM command');
});

const { data, codeOf, gateId } = gateCalls(() => app);

const doorOf = async (sn: string, number: number): Promise<string> =>
  (await app.sql<{ id: string }>('SELECT id FROM door WHERE device_sn = $1 AND number = $2', [sn, number]))[0]?.id ??
  '';

async function queued() {
  const ids = await app.sql<{ id: number }>('SELECT id FROM command ORDER BY id');
  const commands = await Promise.all(ids.map(({ id }) => app.app.get(CommandService).get(app.work.manager, id)));
  return commands.map(({ sn, order }) => ({ sn, order }));
}

describe('controllers of gates (2.30)', () => {
  const first = {
    id: laneId,
    sn: lane,
    name: '10.8.14.234',
    type: 'PGIC10',
    state: '1',
    status: '1',
    module: 'psg',
    gateType: '2',
  };
  const second = { ...first, id: hallId, sn: hall, name: '10.8.14.249', type: 'InBio-PGates', gateType: '0' };

  it('are listed with the type of their gates, under both spellings', async () => {
    expect(await data('psgDevice/list?pageNo=1&pageSize=20')).toEqual([first, second]);
    expect(await data('psgdDvice/list?pageNo=2&pageSize=1')).toEqual([second]);
    expect(await data('v2/psgDevice/list?pageNo=2&pageSize=1')).toEqual({
      page: 1,
      size: 1,
      total: 2,
      data: [second],
      offset: 0,
      lastPage: true,
    });
  });

  it('are answered by serial number', async () => {
    expect(await data(`psgDevice/getBySn?sn=${lane}`)).toEqual(first);
    expect(await data(`psgDevice/getBySn/${hall}`)).toEqual(second);
    expect(await codeOf('GET', 'psgDevice/getBySn')).toBe(-48);
    expect(await codeOf('GET', 'psgDevice/getBySn?sn=ACC1')).toBe(-102);
  });

  it.each([
    'psgDevice/list',
    'v2/psgDevice/list',
    'psgGate/list',
    'v2/psgGate/list',
    'psgReader/list',
    'v2/psgReader/list',
  ])('%s wants a page', async (path) => {
    expect(await codeOf('GET', path)).toBe(-92);
    expect(await codeOf('GET', `${path}?pageNo=0&pageSize=1`)).toBe(-90);
    expect(await codeOf('GET', `${path}?pageNo=1&pageSize=1001`)).toBe(-91);
  });
});

describe('gates (2.31)', () => {
  it('have two locks of their controller each', async () => {
    const gates = [
      { id: await gateId('10.8.14.234-1'), name: '10.8.14.234-1', deviceId: laneId },
      { id: await gateId('10.8.14.249-1'), name: '10.8.14.249-1', deviceId: hallId },
      { id: await gateId('10.8.14.249-2'), name: '10.8.14.249-2', deviceId: hallId },
    ];
    expect(await data('psgGate/list?pageNo=1&pageSize=20')).toEqual(gates);
    expect(await data('v2/psgGate/list?pageNo=2&pageSize=1')).toEqual({
      page: 1,
      size: 1,
      total: 3,
      data: [gates[1]],
      offset: 0,
      lastPage: false,
    });
    expect(await data(`psgGate/getById?id=${gates[2]?.id}`)).toEqual(gates[2]);
    expect(await codeOf('GET', 'psgGate/getById')).toBe(-44);
    expect(await codeOf('GET', 'psgGate/getById?id=nobody')).toBe(-47);
    expect(await data('door/list?pageNo=1&pageSize=20')).toHaveLength(2);
  });

  const report = async (sn: string, number: number, relay: number, alarm: number) =>
    app.sql(`INSERT INTO door_state (door_id, sn, relay, alarm, device_time) VALUES ($1, $2, $3, $4, '')`, [
      await doorOf(sn, number),
      sn,
      relay,
      alarm,
    ]);
  const unknown = {
    irState: null,
    irSenseCount: null,
    inCount: null,
    outCount: null,
    alarmCount: null,
    runCount: null,
  };

  it('show their state in the codes of the manual', async () => {
    await app.work.run((tx) =>
      app.app
        .get(GateService)
        .report(tx, { sn: lane, name: '10.8.14.234' }, { state: 1, sensors: 2, in: 12, out: 11, alarms: 3, runs: 23 }),
    );
    await report(lane, 1, 0, 0);
    await report(hall, 1, 1, 0x01);
    await report(hall, 2, 0, 0);
    await report(hall, 3, 0, 0x04 | 0x08);
    await report(hall, 4, 1, 0);
    const of = async (name: string, deviceId: string) => ({ id: await gateId(name), name, deviceId, connect: '1' });
    const states = [
      {
        ...(await of('10.8.14.234-1', laneId)),
        gateState: '1',
        alarm: '0',
        relay: '0',
        irState: 1,
        irSenseCount: 2,
        inCount: 12,
        outCount: 11,
        alarmCount: 3,
        runCount: 23,
      },
      { ...(await of('10.8.14.249-1', hallId)), gateState: '0', alarm: '1', relay: '2', ...unknown },
      { ...(await of('10.8.14.249-2', hallId)), gateState: '0', alarm: '5', relay: '1', ...unknown },
    ];
    expect(await data('psgGate/allGateState')).toEqual(states);
    expect(await data(`psgGate/gateStateById?gateId=${states[0]?.id}`)).toEqual([states[0]]);
    expect(await data(`psgGate/gateStateBySn?deviceSn=${hall}`)).toEqual(states.slice(1));
    await app.sql(`UPDATE door_state SET relay = 1, alarm = 16 WHERE sn = $1`, [lane]);
    expect(await data(`psgGate/gateStateBySn?sn=${lane}`)).toMatchObject([{ relay: 'None', alarm: '7' }]);
  });

  it('are offline or disabled with their controller, and locked down once both locks are', async () => {
    await report(hall, 1, 0, 0);
    const [first] = await data(`psgGate/gateStateBySn?deviceSn=${hall}`);
    expect(first).toMatchObject({ connect: '1', gateState: '0', alarm: '0', relay: '0' });
    await app.work.run(async (tx) => {
      for (const door of [1, 2]) {
        await app.app.get(CommandService).run(tx, hall, { type: 'lockDoor', door, locked: true }, { origin: 'door' });
      }
    });
    expect(await data(`psgGate/gateStateBySn?deviceSn=${hall}`)).toMatchObject([
      { gateState: '3' },
      { gateState: '0' },
    ]);
    await app.sql('UPDATE device SET online = false WHERE sn = $1', [hall]);
    expect(await data(`psgGate/gateStateBySn?deviceSn=${hall}`)).toMatchObject([
      { connect: '0', gateState: '0', alarm: 'None', relay: 'None' },
      { connect: '0', gateState: '0', alarm: 'None', relay: 'None' },
    ]);
    await app.sql(`UPDATE device SET status = 'disabled' WHERE sn = $1`, [hall]);
    expect(await data(`psgGate/gateStateById?gateId=${await gateId('10.8.14.249-2')}`)).toMatchObject([
      { connect: '2', gateState: '2', alarm: 'None', relay: 'None' },
    ]);
  });

  it('refuse a missing or unknown gate', async () => {
    expect(await codeOf('GET', 'psgGate/gateStateById')).toBe(-44);
    expect(await codeOf('GET', 'psgGate/gateStateById?gateId=nobody')).toBe(-47);
    expect(await codeOf('GET', 'psgGate/gateStateBySn')).toBe(-48);
    expect(await codeOf('GET', 'psgGate/gateStateBySn?deviceSn=ACC1')).toBe(-102);
  });

  it('open in the requested direction, for as long as the lock is driven', async () => {
    await app.admin('PATCH', `/doors/${await doorOf(hall, 4)}`, { settings: { DoorDrivertime: 3 } });
    const one = await gateId('10.8.14.234-1');
    for (const path of [
      `remoteOpenById?gateId=${one}&openType=1`,
      `remoteOpenById?gateId=${one}&openType=2`,
      'remoteOpenByName?gateName=10.8.14.249-2&openType=1',
      'remoteOpenByName?gateName=10.8.14.249-2&openType=2',
    ]) {
      expect((await app.api('POST', `/api/psgGate/${path}`)).body).toEqual({ code: 0, message: 'success', data: null });
    }
    expect((await queued()).filter(({ order }) => order.type === 'openDoor')).toEqual([
      { sn: lane, order: { type: 'openDoor', door: 1, seconds: 5 } },
      { sn: lane, order: { type: 'openDoor', door: 2, seconds: 5 } },
      { sn: hall, order: { type: 'openDoor', door: 3, seconds: 5 } },
      { sn: hall, order: { type: 'openDoor', door: 4, seconds: 3 } },
    ]);
  });

  it.each([
    ['remoteOpenById?openType=1', -44],
    ['remoteOpenById?gateId=nobody&openType=1', -47],
    ['remoteOpenById?gateId={id}', -265],
    ['remoteOpenById?gateId={id}&openType=', -265],
    ['remoteOpenById?gateId={id}&openType=3', -266],
    ['remoteOpenById?gateId={id}&openType=in', -266],
    ['remoteOpenByName?openType=1', -46],
    ['remoteOpenByName?gateName=nobody&openType=1', -47],
    ['remoteOpenByName?gateName=10.8.14.249-1', -265],
    ['remoteOpenByName?gateName=10.8.14.249-1&openType=0', -266],
  ])('%s answers %i and queues nothing', async (path, code) => {
    expect(await codeOf('POST', `psgGate/${path.replace('{id}', await gateId('10.8.14.249-1'))}`)).toBe(code);
    expect(await queued()).toEqual([]);
  });

  it('stay locked while their controller is offline or disabled, and if there is no lock for the direction', async () => {
    const id = await gateId('10.8.14.249-2');
    for (const fact of ['online = false', `status = 'disabled'`]) {
      await app.sql(`UPDATE device SET ${fact} WHERE sn = $1`, [hall]);
      expect(await codeOf('POST', `psgGate/remoteOpenById?gateId=${id}&openType=1`)).toBe(-103);
    }
    await app.sql(`UPDATE device SET online = true, last_seen_at = now(), status = 'approved'`);
    await app.admin('PATCH', `/gates/${id}`, { exitLock: null });
    expect(await codeOf('POST', `psgGate/remoteOpenById?gateId=${id}&openType=2`)).toBe(-104);
    expect(await codeOf('POST', 'psgGate/remoteOpenByName?gateName=10.8.14.249-2&openType=2')).toBe(-104);
    await app.admin('PATCH', `/gates/${id}`, { exitLock: 4 });
    expect(await queued()).toEqual([]);
  });
});

describe('readers of gates (2.33)', () => {
  it('lead in and out, by the reader or by their lock', async () => {
    const readers = await data('psgReader/list?pageNo=1&pageSize=20');
    const [one, first, second] = await Promise.all(['10.8.14.234-1', '10.8.14.249-1', '10.8.14.249-2'].map(gateId));
    expect(readers).toMatchObject([
      { gateId: one, name: '10.8.14.234-1-In', readerNo: 1, readerState: 0 },
      { gateId: one, name: '10.8.14.234-1-Out', readerNo: 2, readerState: 1 },
      { gateId: first, name: '10.8.14.249-1-In', readerNo: 1, readerState: 0 },
      { gateId: first, name: '10.8.14.249-2-In', readerNo: 2, readerState: 1 },
      { gateId: second, name: '10.8.14.249-3-In', readerNo: 3, readerState: 0 },
      { gateId: second, name: '10.8.14.249-4-In', readerNo: 4, readerState: 1 },
    ]);
    expect(await data('v2/psgReader/list?pageNo=1&pageSize=2')).toEqual({
      page: 0,
      size: 2,
      total: 6,
      data: readers.slice(0, 2),
      offset: 0,
      lastPage: false,
    });
    expect(await data(`psgReader/getById?id=${readers[3].id}`)).toEqual(readers[3]);
    expect(await codeOf('GET', 'psgReader/getById')).toBe(-263);
    expect(await codeOf('GET', 'psgReader/getById?id=nobody')).toBe(-264);
  });
});
