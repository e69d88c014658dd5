import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { isDataError, sqlState } from '../../platform/database/unit-of-work.js';
import { LOG } from '../../platform/tokens.js';
import { QuarantineService } from './quarantine.service.js';
import { replyToUnknown, type DeviceReply } from './reply.js';
import type { DeviceRequest } from './request.js';

/** A row that another request made or deleted meanwhile: the same data can succeed when it comes again. */
const isRace = (error: unknown) => ['23503', '23505'].includes(sqlState(error) ?? '');

const withBody = (request: DeviceRequest) => request.method === 'POST' && request.body.length > 0;

/**
 * The last net: content that no reader refused and no column holds. It would fail again each time it came, and the
 * device would send nothing else. It is kept whole and acknowledged (docs/rules.md 1).
 */
@Injectable()
export class UnstorableUploadHandler {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly quarantine: QuarantineService,
  ) {}

  async guard(request: DeviceRequest, answer: () => DeviceReply | Promise<DeviceReply>): Promise<DeviceReply> {
    try {
      return await answer();
    } catch (error) {
      if (!isDataError(error) || isRace(error) || !withBody(request)) throw error;
      this.log.error({ err: error, path: request.path, sn: request.sn }, 'a device request does not fit the database');
      return this.keep(request, `refused by the database: ${sqlState(error)}`);
    }
  }

  private async keep(request: DeviceRequest, reason: string): Promise<DeviceReply> {
    const table = request.query.get('tablename');
    // Rows of a table may hold templates and passwords: they are kept sealed.
    if (table === undefined) await this.quarantine.keep(request, reason);
    else await this.quarantine.keepTable(request, table.slice(0, 100), 0);
    return replyToUnknown(request);
  }
}
