import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { granted, panel, worked, type Panel } from '../support/panels.js';
import { registryCode } from '../support/raw-device.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** A panel that holds a time zone and a person who uses it. */
async function holding(sn: string) {
  const made = await panel(app, sn, 'DSTFunOn=0');
  const zone = (await app.admin('POST', '/time-zones', { name: sn, periods: { mon: [['08:00', '09:00']] } })).body as {
    id: number;
  };
  const level = await granted(app, sn.slice(-3), [made]);
  await app.admin('PATCH', `/access-levels/${level}`, { timeZoneId: zone.id });
  await made.settle();
  const change = (hour: number) =>
    app.admin('PATCH', `/time-zones/${zone.id}`, { periods: { mon: [['08:00', `${hour}:00`]] } });
  return { made, id: zone.id, level, change };
}

/** All commands as they come, without their numbers. `Return` decides how the panel answers. */
async function heard({ device }: Panel, Return = (_text: string): number | null => 0): Promise<string[]> {
  const lines: string[] = [];
  for (let quiet = 0; quiet < 2;) {
    await worked(app);
    const answer = await device.poll();
    const [, id = '', text = ''] = /^C:(\d+):([\s\S]*)$/.exec(answer) ?? [];
    quiet = id === '' ? quiet + 1 : 0;
    if (id === '') continue;
    lines.push(text);
    const code = Return(text);
    if (code !== null) await device.result(`ID=${id}&Return=${code}&CMD=DATA`);
  }
  return lines;
}

/** 08:00 to that hour on Mondays: hours times 100 plus minutes, the begin in the upper half. */
const bytes = (id: number, hour: number) => {
  const times = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Hol1', 'Hol2', 'Hol3'].flatMap((day) =>
    [1, 2, 3].map((n) => `${day}Time${n}=${day === 'Mon' && n === 1 ? (800 << 16) + hour * 100 : 0}`),
  );
  return `DATA UPDATE timezone TimezoneId=${id}\t${times.join('\t')}`;
};

it('a time zone that changes is deleted, and written directly after that', async () => {
  const { made, id, change } = await holding('ZONEUP701');
  await change(10);
  expect(await heard(made)).toEqual([`DATA DELETE timezone TimezoneId=${id}`, bytes(id, 10)]);
});

it('is still written if the device refuses the DELETE', async () => {
  const { made, id, change } = await holding('ZONEUP702');
  await change(10);
  const lines = await heard(made, (text) => (text.startsWith('DATA DELETE') ? -1 : 0));
  expect(lines.slice(0, 2)).toEqual([`DATA DELETE timezone TimezoneId=${id}`, bytes(id, 10)]);
});

it('is written alone on a device that overwrites, and is still deleted when nothing needs it', async () => {
  const { made, id, level, change } = await holding('ZONEUP703');
  await app.admin('PATCH', '/devices/ZONEUP703', { quirks: { zonesOverwrite: true } });
  await change(11);
  expect(await heard(made)).toEqual([bytes(id, 11)]);
  await app.admin('PATCH', `/access-levels/${level}`, { timeZoneId: 1 });
  expect(await heard(made)).toContain(`DATA DELETE timezone TimezoneId=${id}`);
});

/** The verbs of commands about this time zone. */
const verbs = (lines: readonly string[], id: number) =>
  lines.flatMap((line) => {
    const [, verb = ''] = /^DATA (DELETE|UPDATE) timezone /.exec(line) ?? [];
    return verb !== '' && new RegExp(`TimezoneId=${id}(\\t|$)`, 'm').test(line) ? [verb] : [];
  });

/** The panel registers again and counts no users. Rows of an answer come before its result. */
async function losesUsers({ device, sn }: Panel): Promise<void> {
  await registryCode(device, `~DeviceName=${sn},MachineType=101,LockCount=1,ReaderCount=1,DSTFunOn=0`);
  await worked(app);
  const [, id = ''] = /^C:(\d+):DATA COUNT user/.exec(await device.poll()) ?? [];
  expect(id).not.toBe('');
  await device.post(`/iclock/querydata?type=count&cmdid=${id}&tablename=user&count=1&packcnt=1&packidx=1`, 'user=0');
  await device.result(`ID=${id}&Return=0&CMD=DATA COUNT`);
}

it('has no DELETE where the panel may have lost it and holds nothing else: so it is never missing', async () => {
  const { made, id } = await holding('ZONEUP704');
  await losesUsers(made);
  expect(verbs(await heard(made), id)).toEqual(['UPDATE']);
});

it('has its DELETE where it changed after it may have been lost', async () => {
  const { made, id, change } = await holding('ZONEUP705');
  await losesUsers(made);
  await worked(app);
  await change(12);
  await worked(app);
  await change(9);
  expect(verbs(await heard(made), id)).toEqual(['DELETE', 'UPDATE']);
});

it.each<[string, string, string, (id: number) => object]>([
  [
    'an operator wrote it',
    '706',
    '/commands',
    (id) => ({ command: `DATA UPDATE timezone TimezoneId=${id}\tMonTime1=0` }),
  ],
  ['everything is sent again', '707', '/sync', () => ({ full: true })],
])('has its DELETE where %s', async (_, number, path, body) => {
  const { made, id } = await holding(`ZONEUP${number}`);
  const order = await app.admin('POST', `/devices/${made.sn}${path}`, body(id));
  expect(order.status, order.text).toBeLessThan(300);
  const lines = verbs(await heard(made), id);
  expect(lines.slice(-2)).toEqual(['DELETE', 'UPDATE']);
});

/** A panel with two holidays, and what it is told of them from now on. */
async function withHolidays(sn: string, year: number) {
  const made = await panel(app, sn, 'DSTFunOn=0');
  for (const date of [`${year}-05-01`, `${year}-12-25`]) {
    const holiday = await app.admin('POST', '/holidays', { name: date, date, type: 1, everyYear: false });
    expect(holiday.status, holiday.text).toBe(201);
  }
  await made.settle();
  return {
    made,
    told: async () =>
      (await heard(made)).filter((line) => line.includes(' holiday ')).map((line) => line.split('\t')[0]),
  };
}

it('holidays have no DELETE where the panel may have lost them: so they are never missing', async () => {
  const { made, told } = await withHolidays('ZONEUP708', 2031);
  await registryCode(made.device, '~DeviceName=ZONEUP708,MachineType=101,LockCount=1,ReaderCount=1,DSTFunOn=0');
  expect(await told()).toEqual(['DATA UPDATE holiday Holiday=20310501']);
});

it('have their DELETE where an operator wrote one', async () => {
  const { made, told } = await withHolidays('ZONEUP709', 2032);
  const command = 'DATA UPDATE holiday Holiday=20320501\tHolidayType=3\tLoop=2';
  expect((await app.admin('POST', `/devices/${made.sn}/commands`, { command })).status).toBe(201);
  expect((await told()).slice(-2)).toEqual(['DATA DELETE holiday *', expect.stringMatching(/^DATA UPDATE holiday /)]);
});
