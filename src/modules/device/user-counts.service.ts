import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

type Listener = (tx: EntityManager, sn: string, users: number) => Promise<void>;

/** How many users a device says that it holds, for whoever knows how many it should. */
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
