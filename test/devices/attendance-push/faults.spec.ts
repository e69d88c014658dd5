import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attFaultNames, type AttFaults } from '../../../src/tools/simulator/attendance-push/faults.js';
import { attProfiles, type AttProfileName } from '../../../src/tools/simulator/attendance-push/profile.js';
import { AttTerminal } from '../../../src/tools/simulator/attendance-push/terminal.js';
import { transfersOf } from '../../../src/tools/simulator/attendance-push/transfers.js';
import { readArguments } from '../../../src/tools/simulator/arguments.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', SITE_TIME_ZONE: 'UTC' } });
});

afterAll(() => app.stop());

const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  Buffer.from('JFIF\0 a picture\0 of a punch'),
]);

async function simulated(sn: string, faults: AttFaults, profile: AttProfileName = 'speedface-att') {
  await app.admin('POST', '/devices', { sn });
  const device = new AttTerminal({ url: app.url, sn, zone: 'UTC', profile: attProfiles[profile], faults });
  expect(await device.contact()).toBe('accepted');
  return device;
}

const asked = async (sn: string, body: object): Promise<number> =>
  (await app.admin('POST', `/devices/${sn}/commands`, body)).body.id as number;

const endOf = async (id: number) => {
  const { status, returnCode } = (await app.admin('GET', `/commands/${id}`)).body;
  return [status, returnCode];
};

const punches = async (sn: string) =>
  (
    await app.sql<{ at: string; pin: string }>(
      `SELECT to_char(event_time, 'HH24:MI:SS') AS at, pin FROM event WHERE sn = $1 ORDER BY event_time, pin`,
      [sn],
    )
  ).map(({ at, pin }) => `${at} ${pin}`);

describe.each(attFaultNames)('a terminal with a fault: %s', (name) => {
  it.each(['zem', 'speedface-att', 'senseface-att'] as const)(
    '%s: nothing is lost, doubled or stuck',
    async (profile) => {
      const sn = `WRONG-${name}-${profile}`;
      const device = await simulated(sn, { names: [name] }, profile);
      device.punch({ pin: '7', at: '2024-03-05 08:00:00', photo: jpeg });
      device.punch({ pin: 'A-9', at: '2024-03-05 08:00:01', status: 1 });
      device.enrol({ PIN: '7', Name: '张三', Pri: '0', Grp: '1' });
      await device.flush();
      expect(device.outbox.waiting).toBe(0);
      expect(await punches(sn)).toEqual(['08:00:00 7', '08:00:01 A-9']);
      expect((await app.admin('GET', `/devices/${sn}/sync`)).body.unknownUsers).toEqual([{ pin: '7', name: '张三' }]);
      const photos = await app.sql(`SELECT pin, size FROM event_photo WHERE sn = $1`, [sn]);
      expect(photos).toEqual([{ pin: '7', size: jpeg.length }]);

      const door = await asked(sn, { type: 'openDoor', door: 1 });
      const user = await asked(sn, { command: 'DATA UPDATE USERINFO PIN=8\tName=Eve' });
      while ((await device.poll()) !== 0);
      // It sends the results that it kept back after its next start.
      await device.contact();
      while ((await device.poll()) !== 0);
      expect([await endOf(door), await endOf(user)]).toEqual([
        ['done', 0],
        ['done', 0],
      ]);
      expect(device.openings).toBe(1);
      expect(device.memory.user('8')?.get('name')).toBe('Eve');
      await device.stop();
    },
  );
});

describe('what else terminals do', () => {
  it('unknown tables and bodies of two megabytes are kept', async () => {
    const device = await simulated('ODD-1', { names: ['unknownTable', 'bigBody'] });
    const kept = (await app.admin('GET', '/device-uploads?sn=ODD-1')).body.items;
    expect(kept.map(({ table }: { table: string }) => table).sort()).toEqual(['bigthing', 'newthing']);
    await device.stop();
  });

  it('a clock that is ahead is noticed; the times of one that is years ahead do not count', async () => {
    const device = await simulated('ODD-2', { drift: 2 * 60 * 60 });
    device.punch({ pin: '7' });
    device.punch({ pin: '8', at: '2093-01-01 00:00:00' });
    await device.flush();
    expect(device.outbox.waiting).toBe(0);
    expect((await punches('ODD-2')).map((line) => line.split(' ')[1])).toEqual(['7']);
    expect(await app.sql(`SELECT doubtful FROM event WHERE sn = 'ODD-2'`)).toEqual([{ doubtful: true }]);
    expect(await app.sql(`SELECT count(*)::int AS n FROM quarantine WHERE sn = 'ODD-2'`)).toEqual([{ n: 1 }]);
    await device.stop();
  });

  it('a person without a number is unknown, and does not pass', async () => {
    const device = await simulated('ODD-3', {});
    device.punch({ pin: '0', at: '2024-03-05 08:00:00' });
    await device.flush();
    expect(await app.sql(`SELECT pin, event_no FROM event WHERE sn = 'ODD-3'`)).toEqual([{ pin: '', event_no: 27 }]);
    await device.stop();
  });

  it('two with one serial number count as one: each command goes to one of them, the uploads of both are kept', async () => {
    const first = await simulated('ODD-4', {});
    const second = new AttTerminal({ url: app.url, sn: 'ODD-4', zone: 'UTC', profile: attProfiles['senseface-att'] });
    await second.contact();
    first.punch({ pin: '1', at: '2024-03-05 08:00:00' });
    second.punch({ pin: '2', at: '2024-03-05 08:00:00' });
    await Promise.all([first.flush(), second.flush()]);
    const door = await asked('ODD-4', { type: 'openDoor', door: 1 });
    await Promise.all([first.poll(), second.poll(), first.poll(), second.poll()]);
    expect([first.openings + second.openings, await endOf(door)]).toEqual([1, ['done', 0]]);
    expect(await punches('ODD-4')).toEqual(['08:00:00 1', '08:00:00 2']);
    await Promise.all([first.stop(), second.stop()]);
  });

  it('uploads and polls at the same moment lose nothing', async () => {
    await app.admin('POST', '/devices', { sn: 'ODD-6' });
    const faults = { names: ['overlap', 'repeatUploads'] } as const;
    const device = new AttTerminal({
      url: app.url,
      sn: 'ODD-6',
      zone: 'UTC',
      pollSeconds: 0.05,
      profile: attProfiles.zem,
      faults,
    });
    const played = device.run();
    const ids: number[] = [];
    for (let n = 0; n < 20; n++) {
      device.punch({ pin: String(n), at: `2024-03-05 08:00:${String(n).padStart(2, '0')}` });
      ids.push(await asked('ODD-6', { command: `DATA UPDATE USERINFO PIN=${n}\tName=x` }));
    }
    await expect.poll(async () => (await punches('ODD-6')).length, { timeout: 60_000 }).toBe(20);
    await expect
      .poll(async () => (await Promise.all(ids.map(endOf))).every(([status]) => status === 'done'), {
        timeout: 180_000,
      })
      .toBe(true);
    await device.stop();
    await played;
  });

  it('files are announced and fetched, or not', async () => {
    const device = await simulated('ODD-5', {});
    const ids = {
      get: await asked('ODD-5', { command: 'GetFile options.cfg' }),
      shell: await asked('ODD-5', { command: 'SHELL ls' }),
      put: await asked('ODD-5', { command: 'PutFile nowhere.tgz\ta.tgz' }),
      upgrade: await asked('ODD-5', { command: 'UPGRADE type=1,checksum=x,size=1,url=nowhere' }),
    };
    for (let n = 0; n < 6; n++) while ((await device.poll()) !== 0);
    expect((await app.admin('GET', `/commands/${ids.get}`)).body).toMatchObject({
      status: 'done',
      answer: { told: { fileName: 'options.cfg', content: 'the content of options.cfg\n' } },
    });
    expect((await app.admin('GET', `/commands/${ids.shell}`)).body).toMatchObject({
      status: 'done',
      answer: { told: { fileName: 'shellout.txt', content: 'ls: done\n\n' } },
    });
    expect([await endOf(ids.put), await endOf(ids.upgrade)]).toEqual([
      ['failed', -1008],
      ['failed', -1008],
    ]);
    await device.stop();
  });

  it('it sends what TransFlag asks for, in words behind tabs or blanks, or in digits', () => {
    expect([...transfersOf('TransData AttLog\tOpLog')]).toEqual(['AttLog', 'OpLog']);
    expect([...transfersOf('TransData AttLog OpLog')]).toEqual(['AttLog', 'OpLog']);
    expect([...transfersOf('111100000000')]).toEqual(['AttLog', 'OpLog', 'AttPhoto', 'EnrollFP']);
    expect([...transfersOf('000010000001')]).toEqual(['EnrollUser', 'BioPhoto']);
    expect([...transfersOf('0000000000')]).toEqual(['AttPhoto']);
    expect(transfersOf(undefined).has('BioPhoto')).toBe(true);
  });

  it('the command line names them', () => {
    expect(readArguments(['--profile', 'zem', '--fault', 'crlf', '--fault', 'overlap', '--drift', '90'])).toMatchObject(
      {
        attProfile: 'zem',
        attFaults: { names: ['crlf', 'overlap'], drift: 90 },
      },
    );
    expect(() => readArguments(['--profile', 'zem', '--fault', 'none'])).toThrow('fault');
  });
});
