import { expect, it } from 'vitest';
import { codeOf, hasPython, OtherSystem, RecipeFolder } from '../support/recipe.js';

/** What the page leaves to its reader. */
const surroundings = `
import time
time.sleep = lambda seconds: print('pause', flush=True)

def load_cursor():
    return None

def handle(message):
    print(message['id'], flush=True)

def save_cursor(cursor):
    print('cursor', cursor, flush=True)
    if cursor == '8':
        raise SystemExit
`;

it.skipIf(!hasPython)('the reader of the page on events waits where it is refused, and keeps its cursor', async () => {
  const success = (items: object[], nextCursor: string) => ({
    code: 0,
    message: 'success',
    data: { items, nextCursor },
  });
  const answers = [
    success([{ id: 'evt_1' }], '7'),
    { code: -1, message: 'Program error', detail: 'the database is away', data: null },
    success([{ id: 'evt_2' }], '8'),
  ];
  const postern = await OtherSystem.start(() => [200, answers.shift()]);
  const folder = await RecipeFolder.with({});
  try {
    const [code = ''] = codeOf('../events', 'python');
    await folder.write('reader.py', surroundings + code.replace('https://postern.example', postern.url));
    const { status, lines, errors } = await folder.run('reader.py', {});
    expect([status, errors]).toEqual([0, '']);
    expect(lines).toEqual(['evt_1', 'cursor 7', 'the database is away', 'pause', 'evt_2', 'cursor 8']);
    const cursors = postern.asked.map(({ path }) => new URL(path, postern.url).searchParams.get('after'));
    expect(cursors).toEqual(['start', '7', '7']);
  } finally {
    await folder.remove();
    await postern.stop();
  }
});
