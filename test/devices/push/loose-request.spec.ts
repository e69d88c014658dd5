import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { looseRequest } from '../../../src/devices/push/loose-request.js';

const socket = new Socket();
const read = (text: string) => looseRequest(Buffer.from(text, 'latin1'), socket);
const urlOf = (line: string) => read(`${line}\r\nHost: gateway\r\n\r\n`)?.url ?? null;

describe('an address with blanks in it', () => {
  it('is read with its headers', () => {
    const message = read('GET /iclock/getrequest?SN=A1&INFO=Ver 8.0.4 b,1 HTTP/1.1\r\nHost: gateway\r\n\r\n');
    expect(message).toEqual({
      method: 'GET',
      url: '/iclock/getrequest?SN=A1&INFO=Ver%208.0.4%20b,1',
      headers: { host: 'gateway' },
      socket,
    });
  });

  it('is read whatever case its words have, and by the older version', () => {
    expect(urlOf('get /iclock/ping?a b http/1.0')).toBe('/iclock/ping?a%20b');
  });

  it('may hold what looks like the end of the line', () => {
    expect(urlOf('GET /iclock/ping?a HTTP/1.1 HTTP/1.1')).toBe('/iclock/ping?a%20HTTP/1.1');
  });

  it.each([
    'GET /iclock/ping HTTP/1.1',
    'POST /iclock/ping?a b HTTP/1.1',
    'GET iclock/ping?a b HTTP/1.1',
    'GET  /iclock/ping?a b HTTP/1.1',
    'GET /iclock/ping?a b HTTP/2.0',
    'GET /iclock/ping?a b',
    'GET /iclock/ping?a\rb c HTTP/1.1',
    'GET /iclock/ping?a\nb c HTTP/1.1',
    'GET / HTTP/1.1',
    'GET /HTTP/1.1',
    '',
  ])('is not accepted from %j', (line) => expect(urlOf(line)).toBeNull());
});

/** Milliseconds of ten calls; the fastest of several runs. */
function costOf(line: string): number {
  const raw = Buffer.from(`${line}\r\n\r\n`);
  const runs = Array.from({ length: 5 }, () => {
    const begin = performance.now();
    for (let n = 0; n < 10; n++) looseRequest(raw, socket);
    return performance.now() - begin;
  });
  return Math.min(...runs);
}

it('costs no more for a line of useless blanks than for a good line', () => {
  const blanks = ' '.repeat(8_000);
  const usual = costOf(`GET /${blanks}b HTTP/1.1`);
  expect(costOf(`GET /${blanks}b HTTP/3`)).toBeLessThan(20 * usual);
});
