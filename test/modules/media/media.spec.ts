import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, apiToken, startApp, type TestApp } from '../../support/app.js';
import { refusalOf } from '../../support/answers.js';

let app: TestApp;
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(21_500, 1)]);
const mp4 = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), Buffer.alloc(1_600_000, 2)]);

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const success = { code: 0, message: 'success', data: null };

interface Upload {
  readonly mediaName?: string;
  readonly file?: Buffer;
  readonly fileName?: string;
  readonly fileFirst?: boolean;
}

/** The form as a browser sends it. */
async function add({ mediaName, file, fileName = 'bayue.png', fileFirst = false }: Upload, query = '?') {
  const form = new FormData();
  const name = () => mediaName !== undefined && form.append('mediaName', mediaName);
  if (!fileFirst) name();
  if (file) form.append('File', new Blob([new Uint8Array(file)]), fileName);
  if (fileFirst) name();
  const answer = await fetch(`${app.url}/api/adMedia/add${query}access_token=${apiToken}`, {
    method: 'POST',
    body: form,
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { code: number; message: string; data: unknown };
}

const got = async (name: string) => (await app.api('GET', `/api/adMedia/get/${encodeURIComponent(name)}`)).body;
const bytesAt = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const answer = await fetch(app.url + path, { headers, method });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const files = () => app.sql(`SELECT 1 FROM stored_file WHERE kind = 'media'`);

describe('2.6.1 adMedia/add', () => {
  it('stores a picture, wherever in the form its name is', async () => {
    expect(await add({ mediaName: '111', file: png })).toEqual(success);
    expect(await got('111')).toEqual({
      code: 0,
      message: 'success',
      data: [
        {
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          mediaName: '111',
          mediaSize: '21KB',
          mediaSuffix: 'png',
          mediaType: '1',
          mediaPath: expect.stringMatching(/^\/att\/picture\/[0-9a-f]{32}\.png$/),
        },
      ],
    });
    expect(await add({ mediaName: 'Lobby film', file: mp4, fileName: 'x.png', fileFirst: true })).toEqual(success);
    const { data } = (await got('Lobby film')) as { data: object[] };
    expect(data).toMatchObject([{ mediaSize: '1.5MB', mediaSuffix: 'mp4', mediaType: '2' }]);
  });

  it('accepts the token behind an & without a ?, as the manual prints it', async () => {
    expect(await add({ mediaName: 'amp', file: png }, '&')).toEqual(success);
    const { body } = await app.request('GET', `/api/adMedia/get/amp&access_token=${apiToken}`);
    expect(body.data[0].mediaName).toBe('amp');
    expect((await app.request('DELETE', `/api/adMedia/delete/amp&access_token=${apiToken}`)).body).toEqual(success);
    expect((await app.request('GET', `/api/adMedia/get/amp&access_token=wrong`)).status).toBe(401);
    expect((await got('amp')).code).toBe(-70);
  });

  it('gives a media of the same name a new file, and deletes the unused one', async () => {
    const [before] = ((await got('111')) as { data: [{ id: string; mediaPath: string }] }).data;
    expect(await add({ mediaName: ' 111 ', file: Buffer.from('GIF89a-----------------') })).toEqual(success);
    const [after] = ((await got('111')) as { data: [{ id: string; mediaPath: string }] }).data;
    expect(after).toMatchObject({ id: before.id, mediaName: '111', mediaSize: '1KB', mediaSuffix: 'gif' });
    expect((await bytesAt(before.mediaPath)).answer.status).toBe(404);
    expect(await files()).toHaveLength(2);
  });

  it.each<[string, Upload, number, string]>([
    ['no file', { mediaName: 'none' }, -1, 'File is required'],
    ['no name', { file: png }, -1, 'mediaName is required'],
    ['an empty name', { file: png, mediaName: ' ' }, -1, 'mediaName is required'],
    ['too long a name', { file: png, mediaName: 'x'.repeat(101) }, -1, 'mediaName must be 1 to 100 visible characters'],
    [
      'an empty file',
      { mediaName: 'none', file: Buffer.alloc(0) },
      -71,
      'the file bayue.png is neither a picture nor a video',
    ],
    [
      'what is no picture, whatever it is called',
      { mediaName: 'none', file: Buffer.from('<svg onload="x">') },
      -71,
      'the file bayue.png is neither a picture nor a video',
    ],
  ])('refuses %s', async (_, upload, code, message) => {
    expect(await add(upload)).toEqual(refusalOf(code, message));
    expect((await got('none')).code).toBe(-70);
    expect(await app.sql(`SELECT 1 FROM stored_file WHERE complete AND kind = 'media'`)).toHaveLength(2);
  });

  it("of the admin API is refused with the name of the client's field", async () => {
    const upload = async (query: string, name?: Record<string, string>) => {
      const form = new FormData();
      form.append('file', new Blob([png]), 'a.png');
      for (const [field, value] of Object.entries(name ?? {})) form.append(field, value);
      const answer = await fetch(`${app.url}/admin/v1/media${query}`, {
        method: 'POST',
        headers: { authorization: 'Bearer test-admin-token-0123456789' },
        body: form,
      });
      const { errors } = (await answer.json()) as { errors: object[] };
      return [answer.status, errors];
    };
    const missing = [400, [{ field: 'name', code: 'missing', message: 'name is required' }]];
    expect(await upload('')).toEqual(missing);
    expect(await upload('?name=%20')).toEqual(missing);
    expect(await upload('', { name: '' })).toEqual(missing);
    expect(await upload('', { mediaName: '' })).toEqual([
      400,
      [{ field: 'mediaName', code: 'missing', message: 'mediaName is required' }],
    ]);
    const headers = { authorization: 'Bearer test-admin-token-0123456789', 'content-type': 'application/octet-stream' };
    const bare = await app.request('POST', '/admin/v1/media', { body: png, headers });
    expect([bare.status, bare.body.errors]).toEqual(missing);
  });

  it('refuses what is no form, and a picture that is too large for one', async () => {
    const json = await app.api('POST', '/api/adMedia/add', { mediaName: 'x' });
    expect(json.body.code).toBe(-71);
    const broken = await app.request('POST', `/api/adMedia/add?access_token=${apiToken}`, {
      body: '--a\r\nContent-Disposition: form-data; name="File"; filename="a"\r\n\r\n1',
      headers: { 'content-type': 'multipart/form-data; boundary=a' },
    });
    expect(broken.body).toEqual(refusalOf(-1, 'the multipart body cannot be read'));
    expect((await app.request('POST', '/api/adMedia/add')).status).toBe(401);
    const large = Buffer.concat([png, Buffer.alloc(20 * 1024 * 1024)]);
    expect(await add({ mediaName: 'large', file: large })).toEqual(
      refusalOf(-1, 'the file is larger than 20971520 bytes'),
    );
  });

  it('of two uploads of one name at the same time one counts', async () => {
    const both = await Promise.all([add({ mediaName: 'twice', file: png }), add({ mediaName: 'twice', file: mp4 })]);
    expect(both).toEqual([success, success]);
    expect(await app.sql(`SELECT 1 FROM media WHERE name = 'twice'`)).toHaveLength(1);
    expect(await files()).toHaveLength(3);
    expect((await app.api('POST', '/api/adMedia/delete/twice')).body).toEqual(success);
    expect(await files()).toHaveLength(2);
  });
});

describe('the file of a media', () => {
  it('is served to everybody who knows its path, whole and in ranges', async () => {
    const [{ mediaPath }] = ((await got('Lobby film')) as { data: [{ mediaPath: string }] }).data;
    const whole = await bytesAt(mediaPath);
    expect(whole.answer.status).toBe(200);
    expect(whole.bytes.equals(mp4)).toBe(true);
    expect(Object.fromEntries(whole.answer.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
    });
    const part = await bytesAt(mediaPath, { range: 'bytes=0-11' });
    expect([part.answer.status, part.bytes.equals(mp4.subarray(0, 12))]).toEqual([206, true]);
    const head = await bytesAt(mediaPath, {}, 'HEAD');
    expect([head.answer.status, head.answer.headers.get('content-length')]).toEqual([200, String(mp4.length)]);
    expect((await bytesAt(mediaPath.replace('.mp4', '.png'))).answer.status).toBe(404);
    expect((await bytesAt('/att/picture/nothing.png')).answer.status).toBe(404);
    expect((await bytesAt('/att/picture/..%2f..%2fetc')).answer.status).toBe(404);
  });
});

describe('2.6.2 adMedia/delete and 2.6.3 adMedia/get', () => {
  it('work by name, in the path or in a parameter', async () => {
    for (const [method, path] of [
      ['DELETE', '/api/adMedia/delete/a%2Fb'],
      ['POST', '/api/adMedia/delete/a%2Fb'],
      ['POST', '/api/adMedia/delete?name=a/b'],
      ['DELETE', '/api/adMedia/delete?mediaName=a/b'],
    ] as const) {
      await add({ mediaName: 'a/b', file: png });
      expect((await app.api('GET', '/api/adMedia/get?name=a/b')).body.data[0].mediaName).toBe('a/b');
      expect((await app.api(method, path)).body).toEqual(success);
      expect((await app.api(method, path)).body).toEqual(refusalOf(-70, 'The media a/b does not exist'));
    }
    expect((await app.api('GET', '/api/adMedia/get')).body.code).toBe(-70);
    expect((await app.api('POST', '/api/adMedia/delete')).body.code).toBe(-70);
    expect(await files()).toHaveLength(2);
  });
});

describe('/admin/v1/media', () => {
  const upload = (query: string, body: Buffer) =>
    app.request('POST', `/admin/v1/media${query}`, { body, headers: { authorization: `Bearer ${adminToken}` } });

  it('uploads, lists, places and removes', async () => {
    const made = await upload('?name=Welcome', png);
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: expect.any(String),
        name: 'Welcome',
        kind: 'picture',
        suffix: 'png',
        size: png.length,
        path: expect.stringMatching(/^\/att\/picture\//),
        side: 'both',
        area: 1,
        range: 100,
        interval: 5,
        devices: null,
        screens: { waiting: 0, sent: 0, done: 0, failed: 0 },
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    ]);
    const place = { side: 'in', area: 2, range: 50, interval: 9, devices: ['NOWHERE'] };
    expect((await app.admin('PATCH', '/media/Welcome', place)).body).toMatchObject(place);
    expect((await app.admin('PATCH', `/media/${made.body.id}`, { devices: null })).body).toMatchObject({
      side: 'in',
      devices: null,
    });
    const names = async (query: string) => {
      const { body } = await app.admin('GET', `/media${query}`);
      return [body.items.map(({ name }: { name: string }) => name), body.nextCursor];
    };
    const [first, cursor] = await names('?limit=2');
    expect(first).toEqual(['111', 'Lobby film']);
    expect(await names(`?limit=2&cursor=${cursor}`)).toEqual([['Welcome'], null]);
    expect((await app.admin('DELETE', '/media/Welcome')).status).toBe(204);
    expect((await app.admin('GET', '/media/Welcome')).status).toBe(404);
    const audit = await app.sql(
      `SELECT action, detail FROM audit WHERE action LIKE '%/v1/media%' ORDER BY seq LIMIT 1`,
    );
    expect(audit).toEqual([
      {
        action: 'POST /admin/v1/media',
        detail: { name: 'Welcome', mediaName: 'Welcome', size: png.length, suffix: 'png' },
      },
    ]);
  });

  it('refuses by field', async () => {
    const fault = async (answer: Promise<{ status: number; body: { errors?: { field: string }[]; type: string } }>) => {
      const { status, body } = await answer;
      return [status, body.errors?.[0]?.field ?? body.type];
    };
    expect(await fault(upload('', png))).toEqual([400, 'name']);
    expect(await fault(upload('?name=x', Buffer.from('text')))).toEqual([400, 'urn:postern:mediaFormat']);
    expect(await fault(app.admin('PATCH', '/media/111', { side: 'up' }))).toEqual([400, 'side']);
    expect(await fault(app.admin('PATCH', '/media/111', { area: 0 }))).toEqual([400, 'area']);
    expect(await fault(app.admin('PATCH', '/media/none', {}))).toEqual([404, 'urn:postern:mediaNotFound']);
    expect(await fault(app.admin('GET', '/media/none/screens'))).toEqual([404, 'urn:postern:mediaNotFound']);
    expect(await fault(app.admin('POST', '/media/none/send'))).toEqual([404, 'urn:postern:mediaNotFound']);
    expect(await fault(app.admin('DELETE', '/media/none'))).toEqual([404, 'urn:postern:mediaNotFound']);
  });
});
