import { expect, it } from 'vitest';
import { pointOf } from '../../../src/protocol/access-push/codes/events.js';
import { verifyModeName } from '../../../src/protocol/access-push/codes/verify.js';
import { parseRecords } from '../../../src/protocol/access-push/records.js';
import { parseResults } from '../../../src/protocol/access-push/results.js';
import { decodeRtlog, naturalKey } from '../../../src/protocol/access-push/rtlog.js';
import { decodeRtstate, doorWords } from '../../../src/protocol/access-push/rtstate.js';
import { matchToken } from '../../../src/protocol/access-push/token.js';

const bodies = [
  'time=2017-01-10 11:49:32\tpin=0\tcardno=[15CD5B07]\teventaddr=1\tevent=27\tinoutstatus=1\tverifytype=0\tindex=21\r\n',
  'transaction index=92\tcardno=CC9932DD\tpin=7\tverified=15\tdoorid=1\teventtype=6\tinoutstate=0\ttime_second=845882880\n',
  'time=2017-01-10 15:42:40\tsensor=E41B\trelay=81\talarm=0102040810204080',
  'ID=9\nSN=3383154200002\nReturn=-5000\nCMD=Shell\nContent=total 2\n\nID=291&Return=41&CMD=ACCOUNT&transaction&StartTime=\n',
  'token=a59b6315f78c9a2b8e04ef32a50760e9, timestamp=583050990; csrftoken=60fb55cedf203c197765688ca2d7bf9e',
];
const splinters = [
  '\0',
  '\t',
  '\n',
  '\r',
  '=',
  '&',
  '|',
  '\\',
  '%',
  '[',
  ']',
  '-1',
  '99999999999999999999',
  '\ud800',
  '名',
  '__proto__=1',
];
const parts = { registryCode: 'Uy47fxftP3', sn: '3383154200002', sessionId: '30BFB04B2C8AECC72C01C03BFD549D15' };

/** The same numbers in every run (mulberry32), below `limit`. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

function mutated(next: (limit: number) => number): string {
  let text = bodies[next(bodies.length)] ?? '';
  for (let cuts = next(6); cuts > 0; cuts -= 1) {
    const at = next(text.length + 1);
    const splinter = splinters[next(splinters.length)] ?? '';
    text = text.slice(0, at) + splinter + text.slice(at + next(4));
  }
  return text;
}

/** Reads the text with every reader. @returns all values that come out, so that they can be checked */
function readAll(text: string): string[] {
  const strings = parseResults(text, text).flatMap(({ id, command, extra }) => [id, command, ...Object.values(extra)]);
  for (const rec of parseRecords(text)) {
    decodeRtstate(rec, [0, 1, 4, 5, 9]).doors.map(doorWords);
    const key = naturalKey('3383154200002', rec);
    expect(key.length).toBeLessThan(400);
    const event = decodeRtlog(rec, { multiCard: text.length % 2 === 0 });
    if (typeof event === 'string') continue;
    expect(event.wallClock).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
    expect(event.cardNo).toMatch(/^(?:[1-9]\d*)?$/);
    expect([event.eventNo, event.eventAddr, event.index, event.inOut ?? 0].every(Number.isSafeInteger)).toBe(true);
    strings.push(key, event.pin, event.raw, event.verifyType, verifyModeName(event.verifyType, event.eventNo));
    strings.push(pointOf(event.eventNo, event.eventAddr).type);
  }
  strings.push(matchToken(text, parts) ?? '');
  return strings;
}

it('reads 20,000 damaged uploads without throwing and lets no NUL through', () => {
  const next = numbers(20_170_110);
  let read = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const text = mutated(next);
    const strings = readAll(text);
    read += strings.length;
    if (strings.some((value) => value.includes('\0'))) expect.fail(`NUL out of ${JSON.stringify(text)}`);
  }
  expect(read).toBeGreaterThan(50_000);
});
