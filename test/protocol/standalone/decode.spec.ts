import { describe, expect, it } from 'vitest';
import { decodeLine } from '../../../src/protocol/standalone/decode.js';
import { BadFrame, FrameCutter } from '../../../src/protocol/standalone/frames.js';
import { captures, hex } from './captures.js';

const whole = captures.session.map(({ bytes }) => bytes).join('');

describe('a captured conversation', () => {
  const { packets, error } = decodeLine(`tcp ${whole}`);

  it('is read to its end', () => {
    expect(error).toBeUndefined();
    expect(packets.map(({ commandName }) => commandName)).toEqual([
      ...['CONNECT', 'ACK_UNAUTH', 'AUTH', 'ACK_OK', 'OPTIONS_WRQ', 'ACK_OK', 'OPTIONS_RRQ', 'ACK_OK'],
      ...['GET_TIME', 'ACK_OK', 'GET_FREE_SIZES', 'ACK_OK', 'PREPARE_BUFFER', 'DATA', 'PREPARE_BUFFER', 'ACK_OK'],
      ...['READ_BUFFER', 'PREPARE_DATA', 'DATA', 'ACK_OK', 'FREE_DATA', 'ACK_OK', 'REG_EVENT', 'ACK_OK', 'REG_EVENT'],
      ...['ACK_OK', 'EXIT', 'ACK_OK'],
    ]);
    expect(packets.every(({ checksumOk }) => checksumOk)).toBe(true);
  });

  it('says what each packet is about', () => {
    expect(packets[2]).toMatchObject({ command: 1102, session: 0x1234, reply: 1, key: '267f32eb', tick: 50 });
    expect(packets[4]).toMatchObject({ name: 'SDKBuild', value: '1' });
    expect(packets[7]).toMatchObject({ name: '~SerialNumber', value: 'SIM0000000001' });
    expect(packets[9]).toMatchObject({ time: '2024-02-29 12:34:56' });
    expect(packets[11]).toMatchObject({ sizes: { users: 1, records: 2 } });
    expect(packets[13]).toMatchObject({
      table: 'users',
      users: [
        {
          uid: 1,
          privilege: 14,
          password: '4321',
          name: 'Ada',
          card: 123456,
          group: 1,
          ownTimeZones: false,
          timeZones: [1, 0, 0],
          userId: '101',
        },
      ],
    });
    expect(packets[15]).toMatchObject({ bufferSize: 84 });
    expect(packets[18]).toMatchObject({
      table: 'attendance',
      recordWidth: 40,
      records: [
        { uid: 1, userId: '101', time: '2024-02-29 08:00:05', verify: 1, state: 0, workCode: 0 },
        { uid: 1, userId: '101', time: '2024-02-29 17:30:00', verify: 15, state: 1, workCode: 0 },
      ],
    });
    expect(packets[22]).toMatchObject({ mask: 1 });
    expect(packets[24]).toMatchObject({
      event: 'ATTLOG',
      punches: [{ userId: '101', verify: 1, state: 0, time: '2024-02-29 12:35:10' }],
    });
  });
});

it('single captures are read as far as they speak for themselves', () => {
  const line = (id: string, side: string) => {
    const capture = captures.packets.find((one) => one.id === id && one.side === side);
    return decodeLine(`${capture?.framed ? 'tcp' : 'udp'} ${capture?.bytes ?? ''}`).packets[0];
  };
  expect(line('pz-14', 'terminal')).toMatchObject({ users: [{ userId: '100001lp' }, { userId: '222222cb' }] });
  expect(line('pz-15', 'terminal')).toMatchObject({ bufferSize: 5044 });
  expect(line('pz-16', 'terminal')).toMatchObject({ total: 5044, packetSize: 1008 });
  expect(line('zp-08', 'client')).toMatchObject({ uid: 14, privilege: 6, card: 6543, userId: '11224488' });
  expect(line('zp-02', 'terminal')).toMatchObject({ name: '~Platform', value: 'ZEM760_TFT' });
  expect(line('js-04', 'terminal')).toMatchObject({ commandName: 'ACK_ERROR', meaning: 'refused (2001)' });
  expect(line('ck-27', 'client')).toMatchObject({ commandName: 'GET_FREE_SIZES', session: 0x1f2e, reply: 1 });
  expect(line('ck-24', 'client')).toMatchObject({ commandName: 'CANCELCAPTURE' });
});

it.each([
  ['', 'a line is'],
  ['ftp 00', 'a line is'],
  ['tcp 123', 'pairs'],
  ['tcp', 'a line is'],
  ['udp 0102', 'no header'],
  ['tcp 5050827d04000000', '4 bytes'],
  ['tcp ffffffff', 'no frame'],
  ['tcp 5050827d08000000e803', 'not complete'],
])('%s has an error', (line, message) => {
  expect(decodeLine(line).error).toContain(message);
});

it('what stands before a broken frame is read', () => {
  const read = decodeLine(`tcp ${captures.session[0]?.bytes ?? ''}00ff00ff00ff00ff`);
  expect(read.packets).toHaveLength(1);
  expect(read.error).toContain('no frame');
});

it('a checksum that is wrong is told and no reason to stop', () => {
  const read = decodeLine('udp e80317fd00000000');
  expect(read.packets[0]).toMatchObject({ commandName: 'CONNECT', checksumOk: false });
});

describe('frames', () => {
  it.each([1, 3, 16, 128, 100_000])('come whole out of segments of %i bytes', (size) => {
    const stream = hex(whole);
    const cutter = new FrameCutter();
    const packets: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size) packets.push(...cutter.push(stream.subarray(at, at + size)));
    expect(packets).toHaveLength(captures.session.length);
    expect(cutter.pending).toBe(0);
  });

  it('do not begin where data only looks like it', () => {
    const inside = Buffer.concat([hex('5050827d10000000'), hex('e80300000000000050508'.padEnd(32, '2'))]);
    expect(new FrameCutter().push(Buffer.concat([inside, hex('5050827d08000000e80317fc00000000')]))).toHaveLength(2);
  });

  it('of a length that cannot be break the stream', () => {
    expect(() => new FrameCutter().push(hex('5050827dffffff7f'))).toThrow(BadFrame);
    expect(() => new FrameCutter().push(hex('50508200'))).toThrow(BadFrame);
  });
});
