import ora from 'ora';
import { DataSource } from 'typeorm';
import { rotateKey } from '../../operations/key-rotation/rotate-key.js';
import { loadEncryptionKey } from '../../platform/auth/encryption-key.js';
import { loadConfig } from '../../platform/config.js';
import { dataSourceOptions } from '../../platform/database/data-source.js';
import { openDatabase } from '../target-database.js';

/**
 * Changes the encryption key of the database that the environment names.
 * @returns the exit code: 0 done, 2 it could not be done
 */
export async function rotateKeyCommand({ json = false }: { json?: boolean }, env: NodeJS.ProcessEnv): Promise<number> {
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  const err = (line: string) => (spinner.stop(), void process.stderr.write(`postern: ${line}\n`));
  const progress = (text: string) => {
    if (!process.stderr.isTTY) return;
    if (spinner.isSpinning) spinner.text = text;
    else spinner.start(text);
  };
  try {
    const config = loadConfig(env);
    const database = await openDatabase(config);
    const source = new DataSource(dataSourceOptions(database.url, [], 3));
    try {
      await source.initialize();
      const result = await rotateKey(source, config, loadEncryptionKey(config), { say: err, progress });
      spinner.stop();
      const done = `${result.rows} rows are sealed by the key ${result.to}; nothing is left of the key before`;
      process.stdout.write(`${json ? JSON.stringify(result, null, 2) : done}\n`);
    } finally {
      if (source.isInitialized) await source.destroy();
      await database.close();
    }
    return 0;
  } catch (error) {
    err((error as Error).message.split('\n')[0] ?? '');
    return 2;
  } finally {
    spinner.stop();
  }
}
