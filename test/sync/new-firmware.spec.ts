import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands, replies } from '../../src/protocol/standalone/codes.js';
import { terminal as pullTerminal } from '../devices/standalone/terminals.js';
import { terminal, type Terminal } from '../devices/attendance-push/terminal.js';
import { startApp, type TestApp } from '../support/app.js';
import { worked } from '../support/panels.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '60', SITE_TIME_ZONE: 'UTC' } });
});

afterAll(() => app.stop());

const syncOf = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.sync as Record<string, unknown>;

/** Polls and answers until two polls bring nothing. @returns the USERINFO commands */
async function settle(device: Terminal, code: number, query = ''): Promise<string[]> {
  const texts: string[] = [];
  for (let quiet = 0; quiet < 2;) {
    await worked(app);
    const all = [...(await device.get(`/iclock/getrequest${query}`)).text.matchAll(/^C:(\d+):(.*)$/gm)];
    quiet = all.length === 0 ? quiet + 1 : 0;
    const codeOf = (text: string) => (text.includes(' USERINFO ') ? code : 0);
    texts.push(...all.flatMap(([, , text = '']) => (text.includes(' USERINFO ') ? [text.replace(/\t.*/, '')] : [])));
    if (all.length > 0)
      await device.result(all.map(([, id, text = '']) => `ID=${id}&Return=${codeOf(text)}&CMD=DATA`).join('\n'));
  }
  return texts;
}

it.each([
  ['a poll', 'NEW-1', '', '?INFO=Ver%202.0,0,0,0,127.0.0.1'],
  ['its options', 'NEW-2', 'FWVersion=Ver 2.0', ''],
])(
  'what an attendance terminal refused is tried again once %s tells of new firmware',
  async (_, sn, options, query) => {
    const [code, pin] = [`area-${sn}`, sn.replace('NEW-', '880')];
    expect((await app.admin('POST', '/areas', { code, name: code })).status).toBe(201);
    expect((await app.admin('POST', '/persons', { pin, name: 'Ada' })).status).toBe(201);
    expect((await app.api('POST', '/api/attAreaPerson/set', { code, pins: [pin] })).body.code).toBe(0);
    const device = await terminal(app, sn);
    await device.upload('options', 'FWVersion=Ver 1.0', '');
    expect((await app.admin('PATCH', `/devices/${sn}`, { areaCode: code })).status).toBe(200);
    expect(await settle(device, -1002)).toEqual([`DATA UPDATE USERINFO PIN=${pin}`]);
    expect(await syncOf(sn)).toMatchObject({ failed: 1 });
    // The same again changes nothing.
    await device.upload('options', 'FWVersion=Ver 1.0', '');
    expect(await settle(device, -1002)).toEqual([]);
    if (options !== '') await device.upload('options', options, '');
    expect(await settle(device, 0, query)).toEqual([`DATA UPDATE USERINFO PIN=${pin}`]);
    expect(await syncOf(sn)).toMatchObject({ failed: 0 });
  },
);

it('what a terminal on port 4370 refused is tried again once it answers with new firmware', async () => {
  const sn = 'NEW-4370';
  const device = await pullTerminal({ sn });
  device.state.options.set('FirmVer', 'Ver 1.0');
  device.faults.instead = { [commands.USER_WRQ]: () => [{ command: replies.ACK_ERROR, data: Buffer.alloc(0) }] };
  await app.admin('POST', '/devices', { sn, link: 'pull', host: '127.0.0.1', port: device.port });
  await expect.poll(async () => (await app.admin('GET', `/devices/${sn}`)).body.registeredAt).not.toBeNull();
  const [door] = (await app.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[];
  const level = await app.admin('POST', '/access-levels', { name: sn, doorIds: [door?.id] });
  await app.admin('POST', '/persons', { pin: '8809', name: 'Bob', accLevelIds: [level.body.id] });
  const failures = async () =>
    (await app.sql<{ n: number }>('SELECT max(failures)::int AS n FROM ledger WHERE sn = $1', [sn]))[0]?.n ?? 0;
  await expect.poll(failures).toBeGreaterThan(0);
  // It has been refused for long: nothing is tried again for a quarter of an hour.
  await app.sql(
    `UPDATE ledger SET retry_at = clock_timestamp() + interval '15 minutes' WHERE sn = $1 AND failures > 0`,
    [sn],
  );
  device.faults.instead = {};
  device.state.options.set('FirmVer', 'Ver 2.0');
  device.restart();
  await expect.poll(async () => (await syncOf(sn)).inSync).toBe(true);
  expect(device.data.users().map(({ userId }) => userId)).toEqual(['8809']);
});
