import type { MqttRetained } from './mqtt-retained.js';

const gatherMs = 500;
const recheckMs = 60_000;
/** From so many on, all are looked at. */
const many = 500;

/** Tells the broker of devices and doors that were added, renamed or removed, while a connection lasts. */
export class DeviceWatch {
  private readonly sns = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private readonly rechecking: NodeJS.Timeout;
  private isStopped = false;

  constructor(
    private readonly retained: MqttRetained,
    private readonly failed: (error: unknown) => void,
  ) {
    // What was changed without a notification.
    this.rechecking = setInterval(() => this.changed('*'), recheckMs).unref();
  }

  /** @param sn `*` = any */
  changed(sn: string): void {
    if (this.isStopped) return;
    this.sns.add(sn);
    this.timer ??= setTimeout(() => void this.look(), gatherMs).unref();
  }

  stop(): void {
    this.isStopped = true;
    clearInterval(this.rechecking);
    if (this.timer) clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const sns = [...this.sns];
    this.sns.clear();
    try {
      if (sns.includes('*') || sns.length > many) await this.retained.refreshAll();
      else await this.retained.refresh(sns);
    } catch (error) {
      // Without a connection the next one shows everything.
      if (!this.isStopped) this.failed(error);
    } finally {
      this.timer = null;
      if (this.sns.size > 0) this.changed('');
    }
  }
}
