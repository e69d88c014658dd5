import { describe, expect, it } from 'vitest';
import { parseRecords } from '../../../src/protocol/access-push/records.js';

const plain = (body: string) =>
  parseRecords(body).map(({ word, fields }) => ({ word, fields: Object.fromEntries(fields) }));

describe('records', () => {
  it('reads the event of the manual (7.2)', () => {
    const row =
      'time=2017-01-10 11:49:32\tpin=0\tcardno=0\teventaddr=1\tevent=27\tinoutstatus=1\tverifytype=0\tindex=21';
    expect(parseRecords(row)[0]?.raw).toBe(row);
    expect(plain(row)).toEqual([
      {
        word: '',
        fields: {
          time: '2017-01-10 11:49:32',
          pin: '0',
          cardno: '0',
          eventaddr: '1',
          event: '27',
          inoutstatus: '1',
          verifytype: '0',
          index: '21',
        },
      },
    ]);
  });

  it('takes the table word off the first field (7.5, C4, C10)', () => {
    const body =
      'user uid=5\tcardno=\tpin=4\tname=Jan van der Berg\ntransaction index=92\tcardno=0\r\nUSER PIN=5\tPasswd=1';
    expect(plain(body)).toEqual([
      { word: 'user', fields: { uid: '5', cardno: '', pin: '4', name: 'Jan van der Berg' } },
      { word: 'transaction', fields: { index: '92', cardno: '0' } },
      { word: 'USER', fields: { pin: '5', passwd: '1' } },
    ]);
  });

  it.each(['\n', '\r\n', '\r', '\n\n', '\r\n\r\n'])('parts rows at %j', (end) => {
    expect(plain(`a=1\tb=2${end}a=3\tb=4${end}`)).toEqual([
      { word: '', fields: { a: '1', b: '2' } },
      { word: '', fields: { a: '3', b: '4' } },
    ]);
  });

  it('reads an event row with commas, but leaves commas alone where HT separates', () => {
    expect(plain('time=2024-01-02 03:04:05,pin=7,cardno=,event=0')).toEqual([
      { word: '', fields: { time: '2024-01-02 03:04:05', pin: '7', cardno: '', event: '0' } },
    ]);
    expect(plain('pin=7\tname=Doe,x=1')).toEqual([{ word: '', fields: { pin: '7', name: 'Doe,x=1' } }]);
  });

  it('reads an event row whose HT became blanks', () => {
    expect(plain('time=2017-01-10 15:42:40 sensor=00 relay=00 alarm=0200000000000000')).toEqual([
      { word: '', fields: { time: '2017-01-10 15:42:40', sensor: '00', relay: '00', alarm: '0200000000000000' } },
    ]);
  });

  it('parts a field at its first equal sign and keeps blanks in values', () => {
    expect(plain('biodata pin=1\ttmp=AAE=\tname= a=b ')).toEqual([
      { word: 'biodata', fields: { pin: '1', tmp: 'AAE=', name: ' a=b ' } },
    ]);
  });

  it('lowers names, drops `~`, keeps the first of two', () => {
    expect(plain('~Pin=1\tPIN=2\tMajor_Ver=3')).toEqual([{ word: '', fields: { pin: '1', major_ver: '3' } }]);
  });

  it('takes NUL out', () => {
    expect(parseRecords('pin=1\0\tna\0me=a\0b')[0]).toEqual({
      word: '',
      fields: new Map([
        ['pin', '1'],
        ['name', 'ab'],
      ]),
      raw: 'pin=1\tname=ab',
    });
  });

  it.each([
    'pin=7\x008\tname=a',
    'user uid=1\tPin=7\0\x008',
    'p\0in=7\x008\tname=a',
    'user cardno=12\x0034\tpin=7',
    'time=2024-05-01 08:00:00 pin=7\x008 event=0',
    'biodata pin=7,no=1\x002,tmp=AAE=',
  ])('%j has a NUL inside a value: it has no fields, and keeps what came', (line) => {
    expect(parseRecords(`${line}\npin=9`)).toEqual([
      { word: '', fields: new Map(), raw: line },
      { word: '', fields: new Map([['pin', '9']]), raw: 'pin=9' },
    ]);
  });

  it.each([
    ['user pin=\0\x0078\0\tname=A\0da', { pin: '78', name: 'Ada' }],
    ['templatev10 pin=78\ttemplate=AA\0E=', { pin: '78', template: 'AAE=' }],
  ])('%j has NULs around a value or in free text: they go', (line, fields) => {
    expect(plain(line)).toEqual([expect.objectContaining({ fields })]);
  });

  it('gives a line without fields as one without fields', () => {
    expect(plain('OPLOG 5\t0\t2020-06-23 13:20:44\tDHCP\n\nhello')).toEqual([
      { word: '', fields: {} },
      { word: '', fields: {} },
    ]);
    expect(parseRecords('\r\n\r\n')).toEqual([]);
  });
});
