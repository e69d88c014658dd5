import { expect } from 'vitest';
import type { SimulatedTerminal } from '../../../src/tools/simulator/standalone/server.js';
import type { TerminalSettings } from '../../../src/tools/simulator/standalone/terminal-settings.js';
import type { TestApp } from '../../support/app.js';
import { terminal } from './terminals.js';

/** Terminals that a spec adds to its gateway. */
export function addedTerminals(site: () => TestApp) {
  let count = 0;

  async function added(
    settings: TerminalSettings = {},
    more: object = {},
  ): Promise<{ device: SimulatedTerminal; sn: string }> {
    const sn = settings.sn ?? `PULL${++count}`;
    const device = await terminal({ sn, ...settings });
    const body = { sn, link: 'pull', host: '127.0.0.1', port: device.port, ...more };
    const answer = await site().admin('POST', '/devices', body);
    expect(answer.status, answer.text).toBe(201);
    return { device, sn };
  }

  const shown = async (sn: string) => (await site().admin('GET', `/devices/${sn}`)).body;

  const isServed = (sn: string) =>
    expect.poll(async () => (await shown(sn)).registeredAt, { timeout: 60_000 }).not.toBeNull();

  return { added, shown, isServed };
}
