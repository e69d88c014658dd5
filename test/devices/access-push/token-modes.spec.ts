import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice, registryCode, sessionIn } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  // Hundreds of requests come between an order and its poll.
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_TTL: '90' } });
});

afterAll(() => app.stop());

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const patch = (sn: string, tokenMode: string) => app.admin('PATCH', `/devices/${sn}`, { tokenMode });
const view = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body as Record<string, unknown>;
const cookie = (token: string) => ({ headers: { Cookie: `token=${token}` } });

/** Registered, with the token that its requests carry from now on. */
async function registered(sn: string): Promise<{ device: RawDevice; code: string; token: string }> {
  const device = await approved(app, sn);
  const code = await registryCode(device, 'DeviceType=acc,LockCount=1');
  const session = sessionIn((await device.post('/iclock/push', '', cookie(md5(`${code}${sn}`)))).text);
  return { device, code, token: md5(`${code}${sn}${session}`) };
}

const matches = async (sn: string) => (await view(sn)).tokenMatches;

/** Polls that carry the token; the first full one is no poll, which may be answered without a look. */
async function show({ device, token }: { device: RawDevice; token: string }, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    expect((await device.get(n === 0 ? '/iclock/ping' : '/iclock/getrequest', cookie(token))).status).toBe(200);
  }
}

describe('the mode of tokens', () => {
  it('is observe; enforce is refused until the full token came twenty times in a row, polls among them', async () => {
    const one = await registered('MODE-1');
    expect(await view('MODE-1')).toMatchObject({ tokenMode: 'observe', tokenMatches: 0 });
    const early = await patch('MODE-1', 'enforce');
    expect([early.status, early.body.detail]).toEqual([
      409,
      'tokenMode enforce would shut the device out: 20 full tokens in a row are needed, it sent 0',
    ]);
    await show(one, 3);
    expect(await matches('MODE-1')).toBe(3);
    // One poll without the token starts the count again.
    expect(await one.device.poll()).not.toBe('');
    expect(await matches('MODE-1')).toBe(0);
    await show(one, 19);
    expect((await patch('MODE-1', 'enforce')).status).toBe(409);
    await show(one, 1);
    expect(await matches('MODE-1')).toBe(20);
    expect((await patch('MODE-1', 'enforce')).body).toMatchObject({ tokenMode: 'enforce', tokenForm: 'session' });
    expect((await patch('MODE-1', 'never')).body.errors).toMatchObject([{ field: 'tokenMode' }]);
    expect((await app.admin('POST', '/devices', { sn: 'MODE-NEW', tokenMode: 'enforce' })).status).toBe(409);
  });

  it('with off no token is checked', async () => {
    const { device, token } = await registered('MODE-2');
    await patch('MODE-2', 'off');
    await expect
      .poll(async () => {
        await app.sql(`UPDATE device SET token_form = NULL WHERE sn = 'MODE-2'`);
        await device.get('/iclock/ping', cookie(token));
        return (await view('MODE-2')).tokenForm;
      })
      .toBeNull();
  });
});

describe('enforced', () => {
  let device: RawDevice;
  let code: string;
  let token: string;

  beforeAll(async () => {
    ({ device, code, token } = await registered('FORCE-1'));
    await app.sql(`UPDATE device SET token_matches = 20 WHERE sn = 'FORCE-1'`);
    expect((await patch('FORCE-1', 'enforce')).status).toBe(200);
  });

  it('nothing is answered without it, commands least of all', async () => {
    await expect.poll(() => brief(device.get('/iclock/getrequest'))).toEqual([401, '401']);
    await app.admin('POST', '/devices/FORCE-1/commands', { type: 'openDoor', door: 1, seconds: 5 });
    const bad = [{}, cookie('0'.repeat(32)), cookie(md5('FORCE-1')), cookie(md5(`${code}FORCE-1`))];
    for (const options of bad) {
      for (const path of ['getrequest', 'service/control', 'ping', 'rtdata?type=time', 'devicecmd', 'querydata']) {
        expect([path, await brief(device.get(`/iclock/${path}`, options))]).toEqual([path, [401, '401']]);
      }
      const event = 'time=2026-03-02 08:30:00\tpin=7\tevent=0\tindex=1';
      for (const path of ['cdata?table=rtlog', 'cdata?AuthType=device', 'file?cmdid=1&fileseq=1']) {
        expect([path, await brief(device.post(`/iclock/${path}`, event, options))]).toEqual([path, [401, '401']]);
      }
    }
    expect(await app.sql(`SELECT 1 FROM event WHERE sn = 'FORCE-1'`)).toEqual([]);
    expect(await app.sql(`SELECT status FROM command WHERE sn = 'FORCE-1' AND type = 'openDoor'`)).toEqual([
      { status: 'queued' },
    ]);
    const { warnings } = (await view('FORCE-1')) as { warnings: { code: string }[] };
    expect(warnings.filter(({ code: kind }) => kind === 'token')).toHaveLength(1);
  });

  it('with it everything works as usual, in any spelling, also with a timestamp behind it', async () => {
    expect((await device.get('/iclock/getrequest', cookie(token))).text).toMatch(/^C:\d+:CONTROL DEVICE 01010105$/);
    const spelt = { headers: { Cookie: `token=${token.toUpperCase()}, timestamp=12` } };
    expect(await brief(device.get('/iclock/ping', spelt))).toEqual([200, 'OK']);
    expect(await brief(device.get('/iclock/ping', { headers: { Cookie: token } }))).toEqual([200, 'OK']);
  });

  it('a device that begins has no token; a wrong one is refused there, too, and a first contact reveals nothing', async () => {
    expect(await brief(device.get('/iclock/cdata?pushver=3.0.1&options=all'))).toEqual([200, 'OK']);
    expect(await brief(device.post('/iclock/registry', 'LockCount=1', cookie('0'.repeat(32))))).toEqual([406, '406']);
    expect(await brief(device.get('/iclock/cdata?pushver=3.0.1&options=all', cookie('0'.repeat(32))))).toEqual([
      401,
      '401',
    ]);
    expect(await brief(device.post('/iclock/push', ''))).toEqual([401, '401']);
  });

  it('a device that registers again goes on: with the code alone to its configuration, then with the new session', async () => {
    expect(await registryCode(device, 'DeviceType=acc,LockCount=1')).toBe(code);
    // The previous session still counts. A second registration without a configuration in between does not lose it.
    expect(await brief(device.get('/iclock/ping', cookie(token)))).toEqual([200, 'OK']);
    expect(await registryCode(device, 'DeviceType=acc,LockCount=1')).toBe(code);
    expect(await registryCode(device, 'DeviceType=acc,LockCount=1')).toBe(code);
    expect(await brief(device.get('/iclock/ping', cookie(token)))).toEqual([200, 'OK']);
    const answer = await device.post('/iclock/push', '', cookie(md5(`${code}FORCE-1`)));
    const next = md5(`${code}FORCE-1${sessionIn(answer.text)}`);
    expect(next).not.toBe(token);
    expect(await brief(device.get('/iclock/ping', cookie(next)))).toEqual([200, 'OK']);
  });

  it('can be switched off again', async () => {
    await patch('FORCE-1', 'observe');
    await expect.poll(() => brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
  });
});

describe('enforced, and attacked from another address that is let through', () => {
  const elsewhere = { from: '127.0.0.2' };
  const registration = 'DeviceType=acc,LockCount=1';
  let mine: { device: RawDevice; code: string; token: string };
  let theirs: { token: string };

  beforeAll(async () => {
    mine = await registered('HELD-1');
    theirs = await registered('HELD-2');
    await app.sql(`UPDATE device SET token_matches = 20 WHERE sn = 'HELD-1'`);
    const asked = { tokenMode: 'enforce', addressMode: 'off' };
    expect((await app.admin('PATCH', '/devices/HELD-1', asked)).status).toBe(200);
    await app.admin('POST', '/devices/HELD-1/commands', { type: 'openDoor', door: 1, seconds: 5 });
  });

  /** Tokens that an attacker can make who knows serial numbers, or who has a device; in every place of a request. */
  const shown = (): [string, string, Record<string, string>][] =>
    Object.entries({
      zeros: '0'.repeat(32),
      "the number's own": md5('HELD-1'),
      "another number's": md5('HELD-2'),
      "another device's": theirs.token,
    }).flatMap(([who, token]): [string, string, Record<string, string>][] => [
      [`${who}, cookie`, '', { Cookie: `token=${token}` }],
      [`${who}, bare cookie`, '', { Cookie: token }],
      [`${who}, cookie with a time`, '', { Cookie: `token=${token},timestamp=12` }],
      [`${who}, header`, '', { token }],
      [`${who}, bearer`, '', { Authorization: `Bearer ${token}` }],
      [`${who}, query`, `token=${token}&`, {}],
    ]);
  const isRegistry = (path: string) => path.startsWith('POST registry') || path.startsWith('POST exchange');
  const calls = [
    ...['getrequest', 'service/control', 'ping', 'rtdata?type=time', 'push', 'devicecmd', 'querydata'].map(
      (path) => `GET ${path}`,
    ),
    ...['cdata?table=rtlog', 'cdata?AuthType=device', 'cdata?table=tabledata&tablename=user&count=1', 'push'],
    ...['devicecmd', 'querydata?type=tabledata&tablename=user&cmdid=1', 'registry', 'exchange?type=publickey'],
    ...['file?cmdid=1&fileseq=1', 'ping', 'fdata'],
  ].map((path) => (path.startsWith('GET ') ? path : `POST ${path}`));

  const attack = async (query: string, headers: Record<string, string>, skip: (path: string) => boolean) => {
    const answers: [string, number][] = [];
    for (const call of calls.filter((path) => !skip(path))) {
      const [method = '', path = ''] = call.split(' ');
      const at = `/iclock/${path}${path.includes('?') ? '&' : '?'}${query}`.replace(/[?&]$/, '');
      const body = path.startsWith('registry') ? registration : 'time=2026-03-02 08:30:00\tpin=7\tevent=0\tindex=1';
      const { status, text } =
        method === 'GET'
          ? await mine.device.get(at, { headers, ...elsewhere })
          : await mine.device.post(at, body, { headers, ...elsewhere });
      expect([call, text.includes(mine.code) || text.includes('CONTROL')]).toEqual([call, false]);
      answers.push([call, status]);
    }
    return answers.filter(([, status]) => status < 400);
  };

  it('no token that an attacker can make gets anything, in any place', async () => {
    await expect.poll(() => brief(mine.device.get('/iclock/ping'))).toEqual([401, '401']);
    expect(await attack('', {}, () => false)).toEqual([]);
    for (const [who, query, headers] of shown())
      expect([who, await attack(query, headers, () => false)]).toEqual([who, []]);
    const contact = '/iclock/cdata?pushver=3.0.1&options=all';
    for (const [who, , headers] of shown()) {
      const { text } = await mine.device.get(contact, { headers, ...elsewhere });
      expect([who, ['OK', '401'].includes(text)]).toEqual([who, true]);
    }
    expect(await app.sql(`SELECT 1 FROM event WHERE sn = 'HELD-1'`)).toEqual([]);
    // The device itself continues with its token, and gets the command that waits for it.
    expect((await mine.device.get('/iclock/getrequest', cookie(mine.token))).text).toMatch(/CONTROL DEVICE/);
  });

  it('while an operator allows a registration, only the registration is open, and it closes when it ends', async () => {
    const window = (minutes: number) => app.admin('POST', '/devices/HELD-1/registration-window', { minutes });
    await app.admin('POST', '/devices/HELD-1/commands', { type: 'openDoor', door: 1, seconds: 5 });
    await window(5);
    await expect
      .poll(() => brief(mine.device.post('/iclock/registry', registration, elsewhere)))
      .toEqual([200, `RegistryCode=${mine.code}`]);
    expect(await attack('', {}, isRegistry)).toEqual([]);
    for (const [who, query, headers] of shown())
      expect([who, await attack(query, headers, isRegistry)]).toEqual([who, []]);
    await window(0);
    await expect.poll(() => brief(mine.device.post('/iclock/registry', registration, elsewhere))).toEqual([406, '406']);
    for (const [who, query, headers] of shown())
      expect([who, await attack(query, headers, () => false)]).toEqual([who, []]);
  });
});
