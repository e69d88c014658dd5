import { Inject } from '@nestjs/common';
import { diagnose, type Diagnosis } from '../../operations/doctor/doctor.js';
import type { Config } from '../../platform/config.js';
import { DATABASE_URL } from '../../platform/database/frozen-database.service.js';
import { CONFIG } from '../../platform/tokens.js';
import { AdminResource, Read } from '../common/admin.js';
import { DoctorView } from './doctor.dto.js';

/** The doctor of the command line, as this gateway sees it. */
@AdminResource('doctor')
export class DoctorController {
  private underWay: Promise<Diagnosis> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
  ) {}

  @Read('', 'Look at the database, the disk, the devices and what goes out, and say what to do', { of: DoctorView })
  async look(): Promise<DoctorView> {
    // Whoever asks at the same time gets the same answer: one connection is enough.
    this.underWay ??= diagnose(this.config, { databaseUrl: this.databaseUrl }).finally(() => (this.underWay = null));
    const { status, lines } = await this.underWay;
    return {
      status,
      lines: lines.map(({ findings, ...line }) => ({
        ...line,
        findings: findings.map((finding) => ({ ...finding, params: { ...finding.params } })),
      })),
    };
  }
}
