// `npm start` builds if necessary and becomes the gateway. It answers `--help`, `--version` and mistyped options at once.
import { buildIfStale } from './build.mjs';
import { printed } from './usage.mjs';

/** The reader of the output is gone, as after `npm start | head -1`. */
const end = () => process.exit(1);

process.stdout.on('error', end);
try {
  const text = printed(process.argv.slice(2));
  if (text !== undefined) {
    process.stdout.write(`${text}\n`);
  } else {
    if (!(await buildIfStale())) process.exit(1);
    process.stdout.off('error', end);
    await import('../dist/src/main.js');
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
