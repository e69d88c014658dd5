import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** What became of a call at the device port. */
export const callCodes = [
  /** It is an approved device. */
  'served',
  /** Unknown, or known and not approved yet. */
  'waiting',
  'refused',
  /** The serial number of a device, from an address that is not its own. */
  'otherAddress',
  'wrongToken',
  /** It pushes, and the gateway calls it on port 4370. */
  'calledOn4370',
  'noSerial',
  'wrongPath',
  /** TLS, where HTTP is spoken. */
  'tls',
  /** HTTP, where TLS is spoken. */
  'plainHttp',
  'unreadable',
] as const;
export type CallCode = (typeof callCodes)[number];

/** A caller of the device port, and how often the same was heard of it. */
export interface DeviceCall {
  readonly at: Date;
  readonly ip: string;
  /** '' if it did not say. */
  readonly sn: string;
  readonly code: CallCode;
  readonly params: Readonly<Record<string, string>>;
  readonly count: number;
}

type Heard = Omit<DeviceCall, 'at' | 'count'>;

const most = 200;
/** One address with ever new numbers does not push all others out. */
const mostOfAddress = 50;
const longestText = 100;

/** Callers write these texts, and people read them. */
const readable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, longestText);

/**
 * The last callers at the device port of this gateway, wrong ones too, for whoever connects a device. They are in memory
 * only: one line for each address, serial number and code, and a number of lines that no flood exceeds. Polls of devices
 * that are online are not among them.
 */
@Injectable()
export class DeviceCalls implements OnModuleDestroy {
  /** The one heard last comes last. */
  private readonly calls = new Map<string, DeviceCall>();
  private readonly waiting = new Set<() => void>();
  private isStopping = false;
  /** Grows with all that is new. */
  position = 0;

  note({ ip, sn, code, params }: Heard): void {
    const key = `${ip} ${sn} ${code}`;
    const before = this.calls.get(key);
    if (before) this.calls.delete(key);
    else this.makeRoom(ip);
    const told = Object.entries(params).map(([name, text]) => [name, readable(text)] as const);
    const merged = { ...before?.params, ...Object.fromEntries(told) };
    this.calls.set(key, { at: new Date(), ip, sn, code, params: merged, count: (before?.count ?? 0) + 1 });
    // A device at work is no news.
    if (before && code === 'served') return;
    this.position++;
    this.wake();
  }

  /** The newest first. */
  all(): DeviceCall[] {
    return [...this.calls.values()].reverse();
  }

  /** Until there is something after `position`, at most so long. */
  async wait(position: number, seconds: number): Promise<void> {
    if (this.position > position || this.isStopping || seconds === 0) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, seconds * 1_000);
      this.waiting.add(done);
    });
  }

  /** Waiting callers are answered at once, so that the server can stop. */
  onModuleDestroy(): void {
    this.isStopping = true;
    this.wake();
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }

  private makeRoom(ip: string): void {
    const own = [...this.calls].filter(([, call]) => call.ip === ip);
    if (own.length >= mostOfAddress) this.calls.delete(own[0]?.[0] ?? '');
    if (this.calls.size < most) return;
    for (const [oldest] of this.calls) {
      this.calls.delete(oldest);
      return;
    }
  }
}
