import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { granted, panel, type Panel } from '../../support/panels.js';
import { registryCode } from '../../support/raw-device.js';
import { verified } from '../../support/verified.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const options = 'DeviceType=acc,~UserCount=0';
const registration = (sn: string) => `~DeviceName=${sn},MachineType=101,LockCount=1,ReaderCount=1,${options}`;

const sync = async (sn: string) =>
  (await app.admin('GET', `/devices/${sn}`)).body.sync as { inSync: boolean; reason: string | null };

/** A panel that holds one person. */
async function site(sn: string, pin: string): Promise<Panel> {
  const made = await panel(app, sn, options);
  await granted(app, pin, [made], { cardNo: `77${pin}` });
  await made.settle();
  expect(await sync(sn)).toMatchObject({ inSync: true });
  return made;
}

/** Polls until the command of this form is handed out; everything else is answered as done. @returns its number */
async function handedOut({ device }: Panel, form: RegExp): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(
      async () => {
        const [, id = '', text = ''] = /^C:(\d+):([\s\S]*)$/.exec(await device.poll()) ?? [];
        if (form.test(text)) found = id;
        else if (id !== '') await device.result(`ID=${id}&Return=${text.startsWith('DATA COUNT') ? -708 : 0}&CMD=DATA`);
        return found;
      },
      { timeout: 60_000 },
    )
    .toBeDefined();
  return found ?? '';
}

/** The life of a command that was handed out is over. */
const overdue = (id: string) =>
  app.sql(`UPDATE command SET retry_at = clock_timestamp() WHERE id = $1 AND status = 'sent'`, [id]);

const ended = async (id: string) => (await app.sql('SELECT status FROM command WHERE id = $1', [id]))[0]?.status;

describe('a query that the device never answers', () => {
  it('leaves a comparison after a change of address open: the device is asked again, and not in sync', async () => {
    const raw = await site('UNA-1', '4101');
    await app.sql(`UPDATE device SET verify_due = true, bound_at = clock_timestamp() WHERE sn = 'UNA-1'`);
    const question = /^DATA QUERY tablename=user,/;
    const count = await handedOut(raw, /^DATA COUNT user/);
    await raw.device.result(`ID=${count}&Return=-708&CMD=DATA COUNT`);
    const first = await handedOut(raw, question);
    await overdue(first);
    await expect.poll(() => ended(first), { timeout: 60_000 }).toBe('unanswered');
    // The device answers for all other tables, and the comparison ends.
    const over = async () => {
      const [, id = '', text = ''] = /^C:(\d+):([\s\S]*)$/.exec(await raw.device.poll()) ?? [];
      if (id !== '' && !text.startsWith('DATA QUERY tablename=user,'))
        await raw.device.result(`ID=${id}&Return=-708&CMD=DATA`);
      return (await app.sql(`SELECT status FROM verification WHERE sn = 'UNA-1' ORDER BY id LIMIT 1`))[0]?.status;
    };
    await expect.poll(over, { timeout: 60_000 }).toBe('done');
    expect(await sync('UNA-1')).toMatchObject({
      inSync: false,
      reason: 'it did not answer what it holds in its table user: it is asked again',
    });
    const again = await handedOut(raw, /^DATA (COUNT|QUERY tablename=)user/);
    expect(Number(again)).toBeGreaterThan(Number(first));
    expect(await sync('UNA-1')).toMatchObject({ inSync: false });
  });

  it('of a comparison that an operator requested says nothing about a new address', async () => {
    const raw = await site('UNA-7', '4107');
    const asks = { tables: ['userauthorize'], repair: 'all' };
    const { id } = (await app.admin('POST', '/devices/UNA-7/verify?wait=0', asks)).body as { id: number };
    expect(await sync('UNA-7')).toMatchObject({ inSync: false, reason: 'what it holds is being compared' });
    await overdue(await handedOut(raw, /^DATA QUERY tablename=userauthorize,/));
    const told = async () => (await app.admin('GET', `/devices/UNA-7/verifications/${id}`)).body as object;
    await expect
      .poll(told, { timeout: 60_000 })
      .toMatchObject({ status: 'done', tables: [{ table: 'userauthorize', status: 'noAnswer' }] });
    expect(await sync('UNA-7')).toMatchObject({
      inSync: false,
      reason: 'it did not answer what it holds in its table userauthorize: it is asked again',
    });
  });

  it('a device at a new address gets again what it does not report', async () => {
    const raw = await site('UNA-2', '4102');
    await app.sql(`UPDATE device SET verify_due = true, bound_at = clock_timestamp() WHERE sn = 'UNA-2'`);
    const told: string[] = [];
    const over = async () => {
      const [, id = '', text = ''] = /^C:(\d+):([\s\S]*)$/.exec(await raw.device.poll()) ?? [];
      if (id !== '') told.push(text);
      const isQuestion = /^DATA (COUNT|QUERY)/.test(text);
      if (id !== '') await raw.device.result(`ID=${id}&Return=${isQuestion ? -708 : 0}&CMD=DATA`);
      return { ...(await sync('UNA-2')), again: told.some((one) => one.startsWith('DATA UPDATE userauthorize ')) };
    };
    await expect.poll(over, { timeout: 60_000 }).toMatchObject({ inSync: true, again: true });
    expect(told.some((one) => one.startsWith('DATA UPDATE user '))).toBe(true);
  });

  it('the number of users is requested again, and the device is in sync only after an answer', async () => {
    const raw = await site('UNA-3', '4103');
    await registryCode(raw.device, registration('UNA-3'));
    const first = await handedOut(raw, /^DATA COUNT user/);
    expect(await sync('UNA-3')).toMatchObject({ inSync: false });
    // A count takes no time: its answer is waited for as long as one to data, a minute, and not ten.
    expect(
      await app.sql('SELECT round(extract(epoch FROM retry_at - sent_at)) AS s FROM command WHERE id = $1', [first]),
    ).toEqual([{ s: '60' }]);
    await overdue(first);
    await expect.poll(() => ended(first), { timeout: 60_000 }).toBe('unanswered');
    expect(await sync('UNA-3')).toMatchObject({
      inSync: false,
      reason: 'how many users it holds is not known yet',
    });
    await app.sql(`UPDATE change SET due_at = clock_timestamp() WHERE kind = 'device' AND key = 'UNA-3'`);
    const again = await handedOut(raw, /^DATA COUNT user/);
    await raw.device.post(
      `/iclock/querydata?type=count&cmdid=${again}&tablename=user&count=1&packcnt=1&packidx=1`,
      'user=3',
    );
    await raw.device.result(`ID=${again}&Return=0&CMD=DATA COUNT`);
    expect(await sync('UNA-3')).toMatchObject({
      inSync: false,
      reason: 'it holds 2 users that Postern did not give it: they may open doors',
    });
  });
});

describe('a comparison', () => {
  const user = (pin: string) =>
    `uid=1\tcardno=77${pin}\tpin=${pin}\tpassword=\tgroup=0\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0`;
  const tells = async (raw: Panel, table: string, rows: readonly string[]) => {
    const id = await handedOut(raw, new RegExp(`^DATA QUERY tablename=${table},`));
    const place = `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=${table}&count=${rows.length}&packcnt=1&packidx=1`;
    await raw.device.post(place, rows.map((row) => `${table} ${row}\r\n`).join(''));
    await raw.device.result(`ID=${id}&Return=${rows.length}&CMD=DATA QUERY`);
  };

  it('that finds unknown users reports them until they are deleted', async () => {
    const raw = await site('UNA-4', '4104');
    const answer = verified(app, 'UNA-4', { tables: ['user'], repair: 'all' });
    await tells(raw, 'user', [user('4104'), user('990001')]);
    expect((await answer).body.tables[0]).toMatchObject({ status: 'differs', extra: ['Pin=990001'] });
    await raw.settle();
    expect(await sync('UNA-4')).toMatchObject({
      inSync: false,
      reason: 'it holds 1 user that Postern did not give it: it may open doors',
    });
    const second = verified(app, 'UNA-4', {
      tables: ['user'],
      repair: 'all',
      removeUnknown: true,
    });
    await tells(raw, 'user', [user('4104'), user('990001')]);
    expect((await second).body.tables[0]).toMatchObject({ status: 'differs', repaired: 1 });
    await raw.settle();
    expect(await sync('UNA-4')).toMatchObject({ inSync: true });
  });

  it('that finds wrong rights and does not repair them keeps the device out of sync', async () => {
    const raw = await site('UNA-5', '4105');
    await site('UNA-6', '4106');
    const rows = ['4105', '4106'].map((pin) => `pin=${pin}\tauthorizetimezoneid=1\tauthorizedoorid=1\tdevid=1`);
    const body = { tables: ['userauthorize'], repair: 'none' };
    const answer = verified(app, 'UNA-5', body);
    await tells(raw, 'userauthorize', rows);
    expect((await answer).body.tables[0]).toMatchObject({ status: 'differs', totals: { extra: 1 } });
    expect(await sync('UNA-5')).toMatchObject({
      inSync: false,
      reason: 'a comparison found 1 row other than it should be: compare again with repair',
    });
    const second = verified(app, 'UNA-5', { ...body, repair: 'all' });
    await tells(raw, 'userauthorize', rows);
    expect((await second).body.tables[0]).toMatchObject({ status: 'differs', repaired: 1 });
    await raw.settle();
    expect(await sync('UNA-5')).toMatchObject({ inSync: true });
  });

  it('an unknown user in the count does not replace one of ours that is on the way', async () => {
    const raw = await site('UNA-9', '4109');
    await registryCode(raw.device, registration('UNA-9'));
    // The last row of the user was not answered, and the device does not have it. It has an unknown user instead.
    await app.sql(`UPDATE ledger SET unknown = true WHERE sn = 'UNA-9' AND table_name = 'user'`);
    const first = await handedOut(raw, /^DATA COUNT user/);
    const says = async (id: string, users: number) => {
      await raw.device.post(`/iclock/querydata?type=count&cmdid=${id}&tablename=user`, `user=${users}`);
      await raw.device.result(`ID=${id}&Return=0&CMD=DATA COUNT`);
    };
    await says(first, 1);
    await app.admin('POST', '/devices/UNA-9/sync', {});
    const told = async () => {
      const [, id = ''] = /^C:(\d+):/.exec(await raw.device.poll()) ?? [];
      if (id !== '') await raw.device.result(`ID=${id}&Return=0&CMD=DATA`);
      return sync('UNA-9');
    };
    const expected = { inSync: false, unknown: 0, reason: 'how many users it holds is not known yet' };
    await expect.poll(told, { timeout: 60_000 }).toMatchObject(expected);
    await app.sql(`UPDATE change SET due_at = clock_timestamp() WHERE kind = 'device' AND key = 'UNA-9'`);
    await says(await handedOut(raw, /^DATA COUNT user/), 2);
    expect(await sync('UNA-9')).toMatchObject({
      inSync: false,
      reason: 'it holds 1 user that Postern did not give it: it may open doors',
    });
  });

  describe('that is answered later, when it was asked again', () => {
    const unasked = 'it holds 1 user that Postern did not give it: it may open doors';
    const says = async (raw: Panel, id: string, users: number) => {
      await raw.device.post(`/iclock/querydata?type=count&cmdid=${id}&tablename=user`, `user=${users}`);
      await raw.device.result(`ID=${id}&Return=0&CMD=DATA COUNT`);
    };
    const askedAgain = async (raw: Panel) => {
      await app.sql(`UPDATE change SET due_at = clock_timestamp() WHERE kind = 'device' AND key = $1`, [raw.sn]);
      return handedOut(raw, /^DATA COUNT user/);
    };
    /** A count of users that nobody waits for any more. */
    const givenUp = async (sn: string, pin: string): Promise<readonly [Panel, string]> => {
      const raw = await site(sn, pin);
      await registryCode(raw.device, registration(sn));
      const count = await handedOut(raw, /^DATA COUNT user/);
      await overdue(count);
      await expect.poll(() => ended(count), { timeout: 60_000 }).toBe('unanswered');
      return [raw, count];
    };

    it('the number of before does not take the place of the newer one', async () => {
      const [raw, first] = await givenUp('UNA-10', '4110');
      const second = await askedAgain(raw);
      await says(raw, second, 2);
      expect(await sync('UNA-10')).toMatchObject({ inSync: false, reason: unasked });
      await says(raw, first, 1);
      expect(await sync('UNA-10')).toMatchObject({ inSync: false, reason: unasked });
    });
  });
});
