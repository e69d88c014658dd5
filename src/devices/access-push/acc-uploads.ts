import { Injectable } from '@nestjs/common';
import type { CachedDevice } from '../push/cached-device.js';
import { ok, say, type DeviceReply } from '../push/reply.js';
import type { DeviceRequest } from '../push/request.js';
import { UploadHandlers } from './upload-handlers.js';

/**
 * Rows of tables that a device sends on its own (Access PUSH 5.2, 7.5-7.15, 9.6). Answered `table=n` with the count of
 * the request, also for repeated and quarantined rows: anything else makes the device send them for ever (docs/field-notes.md 34).
 */
@Injectable()
export class AccUploadHandler {
  constructor(private readonly uploadHandlers: UploadHandlers) {}

  async store(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const { query } = request;
    const named = query.get('tablename') ?? query.get('table');
    const given = named ?? query.get('type') ?? 'unknown';
    // `type=BioData` is a remote enrolment, `tablename=biodata` the table.
    const table = named === undefined && query.has('type') ? `type:${given.toLowerCase()}` : given.toLowerCase();
    const count = countOf(request);
    await this.uploadHandlers.take(table, { request, known, bodies: [request.body] }, true);
    const { quirks } = known.device;
    const plain = count === null || quirks[`plainOk.${given.toLowerCase()}`] === true;
    const reply = plain ? ok : say(`${given}=${count}`);
    // Some firmware sends a photo again until the line is closed behind the answer (docs/field-notes.md 35).
    return quirks[`close.${given.toLowerCase()}`] === true ? { ...reply, close: true } : reply;
  }
}

/** The count of the request, or null where it names none: then the answer is a plain OK. */
function countOf({ query }: DeviceRequest): number | null {
  const count = query.get('count');
  return count !== undefined && /^\d{1,9}$/.test(count) ? Number(count) : null;
}
