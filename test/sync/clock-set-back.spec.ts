import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FileLinkService } from '../../src/modules/file/file-links.service.js';
import { nameInPath } from '../../src/modules/file/signed-name.js';
import { restartSteadyClock, steadyMs } from '../../src/platform/steady-clock.js';
import { Terminal } from '../devices/attendance-push/terminal.js';
import { startApp, type TestApp } from '../support/app.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { movableClock, type MovableClock } from '../support/movable-clock.js';
import { granted, panel, worked, type Panel } from '../support/panels.js';
import { brief } from '../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(async () => {
  await app.stop();
  // The steady clock of this process never goes back by itself from where this file takes it.
  restartSteadyClock();
});

/** Polls, and answers each command as done. @returns the texts of the commands */
async function given({ device }: Panel, told: string[], code = 0): Promise<string[]> {
  const [, id = '', text = ''] = /^C:(\d+):([\s\S]*)$/.exec(await device.poll()) ?? [];
  if (id !== '') {
    told.push(text);
    await device.result(`ID=${id}&Return=${code}&CMD=DATA`);
  }
  return told;
}

const sync = async ({ sn }: Panel) => (await app.admin('GET', `/devices/${sn}`)).body.sync as { inSync: boolean };
const removal = (pin: string) => expect.arrayContaining([`DATA DELETE userauthorize Pin=${pin}`]) as unknown;

describe('when the clock of the database is set back', () => {
  it('after a revocation that was not processed yet, the device still gets it', async () => {
    const made = await panel(app, 'BACK-1', 'DeviceType=acc,~UserCount=0');
    const level = await granted(app, '6101', [made]);
    await made.settle();
    expect(await sync(made)).toMatchObject({ inSync: true });
    // Rows are written by a clock that is an hour ahead of the one that reads them.
    await app.sql(`CREATE FUNCTION an_hour_ahead() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.due_at := NEW.due_at + interval '1 hour'; RETURN NEW; END $$`);
    await app.sql('CREATE TRIGGER an_hour_ahead BEFORE INSERT ON change FOR EACH ROW EXECUTE FUNCTION an_hour_ahead()');
    expect((await app.admin('DELETE', `/access-levels/${level}/persons/6101`)).status).toBe(204);
    await app.sql('DROP TRIGGER an_hour_ahead ON change');
    const told: string[] = [];
    await expect.poll(() => given(made, told), { timeout: 60_000 }).toEqual(removal('6101'));
  });

  it('after a refusal, the row does not wait until the clock reaches that time again', async () => {
    const made = await panel(app, 'BACK-2', 'DeviceType=acc,~UserCount=0');
    const level = await granted(app, '6201', [made]);
    await made.settle();
    expect((await app.admin('DELETE', `/access-levels/${level}/persons/6201`)).status).toBe(204);
    const refused: string[] = [];
    await expect.poll(() => given(made, refused, -1), { timeout: 60_000 }).toEqual(removal('6201'));
    await app.sql(
      `UPDATE ledger SET retry_at = clock_timestamp() + interval '1 year' WHERE sn = 'BACK-2' AND retry_at IS NOT NULL`,
    );
    const told: string[] = [];
    await expect.poll(() => given(made, told), { timeout: 60_000 }).toEqual(removal('6201'));
  });
});

describe('when the clock of the gateway was ahead', () => {
  afterEach(() => void vi.useRealTimers());

  it('people who counted as expired come back once it is right', async () => {
    const day = 24 * 60 * 60 * 1_000;
    const made = await panel(app, 'AHEAD-1', 'DeviceType=acc,~UserCount=0');
    const endDay = new Date(Date.now() + 5 * day).toISOString().slice(0, 10);
    await granted(app, '6301', [made], { accStartTime: '2020-01-01 00:00:00', accEndTime: `${endDay} 00:00:00` });
    await made.settle();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * day });
    expect((await app.admin('PATCH', '/persons/6301', { name: 'Somebody' })).status).toBe(200);
    const taken: string[] = [];
    await expect.poll(() => given(made, taken), { timeout: 60_000 }).toEqual(removal('6301'));
    vi.useRealTimers();
    const told: string[] = [];
    const authority = expect.arrayContaining([expect.stringMatching(/^DATA UPDATE userauthorize Pin=6301/)]) as unknown;
    await expect.poll(() => given(made, told), { timeout: 60_000 }).toEqual(authority);
  });
});

describe('when the clock of the gateway was ahead and is right again', () => {
  afterEach(() => void vi.useRealTimers());

  it('a terminal that asks behind its own verification is still answered in time', async () => {
    const quirks = { backgroundVerification: true };
    expect((await app.admin('POST', '/devices', { sn: 'AHEAD-3', module: 'acc', quirks })).status).toBe(201);
    const device = new Terminal(app, 'AHEAD-3');
    await device.contact();
    await device.upload('options', '~LockFunOn=1,FingerFunOn=1,FPVersion=10');
    const { items } = (await app.admin('GET', '/doors?sn=AHEAD-3')).body as { items: { id: string }[] };
    await granted(app, '6302', [{ doors: items.map(({ id }) => id) }]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * 24 * 60 * 60 * 1_000 });
    const ahead = steadyMs();
    vi.useRealTimers();
    expect(steadyMs()).toBeGreaterThanOrEqual(ahead);
    const asked = device.post('/iclock/cdata?type=PostVerifyData', '6302\t2024-03-05 08:00:00\t0\t15');
    expect(await brief(asked)).toEqual([200, 'OK']);
  });

  it('files are fetched by names that are made now', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * 24 * 60 * 60 * 1_000 });
    const links = app.app.get(FileLinkService, { strict: false });
    const link = { sn: 'AHEAD-2', kind: 'test', id: 'one' };
    expect(links.open(nameInPath(links.path(link)) ?? '')).toEqual(link);
    vi.useRealTimers();
    expect(links.open(nameInPath(links.path(link)) ?? '')).toEqual(link);
  });
});

describe('when the clock of the database is another one', () => {
  let database: TestDatabase;
  let clock: MovableClock;
  let site: TestApp;

  beforeAll(async () => {
    database = await freshDatabase();
    clock = await movableClock(database);
    site = await startApp({ databaseUrl: database.url, env: { LOG_LEVEL: 'error', SITE_TIME_ZONE: 'UTC' } });
  });

  afterAll(async () => {
    await site.stop();
    await clock.end();
    await database.drop();
  });

  const wall = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  const turnsOf = (pin: string) =>
    site.sql<{ id: string }>(`SELECT id FROM change WHERE kind = 'person' AND key = $1 ORDER BY id`, [pin]);

  it.each([
    ['behind', '-1 hour', '6401'],
    ['ahead', '1 hour', '6402'],
  ])('%s, a right ends when the gateway says so', async (name, by, pin) => {
    await clock.set('0');
    const made = await panel(site, `APART-${name}`, 'DeviceType=acc,~UserCount=0');
    const later = wall(Date.now() + 86_400_000);
    await granted(site, pin, [made], { accStartTime: '2020-01-01 00:00:00', accEndTime: later });
    await made.settle();
    const ofLater = await turnsOf(pin);
    // Its end comes near only now, because all that is before takes its time on a busy machine.
    const ends = Date.now() + 15_000;
    expect((await site.admin('PATCH', `/persons/${pin}`, { accEndTime: wall(ends) })).status).toBe(200);
    await worked(site);
    await clock.set(by);
    const before = await turnsOf(pin);
    const told: string[] = [];
    await expect.poll(() => given(made, told), { timeout: 60_000 }).toEqual(removal(pin));
    expect(Date.now()).toBeGreaterThan(ends);
    expect([ofLater.length, before.length]).toEqual([1, 2]);
  });

  it('ahead, what is not due yet is not taken again and again', async () => {
    await clock.set('0');
    const made = await panel(site, 'APART-LOOP', 'DeviceType=acc,~UserCount=0');
    const accEndTime = wall(Date.now() + 600_000);
    await granted(site, '6403', [made], { accStartTime: '2020-01-01 00:00:00', accEndTime });
    await made.settle();
    const before = await turnsOf('6403');
    await clock.set('1 hour');
    // Behind this change a turn that counted as due would have been taken, too.
    expect((await site.admin('PATCH', '/persons/6403', { name: 'Somebody' })).status).toBe(200);
    await expect.poll(() => made.device.poll(), { timeout: 60_000 }).toContain('Somebody');
    expect([before.length, await turnsOf('6403')]).toEqual([1, before]);
  });
});
