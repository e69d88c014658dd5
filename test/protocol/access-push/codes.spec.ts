import { describe, expect, it } from 'vitest';
import { eventOf, events, pointOf } from '../../../src/protocol/access-push/codes/events.js';
import { returnClass, returnCodes, returnMeaning } from '../../../src/protocol/access-push/codes/returns.js';
import { verifyModeName, verifyModes } from '../../../src/protocol/access-push/codes/verify.js';

/** `1-3 7` -> 1, 2, 3, 7. */
function codes(ranges: string): number[] {
  return ranges.split(' ').flatMap((range) => {
    const [from = '', to = from] = range.split('-');
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
}

const levels = {
  0: codes('0-19 200-237 239-252 254-255 4000-4017'),
  1: codes('20-45 47-80 700 5000-5026'),
  2: codes('100-121 132-134 150-155 6000-6016'),
};

describe('event table', () => {
  it.each([0, 1, 2] as const)('holds every code of level %i and no other', (level) => {
    expect(events.filter((event) => event.level === level).map(({ code }) => code)).toEqual(levels[level]);
  });

  it('names the events of appendix 2 and 19', () => {
    expect([0, 27, 102, 206, 4008, 5025, 6016].map((code) => eventOf(code).name)).toEqual([
      'The door opens normally after punch',
      'The card is not registered',
      'The door is opened accidentally',
      'Start the device',
      'Mains power recovery event: the normal push event that the main power supply resumes',
      'User valid period late- Access Denied',
      'Restore the factory settings',
    ]);
  });

  it('merges what SimpleEventType merges, under the lowest code', () => {
    expect(eventOf(34)).toMatchObject({ merged: 'The user is not registered', group: 27 });
    expect(eventOf(105)).toMatchObject({ name: 'Network disconnected', merged: 'Failed to connect to the server' });
    expect(eventOf(28)).toMatchObject({ merged: 'Door opening times out', group: 28 });
  });

  it('files every merged event under a leader of the same level', () => {
    const merged = events.filter(({ code, group }) => code !== group);
    expect(merged.map(({ code }) => code)).toEqual(codes('14-19 30-35 48-53 103 203'));
    const stray = merged.filter(({ level, group }) => eventOf(group).group !== group || eventOf(group).level !== level);
    expect(stray).toEqual([]);
  });

  it('names and levels codes it does not know', () => {
    expect(eventOf(46)).toEqual({
      code: 46,
      level: 1,
      name: 'Unknown event (46)',
      merged: 'Unknown event (46)',
      group: 46,
      known: false,
    });
    expect([253, 199, 300, 4999, 5999, 6999].map((code) => eventOf(code).level)).toEqual([0, 2, 1, 0, 1, 2]);
  });
});

describe('pointOf', () => {
  it.each([
    ['auxIn', '65 116 117 220 221 225 226 6014'],
    ['auxOut', '12 13 229 230'],
    ['reader', '66 109 110 235-237 6006 6007'],
    ['floor', '80 249-252'],
  ])('counts %s by the address', (type, list) => {
    for (const code of codes(list)) {
      expect(pointOf(code, 3)).toEqual({ type, number: 3 });
      expect(pointOf(code, 0)).toEqual({ type: 'none', number: 0 });
    }
  });

  it('takes the device for events of the device, whatever the address', () => {
    for (const code of codes('105-108 111-115 206 214 217 243-248 4008 6000 6005 6008-6010 6013 6015 6016')) {
      expect(pointOf(code, 1)).toEqual({ type: 'device', number: 0 });
    }
  });

  it('takes a door for everything else', () => {
    for (const code of [0, 8, 27, 101, 102, 202, 209, 4015, 6011, 46]) {
      expect(pointOf(code, 2)).toEqual({ type: 'door', number: 2 });
    }
    expect(pointOf(27, 0)).toEqual({ type: 'none', number: 0 });
    expect(pointOf(700, 1)).toEqual({ type: 'none', number: 0 });
  });
});

describe('verifyModeName', () => {
  it('counts the modes of appendix 3', () => {
    expect(verifyModes).toHaveLength(30);
    expect(['0', '1', '3', '4', '15', '18', '29', '200'].map((mode) => verifyModeName(mode, 0))).toEqual([
      'Vein, face, fingerprint, card, or password (automatically identified)',
      'Fingerprint only',
      'Password only',
      'Card only',
      'Face',
      'Face and card',
      'Palm, fingerprint and face',
      'Other',
    ]);
  });

  it.each([
    ['0000101000000011', 'Face, password, and card'],
    ['0000000000000010', 'Face'],
    ['0000000000000100', 'Palm print'],
    ['0000000000010000', 'Fingerprint'],
    ['0000001000000000', 'Password'],
    ['0000010000000000', 'User ID'],
    ['0000100000000000', 'Card'],
    ['0000100000010000', 'Fingerprint or card'],
    ['0000100000010001', 'Fingerprint and card'],
    ['00000000000000000001000000000000', 'QR code or health code'],
    ['00000000000000000000000000000000', 'Other'],
  ])('reads %s from the right as %s (7.2)', (bits, name) => {
    expect(verifyModeName(bits, 0)).toBe(name);
  });

  it('names the triggering event of a linkage', () => {
    expect(verifyModeName('220', 6)).toBe('Disconnected from the auxiliary input point');
    expect(verifyModeName('27', 231)).toBe('The card is not registered');
    expect(verifyModeName('27', 27)).toBe('Palm and face');
  });

  it.each(['', '30', '-1', 'x', '4.5', '99999999999'])('has no name for %j', (text) => {
    expect(verifyModeName(text, 0)).toBe('Other');
  });
});

describe('return codes', () => {
  it('explains every code of appendix 1, the pending answer and three that terminals send', () => {
    const printed = codes(
      '1-28 30 100-108 201-203 206 301 601 603 604 609 612 614-616 618-621 628-632 701-709 720-732 801',
    );
    const all = [...printed, 5000, 1002, 1004].map((code) => -code);
    expect([...returnCodes].sort((a, b) => b - a)).toEqual(all.sort((a, b) => b - a));
    for (const code of all) expect(returnMeaning(code)).toMatch(/^[A-Za-z].{3,}$/);
    expect(returnMeaning(-629)).toBe('wrong table name');
    expect(returnMeaning(-29)).toBe('unknown return code (-29)');
    expect([0, 1, 41].map(returnMeaning)).toEqual(['success', 'success', 'success']);
  });

  it.each([
    ['ok', [0, 1, 41, 5000]],
    ['pending', [-5000]],
    ['size', [-3, -106, -604]],
    ['never', [-13, -100, -101, -102, -103, -621, -629, -708]],
    ['full', [-18]],
    ['row', [-12, -26, -27, -30, -631]],
    ['again', [-1, -2, -11, -28, -105, -620, -725, -29, -9999]],
  ] as const)('%s', (kind, list) => {
    expect(list.map(returnClass)).toEqual(list.map(() => kind));
  });
});
