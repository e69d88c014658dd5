import { decodeSeconds, encodeSeconds, packedNow } from '../../protocol/access-push/time.js';
import type { PanelOptions } from './panel-options.js';

/**
 * The clock of a panel: local wall-clock time without a zone, right or wrong. Set by SET OPTIONS DateTime (local time)
 * and by `rtdata?type=time` (Greenwich time and the server's offset), Access PUSH 9.5.1.
 */
export class PanelClock {
  private offsetMs = 0;
  private rate = 0;
  private since = Date.now();

  /** @param zone IANA name, or an offset as the protocol writes it, `+0800`. */
  constructor(private zone = 'UTC') {}

  /** As the options of a panel have it: wrong by so many seconds, and by more each day. */
  static of({ zone, drift = 0, driftPerDay = 0 }: Pick<PanelOptions, 'zone' | 'drift' | 'driftPerDay'>): PanelClock {
    const clock = new PanelClock(zone);
    clock.drift(drift);
    clock.runFast(driftPerDay);
    return clock;
  }

  /** `yyyy-MM-dd HH:mm:ss`. */
  wall(): string {
    return decodeSeconds(this.packed());
  }

  /** Appendix 5 seconds of the local time. */
  packed(): number {
    return localPacked(new Date(Date.now() + this.offsetMs + this.strayed()), this.zone);
  }

  /** Makes the panel's clock wrong by this many seconds more. */
  drift(seconds: number): void {
    this.offsetMs += seconds * 1000;
  }

  /** Lets the clock run fast (or slow, below 0) from now on, until it is set. */
  runFast(secondsPerDay: number): void {
    this.offsetMs += this.strayed();
    this.since = Date.now();
    this.rate = secondsPerDay / 86_400;
  }

  setZone(zone: string): void {
    this.zone = zone;
  }

  setLocal(packed: number): void {
    this.runFast(this.rate * 86_400);
    this.drift(secondsBetween(this.packed(), packed));
  }

  setGreenwich(packed: number, zone: string): void {
    this.zone = zone;
    this.offsetMs = 0;
    this.since = Date.now();
    this.drift(secondsBetween(localPacked(new Date(), '+0000'), packed));
  }

  /** Sets it by the answer to `rtdata?type=time`. */
  setByServer(answer: string): void {
    const time = /DateTime=(\d+),ServerTZ=([+-]\d{4})/.exec(answer);
    if (time !== null) this.setGreenwich(Number(time[1]), time[2] ?? '+0000');
  }

  private strayed(): number {
    return (Date.now() - this.since) * this.rate;
  }
}

/** Appendix 5 counts months of 31 days, so a difference is calculated between dates and not between its numbers. */
function secondsBetween(from: number, to: number): number {
  return (Date.parse(`${decodeSeconds(to)}Z`) - Date.parse(`${decodeSeconds(from)}Z`)) / 1000;
}

function localPacked(instant: Date, zone: string): number {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (offset === null) return packedNow(instant, zone);
  const minutes = Number(`${offset[1] ?? ''}1`) * (Number(offset[2]) * 60 + Number(offset[3]));
  return encodeSeconds(new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' '));
}
