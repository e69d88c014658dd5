export { takeOver } from './take-over.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { Panels } from './panels.js';
import { addAll, people } from './people.js';
import { plainStatements } from './plain.js';
import type { Report } from './report.js';
import type { Scale } from './scale.js';
import { costOf, type Cost, type Site } from './site.js';

/** One row of the bench: its own site, its own lines. */
export type Row = (site: Site, scale: Scale, report: Report) => Promise<void>;

const registerSeconds = 5;
/** Plain statements are the measure: ours may take so many times their processor time. */
const mostTimesPlain = 4;

const milliseconds = (cost: Cost, parts: number) => (cost.processor * 1_000) / parts;

/** Processor time of one of so many parts, and how much of it is the gateway's. */
function perPart(report: Report, row: string, part: string, cost: Cost, parts: number, most: number): void {
  report.atMost(`${row}: processor time of a ${part}`, milliseconds(cost, parts), 'ms', most);
  report.atMost(`${row}: the gateway's part of it`, (cost.gateway * 1_000) / parts, 'ms');
}

async function withPanels<T>(
  site: Site,
  count: number,
  work: (panels: Panels) => Promise<T>,
  onCommand?: (sn: string, text: string) => void,
): Promise<T> {
  const panels = new Panels(site.url, count, onCommand);
  try {
    return await work(panels);
  } finally {
    await panels.stop();
  }
}

async function register(site: Site, panels: Panels): Promise<void> {
  panels.start(registerSeconds);
  await site.until('SELECT count(*) FROM device WHERE registered_at IS NOT NULL', panels.all.length);
  await site.untilInSync();
}

/** All panels are new: from the first contact until each holds what it should. The admin API is asked meanwhile. */
export const storm: Row = async (site, { panels: count }, report) => {
  await withPanels(site, count, async (panels) => {
    let slowest = 0;
    const over = new AbortController();
    const watch = (async () => {
      while (!over.signal.aborted) {
        const begin = performance.now();
        await site.admin('GET', '/devices?limit=20');
        slowest = Math.max(slowest, (performance.now() - begin) / 1_000);
        await sleep(250);
      }
    })();
    const cost = await costOf(site, () => register(site, panels));
    over.abort();
    await watch;
    report.atMost(`storm: ${count} new panels in sync after`, cost.seconds, 's');
    perPart(report, 'storm', 'panel', cost, count, 15);
    report.atMost('storm: slowest admin call meanwhile', slowest, 's', 0.5);
  });
};

/** One person gets a level over all doors of all panels. */
export const grant: Row = async (site, { panels: count }, report) => {
  await withPanels(site, count, async (panels) => {
    await register(site, panels);
    await site.untilSurveyed(count);
    const level = await site.levelOfAllDoors('Everywhere');
    await site.untilInSync();
    const begin = performance.now();
    let ready = 0;
    const cost = await costOf(site, async () => {
      await addAll(site, people(1, level));
      await site.until(
        `SELECT count(DISTINCT l.sn) FROM ledger l WHERE l.pin = '100001' AND (l.command_id IS NOT NULL OR l.held_hash IS NOT NULL)`,
        count,
      );
      ready = (performance.now() - begin) / 1_000;
      await site.untilInSync();
    });
    report.atMost(`grant: one person on ${count} panels, all commands ready after`, ready, 's', 1);
    report.atMost('grant: in sync after', cost.seconds, 's');
    const ratio = cost.processor / (await plainStatements(site, count * 3));
    perPart(report, 'grant', 'panel', cost, count, 3);
    report.atMost('grant: times plain statements', ratio, 'x', mostTimesPlain);
  });
};

/** A badge is revoked while all panels come back from a power cut. */
export const revoke: Row = async (site, { panels: count }, report) => {
  const gone = new Map<string, number>();
  const onCommand = (sn: string, text: string) => {
    if (/^DATA DELETE (?:user|userauthorize)\b.*Pin=100001\b/i.test(text) && !gone.has(sn))
      gone.set(sn, performance.now());
  };
  await withPanels(
    site,
    count,
    async (panels) => {
      await register(site, panels);
      await site.untilSurveyed(count);
      const level = await site.levelOfAllDoors('Everywhere');
      await addAll(site, people(50, level));
      await site.untilInSync();
      await panels.powerCut();
      await site.forgetStatements();
      panels.start(registerSeconds);
      await sleep(registerSeconds * 500);
      const begin = performance.now();
      const since = await site.now();
      const before = await site.processorTime();
      await site.admin('DELETE', `/access-levels/${level}/persons/100001`);
      const answered = (performance.now() - begin) / 1_000;
      while (gone.size < count && performance.now() - begin < 300_000) await sleep(100);
      const used = (await site.processorTime()) - before;
      await site.sayStatements();
      const after = [...gone.values()].map((at) => (at - begin) / 1_000).sort((a, b) => a - b);
      report.atMost('revoke: answered after', answered, 's');
      report.atMost('revoke: last command ready after', await site.lastDeleteSince(since), 's');
      report.atMost(
        `revoke: gone from half of ${count} panels after`,
        after[Math.floor(after.length / 2)] ?? Infinity,
        's',
        5,
      );
      report.atMost(
        'revoke: gone from the last after',
        gone.size < count ? Infinity : (after.at(-1) ?? Infinity),
        's',
        5,
      );
      report.atMost('revoke: processor time until then', used, 's');
    },
    onCommand,
  );
};

/** Many people get a level of ten panels, the same come once more, and the level is deleted. */
export const bulk: Row = async (site, { people: count, doors }, report) => {
  await withPanels(site, doors, async (panels) => {
    await register(site, panels);
    await site.untilSurveyed(doors);
    const level = await site.levelOfAllDoors('Everywhere');
    await site.untilInSync();
    const all = people(count, level);
    const pairs = count * doors;
    let accepted = 0;
    const given = await costOf(site, async () => {
      accepted = await addAll(site, all);
      await site.untilInSync();
    });
    report.atLeast(`bulk: ${count} people on ${doors} panels accepted`, count / accepted, 'people/s', 1_000);
    report.atMost('bulk: in sync after', given.seconds, 's');
    perPart(report, 'bulk', 'pair', given, pairs, 0.15);
    const rows = await site.count(`SELECT count(*) FROM ledger WHERE pin <> ''`);
    report.atMost(
      'bulk: times plain statements',
      given.processor / (await plainStatements(site, rows)),
      'x',
      mostTimesPlain,
    );
    const again = await costOf(site, () => addAll(site, all));
    report.atLeast('bulk: the same once more', count / again.seconds, 'people/s', 3_000);
    perPart(report, 'bulk', 'person', again, count, 0.2);
    await site.untilInSync();
    const taken = await costOf(site, async () => {
      await site.admin('DELETE', `/access-levels/${level}`);
      await site.untilInSync();
    });
    report.atMost(`bulk: level of ${count} people on ${doors} panels deleted and gone after`, taken.seconds, 's', 30);
    perPart(report, 'bulk', 'pair', taken, pairs, 0.12);
  });
};

/** What the gateway keeps in memory while its panels only poll. */
export const memory: Row = async (site, { panels: count }, report) => {
  await sleep(5_000);
  report.atMost('memory: idle', await site.gatewayMb(), 'MB', 160);
  await withPanels(site, count, async (panels) => {
    await register(site, panels);
    await sleep(10_000);
    report.atMost(`memory: ${count} devices`, await site.gatewayMb(), 'MB', 240);
  });
};
