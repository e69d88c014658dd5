import { describe, expect, it } from 'vitest';
import { openDoor } from '../../../../src/protocol/access-push/command-control.js';
import { encodeAuthAnswer, readAuthRequest } from '../../../../src/protocol/access-push/uploads/remote-auth.js';

const row =
  'time=2017-01-10 11:49:32\tpin=0\tcardno=123456789\taddrtype=3\teventaddr=1\tevent=223\tinoutstatus=0\tverifytype=4';
const one = { multiCard: false };

describe('the question of a device (10)', () => {
  it('is read with the row as it was', () => {
    expect(readAuthRequest(`${row}\r\n`, one)).toMatchObject({
      line: row,
      addressKind: 3,
      event: { wallClock: '2017-01-10 11:49:32', pin: '', cardNo: '123456789', eventAddr: 1, eventNo: 223, inOut: 0 },
    });
    expect(readAuthRequest(`\r\n${row.replace('\taddrtype=3', '')}\n${row}`, one)).toMatchObject({ addressKind: 2 });
    expect(readAuthRequest(row.replace('addrtype=3', 'addrtype=x'), one)).toMatchObject({ addressKind: 0 });
  });

  it.each([
    ['', 'no real time: ""'],
    ['pin=1', 'no real time: ""'],
    ['time=2017-02-30 00:00:00\tevent=1', 'no real time: "2017-02-30 00:00:00"'],
    ['time=2017-02-01 00:00:00\tpin=1', 'no event number: ""'],
  ])('%j: %s', (body, why) => {
    expect(readAuthRequest(body, one)).toBe(why);
  });
});

// covers examples: 10 *
describe('the answer', () => {
  it('is the result, the row, the command and the tips, byte for byte', () => {
    expect(encodeAuthAnswer({ result: 'SUCCESS', line: row, control: openDoor(1, 5), tips: 'Welcome' })).toBe(
      `AUTH=SUCCESS\r\n${row}\r\nCONTROL DEVICE 01010105\r\nTIPS=Welcome`,
    );
    expect(encodeAuthAnswer({ result: 'SUCCESS', line: row, control: openDoor(1, 5) })).toBe(
      `AUTH=SUCCESS\r\n${row}\r\nCONTROL DEVICE 01010105\r\n`,
    );
    expect(encodeAuthAnswer({ result: 'FAILED', line: row })).toBe(`AUTH=FAILED\r\n${row}\r\n\r\n`);
    expect(encodeAuthAnswer({ result: 'TIMEOUT', line: row, tips: 'Try\r\nAUTH=SUCCESS' })).toBe(
      `AUTH=TIMEOUT\r\n${row}\r\n\r\nTIPS=Try  AUTH=SUCCESS`,
    );
  });

  it('uses the other word for a success, and for nothing else', () => {
    const word = 'SUCCEED';
    expect(encodeAuthAnswer({ result: 'SUCCESS', line: 'a', word })).toBe('AUTH=SUCCEED\r\na\r\n\r\n');
    expect(encodeAuthAnswer({ result: 'FAILED', line: 'a', word })).toBe('AUTH=FAILED\r\na\r\n\r\n');
  });
});
