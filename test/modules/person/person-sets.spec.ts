import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generalId } from '../../support/facade-site.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;

/** All changes that were ever stated for devices, because sync takes the rows themselves away at once. */
const noted = async () => {
  const rows = await app.sql<{ key: string }>('SELECT key FROM noted_change ORDER BY key');
  await app.sql('DELETE FROM noted_change');
  return rows.map(({ key }) => key);
};

beforeAll(async () => {
  app = await startApp();
  await app.sql('CREATE TABLE noted_change (key text)');
  await app.sql(`CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO noted_change VALUES (NEW.key); RETURN NULL; END $$`);
  await app.sql('CREATE TRIGGER note_change AFTER INSERT ON change FOR EACH ROW EXECUTE FUNCTION note_change()');
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.sql('DELETE FROM person');
  await noted();
});

interface Said {
  readonly pin: string;
  readonly [field: string]: unknown;
}

const add = async (people: readonly Said[]) => (await app.api('POST', '/api/v2/person/addPersons', people)).body;
const cardsOf = async (pin: string) => {
  const { data } = (await app.api('GET', `/api/person/get/${pin}`)).body;
  return [data.cardNo, data.supplyCards];
};
const done = (count: number) => ({ code: 0, message: `Succeed: ${count}, Failed: 0.`, data: null });

describe('people of one request who depend on each other', () => {
  it('a person who is named twice gets the fields of both, the later ones first', async () => {
    expect(await add([{ pin: '7', name: 'Ana', cardNo: '1' }, { pin: '8' }, { pin: '7', lastName: 'Soler' }])).toEqual(
      done(3),
    );
    const { data } = (await app.api('GET', '/api/person/get/7')).body;
    expect(data).toMatchObject({ name: 'Ana', lastName: 'Soler', cardNo: '1' });
    expect(await noted()).toEqual(['7', '8']);
  });

  it('a card that one person gives up goes to the next, whose own card goes to the one after', async () => {
    await add([
      { pin: '1', cardNo: '11' },
      { pin: '2', cardNo: '22' },
      { pin: '3', cardNo: '33' },
    ]);
    const moved = [
      { pin: '3', cardNo: '22' },
      { pin: '2', cardNo: '11' },
      { pin: '1', cardNo: '', supplyCards: '44' },
    ];
    expect(await add(moved)).toEqual(done(3));
    expect([await cardsOf('1'), await cardsOf('2'), await cardsOf('3')]).toEqual([
      ['', '44'],
      ['11', ''],
      ['22', ''],
    ]);
  });

  it('it does not go to an earlier one, for whom it is still taken', async () => {
    await add([{ pin: '2', cardNo: '22' }]);
    expect(
      await add([
        { pin: '1', cardNo: '22' },
        { pin: '2', cardNo: '33' },
      ]),
    ).toEqual({
      code: 0,
      message: 'Succeed: 1, Failed: 1.',
      data: ['1: The card number 22 has been used'],
    });
    expect((await app.api('GET', '/api/person/get/1')).body.code).toBe(-22);
    expect(await cardsOf('2')).toEqual(['33', '']);
  });

  it('what a refused person would have had is free for the next', async () => {
    expect(
      await add([
        { pin: '1', cardNo: '5', accLevelIds: 'nobody' },
        { pin: '2', cardNo: '5', personPwd: '77' },
        { pin: '3', cardNo: '5' },
        { pin: '4', personPwd: '77' },
      ]),
    ).toEqual({
      code: 0,
      message: 'Succeed: 1, Failed: 3.',
      data: [
        '1: The level group nobody does not exist',
        '3: The card number 5 has been used',
        '4: The password has been used',
      ],
    });
    expect(await app.sql('SELECT pin FROM person')).toEqual([{ pin: '2' }]);
    expect(await noted()).toEqual(['2']);
  });

  it('of several reasons the first one is reported', async () => {
    await add([{ pin: '1', personPwd: '1', cardNo: '1' }]);
    const wrong = { cardNo: 'x', personPwd: '1', accLevelIds: 'nobody', accStartTime: '2026-02-02 00:00:00' };
    const late = { accEndTime: '2026-01-01 00:00:00' };
    expect(
      (
        await add([
          { pin: '2', gender: 'x', deptCode: '9', ...wrong, ...late },
          { pin: '3', deptCode: '9', ...wrong, ...late },
          { pin: '4', ...wrong, ...late },
          { pin: '5', ...wrong, ...late, personPwd: '2' },
          { pin: '6', ...wrong, personPwd: '2' },
          { pin: '7', ...wrong, personPwd: '2', cardNo: '1' },
          { pin: '8', ...wrong, personPwd: '2', cardNo: '2' },
        ])
      ).data,
    ).toEqual([
      '2: gender must be M, F, male or female',
      '3: The department number 9 does not exist',
      '4: The password has been used',
      '5: accStartTime 2026-02-02 00:00:00 is later than accEndTime 2026-01-01 00:00:00',
      '6: cardNo must be a card number from 1 to 18446744073709551615',
      '7: The card number 1 has been used',
      '8: The level group nobody does not exist',
    ]);
  });

  it.each([1, 2, 3])('end up as if they were written one by one (%i)', async (seed) => {
    const random = randomOf(seed);
    const pick = (most: number) => 1 + Math.floor(random() * most);
    const people = Array.from({ length: 60 }, () => ({
      pin: String(pick(12)),
      ...(random() < 0.7 ? { card: pick(10) } : {}),
      ...(random() < 0.3 ? { further: [pick(10), pick(10)] } : {}),
      ...(random() < 0.2 ? { password: pick(4) } : {}),
      ...(random() < 0.3 ? { accLevelIds: random() < 0.8 ? generalId : 'nobody' } : {}),
    }));
    // The same people twice, with cards and passwords of their own.
    const as = (prefix: number) => (one: (typeof people)[number]) => ({
      pin: `${prefix}-${one.pin}`,
      name: `N${one.pin}`,
      ...(one.card === undefined ? {} : { cardNo: one.card === 10 ? '' : String(prefix * 100 + one.card) }),
      ...(one.further ? { supplyCards: one.further.map((card) => String(prefix * 100 + card)) } : {}),
      ...(one.password === undefined ? {} : { personPwd: `${prefix}${one.password}` }),
      ...(one.accLevelIds === undefined ? {} : { accLevelIds: one.accLevelIds }),
    });
    const [together, alone] = [people.map(as(1)), people.map(as(2))];
    const { message } = await add(together);
    const turns = alone
      .map((one, place) => ({ one, place }))
      .sort((a, b) => (a.one.pin === b.one.pin ? a.place - b.place : a.one.pin < b.one.pin ? -1 : 1));
    let succeeded = 0;
    for (const { one } of turns) if ((await add([one])).code === 0) succeeded++;
    expect(message).toBe(`Succeed: ${succeeded}, Failed: ${60 - succeeded}.`);
    const state = (prefix: number) =>
      app.sql(
        `SELECT substr(p.pin, 3) AS pin, p.name, p.person_pwd_hash IS NULL AS "noPassword",
           ARRAY(SELECT (c.card_no::int - $1 * 100) || ' ' || c.card_type || ' ' || c.position FROM card c
             WHERE c.person_id = p.id ORDER BY c.card_type, c.position) AS cards,
           ARRAY(SELECT level_id || granted FROM acc_level_person WHERE person_id = p.id) AS levels
         FROM person p WHERE p.pin LIKE $1 || '-%' ORDER BY 1`,
        [prefix],
      );
    expect(await state(1)).toEqual(await state(2));
  });
});

/** Pseudo-random numbers from 0 to 1, the same in every run. */
function randomOf(seed: number): () => number {
  let state = seed * 7919;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

describe('the same facts again', () => {
  const people = Array.from({ length: 300 }, (_, n) => ({
    pin: String(1000 + n),
    name: `Ana ${n}`,
    deptCode: '1',
    cardNo: String(5000 + n),
    personPwd: `9${n}`,
    accLevelIds: generalId,
    birthday: '1990-01-31',
  }));
  const stamps = () => app.sql('SELECT pin, updated_at, xmin::text FROM person ORDER BY pin');

  it('are no change: nothing is written, except in the audit log', async () => {
    expect(await add(people)).toEqual(done(300));
    expect(await noted()).toHaveLength(300);
    const before = await stamps();
    const cards = await app.sql('SELECT card_no, xmin::text FROM card ORDER BY 1');
    const [{ n } = { n: 0 }] = await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM audit');
    expect(await add(people)).toEqual(done(300));
    expect(await noted()).toEqual([]);
    expect((await stamps()).map(({ pin, updated_at }) => ({ pin, updated_at }))).toEqual(
      before.map(({ pin, updated_at }) => ({ pin, updated_at })),
    );
    expect(await app.sql('SELECT card_no, xmin::text FROM card ORDER BY 1')).toEqual(cards);
    const audit = await app.sql<{ detail: { done: string[] } }>('SELECT detail FROM audit ORDER BY seq OFFSET $1', [n]);
    expect(audit.flatMap(({ detail }) => detail.done)).toHaveLength(300);
  });

  it.each<[string, Said]>([
    ['name', { pin: '1007', name: 'Eva' }],
    ['an empty card', { pin: '1007', cardNo: '' }],
    ['a further card', { pin: '1007', supplyCards: '77' }],
    ['no level', { pin: '1007', accLevelIds: '' }],
    ['an end', { pin: '1007', accEndTime: '2030-01-01 00:00:00' }],
    ['a password', { pin: '1007', personPwd: '1' }],
    ['no birthday', { pin: '1007', birthday: '' }],
  ])('with %s change only that one', async (_, other) => {
    await add(people);
    await noted();
    expect(await add(people.map((one) => (one.pin === '1007' ? { ...one, ...other } : one)))).toEqual(done(300));
    expect(await noted()).toEqual(['1007']);
  });

  it('of one person are no change either, nor is a level that the person has already', async () => {
    await add(people.slice(0, 1));
    await noted();
    await app.api('POST', '/api/person/add', people[0]);
    await app.api('POST', '/api/card/set', { pin: '1000', cardNo: '5000', cardType: '0' });
    await app.api('POST', `/api/accLevel/addLevelPerson?pin=1000&levelIds=${generalId}`);
    expect(await noted()).toEqual([]);
    expect((await app.api('POST', `/api/accLevel/deleteLevel?pin=1000&levelIds=${generalId}`)).body.code).toBe(0);
    expect(await noted()).toEqual(['1000']);
    expect((await app.api('POST', `/api/accLevel/deleteLevel?pin=1000&levelIds=${generalId}`)).body.code).toBe(0);
    expect(await noted()).toEqual([]);
  });

  it('a card of a person who left moves to another, and both are worked out again', async () => {
    await add([{ pin: '1', cardNo: '11', personPwd: '5' }, { pin: '2' }, { pin: '3' }]);
    await app.api('POST', '/api/person/leave', { pin: '1' });
    await noted();
    expect(
      await add([
        { pin: '2', cardNo: '11' },
        { pin: '3', personPwd: '5' },
        { pin: '1', name: 'x' },
      ]),
    ).toEqual({
      code: 0,
      message: 'Succeed: 2, Failed: 1.',
      data: [expect.stringContaining('1: PIN exception: 1 left on')],
    });
    expect(await noted()).toEqual(['1', '2', '3']);
    expect(await app.sql(`SELECT pin FROM person WHERE person_pwd_hash IS NOT NULL`)).toEqual([{ pin: '3' }]);
  });
});

describe('at once', () => {
  it('the same new people in many requests exist once', async () => {
    const people = Array.from({ length: 400 }, (_, n) => ({
      pin: String(1000 + n),
      cardNo: String(5000 + n),
      personPwd: `8${n}`,
      accLevelIds: generalId,
    }));
    const answers = await Promise.all(Array.from({ length: 4 }, (_, at) => add(at % 2 ? people.toReversed() : people)));
    expect(answers).toEqual([done(400), done(400), done(400), done(400)]);
    expect(await app.sql('SELECT count(*)::int AS n FROM person')).toEqual([{ n: 400 }]);
    expect(await app.sql('SELECT count(*)::int AS n FROM card')).toEqual([{ n: 400 }]);
    expect(await app.sql('SELECT count(*)::int AS n FROM acc_level_person')).toEqual([{ n: 400 }]);
  });

  it('the same cards for different people: each card belongs to one of them, and each refusal is reported', async () => {
    const group = (first: number) =>
      Array.from({ length: 100 }, (_, n) => ({ pin: String(first + n), cardNo: String(5000 + n) }));
    const answers = await Promise.all([add(group(1000)), add(group(2000)), add(group(3000))]);
    const failed = answers.map(({ message }) => Number(/Failed: (\d+)/.exec(message as string)?.[1]));
    expect(failed.reduce((sum, one) => sum + one)).toBe(200);
    expect(await app.sql('SELECT count(*)::int AS n FROM card')).toEqual([{ n: 100 }]);
    expect(await app.sql('SELECT count(*)::int AS n FROM person')).toEqual([{ n: 100 }]);
  });
});
