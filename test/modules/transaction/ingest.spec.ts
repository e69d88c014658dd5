import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  for (const sn of ['IN1', 'IN2', 'IN3', 'IN4']) await app.admin('POST', '/devices', { sn });
});

afterAll(() => app.stop());

const upload = (sn: string, body: string) =>
  app.request('POST', `/iclock/cdata?SN=${sn}&table=rtlog`, { body, headers: { 'content-type': 'text/plain' } });

const line = (index: number | string, more = '') =>
  `time=2026-11-20 08:00:00\tpin=0\tcardno=0\teventaddr=1\tevent=200\tinoutstatus=2\tverifytype=200\tindex=${index}${more}`;

const stored = async (sn: string) =>
  (await app.sql<{ log_id: number }>('SELECT log_id FROM event WHERE sn = $1 ORDER BY log_id', [sn])).map(
    ({ log_id }) => log_id,
  );

describe('uploads that share a statement', () => {
  it('overlap in any order without a deadlock, and every event is stored once', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => line(n + 1));
    const shuffled = (seed: number) =>
      [...lines].sort((a, b) => ((a.length * seed + a.charCodeAt(a.length - 1)) % 7) - ((b.length * seed) % 5));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => upload('IN1', (n % 2 ? shuffled(n) : [...lines].reverse()).join('\n'))),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 OK']));
    expect(await stored('IN1')).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    const [counted] = await app.sql<{ n: number }>(`SELECT sum(n)::int AS n FROM event_total_by_sn WHERE sn = 'IN1'`);
    expect(counted?.n).toBe(60);
  });

  it.each([
    ['an index beyond every number', line('99999999999999999999')],
    ['an address beyond every number', line(7, '').replace('eventaddr=1', 'eventaddr=99999999999')],
    ['an in-out status beyond every number', line(8, '').replace('inoutstatus=2', 'inoutstatus=99999999')],
    ['an event beyond every number', line(9, '').replace('event=200', 'event=99999999999')],
  ])('one with %s is acknowledged and does not take its neighbours with it', async (_what, bad) => {
    await app.sql(`DELETE FROM event WHERE sn IN ('IN2', 'IN3')`);
    const answers = await Promise.all([
      upload('IN2', [line(1), bad, line(2)].join('\n')),
      upload('IN3', line(3)),
      upload('IN3', line(4)),
    ]);
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, 'OK'],
      [200, 'OK'],
      [200, 'OK'],
    ]);
    expect((await stored('IN2')).filter((index) => index === 1 || index === 2)).toEqual([1, 2]);
    expect(await stored('IN3')).toEqual([3, 4]);
  });

  it('equal lines without an index count once, and the repetition is counted', async () => {
    const same = line(0);
    await upload('IN4', [same, same].join('\n'));
    await upload('IN4', same);
    expect(await stored('IN4')).toEqual([0]);
    const metrics = await app.request('GET', '/metrics');
    const duplicates = /^postern_events_total\{result="duplicate"\} (\d+)$/m.exec(metrics.text)?.[1];
    // The 40 uploads of 60 lines above, stored once, and the two lines here.
    expect(Number(duplicates)).toBe(39 * 60 + 2);
  });
});
