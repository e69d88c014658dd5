import { Injectable } from '@nestjs/common';
import { Work } from '../../../db/work.js';
import { matchToken } from '../../../wire/push/token.js';
import type { KnownDevice } from '../known-device.js';
import type { DeviceRequest } from '../request.js';

/** Observe mode: which form of the token a device sends is noted, none is demanded (push open points b). */
@Injectable()
export class TokenWatch {
  /** The cookie last looked at, with the session it was held against: a repeated one costs nothing. */
  private readonly seen = new Map<string, string>();

  constructor(private readonly work: Work) {}

  async observe({ cookie }: DeviceRequest, { sn, device }: KnownDevice): Promise<void> {
    const looked = `${cookie} ${device.sessionId ?? ''}`;
    if (this.seen.get(sn) === looked) return;
    this.seen.set(sn, looked);
    const form = matchToken(cookie, {
      sn,
      registryCode: device.registryCode ?? '',
      sessionId: device.sessionId ?? '',
      previousSessionId: device.previousSessionId ?? '',
    });
    if (form === device.tokenForm) return;
    await this.work.manager.query('UPDATE device SET token_form = $2 WHERE sn = $1', [sn, form]);
  }
}
