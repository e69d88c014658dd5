import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

type Listener = (tx: EntityManager, sn: string, users: number) => Promise<void>;

/** Passes the number of users that a device reports to the service that knows how many it should have. */
@Injectable()
export class UserCountService {
  private readonly listeners: Listener[] = [];

  onTold(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** The caller holds the device's lock. */
  async told(tx: EntityManager, sn: string, users: number): Promise<void> {
    for (const listener of this.listeners) await listener(tx, sn, users);
  }
}
