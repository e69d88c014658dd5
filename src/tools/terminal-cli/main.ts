import { run } from './run.js';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

// The reader has closed the pipe, as `head` does.
process.stdout.on('error', () => stop.abort());

process.exitCode = await run(process.argv.slice(2), {
  input: process.stdin,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isScreen: process.stderr.isTTY,
  signal: stop.signal,
});
