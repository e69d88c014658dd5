import { expect, it } from 'vitest';
import { Live } from '../../../src/devices/standalone/client/live.js';
import { People } from '../../../src/devices/standalone/client/people.js';
import { Control } from '../../../src/devices/standalone/client/control.js';
import { PunchReader } from '../../../src/devices/standalone/client/punches.js';
import { Line } from '../../../src/devices/standalone/client/line.js';
import type { Punch } from '../../../src/protocol/standalone/attendance.js';
import type { LiveEvent } from '../../../src/protocol/standalone/realtime.js';
import { readArguments } from '../../../src/tools/simulator/arguments.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { besidePanel } from '../../../src/tools/simulator/standalone/attach-to-panel.js';
import { addressOf, connect } from './terminals.js';

it('a terminal that pushes has the same people, punches and door on port 4370', async () => {
  const told: (() => void)[] = [];
  const opened: unknown[] = [];
  const panel = new SimulatedPanel({
    url: 'http://127.0.0.1:1',
    sn: 'BOTH1',
    profile: 'terminal',
    tell: (news) => {
      if (news.what === 'event') told.forEach((tell) => tell());
      if (news.what === 'opened') opened.push(news);
    },
  });
  panel.load('user', [{ pin: '7', name: 'Ada', cardno: '99' }]);
  const { terminal, tell } = besidePanel(panel, {});
  told.push(tell);
  await terminal.start();
  try {
    const client = await connect(terminal);
    const people = new People(client);
    expect(await people.list()).toMatchObject([{ uid: 1, userId: '7', name: 'Ada', card: 99 }]);
    await people.set({ userId: '8', name: 'Bob' });
    await people.writeFinger({ uid: 2, finger: 3, flag: 1, template: Buffer.from('a finger') });
    expect(panel.rows('user')).toMatchObject([{ pin: '7' }, { pin: '8', name: 'Bob' }]);
    expect(panel.rows('templatev10')).toMatchObject([{ pin: '8', fingerid: '3' }]);
    const heard: LiveEvent[] = [];
    await Live.start(
      client,
      (event) => heard.push(event),
      () => undefined,
    );
    await panel.sendEvent({ event: 0, door: 1, pin: '8', verifyType: 4, inOut: 1, time: '2024-03-03 10:00:00' });
    const punch = { userId: '8', time: '2024-03-03 10:00:00', verify: 2, state: 1 };
    await expect.poll(() => heard).toMatchObject([{ kind: 'punch', punches: [punch] }]);
    await new Control(client).unlock(2);
    expect(panel.opened).toMatchObject([{ door: 1, seconds: 2 }]);
    await new Control(client).setTime('2031-05-05 12:00:00');
    expect(panel.clock.wall()).toMatch(/^2031-05-05 12:0/);
    expect(opened).toEqual([{ what: 'opened', door: 1, seconds: 2 }]);
    await people.delete(1);
    expect(panel.rows('user')).toMatchObject([{ pin: '8' }]);
    client.session.close();
    const line = new Line(addressOf(terminal));
    const read: Punch[] = [];
    await new PunchReader(line).run((batch) => void read.push(...batch));
    expect(read).toMatchObject([{ uid: 2, ...punch }]);
    await line.close();
  } finally {
    await terminal.stop();
  }
});

it('is asked for on the command line', () => {
  const usual = readArguments(['--pull-port', '4370']);
  expect(usual).toMatchObject({ pull: { pace: 'paced', gapMs: 10, profile: { packetSize: 1008 } } });
  const fast = readArguments(['--pull-port', '4370', '--pull-pace', '0']);
  expect(fast).toMatchObject({ pull: { pace: 'glued' } });
  expect(() => readArguments(['--pull-port', '4370', '--pull-pace', 'x'])).toThrow('--pull-pace');
  const asked = readArguments(['--pull-port', '4370', '--pull-key', '12', '--pull-profile', 'speedface']);
  expect(asked).toMatchObject({ pull: { port: 4370, commKey: 12, profile: { punchLayout: '49' } } });
  expect(() => readArguments(['--pull-port', 'x'])).toThrow('--pull-port');
});
