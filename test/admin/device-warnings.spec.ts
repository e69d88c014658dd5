import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { nextCommand as next, registeredTerminal } from './operated-device.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const terminal = (sn: string, more: string) => registeredTerminal(app, sn, more);

describe('warnings of a device', () => {
  const warningsOf = async (sn: string) =>
    (await app.admin('GET', `/devices/${sn}`)).body.warnings as { code: string; text: string }[];

  it('a terminal without an administrator, until it has one', async () => {
    const device = await terminal('WRN1', 'MachineType=101');
    expect(await warningsOf('WRN1')).toEqual([
      { code: 'noAdministrator', text: 'it holds no administrator: whoever stands before it can open its menu' },
    ]);
    const { items } = (await app.admin('GET', '/doors?sn=WRN1')).body as { items: { id: string }[] };
    const level = await app.admin('POST', '/access-levels', { name: 'WRN1', doorIds: [items[0]?.id] });
    await app.admin('POST', '/persons', { pin: '700', privilege: 14, accLevelIds: [level.body.id] });
    for (let more = true; more;) {
      const { id, text } = await next(device);
      await device.result(`ID=${id}&Return=0&CMD=DATA`);
      more = !text.startsWith('DATA UPDATE userauthorize');
    }
    await expect.poll(() => warningsOf('WRN1')).toEqual([]);
    await app.admin('PATCH', '/persons/700', { privilege: 0 });
    await expect.poll(async () => (await warningsOf('WRN1')).map(({ code }) => code)).toEqual(['noAdministrator']);
  });

  it('does not concern controllers', async () => {
    await terminal('WRN2', 'MachineType=10');
    expect(await warningsOf('WRN2')).toEqual([]);
  });

  it('unknown users, a clock that is off, and a wish for encryption', async () => {
    const device = await terminal('WRN3', 'MachineType=8');
    await device.post(
      '/iclock/cdata?table=tabledata&tablename=user&count=1',
      'user uid=5\tcardno=\tpin=904\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0',
    );
    await device.post('/iclock/exchange?type=publickey', 'PublicKey=x');
    await device.post(
      '/iclock/cdata?table=rtstate',
      'time=2020-01-01 00:00:00\tsensor=01\trelay=00\talarm=0000000000000000',
    );
    expect(await warningsOf('WRN3')).toEqual([
      { code: 'unknownUsers', text: 'it holds 1 user that Postern did not give it: it may open doors' },
      { code: 'clockDrift', text: 'its clock was more than a minute off within the last hour' },
      {
        code: 'encryption',
        text: "it asked for the vendor's encryption, which Postern does not have: switch it off at the device, or use HTTPS",
      },
    ]);
  });

  it('what it did once, for a while: the last of each kind', async () => {
    await terminal('WRN5', 'MachineType=8');
    await app.sql(
      `UPDATE device SET token_mode = 'enforce', alerts = jsonb_build_array(
         jsonb_build_object('at', now() - interval '8 days', 'text', 'old', 'code', 'encryption'),
         jsonb_build_object('at', now() - interval '2 days', 'text', 'first', 'code', 'token'),
         jsonb_build_object('at', now() - interval '1 day', 'text', 'second', 'code', 'token'),
         jsonb_build_object('at', now(), 'text', 'a line'))
       WHERE sn = 'WRN5'`,
    );
    expect(await warningsOf('WRN5')).toEqual([{ code: 'token', text: 'second' }]);
    // The token is no longer required, so no request is refused for lack of it.
    await app.sql(`UPDATE device SET token_mode = 'observe' WHERE sn = 'WRN5'`);
    expect(await warningsOf('WRN5')).toEqual([]);
  });

  it('a table that it refuses', async () => {
    const device = await terminal('WRN4', 'MachineType=8');
    const { items } = (await app.admin('GET', '/doors?sn=WRN4')).body as { items: { id: string }[] };
    const level = await app.admin('POST', '/access-levels', { name: 'WRN4', doorIds: [items[0]?.id] });
    await app.admin('POST', '/persons', { pin: '704', accLevelIds: [level.body.id] });
    const { id, text } = await next(device);
    expect(text).toMatch(/^DATA UPDATE user /);
    await device.result(`ID=${id}&Return=-629&CMD=DATA UPDATE`);
    expect((await warningsOf('WRN4')).map(({ code, text: line }) => [code, line.slice(0, 35)])).toEqual([
      ['refusedTable', 'it refuses 1 row of its table user '],
    ]);
  });

  it('further cards of persons, where it keeps one card a person', async () => {
    await terminal('WRN6', 'MachineType=8');
    const { items } = (await app.admin('GET', '/doors?sn=WRN6')).body as { items: { id: string }[] };
    const level = await app.admin('POST', '/access-levels', { name: 'WRN6', doorIds: [items[0]?.id] });
    const levels = { accLevelIds: [level.body.id] };
    await app.admin('POST', '/persons', { pin: '705', cardNo: '70501', ...levels });
    await app.admin('POST', '/persons', { pin: '706', cardNo: '70601', supplyCards: ['70602'], ...levels });
    await app.admin('POST', '/persons', { pin: '707', cardNo: '70701', supplyCards: ['70702'] });
    await expect
      .poll(() => warningsOf('WRN6'))
      .toEqual([
        {
          code: 'cardsOver',
          text: '1 person has more cards than it keeps of one: only the first of them opens its doors',
        },
      ]);
    await app.admin('POST', '/cards/70601/lost', {});
    await expect.poll(() => warningsOf('WRN6')).toEqual([]);
  });
});
