import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';
import { hasPython, RecipeFolder } from '../support/recipe.js';

describe.skipIf(!hasPython)('the recipe in Python', () => {
  let app: TestApp;
  let folder: RecipeFolder;
  beforeAll(async () => {
    app = await startApp();
    folder = await RecipeFolder.with({ 'postern_feed.py': 'python' });
  });
  afterAll(async () => {
    await folder.remove();
    await app.stop();
  });

  const run = (url = app.url, token = apiToken) =>
    folder.run('postern_feed.py', { POSTERN_URL: url, POSTERN_TOKEN: token });
  const idsIn = (lines: readonly string[]) => lines.map((line) => (JSON.parse(line) as { id: string }).id);
  const ids = async () =>
    (
      await app.sql<{ id: string }>(`SELECT 'evt_' || replace(ref::text, '-', '') AS id FROM feed
        WHERE kind = 'event' ORDER BY position`)
    ).map(({ id }) => id);

  it('tells everything once, in order, and goes on where it was', async () => {
    await storeEvents(app, {}, {}, {});
    const first = await run();
    expect(first).toMatchObject({ status: 0, errors: '' });
    expect(idsIn(first.lines)).toEqual(await ids());
    expect(idsIn((await run()).lines)).toEqual([]);
    await storeEvents(app, {});
    expect(idsIn((await run()).lines)).toEqual((await ids()).slice(3));
  });

  it('keeps its cursor when Postern is away, and says so', async () => {
    const cursor = folder.read('postern.cursor');
    const gone = await run('http://127.0.0.1:1');
    expect(gone.status).toBe(1);
    expect(gone.errors).toContain('Postern does not answer');
    const refused = await run(app.url, 'another-token-0123456789');
    expect([refused.status, refused.lines]).toEqual([1, []]);
    expect(refused.errors).toContain('Postern refuses: ');
    expect(folder.read('postern.cursor')).toBe(cursor);
  });

  it('keeps a cursor that is refused, and says why', async () => {
    const other = await RecipeFolder.with({ 'postern_feed.py': 'python' });
    await other.write('postern.cursor', 'abc');
    const ran = await other.run('postern_feed.py', { POSTERN_URL: app.url, POSTERN_TOKEN: apiToken });
    const kept = other.read('postern.cursor');
    await other.remove();
    expect([ran.status, ran.lines, kept]).toEqual([1, [], 'abc']);
    expect(ran.errors).toMatch(/^Postern does not answer: .+\n$/);
  });

  it('goes on behind what was removed, and says so', async () => {
    const [last] = await app.sql<{ position: number }>('SELECT max(position) AS position FROM feed');
    await storeEvents(app, {});
    await app.sql('DELETE FROM feed WHERE position <= $1', [last?.position]);
    await app.sql('UPDATE feed_horizon SET position = $1', [Number(last?.position)]);
    const other = await RecipeFolder.with({ 'postern_feed.py': 'python' });
    // Its cursor is from long ago.
    await other.write('postern.cursor', '0');
    const ran = await other.run('postern_feed.py', { POSTERN_URL: app.url, POSTERN_TOKEN: apiToken });
    await other.remove();
    expect(ran.errors).toBe(`messages behind 0 were removed; going on behind ${last?.position}\n`);
    expect(idsIn(ran.lines)).toEqual(await ids());
  });
});
