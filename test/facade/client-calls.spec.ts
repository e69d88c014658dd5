import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { addPanel } from '../support/facade-site.js';
import { refusalOf } from '../support/answers.js';
import { IdentityCardService } from '../../src/modules/person/identity-card.service.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await addPanel(app, 'OUT1', { id: 'panel-1', doors: 1 });
  await addPanel(app, 'OUT2', { id: 'panel-2', doors: 1, online: false });
  for (const sn of ['OUT1', 'OUT2']) {
    await app.sql(`INSERT INTO aux_output (id, name, device_sn, number, settings) VALUES ($1, $3, $2, 2, '{}')`, [
      `siren-${sn}`,
      sn,
      `Siren ${sn}`,
    ]);
  }
  await app.api('POST', '/api/person/add', { pin: '7', name: 'Ana', lastName: 'Sun' });
  await app.api('POST', '/api/person/add', { pin: '8', name: 'Ana', lastName: 'Moon' });
  await app.api('POST', '/api/person/add', { pin: '9', name: 'Bo', lastName: '' });
});
afterAll(() => app.stop());

describe('auxiliary outputs', () => {
  it.each([
    ['remoteNormalOpenByAuxOutById', 255],
    ['remoteCloseByAuxOutById', 0],
  ])('%s switches one', async (call, seconds) => {
    await app.sql('DELETE FROM command');
    expect((await app.api('POST', `/api/auxOut/${call}?id=siren-OUT1`)).body).toEqual({
      code: 0,
      message: 'success',
      data: null,
    });
    const poll = await app.request('GET', '/iclock/getrequest?SN=OUT1');
    expect(poll.text).toMatch(new RegExp(`CONTROL DEVICE 010202${seconds === 255 ? 'FF' : '00'}`));
    const refused = async (id: string) => (await app.api('POST', `/api/auxOut/${call}?id=${id}`)).body;
    expect(await refused('nobody')).toEqual(refusalOf(-1, 'the auxiliary output nobody is not there'));
    expect((await refused('siren-OUT2')).code).toBe(-103);
    expect((await refused('')).code).toBe(-1);
  });
});

it('person/getByName finds by the whole first name, or by both names', async () => {
  const named = async (name: string) =>
    (await app.api('GET', `/api/person/getByName/${encodeURIComponent(name)}`)).body.data;
  expect(await named('Bo')).toMatchObject({ pin: '9', personPhoto: '' });
  expect(await named('Ana Moon')).toMatchObject({ pin: '8' });
  expect((await named('Ana')).map(({ pin }: { pin: string }) => pin)).toEqual(['7', '8']);
  expect(await named('An')).toEqual([]);
});

it('device/pidMonitor reports identity cards that were read since', async () => {
  const before = Date.now() - 1_000;
  const card = { name: 'Li', gender: '1', birthday: '19900102', idNum: '11010519491231002X', photo: 'QUFB' };
  const cards = app.app.get(IdentityCardService);
  await app.work.run((tx) => cards.store(tx, 'OUT1', '7', card, false));
  const read = async (query: string) => (await app.api('GET', `/api/device/pidMonitor${query}`)).body.data;
  const [row] = await read(`?timestamp=${before}`);
  expect(row).toMatchObject({
    pin: '7',
    devSn: 'OUT1',
    name: 'Li',
    idCard: '11010519491231002X',
    photo: 'QUFB',
    livePhoto: '',
  });
  expect(await read('')).toHaveLength(1);
  expect(await read(`?timestamp=${row.timestamp}`)).toEqual([]);
});

it('device/syncPerson sends a person again', async () => {
  const sync = async (body: object) => (await app.api('POST', '/api/device/syncPerson', body)).body.code;
  expect(await sync({ devSn: 'OUT1', personPin: '7' })).toBe(0);
  expect(await sync({ devSn: 'NONE', personPin: '7' })).toBe(-102);
  expect(await sync({ devSn: 'OUT1', personPin: '70' })).toBe(-22);
  expect(await sync({ personPin: '7' })).toBe(-48);
  expect(await sync({ devSn: 'OUT1' })).toBe(-20);
});

describe('a token in the body', () => {
  const add = (body: string, type = 'application/json') =>
    app.request('POST', '/api/person/add', { body, headers: { 'content-type': type } });
  const missing = refusalOf(-1, 'access token is missing');

  it.each([
    ['JSON', JSON.stringify({ access_token: apiToken, pin: '20' }), 'application/json'],
    ['JSON, in short', JSON.stringify({ pin: '20', acc_token: apiToken }), 'text/plain'],
    ['a form', `pin=20&access_token=${apiToken}`, 'application/x-www-form-urlencoded'],
  ])('as %s opens the call', async (_, body, type) => {
    const { status, body: answer } = await add(body, type);
    expect([status, answer.code]).toEqual([200, 0]);
  });

  it.each([
    ['is wrong', JSON.stringify({ access_token: 'wrong', pin: '20' }), refusalOf(-1, 'access token is not valid')],
    ['is missing', JSON.stringify({ pin: '20' }), missing],
    ['stands deeper', JSON.stringify({ pin: '20', person: { access_token: apiToken } }), missing],
    ['cannot be read', '{"pin":', missing],
    [
      'comes with more than 64 kB',
      JSON.stringify({ access_token: apiToken, pin: '20', name: 'x'.repeat(70_000) }),
      missing,
    ],
  ])('is 401 where it %s', async (_, body, says) => {
    const answer = await add(body);
    expect([answer.status, answer.body]).toEqual([401, says]);
  });

  it('does not count if there is one elsewhere, nor for the admin API', async () => {
    const headers = { access_token: 'wrong', 'content-type': 'application/json' };
    const body = JSON.stringify({ access_token: apiToken, pin: '20' });
    expect((await app.request('POST', '/api/person/add', { body, headers })).status).toBe(401);
    expect(
      (await app.request('POST', '/admin/v1/persons', { body, headers: { 'content-type': 'application/json' } }))
        .status,
    ).toBe(401);
  });
});
