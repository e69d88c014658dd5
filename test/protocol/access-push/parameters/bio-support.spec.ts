import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../../../src/protocol/access-push/dialect.js';
import { bioPlaces, bioTypes, templateTableOf } from '../../../../src/protocol/access-push/parameters/bio-support.js';

const of = (options: Readonly<Record<string, string>>) => dialectOf(options, { multiCardOn: false, devId: 1 });

const hybrid = of({
  MultiBioDataSupport: '0:1:0:0:0:0:0:0:1:1',
  MultiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:1',
  MultiBioVersion: '0:10:0:0:0:0:0:0:12:58.12',
  MaxMultiBioDataCount: '0:10000:0:0:0:0:0:0:3000:6000',
  MaxMultiBioPhotoCount: '0:0:0:0:0:0:0:0:0:6000',
});

it('reads the lists of newer firmware', () => {
  expect(hybrid.bio).toEqual({
    hybrid: true,
    templates: [1, 8, 9],
    photos: [9],
    versions: new Map([
      [1, '10'],
      [8, '12'],
      [9, '58.12'],
    ]),
    mostTemplates: new Map([
      [1, 10_000],
      [8, 3_000],
      [9, 6_000],
    ]),
    mostPhotos: new Map([[9, 6_000]]),
  });
});

it('reads the blanks of 4.4 and the eleventh place of appendix 18', () => {
  expect(of({ MultiBioDataSupport: '0: 1: 1: 0: 0: 0: 0: 0: 0: 0: 1' }).bio.templates).toEqual([1, 2, 10]);
});

it('puts the options of older firmware into their place (4.6)', () => {
  const older = of({
    FingerFunOn: '1',
    FPVersion: '10',
    '~MaxFingerCount': '40',
    FaceFunOn: '1',
    FaceVersion: '7',
    '~MaxFaceCount': '2000',
    FvFunOn: '0',
    FvVersion: '3',
    PvFunOn: '0',
    '~MaxPvCount': '',
  });
  expect(older.bio).toEqual({
    hybrid: false,
    templates: [1, 2],
    photos: [],
    versions: new Map([
      [1, '10'],
      [2, '7'],
    ]),
    mostTemplates: new Map([
      [1, 40],
      [2, 2_000],
    ]),
    mostPhotos: new Map(),
  });
});

const positions = (...on: readonly number[]) =>
  Array.from({ length: 67 }, (_, at) => (on.includes(at) ? '1' : '0')).join('');

it.each([
  [{ BioDataFun: '1' }, [9], []],
  [{ VisilightFun: '1' }, [9], []],
  [{ BioPhotoFun: '1' }, [], [9]],
  [{ AccSupportFunList: positions(38) }, [], [9]],
  [{ AccSupportFunList: positions(39) }, [9], []],
  [{ FvFunOn: '1', PvFunOn: '1' }, [7, 8], []],
  [{}, [], []],
])('%j has templates %j and photos %j', (options, templates, photos) => {
  expect(of(options).bio).toMatchObject({ hybrid: false, templates, photos });
});

it.each([
  [[1, 2], '0:1:1:0:0:0:0:0:0:0'],
  [[10], '0:0:0:0:0:0:0:0:0:0:1'],
  [[], '0:0:0:0:0:0:0:0:0:0'],
])('types %j are %s', (types, places) => {
  expect(bioPlaces(types)).toBe(places);
  expect(bioTypes[9]).toBe('visibleLightFace');
});

describe('where a template goes', () => {
  it('is templatev10 for fingerprints of older firmware, biodata for all else', () => {
    expect(templateTableOf(1, of({ FingerFunOn: '1' }))).toBe('templatev10');
    expect(templateTableOf(1, hybrid)).toBe('biodata');
    expect(templateTableOf(7, of({ FvFunOn: '1' }))).toBe('biodata');
    expect(templateTableOf(2, hybrid)).toBeNull();
    expect(templateTableOf(1, of({}))).toBeNull();
  });
});
