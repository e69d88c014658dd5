import { it } from 'vitest';
import { startApp } from '../../support/app.js';
it('x', async () => {
  const app = await startApp();
  const rows = await app.sql<{ n: string }>(
    `SELECT c.relname AS n FROM pg_class c WHERE c.relnamespace='public'::regnamespace AND c.relkind IN ('r','p') AND NOT c.relispartition ORDER BY 1`,
  );
  console.log(rows.map((r) => r.n).join(' '));
  console.log(JSON.stringify((await app.admin('GET', '/retention')).body, null, 1));
  console.log(JSON.stringify((await app.admin('GET', '/settings')).body.retention));
  await app.stop();
});
