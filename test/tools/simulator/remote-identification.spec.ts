import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';

const when = '2026-11-23 10:00:00';
const row = `time=${when}\tpin=7\tcardno=5\taddrtype=2\teventaddr=1\tevent=223\tinoutstatus=0\tverifytype=4`;
const tips: string[] = [];
let server: DeviceServer;
let panel: SimulatedPanel;

beforeEach(async () => {
  server = await startDeviceServer();
  tips.length = 0;
  panel = new SimulatedPanel({
    url: server.url,
    sn: 'X',
    remoteIdentification: true,
    tell: (news) => {
      if (news.what === 'tips') tips.push(news.text);
    },
  });
  panel.load('user', [{ Pin: '7', CardNo: '5' }]);
});

afterEach(async () => {
  await panel.stop();
  await server.stop();
});

/** What the panel does at door 1 when the server answers so. */
async function passes(answer: string): Promise<readonly [string, number | undefined, unknown[]]> {
  server.answers.set('AuthType', [200, answer]);
  const before = panel.opened.length;
  const verdict = await panel.badge('5', 1, when);
  return [
    verdict,
    panel.journal.stored.at(-1)?.event,
    panel.opened.slice(before).map(({ door, seconds }) => [door, seconds]),
  ];
}

describe('remote identification (10)', () => {
  it('asks the server and follows its answer, whatever its own tables say', async () => {
    expect(await passes(`AUTH=SUCCESS\r\n${row}\r\nCONTROL DEVICE 01010107\r\nTIPS=Welcome\r\n`)).toEqual([
      'opens',
      222,
      [[1, 7]],
    ]);
    expect(server.seen[0]).toMatchObject({ line: 'POST /iclock/cdata?SN=X&AuthType=device', body: row });
    expect(server.seen.at(-1)?.body).toContain('pin=7\tcardno=5\teventaddr=1\tevent=222\t');
    expect(tips).toEqual(['Welcome']);
  });

  it('understands the older words, and opens by itself if the server names no door', async () => {
    expect(await passes(`AUTH=SUCCEED\r\n${row}\r\nCONTROL DEVICE 1 2 1 15\r\n`)).toEqual(['opens', 222, [[2, 15]]]);
    expect(await passes(`AUTH=SUCCESS\r\n${row}\r\n`)).toEqual(['opens', 222, [[1, 5]]]);
  });

  it('stays shut when the server refuses, is late, speaks of somebody else, or is not there', async () => {
    expect(await passes(`AUTH=FAILED\r\n${row}\r\n\r\nTIPS=No\r\n`)).toEqual(['server says no', 44, []]);
    expect(await passes(`AUTH=TIMEOUT\r\n${row}\r\n`)).toEqual(['server is silent', 45, []]);
    const other = row.replace('pin=7', 'pin=8');
    expect(await passes(`AUTH=SUCCESS\r\n${other}\r\nCONTROL DEVICE 01010107\r\n`)).toEqual(['server says no', 44, []]);
    expect(await passes('OK')).toEqual(['server says no', 44, []]);
    server.answers.set('AuthType', [503, '']);
    expect(await panel.badge('5', 1, when)).toBe('server is silent');
    await server.stop();
    expect(await panel.badge('5', 1, when)).toBe('server is silent');
    expect(panel.opened).toHaveLength(0);
  });
});
