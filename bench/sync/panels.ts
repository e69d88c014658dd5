import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { keepAliveAgent } from '../../src/tools/simulator/transport.js';

const pollSeconds = 2;

/** Panels of two doors on the line: each polls every two seconds, and at once where it got commands. */
export class Panels {
  private readonly agent;
  private running: Promise<unknown>[] = [];
  private leave = new AbortController();
  readonly all: readonly SimulatedPanel[];

  constructor(url: string, count: number, onCommand?: (sn: string, text: string) => void) {
    this.agent = keepAliveAgent(url);
    this.all = Array.from({ length: count }, (_, index) => {
      const sn = `SYNC${index + 1}`;
      return new SimulatedPanel({
        url,
        sn,
        doors: 2,
        agent: this.agent,
        maxUsers: 100_000,
        ...(onCommand ? { tell: (news) => (news.what === 'command' ? onCommand(sn, news.text) : undefined) } : {}),
      });
    });
  }

  /** They all come on the line within so many seconds, with what they held, and poll from then on. */
  start(withinSeconds: number): void {
    const { length } = this.all;
    this.leave = new AbortController();
    for (const [index, panel] of this.all.entries())
      this.running.push(this.play(panel, (index / length) * withinSeconds));
  }

  /** All of them are silent. What they hold stays with them. */
  async powerCut(): Promise<void> {
    this.leave.abort();
    await Promise.all(this.running);
    this.running = [];
  }

  async stop(): Promise<void> {
    await this.powerCut();
    await Promise.all(this.all.map((panel) => panel.stop()));
    this.agent.destroy();
  }

  private async play(panel: SimulatedPanel, delay: number): Promise<void> {
    const { signal } = this.leave;
    await sleep(delay * 1_000);
    const isOver = () => signal.aborted;
    while (!isOver()) {
      const isOn = await panel.reboot().catch(() => 'refused');
      while (!isOver() && isOn === 'registered') {
        const done = await panel.poll().catch(() => null);
        if (done === null) break;
        if (done.length === 0) await sleep(pollSeconds * 1_000);
      }
      if (!isOver()) await sleep(500);
    }
  }
}
