// Prints the answers to `npm start -- --help` and `--version`. The text comes from the tables of the README, so it is
// written only once. This file is plain JavaScript, because it runs before anything is built.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Only a clone has it; a package was installed, and has its own command in place of the scripts of npm. */
const isClone = existsSync(join(root, 'tsconfig.json'));

const section = (text, heading) => text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

/** The rows of a section's table, without Markdown. */
const rowsOf = (text) =>
  [...text.matchAll(/^\| *([`[].*)\|$/gm)].map(([, cells]) =>
    cells.split('|').map((cell) =>
      cell
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll('`', '')
        .trim(),
    ),
  );

function columns(rows) {
  const widths = rows.reduce((all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, cell.length)), []);
  return rows.map(
    (row) => `  ${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at]))).join('  ')}`,
  );
}

const ofPackage = /^npm run (?:postern -- (.*)|(simulate|zk) -- (.*))$/;

/** The commands of a package, as its own command has them. */
const inPackage = (rows) =>
  rows.flatMap(([call, does]) => {
    const [, ...command] = ofPackage.exec(call) ?? [];
    return command.length === 0 ? [] : [[['postern', ...command].filter(Boolean).join(' '), does]];
  });

function help() {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const commands = rowsOf(section(readme, 'Other commands'));
  return [
    isClone
      ? 'npm start [-- <option>]   starts the gateway; it is configured by the environment'
      : 'postern start [<option>]   starts the gateway; it is configured by the environment',
    'Ends with 0 when it was stopped, 1 when it could not start.',
    '',
    'Options:',
    ...columns(Object.entries(options).map(([name, { does }]) => [name, does])),
    '',
    'Environment (variable, default, meaning):',
    ...columns(rowsOf(section(readme, 'Environment'))),
    '',
    'Other commands:',
    ...columns(isClone ? commands : inPackage(commands)),
  ].join('\n');
}

const version = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

const options = {
  '--help': { does: 'prints this', text: help },
  '--version': { does: 'prints the version', text: version },
  '--print-config': { does: 'prints the effective settings, secrets masked' },
};

/**
 * @returns the text to print instead of a start; undefined if the gateway is to start, or answers itself
 * @throws Error with one line about an unknown option
 */
export function printed(given) {
  const wrong = given.find((name) => !Object.hasOwn(options, name));
  if (wrong !== undefined) {
    throw new Error(`there is no option ${wrong}; there are ${Object.keys(options).join(', ')}`);
  }
  return given.map((name) => options[name].text).find(Boolean)?.();
}
