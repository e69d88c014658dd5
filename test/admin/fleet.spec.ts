import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminal, type Terminal } from '../devices/attendance-push/terminal.js';
import { counted } from '../support/panels.js';
import { approved, printedRegistration, registryCode, type RawDevice } from '../support/raw-device.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '60' } });
});

afterAll(() => app.stop());

const template = (text: string) => Buffer.from(`a template: ${text}`).toString('base64');
const options =
  'FingerFunOn=1,FPVersion=10,FaceFunOn=1,PhotoFunOn=1,BioPhotoFun=1,BioDataFun=1,' +
  'MultiBioDataSupport=0:0:0:0:0:0:0:0:0:1,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1,MultiBioVersion=0:0:0:0:0:0:0:0:0:58.10';

/** A terminal of area 1 that takes fingers and faces. */
async function station(sn: string): Promise<Terminal> {
  const device = await terminal(app, sn);
  await device.upload('options', options, '');
  return device;
}

/** Takes all waiting commands and acknowledges each. @returns their texts */
async function drain(device: RawDevice): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const commands = [...(await device.poll()).matchAll(/^C:(\d+):(.*)$/gm)];
    if (commands.length === 0) return texts;
    texts.push(...commands.map(([, , text = '']) => text));
    for (const [, id = '', text = ''] of commands) await counted(app, device, id, text);
    await device.result(commands.map(([, id = '']) => `ID=${id}&Return=0&CMD=DATA`).join('\n'));
  }
}

/** Answers the device's commands until it is in sync. @returns the commands */
async function settled(device: RawDevice): Promise<string[]> {
  const texts: string[] = [];
  await expect
    .poll(
      async () => {
        texts.push(...(await drain(device)));
        return (await app.admin('GET', `/devices/${device.sn}`)).body.sync.inSync as boolean;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  return texts;
}

const users = async (sn: string) => (await app.admin('GET', `/devices/${sn}/users`)).body.items;
const bulk = (items: object[]) => app.admin('POST', '/persons/bulk', { items });

describe('persons in bulk', () => {
  it('are made with areas and templates, each by itself, and are on the terminals', async () => {
    const device = await station('FLEET-1');
    const answer = await bulk([
      { pin: '101', name: 'Ada', areas: ['1'], templates: [{ no: 1, template: template('101 1') }] },
      {
        pin: '102',
        name: 'Bob',
        areas: ['1'],
        templates: [
          { bioType: 9, no: 0, version: '58.10', template: template('102 face') },
          { no: 6, template: template('102 6') },
        ],
      },
      { pin: '103', name: 'Eve', templates: [{ bioType: 9, no: 0, template: template('no version') }] },
      { pin: '104', areas: ['nowhere'] },
      { pin: '105', deptCode: 'nowhere' },
    ]);
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        added: 2,
        updated: 0,
        errors: [
          {
            ...{ pin: '103', field: 'templates.0.version', code: 'invalid' },
            message: 'templates.0.version is needed for this type',
          },
          { pin: '104', field: 'areas', code: 'notFound', message: expect.stringContaining('nowhere') },
          { pin: '105', field: 'deptCode', code: 'notFound', message: expect.any(String) },
        ],
      },
    ]);
    expect((await app.admin('GET', '/persons/103')).status).toBe(404);
    const texts = await settled(device);
    const rows = texts.filter((text) => text.startsWith('DATA UPDATE'));
    expect(rows.map((row) => row.replace(/\t(?:Name|Duress|Valid|Index|Size).*/, '')).sort()).toEqual([
      'DATA UPDATE BIODATA Pin=102\tNo=0',
      'DATA UPDATE FINGERTMP PIN=101\tFID=1',
      'DATA UPDATE FINGERTMP PIN=102\tFID=6',
      'DATA UPDATE USERINFO PIN=101',
      'DATA UPDATE USERINFO PIN=102',
    ]);
    expect(await users('FLEET-1')).toEqual([
      { pin: '101', name: 'Ada', state: 'held', bodies: 1, waiting: 0 },
      { pin: '102', name: 'Bob', state: 'held', bodies: 2, waiting: 0 },
    ]);
    expect((await app.admin('GET', '/persons/102/devices')).body.items).toEqual([
      { sn: 'FLEET-1', name: 'FLEET-1', online: true, state: 'held', bodies: 2, waiting: 0, code: null, reason: null },
    ]);
    const again = await bulk([{ pin: '101', lastName: 'Byron' }]);
    expect(again.body).toEqual({ added: 0, updated: 1, errors: [] });
    expect((await app.admin('GET', '/persons/101/templates')).body.items).toHaveLength(1);
    expect((await bulk([{ pin: '1' }, { pin: '1' }])).body.errors).toMatchObject([{ field: 'items' }]);
    expect((await bulk([])).status).toBe(400);
  });

  it('replace templates: what is not named goes from the terminal before the new ones come', async () => {
    const device = await terminal(app, 'FLEET-2');
    await device.upload('options', options, '');
    await settled(device);
    const add = (templates: object[], replaceTemplates = false) =>
      bulk([{ pin: '110', name: 'Cem', areas: ['1'], templates, replaceTemplates }]);
    await add([{ no: 1, template: template('110 1') }]);
    await settled(device);
    await add([{ no: 2, template: template('110 2') }], true);
    const texts = await settled(device);
    expect(texts.map((text) => text.replace(/\tSize.*/, ''))).toEqual([
      'DATA DELETE FINGERTMP PIN=110\tFID=1',
      'DATA UPDATE FINGERTMP PIN=110\tFID=2',
    ]);
  });
});

describe('templates of a person', () => {
  const path = '/persons/120/templates';
  const places = async (query = '') =>
    ((await app.admin('GET', `${path}${query}`)).body.items as { bioType: number; no: number }[]).map(
      ({ bioType, no }) => `${bioType}/${no}`,
    );

  it('are asked for, added, replaced and deleted by type and part of the body', async () => {
    await app.admin('POST', '/persons', { pin: '120' });
    const post = (body: object) => app.admin('POST', path, body);
    for (const no of [1, 2, 6]) expect((await post({ no, template: template(`120 ${no}`) })).status).toBe(201);
    expect((await post({ bioType: 9, no: 0, version: '58.10', template: template('120 face') })).status).toBe(201);
    expect((await post({ bioType: 8, no: 1, version: '12', index: 3, template: template('120 palm') })).status).toBe(
      201,
    );
    expect(await places()).toEqual(['1/1', '1/2', '1/6', '8/1', '9/0']);
    expect([await places('?bioType=1'), await places('?bioType=1&no=6')]).toEqual([['1/1', '1/2', '1/6'], ['1/6']]);
    expect((await app.admin('DELETE', `${path}?bioType=1&no=6`)).status).toBe(204);
    expect(await places()).toEqual(['1/1', '1/2', '8/1', '9/0']);
    expect((await app.admin('DELETE', `${path}?bioType=1`)).status).toBe(204);
    expect(await places()).toEqual(['8/1', '9/0']);
    const put = await app.admin('PUT', path, { items: [{ no: 3, template: template('120 3') }] });
    expect(put.body.items).toMatchObject([{ bioType: 1, no: 3, majorVer: '10' }]);
    expect((await app.admin('DELETE', path)).body.errors).toMatchObject([{ field: 'bioType' }]);
    expect((await app.admin('DELETE', `${path}?no=3`)).status).toBe(400);
    expect(await places()).toEqual(['1/3']);
    expect((await app.admin('DELETE', `${path}?all=true`)).status).toBe(204);
    expect(await places()).toEqual([]);
    expect((await app.admin('GET', '/persons/nobody/templates')).status).toBe(404);
  });

  it('of another person, or impossible ones, are refused by field', async () => {
    await app.admin('POST', '/persons', { pin: '121' });
    await app.admin('POST', '/persons', { pin: '122' });
    await app.admin('POST', '/persons/121/templates', { no: 1, template: template('one finger') });
    const field = async (body: object) =>
      (await app.admin('POST', '/persons/122/templates', body)).body.errors?.map((one: { field: string }) => one.field);
    expect(await field({ no: 1, template: template('one finger') })).toEqual(['template']);
    expect(await field({ no: 1, template: '!!' })).toEqual(['template']);
    expect(await field({ bioType: 9, no: 1, version: '58', template: template('x') })).toEqual(['no']);
    expect(await field({ bioType: 9, no: 0, template: template('x') })).toEqual(['version']);
    expect((await app.admin('GET', '/persons/122/templates')).body.items).toEqual([]);
  });
});

describe('a template by itself', () => {
  const check = async (body: object) => (await app.admin('POST', '/templates/check', body)).body;

  it('is checked: what it seems to be, and which devices can read it', async () => {
    await station('FLEET-3');
    const good = await check({ bioType: 9, version: '58.10', template: template('face') });
    expect(good).toMatchObject({ valid: true, faults: [], size: 16, majorVer: '58' });
    expect(good.devices).toContain('FLEET-3');
    expect(await check({ bioType: 9, version: '40', template: template('face') })).toMatchObject({
      valid: true,
      devices: [],
    });
    expect(await check({ bioType: 1, no: 3, template: 'ocoAAAAAAAAAAAAB' })).toMatchObject({ majorVer: '9' });
    expect(await check({ bioType: 1, no: 3, template: template('finger') })).toMatchObject({ majorVer: '10' });
  });

  it.each([
    [{ bioType: 1, template: '' }, 'template'],
    [{ bioType: 1, template: 'no base64!' }, 'template'],
    [{ bioType: 1, template: 'AAEC' }, 'template'],
    [{ bioType: 1, template: 'AAAAAAAAAAAAAAAAAAAA' }, 'template'],
    [{ bioType: 9, no: 1, version: '58', template: template('x') }, 'no'],
    [{ bioType: 9, template: template('x') }, 'version'],
    [{ bioType: 1, version: 'ten', template: template('x') }, 'version'],
    [{ bioType: 1, version: '10', template: 'ocoAAAAAAAAAAAAB' }, 'version'],
  ])('%j is none: %s', async (body, field) => {
    const answer = await check(body);
    expect([answer.valid, answer.faults.map((one: { field: string }) => one.field), answer.devices]).toEqual([
      false,
      [field],
      [],
    ]);
  });
});

describe('people given out once more', () => {
  it('from the gateway: all of a kind, to one device or all, for everybody or some', async () => {
    const device = await station('FLEET-4');
    await bulk([
      { pin: '130', name: 'Dan', areas: ['1'], templates: [{ no: 1, template: template('130 1') }] },
      {
        pin: '131',
        name: 'Fay',
        areas: ['1'],
        templates: [{ bioType: 9, no: 0, version: '58', template: template('131') }],
      },
    ]);
    await settled(device);
    const run = async (body: object) => {
      const answer = await app.admin('POST', '/sync', body);
      expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
      expect(answer.body.devices.map(({ sn }: { sn: string }) => sn)).toContain('FLEET-4');
      const told = await settled(device);
      return told.map((text) => text.replace(/\t(?:Name|No|Size).*/, '')).filter((text) => /13[01]/.test(text));
    };
    const only = { to: ['FLEET-4'], pins: ['130', '131'] };
    expect((await run({ ...only })).sort()).toEqual([
      'DATA UPDATE BIODATA Pin=131',
      'DATA UPDATE FINGERTMP PIN=130\tFID=1',
      'DATA UPDATE USERINFO PIN=130',
      'DATA UPDATE USERINFO PIN=131',
    ]);
    expect(await run({ ...only, what: 'fingerprints' })).toEqual(['DATA UPDATE FINGERTMP PIN=130\tFID=1']);
    expect(await run({ ...only, what: 'faces' })).toEqual(['DATA UPDATE BIODATA Pin=131']);
    expect((await run({ ...only, what: 'templates' })).sort()).toEqual([
      'DATA UPDATE BIODATA Pin=131',
      'DATA UPDATE FINGERTMP PIN=130\tFID=1',
    ]);
    expect(await run({ what: 'users', pins: ['131'] })).toEqual(['DATA UPDATE USERINFO PIN=131']);
    expect(await run({ ...only, what: 'photos' })).toEqual([]);
  });

  it('from one device to the others of its area: it is asked, and its answer goes to the others', async () => {
    const source = await station('FLEET-5');
    const target = await station('FLEET-6');
    await bulk([{ pin: '140', name: 'Gil', areas: ['1'] }]);
    await settled(source);
    await settled(target);
    const answer = await app.admin('POST', '/sync', { from: 'FLEET-5', to: ['FLEET-6'], what: 'fingerprints' });
    expect([answer.status, answer.body.what, answer.body.devices.length]).toEqual([200, 'fingerprints', 1]);
    const asked: string[] = [];
    const finger = `FP PIN=140\tFID=4\tSize=1\tValid=1\tTMP=${template('140 4')}`;
    await expect
      .poll(async () => {
        const [, id, text = ''] = /^C:(\d+):(.*)$/m.exec(await source.poll()) ?? [];
        if (id === undefined) return asked;
        asked.push(text);
        if (text.includes('FINGERTMP')) await source.upload('OPERLOG', finger, `&Stamp=9999&CmdId=${id}`);
        await source.result(`ID=${id}&Return=0&CMD=DATA QUERY`);
        return asked;
      })
      .toEqual(['DATA QUERY USERINFO', 'DATA QUERY FINGERTMP', 'DATA QUERY BIODATA Type=9']);
    const told = await settled(target);
    expect(told).toContain(
      `DATA UPDATE FINGERTMP PIN=140\tFID=4\tSize=${template('140 4').length}\tValid=1\tTMP=${template('140 4')}`,
    );
    expect((await settled(source)).filter((text) => text.includes('FINGERTMP PIN=140'))).toEqual([]);
  });

  it('one device is asked for one finger, or one face, in the words of its protocol', async () => {
    const device = await station('FLEET-7');
    await settled(device);
    const ask = (sn: string, body: object) => app.admin('POST', `/devices/${sn}/template-questions`, body);
    const words = async (one: RawDevice) => {
      const answer = await one.poll();
      const id = /^C:(\d+):/.exec(answer)?.[1];
      if (id !== undefined) await one.result(`ID=${id}&Return=0&CMD=DATA QUERY`);
      return answer.replaceAll(/^C:\d+:/gm, '');
    };
    expect((await ask('FLEET-7', { pin: '5', bioType: 1, no: 6 })).status).toBe(201);
    await expect.poll(() => words(device)).toBe('DATA QUERY FINGERTMP PIN=5\tFID=6\n');
    expect((await ask('FLEET-7', { pin: '5', bioType: 9 })).status).toBe(201);
    await expect.poll(() => words(device)).toBe('DATA QUERY BIODATA Type=9\tPIN=5\n');
    expect((await ask('FLEET-7', { pin: '5', bioType: 7 })).status).toBeGreaterThan(399);
    const panel = await approved(app, 'FLEET-8');
    await registryCode(panel, printedRegistration);
    await settled(panel);
    expect((await ask('FLEET-8', { pin: '5', bioType: 1, no: 6 })).status).toBe(201);
    await expect.poll(() => words(panel)).toBe('DATA QUERY tablename=templatev10,fielddesc=*,filter=Pin=5\tFingerID=6');
  });

  it.each([
    [{ from: 'NOBODY' }, 'from'],
    [{ to: ['FLEET-4', 'NOBODY'] }, 'to'],
    [{ pins: [] }, 'pins'],
    [{ what: 'everything' }, 'what'],
  ])('%j is refused by its field', async (body, field) => {
    const answer = await app.admin('POST', '/sync', body);
    expect(answer.status).toBeGreaterThan(399);
    expect(answer.body.errors).toMatchObject([{ field }]);
  });
});

describe('the site in numbers', () => {
  it('is counted in the database', async () => {
    await station('FLEET-9');
    await app.admin('POST', '/devices', { sn: 'FLEET-10' });
    await app.admin('POST', '/devices/FLEET-10/disable');
    // None of those above goes offline meanwhile, which would be an event.
    await app.sql(`UPDATE device SET quirks = quirks || '{"requestDelay": 60}'`);
    const { body } = await app.admin('GET', '/statistics');
    expect(body).toMatchObject({
      devices: { approved: expect.any(Number), disabled: expect.any(Number) },
      links: { 'push-att': expect.any(Number) },
      online: expect.any(Number),
      persons: expect.any(Number),
      quarantined: expect.any(Number),
    });
    const device = await terminal(app, 'FLEET-11');
    await device.upload('ATTLOG', '7\t2024-03-05 08:00:00\t0\t1\n8\t2024-03-05 08:00:00\t0\t1');
    await app.admin('POST', '/persons', { pin: '150' });
    await app.admin('POST', '/persons/150/templates', { no: 1, template: template('150') });
    const after = (await app.admin('GET', '/statistics')).body;
    expect([
      after.events - body.events,
      after.persons - body.persons,
      (after.templates['1'] ?? 0) - (body.templates['1'] ?? 0),
    ]).toEqual([2, 1, 1]);
    expect((await app.admin('GET', '/devices/NOBODY/users')).status).toBe(404);
    expect((await app.admin('GET', '/persons/nobody/devices')).status).toBe(404);
  });

  it('deleting a person takes them from every device that has them', async () => {
    const devices = [await station('FLEET-12'), await station('FLEET-13')];
    await bulk([{ pin: '160', name: 'Hal', areas: ['1'], templates: [{ no: 1, template: template('160') }] }]);
    for (const device of devices) await settled(device);
    expect((await app.admin('GET', '/persons/160/devices')).body.items.length).toBeGreaterThan(1);
    expect((await app.admin('DELETE', '/persons/160')).status).toBe(204);
    for (const device of devices) {
      expect((await settled(device)).filter((text) => text.includes('160'))).toEqual(['DATA DELETE USERINFO PIN=160']);
      expect((await users(device.sn)).some(({ pin }: { pin: string }) => pin === '160')).toBe(false);
    }
  });
});
