import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Report } from './report.js';
import type { ImportSettings } from './settings.js';
import { SourceRepository } from './sources.repository.js';
import type { TakeSettings } from './importer.js';
import { ApplyingWriter, TrialWriter, type Writer } from './writer.js';

/** Makes the writer that a run needs. */
@Injectable()
export class WriterService {
  constructor(
    private readonly source: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly audited: AuditedTransaction,
    private readonly sources: SourceRepository,
  ) {}

  takeSettings({ preferTheirs }: ImportSettings, report: Report, writer: Writer): TakeSettings {
    return { sources: this.sources, report, writer, preferTheirs };
  }

  applying(): Writer {
    return new ApplyingWriter(this.unitOfWork, this.audited);
  }

  /** A trial is rolled back as a whole, before people are looked at: it holds locks. */
  async withWriter<T>({ apply }: ImportSettings, work: (writer: Writer) => Promise<T>): Promise<T> {
    if (apply) return work(this.applying());
    const trial = await TrialWriter.begin(this.source);
    return work(trial).finally(() => trial.end());
  }
}
