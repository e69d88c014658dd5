import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import type { Order } from '../../core/command/order.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { newId } from '../../platform/database/id.js';
import { Failure } from '../../platform/errors.js';
import { requireOnline } from '../device/require-online.js';
import { requestDelayOf } from '../device/request-delay.js';
import { OutputService } from '../door/output.service.js';
import type { ParkingChannel } from './parking-channel.entity.js';
import { SiteController, type OpeningOutcome } from './site-controller.js';

/** Commands of operators and clients, as those for doors are. */
export const byHand = 'door';

const tables = { door: 'door', auxOutput: 'aux_output' } as const;

/** What opens a barrier: a command of a device, or a request that is sent after the commit. */
export type Opening =
  { readonly by: 'command'; readonly commandId: number } | { readonly by: 'request'; readonly id: string };

/** Barriers open once or not at all, and never late: by the queue of the doors, or by one request. */
@Injectable()
export class BarrierService {
  constructor(
    private readonly commands: CommandService,
    private readonly outputs: OutputService,
    private readonly sealedBox: SealedBox,
    private readonly sites: SiteController,
  ) {}

  /**
   * Queues the opening with the transaction; that of the site's own controller is to be sent behind it.
   * @param origin whose settler hears of its end
   * @throws Failure deviceOffline, deviceUnsupported where the channel has no barrier or its door is gone
   */
  async ask(tx: EntityManager, channel: ParkingChannel, origin: string): Promise<Opening> {
    const { barrier, barrierId, barrierSeconds } = channel;
    if (barrier === 'http') return { by: 'request', id: newId() };
    if (barrier === 'none') throw new Failure('deviceUnsupported', `the channel ${channel.name} has no barrier`);
    const [row] = await this.outputs.find(tx, tables[barrier], { ids: [barrierId ?? ''] });
    if (!row) throw new Failure('deviceUnsupported', `what the barrier of ${channel.name} was is not there any more`);
    requireOnline(row);
    const order: Order =
      barrier === 'door'
        ? { type: 'openDoor', door: row.number, seconds: barrierSeconds }
        : { type: 'auxOutput', output: row.number, seconds: barrierSeconds };
    const commandId = await this.commands.run(tx, row.sn, order, { origin, pollSeconds: requestDelayOf(row) });
    return { by: 'command', commandId };
  }

  /** After the commit. Never rejects. */
  send(channel: ParkingChannel, id: string, about: Readonly<Record<string, unknown>>): Promise<OpeningOutcome> {
    const { barrierUrl, barrierSecret, barrierSeconds, id: channelId, name: channelName } = channel;
    if (barrierUrl === null) return Promise.resolve({ result: 'unreached', detail: 'it has no address any more' });
    const authorization = barrierSecret && this.sealedBox.open(barrierSecret).toString();
    const body = { id, channelId, channelName, seconds: barrierSeconds, ...about };
    return this.sites.open({ url: barrierUrl, authorization, id, body });
  }
}

/** @throws Failure deviceOffline, deviceRefused where it did not open */
export function checkOutcome({ result, detail }: OpeningOutcome, channel: Pick<ParkingChannel, 'name'>): void {
  if (result === 'opened') return;
  const what = `the controller of the barrier ${channel.name}`;
  if (result === 'refused') throw new Failure('deviceRefused', `${what} refused: ${detail}`);
  throw new Failure('deviceOffline', `${what} did not answer: ${detail}`);
}
