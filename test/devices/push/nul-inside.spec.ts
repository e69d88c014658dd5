import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, registryCode } from '../../support/raw-device.js';
import { terminal } from '../attendance-push/terminal.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

/** Everything of a device that was kept because nobody could read it. */
const aside = async (sn: string) => {
  const rows = await app.sql<{ body: Buffer }>('SELECT body FROM quarantine WHERE sn = $1 ORDER BY id', [sn]);
  return rows.map(({ body }) => body.toString());
};
const sealed = (sn: string) =>
  app.sql<{ name: string; count: number }>(
    'SELECT table_name AS name, count FROM device_upload WHERE sn = $1 ORDER BY table_name',
    [sn],
  );
const pinsOf = async (sn: string) =>
  (await app.sql<{ pin: string }>('SELECT pin FROM event WHERE sn = $1 ORDER BY pin', [sn])).map(({ pin }) => pin);
const usersOf = async (sn: string) =>
  (await app.sql<{ pin: string }>('SELECT pin FROM device_user WHERE sn = $1 ORDER BY pin', [sn])).map(
    ({ pin }) => pin,
  );

describe('a NUL inside a value makes no other person', () => {
  it('at a terminal: punches, users, templates', async () => {
    const device = await terminal(app, 'NUL-1');
    const torn = '7\x008\t2024-03-05 08:01:22\t0\t1\t0\t0\t0';
    const named = 'PIN=7\x008\tDateTime=2024-03-05 08:01:24\tStatus=0';
    const body = `${torn}\n79\0\0\t2024-03-05 08:01:23\t0\t1\t0\t0\t0\n${named}\n`;
    expect(await device.upload('ATTLOG', body)).toEqual([200, 'OK: 3']);
    expect(await pinsOf('NUL-1')).toEqual(['79']);
    expect(await aside('NUL-1')).toEqual([`${torn}\n${named}`]);

    const rows = [
      'USER PIN=7\x008\tName=Eve\tPri=14\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\tVerify=0',
      'USER PIN=79\tName=A\0da\tPri=0\tPasswd=\tCard=12\x0034\tGrp=1\tTZ=0000000000000000\tVerify=0',
      'USER PIN=80\0\tName=A\0da\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\tVerify=0',
      'FP PIN=7\x008\tFID=6\tSize=4\tValid=1\tTMP=AAEC',
      'OPLOG 9\t0\t2024-03-05 08:01:25\t7\x008\t0\t0\t0',
    ];
    expect(await device.upload('OPERLOG', rows.join('\n'))).toEqual([200, 'OK: 5']);
    expect(await usersOf('NUL-1')).toEqual(['80']);
    expect(await sealed('NUL-1')).toEqual([{ name: 'operlog', count: 4 }]);
  });

  it('at a controller: events, users, cards, templates, and the answer to a query', async () => {
    const device = await approved(app, 'NUL-2');
    await registryCode(device, '~DeviceName=C3-200,MachineType=8,LockCount=2,ReaderCount=4');
    const event = (pin: string, card: string, index: string) =>
      `time=2024-05-01 08:00:00\tpin=${pin}\tcardno=${card}\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\tindex=${index}`;
    const torn = [event('7\x008', '0', '1'), event('81', '12\x0034', '2'), event('82', '0', '3\x004')];
    await device.events([...torn, event('\x0083\0', '0', '4')].join('\n'));
    expect(await pinsOf('NUL-2')).toEqual(['83']);
    expect((await aside('NUL-2')).join('\n')).toContain(torn.join('\n'));

    const upload = (table: string, body: string) =>
      brief(device.post(`/iclock/cdata?table=tabledata&tablename=${table}&count=1`, body));
    await upload('user', 'user uid=5\tcardno=\tpin=7\x008\tname=Eve\tprivilege=14');
    await upload('user', 'user uid=6\tcardno=\tpin=84\tname=A\0da\tprivilege=0');
    await upload('mulcarduser', 'mulcarduser pin=7\x008\tcardno=00a1b2c3\tlosscardflag=0\tcardtype=0');
    await upload(
      'biodata',
      'biodata pin=7\x008\tno=6\tindex=0\tvalid=1\ttype=1\tmajorver=10\tminorver=0\tformat=0\ttmp=AAEC',
    );
    expect(await usersOf('NUL-2')).toEqual(['84']);
    const kept = (await sealed('NUL-2')).map(({ name }) => name);
    expect(kept).toEqual(expect.arrayContaining(['biodata', 'user']));
    expect(await app.sql(`SELECT 1 FROM device_template WHERE sn = 'NUL-2'`)).toEqual([]);
  });

  it('who asks for 7<NUL>8 does not pass as 78', async () => {
    const device = await approved(app, 'NUL-3');
    await registryCode(device, '~DeviceName=C3-200,MachineType=8,LockCount=1,ReaderCount=2');
    const line =
      'time=2024-05-01 08:00:00\tpin=7\x008\tcardno=0\taddrtype=2\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1';
    const { text } = await device.post('/iclock/cdata?AuthType=device', `${line}\r\n`);
    expect(text).not.toContain('AUTH=SUCCESS');
    expect(await app.sql(`SELECT 1 FROM identification WHERE sn = 'NUL-3' AND pin = '78'`)).toEqual([]);
  });
});
