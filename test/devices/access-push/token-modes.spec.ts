import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice, registryCode, sessionIn } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
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
    // One poll without it, and it begins anew.
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

  it('off is not even looked at', async () => {
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

  it('with it everything is as ever, in any spelling, with the timestamp behind it', async () => {
    expect((await device.get('/iclock/getrequest', cookie(token))).text).toMatch(/^C:\d+:CONTROL DEVICE 01010105$/);
    const spelt = { headers: { Cookie: `token=${token.toUpperCase()}, timestamp=12` } };
    expect(await brief(device.get('/iclock/ping', spelt))).toEqual([200, 'OK']);
    expect(await brief(device.get('/iclock/ping', { headers: { Cookie: token } }))).toEqual([200, 'OK']);
  });

  it('who begins has none to show; a wrong one is refused there, too, and first contact tells nothing', async () => {
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
    // The session before still counts, and a second registration without a configuration between does not lose it.
    expect(await brief(device.get('/iclock/ping', cookie(token)))).toEqual([200, 'OK']);
    expect(await registryCode(device, 'DeviceType=acc,LockCount=1')).toBe(code);
    expect(await registryCode(device, 'DeviceType=acc,LockCount=1')).toBe(code);
    expect(await brief(device.get('/iclock/ping', cookie(token)))).toEqual([200, 'OK']);
    const answer = await device.post('/iclock/push', '', cookie(md5(`${code}FORCE-1`)));
    const next = md5(`${code}FORCE-1${sessionIn(answer.text)}`);
    expect(next).not.toBe(token);
    expect(await brief(device.get('/iclock/ping', cookie(next)))).toEqual([200, 'OK']);
  });

  it('can be taken back', async () => {
    await patch('FORCE-1', 'observe');
    await expect.poll(() => brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
  });
});
