import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  for (const [code, name] of [
    ['10', 'Kitchen'],
    ['LAB', 'Laboratory'],
  ])
    await made('/departments', { code, name });
  await made('/persons', { pin: '1001', name: 'Ada', lastName: 'Lovelace', deptCode: '10' });
  await made('/persons', { pin: '1002', name: 'Grace', lastName: 'Hopper', deptCode: 'LAB' });
  await made('/persons', { pin: '1003', name: 'Mary', deptCode: '10' });
});

afterAll(() => app.stop());

async function made(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await app.admin('POST', path, body);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.body as Record<string, unknown>;
}
const balanceOf = async (pin: string) => {
  const { body } = await app.admin('GET', `/consumption/accounts/${pin}`);
  return [body.moneyWallet, body.allowanceWallet] as [number, number];
};
const refusal = async (method: string, path: string, body?: unknown) => {
  const answer = await app.admin(method, path, body);
  return [answer.status, answer.body.errors?.[0]?.field ?? answer.body.type];
};
const data = async (path: string) => {
  const { body } = await app.api('GET', path);
  expect([body.code, body.message]).toEqual([0, 'success']);
  return body.data;
};
const codeOf = async (path: string) => (await app.api('GET', path)).body.code as number;
const csv = (path: string, body: string) =>
  app.request('POST', `/admin/v1${path}`, {
    body,
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'text/csv' },
  });

describe('accounts', () => {
  it('are opened, changed, listed and printed as the manual prints them', async () => {
    const opened = await made('/consumption/accounts', {
      pin: '1001',
      accountNo: 'A1',
      moneyWallet: 2550,
      allowanceWallet: 500,
      balanceTime: '2026-05-01 08:00:00',
      member: true,
      kindName: 'Staff',
    });
    expect(opened).toMatchObject({ pin: '1001', accountNo: 'A1', balance: 3050, deptCode: '10', enabled: true });
    // The same again is the same account.
    await made('/consumption/accounts', { pin: '1001', accountNo: 'A1', kindName: 'Staff' });
    const changed = await app.admin('PUT', '/consumption/accounts/1002', { accountType: 3, enabled: false });
    expect(changed.body).toMatchObject({ pin: '1002', accountNo: '1002', balance: 0, balanceTime: null });
    expect(await data('/api/account/getAccount?personPin=1001')).toEqual({
      personPin: '1001',
      personName: 'Ada',
      personLastName: 'Lovelace',
      accountNo: 'A1',
      balance: 3050,
      posMoneyWallet: 2550,
      posAllowanceWallet: 500,
      deptCode: '10',
      deptName: 'Kitchen',
      accountType: 1,
      serialNum: 0,
      consumeSerailnum: 0,
      available: 0,
      accountMember: 1,
      accountKindName: 'Staff',
    });
    expect((await data('/api/account/getAccount?personPin=1002')).available).toBe(1);
    expect(await codeOf('/api/account/getAccount')).toBe(-20);
    expect(await codeOf('/api/account/getAccount?personPin=99')).toBe(-22);
    const list = await app.admin('GET', '/consumption/accounts?q=love&sort=-moneyWallet&count=true');
    expect([list.body.total, list.body.items[0].pin]).toEqual([1, '1001']);
    expect(await refusal('POST', '/consumption/accounts', { pin: '99' })).toEqual([404, 'pin']);
    expect(await refusal('PUT', '/consumption/accounts/1003', { accountNo: 'A1' })).toEqual([409, 'accountNo']);
    const early = { balanceTime: '2026-05-01 08:00:00' };
    expect(await refusal('PUT', '/consumption/accounts/1003', early)).toEqual([400, 'balanceTime']);
    expect(await refusal('DELETE', '/consumption/accounts/1003')).toEqual([404, expect.any(String)]);
  });
});

describe('records', () => {
  const lunch = { key: 'k1', pin: '1001', time: '2026-05-02 12:30:00', money: 450, subMoney: 100 };

  it('move their account once, however often and in whatever order they come', async () => {
    const first = await made('/consumption/records', { ...lunch, hallCode: 'H1', hallName: 'North', discount: 10 });
    expect(first).toMatchObject({ key: 'k1', accountNo: 'A1', balance: 2200, subBalance: 400, name: 'Ada' });
    expect((await made('/consumption/records', lunch)).id).toBe(first.id);
    expect(await balanceOf('1001')).toEqual([2200, 400]);
    expect(await refusal('POST', '/consumption/records', { ...lunch, money: 451 })).toEqual([409, 'key']);
    // It is in the balance that was brought in.
    await made('/consumption/records', { key: 'k0', pin: '1001', time: '2026-04-30 12:00:00', money: 900 });
    expect(await balanceOf('1001')).toEqual([2200, 400]);
    await made('/consumption/records', { ...lunch, key: 'k2', type: 'replenishment', money: 1000, subMoney: 0 });
    await made('/consumption/records', { ...lunch, key: 'k3', type: 'correction', money: -50, subMoney: 0 });
    await made('/consumption/records', { ...lunch, key: 'k4', type: 'count', money: 0, subMoney: 0 });
    await made('/consumption/records', { ...lunch, key: 'k5', type: 'cancelled' });
    expect(await balanceOf('1001')).toEqual([3500, 500]);
    // The till's word counts.
    const said = { ...lunch, key: 'k6', time: '2026-05-03 12:30:00', money: 100, subMoney: 0 };
    await made('/consumption/records', { ...said, balance: 1234, subBalance: 5 });
    expect(await balanceOf('1001')).toEqual([1234, 5]);
    await made('/consumption/records', { ...said, key: 'k7', time: '2026-05-03 12:00:00' });
    expect(await balanceOf('1001')).toEqual([1234, 5]);
  });

  it('do not count twice where two callers send at once', async () => {
    const items = Array.from({ length: 20 }, (_, at) => ({
      ...{ key: `two ${at}`, pin: at % 2 ? '1001' : '1002', time: `2026-06-01 12:00:${10 + at}`, money: 1 },
    }));
    const answers = await Promise.all([
      app.admin('POST', '/consumption/records/batch', { items }),
      app.admin('POST', '/consumption/records/batch', { items: [...items].reverse() }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.added as number).reduce((sum, n) => sum + n)).toBe(20);
    expect(answers.map(({ body }) => body.failed as number)).toEqual([0, 0]);
    expect([await balanceOf('1001'), await balanceOf('1002')]).toEqual([
      [1224, 5],
      [-10, 0],
    ]);
  });

  it('are refused by the field, one beside others that are taken', async () => {
    const items = [
      { key: 'b1', pin: '1003', money: 1 },
      { key: 'b2', pin: '1002', time: '2026-06-02 12:00:00', money: 5 },
      { key: 'b3', money: 1 },
    ];
    const { body } = await app.admin('POST', '/consumption/records/batch', { items });
    expect(body).toMatchObject({ added: 1, known: 0, failed: 2 });
    expect(body.errors.map(({ at, key, field }: Record<string, unknown>) => [at, key, field])).toEqual([
      [0, 'b1', 'pin'],
      [2, 'b3', 'pin'],
    ]);
    const wrong = { key: 'w', pin: '1001', money: 1, subMoney: 2 };
    expect(await refusal('POST', '/consumption/records', wrong)).toEqual([400, 'subMoney']);
    // It would move a sum from one wallet to the other.
    const mixed = { ...wrong, money: 100, subMoney: -100 };
    expect(await refusal('POST', '/consumption/records', mixed)).toEqual([400, 'subMoney']);
    const rich = `(SELECT id FROM person WHERE pin = '1002')`;
    const [before] = await balanceOf('1002');
    await app.sql(`UPDATE consumption_account SET money_wallet = 9007199254740991 WHERE person_id = ${rich}`);
    const more = { key: 'w', pin: '1002', type: 'replenishment', money: 1 };
    expect(await refusal('POST', '/consumption/records', more)).toEqual([400, 'money']);
    await app.sql(`UPDATE consumption_account SET money_wallet = ${before} WHERE person_id = ${rich}`);
    expect(await refusal('POST', '/consumption/records', { key: 'w', pin: '1001', money: 1.5 })).toEqual([
      400,
      'money',
    ]);
    expect(await refusal('GET', '/consumption/records/none')).toEqual([404, expect.any(String)]);
  });

  it('are printed by the online list of the manual', async () => {
    const page = await data(
      '/api/transaction/listPosidTransaction?personPin=1001&endDate=2026-05-02&pageNo=1&pageSize=50',
    );
    expect([page.page, page.size, page.total, page.offset, page.lastPage]).toEqual([0, 50, 6, 0, true]);
    const row = page.data.find(({ money }: { money: number }) => money === 450);
    expect(row).toBeDefined();
    const first = page.data.find(({ hallingCode }: { hallingCode: string }) => hallingCode === 'H1');
    expect(first).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      personPin: '1001',
      personName: 'Ada',
      personLastName: 'Lovelace',
      accountNo: 'A1',
      typeName: 6,
      money: 450,
      balance: 2600,
      moneyWallet: 2200,
      allowanceWallet: 400,
      posModel: 2,
      discount: 10,
      discountMoney: 0,
      consumeOrder: 0,
      deptCode: '10',
      deptName: 'Kitchen',
      hallingCode: 'H1',
      hallingName: 'North',
      mealCode: '',
      mealName: '',
      devSn: '',
      accountSerial: 1,
      cardNo: null,
      // Madrid in May: two hours ahead of UTC.
      posTime: String(Date.UTC(2026, 4, 2, 10, 30, 0)),
      createTime: expect.stringMatching(/^\d{13}$/),
      createrName: '',
      logFlag: 1,
    });
    const path = '/api/transaction/listPosidTransaction';
    expect(await codeOf(path)).toBe(-92);
    expect(await codeOf(`${path}?pageNo=0&pageSize=1`)).toBe(-90);
    expect(await codeOf(`${path}?pageNo=1&pageSize=1001`)).toBe(-91);
    expect(await codeOf(`${path}?pageNo=1&pageSize=1&startDate=x`)).toBe(-100);
    expect(await codeOf(`${path}?pageNo=1&pageSize=1&startDate=2026-02-02&endDate=2026-02-01`)).toBe(-101);
  });

  it('of cards are printed by the offline list, as a page or as an array', async () => {
    const paid = {
      ...{ key: 'c1', kind: 'offline', pin: '1001', time: '2026-05-09 08:03:01', money: 1250, subMoney: 300 },
      ...{ balance: 8750, subBalance: 300, cardNo: '22223333', sysCardNo: '17', cardSerialNo: 4, mode: 'fixed' },
      ...{ deviceSn: 'T1', deviceName: 'Till 1', deviceSerialNo: 9, mealCode: 'M2', mealName: 'Lunch' },
    };
    await made('/consumption/records', paid);
    await made('/consumption/records', { ...paid, key: 'c2', pin: '1002', cardNo: 'FF', cardStatus: 'lost' });
    expect(await balanceOf('1001')).toEqual([1224, 5]);
    const list = '/api/transaction/listPosTransaction?pageNo=1&pageSize=10';
    const page = await data(`${list}&personPin=1001&deptCode=10&startDate=2026-05-09&endDate=2026-05-09`);
    expect(page).toEqual({
      ...{ page: 0, size: 10, total: 1, offset: 0, lastPage: true },
      data: [
        {
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          posTime: '2026-05-09 08:03:01',
          personPin: '1001',
          personName: 'Ada',
          personLastName: 'Lovelace',
          sysCardNo: '17',
          cardStatus: 'valid',
          cardSerialNum: 4,
          deptCode: 10,
          deptName: 'Kitchen',
          card: 22223333,
          typeName: 6,
          money: 12.5,
          subMoney: 3,
          balance: 87.5,
          subBalance: '3.00',
          posMode: 1,
          posModel: 1,
          hallingCode: '',
          hallingName: '',
          mealCode: 'M2',
          mealName: 'Lunch',
          devSn: 'T1',
          devAlias: 'Till 1',
          devSerialNum: 9,
        },
      ],
    });
    const [other] = (await data(`${list}&deptCode=LAB`)).data;
    expect([other.deptCode, other.card, other.cardStatus]).toEqual([0, 0, 'lost']);
    expect(await codeOf(`${list}&deptCode=none`)).toBe(-13);
    expect(await codeOf(`${list}&endDate=x`)).toBe(-100);
    expect(await codeOf(`${list}&startDate=2026-02-02&endDate=2026-02-01`)).toBe(-101);
    expect(await codeOf('/api/transaction/listPosTransaction')).toBe(-92);
    expect(await codeOf('/api/transaction/listPosTransaction?pageNo=-1&pageSize=1')).toBe(-90);
    expect(await codeOf('/api/transaction/listPosTransaction?pageNo=1&pageSize=2000')).toBe(-91);
    const { token } = await made('/api-tokens', { name: 'canteen', compatibility: { posRecords: 'array' } });
    const bare = await app.request('GET', list, { headers: { access_token: String(token) } });
    expect(bare.body.data).toHaveLength(2);
    expect(bare.body.data[0].balance).toBe(87.5);
  });

  it('come from a table', async () => {
    const table =
      'key;pin;time;money;Note\nv1;1002;2026-07-01 12:00:00;250;x\nv1;1002;2026-07-01 12:00:00;250;\nv2;1002;soon;1;\n';
    const { status, body } = await csv('/consumption/records/import', table);
    expect([status, body.added, body.known, body.failed, body.ignoredColumns]).toEqual([200, 1, 1, 1, ['Note']]);
    expect(body.errors[0]).toMatchObject({ at: 4, key: 'v2', field: 'time', code: 'format' });
    const opened = await csv('/consumption/accounts/import', 'pin,enabled,moneyWallet\n1003,yes,700\n98,no,1\n');
    expect(opened.body).toMatchObject({ added: 1, known: 0, failed: 1, errors: [{ at: 3, key: '98', field: 'pin' }] });
    expect(await balanceOf('1003')).toEqual([700, 0]);
    expect((await csv('/consumption/records/import', 'pin,money\n1,2\n')).body.errors[0].field).toBe('key');
  });

  it('stay without a name once their person is erased', async () => {
    await made('/consumption/records', { key: 'e1', pin: '1003', money: 7, createdBy: 'Mary' });
    expect((await app.admin('POST', '/persons/1003/erase', { wait: 0 })).status).toBeLessThan(300);
    const { body } = await app.admin('GET', '/consumption/records?pin=1003');
    expect(body.items[0]).toMatchObject({ pin: '1003', name: '', createdBy: '', money: 7 });
    expect(await codeOf('/api/account/getAccount?personPin=1003')).toBe(-22);
  });
});

describe('a source that delivers by itself', () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const signed = (secret: string, id: string, body: string, at = now()) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,AAAA v1,${signature}` };
  };

  it('is believed by its signature, and once for each message', async () => {
    const { path, secret } = (await made('/consumption/sources', { name: 'Canteen' })) as Record<string, string>;
    const send = (headers: Record<string, string>, body: string) => app.request('POST', path ?? '', { body, headers });
    const body = JSON.stringify({
      accounts: [{ pin: '1002', accountNo: 'A2' }],
      records: [
        { key: 's1', pin: '1002', time: '2026-08-01 12:00:00', money: 40 },
        { key: 's2', pin: 'none', money: 1 },
      ],
    });
    const before = (await balanceOf('1002'))[0];
    const first = await send(signed(secret ?? '', 'm1', body), body);
    expect([first.status, first.body.repeated, first.body.accounts.known]).toEqual([200, false, 1]);
    expect(first.body.records).toMatchObject({ added: 1, failed: 1, errors: [{ at: 1, key: 's2', field: 'pin' }] });
    const again = await send(signed(secret ?? '', 'm1', body), body);
    expect([again.status, again.body.repeated, again.body.records.added]).toEqual([200, true, 0]);
    expect((await balanceOf('1002'))[0]).toBe(before - 40);

    const wrong: [string, Record<string, string>, string][] = [
      ['no signature', {}, body],
      ['another secret', signed('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'm2', body), body],
      ['another body', signed(secret ?? '', 'm3', body), body.replace('40', '41')],
      ['an old message', signed(secret ?? '', 'm4', body, now() - 400), body],
    ];
    for (const [what, headers, text] of wrong) expect([what, (await send(headers, text)).status]).toEqual([what, 401]);
    const stranger = await app.request('POST', '/incoming/consumption/none', {
      ...{ body, headers: signed(secret ?? '', 'm5', body) },
    });
    expect(stranger.status).toBe(401);
    const odd = '{"records":[{"key":1}]}';
    expect((await send(signed(secret ?? '', 'm6', odd), odd)).status).toBe(400);
    expect((await send(signed(secret ?? '', 'm7', '{'), '{')).status).toBe(400);
    const list = await app.admin('GET', '/consumption/sources');
    expect([list.body.items[0].name, JSON.stringify(list.body).includes('whsec')]).toEqual(['Canteen', false]);
    const [row] = await app.sql<{ secret: Buffer }>('SELECT secret FROM consumption_source');
    expect(row?.secret.toString('latin1')).not.toContain('whsec');
    expect(await refusal('POST', '/consumption/sources', { name: 'Canteen' })).toEqual([409, 'name']);
    expect(await refusal('POST', '/consumption/sources', { name: 'X', secret: 'short' })).toEqual([400, 'secret']);
  });
});
