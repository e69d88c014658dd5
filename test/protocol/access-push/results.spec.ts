import { describe, expect, it } from 'vitest';
import { parseResults } from '../../../src/protocol/access-push/results.js';

const plain = (id: string, returnCode: number | null, command: string) => ({ id, returnCode, command, extra: {} });

describe('parseResults', () => {
  it('gives no result of another command where a NUL stands inside its number', () => {
    expect(parseResults('ID=22\x001&Return=0&CMD=DATA\r\n\0ID=\x00222\0&Return=0\0&CMD=DA\0TA')).toMatchObject([
      { id: '221?', returnCode: 0 },
      { id: '222', returnCode: 0, command: 'DATA' },
    ]);
  });

  it('reads the printed example (7.4)', () => {
    expect(parseResults('ID=1&Return=0&CMD=DATA UPDATE\r\n\r\n')).toEqual([plain('1', 0, 'DATA UPDATE')]);
  });

  it('reads the return key in small letters (9.1)', () => {
    expect(parseResults('ID=295&return=0&CMD=DATA UPDATE')).toEqual([plain('295', 0, 'DATA UPDATE')]);
  });

  it('reads a terminal acknowledgement with a hex id (C2)', () => {
    expect(parseResults('ID=a13eeb9927464f9e&Return=-12&CMD=DATA\n')).toEqual([plain('a13eeb9927464f9e', -12, 'DATA')]);
  });

  it.each(['\n', '\r\n', '\r', '\r\n\r\n'])('reads every line of several joined by %j', (separator) => {
    const lines = ['ID=1&Return=0&CMD=DATA', 'ID=2&Return=-629&CMD=DATA QUERY', 'id=3&RETURN=41&Cmd=CONTROL DEVICE'];
    expect(parseResults(lines.join(separator) + separator)).toEqual([
      plain('1', 0, 'DATA'),
      plain('2', -629, 'DATA QUERY'),
      plain('3', 41, 'CONTROL DEVICE'),
    ]);
  });

  it('names the sub-controller that ran the command', () => {
    expect(parseResults('ID=7&Return=-5000&CMD=DATA UPDATE&SN=CJDE193560303')).toEqual([
      { ...plain('7', -5000, 'DATA UPDATE'), sn: 'CJDE193560303' },
    ]);
  });

  it('keeps the parts of ACCOUNT, with and without a value (9.2.1)', () => {
    expect(parseResults('ID=291&Return=41&CMD=ACCOUNT&transaction&StartTime=&EndTime=&RecordSum=41')).toEqual([
      { ...plain('291', 41, 'ACCOUNT'), extra: { transaction: '', StartTime: '', EndTime: '', RecordSum: '41' } },
    ]);
  });

  it('reads a block of one field a line with the text of a shell behind it', () => {
    const body =
      'ID=9\nSN=3383154200002\nReturn=0\nCMD=Shell\nContent=total 2\n-rw a=b&c\n\nlast\nID=10&Return=0&CMD=DATA\n';
    expect(parseResults(body)).toEqual([
      {
        ...plain('9', 0, 'Shell'),
        sn: '3383154200002',
        extra: { Content: 'total 2\n-rw a=b&c\n\nlast' },
      },
      plain('10', 0, 'DATA'),
    ]);
  });

  it('keeps the lines of INFO', () => {
    const body = 'ID=5&Return=0&CMD=INFO\n~DeviceName=SpeedFace & Co\nMAC=00:17:61:11:ad:4f\nEmpty=\n';
    expect(parseResults(body)).toEqual([
      {
        ...plain('5', 0, 'INFO'),
        extra: { '~DeviceName': 'SpeedFace & Co', MAC: '00:17:61:11:ad:4f', Empty: '' },
      },
    ]);
  });

  it('takes the query string where the body has no id', () => {
    expect(parseResults('', '?SN=3383154200002&ID=12&Return=0&CMD=DATA%20UPDATE')).toEqual([
      plain('12', 0, 'DATA UPDATE'),
    ]);
    expect(parseResults('Return=-18&CMD=DATA\n', 'SN=1&ID=12')).toEqual([plain('12', -18, 'DATA')]);
    expect(parseResults('ID=1&Return=0&CMD=DATA', 'ID=2&Return=0')).toEqual([plain('1', 0, 'DATA')]);
  });

  it.each(['ID=4&CMD=DATA', 'ID=4&Return=&CMD=DATA', 'ID=4&Return=ok&CMD=DATA'])(
    'does not take %j for a success',
    (body) => {
      expect(parseResults(body)).toEqual([plain('4', null, 'DATA')]);
    },
  );

  it.each(['', '\r\n', 'OK', '&&=&', 'ID=&Return=0&CMD=DATA', 'Return=0&CMD=DATA'])('finds no result in %j', (body) => {
    expect(parseResults(body, 'SN=3383154200002')).toEqual([]);
  });

  it('reads fields in another order', () => {
    expect(parseResults('Return=0&ID=8&CMD=DATA')).toEqual([plain('8', 0, 'DATA')]);
  });
});
