import { existsSync } from 'node:fs';

/** Beside `src`, and beside `dist` once it is built: what only a clone has. */
const isClone = ['../../tsconfig.json', '../../../tsconfig.json'].some((path) =>
  existsSync(new URL(path, import.meta.url)),
);

/**
 * How somebody who started this copy calls one of its commands: in a clone by npm, and where it was installed as a
 * package by the package's own command.
 */
export function ownCommand(name: string, env: NodeJS.ProcessEnv = process.env, inClone = isClone): string {
  if (inClone) return `npm run ${name} --`;
  // npx, which is `npm exec`.
  return env.npm_command === 'exec' ? `npx postern ${name}` : `postern ${name}`;
}
