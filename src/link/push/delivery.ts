import { Injectable } from '@nestjs/common';
import { DeliveryService } from '../../command/delivery.service.js';
import { encodeCommand, type CommandText } from '../../wire/push/command.js';
import { DeviceDirectory } from './directory.js';
import type { KnownDevice } from './known-device.js';
import { render } from './order-writers.js';
import { ok, type DeviceReply } from './reply.js';

/** Answers polls. */
@Injectable()
export class Delivery {
  readonly nothing = ok;

  constructor(
    private readonly deliveries: DeliveryService,
    private readonly directory: DeviceDirectory,
  ) {}

  isDue({ sn }: KnownDevice, now = Date.now()): boolean {
    return this.directory.pulse(sn).dueAt <= now;
  }

  /** @param origin where the device finds the gateway, as it called it */
  async poll(known: KnownDevice, origin = ''): Promise<DeviceReply> {
    if (!this.isDue(known)) return ok;
    const pulse = this.directory.pulse(known.sn);
    const { generation } = pulse;
    const { dialect, timeZone } = known;
    const most = Number(known.device.quirks.commandsPerPoll ?? 1);
    const claim = await this.deliveries.claim(known.sn, (order) => render(order, { dialect, timeZone, origin }), most);
    // A hint that came meanwhile knows better than this claim.
    if (pulse.generation === generation) pulse.dueAt = claim.nextDue;
    if (claim.commands.length === 0) return ok;
    const lines = claim.commands.map(({ id, text, subSn }) =>
      encodeCommand(id, text as CommandText, dialect, subSn ?? known.sn),
    );
    return { status: 200, text: lines.join('\n') };
  }
}
