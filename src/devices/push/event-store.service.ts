import { Injectable } from '@nestjs/common';
import type { NewEvent } from '../../modules/transaction/event.js';
import { IngestService, Unstorable } from '../../modules/transaction/ingest.service.js';
import { QuarantineService, type QuarantinedRequest } from './quarantine.service.js';
import { countRows } from './replay.js';

/** Stores events of an upload on the one path in; what the database refuses is kept aside. */
@Injectable()
export class EventStoreService {
  constructor(
    private readonly ingest: IngestService,
    private readonly quarantine: QuarantineService,
  ) {}

  /** @returns how many were new */
  async insert(request: QuarantinedRequest, rows: readonly NewEvent[]): Promise<number> {
    try {
      const { stored } = await this.ingest.store(rows);
      countRows(request.replay, stored, rows.length);
      return stored;
    } catch (error) {
      if (!(error instanceof Unstorable)) throw error;
      if (rows.length === 1) {
        await this.quarantine.keep(request, error.message);
        return 0;
      }
      // One bad row must not keep the other rows of its upload from being stored.
      let stored = 0;
      for (const row of rows) stored += await this.insert(request, [row]);
      return stored;
    }
  }
}
