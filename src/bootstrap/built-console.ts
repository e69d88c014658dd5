import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** `dist/console`, as seen from here once this file is compiled; null where no console was built. */
export function builtConsole(): string | null {
  const folder = join(import.meta.dirname, '../../console');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}
