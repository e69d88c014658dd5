import type { Opening } from './hardware.js';

interface OpenedPanel {
  /** It runs by itself; otherwise a test closes the lock. */
  isRunning(): boolean;
  opened(opening: Opening): void;
  close(door: number): void;
}

/** What follows when a lock opens: it is reported, and while the panel runs by itself, the lock closes after its time. */
export class Openings {
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly panel: OpenedPanel) {}

  follow(opening: Opening): void {
    this.panel.opened(opening);
    const { door, seconds } = opening;
    if (seconds === 'hold' || !this.panel.isRunning()) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.panel.close(door);
    }, seconds * 1000);
    this.timers.add(timer.unref());
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }
}
