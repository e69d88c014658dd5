// Tells which calls of the facade no test has seen succeed, which codes they declare and no test has seen, and which they
// answered without declaring them. The tests note what was answered where POSTERN_ANSWERS names a file.
import { readFileSync } from 'node:fs';

const [file = process.env.POSTERN_ANSWERS] = process.argv.slice(2);
if (!file) throw new Error('POSTERN_ANSWERS=<file> npm test, then: node scripts/operations-coverage.mjs <file>');

const seen = new Map();
for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
  const [method, path, code] = line.split(' ');
  const call = `${method} ${path}`;
  seen.set(call, (seen.get(call) ?? new Set()).add(Number(code)));
}

/** Codes below 0 that a call declares. */
const declaredBy = (operation) => {
  const [, refused] = operation?.responses?.['200']?.content?.['application/json']?.schema?.oneOf ?? [];
  return refused?.properties?.code?.enum ?? [-1];
};

/** A stream has no end at which a test could note an answer. */
const isStream = (operation) => operation?.responses?.['200']?.content?.['text/event-stream'] !== undefined;

const { paths } = JSON.parse(readFileSync('openapi/facade.json', 'utf8'));
const sectionOf = new Map();
for (const line of readFileSync('openapi/vendor-calls.txt', 'utf8').split('\n')) {
  const [method, path, section, planned] = line.trim().split(/\s+/);
  if (path && !line.startsWith('#') && planned !== 'planned') sectionOf.set(`${method} ${path}`, section);
}

/** A call and its aliases have one handler, so a code that one of them answered counts for all of them. */
const family = new Map();
for (const [call, section] of sectionOf) {
  const codes = family.get(section) ?? new Set();
  for (const code of seen.get(call) ?? []) codes.add(code);
  family.set(section, codes);
}

// A code that everything can answer is no code of a call.
const common = new Set([-1]);
const gaps = [];
const unseen = [];
for (const [call, section] of sectionOf) {
  const [method, path] = call.split(' ');
  const declared = declaredBy(paths[path]?.[method.toLowerCase()]);
  if (!seen.get(call)?.has(0) && !isStream(paths[path]?.[method.toLowerCase()]))
    gaps.push(`${call}: never seen to succeed`);
  for (const code of declared.filter((one) => !common.has(one) && !family.get(section).has(one)))
    unseen.push(`${call}: declares ${code}, which no test has seen`);
  for (const code of [...(seen.get(call) ?? [])].filter((one) => one !== 0 && !declared.includes(one)))
    gaps.push(`${call}: answered ${code}, which it does not declare`);
}
// Only a failing database or a certain make of device causes some codes. They are printed and do not fail the run.
for (const gap of [...unseen, ...gaps]) console.log(gap);
console.log(`${sectionOf.size} calls, ${gaps.length} gaps, ${unseen.length} codes not seen`);
process.exit(gaps.length === 0 ? 0 : 1);
