import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice, registryCode } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

/** A device with two doors and four readers. */
async function controller(sn: string): Promise<RawDevice> {
  const device = await approved(app, sn);
  await registryCode(device, '~DeviceName=C3-200,MachineType=8,LockCount=2,ReaderCount=4');
  return device;
}

type Item = Record<string, unknown>;

const eventsOf = async (sn: string): Promise<Item[]> =>
  (await app.admin('GET', `/events?sn=${sn}&limit=1000`)).body.items as Item[];

const indexesOf = async (sn: string) => (await eventsOf(sn)).map(({ logId }) => logId);

const quarantined = (sn: string) =>
  app.sql<{ reason: string; body: Buffer; times: number }>(
    'SELECT reason, body, times FROM quarantine WHERE sn = $1 ORDER BY id',
    [sn],
  );

/** The example of 7.2. */
const printed =
  'time=2017-01-10 11:49:32\tpin=0\tcardno=0\teventaddr=1\tevent=27\tinoutstatus=1\tverifytype=0\tindex=21';

describe('an upload of events', () => {
  it("the manual's example, decoded and named", async () => {
    const device = await controller('3383154200002');
    await device.events(printed);
    const [door] = (await app.admin('GET', '/doors?sn=3383154200002')).body.items.filter(
      ({ number }: { number: number }) => number === 1,
    ) as { id: string }[];
    expect(await eventsOf('3383154200002')).toEqual([
      {
        position: expect.stringMatching(/^\d+$/) as unknown,
        id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        eventTime: '2017-01-10 11:49:32',
        happenedAt: '2017-01-10T10:49:32.000Z',
        receivedAt: expect.any(String) as unknown,
        clockDoubtful: false,
        module: 'acc',
        sn: '3383154200002',
        devName: '3383154200002',
        logId: 21,
        eventNo: 27,
        eventName: 'The card is not registered',
        eventLevel: 1,
        pin: '',
        name: '',
        lastName: '',
        deptCode: '',
        deptName: '',
        areaName: 'Area Name',
        cardNo: '',
        verifyType: '0',
        verifyModeName: 'Vein, face, fingerprint, card, or password (automatically identified)',
        pointType: 'door',
        pointNo: 1,
        pointName: '3383154200002-1',
        doorId: door?.id,
        doorName: '3383154200002-1',
        readerName: '3383154200002-1-Out',
        accZone: null,
        inOut: 1,
        maskFlag: '',
        temperature: '',
      },
    ]);
    expect(await app.sql(`SELECT raw FROM event WHERE sn = '3383154200002'`)).toEqual([{ raw: printed }]);
  });

  it('two rows of a terminal in its own order (C3); alphanumeric pin, temperature, mask', async () => {
    const device = await controller('CRJP230860129');
    await device.events(
      'time=2023-11-20 09:15:01\tpin=A12\tcardno=123456789\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=0000000000000010' +
        '\tindex=140\tsitecode=0\tlinkid=0\tmaskflag=1\ttemperature=36.2\tconvtemperature=36.2\n' +
        'time=2023-11-20 09:15:09\tpin=0\tcardno=0\teventaddr=1\tevent=27\tinoutstatus=0\tverifytype=00000000000000000000000000000000' +
        '\tindex=141\tsitecode=0\tlinkid=0\tmaskflag=255\ttemperature=255\tconvtemperature=255\n',
    );
    expect(await eventsOf('CRJP230860129')).toEqual([
      expect.objectContaining({
        logId: 140,
        eventNo: 0,
        eventLevel: 0,
        pin: 'A12',
        cardNo: '123456789',
        verifyType: '0000000000000010',
        verifyModeName: 'Face',
        temperature: '36.2',
        maskFlag: '1',
        readerName: 'CRJP230860129-1-In',
      }),
      expect.objectContaining({
        logId: 141,
        eventNo: 27,
        pin: '',
        cardNo: '',
        verifyType: '00000000000000000000000000000000',
        verifyModeName: 'Other',
      }),
    ]);
  });

  it('keys in any order and case, rows at LF, CRLF, CR and empty lines', async () => {
    const device = await controller('ORDER-1');
    const row = (index: number) => `INDEX=${index}\tEvent=0\tPIN=7\tTime=2024-05-01 08:00:0${index}`;
    await device.events(`${row(1)}\n${row(2)}\r\n${row(3)}\r${row(4)}\n\n\r\n${row(5)}\r\n\r\n`);
    expect(await indexesOf('ORDER-1')).toEqual([1, 2, 3, 4, 5]);
    expect((await eventsOf('ORDER-1')).map(({ pin }) => pin)).toEqual(['7', '7', '7', '7', '7']);
  });

  it('rows with commas, or blanks, in place of tabs, and with the table word in front', async () => {
    const device = await controller('COMMA-1');
    await device.events(
      'time=2024-05-01 08:00:01,pin=7,cardno=0,eventaddr=2,event=0,inoutstatus=0,verifytype=4,index=1\n' +
        'time=2024-05-01 08:00:02 pin=8 cardno=0 eventaddr=2 event=0 inoutstatus=0 verifytype=4 index=2\n' +
        'rtlog time=2024-05-01 08:00:03\tpin=9\teventaddr=2\tevent=0\tindex=3',
    );
    expect((await eventsOf('COMMA-1')).map(({ pin, logId, doorName }) => [pin, logId, doorName])).toEqual([
      ['7', 1, 'COMMA-1-2'],
      ['8', 2, 'COMMA-1-2'],
      ['9', 3, 'COMMA-1-2'],
    ]);
  });

  it('the same upload again is stored once', async () => {
    const device = await controller('AGAIN-1');
    for (let n = 0; n < 3; n++) await device.events(printed);
    await Promise.all(Array.from({ length: 10 }, () => device.events(printed)));
    expect(await indexesOf('AGAIN-1')).toEqual([21]);
  });

  it('two lines without an index that say the same count once, as long as they differ they are two', async () => {
    const device = await controller('NOINDEX-1');
    const line = 'time=2024-05-01 08:00:00\tpin=7\tcardno=5\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4';
    await device.events(`${line}\n${line}\n${line}\tindex=0`);
    expect(await eventsOf('NOINDEX-1')).toHaveLength(1);
    await device.events(line.replace('inoutstatus=0', 'inoutstatus=1'));
    await device.events(line.replace('eventaddr=1', 'eventaddr=2'));
    await device.events(line.replace('pin=7', 'pin=8'));
    await device.events(line.replace('cardno=5', 'cardno=6'));
    expect(await eventsOf('NOINDEX-1')).toHaveLength(5);
  });

  it('a number that a device gives twice, at another time or for another event, is another event', async () => {
    const device = await controller('INDEX-1');
    await device.events(printed);
    await device.events(printed.replace('11:49:32', '11:49:33'));
    await device.events(printed.replace('event=27', 'event=0'));
    expect(await indexesOf('INDEX-1')).toEqual([21, 21, 21]);
  });

  it('a sub-device has an index of its own, an empty key means the device', async () => {
    const device = await controller('SUB-1');
    const other = await controller('SUB-2');
    await device.events(`${printed}\tsn=CHILD-1\n${printed}\tsn=CHILD-2\n${printed}`);
    expect(await indexesOf('SUB-1')).toEqual([21, 21, 21]);
    await device.events(`${printed}\tsn=CHILD-1\n${printed}\tsn=`);
    expect(await indexesOf('SUB-1')).toEqual([21, 21, 21]);
    await other.events(`${printed}\tsn=`);
    expect(await indexesOf('SUB-2')).toEqual([21]);
  });

  it('a state report (255) is never an event; the doors take it', async () => {
    const device = await controller('STATE-1');
    await device.events(
      'time=2024-05-01 08:00:00\tpin=0\tcardno=0\teventaddr=0\tevent=255\tinoutstatus=2\tverifytype=200\tindex=5\tsensor=02\trelay=01\talarm=0000',
    );
    expect(await eventsOf('STATE-1')).toEqual([]);
    expect(
      await app.sql(`SELECT d.number, s.sensor, s.relay FROM door_state s JOIN door d ON d.id = s.door_id
        WHERE d.device_sn = 'STATE-1' ORDER BY 1`),
    ).toEqual([
      { number: 1, sensor: 2, relay: 1 },
      { number: 2, sensor: 0, relay: 0 },
    ]);
  });

  it('cards are hex where a device keeps several a person, or where a letter stands in them', async () => {
    const device = await controller('HEX-1');
    await device.events('time=2024-05-01 08:00:00\tpin=7\tcardno=12345678\tevent=0\tindex=1');
    await device.events('time=2024-05-01 08:00:01\tpin=7\tcardno=cc9932dd\tevent=0\tindex=2');
    await app.sql(`UPDATE device SET multi_card_on = true WHERE sn = 'HEX-1'`);
    await device.post('/iclock/cdata?table=options', 'AccSupportFunList=00000001');
    await device.events('time=2024-05-01 08:00:02\tpin=7\tcardno=12345678\tevent=0\tindex=3');
    await device.events('time=2024-05-01 08:00:03\tpin=7\tcardno=[15CD5B07]\tevent=0\tindex=4');
    expect((await eventsOf('HEX-1')).map(({ cardNo }) => cardNo)).toEqual([
      '12345678',
      '3432592093',
      '305419896',
      '123456789',
    ]);
  });

  it('the event point is what the event is about: reader, auxiliary input, device', async () => {
    const device = await controller('POINT-1');
    const row = (index: number, event: number, addr: number) =>
      `time=2024-05-01 08:00:00\tpin=0\teventaddr=${addr}\tevent=${event}\tinoutstatus=2\tverifytype=200\tindex=${index}`;
    await device.events([row(1, 109, 4), row(2, 220, 2), row(3, 214, 0), row(4, 0, 0), row(5, 0, 9)].join('\n'));
    const places = (await eventsOf('POINT-1')).map((event) => [event.pointType, event.pointName, event.doorName]);
    expect(places).toEqual([
      ['reader', 'POINT-1-2-Out', 'POINT-1-2'],
      ['auxIn', 'POINT-1-AuxIn-2', ''],
      ['device', 'POINT-1', ''],
      ['none', '', ''],
      ['door', '', ''],
    ]);
  });

  it('in a linkage event verifytype is the event that triggered it', async () => {
    const device = await controller('LINK-1');
    await device.events('time=2024-05-01 08:00:00\tpin=0\teventaddr=1\tevent=6\tverifytype=27\tindex=1');
    expect((await eventsOf('LINK-1'))[0]).toMatchObject({
      eventName: 'Trigger linkage',
      verifyModeName: 'The card is not registered',
    });
  });
});

describe('what cannot be', () => {
  it('an unreadable line goes into quarantine whole, its neighbours are stored, and it is acknowledged', async () => {
    const device = await controller('BAD-1');
    const row = (index: number, time: string) => `time=${time}\tpin=7\tevent=0\tindex=${index}`;
    const body = [
      row(1, '2024-05-01 08:00:00'),
      row(2, '2024-13-01 08:00:00'),
      row(3, '2024-02-30 08:00:00'),
      'time=2024-05-01 08:00:00\tpin=7\tevent=open\tindex=4',
      'no row at all',
      row(5, '2024-05-01 08:00:01'),
    ].join('\n');
    await device.events(body);
    await device.events(body);
    expect(await indexesOf('BAD-1')).toEqual([1, 5]);
    const kept = await quarantined('BAD-1');
    expect(kept.map(({ body: bytes, times }) => [bytes.toString(), times])).toEqual([[body, 2]]);
    expect(kept[0]?.reason).toContain('2024-13-01 08:00:00');
  });

  it('NUL around a value is taken out, too long values are cut, too large numbers are not believed', async () => {
    const device = await controller('BAD-2');
    await device.events(
      `time=2024-05-01 08:00:00\tpin=\x0012\0\tevent=0\tindex=1\tmaskflag=\0\0\n` +
        `time=2024-05-01 08:00:01\tpin=${'9'.repeat(500)}\tcardno=${'8'.repeat(500)}\tevent=0\tindex=2\tverifytype=${'1'.repeat(99)}\n` +
        `time=2024-05-01 08:00:02\tpin=7\tevent=0\tindex=3\teventaddr=99999999999\tinoutstatus=40000\n` +
        `time=2024-05-01 08:00:03\tpin=7\tevent=0\tindex=99999999999999999999\teventaddr=-1\tinoutstatus=-1\n`,
    );
    expect((await eventsOf('BAD-2')).map(({ logId, pin, inOut }) => [logId, pin, inOut])).toEqual([
      [1, '12', null],
      [2, '9'.repeat(64), null],
      [3, '7', null],
      [0, '7', null],
    ]);
    expect(await quarantined('BAD-2')).toEqual([]);
  });

  it('a body that is no text, and one of nothing, are acknowledged', async () => {
    const device = await controller('BAD-3');
    const noise = Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 197 + (at >> 3) * 31) % 256));
    await device.events(noise);
    await device.events(Buffer.alloc(64));
    await device.events('');
    await device.events('\r\n\r\n');
    expect(await eventsOf('BAD-3')).toEqual([]);
    expect((await quarantined('BAD-3')).map(({ body }) => Buffer.compare(body, noise))).toEqual([0]);
  });

  it('a clock that cannot be right is marked and kept', async () => {
    const device = await controller('BAD-4');
    await device.events(
      'time=1970-01-01 00:00:00\tpin=7\tevent=0\tindex=1\ntime=2000-01-01 00:00:10\tpin=7\tevent=0\tindex=2\n' +
        'time=2099-12-31 23:59:59\tpin=7\tevent=0\tindex=3\ntime=9999-12-31 23:59:59\tpin=7\tevent=0\tindex=4',
    );
    expect((await eventsOf('BAD-4')).map(({ eventTime, clockDoubtful }) => [eventTime, clockDoubtful])).toEqual([
      ['1970-01-01 00:00:00', true],
      ['2000-01-01 00:00:10', true],
      ['2099-12-31 23:59:59', true],
      ['9999-12-31 23:59:59', true],
    ]);
  });

  it('a state report with a clock that cannot be read still tells the doors', async () => {
    const device = await controller('BAD-5');
    const path = '/iclock/cdata?table=rtstate';
    for (const time of ['2017-13-45 99:00:00', 'soon', '', '0000-00-00 00:00:00', '2017-02-30 10:00:00']) {
      const answer = await brief(device.post(path, `time=${time}\tsensor=01\trelay=0${time.length % 2}\talarm=0000`));
      expect([time, ...answer]).toEqual([time, 200, 'OK']);
    }
    expect(await brief(device.post(path, 'sensor=02\trelay=00\talarm=zz'))).toEqual([200, 'OK']);
    expect(await brief(device.post(path, 'nothing'))).toEqual([200, 'OK']);
    expect(await app.sql(`SELECT sensor FROM door_state WHERE sn = 'BAD-5' ORDER BY sensor DESC LIMIT 1`)).toEqual([
      { sensor: 2 },
    ]);
  });
});

describe('names', () => {
  it('are those of that moment: a door or person that is renamed later keeps its old name in old events', async () => {
    const device = await controller('NAMES-1');
    await app.api('POST', '/api/person/add', { pin: '501', name: 'Ann', lastName: 'Lee' });
    await device.events('time=2024-05-01 08:00:00\tpin=501\teventaddr=1\tevent=0\tinoutstatus=0\tindex=1');
    const { items } = (await app.admin('GET', '/doors?sn=NAMES-1')).body as { items: { id: string; number: number }[] };
    const door = items.find(({ number }) => number === 1)?.id ?? '';
    await app.admin('PATCH', `/doors/${door}`, { name: 'Main gate' });
    await app.api('POST', '/api/person/add', { pin: '501', name: 'Anna', lastName: 'Li' });
    await device.events('time=2024-05-01 08:00:01\tpin=501\teventaddr=1\tevent=0\tinoutstatus=0\tindex=2');
    expect(
      (await eventsOf('NAMES-1')).map(({ name, lastName, deptName, doorName, doorId }) => [
        name,
        lastName,
        deptName,
        doorName,
        doorId,
      ]),
    ).toEqual([
      ['Ann', 'Lee', 'Department Name', 'NAMES-1-1', door],
      ['Anna', 'Li', 'Department Name', 'Main gate', door],
    ]);
  });
});

describe('rows of the table transaction', () => {
  const row = (index: number, second: number) =>
    `transaction index=${index}\tcardno=0\tpin=7\tverified=15\tdoorid=1\teventtype=3\tinoutstate=0\ttime_second=${second}`;

  it('sent by the device itself are stored like rtlog, and meet the event that they repeat', async () => {
    const device = await controller('TABLE-1');
    await device.events('time=2026-04-26 07:28:00\tpin=7\tcardno=0\teventaddr=1\tevent=3\tinoutstatus=0\tindex=92');
    const path = '/iclock/cdata?table=tabledata&tablename=transaction&count=2';
    expect(await brief(device.post(path, `${row(92, 845882880)}\n${row(93, 845882881)}`))).toEqual([
      200,
      'transaction=2',
    ]);
    expect((await eventsOf('TABLE-1')).map(({ logId, eventTime, eventNo }) => [logId, eventTime, eventNo])).toEqual([
      [92, '2026-04-26 07:28:00', 3],
      [93, '2026-04-26 07:28:01', 3],
    ]);
  });

  it('that were requested are stored only when all packages have come', async () => {
    const device = await approved(app, 'TABLE-2');
    const order = { type: 'query', table: 'transaction', filter: 'NewRecord' };
    const { id } = (await app.admin('POST', '/devices/TABLE-2/commands', order)).body as { id: number };
    expect(await device.poll()).toBe(`C:${id}:DATA QUERY tablename=transaction,fielddesc=*,filter=NewRecord`);
    const path = (index: number) =>
      `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=transaction&count=1&packcnt=2&packidx=${index}`;
    expect(await brief(device.post(path(1), row(1, 845882880)))).toEqual([200, 'transaction=1']);
    expect(await eventsOf('TABLE-2')).toEqual([]);
    expect(await brief(device.post(path(2), row(2, 845882881)))).toEqual([200, 'transaction=1']);
    await expect.poll(() => indexesOf('TABLE-2')).toEqual([1, 2]);
  });
});

describe('a reset', () => {
  it('shows in an index that falls back while time goes on; old events that come again are no reset', async () => {
    const device = await controller('EPOCH-1');
    const event = (index: number, time: string) => device.events(`time=${time}\tpin=0\tevent=27\tindex=${index}`);
    const alerts = async () => (await app.admin('GET', '/devices/EPOCH-1')).body.alerts as { text: string }[];
    await event(500, '2024-05-01 08:00:00');
    await event(501, '2024-05-01 08:00:01');
    await event(400, '2024-04-01 08:00:00');
    expect(await alerts()).toEqual([]);
    await event(1, '2024-05-02 08:00:00');
    expect((await alerts()).map(({ text }) => text)).toEqual([
      'its event index fell back: what it holds is sent again',
    ]);
    await event(2, '2024-05-02 08:00:01');
    expect(await alerts()).toHaveLength(1);
    expect(await indexesOf('EPOCH-1')).toEqual([500, 501, 400, 1, 2]);
  });
});
