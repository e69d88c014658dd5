import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminal } from '../../devices/attendance-push/terminal.js';
import { startApp, type TestApp } from '../../support/app.js';
import { grant } from '../../support/grant.js';
import { granted, panel } from '../../support/panels.js';
import { approved, brief, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const template = (text: string) => Buffer.from(text.padEnd(48, '.')).toString('base64');
const finger = (pin: string, content: string, no = 3) =>
  `templatev10 size=${content.length}\tuid=1\tpin=${pin}\tfingerid=${no}\tvalid=1\ttemplate=${content}`;
const user = (pin: string, more: string) => `user uid=1\tpin=${pin}\tgroup=1\tname=\t${more}`;

/** A person; with `sn`, one who may pass at that device. */
async function person(pin: string, facts: object, sn?: string): Promise<void> {
  expect((await app.admin('POST', '/persons', { pin, name: `P${pin}`, ...facts })).status).toBe(201);
  if (sn !== undefined) await grant(app, pin, sn);
}

const cardsOf = async (pin: string) =>
  (
    await app.sql<{ card_no: string }>(
      'SELECT card_no FROM card c JOIN person p ON p.id = c.person_id WHERE p.pin = $1 ORDER BY position',
      [pin],
    )
  ).map(({ card_no }) => card_no);

const contentsOf = async (pin: string) =>
  (
    await app.sql<{ source_sn: string | null; size: number }>(
      'SELECT source_sn, size FROM bio_template t JOIN person p ON p.id = t.person_id WHERE p.pin = $1',
      [pin],
    )
  ).map(({ source_sn, size }) => `${source_sn ?? ''} ${size}`);

const tell = async (device: RawDevice, table: string, body: string) =>
  expect((await brief(device.post(`/iclock/cdata?tablename=${table}&count=1`, body)))[0]).toBe(200);

interface Aside {
  readonly id: string;
  readonly pin: string;
  readonly part: string;
  readonly cardNo: string;
}

const asideOf = async (sn: string) => (await app.admin('GET', `/devices/${sn}/reported`)).body.items as Aside[];
const brieflyAside = async (sn: string) => (await asideOf(sn)).map(({ pin, part }) => `${pin} ${part}`);
const isWarned = async (sn: string) =>
  ((await app.admin('GET', `/devices/${sn}`)).body.warnings as { code: string }[]).some(
    ({ code }) => code === 'reported',
  );

describe('what an access panel reports about people', () => {
  it('it should not know is set aside, with an alert', async () => {
    const device = await approved(app, 'TELLS-1');
    await person('8101', {});
    await tell(device, 'user', user('8101', 'cardno=8101001\tpassword=\tprivilege=0'));
    await tell(device, 'templatev10', finger('8101', template('stranger')));
    expect([await cardsOf('8101'), await contentsOf('8101')]).toEqual([[], []]);
    expect(await brieflyAside('TELLS-1')).toEqual(['8101 card', '8101 template']);
    expect(await isWarned('TELLS-1')).toBe(true);
  });

  it('of its own fills what is empty, and replaces nothing', async () => {
    const device = await approved(app, 'TELLS-2');
    await person('8201', {}, 'TELLS-2');
    await tell(device, 'user', user('8201', 'cardno=8201001\tpassword=\tprivilege=0'));
    await tell(device, 'templatev10', finger('8201', template('first')));
    expect([await cardsOf('8201'), await contentsOf('8201')]).toEqual([['8201001'], ['TELLS-2 64']]);
    await tell(device, 'user', user('8201', 'cardno=8201002\tpassword=4711\tprivilege=0'));
    await tell(device, 'templatev10', finger('8201', template('another finger, and a longer one than the first was')));
    expect([await cardsOf('8201'), await contentsOf('8201')]).toEqual([['8201001'], ['TELLS-2 64']]);
    expect(await brieflyAside('TELLS-2')).toEqual(['8201 card', '8201 password', '8201 template']);
  });

  it('replaces if the device is set to that, and is ignored if it is set to that', async () => {
    const device = await approved(app, 'TELLS-3');
    await person('8301', { cardNo: '8301001' }, 'TELLS-3');
    const set = async (learns: string) =>
      expect((await app.admin('PATCH', '/devices/TELLS-3', { learns })).body.learns).toBe(learns);
    await set('replace');
    await tell(device, 'user', user('8301', 'cardno=8301002\tpassword=4712\tprivilege=0'));
    await tell(device, 'templatev10', finger('8301', template('one')));
    await tell(device, 'templatev10', finger('8301', template('two, which is longer than forty-eight characters are')));
    expect([await cardsOf('8301'), await contentsOf('8301')]).toEqual([['8301002'], ['TELLS-3 72']]);
    expect(await brieflyAside('TELLS-3')).toEqual([]);
    await set('nothing');
    await tell(device, 'templatev10', finger('8301', template('elsewhere'), 4));
    expect(await contentsOf('8301')).toHaveLength(1);
    expect(await brieflyAside('TELLS-3')).toEqual(['8301 template']);
    expect((await app.admin('PATCH', '/devices/TELLS-3', { learns: 'all' })).status).toBe(400);
  });

  it('never brings back a card that was removed from the person', async () => {
    const device = await approved(app, 'TELLS-4');
    await person('8401', { cardNo: '8401001' }, 'TELLS-4');
    expect((await app.admin('PATCH', '/persons/8401', { cardNo: '' })).status).toBe(200);
    await tell(device, 'user', user('8401', 'cardno=8401001\tpassword=\tprivilege=0'));
    expect(await cardsOf('8401')).toEqual([]);
    expect(await brieflyAside('TELLS-4')).toEqual(['8401 card']);
    // It does not go to another person who has got the pin meanwhile.
    await app.admin('DELETE', '/persons/8401');
    await person('8401', {}, 'TELLS-4');
    await tell(device, 'user', user('8401', 'cardno=8401001\tpassword=\tprivilege=0'));
    expect(await cardsOf('8401')).toEqual([]);
    await app.admin('PATCH', '/persons/8401', { cardNo: '8401001' });
    expect(await cardsOf('8401')).toEqual(['8401001']);
  });

  it('is taken over by hand, or dismissed', async () => {
    const device = await approved(app, 'TELLS-5');
    await person('8501', { cardNo: '8501001' });
    await tell(device, 'user', user('8501', 'cardno=8501002\tpassword=4713\tprivilege=0'));
    await tell(device, 'user', user('8502', 'cardno=8502001\tpassword=\tprivilege=0'));
    await tell(device, 'templatev10', finger('8501', template('by hand')));
    expect(await brieflyAside('TELLS-5')).toEqual(['8501 card', '8501 password', '8501 template', '8502 person']);
    const [card, password, bio, stranger] = await asideOf('TELLS-5');
    const act = async (what: string, one: Aside | undefined) =>
      (await app.admin('POST', `/devices/TELLS-5/reported/${one?.id ?? ''}/${what}`)).status;
    expect(await act('take-over', card)).toBe(200);
    expect(await act('take-over', card)).toBe(404);
    expect(await act('dismiss', password)).toBe(200);
    expect(await act('take-over', bio)).toBe(200);
    expect(await act('take-over', stranger)).toBe(200);
    expect([await cardsOf('8501'), await contentsOf('8501')]).toEqual([['8501002'], ['TELLS-5 64']]);
    expect(await cardsOf('8502')).toEqual(['8502001']);
    await tell(device, 'user', user('8501', 'cardno=8501002\tpassword=4713\tprivilege=0'));
    expect(await brieflyAside('TELLS-5')).toEqual([]);
    await tell(device, 'user', user('8501', 'cardno=8501002\tpassword=4714\tprivilege=0'));
    expect(await brieflyAside('TELLS-5')).toEqual(['8501 password']);
    const [again] = await asideOf('TELLS-5');
    expect(await act('take-over', again)).toBe(200);
    expect((await app.sql('SELECT person_pwd IS NOT NULL AS has FROM person WHERE pin = $1', ['8501']))[0]).toEqual({
      has: true,
    });
    expect(await act('dismiss', { id: 'bm90aGluZw', pin: '', part: '', cardNo: '' })).toBe(404);
    expect((await app.admin('GET', '/devices/NOBODY/reported')).status).toBe(404);
  });

  it('lists page by page', async () => {
    const device = await approved(app, 'TELLS-6');
    for (const pin of ['8601', '8602', '8603'])
      await tell(device, 'user', user(pin, 'cardno=0\tpassword=\tprivilege=0'));
    const first = (await app.admin('GET', '/devices/TELLS-6/reported?limit=2')).body;
    const second = (await app.admin('GET', `/devices/TELLS-6/reported?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ pin }: Aside) => pin)).toEqual(['8601', '8602', '8603']);
    expect(second.nextCursor).toBeNull();
  });
});

describe('an enrolment', () => {
  /** Requests an enrolment and lets the device fetch it. */
  async function asked(device: RawDevice, command: object): Promise<void> {
    const { id } = (await app.admin('POST', `/devices/${device.sn}/commands`, command)).body as { id: number };
    for (let text = ''; !text.includes(`C:${id}:`);) text = await device.poll();
    await device.result(`ID=${id}&Return=0&CMD=ENROLL`);
  }

  it('that was requested replaces that finger of that person, and no other', async () => {
    const device = await approved(app, 'ENROLS-1');
    await person('8701', {}, 'ENROLS-1');
    await person('8702', {}, 'ENROLS-1');
    const longer = template('a template that is longer than the first one of that finger');
    for (const pin of ['8701', '8702']) await tell(device, 'templatev10', finger(pin, template('old')));
    await asked(device, { command: 'ENROLL_BIO TYPE=1&NO=3&PIN=8701&RETRY=3&OVERWRITE=1&MODE=1' });
    await tell(device, 'templatev10', finger('8702', longer));
    await tell(device, 'templatev10', finger('8701', longer));
    expect(await contentsOf('8701')).toEqual([`ENROLS-1 ${longer.length}`]);
    expect(await contentsOf('8702')).toEqual(['ENROLS-1 64']);
    expect(await brieflyAside('ENROLS-1')).toEqual(['8702 template']);
  });

  it('that was not requested counts like any other report', async () => {
    const device = await approved(app, 'ENROLS-2');
    await person('8711', {});
    const body = `TYPE=1\tPIN=8711\tNO=3\tINDEX=0\tMAJOR_VER=10\tMINOR_VER=0\tTMP=${template('unasked')}`;
    await brief(device.post('/iclock/cdata?type=BioData&count=1', body));
    await brief(device.post('/iclock/cdata?type=EnrollInfoData&count=1', 'TYPE=0\tPIN=8711\tTMP=8711001'));
    expect([await cardsOf('8711'), await contentsOf('8711')]).toEqual([[], []]);
    expect(await brieflyAside('ENROLS-2')).toEqual(['8711 card', '8711 template']);
  });

  it('of a card counts if it was requested, and replaces one if the request says so', async () => {
    const device = await approved(app, 'ENROLS-3');
    await person('8721', {});
    const card = (number: string) =>
      brief(device.post('/iclock/cdata?type=EnrollInfoData&count=1', `TYPE=0\tPIN=8721\tTMP=${number}`));
    await asked(device, { command: 'ENROLL_INFO TYPE=0&PIN=8721&RETRY=3&MODE=0' });
    await card('8721001');
    await card('8721002');
    expect(await cardsOf('8721')).toEqual(['8721001']);
    await asked(device, { command: 'ENROLL_INFO TYPE=0&PIN=8721&RETRY=3&OVERWRITE=1&MODE=0' });
    await card('8721003');
    expect(await cardsOf('8721')).toEqual(['8721003']);
  });
});

describe('what an attendance terminal reports', () => {
  it('follows the same rules: its area, what is empty, an enrolment', async () => {
    const device = await terminal(app, 'ATT-TELLS');
    await person('8801', { cardNo: '8801001' });
    const row = (card: string) => `USER PIN=8801\tName=\tPri=0\tPasswd=\tCard=${card}\tGrp=1\tTZ=0000000000000000`;
    await device.upload('OPERLOG', row('8801002'));
    expect(await cardsOf('8801')).toEqual(['8801001']);
    expect(await brieflyAside('ATT-TELLS')).toEqual(['8801 card']);
    const [aside] = await asideOf('ATT-TELLS');
    expect(aside).toMatchObject({ cardNo: '8801002', part: 'card' });
    expect(await isWarned('ATT-TELLS')).toBe(true);
  });
});

describe('what was changed at a device and not learnt is corrected', () => {
  const finger10 = 'FingerFunOn=1,~ZKFPVersion=10,FaceFunOn=0,MultiBioDataSupport=,MultiBioPhotoSupport=';

  it('a card, a password, a role', async () => {
    const one = await panel(app, 'RIGHT-1', '');
    await granted(app, '8901', [one], { cardNo: '8901001' });
    await one.settle();
    const rows = [
      ['a card', 'cardno=8901002\tpassword=\tprivilege=0'],
      ['a password', 'cardno=8901001\tpassword=4711\tprivilege=0'],
      ['a role', 'cardno=8901001\tpassword=\tprivilege=14'],
    ] as const;
    for (const [what, row] of rows) {
      await one.upload('user', user('8901', row));
      const [told = ''] = await one.settle();
      expect([what, told.slice(0, told.indexOf('\tPassword'))]).toEqual([
        what,
        'DATA UPDATE user CardNo=8901001\tPin=8901',
      ]);
      expect((await app.admin('GET', '/devices/RIGHT-1')).body.sync.inSync).toBe(true);
    }
    // Firmware that reports at once the rows that it gets must not get them again and again.
    await one.upload('user', user('8901', 'cardno=8901001\tpassword=\tprivilege=14'));
    expect(await one.settle()).toEqual([]);
    await one.upload('user', user('8901', 'cardno=8901001\tpassword=\tprivilege=0'));
    expect(await one.settle()).toEqual([]);
  });

  it('another finger in the place of ours', async () => {
    const one = await panel(app, 'RIGHT-2', finger10);
    await granted(app, '8911', [one]);
    await one.settle();
    await one.upload('templatev10', finger('8911', template('ours')));
    expect(await one.settle()).toEqual([]);
    await one.upload('templatev10', finger('8911', template('theirs')));
    expect(await one.settle()).toEqual([
      `DATA UPDATE templatev10 Pin=8911\tFingerID=3\tValid=1\tTemplate=${template('ours')}`,
    ]);
    await one.upload('templatev10', finger('8911', template('theirs')));
    expect(await one.settle()).toEqual([]);
    expect(await brieflyAside('RIGHT-2')).toEqual(['8911 template']);
  });
});
