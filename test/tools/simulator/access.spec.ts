import { describe, expect, it } from 'vitest';
import { cardNumber } from '../../../src/tools/simulator/access.js';
import { BadArguments, readArguments } from '../../../src/tools/simulator/arguments.js';
import { whyAway } from '../../../src/tools/simulator/away.js';
import { recordTo } from '../../../src/tools/simulator/record.js';
import { press } from '../../../src/tools/simulator/keyboard.js';
import type { PanelNews } from '../../../src/tools/simulator/panel-options.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { functionList } from '../../../src/tools/simulator/settings.js';

// It is a Saturday. The panel decides offline: no server listens at this address.
const saturday = '2026-11-21 10:00:00';
const sunday = '2026-11-22 10:00:00';
const holder = '123456789';

function panelWith(functions: readonly number[] = [], options: Record<string, string> = {}): SimulatedPanel {
  const panel = new SimulatedPanel({
    url: 'http://127.0.0.1:9',
    sn: 'X',
    options: { AccSupportFunList: functionList(...functions), ...options },
  });
  return panel;
}

/** A panel on which pin 7 with card 123456789 may pass doors 1 and 3 in zone 1. */
function panelWithHolder(functions: readonly number[] = [], user: Record<string, string> = {}): SimulatedPanel {
  const panel = panelWith(functions);
  panel.load('user', [{ Pin: '7', CardNo: holder, ...user }]);
  panel.load('userauthorize', [{ Pin: '7', AuthorizeTimezoneId: '1', AuthorizeDoorId: '5' }]);
  return panel;
}

describe('a badge', () => {
  it('opens the doors of its authority, and no other', async () => {
    const panel = panelWithHolder();
    const verdicts = [];
    for (const door of [1, 2, 3, 4]) verdicts.push(await panel.badge(holder, door, saturday));
    expect(verdicts).toEqual(['opens', 'no authority', 'opens', 'no authority']);
    expect(panel.opened).toEqual([
      { door: 1, seconds: 5, at: saturday },
      { door: 3, seconds: 5, at: saturday },
    ]);
    expect(panel.journal.stored.map(({ event, door, pin, cardNo }) => [event, door, pin, cardNo])).toEqual([
      [0, 1, '7', holder],
      [23, 2, '7', holder],
      [0, 3, '7', holder],
      [23, 4, '7', holder],
    ]);
  });

  it('is unknown without a user, and without authority as soon as that row is gone', async () => {
    const panel = panelWithHolder();
    expect(await panel.badge('99', 1, saturday)).toBe('unknown card');
    panel.memory.delete('userauthorize', [new Map([['pin', '7']])]);
    expect(await panel.badge(holder, 1, saturday)).toBe('no authority');
    panel.memory.delete('user', [new Map([['pin', '7']])]);
    expect(await panel.badge(holder, 1, saturday)).toBe('unknown card');
    expect(panel.journal.stored.map(({ event, pin }) => [event, pin])).toEqual([
      [27, '0'],
      [23, '7'],
      [27, '0'],
    ]);
  });

  it('opens one door a row where the list says so ([15])', async () => {
    const panel = panelWith([15]);
    panel.load('user', [{ Pin: '7', CardNo: holder }]);
    panel.load('userauthorize', [
      { Pin: '7', AuthorizeTimezoneId: '1', AuthorizeDoorId: '3' },
      { Pin: '7', AuthorizeTimezoneId: '1', AuthorizeDoorId: '4' },
    ]);
    expect(await panel.badge(holder, 1, saturday)).toBe('no authority');
    expect(await panel.badge(holder, 3, saturday)).toBe('opens');
    expect(await panel.badge(holder, 4, saturday)).toBe('opens');
  });

  it('is looked up in mulcarduser, in hexadecimal, once that is on ([7])', async () => {
    const panel = panelWithHolder([7]);
    expect(await panel.badge(holder, 1, saturday)).toBe('opens');
    panel.settings.set('MulCardUserFunOn', '1');
    expect(await panel.badge(holder, 1, saturday)).toBe('unknown card');
    panel.load('mulcarduser', [
      { Pin: '7', CardNo: '075bcd15' },
      { Pin: '7', CardNo: 'cc9932dd', LossCardFlag: '1' },
    ]);
    expect(await panel.badge(holder, 1, saturday)).toBe('opens');
    expect(await panel.badge('3432592093', 1, saturday)).toBe('lost card');
    expect(panel.cards()).toEqual([
      { pin: '7', card: '123456789' },
      { pin: '7', card: '3432592093' },
    ]);
    expect(panel.journal.stored.map(({ cardNo }) => cardNo)).toEqual([holder, '075bcd15', '075bcd15', 'cc9932dd']);
  });

  it('is valid only within the periods of its zone (9.1.1, Time Rule)', async () => {
    const panel = panelWithHolder();
    panel.load('userauthorize', [{ Pin: '7', AuthorizeTimezoneId: '1', AuthorizeDoorId: '0' }]);
    panel.load('userauthorize', [{ Pin: '7', AuthorizeTimezoneId: '2', AuthorizeDoorId: '1' }]);
    expect(await panel.badge(holder, 1, saturday)).toBe('outside time zone');
    // 54396080 is the manual's 0x33e04b0: 08:30-12:00.
    panel.load('timezone', [{ TimezoneId: '2', SatTime1: '54396080', Hol1Time1: '0' }]);
    const verdictAt = (time: string) => panel.badge(holder, 1, time);
    expect(await verdictAt('2026-11-21 08:29:59')).toBe('outside time zone');
    expect(await verdictAt('2026-11-21 08:30:00')).toBe('opens');
    expect(await verdictAt('2026-11-21 12:00:59')).toBe('opens');
    expect(await verdictAt('2026-11-21 12:01:00')).toBe('outside time zone');
    expect(await verdictAt(sunday)).toBe('outside time zone');
    panel.load('holiday', [{ Holiday: '20201121', HolidayType: '1', Loop: '2' }]);
    expect(await verdictAt(saturday)).toBe('opens');
    panel.load('holiday', [{ Holiday: '20201121', HolidayType: '1', Loop: '1' }]);
    expect(await verdictAt(saturday)).toBe('outside time zone');
    expect(panel.journal.stored.at(-1)?.event).toBe(22);
  });

  it('ends with its authority where that has dates ([62]), and lives on where it has none', async () => {
    // 2026-11-21 00:00:00 and 09:59:59 by appendix 5: day 10002 of months of 31 days.
    const dates = { StartTime: '864172800', EndTime: '864208799' };
    for (const [functions, verdict] of [
      [[62], 'expired'],
      [[], 'opens'],
    ] as const) {
      const panel = panelWithHolder(functions);
      panel.load('userauthorize', [{ Pin: '7', AuthorizeTimezoneId: '1', AuthorizeDoorId: '1', ...dates }]);
      expect(await panel.badge(holder, 1, '2026-11-21 09:59:59')).toBe('opens');
      expect(await panel.badge(holder, 1, saturday)).toBe(verdict);
    }
  });

  it('ends with its user: seconds, or days where the device counts in days', async () => {
    const seconds = panelWithHolder([], { EndTime: '864208799' });
    expect(await seconds.badge(holder, 1, '2026-11-21 09:59:59')).toBe('opens');
    expect(await seconds.badge(holder, 1, saturday)).toBe('expired');
    seconds.settings.set('DateFmtFunOn', '0');
    seconds.load('user', [{ Pin: '7', CardNo: holder, StartTime: '20261101', EndTime: '20261121' }]);
    expect(await seconds.badge(holder, 1, saturday)).toBe('opens');
    expect(await seconds.badge(holder, 1, sunday)).toBe('expired');
    expect(seconds.journal.stored.at(-1)?.event).toBe(29);
  });

  it('does not open for a disabled user, nor a locked door', async () => {
    const panel = panelWithHolder([], { Disable: '1' });
    expect(await panel.badge(holder, 1, saturday)).toBe('disabled');
    panel.load('user', [{ Pin: '7', Disable: '0' }]);
    panel.doors.lock(1, true);
    expect(await panel.badge(holder, 1, saturday)).toBe('door locked');
    expect(await panel.badge(holder, 3, saturday)).toBe('opens');
  });

  it('reads cards as the tables write them', () => {
    expect(cardNumber('[15CD5B07]', 10)).toBe(123456789n);
    expect(cardNumber('75bcd15', 16)).toBe(123456789n);
    expect(cardNumber('123456789', 10)).toBe(123456789n);
    expect(cardNumber('', 10)).toBe(0n);
  });
});

describe('the command line', () => {
  it('has sensible defaults', () => {
    expect(readArguments(['--sn', 'X', '--zone', 'UTC'])).toEqual({
      sn: 'X',
      url: 'http://127.0.0.1:8088',
      doors: undefined,
      devices: 1,
      eventsPerMinute: 0,
      profile: 'controller',
      zone: 'UTC',
      pollSeconds: undefined,
    });
    expect(readArguments(['--help', '--doors', 'many'])).toBe('help');
    expect(readArguments(['--version'])).toBe('version');
  });

  it.each([
    [['--doors', '17'], "--doors is a number from 1 to 16, not '17'"],
    [['--doors', '2.5'], "--doors is a number from 1 to 16, not '2.5'"],
    [['--devices', 'x'], "--devices is a number from 1 to 5000, not 'x'"],
    [
      ['--profile', 'lift'],
      "--profile is controller or terminal or c3-200 or inbio260 or inbio5 or speedface-v5l or senseface or turnstile or elevator or zem or antique or speedface-att or senseface-att, not 'lift'",
    ],
    ...['host:8088', 'ftp://host', 'http://host:8088/postern'].map((url): [string[], string] => [
      ['--url', url],
      `--url is like http://host:8088 or https://host:8088, without a path, not '${url}'`,
    ]),
    [['--sn', 'a b'], "--sn is made of letters, digits, - and _, at most 58, not 'a b'"],
    [['--zone', 'Mars'], "--zone is a time zone such as Europe/Berlin, not 'Mars'"],
    [['--colour', 'red'], "Unknown option '--colour'"],
    [['--refuse', 'user'], "--refuse is like user=-12 or upgrade=-720, not 'user'"],
    [['--set', 'LockCount'], "--set is like LockCount=2, without a comma, not 'LockCount'"],
    [['--lose-answers', '101'], "--lose-answers is a number from 0.1 to 100, not '101'"],
    [['--drift', 'x'], "--drift is a number of seconds, not 'x'"],
    [['--sub-devices', 'A,b c'], "--sub-devices is made of letters, digits, - and _, at most 58, not 'b c'"],
    [['--devices', '2', '--record', 'x'], '--record is for one panel, not for --devices'],
  ])('refuses %j in one line', (line, message) => {
    expect(() => readArguments(line)).toThrow(new BadArguments(message));
  });

  it('refuses a family of port 4370 without the port, and a record that cannot be written', () => {
    expect(() => readArguments(['--pull-profile', 'u160'])).toThrow(
      new BadArguments('--pull-profile goes with --pull-port'),
    );
    expect(() => recordTo('/no/such/folder/talk.jsonl')).toThrow(
      new BadArguments('--record /no/such/folder/talk.jsonl cannot be written (ENOENT)'),
    );
  });

  it('passes all other options to panels', () => {
    const asked = readArguments(
      [
        ['--refuse', 'user:13=-12', '--refuse', 'upgrade=-720', '--set', 'LockCount=2', '--set', 'MAC=00:01'],
        ['--lose-answers', '10', '--drift=-90', '--reboot-every', '60', '--sub-devices', 'A,B', '--ask-server'],
      ].flat(),
    );
    if (typeof asked === 'string') throw new Error('no help was asked for');
    expect(asked.panel).toMatchObject({
      options: { LockCount: '2', MAC: '00:01' },
      faults: { lostAnswers: 0.1 },
      drift: -90,
      rebootSeconds: 60,
      subDevices: ['A', 'B'],
      remoteIdentification: true,
    });
    expect(asked.panel?.refuse?.('user', new Map([['pin', '13']]))).toBe(-12);
    expect(asked.panel?.refuse?.('user', new Map([['pin', '14']]))).toBeUndefined();
    expect(asked.panel?.refuseCommands?.('upgrade')).toBe(-720);
    expect(asked.panel?.refuseCommands?.('data update')).toBeUndefined();
  });

  it('shows why the server is away', async () => {
    const news: PanelNews[] = [];
    const tell = (one: PanelNews) => news.push(one);
    const panel = new SimulatedPanel({ url: 'http://127.0.0.1:1', sn: 'LOST', retrySeconds: 0.05, tell });
    const running = panel.run();
    await expect.poll(() => news).toContainEqual({ what: 'away', why: 'connect ECONNREFUSED 127.0.0.1:1' });
    await panel.stop();
    await running;
  });

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', ': name its certificate in NODE_EXTRA_CA_CERTS'],
    ['ECONNRESET', 'socket hang up', ': does this port want https:// in --url?'],
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1', ''],
  ])('says what to do about %s', (code, message, advice) => {
    expect(whyAway(Object.assign(new Error(message), { code }))).toBe(`${message}${advice}`);
  });

  it('says in one line that nobody speaks TLS there', () => {
    const error = Object.assign(new Error('write EPROTO 808C83BB477F0000:error:0A00010B:SSL\n'), { code: 'EPROTO' });
    expect(whyAway(error)).toBe('no TLS answers there: does this port want http:// in --url?');
  });

  it('reads lines from the keyboard', async () => {
    const panel = panelWithHolder([], { Name: 'Ann' });
    const said: string[] = [];
    const print = (line: string) => said.push(line);
    for (const line of ['b 99 1', 'b 99 5', 'e 202 2', 's', 'u', 'dance', '']) {
      expect(await press(panel, line, print)).toBe(false);
    }
    expect(await press(panel, ' q ', print)).toBe(true);
    expect(said).toEqual([
      'badge 99 at door 1: unknown card',
      'there is no door 5',
      'kept, the server has not acknowledged it',
      'the server is away',
      'pin 7 Ann cards 123456789 doors 5 in zone 1',
      '1 users',
      'not understood; lines are: b CARD DOOR [out] [with cp], f CARD FLOOR, e EVENT DOOR [PIN], s, u, l [TABLE], x DOOR, y INPUT, ' +
        'n finger|face|palm PIN [NO], i PIN, t DEGREES [mask], a DOOR BITS, c SECONDS, o, r, reset, q',
    ]);
    expect(panel.journal.stored.map(({ event, door }) => [event, door])).toEqual([
      [27, 1],
      [202, 2],
    ]);
  });
});
