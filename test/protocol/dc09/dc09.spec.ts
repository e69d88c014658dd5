import { describe, expect, it } from 'vitest';
import { ack, duh, nak } from '../../../src/protocol/dc09/answer.js';
import { keyOf, open, seal } from '../../../src/protocol/dc09/cipher.js';
import { contactIdCodes } from '../../../src/protocol/dc09/contact-id-codes.js';
import { readContactId } from '../../../src/protocol/dc09/contact-id.js';
import { crc16 } from '../../../src/protocol/dc09/crc16.js';
import { FrameReader, readFrame, writeFrame } from '../../../src/protocol/dc09/frame.js';
import { isInWindow, readBody, readHeader, stampOf } from '../../../src/protocol/dc09/message.js';
import { siaCodes } from '../../../src/protocol/dc09/sia-codes.js';
import { readSia } from '../../../src/protocol/dc09/sia.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const contentOf = (frame: string) => {
  const read = readFrame(bytes(frame));
  return typeof read === 'string' ? read : read.content.toString('latin1');
};

/** A frame of a panel in use, one with places, and the example of the standard with a CRC of our day. */
const alive = '85420026"NULL"0000L0#000[]_21:58:31,08-08-2019';
const placed = '73580056"SIA-DCS"0002R1L232#78919[#78919|Nri1/BA012][X012W34.1][Y045N12.2]_14:12:04,09-25-2026';
const cid = 'A4D3004B"ADM-CID"9876R579BDFL789ABC#12345A[#12345A|1110 00 129]_14:12:04,09-25-2026';
/** Sent by a panel, with the key AAAAAAAAAAAAAAAA. */
const foreign =
  '05BB0076"*SIA-DCS"7654L0#1111[C07DA1EB73C617857476EE5D79436CEE5E0084485E79EC56B0D5D1F3F6E648B278050BBCCBC8FE5DCA7E3C80DBDD4945';

describe('frames', () => {
  it('have a CRC-16/ARC and the length of their content', () => {
    expect(crc16(bytes('123456789')).toString(16)).toBe('bb3d');
    expect(contentOf(alive)).toBe('"NULL"0000L0#000[]_21:58:31,08-08-2019');
    expect(contentOf(placed)).toBe(placed.slice(8));
    expect(contentOf(foreign)).toBe(foreign.slice(8));
    expect(writeFrame('"ACK"0001L0#1234[]').toString('latin1')).toBe('\n1BC10012"ACK"0001L0#1234[]\r');
    // Two bytes for the CRC, as a few panels send it.
    const binary = Buffer.concat([Buffer.of(0x1b, 0xc1), bytes('0012"ACK"0001L0#1234[]')]);
    expect(readFrame(binary)).toEqual({ content: bytes('"ACK"0001L0#1234[]'), hasBinaryCrc: true });
    expect(writeFrame('"ACK"0001L0#1234[]', true)).toEqual(Buffer.concat([Buffer.of(10), binary, Buffer.of(13)]));
  });

  it.each([
    ['a wrong CRC', '85430026"NULL"0000L0#000[]_21:58:31,08-08-2019', 'damaged'],
    ['a wrong length', '85420025"NULL"0000L0#000[]_21:58:31,08-08-2019', 'damaged'],
    ['nothing', '', 'noise'],
    ['another protocol', 'GET / HTTP/1.1', 'noise'],
    ['no digits', 'XXXX0026"NULL"0000L0#000[]', 'noise'],
  ])('with %s are none', (_, text, fault) => {
    expect(readFrame(bytes(text))).toBe(fault);
  });

  it('are found in a stream, whatever parts it comes in', () => {
    const reader = new FrameReader();
    const stream = bytes(`noise\n${alive}\r\n${placed}\rmore`);
    const found: string[] = [];
    for (const byte of stream)
      for (const frame of reader.push(Buffer.of(byte)) ?? []) found.push(frame.toString('latin1'));
    expect(found).toEqual([alive, placed]);
    expect(new FrameReader().push(stream)).toEqual([bytes(alive), bytes(placed)]);
    const endless = new FrameReader();
    expect(endless.push(bytes(`\n${'x'.repeat(2_000)}`))).toEqual([]);
    expect(endless.push(bytes('x'.repeat(100)))).toBeNull();
  });
});

describe('messages', () => {
  it('say who sends what, and when', () => {
    expect(readHeader(placed.slice(8))).toEqual({
      ...{ id: 'SIA-DCS', isEncrypted: false, sequence: '0002', receiver: '1', line: '232', account: '78919' },
      rest: '#78919|Nri1/BA012][X012W34.1][Y045N12.2]_14:12:04,09-25-2026',
    });
    expect(readBody('#78919|Nri1/BA012][X012W34.1][Y045N12.2]_14:12:04,09-25-2026')).toEqual({
      ...{ data: '#78919|Nri1/BA012', extended: ['X012W34.1', 'Y045N12.2'] },
      at: new Date('2026-09-25T14:12:04Z'),
    });
    expect(readBody('#12|1130 01 005]')).toEqual({ data: '#12|1130 01 005', extended: [], at: null });
    expect(readHeader('"*ADM-CID"9876R579BDFL789ABC#12345A[00')).toMatchObject({
      isEncrypted: true,
      account: '12345A',
    });
    for (const text of ['', '"NULL"00L0#1[]', '"null"0000L0[]', '"NULL"0000#1[]', `"NULL"0000L0#${'1'.repeat(17)}[]`])
      expect(readHeader(text)).toBeNull();
    for (const text of ['', 'x', 'x]_99:00:00,01-01-2026', 'x]_12:00:00,02-30-2026', 'x]y'])
      expect(readBody(text)).toBeNull();
  });

  it('are in time from 40 seconds before to 20 seconds after', () => {
    const now = new Date('2026-11-25T12:00:00Z');
    const at = (seconds: number) => isInWindow(new Date(now.getTime() + seconds * 1_000), now);
    expect([-41, -40, 0, 20, 21].map(at)).toEqual([false, true, true, true, false]);
    expect(stampOf(now)).toBe('_12:00:00,11-25-2026');
  });

  // Sealed by openssl enc -aes-*-cbc -nopad -iv 0, with the keys 00 01 02 ...
  const sealed = {
    128: '8DCA42E067DB3E4B249773730DEF0DCF4F2AE0C45F81EE1961E1511EAEEB0B7C4D49668EE87C9E8A57B022CA6FAAECC6',
    192: '746B475272DEA72C868227985594DDD3BAE22C6904F35BCF7984D71EE11845D2E300C63C0161E52A0E0A4B5EA42F82EF',
    256: 'E5ED80CA9315973349153D94E8D2BFE4BED5A9037BCEE0B4C4BDE7E158FC41C324A30EFEE5DDEBA77EC23315C2DA1FE8',
  } as const;
  const plain = '#12345A|1110 00 129]_14:12:04,09-25-2026';
  const keyBits = (bits: number) => Buffer.from(Array.from({ length: bits / 8 }, (_, at) => at));

  it('are opened and sealed with keys of 128, 192 and 256 bits', () => {
    for (const bits of [128, 192, 256] as const) {
      expect(open(sealed[bits], keyBits(bits))).toBe(plain);
      expect(seal(plain, keyBits(bits), 'Qw7zK1pXm4rT0bS')).toBe(sealed[bits]);
    }
    const key = keyOf('AAAAAAAAAAAAAAAA');
    expect(open(foreign.slice(foreign.indexOf('[') + 1), key ?? keyBits(128))).toBe('Nri1/WA000]_16:04:02,07-09-2020');
    expect(open('00', keyBits(128))).toBeNull();
    expect(open('', keyBits(128))).toBeNull();
    expect(open('zz'.repeat(16), keyBits(128))).toBeNull();
    // No padding is needed: the mark alone stands before the text.
    expect(open(seal('0123456789abcd]', keyBits(128), ''), keyBits(128))).toBe('0123456789abcd]');
    expect(keyOf('000102030405060708090a0b0c0d0e0f')).toEqual(keyBits(128));
    expect([keyOf('short'), keyOf(' '.repeat(16)), keyOf('0'.repeat(33))]).toEqual([null, null, null]);
  });

  it('are answered in the words of the standard', () => {
    const header = readHeader(cid.slice(8));
    const now = new Date('2026-11-25T12:00:00Z');
    if (!header) throw new Error('no header');
    expect(ack(header, null, now)).toBe('"ACK"9876R579BDFL789ABC#12345A[]');
    expect(duh(header)).toBe('"DUH"9876R579BDFL789ABC#12345A[]');
    expect(nak(now)).toBe('"NAK"0000R0L0A0[]_12:00:00,11-25-2026');
    const secret = ack(header, keyBits(256), now);
    expect(secret).toMatch(/^"\*ACK"9876R579BDFL789ABC#12345A\[[0-9A-F]{64}$/);
    expect(open(secret.slice(secret.indexOf('[') + 1), keyBits(256))).toBe(']_12:00:00,11-25-2026');
  });
});

describe('Contact ID', () => {
  it.each([
    ['#1234|1130 01 005', 'alarm', 'burglary', 'Burglary', 1, 5, '1130'],
    ['#1234|3130 01 005', 'restore', 'burglary', 'Burglary, restored', 1, 5, '3130'],
    ['1110 00 129', 'alarm', 'fire', 'Fire alarm', 0, 129, '1110'],
    ['#1234|1401 02 007', 'opening', 'arming', 'Opening by user', 2, 7, '1401'],
    ['#1234|3401 02 007', 'closing', 'arming', 'Closing by user', 2, 7, '3401'],
    ['#1234|3441 02 000', 'closing', 'arming', 'Armed, stay', 2, 0, '3441'],
    ['#1234|1301 00 000', 'trouble', 'mains', 'Mains failure', 0, 0, '1301'],
    ['#1234|3301 00 000', 'restore', 'mains', 'Mains failure, restored', 0, 0, '3301'],
    ['#1234|1570 01 012', 'bypass', 'bypass', 'Zone bypass', 1, 12, '1570'],
    ['#1234|3570 01 012', 'unbypass', 'bypass', 'Zone bypass', 1, 12, '3570'],
    ['#1234|1602 00 000', 'test', 'test', 'Periodic test report', 0, 0, '1602'],
    ['#1234|1406 01 001', 'restore', 'burglary', 'Alarm cancelled', 1, 1, '1406'],
    ['#1234|1199 01 00A', 'alarm', 'burglary', 'Event 199', 1, 10, '1199'],
    ['#1234|6130 01 005', 'alarm', 'burglary', 'Burglary', 1, 5, '6130'],
  ])('%s is %s of %s', (data, does, category, name, partition, point, contactId) => {
    expect(readContactId(data)).toMatchObject({ does, category, name, partition, point, contactId });
  });

  it('that is none says nothing', () => {
    for (const data of ['', '#1234|', '#1234|2130 01 005', '#1234|1130 01', '#1234|113 01 005'])
      expect(readContactId(data)).toBeNull();
    expect(contactIdCodes.size).toBeGreaterThan(120);
  });
});

describe('SIA codes', () => {
  const short = (data: string) =>
    readSia(data).map(({ code, does, partition, point, contactId }) => [code, does, partition, point, contactId]);

  it.each([
    ['#78919|Nri1/BA012', [['BA', 'alarm', 1, 12, '1130']]],
    ['#AAA|Nri1/CL501', [['CL', 'closing', 1, 501, '3401']]],
    ['#3080|Nti19:44/id1/ri4/RP', [['RP', 'test', 4, 0, '1602']]],
    ['#006969|Nri04/OP001*NM]', [['OP', 'opening', 4, 1, '1401']]],
    ['Nri1BA012', [['BA', 'alarm', 1, 12, '1130']]],
    ['Nid3/ri2/OP', [['OP', 'opening', 2, 3, '1401']]],
    ['Nri1/OP3^Jane BA01^', [['OP', 'opening', 1, 3, '1401']]],
    ['NNL2', [['NL', 'closing', 0, 2, '3456']]],
    ['NL2', [['NL', 'closing', 0, 2, '3456']]],
    ['OP7', [['OP', 'opening', 0, 7, '1401']]],
    [
      'Nri1/BA01/BR02',
      [
        ['BA', 'alarm', 1, 1, '1130'],
        ['BR', 'restore', 1, 2, '3130'],
      ],
    ],
    ['NQZ1', [['QZ', 'other', 0, 1, '']]],
    ['', []],
    ['#1|???', []],
  ])('%s', (data, events) => {
    expect(short(data)).toEqual(events);
    expect(siaCodes.size).toBeGreaterThan(100);
  });

  it('of an old event say so', () => {
    expect(readSia('Ori1/BA2')[0]).toMatchObject({ code: 'BA', isRepeated: true, name: 'Burglary' });
  });
});
