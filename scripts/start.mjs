// `npm start`: builds what is not built and becomes the gateway. What only asks or is mistyped is answered before.
import { buildIfStale } from './build.mjs';
import { printed } from './usage.mjs';

/** Nobody reads any more: `npm start | head -1`. */
const end = () => process.exit(1);

process.stdout.on('error', end);
try {
  const text = printed(process.argv.slice(2));
  if (text !== undefined) {
    process.stdout.write(`${text}\n`);
  } else {
    if (!buildIfStale()) process.exit(1);
    process.stdout.off('error', end);
    await import('../dist/src/main.js');
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
