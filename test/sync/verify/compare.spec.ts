import { expect, it } from 'vitest';
import { compare } from '../../../src/sync/verify/compare.js';
import { dialectOf } from '../../../src/protocol/access-push/dialect.js';
import { parseRecords } from '../../../src/protocol/access-push/records.js';
import { keyOf } from '../../../src/protocol/access-push/table.js';
import { templateV10 } from '../../../src/protocol/access-push/tables/bio.js';
import { user } from '../../../src/protocol/access-push/tables/person.js';

const dialect = dialectOf({ FingerFunOn: '1' }, { multiCardOn: false, devId: 1 });

const ordered = (fingerId: number, valid: number, template: string) => {
  const row = { pin: '7', fingerId, valid, template };
  return { key: keyOf(templateV10, row, dialect), row, settled: true };
};

it('a duress finger is the one that was ordered, with 16 added to its number or without (7.7)', () => {
  const told = [
    'templatev10 size=4\tuid=1\tpin=7\tfingerid=22\tvalid=1\ttemplate=AQID\tresverd=0\tendtag=0',
    'templatev10 size=4\tuid=2\tpin=7\tfingerid=3\tvalid=3\ttemplate=BAUG\tresverd=0\tendtag=0',
    'templatev10 size=4\tuid=3\tpin=7\tfingerid=4\tvalid=1\ttemplate=BwgJ\tresverd=0\tendtag=0',
  ].join('\r\n');
  const wanted = [ordered(6, 3, 'AQID'), ordered(3, 3, 'BAUG'), ordered(4, 1, 'BwgJ')];
  expect(compare(templateV10, dialect, parseRecords(told), wanted)).toEqual({
    device: 3,
    missing: [],
    extra: [],
    different: [],
    pending: 0,
    underWay: 0,
    unreadable: 0,
  });
});

it('a finger that is duress on the device alone differs in Valid', () => {
  const told = parseRecords('templatev10 size=4\tuid=1\tpin=7\tfingerid=22\tvalid=1\ttemplate=AQID');
  const { different, missing, extra } = compare(templateV10, dialect, told, [ordered(6, 1, 'AQID')]);
  expect(different.map(({ columns }) => columns)).toEqual([['Valid']]);
  expect([missing, extra]).toEqual([[], []]);
});

/** Security PUSH 3.1.2.1, AccSupportFunList: the eighth character says that a user may have several cards. */
const severalCards = dialectOf({ AccSupportFunList: '00000001' }, { multiCardOn: true, devId: 1 });

it.each([
  ['a card and a password that the row of the user should have', dialect, ['CardNo', 'Password']],
  ['a password alone, where cards are rows of their own', severalCards, ['Password']],
])('a witness that does not show them lacks %s', (_, spoken, columns) => {
  const told = parseRecords('user uid=1\tcardno=\tpin=7\tpassword=\tgroup=0\tname=Ada\tprivilege=0');
  const row = { pin: '7', cardNo: '7001', password: '4711', group: 0, name: 'Ada', privilege: 0 };
  const wanted = [{ key: keyOf(user, row, spoken), row, settled: true }];
  expect(compare(user, spoken, told, wanted, true).different.map((one) => one.columns)).toEqual([columns]);
  expect(compare(user, dialect, told, wanted).different.flatMap((one) => one.columns)).not.toContain('Password');
});
