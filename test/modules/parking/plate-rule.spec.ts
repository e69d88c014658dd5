import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plateOf } from '../../../src/modules/parking/parking-words.js';
import { startApp, type TestApp } from '../../support/app.js';
import { parkingCalls } from './parking-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish();
});

afterAll(() => app.stop());

const { furnish } = parkingCalls(() => app);

/** Latin to kana, and the wide forms of East Asian keyboards; not what stands between two plates. */
const characters = [
  [0x01, 0x33ff],
  [0xff01, 0xffef],
].flatMap(([first = 0, last = 0]) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at)),
);

describe('a plate', () => {
  it.each([
    ['a 322-12', 'A32212'],
    ['a\u2013322\u201412', 'A32212'],
    ['a\u2011322\u221212', 'A32212'],
    ['wei\u00df 1', 'WEISS1'],
    ['WEI\u1e9e 1', 'WEISS1'],
    ['o\u0308\u00e4 i 1', '\u00d6\u00c4I1'],
    ['\u0436\u03c2\u0567 1', '\u0416\u03a3\u0537'.concat('1')],
    ['\u7ca4B\u00b712345', '\u7ca4B12345'],
    ['a;1', null],
    ['\u2013', null],
  ])('%j is compared as %j', (written, compared) => {
    expect(plateOf(written)).toBe(compared);
  });

  it('is compared by the database as by the application, whatever characters it has', async () => {
    const plates = characters.map((one) => `x${one}1`).filter((one) => plateOf(one) !== null);
    expect(plates.length).toBeGreaterThan(8_000);
    const rows = await app.sql('SELECT plate, plates_in(plate) AS compared FROM unnest($1::text[]) plate', [plates]);
    const different = rows.filter(({ plate, compared }) => String(compared) !== plateOf(String(plate)));
    expect(different).toEqual([]);
  });

  it('of a person is found however it is written', async () => {
    const carPlate = 'wei\u00df\u20131, A\u2014B \u2212 2\uff0cc\u20113';
    await app.api('POST', '/api/person/add', { pin: '71', name: 'Ada', deptCode: '1', carPlate });
    for (const plate of ['WEISS-1', 'Wei\u1e9e 1', 'a\u2013b2', 'C3']) {
      const seen = await app.admin('POST', '/parking/plates-seen', { plate, channelId: 'n-in' });
      expect([plate, seen.body.reason, seen.body.pin]).toEqual([plate, 'person', '71']);
    }
    const listed = (await app.admin('GET', '/parking/person-plates?sort=plate')).body.items;
    expect(listed.map(({ plate }: { plate: string }) => plate)).toEqual(['AB2', 'C3', 'WEISS1']);
    expect(
      (await app.admin('DELETE', `/parking/person-plates/${encodeURIComponent('c\u20143')}/persons/71`)).status,
    ).toBe(204);
    expect((await app.admin('GET', '/parking/person-plates')).body.items).toHaveLength(2);
  });
});
