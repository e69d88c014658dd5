import { afterAll, beforeAll, expect, it } from 'vitest';
import { attProfiles } from '../../../src/tools/simulator/attendance-push/profile.js';
import { AttTerminal } from '../../../src/tools/simulator/attendance-push/terminal.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { worked } from '../../support/panels.js';
import { startApp, type TestApp } from '../../support/app.js';

/** One device of either protocol, and the commands that it got. */
interface Member {
  readonly sn: string;
  /** One poll, and what it was asked to do. @returns how many commands it brought */
  poll(): Promise<number>;
  /** Commands about people since `told` was emptied. */
  readonly told: string[];
  rows(table: 'users' | 'fingers' | 'faces'): number;
}

let app: TestApp;
const terminals: AttTerminal[] = [];
const panels: SimulatedPanel[] = [];
const fleet: Member[] = [];
const aboutPeople = /^DATA (?:UPDATE|DELETE) /;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '60' } });
});

afterAll(async () => {
  await Promise.all([...terminals, ...panels].map((one) => one.stop()));
  await app.stop();
});

async function attMember(sn: string, profile: 'speedface-att' | 'senseface-att'): Promise<Member> {
  expect((await app.admin('POST', '/devices', { sn })).status).toBe(201);
  const told: string[] = [];
  const terminal = new AttTerminal({
    url: app.url,
    sn,
    zone: 'Europe/Madrid',
    profile: attProfiles[profile],
    tell: (news) => {
      if (news.what === 'command' && aboutPeople.test(news.text)) told.push(news.text);
    },
  });
  terminals.push(terminal);
  expect(await terminal.contact()).toBe('accepted');
  const { memory } = terminal;
  const unified = (type: string) => memory.rows('BIODATA').filter((row) => row.get('type') === type).length;
  return {
    sn,
    told,
    poll: async () => Number(await terminal.poll()),
    rows: (table) =>
      ({
        users: memory.rows('USERINFO').length,
        fingers: memory.rows('FINGERTMP').length + unified('1'),
        faces: unified('9'),
      })[table],
  };
}

async function accMember(sn: string): Promise<Member> {
  expect((await app.admin('POST', '/devices', { sn })).status).toBe(201);
  const panel = new SimulatedPanel({ url: app.url, sn, profile: 'speedface-v5l', zone: 'Europe/Madrid' });
  panels.push(panel);
  expect(await panel.connect()).toBe('registered');
  const told: string[] = [];
  const unified = (type: string) => panel.rows('biodata').filter((row) => row.type === type).length;
  return {
    sn,
    told,
    poll: async () => {
      const done = await panel.poll();
      told.push(...done.map(({ text }) => text).filter((text) => aboutPeople.test(text)));
      return done.length;
    },
    rows: (table) => ({ users: panel.rows('user').length, fingers: unified('1'), faces: unified('9') })[table],
  };
}

/** Polls all devices in rounds until nothing more comes. @returns for each device the polls that brought commands */
async function rounds(): Promise<Map<string, number[]>> {
  const came = new Map(fleet.map(({ sn }) => [sn, [] as number[]]));
  for (let round = 1, quiet = 0; quiet < 2; round++) {
    await worked(app);
    const counts = await Promise.all(fleet.map((member) => member.poll()));
    counts.forEach((count, at) => {
      if (count > 0) came.get(fleet[at]?.sn ?? '')?.push(round);
    });
    quiet = counts.every((count) => count === 0) ? quiet + 1 : 0;
  }
  return came;
}

const bio = (type: number, no: number, version: string) => {
  const Tmp = Buffer.from(`type ${type} no ${no} of Ada, learnt at a terminal`).toString('base64');
  const common = { Pin: '4001', No: String(no), Index: '0', Valid: '1', Duress: '0', Type: String(type) };
  return { ...common, MajorVer: version, MinorVer: '0', Format: '0', Tmp };
};
const finger = (no: number) => {
  const TMP = Buffer.from(`finger ${no} of Ada, learnt at a terminal`).toString('base64');
  return { PIN: '4001', FID: String(no), Size: String(TMP.length), Valid: '1', TMP };
};

/** Ten devices of each kind, and a person whom all of them know. */
async function assembled(): Promise<void> {
  for (let n = 0; n < 10; n++) {
    fleet.push(await accMember(`FLEET-ACC${n}`));
    fleet.push(await attMember(`FLEET-ATT${n}`, n % 2 === 0 ? 'speedface-att' : 'senseface-att'));
  }
  const { items } = (await app.admin('GET', '/doors?limit=500')).body as { items: { id: string; sn: string }[] };
  const doorIds = items.filter(({ sn }) => sn.startsWith('FLEET-ACC')).map(({ id }) => id);
  const level = (await app.admin('POST', '/access-levels', { name: 'Fleet', doorIds })).body as { id: string };
  const person = { pin: '4001', name: 'Ada', cardNo: '4001400', accLevelIds: [level.id] };
  expect((await app.admin('POST', '/persons', person)).status).toBe(201);
  const set = await app.api('POST', '/api/attAreaPerson/set', { code: '1', pins: ['4001'] });
  expect(set.body).toMatchObject({ code: 0 });
  await rounds();
  expect(fleet.map((member) => member.rows('users'))).toEqual(fleet.map(() => 1));
}

const held = (member: Member) => [member.sn, member.rows('users'), member.rows('fingers'), member.rows('faces')];

/** All commands came within two polls more than there were commands, and each came once. */
function expectOnce({ sn, told }: Member, came: ReadonlyMap<string, readonly number[]>): void {
  expect(came.get(sn)?.at(-1) ?? 0).toBeLessThanOrEqual(told.length + 2);
  expect(new Set(told).size).toBe(told.length);
}

it('a person enrolled on one terminal of twenty devices can use all of them, and is gone from all', async () => {
  await assembled();
  for (const { told } of fleet) told.length = 0;
  const [source] = terminals;
  source?.enrol({ PIN: '4001', Name: 'Ada', Pri: '0', Grp: '1', Card: '4001400' }, [
    ['FINGERTMP', finger(1)],
    ['FINGERTMP', finger(6)],
    ['BIODATA', bio(9, 0, '58')],
  ]);
  await source?.flush();
  const came = await rounds();
  for (const member of fleet) {
    expect(held(member)).toEqual([member.sn, 1, 2, 1]);
    if (member.sn !== source?.sn) expect(came.get(member.sn)?.[0]).toBeLessThanOrEqual(2);
    expectOnce(member, came);
  }
  const counts = fleet.map(({ sn, told }) =>
    [sn.slice(0, 9), sn === source?.sn ? 'source' : 'other', told.length].join(' '),
  );
  expect([...new Set(counts)].sort()).toEqual(['FLEET-ACC other 2', 'FLEET-ATT other 3', 'FLEET-ATT source 0']);

  for (const { told } of fleet) told.length = 0;
  expect((await app.admin('DELETE', '/persons/4001')).status).toBe(204);
  const gone = await rounds();
  for (const member of fleet) {
    expect(held(member)).toEqual([member.sn, 0, 0, 0]);
    expectOnce(member, gone);
  }
  const states = await Promise.all(fleet.map(async ({ sn }) => (await app.admin('GET', `/devices/${sn}`)).body));
  expect(states.filter((state) => (state as { sync: { inSync: boolean } }).sync.inSync)).toHaveLength(20);
});
