import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { terminal } from '../attendance-push/terminal.js';
import { approved, brief, registryCode, send } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

describe('a door state among events (SenseFace 2A, ZAM70-NF24HA-Ver3.0.15)', () => {
  const doorState = async (sn: string) =>
    (await app.sql('SELECT sensor, relay, alarm FROM door_state WHERE sn = $1', [sn]))[0];

  it('without a number of an event is the state of the door', async () => {
    const device = await approved(app, 'SENSEFACE');
    await registryCode(device, '~DeviceName=SenseFace 2A,MachineType=101,LockCount=1,ReaderCount=1');
    const told = 'time=2026-04-10 11:49:32\tsensor=02\trelay=00\talarm=0000000000000000\tdoor=01';
    const event =
      'time=2026-04-10 11:49:33\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=1';
    expect(await brief(device.post('/iclock/cdata?table=rtlog', `${told}\r\n${event}\r\n`))).toEqual([200, 'OK']);
    expect(await doorState('SENSEFACE')).toEqual({ sensor: 2, relay: 0, alarm: 0 });
    expect(await app.sql('SELECT log_id::int AS index FROM event WHERE sn = $1', ['SENSEFACE'])).toEqual([
      { index: 1 },
    ]);
    expect(await app.sql('SELECT 1 FROM quarantine WHERE sn = $1', ['SENSEFACE'])).toEqual([]);
  });

  it('a row that says neither an event nor a state is kept aside', async () => {
    const device = await approved(app, 'SENSEFACE-2');
    await device.post('/iclock/cdata?table=rtlog', 'time=2026-04-10 11:49:32\tdoor=01');
    expect(await app.sql('SELECT reason FROM quarantine WHERE sn = $1', ['SENSEFACE-2'])).toHaveLength(1);
  });
});

describe('a result without a serial number in the address', () => {
  const ended = async (id: number) => (await app.admin('GET', `/commands/${id}`)).body as Record<string, unknown>;

  it.each([
    ['in one line', (id: number, sn: string) => `ID=${id}&Return=0&CMD=CONTROL DEVICE&SN=${sn}`],
    ['before the result', (id: number, sn: string) => `SN=${sn}\r\nID=${id}&Return=0&CMD=CONTROL DEVICE\r\n`],
    ['a field a line', (id: number, sn: string) => `ID=${id}\nReturn=0\nCMD=CONTROL DEVICE\nSN=${sn}\n`],
  ])('ends the command of the device that its body names, %s', async (_, bodyOf) => {
    const sn = `BODY-SN-${_.length}`;
    const device = await approved(app, sn);
    await registryCode(device, '~DeviceName=C3-200,MachineType=8,LockCount=2,ReaderCount=4');
    const { id } = (await app.admin('POST', `/devices/${sn}/commands`, { command: 'CONTROL DEVICE 03000000' }))
      .body as {
      id: number;
    };
    let text = '';
    while (!text.includes(`C:${id}:`)) text = await device.poll();
    expect(await brief(send(app.url, 'POST', '/iclock/devicecmd', { body: bodyOf(id, sn) }))).toEqual([200, 'OK']);
    expect(await ended(id)).toMatchObject({ status: 'done', returnCode: 0 });
  });

  it('names nobody where its body names two, or it is no result', async () => {
    await approved(app, 'BODY-A');
    const two = 'ID=1&Return=0&CMD=DATA&SN=BODY-A\nID=2&Return=0&CMD=DATA&SN=BODY-B';
    expect((await send(app.url, 'POST', '/iclock/devicecmd', { body: two })).status).toBe(400);
    expect((await send(app.url, 'POST', '/iclock/cdata?table=rtlog', { body: 'SN=BODY-A' })).status).toBe(400);
    expect((await send(app.url, 'POST', '/iclock/devicecmd', { body: 'ID=1&Return=0' })).status).toBe(400);
  });
});

describe('TransFlag', () => {
  it('is separated by tabs, and by blanks for a terminal that needs them', async () => {
    const device = await terminal(app, 'FLAGS');
    expect((await device.contact()).get('TransFlag')).toBe(
      'TransData AttLog\tOpLog\tAttPhoto\tEnrollUser\tChgUser\tEnrollFP\tChgFP\tFACE\tUserPic\tFVEIN\tBioPhoto\tWORKCODE',
    );
    expect((await app.admin('PATCH', '/devices/FLAGS', { quirks: { transFlagBlanks: true } })).status).toBe(200);
    expect((await device.contact()).get('TransFlag')).toBe(
      'TransData AttLog OpLog AttPhoto EnrollUser ChgUser EnrollFP ChgFP FACE UserPic FVEIN BioPhoto WORKCODE',
    );
  });
});
