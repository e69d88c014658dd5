import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { approved, RawDevice, registryCode } from '../support/raw-device.js';
import { quiet } from '../support/panels.js';
import { setOnline } from './site.js';
import { version } from '../support/versions.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

interface Part {
  readonly id: string;
  readonly name: string;
  readonly number: number;
}

const withLockDown = 'AccSupportFunList=0010';

/** A registered controller that has answered all its commands, so it gets only those of the test. */
async function controller(sn: string, doors: number, more = withLockDown): Promise<RawDevice> {
  const device = await approved(app, sn);
  await registryCode(device, `~DeviceName=${sn},MachineType=8,LockCount=${doors},ReaderCount=${doors},${more}`);
  await quiet(app, device);
  return device;
}

const partsOf = async (kind: string, sn: string): Promise<Part[]> => {
  const { items } = (await app.admin('GET', `/${kind}?sn=${sn}`)).body as { items: Part[] };
  return items.sort((a, b) => a.number - b.number);
};
const idsOf = async (kind: string, sn: string) => (await partsOf(kind, sn)).map(({ id }) => id);

/** The next command, without the number that stands before it. */
async function next(device: RawDevice): Promise<{ id: number; text: string }> {
  let line = '';
  await expect
    .poll(async () => {
      line = await device.poll();
      return line;
    })
    .toMatch(/^C:\d+:/);
  const [, id = '', text = ''] = /^C:(\d+):(.*)$/s.exec(line) ?? [];
  return { id: Number(id), text };
}

const answer = (device: RawDevice, id: number, code = 0) => device.result(`ID=${id}&Return=${code}&CMD=CONTROL DEVICE`);

describe('one action on many doors', () => {
  it('is queued for all at once, answers each door, and refuses what is not there', async () => {
    const one = await controller('EV1', 2);
    const two = await controller('EV2', 2);
    await controller('EV3', 1);
    await controller('EV4', 1);
    await setOnline(app, 'EV3', false);
    await app.admin('POST', '/devices/EV4/disable');
    const [first = ''] = await idsOf('doors', 'EV1');
    const [, last = ''] = await idsOf('doors', 'EV2');
    const [away = ''] = await idsOf('doors', 'EV3');
    const [disabled = ''] = await idsOf('doors', 'EV4');
    const call = app.admin('POST', '/doors/actions', {
      doorIds: [first, last, away, disabled, 'nowhere'],
      action: 'open',
      seconds: 7,
      wait: 20,
    });
    const atFirst = await next(one);
    expect(atFirst.text).toBe('CONTROL DEVICE 01010107');
    const atLast = await next(two);
    expect(atLast.text).toBe('CONTROL DEVICE 01020107');
    await answer(one, atFirst.id);
    await answer(two, atLast.id, -11);
    const { status, body } = await call;
    expect(status).toBe(200);
    const none = { commandId: null, returnCode: null, returnMeaning: null, status: 'refused' };
    expect(body.items).toEqual([
      {
        doorId: first,
        name: 'EV1-1',
        sn: 'EV1',
        commandId: atFirst.id,
        status: 'done',
        reason: null,
        returnCode: 0,
        returnMeaning: expect.any(String) as unknown,
      },
      {
        doorId: last,
        name: 'EV2-2',
        sn: 'EV2',
        commandId: atLast.id,
        status: 'failed',
        reason: null,
        returnCode: -11,
        returnMeaning: expect.any(String) as unknown,
      },
      { ...none, doorId: away, name: 'EV3-1', sn: 'EV3', reason: 'offline' },
      { ...none, doorId: disabled, name: 'EV4-1', sn: 'EV4', reason: 'disabled' },
      { ...none, doorId: 'nowhere', name: null, sn: null, reason: 'notFound' },
    ]);
    const queued = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM command WHERE sn IN ('EV3', 'EV4') AND kind = 'control'`,
    );
    expect(queued).toEqual([{ n: 0 }]);
  });

  it('sends one command for all doors of a device, unless its firmware ignores that', async () => {
    const whole = await controller('ALL1', 3);
    const single = await controller('ALL2', 2);
    await app.sql(`UPDATE device SET quirks = '{"doorByDoor": true}' WHERE sn = 'ALL2'`);
    const doorIds = [...(await idsOf('doors', 'ALL1')), ...(await idsOf('doors', 'ALL2'))];
    const { body } = await app.admin('POST', '/doors/actions', { doorIds, action: 'normalOpen' });
    const commands = (body.items as { commandId: number; status: string }[]).map(({ commandId }) => commandId);
    expect(new Set(commands).size).toBe(3);
    expect(new Set(commands.slice(0, 3)).size).toBe(1);
    const wholeText = await next(whole);
    expect(wholeText).toEqual({ id: commands[0], text: 'CONTROL DEVICE 010001FF' });
    expect(await next(single)).toEqual({ id: commands[3], text: 'CONTROL DEVICE 010101FF' });
    expect(await next(single)).toEqual({ id: commands[4], text: 'CONTROL DEVICE 010201FF' });
    await answer(whole, wholeText.id);
  });

  const oneDoor: readonly (readonly [action: string, texts: string[]])[] = [
    ['open', ['CONTROL DEVICE 01010105']],
    ['close', ['CONTROL DEVICE 01010100']],
    ['normalOpen', ['CONTROL DEVICE 010101FF']],
    ['endNormalOpen', ['CONTROL DEVICE 04010000', 'CONTROL DEVICE 01010100']],
    ['lock', ['CONTROL DEVICE 06010100']],
    ['unlock', ['CONTROL DEVICE 06010000']],
    ['cancelAlarm', ['CONTROL DEVICE 02010000']],
  ];

  it.each(oneDoor)('%s is %j', async (action, texts) => {
    const sn = `ONE-${action}`;
    const device = await controller(sn, 1);
    const call = app.admin('POST', '/doors/actions', { doorIds: await idsOf('doors', sn), action, wait: 20 });
    for (const text of texts) {
      const command = await next(device);
      expect(command.text).toBe(text);
      await answer(device, command.id);
    }
    expect((await call).body.items).toMatchObject([{ status: 'done', returnCode: 0 }]);
  });

  it('the end of normally open is no success if half of it was refused', async () => {
    const device = await controller('HALF', 1);
    const doorIds = await idsOf('doors', 'HALF');
    const call = app.admin('POST', '/doors/actions', { doorIds, action: 'endNormalOpen', wait: 20 });
    const schedule = await next(device);
    await answer(device, schedule.id, -13);
    await answer(device, (await next(device)).id);
    expect((await call).body.items).toMatchObject([{ commandId: schedule.id, status: 'failed', returnCode: -13 }]);
  });

  it('refuses to lock a device without lock-down: it would acknowledge the command and do nothing', async () => {
    await controller('NOLOCK', 1, 'AccSupportFunList=0101');
    const doorIds = await idsOf('doors', 'NOLOCK');
    const { body } = await app.admin('POST', '/doors/actions', { doorIds, action: 'lock' });
    expect(body.items).toMatchObject([{ status: 'refused', reason: 'unsupported', commandId: null }]);
  });

  it('reaches the areas within an area', async () => {
    await app.admin('POST', '/areas', { code: 'site', name: 'Site' });
    await app.admin('POST', '/areas', { code: 'wing', name: 'Wing', parentCode: 'site' });
    await app.admin('POST', '/areas', { code: 'attic', name: 'Attic', parentCode: 'wing' });
    await app.admin('POST', '/areas', { code: 'yard', name: 'Yard' });
    for (const [sn, areaCode] of [
      ['AR1', 'site'],
      ['AR2', 'attic'],
      ['AR3', 'yard'],
    ] as const) {
      await controller(sn, 1);
      await app.admin('PATCH', `/devices/${sn}`, { areaCode });
    }
    const { body } = await app.admin('POST', '/doors/actions', { areaCode: 'site', action: 'cancelAlarm' });
    expect((body.items as { sn: string }[]).map(({ sn }) => sn)).toEqual(['AR1', 'AR2']);
    const all = await app.admin('POST', '/doors/actions', { all: true, action: 'cancelAlarm' });
    const doors = await app.sql(`SELECT 1 FROM door`);
    expect(all.body.items).toHaveLength(doors.length);
  });

  it('answers hundreds of doors within one call', async () => {
    await app.sql(
      `INSERT INTO device (sn, id, name, status, online, last_seen_at)
       SELECT 'H' || n, md5('H' || n), 'H' || n, 'approved', true, now() FROM generate_series(1, 200) n`,
    );
    await app.sql(
      `INSERT INTO door (id, name, device_sn, number)
       SELECT 'H' || n || '-' || d, 'H' || n || '-' || d, 'H' || n, d
       FROM generate_series(1, 200) n, generate_series(1, 2) d`,
    );
    const doorIds = Array.from({ length: 200 }, (_, n) => [`H${n + 1}-1`, `H${n + 1}-2`]).flat();
    const { status, body } = await app.admin('POST', '/doors/actions', { doorIds, action: 'open', wait: 1 });
    expect(status).toBe(200);
    expect(body.items).toHaveLength(400);
    expect(new Set((body.items as { status: string }[]).map((item) => item.status))).toEqual(new Set(['queued']));
    const [row] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM command WHERE sn LIKE 'H%' AND sn <> 'HALF'`,
    );
    expect(row?.n).toBe(200);
    await app.sql(`DELETE FROM device WHERE sn LIKE 'H%' AND sn <> 'HALF'`);
  });

  it('leaves a row in the audit log, and refuses what says nothing or too much', async () => {
    const refused = async (body: object) => (await app.admin('POST', '/doors/actions', body)).body.errors as unknown;
    const which = 'name exactly one of doorIds, areaCode and all: true';
    expect(await refused({ action: 'open' })).toEqual([{ field: 'doorIds', code: 'choice', message: which }]);
    expect(await refused({ action: 'open', all: true, areaCode: '1' })).toEqual([
      { field: 'doorIds', code: 'choice', message: which },
    ]);
    expect(await refused({ action: 'open', doorIds: [] })).toEqual([
      { field: 'doorIds', code: 'missing', message: 'doorIds is empty' },
    ]);
    expect(await refused({ action: 'open', areaCode: 'moon' })).toEqual([
      { field: 'areaCode', code: 'invalid', message: 'areaCode names no area: moon' },
    ]);
    expect(await refused({ action: 'lock', all: true, seconds: 5 })).toEqual([
      { field: 'seconds', code: 'invalid', message: 'seconds belongs to open, not to lock' },
    ]);
    expect(await refused({ action: 'open', all: true, seconds: 255 })).toMatchObject([{ field: 'seconds' }]);
    expect(await refused({ action: 'explode', all: true })).toMatchObject([{ field: 'action' }]);
    expect(await refused({ action: 'open', all: true, wait: 21 })).toMatchObject([{ field: 'wait' }]);
    await app.admin('POST', '/doors/actions', { doorIds: ['nowhere'], action: 'open' });
    const [row] = await app.sql<{ detail: object }>(
      `SELECT detail FROM audit WHERE action = 'POST /admin/v1/doors/actions' ORDER BY seq DESC LIMIT 1`,
    );
    expect(row?.detail).toEqual({
      action: 'open',
      doorIds: ['nowhere'],
      asked: [],
      refused: ['nowhere'],
      commands: [],
    });
    const doorIds = await idsOf('doors', 'EV1');
    const { body } = await app.admin('POST', '/doors/actions', { doorIds, action: 'cancelAlarm' });
    const [told] = await app.sql<{ detail: object }>(
      `SELECT detail FROM audit WHERE action = 'POST /admin/v1/doors/actions' ORDER BY seq DESC LIMIT 1`,
    );
    const { commandId } = (body.items as { commandId: number }[])[0] ?? {};
    expect(told?.detail).toMatchObject({ asked: doorIds, refused: [], commands: [commandId] });
  });
});

describe('auxiliary inputs and outputs', () => {
  it('come from the registration, keep their names, and name events', async () => {
    const more = 'AuxInCount=2,AuxOutCount=1';
    const device = await controller('AUX1', 1, more);
    const outputs = await partsOf('aux-outputs', 'AUX1');
    const state = { output: 'unknown', since: null, until: null };
    expect(outputs).toEqual([
      {
        id: expect.any(String) as unknown,
        name: 'AUX1-AuxOut-1',
        sn: 'AUX1',
        number: 1,
        settings: {},
        state,
        ...version,
      },
    ]);
    const inputs = await partsOf('aux-inputs', 'AUX1');
    expect(inputs.map(({ name }) => name)).toEqual(['AUX1-AuxIn-1', 'AUX1-AuxIn-2']);
    const output = outputs[0]?.id ?? '';
    const patched = await app.admin('PATCH', `/aux-outputs/${output}`, { name: 'Siren', settings: { address: 2 } });
    expect(patched.body).toEqual({
      id: output,
      name: 'Siren',
      sn: 'AUX1',
      number: 1,
      settings: { address: 2 },
      ...version,
      state,
    });
    await app.admin('PATCH', `/aux-inputs/${inputs[1]?.id ?? ''}`, { name: 'Fire panel' });
    await registryCode(device, `~DeviceName=AUX1,MachineType=8,LockCount=1,ReaderCount=1,${more}`);
    expect((await app.admin('GET', `/aux-outputs/${output}`)).body.name).toBe('Siren');
    expect((await partsOf('aux-inputs', 'AUX1')).map(({ name }) => name)).toEqual(['AUX1-AuxIn-1', 'Fire panel']);
    await device.events(
      'time=2026-03-02 08:00:00\tpin=0\tcardno=0\teventaddr=1\tevent=12\tinoutstatus=2\tverifytype=200\tindex=1\r\n' +
        'time=2026-03-02 08:00:01\tpin=0\tcardno=0\teventaddr=2\tevent=220\tinoutstatus=2\tverifytype=200\tindex=2',
    );
    const { items } = (await app.admin('GET', '/events?sn=AUX1')).body as {
      items: { pointType: string; pointNo: number; pointName: string }[];
    };
    expect(items.map(({ pointType, pointNo, pointName }) => [pointType, pointNo, pointName])).toEqual([
      ['auxOut', 1, 'Siren'],
      ['auxIn', 2, 'Fire panel'],
    ]);
  });

  it('outputs are switched, and only those that the device has', async () => {
    const device = await controller('AUX2', 1, 'AuxOutCount=2');
    const auxOutputIds = await idsOf('aux-outputs', 'AUX2');
    for (const [body, texts] of [
      [{ action: 'open', seconds: 30 }, ['CONTROL DEVICE 0101021E', 'CONTROL DEVICE 0102021E']],
      [{ action: 'normalOpen' }, ['CONTROL DEVICE 010102FF', 'CONTROL DEVICE 010202FF']],
      [{ action: 'close' }, ['CONTROL DEVICE 01010200', 'CONTROL DEVICE 01020200']],
    ] as const) {
      const call = app.admin('POST', '/aux-outputs/actions', { auxOutputIds, wait: 20, ...body });
      for (const text of texts) {
        const command = await next(device);
        expect(command.text).toBe(text);
        await answer(device, command.id);
      }
      expect((await call).body.items).toMatchObject([
        { auxOutputId: auxOutputIds[0], name: 'AUX2-AuxOut-1', status: 'done' },
        { auxOutputId: auxOutputIds[1], name: 'AUX2-AuxOut-2', status: 'done' },
      ]);
    }
    const wrong = await app.admin('POST', '/aux-outputs/actions', { auxOutputIds, action: 'lock' });
    expect(wrong.body.errors).toMatchObject([{ field: 'action' }]);
    expect((await app.admin('GET', '/aux-outputs/nope')).status).toBe(404);
    expect((await app.admin('PATCH', '/aux-inputs/nope', { name: 'x' })).status).toBe(404);
  });
});
