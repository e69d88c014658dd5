import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';
import { hasPython, OtherSystem, RecipeFolder, type Asked } from '../support/recipe.js';

interface Attendance {
  readonly id: number;
  readonly employee: number;
  readonly check_in: string;
  check_out: string | false;
}

type Arguments = Readonly<Record<string, unknown>>;

/**
 * So much of Odoo as the recipe uses: two models, and the two ways to call their methods. What it does not know, it
 * refuses: another field, another order of a domain, an attendance that begins while one is open.
 */
class Odoo {
  readonly attendance: Attendance[] = [];
  private readonly badges: Readonly<Record<string, number>> = { '57': 7, '58': 8 };

  answer = ({ path, headers, body }: Asked): [number, object] => {
    try {
      if (path === '/jsonrpc') return [200, { jsonrpc: '2.0', ...this.rpc(body.params as RpcParams) }];
      const [, model = '', method = ''] = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(path) ?? [];
      if (headers.authorization !== 'bearer api-key' || headers['x-odoo-database'] !== 'erp') {
        return [401, { name: 'werkzeug.exceptions.Unauthorized', message: 'Invalid apikey' }];
      }
      const { ids = [], ...given } = body as { ids?: number[] } & Arguments;
      return [200, this.call(model, method, ids, given) as object];
    } catch (error) {
      return [422, { message: (error as Error).message }];
    }
  };

  private rpc({ service, method, args }: RpcParams): object {
    if (service === 'common' && method === 'authenticate') {
      const [database, user, key] = args;
      return { result: database === 'erp' && user === 'hr' && key === 'api-key' ? 2 : false };
    }
    const [database, user, key, model, name, places, given] = args as [
      string,
      number,
      string,
      string,
      string,
      [number[]?],
      Arguments,
    ];
    if (`${service} ${method} ${database} ${user} ${key}` !== 'object execute_kw erp 2 api-key') {
      return { error: { message: 'Access Denied' } };
    }
    return { result: this.call(model, name, places[0] ?? [], given) };
  }

  private call(model: string, method: string, ids: readonly number[], given: Arguments): unknown {
    switch (`${model}.${method}`) {
      case 'hr.employee.search_read':
        return this.employees(given);
      case 'hr.attendance.search_read':
        return this.found(given);
      case 'hr.attendance.create':
        return (given.vals_list as { employee_id: number; check_in: string }[]).map((values) => this.create(values));
      case 'hr.attendance.write':
        for (const id of ids) this.write(id, given.vals as { check_out: string });
        return true;
      default:
        throw new Error(`there is no ${model}.${method}`);
    }
  }

  private employees({ domain, fields, limit }: Arguments): object[] {
    const [[field, operator, badge]] = domain as [[string, string, string]];
    expect([field, operator, fields, limit]).toEqual(['barcode', '=', ['id'], 1]);
    const id = this.badges[badge];
    return id === undefined ? [] : [{ id }];
  }

  private found({ domain, order, limit }: Arguments): object[] {
    const [own, ...rest] = domain as [[string, string, number], ...unknown[]];
    expect([own[0], own[1], limit]).toEqual(['employee_id', '=', 1]);
    const mine = this.attendance.filter(({ employee }) => employee === own[2]);
    if (rest[0] === '|') {
      const [, [, , at]] = rest as ['|', ['check_in', '=', string], ['check_out', '=', string]];
      expect(rest).toEqual(['|', ['check_in', '=', at], ['check_out', '=', at]]);
      return mine.filter(({ check_in, check_out }) => check_in === at || check_out === at).slice(0, 1);
    }
    const [[field, operator, at]] = rest as [[string, string, string]];
    expect([field, operator, order]).toEqual(['check_in', '<', 'check_in desc']);
    const before = mine.filter(({ check_in }) => check_in < at);
    return before.toSorted((one, two) => (one.check_in < two.check_in ? 1 : -1)).slice(0, 1);
  }

  private create({ employee_id: employee, check_in, ...other }: { employee_id: number; check_in: string }): number {
    expect(other).toEqual({});
    expect(check_in).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const isOpen = this.attendance.some((one) => one.employee === employee && one.check_out === false);
    if (isOpen) throw new Error("the employee hasn't checked out since");
    const id = this.attendance.length + 1;
    this.attendance.push({ id, employee, check_in, check_out: false });
    return id;
  }

  private write(id: number, { check_out, ...other }: { check_out: string }): void {
    expect(other).toEqual({});
    const one = this.attendance.find((attendance) => attendance.id === id);
    if (!one) throw new Error(`there is no attendance ${id}`);
    one.check_out = check_out;
  }
}

interface RpcParams {
  readonly service: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

describe.skipIf(!hasPython)('the recipe for Odoo', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const punch = (pin: string, minute: number, inOut: number | null) =>
    storeEvents(app, {
      ...{ module: 'att', sn: 'TERM1', pin, inOut },
      eventTime: `2026-11-02 09:${minute}:00`,
      happenedAt: new Date(`2026-11-02T08:${minute}:00Z`),
    });

  it.each([
    ['JSON-2', {}],
    ['JSON-RPC', { ODOO_USER: 'hr' }],
  ])('books punches over %s, and nothing twice', async (_way, more: Record<string, string>) => {
    const odoo = new Odoo();
    const other = await OtherSystem.start(odoo.answer);
    const folder = await RecipeFolder.with({ 'postern_feed.py': 'python', 'odoo_attendance.py': 'odoo' });
    const run = (key = 'api-key') =>
      folder.run('odoo_attendance.py', {
        ...{ POSTERN_URL: app.url, POSTERN_TOKEN: apiToken },
        ...{ ODOO_URL: other.url, ODOO_DB: 'erp', ODOO_API_KEY: key, ...more },
      });
    try {
      expect(await run()).toMatchObject({ status: 0, errors: '' });
      const [begin] = await app.sql<{ position: string }>(
        'SELECT coalesce(max(position), 0)::text AS position FROM feed',
      );
      await punch('57', 10, 0);
      await punch('58', 11, 255);
      await punch('57', 12, 0);
      await punch('57', 20, 1);
      await punch('58', 21, 255);
      await punch('57', 22, 1);
      await punch('99', 30, 0);
      const ran = await run();
      expect([ran.status, ran.errors]).toEqual([0, '']);
      const outcome = (line: string) => line.replace(/ \S+Z /, ' ');
      const toLookAt = [
        '57 came again without having gone: to be looked at',
        '57 went without having come: to be looked at',
      ];
      expect(ran.lines.map(outcome)).toEqual([
        '57 checked in',
        '58 checked in',
        toLookAt[0],
        '57 checked out',
        '58 checked out',
        toLookAt[1],
        '99 nobody has this badge id',
      ]);
      const booked = [
        { id: 1, employee: 7, check_in: '2026-11-02 08:10:00', check_out: '2026-11-02 08:20:00' },
        { id: 2, employee: 8, check_in: '2026-11-02 08:11:00', check_out: '2026-11-02 08:21:00' },
      ];
      expect(odoo.attendance).toEqual(booked);
      // As after a crash in the middle.
      await folder.write('odoo.cursor', String(begin?.position));
      expect((await run()).lines.filter((line) => line.endsWith('there already'))).toHaveLength(4);
      expect(odoo.attendance).toEqual(booked);
      await punch('58', 40, 0);
      expect(await run('old-key')).toMatchObject({ status: 1, lines: [] });
      expect((await run()).lines.map(outcome)).toEqual(['58 checked in']);
    } finally {
      await other.stop();
      await folder.remove();
    }
  });
});
