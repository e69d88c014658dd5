import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Order } from '../../core/command/order.js';
import {
  missingOf,
  OutputService,
  type OutputOrder,
  type OutputAnswer,
  type OutputTarget,
} from '../door/output.service.js';

export const floorActions = ['open', 'close', 'normalOpen', 'endNormalOpen'] as const;
export type FloorAction = (typeof floorActions)[number];

/** Access PUSH 9.4, codes 17 and 18: the value that switches off, and the one that stays on until then. */
const off = 0;
const stayOn = 255;

const orders: Readonly<Record<FloorAction, (floors: readonly number[], seconds: number) => Order>> = {
  open: (floors, seconds) => ({ type: 'elevatorOutput', floors, seconds }),
  close: (floors) => ({ type: 'elevatorOutput', floors, seconds: off }),
  normalOpen: (floors) => ({ type: 'elevatorNormallyOpen', floors, seconds: stayOn }),
  endNormalOpen: (floors) => ({ type: 'elevatorNormallyOpen', floors, seconds: off }),
};

/** One action on many floors: one command names all floors of a controller that are meant. */
@Injectable()
export class FloorActionsService {
  constructor(private readonly calls: OutputService) {}

  /** @param seconds how long `open` lets their buttons work. @throws Failure invalid if the area does not exist */
  async ask(tx: EntityManager, target: OutputTarget, action: FloorAction, seconds: number): Promise<OutputOrder[]> {
    const rows = await this.calls.find(tx, 'floor', target);
    const asked = await this.calls.ask(tx, rows, (ofDevice) => {
      const floors = ofDevice.map(({ number }) => number);
      return [{ rows: ofDevice, orders: [orders[action](floors, seconds)] }];
    });
    return [...asked, ...('ids' in target ? missingOf(target.ids, rows) : [])];
  }

  answers(asked: readonly OutputOrder[], seconds: number): Promise<OutputAnswer[]> {
    return this.calls.answers(asked, seconds);
  }
}
