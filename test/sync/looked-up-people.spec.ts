import { afterAll, beforeAll, expect, it } from 'vitest';
import { brief } from '../support/raw-device.js';
import { worked } from '../support/panels.js';
import { startApp, type TestApp } from '../support/app.js';
import { terminal, type Terminal } from '../devices/attendance-push/terminal.js';

// What a terminal was told because it asked (Attendance PUSH 13) is on it as if it had been sent (docs/rules.md 3, 11).

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '60' } });
});

afterAll(() => app.stop());

async function inArea(
  sn: string,
  code: string,
  person: { readonly pin: string; readonly name: string; readonly cardNo: string },
): Promise<Terminal> {
  expect((await app.admin('POST', '/areas', { code, name: `Area ${code}` })).status).toBe(201);
  const device = await terminal(app, sn);
  expect((await app.admin('PATCH', `/devices/${sn}`, { areaCode: code })).status).toBe(200);
  expect((await app.admin('POST', '/persons', person)).status).toBe(201);
  expect((await app.admin('PUT', `/attendance/areas/${code}/persons/${person.pin}`)).status).toBeLessThan(300);
  return device;
}

const asked = async (device: Terminal, pin: string) =>
  (await brief(device.get(`/iclock/cdata?table=RemoteAtt&PIN=${pin}`)))[1];

const leaves = async (code: string, pin: string) => {
  expect((await app.admin('DELETE', `/attendance/areas/${code}/persons/${pin}`)).status).toBeLessThan(300);
  await worked(app);
};

const syncOf = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.sync as { inSync: boolean };

interface Handed {
  readonly id: string;
  readonly text: string;
}

async function handed(device: Terminal): Promise<Handed[]> {
  await worked(app);
  return [...(await device.poll()).matchAll(/C:(\d+):(.*)/g)].map(([, id = '', text = '']) => ({ id, text }));
}

/** Polls and carries out until it is in sync. @returns all commands about people */
async function settled(device: Terminal): Promise<string[]> {
  const told: string[] = [];
  await expect
    .poll(
      async () => {
        for (const { id, text } of await handed(device)) {
          if (/^DATA (?:UPDATE|DELETE) /.test(text)) told.push(text);
          await device.result(`ID=${id}&Return=0&CMD=DATA`);
        }
        return (await syncOf(device.sn)).inSync;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  return told;
}

it('who was told to a terminal before anything was sent is deleted there when they leave the area', async () => {
  const device = await inArea('LOOK-1', 'look-1', { pin: '91001', name: 'Ada', cardNo: '305419801' });
  await worked(app);
  expect(await asked(device, '91001')).toMatch(/^DATA UPDATE USERINFO PIN=91001\t.*Card=305419801/);
  await leaves('look-1', '91001');
  expect(await syncOf('LOOK-1')).toMatchObject({ inSync: false });
  expect(await settled(device)).toContain('DATA DELETE USERINFO PIN=91001');
});

it('a card that it was told is replaced, also by the one that it held before', async () => {
  const device = await inArea('LOOK-2', 'look-2', { pin: '91002', name: 'Bob', cardNo: '305419802' });
  expect((await settled(device)).join()).toContain('Card=305419802');
  expect((await app.admin('PATCH', '/persons/91002', { cardNo: '305419803' })).status).toBe(200);
  await worked(app);
  expect(await asked(device, '91002')).toContain('Card=305419803');
  expect((await app.admin('PATCH', '/persons/91002', { cardNo: '305419802' })).status).toBe(200);
  await worked(app);
  expect((await settled(device)).at(-1)).toMatch(/^DATA UPDATE USERINFO PIN=91002\t.*Card=305419802/);
});

it('while a DELETE is on its way it is told the name only, and that is deleted, too', async () => {
  const device = await inArea('LOOK-3', 'look-3', { pin: '91003', name: 'Cem', cardNo: '305419804' });
  await settled(device);
  expect((await app.admin('POST', '/areas', { code: 'look-3b', name: 'Far' })).status).toBe(201);
  expect((await app.admin('PUT', '/attendance/areas/look-3b/persons/91003')).status).toBeLessThan(300);
  await leaves('look-3', '91003');
  const [deletion] = (await handed(device)).filter(({ text }) => text.includes('DELETE USERINFO'));
  // It has carried the command out and not answered it yet.
  const nameOnly = 'DATA UPDATE USERINFO PIN=91003\tName=Cem\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000';
  expect(await asked(device, '91003')).toBe(nameOnly);
  await device.result(`ID=${deletion?.id}&Return=0&CMD=DATA`);
  expect(await syncOf('LOOK-3')).toMatchObject({ inSync: false });
  expect(await settled(device)).toEqual(['DATA DELETE USERINFO PIN=91003']);
  // As at any terminal to which the person does not belong.
  expect(await asked(device, '91003')).toBe(nameOnly);
  expect(await settled(device)).toEqual(['DATA DELETE USERINFO PIN=91003']);
});

it('after a restore it is told nobody, until it is given again what it lacks', async () => {
  const device = await inArea('LOOK-9', 'look-9', { pin: '91009', name: 'Eve', cardNo: '305419809' });
  await settled(device);
  await app.sql(`UPDATE device SET giving_held = true WHERE sn = 'LOOK-9'`);
  expect(await asked(device, '91009')).toBe('NONE');
  await app.sql(`UPDATE device SET giving_held = false WHERE sn = 'LOOK-9'`);
  expect(await asked(device, '91009')).toContain('Card=305419809');
});
