import { describe, expect, it } from 'vitest';
import { wholeBase64 } from '../../../src/protocol/access-push/base64.js';
import { bioFitOf, bioRowOf, majorOf } from '../../../src/protocol/access-push/bio-fit.js';
import { dialectOf } from '../../../src/protocol/access-push/dialect.js';
import { isPicture } from '../../../src/protocol/access-push/picture.js';

const fitOf = (options: Record<string, string>, quirks: Record<string, unknown> = {}) =>
  bioFitOf(options, dialectOf(options, { multiCardOn: null, devId: 1, quirks }), quirks);

describe('what a device takes of a body', () => {
  it('as it lists it: types, algorithms, photos (appendix 18)', () => {
    const fit = fitOf({
      MultiBioDataSupport: '0:1:0:0:0:0:0:0:1:1:0',
      MultiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:1:0',
      MultiBioVersion: '0:10.0:7:0:0:0:0:0:12:58.12:0',
    });
    expect(fit.versions).toEqual([null, '10', null, null, null, null, null, null, '12', '58', null]);
    expect(fit.photos).toEqual([false, false, false, false, false, false, false, false, false, true, false]);
    expect(fit).toMatchObject({ oldFingers: false, userPic: false, byUrl: [] });
  });

  it('as older firmware has it: fingers of version 10 where it does not say, in a table of their own (7.7)', () => {
    expect(fitOf({ FingerFunOn: '1' }).versions[1]).toBe('10');
    expect(fitOf({ FingerFunOn: '1', FPVersion: '9' })).toMatchObject({ oldFingers: true, userPic: false });
    expect(fitOf({ FingerFunOn: '1', FPVersion: '9' }).versions[1]).toBe('9');
    expect(fitOf({ FingerFunOn: '0', FPVersion: '9' }).versions[1]).toBe(null);
    expect(fitOf({ FaceFunOn: '1', FaceVersion: '7', PhotoFunOn: '1' })).toMatchObject({ userPic: true });
    expect(fitOf({ BioDataFun: '1' }).versions[9]).toBe(null);
  });

  it('as its own uploads have shown, and as an operator says', () => {
    expect(fitOf({ BioDataFun: '1' }, { 'bioVersion.9': '58' }).versions[9]).toBe('58');
    expect(fitOf({}, { 'bioVersion.8': '12' }).versions[8]).toBe('12');
    expect(fitOf({ UserPicURLFunOn: '1' })).toMatchObject({ userPic: true, byUrl: ['userpic'] });
    expect(fitOf({ UserPicURLFunOn: '1' }, { 'photoUrl.userpic': false, 'photoUrl.biophoto': true }).byUrl).toEqual([
      'biophoto',
    ]);
  });

  it('versions are the same whatever their spelling', () => {
    expect(['10', '10.0', ' 010.3', '0', '0.0', '', 'v7', undefined].map(majorOf)).toEqual([
      '10',
      '10',
      '10',
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('stands in one table each', () => {
    const finger = { kind: 'template', bioType: 1, no: 6, index: 0 } as const;
    expect(bioRowOf('7', finger, { oldFingers: true })).toEqual({
      table: 'templatev10',
      row: { pin: '7', fingerId: 6 },
    });
    expect(bioRowOf('7', finger, { oldFingers: false })).toEqual({
      table: 'biodata',
      row: { type: 1, pin: '7', no: 6, index: 0 },
    });
    expect(bioRowOf('7', { kind: 'photo', bioType: 9, no: 0, index: 0 }, { oldFingers: true })).toEqual({
      table: 'biophoto',
      row: { pin: '7', type: 9, no: 0, index: 0 },
    });
  });
});

describe('base64 from devices', () => {
  it.each([
    ['YWI+YQ==', 'YWI+YQ=='],
    ['YWI YQ', 'YWI+YQ=='],
    ['YWI%2BYQ%3D%3D', 'YWI+YQ=='],
    ['YW,I%+YQ==', 'YWI+YQ=='],
    ['', null],
    ['====', null],
    ['abcde', null],
    ['a*cd', null],
    ['<html>', null],
  ])('%j is %j', (sent, whole) => {
    expect(wholeBase64(sent)).toBe(whole);
  });

  it('is a picture by its first bytes', () => {
    const picture = (bytes: number[]) => isPicture(Buffer.from(bytes).toString('base64'));
    expect(picture([0xff, 0xd8, 0xff, 0xe0])).toBe(true);
    expect(picture([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])).toBe(true);
    expect(picture([0x47, 0x49, 0x46, 0x38])).toBe(false);
    expect(isPicture('')).toBe(false);
  });
});
