import { describe, expect, it } from 'vitest';
import { afterFailure, closedBreaker, type Breaker } from '../../../src/outbound/webhook/breaker.js';
import { judge } from '../../../src/outbound/webhook/judgement.js';
import { retryAfterMs } from '../../../src/outbound/webhook/retry-after.js';
import { pauseAfter } from '../../../src/outbound/webhook/retry-schedule.js';
import { SequenceNumbers } from '../../../src/outbound/webhook/sequence-numbers.js';
import { newSecret, secretBytes, signatureOf } from '../../../src/outbound/webhook/signature.js';
import type { Answer } from '../../../src/outbound/webhook/webhook-client.js';

const second = 1_000;
const hour = 3_600 * second;

describe('the pauses between attempts', () => {
  it('are 1, 2, 3, 4, 5, 7, 10, 28 s, 5 and 30 min, 2, 5, 10, 14, 20 and 24 h: 75 h 36 min in all', () => {
    const pauses = Array.from({ length: 17 }, (_, at) => pauseAfter(at + 1, 0.5));
    expect(pauses).toEqual([
      ...[1_000, 2_000, 3_000, 4_000, 5_000, 7_000, 10_000, 28_000],
      ...[300_000, 1_800_000],
      ...[7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000],
      null,
    ]);
    const all = pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0);
    expect(all / hour).toBe(75.6);
  });

  it('are a tenth longer or shorter', () => {
    expect([0, 0.25, 1].map((chance) => pauseAfter(8, chance))).toEqual([25_200, 26_600, 30_800]);
    const some = Array.from({ length: 200 }, () => pauseAfter(10) ?? 0);
    expect(Math.min(...some)).toBeGreaterThanOrEqual(1_620_000);
    expect(Math.max(...some)).toBeLessThanOrEqual(1_980_000);
    expect(new Set(some).size).toBeGreaterThan(50);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-22T07:30:00Z');
  it.each<[string | undefined, number | null]>([
    ['120', 120 * second],
    [' 5 ', 5 * second],
    ['0', 0],
    ['86400', 24 * hour],
    ['86401', 24 * hour],
    ['99999999999999999999', 24 * hour],
    ['Sun, 22 Nov 2026 07:31:00 GMT', 60 * second],
    ['Sun, 22 Nov 2026 07:29:00 GMT', 0],
    ['Fri, 25 Dec 2026 00:00:00 GMT', 24 * hour],
    ['Sunday, 22-Nov-26 07:30:30 GMT', 30 * second],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['2026-11-22', null],
    ['Sun, 99 Nov 2026', null],
    ['', null],
    [undefined, null],
  ])('%j is %j ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});

describe('the breaker', () => {
  const fail = (breaker: Breaker, times: number, now = 0) => {
    let one = breaker;
    for (let at = 0; at < times; at++) one = afterFailure(one, now, false);
    return one;
  };

  it('opens at the twentieth failure in a row', () => {
    expect(fail(closedBreaker, 19)).toEqual({ failures: 19, probes: 0, until: null });
    expect(fail(closedBreaker, 20, 7)).toEqual({ failures: 20, probes: 0, until: 5_007 });
  });

  it('has a probe after 5, 10, 20, 40, 80, 160, 300, 300 s', () => {
    let breaker = fail(closedBreaker, 20);
    const pauses: number[] = [];
    let now = 0;
    for (let at = 0; at < 8; at++) {
      pauses.push(((breaker.until ?? 0) - now) / second);
      now = breaker.until ?? 0;
      breaker = afterFailure(breaker, now, true);
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('does not wait longer because of what was under way when it opened', () => {
    expect(fail(closedBreaker, 25, 0).until).toBe(5_000);
  });

  it('waits for a part of the time where a test says so', () => {
    let breaker = closedBreaker;
    for (let at = 0; at < 20; at++) breaker = afterFailure(breaker, 0, false, 0.01);
    expect(breaker.until).toBe(50);
  });
});

describe('a message after an attempt', () => {
  const answer = (more: Partial<Answer>): Answer => ({
    ...{ result: '5xx', status: 500, error: null, ms: 3, response: '', retryAfterMs: null },
    ...more,
  });
  const firstAt = new Date('2026-11-22T07:30:00Z');
  const now = new Date('2026-11-22T07:30:10Z');
  const day = 24 * hour;
  const inMs = (from: Date, ms: number) => new Date(from.getTime() + ms);

  it.each<[string, Partial<Answer>, number, boolean, Date, string, number]>([
    ['2xx', { result: '2xx', status: 202 }, 0, false, now, 'delivered', 1],
    ['2xx at the last attempt', { result: '2xx', status: 200 }, 16, false, now, 'delivered', 17],
    ['500', {}, 0, false, now, 'pending', 1],
    ['a redirection', { result: '3xx', status: 301 }, 3, false, now, 'pending', 4],
    ['no answer', { result: 'timeout', status: null }, 15, false, now, 'pending', 16],
    ['the last attempt', {}, 16, false, now, 'dead', 17],
    ['six days', {}, 3, false, inMs(firstAt, 6 * day), 'pending', 4],
    ['seven days', {}, 3, false, inMs(firstAt, 7 * day), 'dead', 4],
    ['a probe between two attempts', {}, 16, true, now, 'pending', 16],
    ['a probe a second before the fourth', {}, 3, true, inMs(firstAt, 5 * second), 'pending', 3],
    ['a probe at the time of the fourth', {}, 3, true, inMs(firstAt, 6 * second), 'pending', 4],
    ['a probe before the last attempt', {}, 16, true, inMs(firstAt, 75.5 * hour), 'pending', 16],
    ['a probe at the time of the last attempt', {}, 16, true, inMs(firstAt, 75.7 * hour), 'dead', 17],
    ['a probe after seven days', {}, 3, true, inMs(firstAt, 7 * day), 'dead', 4],
    ['410', { result: '4xx', status: 410 }, 16, false, now, 'pending', 17],
  ])('%s', (_what, said, attempts, isProbe, at, status, made) => {
    const judged = judge(answer(said), { attempts, firstAt, isProbe }, at, 1);
    expect([judged.status, judged.attempts]).toEqual([status, made]);
    expect(judged.nextAt === null).toBe(status !== 'pending');
  });

  it('waits for its pause', () => {
    const { nextAt } = judge(answer({}), { attempts: 7, firstAt, isProbe: false }, now, 1);
    const pause = ((nextAt?.getTime() ?? 0) - now.getTime()) / second;
    expect([pause >= 25.2, pause <= 30.8]).toEqual([true, true]);
  });
});

describe('secrets and signatures', () => {
  it('a new secret has 30 bytes in base64 without padding', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{40}$/);
    expect(secretBytes(secret)).toHaveLength(30);
    expect(newSecret()).not.toBe(secret);
  });

  it.each<[string, number | null]>([
    [`whsec_${Buffer.alloc(24).toString('base64')}`, 24],
    [`whsec_${Buffer.alloc(64).toString('base64')}`, 64],
    [Buffer.alloc(32).toString('base64'), 32],
    [Buffer.alloc(32).toString('base64').replace('=', ''), 32],
    [`whsec_${Buffer.alloc(23).toString('base64')}`, null],
    [`whsec_${Buffer.alloc(65).toString('base64')}`, null],
    ['whsec_', null],
    ['', null],
    [`whsec_${'*'.repeat(40)}`, null],
    [`whsec_${'AAAA '.repeat(8)}`, null],
    [`whpk_${Buffer.alloc(32).toString('base64')}`, null],
  ])('%s has %j bytes', (secret, length) => {
    expect(secretBytes(secret)?.length ?? null).toBe(length);
  });

  it('is the sample of Standard Webhooks', () => {
    const secret = secretBytes('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') ?? Buffer.alloc(0);
    const body = '{"test": 2432232314}';
    expect(signatureOf([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, body)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });
});

describe('sequence numbers', () => {
  it('are stored up to the first that has no row yet', () => {
    const numbers = new SequenceNumbers(10);
    expect([numbers.next(), numbers.next(), numbers.next()]).toEqual([11, 12, 13]);
    numbers.close(12);
    expect(numbers.stored).toBe(10);
    numbers.close(11);
    expect(numbers.stored).toBe(12);
    numbers.close(13);
    expect(numbers.stored).toBe(13);
  });

  it('are the same again for whoever takes over, without those that have rows', () => {
    const numbers = new SequenceNumbers(10, [12, 13, 16]);
    expect([numbers.next(), numbers.next(), numbers.next(), numbers.next()]).toEqual([11, 14, 15, 17]);
  });
});
