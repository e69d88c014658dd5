import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import type { DeviceServer } from '../../support/device-server.js';

export const sn = '3383154200002';

/** Panels of a spec that poll its server. */
export function pollingPanels(server: () => DeviceServer, panels: () => SimulatedPanel[]) {
  function panelWith(options: Partial<PanelOptions> = {}): SimulatedPanel {
    const panel = new SimulatedPanel({ url: server().url, sn, ...options });
    panels().push(panel);
    return panel;
  }

  /** Lets the panel fetch and carry out these commands, one answer to a poll each. */
  async function give(panel: SimulatedPanel, ...answers: readonly string[]): Promise<void> {
    server().commands.push(...answers);
    while (server().commands.length > 0) await panel.poll();
  }

  /** Bodies of the requests whose line contains the text. */
  function bodies(part: string): string[] {
    return server()
      .seen.filter(({ line }) => line.includes(part))
      .map(({ body }) => body);
  }

  return { panelWith, give, bodies };
}
