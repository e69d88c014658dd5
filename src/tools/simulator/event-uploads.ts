import type { FirmwareQuirks } from './firmware-quirks.js';
import { rtlogLine, type PanelJournal } from './journal.js';
import type { Answer } from './transport.js';

interface Uploading {
  readonly journal: PanelJournal;
  readonly quirks: FirmwareQuirks;
  upload(table: string, body: string): Promise<Answer>;
}

/** Uploads the unsent events of a panel, oldest first, one batch after the other. */
export class EventUploads {
  private flushing: Promise<unknown> = Promise.resolve();

  constructor(private readonly panel: Uploading) {}

  /** @returns false if the server did not acknowledge all of them */
  flush(): Promise<boolean> {
    const flushed = this.flushing.then(() => this.uploadPending());
    this.flushing = flushed;
    return flushed;
  }

  private async uploadPending(): Promise<boolean> {
    for (;;) {
      const events = this.panel.journal.next(this.panel.quirks.eventsPerUpload);
      if (events.length === 0) return true;
      const body = events.map(rtlogLine).join(this.panel.quirks.rowEnd);
      const answer = await this.panel.upload('rtlog', body).catch(() => null);
      if (answer?.status !== 200 || !answer.body.startsWith('OK')) return false;
      this.panel.journal.acknowledge(events);
    }
  }
}
