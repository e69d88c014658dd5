import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { DeviceServer } from '../../support/device-server.js';
import { pollingPanels, sn } from './polling-panels.js';

export const result = (body: string) => [`devicecmd?SN=${sn}`, body] as const;

/** Panels of a spec, and what they post to its server. */
export function postedResults(server: () => DeviceServer, panels: () => SimulatedPanel[]) {
  const { panelWith } = pollingPanels(server, panels);

  /** Lets the panel carry out these commands. @returns what it posted, without rtlog and rtstate */
  async function give(panel: SimulatedPanel, ...answers: readonly string[]): Promise<(readonly [string, string])[]> {
    server().seen.length = 0;
    server().commands.push(...answers);
    while (server().commands.length > 0) await panel.poll();
    return server()
      .seen.filter(({ line }) => line.startsWith('POST') && !/table=(?:rtlog|rtstate)/.test(line))
      .map(({ line, body }) => [line.slice('POST /iclock/'.length), body] as const);
  }

  /** Only the results of these commands. */
  async function results(panel: SimulatedPanel, ...answers: readonly string[]): Promise<string[]> {
    return (await give(panel, ...answers)).flatMap(([line, body]) => (line.startsWith('devicecmd') ? [body] : []));
  }

  return { panelWith, give, results };
}
