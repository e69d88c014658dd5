// Asks an address again and again, in its own process, and prints how long the longest answer took.
import { Agent, get } from 'node:http';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout } from 'node:timers';

const [, , url = ''] = process.argv;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let longest = 0;

const ask = () => {
  const begun = performance.now();
  const again = () => {
    longest = Math.max(longest, performance.now() - begun);
    setTimeout(ask, 5);
  };
  get(url, { agent }, (response) => response.resume().on('end', again)).on('error', again);
};

process.on('message', (word) => {
  if (word === 'begin') {
    longest = 0;
    process.send?.('begun');
  } else {
    // The request that is under way counts too.
    setTimeout(() => process.send?.(longest), 20);
  }
});
process.on('disconnect', () => process.exit());
ask();
process.send?.('ready');
