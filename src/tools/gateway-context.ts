import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PlatformModule } from '../bootstrap/platform.module.js';
import { AuthModule } from '../platform/auth/auth.module.js';
import { checkFingerprint, loadEncryptionKey } from '../platform/auth/encryption-key.js';
import { loadConfig } from '../platform/config.js';
import { prepareSchema } from '../platform/database/migrate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { newLog } from '../platform/log.js';
import { openDatabase } from './target-database.js';

@Module({})
class CommandModule {
  static of(platform: DynamicModule, modules: readonly Type[]): DynamicModule {
    return { module: CommandModule, imports: [platform, AuthModule, ...modules] };
  }
}

/**
 * Runs a command with the services of the gateway, on its database.
 * @param modules what it needs beside the platform
 */
export async function withGateway<T>(
  env: NodeJS.ProcessEnv,
  modules: readonly Type[],
  work: (context: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(env);
  const database = await openDatabase(config);
  try {
    await prepareSchema(config, database.url);
    const platform = { config, databaseUrl: database.url, seal: loadEncryptionKey(config), log: newLog('fatal') };
    const context = await NestFactory.createApplicationContext(CommandModule.of(PlatformModule.of(platform), modules), {
      logger: false,
      abortOnError: false,
    });
    try {
      await context.get(UnitOfWork).run((tx) => checkFingerprint(tx, platform.seal));
      return await work(context);
    } finally {
      await context.close();
    }
  } finally {
    await database.close();
  }
}
