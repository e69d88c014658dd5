import { encodeSeconds } from '../../../protocol/access-push/time.js';
import type { SimulatedPanel } from '../panel.js';
import { PanelData } from './panel-data.js';
import { SimulatedTerminal } from './server.js';
import type { TerminalSettings } from './terminal-settings.js';

/** A terminal that pushes and answers on port 4370 as well: one memory, one clock, one door. */
export function besidePanel(
  panel: SimulatedPanel,
  settings: Omit<TerminalSettings, 'sn' | 'data' | 'clock' | 'setClock'>,
) {
  const data = new PanelData(panel);
  const terminal = new SimulatedTerminal({
    ...settings,
    sn: panel.sn,
    data,
    clock: () => panel.clock.wall(),
    setClock: (wall) => panel.clock.setLocal(encodeSeconds(wall)),
    unlocked: (seconds) => panel.pulse({ door: 1, seconds, at: panel.clock.wall() }),
  });
  let told = panel.journal.stored.at(-1)?.index ?? 0;
  return {
    terminal,
    /** Something has happened at the panel: clients that listen on port 4370 are told. */
    tell: (): void => {
      for (const event of panel.journal.stored.filter(({ index }) => index > told)) {
        told = event.index;
        const punch = data.punchOf(event);
        if (punch) terminal.announce(punch);
      }
    },
  };
}
