import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import {
  approved,
  brief,
  printedRegistration,
  registryCode,
  send,
  sendBytes,
  sessionIn,
} from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

describe('every answer', () => {
  it('is plain text with Content-Length and Date, also a refusal', async () => {
    const device = await approved(app, 'PLAIN-1');
    await registryCode(device);
    const answers = await Promise.all([
      device.get('/iclock/cdata?pushver=3.0.1&options=all'),
      device.post('/iclock/registry', printedRegistration),
      device.post('/iclock/push'),
      device.get('/iclock/getrequest'),
      device.get('/iclock/ping'),
      device.post('/iclock/devicecmd', 'ID=1&Return=0&CMD=DATA UPDATE'),
      device.post('/iclock/cdata?table=rtlog', ''),
      device.post('/iclock/exchange', ''),
      device.get('/iclock/none'),
      send(app.url, 'GET', '/iclock/cdata'),
      send(app.url, 'GET', '/iclock/getrequest?SN=PLAIN-STRANGER'),
    ]);
    const tooLarge = { body: Buffer.alloc(17 * 1024 * 1024, 'x') };
    answers.push(await send(app.url, 'POST', '/iclock/cdata?SN=PLAIN-1&table=rtlog', tooLarge));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200, 404, 404, 400, 403, 413]);
    for (const { headers, text } of answers) {
      expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
      expect(headers['content-type']).toMatch(/^text\/plain/);
      expect(headers.date).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    }
  });
});

describe('requests as firmware writes them', () => {
  const rtstate = 'time=2017-01-10 15:42:40\tsensor=00\trelay=00\talarm=0200000000000000';

  it('bodies with any content type or none are read as bytes', async () => {
    const device = await approved(app, 'LABEL-1');
    for (const type of [
      undefined,
      'application/push;charset=UTF-8',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json',
      'multipart/form-data',
      'push',
      '',
      ';charset=UTF-8',
    ]) {
      const headers = type === undefined ? {} : { 'Content-Type': type };
      const answer = await brief(device.post('/iclock/cdata?table=rtstate', rtstate, { headers }));
      expect([type, ...answer]).toEqual([type, 200, 'OK']);
    }
    expect(
      await app.sql(`SELECT s.alarm FROM door_state s JOIN door d ON d.id = s.door_id WHERE d.device_sn = 'LABEL-1'`),
    ).toEqual([]);
    await registryCode(device, 'LockCount=1');
    await device.post('/iclock/cdata?table=rtstate', rtstate.replace('42:40', '42:41').replace('=02', '=04'), {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(
      await app.sql(`SELECT s.alarm FROM door_state s JOIN door d ON d.id = s.door_id WHERE d.device_sn = 'LABEL-1'`),
    ).toEqual([{ alarm: 4 }]);
  });

  it('a GET may name a content type, and Connection: starting does no harm', async () => {
    await approved(app, 'SPEC-1');
    const answer = await sendBytes(
      app.url,
      'GET /iclock/cdata?SN=SPEC-1&pushver=3.0.1&options=all HTTP/1.1\r\nHost: 192.168.213.17:8088\r\n' +
        'User-Agent: iClock Proxy/1.09\r\nConnection: starting\r\nConnection: close\r\nAccept: application/push\r\n' +
        'Accept-Charset: UTF-8\r\nAccept-Language: zh-CN\r\nContent-Type: application/push;charset=UTF-8\r\n' +
        'Content-Language: zh-CN\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toMatch(/\r\n\r\nOK$/);
  });

  it('Expect: 100-continue is answered before the body comes', async () => {
    await approved(app, 'EXPECT-1');
    const body = 'time=2017-01-10 11:49:32\tpin=0\tevent=27\tindex=21';
    const answer = await sendBytes(
      app.url,
      'POST /iclock/cdata?SN=EXPECT-1&table=rtlog HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n' +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(answer).toMatch(/\r\n\r\nOK$/);
    expect(await app.sql(`SELECT log_id FROM event WHERE sn = 'EXPECT-1'`)).toEqual([{ log_id: 21 }]);
  });

  it('a chunked body and HTTP/1.0 are understood', async () => {
    await approved(app, 'CHUNK-1');
    const chunked = await sendBytes(
      app.url,
      'POST /iclock/cdata?SN=CHUNK-1&table=rtlog HTTP/1.1\r\nHost: a\r\nConnection: close\r\n' +
        'Transfer-Encoding: chunked\r\n\r\n18\r\ntime=2017-01-10 11:49:32\r\n12\r\n\tevent=27\tindex=22\r\n0\r\n\r\n',
    );
    expect(chunked).toMatch(/\r\n\r\nOK$/);
    expect(await app.sql(`SELECT log_id FROM event WHERE sn = 'CHUNK-1'`)).toEqual([{ log_id: 22 }]);
    expect(await sendBytes(app.url, 'GET /iclock/ping?SN=CHUNK-1 HTTP/1.0\r\n\r\n')).toMatch(/\r\n\r\nOK$/);
  });

  it('several requests on one connection are answered in order', async () => {
    await approved(app, 'KEEP-1');
    const poll = 'GET /iclock/getrequest?SN=KEEP-1 HTTP/1.1\r\nHost: a\r\n';
    const answer = await sendBytes(app.url, `${poll}\r\n${poll}\r\n${poll}Connection: close\r\n\r\n`);
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    expect(answer.match(/\r\n\r\nOK/g)).toHaveLength(3);
  });

  it.each([
    '/iclock/ping',
    '/iclock/iclock/ping',
    '/iclock/ping.aspx',
    '/iclock/iclock/ping.aspx',
    '/api/iclock/ping',
    '/pub/iclock/ping',
    '/PUB//iclock/iclock/ping.aspx',
    '/adms-1/iclock/ping',
    '/iclock/ping/',
    '/iclock/PING',
    '/ICLOCK/ping',
    '/iClock/Ping',
    '/Iclock/ping',
    '//iclock/ping',
    '/iclock//ping',
  ])('the path %s', async (path) => {
    await app.admin('POST', '/devices', { sn: 'WAYS-1' });
    expect(await brief(send(app.url, 'GET', `${path}?SN=WAYS-1`))).toEqual([200, 'OK']);
  });

  it('parameters come in any case, the first of a repeated one counts', async () => {
    await approved(app, 'CASE-1');
    expect(await brief(send(app.url, 'GET', '/iclock/getrequest?sn=CASE-1'))).toEqual([200, 'OK']);
    expect(await brief(send(app.url, 'GET', '/iclock/cdata?Sn=CASE-1&OPTIONS=All&PushVer=3.0.1'))).toEqual([200, 'OK']);
    expect(await brief(send(app.url, 'POST', '/iclock/cdata?sn=CASE-1&TABLE=RTLOG', { body: '' }))).toEqual([
      200,
      'OK',
    ]);
    expect(await brief(send(app.url, 'GET', '/iclock/ping?SN=CASE-1&SN=OTHER'))).toEqual([200, 'OK']);
  });

  it.each([
    '',
    'SN=',
    'SN=%00',
    'SN=a%00b',
    'SN=a b',
    'SN=%zz',
    "SN=';DROP TABLE device--",
    'SN=../../etc/passwd',
    'SN=%F0%9F%9A%AA',
    `SN=${'9'.repeat(65)}`,
    'SN[]=1',
    'SN=a%0aOK',
    'XSN=1',
    '__proto__=1',
  ])('the junk "%s" in place of a serial number is 400', async (query) => {
    const path = `/iclock/cdata?${query.replaceAll(' ', '%20')}&options=all`;
    expect((await send(app.url, 'GET', path)).status).toBe(400);
    expect((await send(app.url, 'POST', path, { body: 'x' })).status).toBe(400);
    expect(await brief(send(app.url, 'GET', '/iclock/ping?SN=CASE-1'))).toEqual([200, 'OK']);
  });
});

describe('the token', () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const formOf = async (sn: string) =>
    (await app.sql<{ token_form: string | null }>('SELECT token_form FROM device WHERE sn = $1', [sn]))[0]?.token_form;

  it('is observed in all forms and never required', async () => {
    const device = await approved(app, 'TOKEN-1');
    const serial = md5('TOKEN-1');
    const code = await registryCode(device);
    const first = sessionIn((await device.post('/iclock/push', '', { headers: { Cookie: `token=${serial}` } })).text);
    expect(await formOf('TOKEN-1')).toBe('serial');
    await registryCode(device);
    const session = sessionIn((await device.post('/iclock/push')).text);
    const full = md5(`${code}TOKEN-1${session}`);
    const seen = async (cookie: string) => {
      const answer = await brief(device.get('/iclock/ping', { headers: { Cookie: cookie } }));
      return [...answer, await formOf('TOKEN-1')];
    };
    expect(await seen(`token=${full}`)).toEqual([200, 'OK', 'session']);
    expect(await seen(`token=${md5(`${code}TOKEN-1${first}`)}`)).toEqual([200, 'OK', 'previousSession']);
    expect(await seen(full)).toEqual([200, 'OK', 'session']);
    expect(await seen(`token=${md5(`${code}TOKEN-11583988877`)},timestamp=1583988877`)).toEqual([
      200,
      'OK',
      'timestamp',
    ]);
    expect(await seen(`token=${full.toUpperCase()}, timestamp=12`)).toEqual([200, 'OK', 'session']);
    expect(await seen(`token=${md5(`${code}TOKEN-1`)}`)).toEqual([200, 'OK', 'registry']);
    expect(await seen('token=V2VkLCAxMCBKYW4gMjAxNw==')).toEqual([200, 'OK', null]);
    expect(await seen(`JSESSIONID=1; token=${full}; Path=/`)).toEqual([200, 'OK', 'session']);
    expect(await brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
    expect(await formOf('TOKEN-1')).toBe('session');
    for (const junk of [';;;,,,===', 'token', '=', `token=${'a'.repeat(8_000)}`]) {
      expect((await seen(junk)).slice(0, 2)).toEqual([200, 'OK']);
    }
  });
});
