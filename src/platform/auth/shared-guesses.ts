import { randomBytes } from 'node:crypto';
import type { Notifications } from '../database/notifications.js';
import { FailedLoginLimiter } from './failed-login-limiter.js';

/**
 * Wrong tokens of all gateways that share the database: with several, and with several workers, nobody has more guesses.
 * A notification may be lost; then each counts what it saw itself.
 */
export class SharedGuesses {
  private readonly seen = new FailedLoginLimiter();
  private readonly self = randomBytes(6).toString('hex');
  private count = 0;

  constructor(private readonly notifications: () => Notifications) {}

  /** Once the gateway is made. */
  listen(): void {
    this.notifications().on('guess', (key) => {
      const [from, , address] = key.split(' ');
      if (from !== this.self && address !== undefined) this.seen.wrong(address);
    });
  }

  /** @returns seconds that this address must wait; 0 = it may try */
  waits(address: string): number {
    return this.seen.waits(address);
  }

  wrong(address: string): void {
    this.seen.wrong(address);
    // Each is one of its own: equal notifications are sent once.
    void this.notifications().send([`guess ${this.self} ${this.count++} ${address}`]);
  }
}
