import { setTimeout as sleep } from 'node:timers/promises';
import { Panels } from './panels.js';
import type { Report } from './report.js';
import type { Scale } from './scale.js';
import { costOf, type Site } from './site.js';

const sizes = [500, 5_000, 50_000];
const registerSeconds = 1;

/** Users as another server left them: a card each, and a right to both doors at all times. */
function fill({ all: [panel] }: Panels, users: number): void {
  const pins = Array.from({ length: users }, (_, i) => String(users * 1_000 + i));
  panel?.load(
    'user',
    pins.map((pin) => ({ pin, name: `Name ${pin}`, password: '', cardno: '', privilege: '0' })),
  );
  panel?.load(
    'mulcarduser',
    pins.map((pin) => ({ pin, cardno: Number(pin).toString(16).padStart(8, '0'), losscardflag: '0', cardtype: '0' })),
  );
  panel?.load(
    'userauthorize',
    pins.map((pin) => ({ pin, authorizetimezoneid: '1', authorizedoorid: '3', devid: '1' })),
  );
}

/** The most memory of the gateway, and the slowest answer that needs nothing but its loop. */
async function watched(site: Site, work: () => Promise<unknown>) {
  const worst = { mb: 0, pause: 0 };
  const over = new AbortController();
  const watch = (async () => {
    while (!over.signal.aborted) {
      const begin = performance.now();
      await fetch(`${site.url}/health/live`);
      worst.pause = Math.max(worst.pause, performance.now() - begin);
      worst.mb = Math.max(worst.mb, await site.gatewayMb());
      await sleep(25);
    }
  })();
  try {
    return { cost: await costOf(site, work), worst };
  } finally {
    over.abort();
    await watch;
  }
}

/** A panel that another server filled is read and taken over, at three sizes: `--people` is the largest of them. */
export async function takeOver(site: Site, { people: most }: Scale, report: Report): Promise<void> {
  for (const users of sizes.filter((size) => size <= most)) {
    const panels = new Panels(site.url, 1);
    const sn = panels.all[0]?.sn ?? '';
    try {
      panels.start(registerSeconds);
      await site.until('SELECT count(*) FROM device WHERE registered_at IS NOT NULL', 1);
      await site.until(`SELECT count(*) FROM survey WHERE status = 'done'`, 1);
      await site.untilInSync();
      fill(panels, users);
      await site.admin('POST', `/devices/${sn}/survey`);
      const read = await watched(site, () => site.until(`SELECT count(*) FROM survey WHERE status = 'done'`, 1));
      const taken = await watched(site, () => site.admin('POST', `/devices/${sn}/survey/import`, { dryRun: false }));
      for (const [what, { cost, worst }] of Object.entries({ read, 'taken over': taken })) {
        const begin = `takeOver: ${users} users ${what}`;
        report.atMost(`${begin} after`, cost.seconds, 's');
        report.atMost(`${begin}, processor time of a user`, (cost.processor * 1_000) / users, 'ms');
        report.atMost(`${begin}, most memory of the gateway`, worst.mb, 'MB');
        report.atMost(`${begin}, slowest /health/live`, worst.pause, 'ms');
      }
    } finally {
      await panels.stop();
      await site.admin('DELETE', `/devices/${sn}`);
    }
  }
}
