import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushNames } from '../../../contract/push-names.js';
import { startApp, type TestApp } from '../../../support/app.js';
import { approved, brief, registryCode } from '../../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const names = (list: string) => [...new Set(pushNames(list).map(({ name }) => name))];
const bare = (name: string) => name.replace(/^~/, '');
const capabilities = async (sn: string) =>
  (await app.admin('GET', `/devices/${sn}`)).body.capabilities as Record<string, string>;

/** Options that would give their reader access. */
const secrets = /passw(or)?d|pwd|key$/i;

// covers registration: *
describe('every parameter that a device says of itself (4.4, 4.6, appendix 18 and 20)', () => {
  const values: Readonly<Record<string, string>> = {
    DeviceType: 'acc',
    LockCount: '1',
    ReaderCount: '2',
    AuxInCount: '1',
    AuxOutCount: '1',
  };
  const said = () => names('registration').map((name, at) => [name, values[name] ?? `${at + 1}`] as const);
  const shown = () =>
    Object.fromEntries(
      said()
        .filter(([name]) => !secrets.test(name))
        .map(([name, value]) => [bare(name), value]),
    );

  it('is kept and shown, but for what is secret, from its registration', async () => {
    const device = await approved(app, 'NAMES-1');
    await registryCode(
      device,
      said()
        .map((pair) => pair.join('='))
        .join(','),
    );
    expect(await capabilities('NAMES-1')).toEqual(shown());
  });

  it('and from table=options', async () => {
    const device = await approved(app, 'NAMES-2');
    const body = said()
      .map((pair) => pair.join('='))
      .join(',');
    expect(await brief(device.post('/iclock/cdata?table=options', body))).toEqual([200, 'OK']);
    expect(await capabilities('NAMES-2')).toEqual(shown());
  });
});

// covers options: *
describe('every option that the server sets and asks for (9.5.1, 9.5.2)', () => {
  it('goes out by its name', async () => {
    const device = await approved(app, 'NAMES-3');
    const set = Object.fromEntries(names('options').map((name, at) => [name, String(at)]));
    const { body } = await app.admin('POST', '/devices/NAMES-3/commands', { type: 'setOptions', options: set });
    const text = names('options')
      .map((name, at) => `${name}=${at}`)
      .join(',');
    expect(await device.poll()).toBe(`C:${body.id}:SET OPTIONS ${text}`);
  });

  it('is asked for, and kept when it is answered', async () => {
    const device = await approved(app, 'NAMES-4');
    const { body } = await app.admin('POST', '/devices/NAMES-4/commands', {
      type: 'getOptions',
      names: names('options'),
    });
    expect(await device.poll()).toBe(`C:${body.id}:GET OPTIONS ${names('options').join(',')}`);
    const answer = names('options')
      .map((name, at) => `${name}=${at + 10}`)
      .join(',');
    const path = `/iclock/querydata?type=options&cmdid=${body.id}&tablename=options&count=1&packcnt=1&packidx=1`;
    expect(await brief(device.post(path, answer))).toEqual([200, 'OK']);
    const kept = await capabilities('NAMES-4');
    for (const [at, name] of names('options').entries()) {
      if (!secrets.test(name) && !/password/i.test(name))
        expect([name, kept[bare(name)]]).toEqual([name, `${at + 10}`]);
      else expect([name, kept[bare(name)]]).toEqual([name, undefined]);
    }
  });
});

// covers events: *
it('every event that a device can send is stored under its number, but for the state of doors', async () => {
  const device = await approved(app, 'NAMES-5');
  const codes = names('events').map(Number);
  const rows = codes.map(
    (code, at) =>
      `time=2026-03-01 08:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}` +
      `\tpin=0\tcardno=0\teventaddr=1\tevent=${code}\tinoutstatus=2\tverifytype=0\tindex=${at + 1}`,
  );
  await device.events(rows.join('\r\n'));
  const stored = await app.sql<{ event_no: number }>(`SELECT event_no FROM event WHERE sn = 'NAMES-5'`);
  const expected = codes.filter((code) => code !== 255).sort((a, b) => a - b);
  expect(stored.map(({ event_no }) => event_no).sort((a, b) => a - b)).toEqual(expected);
});

// covers returns: *
it('every return code ends its command, with its meaning', async () => {
  const device = await approved(app, 'NAMES-6');
  const meanings = new Map<number, string>();
  for (const code of names('returns').map(Number)) {
    const { body } = await app.admin('POST', '/devices/NAMES-6/commands', { type: 'restart' });
    expect(await device.poll()).toBe(`C:${body.id}:CONTROL DEVICE 03000000`);
    await device.result(`ID=${body.id}&Return=${code}&CMD=CONTROL DEVICE`);
    const ended = (await app.admin('GET', `/commands/${body.id}`)).body;
    if (code === -5000) expect(ended.status).toBe('sent');
    else {
      expect([code, ended.status, ended.returnCode]).toEqual([code, 'failed', code]);
      meanings.set(code, ended.returnMeaning);
    }
  }
  expect([...meanings.values()].filter((meaning) => meaning === '' || /^-?\d+$/.test(meaning))).toEqual([]);
});
