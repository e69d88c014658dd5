import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Plugin } from 'vitest/config';
import { isFresh } from '../../scripts/build.mjs';

/**
 * Tests import the server as it is shipped, from dist, where that was built from the very sources that stand here. Node
 * runs it with an eighth less work than what Vitest makes of the sources. Otherwise, and while Vitest watches them, the
 * sources are compiled as they are imported. So an edit is never tested by what was built before it.
 */
export function builtServer(root: string, isBuilt = isFresh) {
  const dist = join(root, 'dist');
  const sources = ['src', 'bench'].map((name) => join(root, name, sep));
  let isUsed = false;
  return {
    name: 'built-server',
    enforce: 'pre' as const,
    // Node imports it, without Vitest between.
    config: () => ({ test: { server: { deps: { external: [/\/dist\/(src|bench)\/.*\.js$/] } } } }),
    configureVitest: ({ vitest }: { vitest: { config: { watch: boolean } } }) => {
      isUsed = !vitest.config.watch && isBuilt();
    },
    resolveId: (specifier: string, importer?: string): string | undefined => {
      if (!isUsed || importer === undefined || !specifier.startsWith('.')) return undefined;
      const path = join(dirname(importer), specifier);
      const built = join(dist, relative(root, path));
      return sources.some((folder) => path.startsWith(folder)) && existsSync(built) ? built : undefined;
    },
  } satisfies Plugin;
}
