import { Injectable } from '@nestjs/common';
import { DatabaseFaults, faultWords } from '../platform/database/database-faults.js';
import { migrations } from '../platform/database/migrations/all.js';
import { DiskService } from '../platform/disk/disk.service.js';
import { Draining } from '../platform/draining.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { TlsCertificateService } from './tls-certificate.service.js';

/** A database that takes longer is of no use. */
const patienceMs = 3_000;

@Injectable()
export class HealthService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly faults: DatabaseFaults,
    private readonly certificates: TlsCertificateService,
    private readonly draining: Draining,
    private readonly disk: DiskService,
  ) {}

  /** The reason why the gateway cannot work; null = it can. */
  async fault(): Promise<string | null> {
    if (this.draining.isOn) return 'Postern is stopping';
    try {
      const missing = await Promise.race([this.missingMigrations(), late()]);
      if (missing > 0) return 'the database is not migrated';
      return this.disk.fault() ?? (this.faults.current === 'standby' ? faultWords.standby : null);
    } catch {
      return this.disk.fault() ?? faultWords[this.faults.current ?? 'away'];
    }
  }

  /** Things to look into before they become faults. */
  warnings(): string[] {
    return [...this.disk.warnings(), ...this.certificates.warnings()];
  }

  private async missingMigrations(): Promise<number> {
    const rows: { name: string }[] = await this.unitOfWork.manager.query('SELECT name FROM migrations');
    const done = new Set(rows.map(({ name }) => name));
    return migrations.filter(({ name }) => !done.has(name)).length;
  }
}

const late = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('late')), patienceMs).unref();
  });
