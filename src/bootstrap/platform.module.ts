import { randomUUID } from 'node:crypto';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { Config } from '../platform/config.js';
import { gatewayOptions } from '../platform/database/data-source.js';
import { DatabaseConnections } from '../platform/database/connections.js';
import { DatabaseFaults } from '../platform/database/database-faults.js';
import { DiskService } from '../platform/disk/disk.service.js';
import { Draining } from '../platform/draining.js';
import { DatabaseWatchService } from '../platform/database/database-watch.service.js';
import { DATABASE_URL, FrozenDatabaseService } from '../platform/database/frozen-database.service.js';
import { Notifications } from '../platform/database/notifications.js';
import { OldestGatewayService } from '../platform/database/oldest-gateway.service.js';
import { ReadReplicaService } from '../platform/database/read-replica.service.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { Site } from '../platform/site.js';
import { CONFIG, GATEWAY_ID, LOG } from '../platform/tokens.js';
import { SealedBox } from '../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { entities } from './entities.js';
import { databaseFaultsOf } from '../platform/log.js';

/** What main makes before any module: settings from the environment, and open connections. */
export interface Platform {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly seal: SealedBox;
  readonly log: Logger;
  /** Given where this gateway has said already that it runs. */
  readonly gatewayId?: string;
}

/**
 * Connections for everything except listening for notifications and checking whether the database answers. All workers
 * together leave room below the hundred that PostgreSQL allows by default.
 */
const poolSize = ({ workers }: Config) => Math.min(12, Math.floor(80 / workers));

/** The one global module: settings, log, database, sealed box and notifications are needed everywhere. */
@Global()
@Module({})
export class PlatformModule {
  static of({ config, databaseUrl, seal, log, gatewayId = randomUUID() }: Platform): DynamicModule {
    const connections = new DatabaseConnections();
    const { databaseListenUrl: listenUrl } = config;
    const variable = listenUrl === null ? null : 'DATABASE_LISTEN_URL';
    const hints = new Notifications(listenUrl ?? databaseUrl, log, connections.Client, variable);
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          ...gatewayOptions(databaseUrl, entities, poolSize(config), connections.Client),
          retryAttempts: 1,
          manualInitialization: false,
        }),
      ],
      providers: [
        {
          provide: Site,
          useFactory: async (source: DataSource) => {
            const site = new Site(config, source, hints);
            await site.load();
            return site;
          },
          inject: [DataSource],
        },
        { provide: CONFIG, useFactory: (site: Site) => site.config, inject: [Site] },
        { provide: LOG, useValue: log },
        { provide: GATEWAY_ID, useValue: gatewayId },
        { provide: DatabaseFaults, useFactory: () => databaseFaultsOf(log) },
        DatabaseWatchService,
        DiskService,
        Draining,
        { provide: DATABASE_URL, useValue: databaseUrl },
        { provide: DatabaseConnections, useValue: connections },
        FrozenDatabaseService,
        OldestGatewayService,
        PeriodicJobService,
        ReadReplicaService,
        { provide: SealedBox, useValue: seal },
        { provide: Notifications, useValue: hints },
        {
          provide: UnitOfWork,
          useFactory: (source: DataSource) => new UnitOfWork(source, hints),
          inject: [DataSource],
        },
      ],
      exports: [
        CONFIG,
        DATABASE_URL,
        GATEWAY_ID,
        LOG,
        DATABASE_URL,
        Site,
        DatabaseConnections,
        DatabaseFaults,
        DatabaseWatchService,
        DiskService,
        Draining,
        PeriodicJobService,
        ReadReplicaService,
        SealedBox,
        Notifications,
        OldestGatewayService,
        UnitOfWork,
      ],
    };
  }
}
