import { Injectable } from '@nestjs/common';
import { DeviceCache } from '../devices/push/device-cache.js';
import { DatabaseFaults, faultWords } from '../platform/database/database-faults.js';
import { migrations } from '../platform/database/migrations/all.js';
import { OldestGatewayService } from '../platform/database/oldest-gateway.service.js';
import { DiskService } from '../platform/disk/disk.service.js';
import { Draining } from '../platform/draining.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { TlsCertificateService } from './tls-certificate.service.js';

/** Positions of the feed: fewer than a million of them, and the next partition is not there although it is due. */
const scarceRoom = 1_000_000;

/** A database that takes longer is of no use. */
const patienceMs = 3_000;

@Injectable()
export class HealthService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly faults: DatabaseFaults,
    private readonly certificates: TlsCertificateService,
    private readonly oldest: OldestGatewayService,
    private readonly draining: Draining,
    private readonly disk: DiskService,
    private readonly devices: DeviceCache,
  ) {}

  /** Positions that are left where this gateway may make no more room for them; null = enough. */
  private roomLeft: number | null = null;

  /** The reason why the gateway cannot work; null = it can. */
  async fault(): Promise<string | null> {
    return this.draining.isOn ? 'Postern is stopping' : this.brokenBy();
  }

  /** The same of a gateway that stops, and works until then. */
  async brokenBy(): Promise<string | null> {
    try {
      const tooOld = await Promise.race([this.oldest.look(), late()]);
      if (tooOld !== null) return tooOld;
      const missing = await Promise.race([this.missingMigrations(), late()]);
      if (missing > 0) return 'the database is not migrated';
      return this.disk.fault() ?? (this.faults.current === 'standby' ? faultWords.standby : this.away());
    } catch {
      return this.disk.fault() ?? faultWords[this.faults.current ?? 'away'];
    }
  }

  /** Things to look into before they become faults. */
  warnings(): string[] {
    const room =
      this.roomLeft === null
        ? []
        : [
            `${this.roomLeft} events and other entries fit into the feed, and the database's user may not make room for ` +
              'more: start a gateway once as the owner of the tables',
          ];
    return [...this.disk.warnings(), ...this.certificates.warnings(), ...room];
  }

  /** The database is back, and devices are still refused: they are served from the next look at it. */
  private away(): string | null {
    return this.devices.databaseAway ? faultWords.away : null;
  }

  private async missingMigrations(): Promise<number> {
    const rows: { name: string }[] = await this.unitOfWork.manager.query('SELECT name FROM migrations');
    const [feed]: { room: number }[] = await this.unitOfWork.manager.query(feedRoom, [scarceRoom]);
    this.roomLeft = feed?.room ?? null;
    const done = new Set(rows.map(({ name }) => name));
    return migrations.filter(({ name }) => !done.has(name)).length;
  }
}

/** A row where it is scarce. */
const feedRoom = 'SELECT room FROM feed_room() AS room WHERE room <= $1 AND NOT feed_may_make_room()';

const late = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('late')), patienceMs).unref();
  });
