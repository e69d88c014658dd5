import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Order } from '../../core/command/order.js';
import { missingOf, OutputService, type OutputOrder, type OutputAnswer, type OutputTarget } from './output.service.js';

export const auxActions = ['open', 'close', 'normalOpen'] as const;
export type AuxAction = (typeof auxActions)[number];

/** Access PUSH 9.4: the operand that switches an output off, and the one that leaves it on. */
const off = 0;
const stayOn = 255;

/** The manual's code for "all" is about doors, so each output gets a command of its own. */
const orders: Readonly<Record<AuxAction, (output: number, seconds: number) => Order>> = {
  open: (output, seconds) => ({ type: 'auxOutput', output, seconds }),
  close: (output) => ({ type: 'auxOutput', output, seconds: off }),
  normalOpen: (output) => ({ type: 'auxOutput', output, seconds: stayOn }),
};

/** One action on many auxiliary outputs. */
@Injectable()
export class AuxActionsService {
  constructor(private readonly calls: OutputService) {}

  /** @param seconds how long `open` keeps them on. @throws Failure invalid if the area does not exist */
  async ask(tx: EntityManager, target: OutputTarget, action: AuxAction, seconds: number): Promise<OutputOrder[]> {
    const rows = await this.calls.find(tx, 'aux_output', target);
    const asked = await this.calls.ask(tx, rows, (ofDevice) =>
      ofDevice.map((row) => ({ rows: [row], orders: [orders[action](row.number, seconds)] })),
    );
    return [...asked, ...('ids' in target ? missingOf(target.ids, rows) : [])];
  }

  answers(asked: readonly OutputOrder[], seconds: number): Promise<OutputAnswer[]> {
    return this.calls.answers(asked, seconds);
  }
}
