import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { granted, jpeg, panel } from '../../support/panels.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(() => app.sql('DELETE FROM person'));

const codeOf = async (call: string, body: object): Promise<number> =>
  (await app.api('POST', `/api/person/${call}`, body)).body.code;
const get = async (pin: string) => (await app.api('GET', `/api/person/get/${pin}`)).body;

describe('photo', () => {
  const picture = async (format: 'png' | 'jpeg' | 'webp') =>
    (
      await sharp({ create: { width: 1000, height: 500, channels: 3, background: '#336699' } })
        .toFormat(format)
        .toBuffer()
    ).toString('base64');

  it('2.13.8 keeps a JPEG of at most 640 pixels, sealed, and serves it under its secret name', async () => {
    await codeOf('add', { pin: '7' });
    const personPhoto = `data:image/png;base64,${await picture('png')}`;
    expect(await codeOf('updatePersonnelPhoto', { pin: '7', personPhoto })).toBe(0);
    const { body } = await app.api('POST', '/api/person/getPersonList', { pageNo: 1, pageSize: 1 });
    const photo = Buffer.from(body.data[0].personPhoto, 'base64');
    const { format, width, height } = await sharp(photo).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 640, height: 320 });
    expect(body.data[0].vislightPhotoPath).toMatch(/^\/upload\/pers\/user\/cropface\/[0-9a-f]{32}\.jpg$/);
    const served = await fetch(`${app.url}${String(body.data[0].vislightPhotoPath)}`);
    expect(served.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await served.arrayBuffer()).equals(photo)).toBe(true);
    const [row] = await app.sql<{ photo: Buffer }>('SELECT photo FROM person');
    expect(row?.photo.includes(Buffer.from('JFIF'))).toBe(false);
  });

  it.each(['person/get?pin=7', 'v2/person/get?pin=7', 'v2/person/get/7'])('%s shows it', async (path) => {
    const of = async () => (await app.api('GET', `/api/${path}`)).body;
    expect((await of()).code).toBe(-22);
    await codeOf('add', { pin: '7', personPhoto: await picture('png') });
    const { data } = await of();
    expect((await sharp(Buffer.from(data.vislightPhoto, 'base64')).metadata()).width).toBe(640);
    expect({ ...(await get('7')).data, vislightPhoto: data.vislightPhoto }).toEqual(data);
    await codeOf('add', { pin: '7', personPhoto: '' });
    expect((await of()).data).toMatchObject({ vislightPhoto: '', vislightPhotoPath: '' });
  });

  it('does nothing without one, and tells what is wrong', async () => {
    await codeOf('add', { pin: '7', personPhoto: await picture('jpeg') });
    expect(await codeOf('updatePersonnelPhoto', { pin: '7', personPhoto: '' })).toBe(0);
    expect((await get('7')).data.vislightPhotoPath).not.toBe('');
    expect(await codeOf('updatePersonnelPhoto', { personPhoto: 'x' })).toBe(-20);
    expect(await codeOf('updatePersonnelPhoto', { pin: '8', personPhoto: await picture('jpeg') })).toBe(-22);
    expect(await codeOf('updatePersonnelPhoto', { pin: '7', personPhoto: await picture('webp') })).toBe(-27);
    expect(await codeOf('add', { pin: '7', personPhoto: '' })).toBe(0);
    expect((await get('7')).data.vislightPhotoPath).toBe('');
  });
});

describe('on devices', () => {
  const pathOf = (data: { vislightPhotoPath: string }) => data.vislightPhotoPath;
  const bytesAt = async (path: string) => {
    const answer = await fetch(`${app.url}${path}`);
    return [answer.status, Buffer.from(await answer.arrayBuffer()).toString('base64')];
  };
  const listed = async (version: string, pin: string) => {
    const body = { pins: pin, pageNo: 1, pageSize: 1 };
    const { data } = (await app.api('POST', `/api/${version}person/getPersonList`, body)).body;
    return version === '' ? data[0] : data.data[0];
  };

  it('a photo that a client sets is a comparison photo and the photo of the user, and leaves with an empty text', async () => {
    const a = await panel(app, 'REST-A', 'PhotoFunOn=1,BioPhotoFun=1');
    await granted(app, '801', [a]);
    await a.settle();
    expect(await codeOf('updatePersonnelPhoto', { pin: '801', personPhoto: await jpeg(90) })).toBe(0);
    const { vislightPhoto: kept } = (await app.api('GET', '/api/person/get?pin=801')).body.data;
    expect(await a.settle()).toEqual([
      `DATA UPDATE biophoto PIN=801\tType=9\tNo=0\tIndex=0\tSize=${kept.length}\tContent=${kept}\tFormat=0`,
      `DATA UPDATE userpic pin=801\tsize=${kept.length}\tcontent=${kept}`,
    ]);
    expect(await codeOf('add', { pin: '801', personPhoto: '' })).toBe(0);
    expect(await a.settle()).toEqual(['DATA DELETE userpic pin=801', 'DATA DELETE biophoto PIN=801\tType=9']);
  });

  it('a comparison photo that a device took is shown until a newer photo is set', async () => {
    const a = await panel(app, 'REST-B', 'BioPhotoFun=1');
    await granted(app, '802', [a]);
    await a.settle();
    const own = { pin: '802', personPhoto: await jpeg(40) };
    await codeOf('add', own);
    const before = await listed('', '802');
    expect(before.vislightPhoto).toBe(before.personPhoto);
    const taken = await jpeg(200);
    const row = `biophoto pin=802\tfilename=802.jpg\ttype=9\tsize=${taken.length}\tcontent=${taken}`;
    expect(await a.upload('biophoto', row)).toEqual([200, 'biophoto=1']);

    const shown = await listed('', '802');
    expect([shown.vislightPhoto, shown.personPhoto]).toEqual([taken, before.personPhoto]);
    expect(await bytesAt(pathOf(shown))).toEqual([200, taken]);
    const record = await listed('v2/', '802');
    expect([pathOf(record), record.vislightPhoto, record.photoPath]).toEqual([pathOf(shown), '', pathOf(before)]);
    const { data } = (await app.api('GET', '/api/v2/person/get?pin=802')).body;
    expect([data.vislightPhoto, pathOf(data)]).toEqual([taken, pathOf(shown)]);
    const forged = pathOf(shown).replace(/\.[\w-]{22}\.jpg$/, `.${'A'.repeat(22)}.jpg`);
    expect((await bytesAt(forged))[0]).toBe(404);

    await codeOf('add', { ...own, personPhoto: await jpeg(60) });
    const after = await listed('', '802');
    expect(after.vislightPhoto).toBe(after.personPhoto);
    expect(pathOf(after)).toMatch(/\/[0-9a-f]{32}\.jpg$/);
    await app.api('DELETE', '/api/person/delete/802');
    expect((await bytesAt(pathOf(shown)))[0]).toBe(404);
    expect((await bytesAt('/upload/pers/user/cropface/%00.jpg'))[0]).toBe(404);
  });
});

describe('v2.1.1.16 detectFace', () => {
  const size = { width: 400, height: 300 };
  const from = async (level: (x: number, y: number) => [number, number, number], change = (image: Sharp) => image) => {
    const raw = Buffer.alloc(size.width * size.height * 3);
    for (let at = 0; at < size.width * size.height; at++) {
      raw.set(level(at % size.width, Math.floor(at / size.width)), at * 3);
    }
    const image = sharp(raw, { raw: { ...size, channels: 3 } });
    return (await change(image).jpeg().toBuffer()).toString('base64');
  };
  const squares = (x: number, y: number): [number, number, number] =>
    (Math.floor(x / 40) + Math.floor(y / 40)) % 2 ? [200, 150, 120] : [90, 60, 50];
  const plain = (r: number, g: number, b: number) => () => from(() => [r, g, b]);

  it.each<[string, () => string | Promise<string>, number]>([
    ['nothing', () => '', -27],
    ['no base64', () => '***', -27],
    ['no picture', () => 'bm8gcGhvdG8=', -27],
    ['half a picture', async () => (await from(squares)).slice(0, 2000), -27],
    ['a small one', () => from(squares, (image) => image.resize(200, 150)), -5001],
    ['a black one', plain(0, 0, 0), -5010],
    ['a white one', plain(255, 255, 255), -5009],
    ['one without colours', () => from(squares, (image) => image.greyscale()), -5006],
    ['one of one colour', plain(60, 90, 140), -262],
    ['a blurred one', () => from(squares, (image) => image.blur(40)), -5007],
    ['a good one', () => from(squares), 0],
    ['a good one before a white wall', () => from((x, y) => (x > 60 && x < 340 ? squares(x, y) : [255, 255, 255])), 0],
  ])('%s', async (_, photo, code) => {
    const { body } = await app.api('POST', '/api/v2/person/detectFace', { personPhoto: await photo() });
    expect([body.code, body.data]).toEqual([code, null]);
    if (code === 0) expect(body.message).toBe('success');
  });
});

describe('pictures with more pixels than bytes', () => {
  const plainPicture = async (width: number, height: number, progressive = false) =>
    (
      await sharp({ create: { width, height, channels: 3, background: '#336699' }, limitInputPixels: false })
        .png({ progressive })
        .toBuffer()
    ).toString('base64');
  const answer = async (personPhoto: string) => {
    const { body } = await app.api('POST', '/api/person/updatePersonnelPhoto', { pin: '7', personPhoto });
    return [body.code, body.detail] as const;
  };

  it('are refused, and told why', async () => {
    await codeOf('add', { pin: '7' });
    const refused = 'Invalid personnel photo: more than';
    expect(await answer(await plainPicture(7_000, 7_000))).toEqual([-27, `${refused} 25 million pixels`]);
    expect(await answer(await plainPicture(3_000, 3_000, true))).toEqual([-27, `${refused} 8 million pixels`]);
  });

  it('of an honest camera are taken, also several at once', async () => {
    await codeOf('add', { pin: '7' });
    const photo = await plainPicture(4_000, 3_000);
    const answers = await Promise.all([answer(photo), answer(photo), answer(photo)]);
    expect(answers.map(([code]) => code)).toEqual([0, 0, 0]);
  });
});
